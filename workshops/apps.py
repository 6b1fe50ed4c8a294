"""Django's name for this app."""

from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    """The pages; in the database they keep nothing but who waits at the door."""

    name = "workshops"
