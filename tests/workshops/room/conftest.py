"""Meetings where production has them."""

import pytest


@pytest.fixture
def at_amazon(settings):
    """Meetings are at the hosts of Amazon, as in production."""
    settings.MEDIA_HOSTS = ("*.chime.aws",)
    settings.IS_SANDBOX = False
