"""The media stand-in's packages are needed by nothing but a running media stand-in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from portal.sandbox.chime.missing_packages import explain_missing_packages

ROOT = Path(__file__).parents[2]
EVERYTHING_ELSE = """
import sys
import portal.sandbox.__main__, portal.sandbox.chime.__main__, portal.sandbox.demo
import portal.management.commands.demo, portal.management.commands.serve
print(sorted({"aiohttp", "aioice", "aiortc", "av"} & set(sys.modules)))
"""


@pytest.fixture
def run(tmp_path):
    """run(code): a new Python process in the project's folder that has run `code`."""
    bare = {"PATH": os.environ["PATH"], "TMPDIR": str(tmp_path)}  # without the tests' settings

    def run(code):
        command = [sys.executable, "-c", code]
        return subprocess.run(
            command, cwd=ROOT, env=bare, capture_output=True, text=True, timeout=60
        )

    return run


def without(package, *arguments):
    """The code that runs a script as if `package` was not installed."""
    block = f"import runpy, sys; sys.modules[{package!r}] = None; sys.argv = {list(arguments)!r}; "
    return block + "runpy.run_path(sys.argv[0], run_name='__main__')"


def sentence(package):
    return (
        f"The media stand-in needs the package {package}, which is not installed:"
        " `make demo` installs requirements-demo.txt.\n"
    )


def test_nothing_imports_a_media_package_before_the_media_stand_in_starts(run):
    assert run(EVERYTHING_ELSE).stdout == "[]\n"


@pytest.mark.parametrize("package", ["aiohttp", "aiortc"])
def test_the_media_stand_in_names_the_package_it_lacks(run, package):
    ended = run(without(package, "portal/sandbox/chime/__main__.py", "--port", "0"))

    assert (ended.returncode, ended.stderr) == (1, sentence(package))


def test_the_demo_names_the_package_it_lacks(run):
    ended = run(without("aiortc", "manage.py", "demo"))

    assert (ended.returncode, ended.stderr) == (1, f"CommandError: {sentence('aiortc')}")


def test_any_other_missing_module_is_not_explained():
    with pytest.raises(ModuleNotFoundError), explain_missing_packages():
        raise ModuleNotFoundError("No module named 'portal.typo'", name="portal.typo")
