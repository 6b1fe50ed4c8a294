"""A release has one version and one license, and cannot be installed as a package."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def test_the_newest_release_in_the_changelog_is_the_version_of_the_project():
    releases = re.findall(r"^## \[(.+?)\](.*)$", (ROOT / "CHANGELOG.md").read_text(), re.M)

    assert releases[0] == ("Unreleased", "")
    assert releases[1][0] == PROJECT["version"]
    assert all(re.fullmatch(r" - \d{4}-\d\d-\d\d", date) for _, date in releases[1:])


def test_the_license_file_is_the_license_that_the_project_names():
    text = (ROOT / "LICENSE").read_text()

    assert PROJECT["license"] == "Apache-2.0"
    assert text.split()[:4] == ["Apache", "License", "Version", "2.0,"]
    assert "Copyright 2026 The Workshop Portal authors" in text


def test_installing_the_portal_as_a_package_fails_and_says_what_to_do_instead():
    pip = [sys.executable, "-m", "pip", "--isolated", "--disable-pip-version-check"]
    command = [*pip, "install", "--no-index", "--dry-run", "."]

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)

    assert ended.returncode != 0
    assert "is an application, not a package" in ended.stdout + ended.stderr
    assert "make serve" in ended.stdout + ended.stderr
