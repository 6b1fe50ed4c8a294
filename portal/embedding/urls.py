"""The addresses that event sites load and call, and the pages for their organizers."""

from django.urls import path

from portal.embedding import backend_api, handoff_views, views

urlpatterns = [
    path("embed.js", views.embed_js, name="embed_js"),
    path("handoff/", backend_api.hand_off, name="hand_off"),
    path("e/<slug:event>/embed/", views.setup, name="embed_setup"),
    path("e/<slug:event>/probe/", views.probe, name="probe"),
    path("e/<slug:event>/checklist/", views.checklist, name="checklist"),
    path("e/<slug:event>/hand-off/challenge/", handoff_views.create_challenge, name="challenge"),
    path("e/<slug:event>/hand-off/claim/", handoff_views.redeem_frame_code, name="claim"),
    path("e/<slug:event>/hand-off/code/", handoff_views.issue_tab_code, name="code_out"),
    path("e/<slug:event>/hand-over/", handoff_views.confirm_popup, name="hand_over"),
    path("e/<slug:event>/continue/", handoff_views.redeem_tab_code, name="continue_here"),
    path("e/<slug:event>/continue/replace/", handoff_views.confirm_account_switch, name="replace"),
]
