"""What an attendee does, and what the page then says, whichever engine shows it."""

import json
from pathlib import Path

import axe_playwright_python

from tests.browser.engines.engine import ENTER, Engine
from tests.browser.steps import PASSWORD

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
FAULTS = """axe.run({ resultTypes: ["violations"] }).then(({ violations }) => JSON.stringify(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)))"""


def sign_in(engine: Engine, site: str, name: str = "ada") -> None:
    """Sign in by keyboard and arrive at the list."""
    engine.open(f"{site}/e/demo/")
    engine.press("input[type=email]", f"{name}@example.org")
    engine.press("input[type=password]", PASSWORD + ENTER)
    # Whoever is quicker than the scripts joins without them.
    engine.wait("document.querySelector('#list') && document.readyState === 'complete'")


def search(engine: Engine, words: str, found: int) -> None:
    """Search, and wait until so many workshops are left."""
    engine.press("#filter-q", words)
    engine.wait(f"document.querySelectorAll('#list article').length === {found}")


def join(engine: Engine, workshop: int) -> None:
    """Press Join on the card of a workshop."""
    engine.press(f"#workshop-{workshop} .card-join button")


def shows(engine: Engine, words: str) -> None:
    """Wait until the page shows these words."""
    engine.wait(f"document.body.innerText.includes({json.dumps(words)})")


def faults(engine: Engine) -> list[str]:
    """What axe finds on the page: each rule, and the first element that breaks it."""
    engine.value(f"void (() => {{ {AXE} }})()")
    found: list[str] = json.loads(engine.value(FAULTS))
    return found
