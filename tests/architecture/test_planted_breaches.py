"""The checks of the architecture detect each of these breaches in small sources."""

from textwrap import dedent

import pytest

from tests.architecture import import_table
from tests.architecture.source_tree import SourceTree

RESPONDER = "workshops/live_list/not_modified.py"
CLEAN = {
    "portal/__init__.py": "",
    "portal/settings.py": """
        MIDDLEWARE = ["portal.attendees.middleware.AttendeeMiddleware"]
        POLL_RESPONDER = "workshops.live_list.not_modified"
    """,
    "portal/attendees/__init__.py": """
        from portal.attendees.session import sign_in
        __all__ = ["sign_in"]
    """,
    "portal/attendees/session.py": "def sign_in(): ...",
    "portal/attendees/middleware.py": "class AttendeeMiddleware: ...",
    "portal/server/__init__.py": "__all__ = ['types']",
    "portal/server/types.py": "class Scope: ...",
    "portal/server/rsgi.py": """
        from importlib import import_module
        from django.conf import settings
        from portal.server.types import Scope
        polls = import_module(settings.POLL_RESPONDER)
    """,
    "workshops/__init__.py": "",
    "workshops/live_list/__init__.py": "",
    RESPONDER: """
        from portal.attendees import sign_in
        from portal.server.types import Scope
    """,
}


@pytest.fixture
def planted(tmp_path):
    """planted(path, source): the clean sources with `source` added to a file, which may be new."""

    def plant(path, source):
        texts = CLEAN | {path: dedent(CLEAN.get(path, "")) + dedent(source)}
        for name, text in texts.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(dedent(text))
        return SourceTree(tmp_path)

    return plant


def test_clean_sources_have_no_breach(planted):
    tree = planted(RESPONDER, "")

    assert import_table.unlisted_modules(tree) == []
    assert import_table.forbidden_imports(tree) == []
    assert import_table.private_imports(tree) == []
    assert import_table.unreadable_imports(tree) == []
    assert tree.cycles() == []


@pytest.mark.parametrize(
    "source",
    [
        "import workshops.live_list",
        "from workshops.live_list import not_modified",
        "def late():\n    from workshops import live_list",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import workshops.live_list",
        "import importlib\nimportlib.import_module('workshops.live_list')",
        "from django.utils import module_loading\n"
        "module_loading.import_string('workshops.live_list.not_modified.is_poll')",
        "from importlib import import_module as load\nload('workshops.live_list')",
        "__import__('workshops.live_list')",
        "RESPONDER = 'workshops.live_list.not_modified'",
    ],
)
def test_an_import_against_the_table_is_detected_however_it_is_written(planted, source):
    tree = planted("portal/attendees/session.py", f"\n{source}\n")

    breaches = import_table.forbidden_imports(tree)

    assert len(breaches) > 0
    assert {line.split(".live_list")[0] for line in breaches} <= {
        "portal.attendees.session -> workshops"
    }


@pytest.mark.parametrize(
    "name", ["portal.server.rsgi.PortalApp", "workshops.live_list", "workshops.live_list.views"]
)
def test_a_name_in_settings_against_the_table_is_detected(planted, name):
    tree = planted("portal/settings.py", f"\nMIDDLEWARE += ['{name}']\n")

    assert import_table.forbidden_imports(tree) == [f"portal.settings -> {name} (string)"]


def test_an_import_statement_in_settings_is_not_treated_as_a_dotted_name(planted):
    tree = planted("portal/settings.py", "\nfrom portal.attendees import sign_in\n")

    assert import_table.forbidden_imports(tree) == [
        "portal.settings -> portal.attendees.sign_in (statement)"
    ]


@pytest.mark.parametrize(
    "call",
    ["import_module('workshops.' + name)", "import_module(f'{name}')", "import_string(name)"],
)
def test_a_computed_name_is_detected(planted, call):
    tree = planted("portal/server/rsgi.py", f"\n{call}\n")

    assert len(import_table.unreadable_imports(tree)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "from portal.attendees.session import sign_in",
        "from portal.attendees import session",
        "import portal.attendees.session",
        "from portal.attendees import *",
        "from portal.server.rsgi import polls",
        "import_module('portal.attendees.session')",
    ],
)
def test_an_import_of_a_private_name_is_detected(planted, source):
    tree = planted(RESPONDER, f"\n{source}\n")

    assert len(import_table.private_imports(tree)) == 1


@pytest.mark.parametrize("path", ["portal/newcomer.py", "workshops/newcomer/views.py"])
def test_a_module_without_a_room_is_detected(planted, path):
    tree = planted(path, "import os")

    assert len(import_table.unlisted_modules(tree)) == 1


def test_a_cycle_of_import_statements_is_detected(planted):
    tree = planted("portal/attendees/middleware.py", "\nimport portal.attendees.session\n")
    assert tree.cycles() == []

    tree = planted("portal/attendees/session.py", "\nimport portal.attendees.session\n")

    assert tree.cycles() == ["portal.attendees.session"]


def test_a_cycle_through_a_package_is_detected(planted):
    tree = planted("portal/attendees/session.py", "\nfrom portal.attendees import sign_in\n")

    assert tree.cycles() == ["portal.attendees", "portal.attendees.session"]


def test_a_cycle_through_a_setting_is_detected(planted):
    tree = planted(RESPONDER, "\nfrom portal.server.rsgi import polls\n")

    assert tree.cycles() == ["portal.server.rsgi", "workshops.live_list.not_modified"]
