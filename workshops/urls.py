"""The pages of an event."""

from django.urls import include, path

from portal.monitoring import health, metrics
from workshops import legacy_views as legacy
from workshops.joining import views as joining_views
from workshops.live_list import views as list_views
from workshops.room import views as room_views

of_event = [
    path("", list_views.workshop_list, name="workshop_list"),
    path("list/", list_views.list_fragment, name="list_fragment"),
    path("brand/<str:colors>.css", legacy.brand_css, name="brand_css"),
    path("mine/", legacy.mine_list, name="mine"),
    path("mine.ics", legacy.mine_ics, name="mine_ics"),
    path("w/<int:workshop_id>/", legacy.workshop, name="workshop"),
    path("w/<int:workshop_id>.ics", legacy.workshop_ics, name="workshop_ics"),
    path("w/<int:workshop_id>/join/", joining_views.workshop_join, name="workshop_join"),
    path("w/<int:workshop_id>/give-up/", joining_views.give_up, name="give_up"),
    path("w/<int:workshop_id>/room/", room_views.room, name="room"),
    path("w/<int:workshop_id>/room/join/", room_views.room_join, name="room_join"),
    path("w/<int:workshop_id>/room/leave/", room_views.room_leave, name="room_leave"),
]

urlpatterns = [
    path("e/<slug:event>/", include(of_event)),
    path("", legacy.events, name="events"),
    path("patterns/", legacy.patterns_page, name="patterns"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics_page, name="metrics"),
]
