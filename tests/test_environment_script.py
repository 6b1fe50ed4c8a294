"""scripts/environment installs the requested packages into .venv, or nothing if they are there."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "scripts" / "environment"
# A stand-in for Python: it copies itself into the new .venv and logs the files for pip.
FAKE_PYTHON = """#!/bin/sh
case "$*" in
  "-c import pip") test ! -e "${0%/bin/*}/broken" ;;
  "-c "*) echo FAKE_VERSION ;;
  "-m venv --clear "*)
    rm -rf .venv; mkdir -p .venv/bin; cp "$0" .venv/bin/python; echo "venv FAKE_VERSION" >> log ;;
  "-m pip install "*)
    for file; do :; done; echo "$file" >> log; test ! -e fails ;;
esac
"""


class Clone:
    """A clone of the project with Python 3.11 and 3.12, and no .venv yet."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "scripts").mkdir()
        shutil.copy(SCRIPT, folder / "scripts")
        for name in ("serve", "demo", "dev"):
            (folder / f"requirements-{name}.txt").write_text(f"{name}\n")
        self.add_python("3.11", "python3")
        self.add_python("3.12", "python3.12")

    def add_python(self, version, name):
        program = self.folder / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(FAKE_PYTHON.replace("FAKE_VERSION", version))
        program.chmod(0o755)

    def set_up(self, *arguments, **settings):
        """(exit status, the log of this run: the new .venv and the installed files)."""
        log = self.folder / "log"
        log.write_text("")
        path = f"{self.folder / 'bin'}:{os.environ['PATH']}"
        ended = subprocess.run(
            ["scripts/environment", *arguments],
            cwd=self.folder,
            env={"PATH": path} | settings,
            capture_output=True,
            timeout=60,
        )
        return ended.returncode, log.read_text().splitlines()


@pytest.fixture
def clone(tmp_path):
    return Clone(tmp_path)


@pytest.fixture
def upstream():
    """Replace the planned replies; no test here calls upstream."""


@pytest.mark.parametrize("name", ["serve", "demo", "dev"])
def test_a_new_clone_gets_a_venv_with_the_requested_set(clone, name):
    assert clone.set_up(name) == (0, ["venv 3.11", f"requirements-{name}.txt"])
    assert clone.set_up(name) == (0, [])


@pytest.mark.parametrize(
    ("first", "second"), [("dev", "demo"), ("dev", "serve"), ("demo", "serve")]
)
def test_a_venv_with_a_larger_set_is_left_alone(clone, first, second):
    clone.set_up(first)

    assert clone.set_up(second) == (0, [])
    assert clone.set_up(first) == (0, [])


@pytest.mark.parametrize(
    ("first", "second"), [("serve", "demo"), ("serve", "dev"), ("demo", "dev")]
)
def test_a_larger_set_is_added_to_a_venv_with_a_smaller_one(clone, first, second):
    clone.set_up(first)

    assert clone.set_up(second) == (0, [f"requirements-{second}.txt"])
    assert clone.set_up(first) == (0, [])


def test_an_install_that_failed_is_repeated(clone):
    (clone.folder / "fails").touch()
    status, _ = clone.set_up("serve")
    (clone.folder / "fails").unlink()

    assert status != 0
    assert clone.set_up("serve") == (0, ["requirements-serve.txt"])
    assert clone.set_up("serve") == (0, [])


def test_a_larger_set_whose_install_failed_leaves_no_smaller_one_behind_as_installed(clone):
    clone.set_up("serve")
    (clone.folder / "fails").touch()
    clone.set_up("dev")
    (clone.folder / "fails").unlink()

    assert clone.set_up("serve") == (0, ["requirements-serve.txt"])


def test_a_venv_that_was_interrupted_before_it_had_pip_is_rebuilt(clone):
    clone.set_up("serve")
    (clone.folder / ".venv" / "installed").unlink()
    (clone.folder / ".venv" / "broken").touch()

    assert clone.set_up("serve") == (0, ["venv 3.11", "requirements-serve.txt"])


def test_new_pins_are_installed(clone):
    clone.set_up("dev")
    (clone.folder / "requirements-dev.txt").write_text("newer\n")

    assert clone.set_up("dev") == (0, ["requirements-dev.txt"])


def test_a_request_for_another_python_makes_a_new_venv_that_stays(clone):
    clone.set_up("serve")

    made = clone.set_up("serve", PYTHON="python3.12")

    assert made == (0, ["venv 3.12", "requirements-serve.txt"])
    assert clone.set_up("serve") == (0, [])
    assert clone.set_up("demo") == (0, ["requirements-demo.txt"])


def test_a_venv_whose_python_was_upgraded_is_installed_again(clone):
    clone.set_up("serve")
    shutil.copy(clone.folder / "bin" / "python3.12", clone.folder / ".venv" / "bin" / "python")

    assert clone.set_up("serve") == (0, ["requirements-serve.txt"])


@pytest.mark.parametrize("arguments", [[], ["test"], ["serve demo"], [""]])
def test_a_set_that_does_not_exist_is_refused(clone, arguments):
    assert clone.set_up(*arguments) == (2, [])
