"""
Who holds a lock: a name from which another process on the same machine sees that the holder died.

It names the machine since its start, the namespace of process ids (a container has its own), the
process and when that started: so no other machine, container or later process is mistaken for it.
"""

import os
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

SEPARATOR = " "


def new_owner() -> str:
    """A name for one request of this process, at most 150 characters."""
    return f"{_process(os.getpid())}{SEPARATOR}{uuid4().hex}"


def is_gone(owner: str) -> bool:
    """Whether the process of `owner` has surely ended; False where that cannot be known."""
    parts = owner.split(SEPARATOR)
    if len(parts) != 4 or not parts[0] or parts[0] != _machine():
        return False
    try:
        os.kill(int(parts[1]), 0)
    except ProcessLookupError:
        return True
    except (OSError, ValueError):  # it is somebody else's, or is no number
        return False
    return _started_at(int(parts[1])) not in (parts[2], "")


@lru_cache(maxsize=1)  # by process id: a forked process has another one
def _process(pid: int) -> str:
    """Machine, process id and start of this process, as they begin the name of an owner."""
    return SEPARATOR.join([_machine(), str(pid), _started_at(pid)])


def _machine() -> str:
    """This machine and its process ids, until its next start; "" where the system does not tell."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}/{Path('/proc/self/ns/pid').stat().st_ino}"
    except OSError:
        return ""


def _started_at(pid: int) -> str:
    """When a process started, in the system's own words; "ended" if it has; "" if not told."""
    try:
        state, *fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "ended" if state in "ZX" else fields[18]
