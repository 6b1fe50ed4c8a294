"""The architecture: who may import whom, and how large a thing may become."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = {
    "portal.attendees", "portal.embedding", "portal.sandbox", "portal.settings", "portal.events",
    "portal.caching.stale_while_revalidate", "portal.context_processors",
    "portal.observability.prometheus",
    "portal.observability.json_logging", "workshops",
}  # fmt: skip
FORBIDDEN = {  # folder: what nothing in it may import
    "portal": {"workshops"},
    "portal/accelevents": {"django"} | PACKAGES,
    "portal/attendees": {"portal.embedding", "portal.sandbox"},
    "portal/embedding": {"portal.accelevents.client", "portal.sandbox"},
    "portal/sandbox": {"django", "portal.accelevents"} | PACKAGES - {"portal.sandbox"},
    "workshops": {"portal.accelevents.client", "portal.sandbox", "portal.settings"},
}
HTTP_CLIENTS = {"requests", "urllib3", "urllib.request", "http.client", "httpx"}
RULES = [
    "schedule/rules", "schedule/filters", "pages/brand", "pages/html", "pages/ical",
    "joining/outcomes",
]  # fmt: skip
BEYOND_RULES = {  # a rule takes what it needs as arguments
    "time", "os", "django.conf", "django.core.cache", "django.http", "django.utils.timezone",
    "portal.events", "portal.attendees", "workshops.catalogue.refresh",
    "workshops.catalogue.registrations",
}  # fmt: skip
LARGEST_FUNCTION, LARGEST_FILE = 30, 250  # lines

SOURCES = [*ROOT.glob("portal/**/*.py"), *ROOT.glob("workshops/**/*.py")]
TESTS = [*ROOT.glob("tests/**/*.py")]


def name_of(path):
    """ "portal/kept.py" for the file of that name, wherever the project lies."""
    return path.relative_to(ROOT).as_posix()


def imports(path):
    """Every module that a file imports, by its full name, wherever in the file it does."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports here are absolute"
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def within(module, names):
    """Whether `module` is one of `names` or lies in one."""
    return any(module == name or module.startswith(f"{name}.") for name in names)


def offenders(paths, names):
    """(file, module) for each import of one of `names`."""
    return [
        (name_of(path), module)
        for path in paths
        for module in imports(path)
        if within(module, names)
    ]


def functions(paths, named=""):
    """(its file and name, the function), methods too, for those whose name begins with `named`."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [
        (f"{name_of(path)}: {node.name}", node)
        for path in paths
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, kinds) and node.name.startswith(named)
    ]


def length(function):
    """Lines of a whole function, with its decorators, signature and docstring."""
    first = min([function, *function.decorator_list], key=lambda node: node.lineno)
    return function.end_lineno - first.lineno + 1


def branches(function):
    """The words in a function that make it take one way or another, or wait."""
    kinds = (ast.If, ast.For, ast.While, ast.Match)
    found = [type(node).__name__ for node in ast.walk(function) if isinstance(node, kinds)]
    calls = [ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)]
    return found + [call for call in calls if call in {"sleep", "time.sleep"}]


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_imports_point_one_way(folder):
    files = [*ROOT.glob(f"{folder}/**/*.py")]

    assert files
    assert offenders(files, FORBIDDEN[folder]) == []


def test_only_the_client_speaks_http():
    elsewhere = [
        path
        for path in SOURCES
        if not name_of(path).startswith(("portal/accelevents/", "portal/sandbox/"))
    ]

    assert offenders(elsewhere, HTTP_CLIENTS) == []
    assert offenders(SOURCES, {"requests"}) != []


def test_nothing_but_the_demo_and_its_command_starts_the_sandbox():
    starters = {
        name
        for name, _ in offenders([*SOURCES, ROOT / "manage.py"], {"portal.sandbox"})
        if not name.startswith("portal/sandbox/")
    }

    assert starters <= {
        "manage.py",
        "portal/management/commands/demo.py",
        "portal/management/commands/sandbox.py",
    }


@pytest.mark.parametrize("module", RULES)
def test_rules_read_no_clock_setting_cache_or_request(module):
    assert offenders([ROOT / "workshops" / f"{module}.py"], BEYOND_RULES) == []


def test_tags_of_templates_cannot_reach_the_network():
    tags = [*ROOT.glob("*/templatetags/*.py")]

    assert offenders(tags, {"portal.accelevents.client", "portal.attendees", "requests"}) == []


def test_no_function_is_too_long():
    too_long = {
        name: length(function)
        for name, function in functions(SOURCES)
        if length(function) > LARGEST_FUNCTION
    }

    assert too_long == {}


def test_no_file_is_too_long():
    lines = {name_of(path): len(path.read_text().splitlines()) for path in [*SOURCES, *TESTS]}

    assert {name: count for name, count in lines.items() if count > LARGEST_FILE} == {}


def test_tests_neither_branch_nor_loop_nor_sleep():
    found = {name: branches(test) for name, test in functions(TESTS, named="test_")}

    assert len(found) > 100
    assert {name: words for name, words in found.items() if words} == {}
