"""The pages of an event."""

from django.urls import path

from workshops import health, list_views, measures, views

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", measures.measures, name="metrics"),
    path("", views.events, name="events"),
    path("patterns/", views.patterns_page, name="patterns"),
    path("e/<slug:event>/", list_views.workshop_list, name="workshop_list"),
    path("e/<slug:event>/list/", list_views.list_fragment, name="list_fragment"),
    path("e/<slug:event>/brand/<str:colors>.css", views.brand_css, name="brand_css"),
    path("e/<slug:event>/mine/", views.mine_list, name="mine"),
    path("e/<slug:event>/mine.ics", views.mine_ics, name="mine_ics"),
    path("e/<slug:event>/w/<int:workshop_id>/", views.workshop, name="workshop"),
    path("e/<slug:event>/w/<int:workshop_id>.ics", views.workshop_ics, name="workshop_ics"),
    path("e/<slug:event>/w/<int:workshop_id>/join/", views.workshop_join, name="workshop_join"),
    path("e/<slug:event>/w/<int:workshop_id>/give-up/", views.give_up, name="give_up"),
    path("e/<slug:event>/w/<int:workshop_id>/room/", views.room, name="room"),
    path("e/<slug:event>/w/<int:workshop_id>/room/join/", views.room_join, name="room_join"),
    path("e/<slug:event>/w/<int:workshop_id>/room/leave/", views.room_leave, name="room_leave"),
]
