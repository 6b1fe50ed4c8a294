"""The locked requirements: what each set holds, and that all of them agree."""

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
    """The names alone, without extras."""
    return {package.partition("[")[0] for package in pins(name)}


def wanted(name):
    """The packages that an .in file names, and those of the files that it includes."""
    lines = (ROOT / f"{name}.in").read_text().splitlines()
    included = {line.removeprefix("-r ").removesuffix(".in") for line in lines if line[:2] == "-r"}
    named = {re.split(r"[^a-z0-9-]", line)[0] for line in lines if line[:1].isalpha()}
    return named.union(*(wanted(each) for each in included))


@pytest.mark.parametrize("name", SETS)
def test_a_lock_has_every_required_package_and_none_without_a_hash(name):
    pinned = [line for line in (ROOT / f"{name}.txt").read_text().splitlines() if "==" in line]

    assert wanted(name) <= packages(name)
    assert len(pinned) == len(pins(name))


@pytest.mark.parametrize("name", SETS)
def test_a_lock_names_no_place_to_install_from(name):
    text = (ROOT / f"{name}.txt").read_text()

    assert re.findall(r"--(?:extra-)?index-url|--find-links|https?://", text) == []


@pytest.mark.parametrize("name", SETS)
def test_the_set_for_development_has_every_other_set_with_the_same_pins(name):
    assert pins(name).items() <= pins("requirements-dev").items()


def test_the_plain_requirements_have_the_five_packages_and_all_of_serving():
    five = {"django", "requests", "django-htmx", "pytest-django", "responses"}

    assert five <= packages("requirements")
    assert pins("requirements-serve").items() <= pins("requirements").items()


def test_serving_installs_no_tests_and_no_media_service_and_the_demo_no_tests():
    assert packages("requirements-serve").isdisjoint({"pytest", "responses", "aiortc", "aiohttp"})
    assert packages("requirements-demo") >= {"aiortc", "aiohttp"}
    assert packages("requirements-demo").isdisjoint({"pytest", "responses", "playwright"})
    assert pins("requirements-serve").items() <= pins("requirements-demo").items()
