"""The stores that keep the contract, and a data folder to try them in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from state.store.memory import MemoryStore
from state.store.protocol import Store
from state.store.tiny import open_tiny


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder that does not exist yet."""
    return tmp_path / "data"


@pytest.fixture(params=["memory", "tiny"])
async def store(request: pytest.FixtureRequest, folder: Path) -> AsyncIterator[Store]:
    """Each store in turn, empty."""
    store: Store = MemoryStore() if request.param == "memory" else open_tiny(folder)
    yield store
    await store.close()
