"""What event sites load and call, and what their organisers read."""

from django.urls import path

from portal.embedding import backend_api as backend
from portal.embedding import handoff_views as handoff
from portal.embedding import views

urlpatterns = [
    path("embed.js", views.embed_js, name="embed_js"),
    path("handoff/", backend.hand_off, name="hand_off"),
    path("e/<slug:event>/embed/", views.setup, name="embed_setup"),
    path("e/<slug:event>/probe/", views.probe, name="probe"),
    path("e/<slug:event>/checklist/", views.checklist, name="checklist"),
    path("e/<slug:event>/hand-off/challenge/", handoff.challenge, name="challenge"),
    path("e/<slug:event>/hand-off/claim/", handoff.claim, name="claim"),
    path("e/<slug:event>/hand-off/code/", handoff.code_out, name="code_out"),
    path("e/<slug:event>/hand-over/", handoff.hand_over, name="hand_over"),
    path("e/<slug:event>/continue/", handoff.continue_here, name="continue_here"),
    path("e/<slug:event>/continue/replace/", handoff.replace, name="replace"),
]
