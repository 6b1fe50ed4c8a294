"""The supply chain: what is served is what was reviewed."""

import hashlib
import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.processes

ROOT = Path(__file__).parents[2]
IDIOMORPH = "5811b9a7eda14878b7dab4378bf60432e1bb6f11fcfb970cc26540642650181e"  # of npm's 0.8.0


@pytest.mark.parametrize("lock", ["package-lock.json", "frontend/room/package-lock.json"])
def test_every_package_of_npm_is_pinned_by_its_content(lock):
    packages = json.loads((ROOT / lock).read_text())["packages"]

    of_npm = {name: each for name, each in packages.items() if name and not each.get("link")}
    assert len(of_npm) > 10
    assert [name for name, each in of_npm.items() if not each.get("integrity")] == []


def test_the_vendored_script_is_npms():
    script = (ROOT / "static/vendor/idiomorph-ext-0.8.0.min.js").read_bytes()

    assert hashlib.sha256(script).hexdigest() == IDIOMORPH
