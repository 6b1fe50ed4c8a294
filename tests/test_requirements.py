"""The locked requirements: each set has hashes and agrees with the others."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SETS = ["requirements", "requirements-serve", "requirements-demo", "requirements-dev"]
PIN = re.compile(
    r"^([a-z0-9-]+(?:\[[^]]+\])?)==(\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", re.M
)


def pins(name):
    """{package: (its version, its hashes)} of a locked file."""
    text = (ROOT / f"{name}.txt").read_text()
    return {package: (version, hashes) for package, version, hashes in PIN.findall(text)}


def packages(name):
    """The names of the packages in a locked file, without extras."""
    return {package.partition("[")[0] for package in pins(name)}


def wanted(name):
    """The packages that an .in file names, and those of the files that it includes."""
    lines = (ROOT / f"{name}.in").read_text().splitlines()
    included = {line.removeprefix("-r ").removesuffix(".in") for line in lines if line[:2] == "-r"}
    named = {re.split(r"[^a-z0-9-]", line)[0] for line in lines if line[:1].isalpha()}
    return named.union(*(wanted(each) for each in included))


@pytest.mark.parametrize("name", SETS)
def test_a_locked_file_has_every_required_package_and_none_without_a_hash(name):
    pinned = [line for line in (ROOT / f"{name}.txt").read_text().splitlines() if "==" in line]

    assert wanted(name) <= packages(name)
    assert len(pinned) == len(pins(name))


@pytest.mark.parametrize("name", SETS)
def test_a_locked_file_names_no_place_to_install_from(name):
    text = (ROOT / f"{name}.txt").read_text()

    assert re.findall(r"--(?:extra-)?index-url|--find-links|https?://", text) == []


@pytest.mark.parametrize("name", SETS)
def test_the_development_set_contains_every_other_set_with_the_same_pins(name):
    assert pins(name).items() <= pins("requirements-dev").items()


def test_the_plain_requirements_contain_the_five_packages_and_the_serving_set():
    five = {"django", "requests", "django-htmx", "pytest-django", "responses"}

    assert five <= packages("requirements")
    assert pins("requirements-serve").items() <= pins("requirements").items()


def test_no_set_but_development_has_test_packages_and_serving_has_no_media_service():
    assert packages("requirements-serve").isdisjoint({"pytest", "responses", "aiortc", "aiohttp"})
    assert packages("requirements-demo") >= {"aiortc", "aiohttp"}
    assert packages("requirements-demo").isdisjoint({"pytest", "responses", "playwright"})
    assert pins("requirements-serve").items() <= pins("requirements-demo").items()
