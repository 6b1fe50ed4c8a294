"""The whole URL map."""

from django.urls import include, path

from portal.localization import views as localization

urlpatterns = [
    path("", include("workshops.urls")),  # the busiest come first
    path("e/<slug:event>/", include("portal.attendees.urls")),
    path("e/<slug:event>/clock/", localization.choose_clock, name="choose_clock"),
    path("", include("portal.embedding.urls")),
    path("", include("portal.monitoring.urls")),
]

handler400 = "portal.views.bad_request"
handler403 = "portal.views.forbidden"
handler404 = "portal.views.not_found"
handler500 = "portal.views.server_error"
