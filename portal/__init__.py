"""The Django project: settings, the URL map, and the packages that face the outside world."""
