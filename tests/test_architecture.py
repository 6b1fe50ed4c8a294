"""The architecture: the allowed imports, the limits of rules and tags, and no import cycles."""

import ast
from graphlib import TopologicalSorter

import pytest

from tests.architecture import import_table
from tests.architecture.import_table import TABLE, is_within, room_of
from tests.architecture.source_tree import SourceTree

SOURCES = SourceTree()
HTTP_CLIENTS = {"requests", "urllib3", "urllib.request", "http.client", "httpx"}
PURE = [
    "workshops.schedule", "workshops.joining.outcomes", "workshops.pages.brand",
    "workshops.pages.html", "workshops.pages.ical",
]  # fmt: skip
BEYOND_PURE = {  # a pure rule gets these values as arguments
    "time", "os", "django.conf", "django.core.cache", "django.http", "django.utils.timezone",
    "portal.events", "portal.attendees", "workshops.catalogue",
}  # fmt: skip
CLOCKS = {"now", "utcnow", "today"}


def imports_of(names, packages):
    """The imports of the modules in `packages` that lead into one of `names`."""
    return [
        str(each)
        for each in SOURCES.imports
        if any(is_within(each.module, package) for package in packages)
        and any(is_within(each.target, name) for name in names)
    ]


def test_every_module_belongs_to_a_room_of_the_table():
    assert import_table.unlisted_modules(SOURCES) == []


def test_every_room_of_the_table_exists():
    assert set(TABLE) - {room_of(module) for module in SOURCES.paths} == set()


def test_rooms_import_only_what_the_table_allows():
    assert import_table.forbidden_imports(SOURCES) == []


def test_a_module_loaded_by_name_is_named_literally_or_by_a_setting():
    assert import_table.unreadable_imports(SOURCES) == []


def test_every_room_is_imported_only_through_its_public_names():
    assert import_table.private_imports(SOURCES) == []


def test_the_table_has_no_cycle():
    rooms = {room: {room_of(name) for name in names} for room, names in TABLE.items()}

    assert set(TopologicalSorter(rooms).static_order()) == set(TABLE)


def test_no_module_imports_itself_through_others():
    assert SOURCES.cycles() == []


def test_workshops_never_import_the_client():
    client = {"portal.accelevents.client", "portal.accelevents.Accelevents"}

    assert imports_of(client, {"workshops"}) == []
    assert imports_of(client, {"portal.accelevents"}) != []


def test_only_the_client_and_the_sandbox_use_http():
    speakers = {each.split(" -> ")[0] for each in imports_of(HTTP_CLIENTS, {"portal", "workshops"})}

    assert {room_of(module) for module in speakers} <= {"portal.accelevents", "portal.sandbox"}
    assert imports_of({"requests"}, {"portal.accelevents"}) != []


@pytest.mark.parametrize("package", ["portal.accelevents", "portal.sandbox", "portal.env"])
def test_these_packages_work_without_django(package):
    assert imports_of({"django"}, {package}) == []


@pytest.mark.parametrize("module", PURE)
def test_pure_rules_read_no_clock_setting_cache_or_request(module):
    calls = [
        node
        for name, parsed in SOURCES.trees.items()
        if is_within(name, module)
        for node in ast.walk(parsed)
        if isinstance(node, ast.Call)
    ]

    assert imports_of(BEYOND_PURE, {module}) == []
    assert [call for call in calls if ast.unparse(call.func).split(".")[-1] in CLOCKS] == []


def test_template_tags_cannot_reach_the_network():
    tags = [name for name in SOURCES.paths if "templatetags." in name]
    reached = set.union(*(SOURCES.reachable_from(name) for name in tags))

    assert (
        imports_of(HTTP_CLIENTS | {"portal.attendees", "portal.accelevents.client"}, reached) == []
    )
