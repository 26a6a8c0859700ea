"""The stores that keep the contract, and a data folder to try them in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from state.store.memory import MemoryStore
from state.store.protocol import Store
from state.store.sealing import Sealing
from state.store.tiny import open_tiny
from tests.state.store.making import KEYS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder that does not exist yet."""
    return tmp_path / "data"


@pytest.fixture(params=["memory", "tiny", "tiny, sealed"])
async def store(request: pytest.FixtureRequest, folder: Path) -> AsyncIterator[Store]:
    """Each store in turn, empty."""
    sealing = Sealing(KEYS) if request.param == "tiny, sealed" else Sealing()
    store: Store = MemoryStore() if request.param == "memory" else open_tiny(folder, sealing)
    yield store
    await store.close()
