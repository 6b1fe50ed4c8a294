"""A process and its descendants, as Linux reports them: to measure or to kill them."""

import os
import signal
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def tree(pid: int) -> list[int]:
    """The process and all below it."""
    children = [each for each, parent in _parents().items() if parent == pid]
    return [pid, *(found for child in children for found in tree(child))]


def kill(pid: int) -> None:
    """Kill it and all below it without warning, as a power failure would."""
    for each in tree(pid):
        os.kill(each, signal.SIGKILL)


def cpu_seconds(pid: int) -> float:
    """CPU seconds that the whole tree has used so far."""
    return sum(sum(map(int, _stat(each)[11:13])) for each in tree(pid)) / TICKS


def memory_mb(pid: int) -> float:
    """Memory that only the tree uses, and its share of what it uses with others."""
    return _summed_mb(pid, "Pss")


def own_memory_mb(pid: int) -> float:
    """
    The part of it that comes from no file: what the processes have made themselves.

    Code counts the more, the fewer other programs use the same libraries: this does not.
    """
    return _summed_mb(pid, "Pss_Anon")


def threads(pid: int) -> int:
    """Of the whole tree."""
    return sum(int(_stat(each)[17]) for each in tree(pid))


def open_files(pid: int) -> int:
    """Of the whole tree, sockets among them."""
    return sum(len(list(Path(f"/proc/{each}/fd").iterdir())) for each in tree(pid))


def _summed_mb(pid: int, what: str) -> float:
    return sum(_kb(each, what) for each in tree(pid)) / 1024


def _kb(pid: int, what: str) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{what}:"))


def _parents() -> dict[int, int]:
    found = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            found[int(path.name)] = int(_stat(int(path.name))[1])
        except (FileNotFoundError, ProcessLookupError):  # it ended just now
            continue
    return found


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat behind the program's name: state, parent…"""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
