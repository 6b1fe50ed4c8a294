"""The sandbox as a process of its own, with events of 50, 500 and 5,000 workshops."""

import json
import signal
import sys
import tempfile
import threading
from copy import deepcopy
from pathlib import Path

from portal.sandbox.accelevents import EVENT_FILE, FakeAccelevents

SIZES = {"fifty": 50, "big": 500, "huge": 5000}


def event_file(folder: Path) -> Path:
    """The sandbox's own event file with these events instead of its large one."""
    told = json.loads(EVENT_FILE.read_text(encoding="utf-8"))
    big = next(event for event in told["events"] if event["url"] == "big")
    others = [event for event in told["events"] if event["url"] != "big"]
    sized = [
        deepcopy(big) | {"url": url, "name": url, "generate": size} for url, size in SIZES.items()
    ]
    path = folder / "event.json"
    path.write_text(json.dumps(told | {"events": [*others, *sized]}))
    return path


def main(port: int) -> None:
    """Serve until SIGTERM."""
    over = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: over.set())
    with tempfile.TemporaryDirectory() as folder, FakeAccelevents(port, event_file(Path(folder))):
        over.wait()


if __name__ == "__main__":
    main(int(sys.argv[1]))
