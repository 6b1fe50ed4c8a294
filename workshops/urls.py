"""The pages of an event."""

from django.urls import include, path

from portal.monitoring import health, metrics
from workshops.joining import views
from workshops.live_list import views as list_views

of_event = [
    path("", list_views.workshop_list, name="workshop_list"),
    path("list/", list_views.list_fragment, name="list_fragment"),
    path("brand/<str:colors>.css", views.brand_css, name="brand_css"),
    path("mine/", views.mine_list, name="mine"),
    path("mine.ics", views.mine_ics, name="mine_ics"),
    path("w/<int:workshop_id>/", views.workshop, name="workshop"),
    path("w/<int:workshop_id>.ics", views.workshop_ics, name="workshop_ics"),
    path("w/<int:workshop_id>/join/", views.workshop_join, name="workshop_join"),
    path("w/<int:workshop_id>/give-up/", views.give_up, name="give_up"),
    path("w/<int:workshop_id>/room/", views.room, name="room"),
    path("w/<int:workshop_id>/room/join/", views.room_join, name="room_join"),
    path("w/<int:workshop_id>/room/leave/", views.room_leave, name="room_leave"),
]

urlpatterns = [
    path("e/<slug:event>/", include(of_event)),
    path("", views.events, name="events"),
    path("patterns/", views.patterns_page, name="patterns"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics_page, name="metrics"),
]
