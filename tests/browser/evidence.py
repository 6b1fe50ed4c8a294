"""What a failed browser test leaves in build/browser/<its name>/: traces, screenshots and logs."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.sandbox.upstream import Sandbox
from tests.processes import ROOT

FOLDER = ROOT / "build" / "browser"


class Evidence:
    """
    Everything that may explain why a test failed: each file's name, and how to write it.

    Nothing is written unless the test fails, so a test that passes leaves no folder behind.
    """

    def __init__(self, node_id: str) -> None:
        self.folder = FOLDER / folder_name(node_id)
        self.is_saved = False
        self._files: list[tuple[str, Callable[[Path], object]]] = []
        shutil.rmtree(self.folder, ignore_errors=True)  # of an earlier run

    def add(self, name: str, write: Callable[[Path], object]) -> None:
        """Call `write` with the path of the file `name` if the test fails."""
        self._files.append((name, write))

    def add_log(self, name: str, log: Path) -> None:
        """Keep what a process writes into its log from now on; the log need not exist yet."""
        start = log.stat().st_size if log.exists() else 0
        self.add(name, lambda path: path.write_bytes(log.read_bytes()[start:]))

    def add_journal(self, name: str, sandbox: Sandbox) -> None:
        """Keep the calls that the sandbox answers, one a line."""
        self.add(name, lambda path: path.write_text("\n".join(map(str, sandbox.journal))))

    def save(self) -> None:
        """Write all files, the first time it is called; a file that fails says why in its place."""
        if self.is_saved:
            return
        self.is_saved = True
        self.folder.mkdir(parents=True)
        for name, write in self._files:
            try:
                write(self.folder / name)
            except Exception as error:  # noqa: BLE001  the test's own failure must stay the news
                (self.folder / f"{name}.failed.txt").write_text(repr(error))


KEY = pytest.StashKey[Evidence]()


def folder_name(node_id: str) -> str:
    """A test's file, name and parameters as one folder: "test_door.test_a-ben-full"."""
    path, _, test = node_id.partition("::")
    return re.sub(r"[^\w.]+", "-", f"{Path(path).stem}.{test}").strip("-")
