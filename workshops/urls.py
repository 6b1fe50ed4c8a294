"""The addresses of an event's pages; each room has the views of its own."""

from django.urls import include, path

from workshops.device_check import views as device_check
from workshops.joining import views as joining
from workshops.live_list import views as live_list
from workshops.pages import views as pages
from workshops.room import views as room
from workshops.styleguide import views as styleguide

of_event = [
    # The busiest come first: each request tries the patterns in this order.
    path("", live_list.workshop_list, name="workshop_list"),
    path("list/", live_list.list_fragment, name="list_fragment"),
    path("w/<int:workshop_id>/join/", joining.workshop_join, name="workshop_join"),
    path("mine/", live_list.mine_list, name="mine"),
    path("mine.ics", pages.mine_ics, name="mine_ics"),
    path("check/", pages.upstream_check, name="upstream_check"),
    path("device/", device_check.device_check, name="device_check"),
    path("device/result/", device_check.device_check_result, name="device_check_result"),
    path("brand/<str:colors>.css", pages.brand_css, name="brand_css"),
    path("w/<int:workshop_id>/", pages.workshop, name="workshop"),
    path("w/<int:workshop_id>.ics", pages.workshop_ics, name="workshop_ics"),
    path("w/<int:workshop_id>/give-up/", joining.give_up, name="give_up"),
    path("w/<int:workshop_id>/room/", room.room, name="room"),
    path("w/<int:workshop_id>/room/join/", room.room_join, name="room_join"),
    path(
        "w/<int:workshop_id>/room/breakout/<slug:breakout_room>/join/",
        room.breakout_join,
        name="breakout_join",
    ),
    path("w/<int:workshop_id>/room/leave/", room.room_leave, name="room_leave"),
]

urlpatterns = [
    path("e/<slug:event>/", include(of_event)),
    path("", pages.events, name="events"),
    path("patterns/", styleguide.patterns_page, name="patterns"),
]
