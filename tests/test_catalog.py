"""The catalog of texts for translators holds what the pages say, all of it and nothing else."""

import shutil

import pytest
from django.core.management import call_command

from tests.support.catalog import CATALOG, Text, texts_in
from tests.support.processes import ROOT

SOURCES = ["portal", "workshops", "templates"]


@pytest.fixture
def collected(tmp_path, monkeypatch, settings):
    """The catalog as `make messages` would write it now, made of a copy of all sources."""
    assert shutil.which("xgettext"), "gettext is missing: make test-quick installs it"
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    settings.LOCALE_PATHS[0].mkdir()
    for source in SOURCES:
        shutil.copytree(ROOT / source, tmp_path / source)
    monkeypatch.chdir(tmp_path)
    call_command("makemessages", locale=["en"], verbosity=0, no_wrap=True)
    return texts_in(settings.LOCALE_PATHS[0] / "en" / "LC_MESSAGES" / "django.po")


def test_the_catalog_is_up_to_date(collected):
    known = set(texts_in(CATALOG))

    assert sorted(set(collected) - known) == [], "run make messages"
    assert sorted(known - set(collected)) == [], "run make messages"


def test_the_catalog_knows_contexts_and_plurals():
    known = texts_in(CATALOG)

    assert Text("loudspeaker", "Speaker", "") in known
    assert Text("", "%(capacity)s seat", "%(capacity)s seats") in known
