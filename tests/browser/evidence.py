"""What a failed browser test leaves in build/browser/<its name>/: traces, screenshots and logs."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.sandbox.accelevents import FakeAccelevents
from tests.support.processes import ROOT

FOLDER = ROOT / "build" / "browser"


class Evidence:
    """
    The files that may explain why a test failed, each with a function that writes it.

    Nothing is written unless the test fails, so a test that passes leaves no folder behind.
    """

    def __init__(self, node_id: str) -> None:
        self.folder = FOLDER / folder_name(node_id)
        self.is_saved = False
        self._files: list[tuple[str, Callable[[Path], object]]] = []
        shutil.rmtree(self.folder, ignore_errors=True)  # left by an earlier run

    def add(self, name: str, write: Callable[[Path], object]) -> None:
        """Call `write` with the path of a file of this name if the test fails."""
        self._files.append((name, write))

    def add_log(self, name: str, log: Path) -> None:
        """Keep what a process logs from now on; the log file need not exist yet."""
        start = log.stat().st_size if log.exists() else 0
        self.add(name, lambda path: path.write_bytes(log.read_bytes()[start:]))

    def add_journal(self, name: str, sandbox: FakeAccelevents) -> None:
        """Keep the calls that the sandbox answers, one per line."""
        self.add(name, lambda path: path.write_text("\n".join(map(str, sandbox.request_log))))

    def save(self) -> None:
        """Write all files, on the first call only; a file that cannot be written states why."""
        if self.is_saved:
            return
        self.is_saved = True
        self.folder.mkdir(parents=True)
        for name, write in self._files:
            try:
                write(self.folder / name)
            except Exception as error:  # noqa: BLE001  must not hide the test's own failure
                (self.folder / f"{name}.failed.txt").write_text(repr(error))


KEY = pytest.StashKey[Evidence]()


def folder_name(node_id: str) -> str:
    """A test's file, name and parameters as one folder: "test_door.test_a-ben-full"."""
    path, _, test = node_id.partition("::")
    return re.sub(r"[^\w.]+", "-", f"{Path(path).stem}.{test}").strip("-")
