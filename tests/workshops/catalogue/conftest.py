from collections.abc import Callable, Iterator

import pytest

from portal.sandbox.accelevents import FakeAccelevents
from workshops.catalogue import detail_reader, detail_store, refresh


@pytest.fixture
def reading(
    sandbox: FakeAccelevents,
    no_detail_reader: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[FakeAccelevents]:
    """Details are read as in production, but without a pause between two calls."""
    no_detail_reader()
    monkeypatch.setattr(detail_store, "SLOT_SECONDS", 0)
    yield sandbox
    sandbox.clear_faults()
    refresh.wait_for_refresh("demo")
    detail_reader.reset()
