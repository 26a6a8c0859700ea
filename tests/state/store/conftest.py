"""The stores that keep the contract, and a data folder to try them in."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from state.store.memory import MemoryStore
from state.store.postgres.store import open_postgres
from state.store.protocol import Store
from state.store.sealing import Sealing
from state.store.tiny import open_tiny
from tests.database import fresh
from tests.state.store.making import KEYS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder that does not exist yet."""
    return tmp_path / "data"


OPEN: dict[str, Callable[[Path, Sealing], Store]] = {
    "memory": lambda _folder, _sealing: MemoryStore(),
    "tiny": open_tiny,
    "postgres": lambda _folder, sealing: open_postgres(fresh(), sealing),
}


@pytest.fixture(params=["memory", "tiny", "tiny, sealed", "postgres", "postgres, sealed"])
async def store(request: pytest.FixtureRequest, folder: Path) -> AsyncIterator[Store]:
    """Each store in turn, empty."""
    name, sealed, _ = request.param.partition(", sealed")
    store = OPEN[name](folder, Sealing(KEYS if sealed else ()))
    yield store
    await store.close()
