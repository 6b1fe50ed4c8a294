"""The portal's own settings, and beside its pages the bare ones that `make bench` compares with."""

from tests.served import *  # noqa: F403

ROOT_URLCONF = "tests.load.urls"
