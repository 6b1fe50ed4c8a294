"""Sign-in and sign-out, below /e/<event>/."""

from django.urls import path

from portal.attendees import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/link/", views.sign_in_key, name="sign_in_key"),
    path("sign-in/link/<str:user_key>/", views.open_link, name="sign_in_link"),
    path("sign-out/", views.sign_out, name="sign_out"),
]
