"""Django's name for this app."""

from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    """The pages; they keep nothing in the database."""

    name = "workshops"
