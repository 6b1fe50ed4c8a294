"""The documents: every link has a target, and every file, module and class they name exists."""

import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.architecture.import_table import SHARED, TABLE

ROOT = Path(__file__).parent.parent
FOLDERS = ["portal", "workshops", "templates", "static", "frontend", "tests", "docs", "scripts"]
DOCUMENTS = [
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/**/*.md", "locale/*.md")
    for path in ROOT.glob(pattern)
]
ABOUT_NOW = sorted(set(DOCUMENTS) - {"CHANGELOG.md"})  # a changelog may name files that are gone
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
FENCE = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
FILE_NAME = re.compile(r"[\w*.-]+\.(?:py|js|mjs|css|html|md|txt|in|toml|svg|json|yml|yaml)")
PLACEHOLDERS = {"_name.html"}
GENERATED = re.compile(r"build/")


def text_of(document):
    return (ROOT / document).read_text()


def code_in(document):
    """The code in backticks in a document, without its blocks of code."""
    return CODE.findall(FENCE.sub("", text_of(document)))


def anchor_of(heading):
    """The anchor that the usual Git hosts give to a heading."""
    plain = re.sub(r"[^\w\s-]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower())
    return re.sub(r"\s", "-", plain.strip())


def leads_somewhere(document, link):
    """Whether a relative link leads to a file, and to a heading in it if it names one."""
    path, _, anchor = link.partition("#")
    target = (ROOT / document).parent / path if path else ROOT / document
    headings = re.findall(r"^#+ (.+)$", target.read_text(), re.M) if anchor else []
    return target.exists() and (not anchor or anchor in map(anchor_of, headings))


def is_a_path(code):
    """Whether this code names a file or folder of the project."""
    if re.search(r"[…<\s]", code) or GENERATED.match(code) or code in PLACEHOLDERS:
        return False
    return code.startswith(tuple(f"{each}/" for each in FOLDERS)) or bool(FILE_NAME.fullmatch(code))


def exists(code):
    """Whether this path, or a file with this bare name anywhere, exists; * matches any text."""
    places = [ROOT] if "/" in code else [ROOT, *(ROOT / each for each in FOLDERS)]
    pattern = code.rstrip("/")
    matches = (path for place in places for path in place.glob(pattern))
    deep = (path for place in places[1:] for path in place.rglob(pattern))
    return any(matches) or any("node_modules" not in path.parts for path in deep)


def names_an_own_module(name):
    """Whether a dotted name is one of our modules, or a name in one."""
    module, _, attribute = name.rpartition(".")
    return find_spec(name) is not None or hasattr(import_module(module), attribute)


def import_table_in_the_document():
    """The table of docs/architecture.md, in the form of tests/architecture/import_table.py."""
    section = text_of("docs/architecture.md").partition("## Who may import whom")[2]
    rows = re.findall(r"^\| (`.+) \| (.+) \|$", section.partition("\n## ")[0], re.MULTILINE)
    return {
        room: set(CODE.findall(may)) | (SHARED if "the shared rooms" in may else set())
        for rooms, may in rows
        for room in CODE.findall(rooms)
    }


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_relative_link_leads_to_a_file_and_a_heading(document):
    links = [link for link in LINK.findall(text_of(document)) if "://" not in link]

    assert [link for link in links if not leads_somewhere(document, link)] == []


@pytest.mark.parametrize("document", ABOUT_NOW)
def test_every_file_that_a_document_names_exists(document):
    named = {code for code in code_in(document) if is_a_path(code)}

    assert sorted(path for path in named if not exists(path)) == []


@pytest.mark.parametrize("document", ABOUT_NOW)
def test_every_module_that_a_document_names_exists(document):
    named = {c for c in code_in(document) if re.fullmatch(r"(portal|workshops)(\.\w+)+", c)}

    assert sorted(name for name in named if not names_an_own_module(name)) == []


@pytest.mark.parametrize("document", ABOUT_NOW)
def test_a_name_that_a_document_places_in_a_file_is_in_that_file(document):
    pairs = re.findall(r"`(\w+)` in `([\w/]+\.\w+)`", text_of(document))

    assert [pair for pair in pairs if not re.search(rf"\b{pair[0]}\b", text_of(pair[1]))] == []


def test_every_class_in_the_glossary_exists():
    sources = [*ROOT.glob("portal/**/*.py"), *ROOT.glob("workshops/**/*.py")]
    classes = {
        name for path in sources for name in re.findall(r"^class (\w+)", path.read_text(), re.M)
    }
    named = {code for code in code_in("docs/glossary.md") if re.fullmatch(r"[A-Z]\w+[a-z]", code)}

    assert len(named) > 20
    assert named - classes == set()


def test_the_documented_import_table_is_the_one_that_is_tested():
    assert import_table_in_the_document() == TABLE


def test_the_table_of_the_readme_names_every_package_once():
    rows = re.findall(r"^\| `((?:portal|workshops)/\w+)/` \|", text_of("README.md"), re.MULTILINE)
    packages = [*ROOT.glob("portal/*/__init__.py"), *ROOT.glob("workshops/*/__init__.py")]

    assert sorted(rows) == sorted(path.parent.relative_to(ROOT).as_posix() for path in packages)
