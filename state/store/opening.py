"""The store that the settings name: a folder for one process, or a database for several. What serves the other is
never loaded."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from state.store.protocol import Reader, Store
from state.store.sealing import Sealing

if TYPE_CHECKING:
    from state.store.rekey import Rekeyed

Place = Path | str
"""A data folder, or the address of a database."""


def open_store(place: Place, sealing: Sealing) -> Store:
    """The store, to serve from. Raises Unfit; blocks, so only for the start."""
    if isinstance(place, Path):
        from state.store.tiny import open_tiny

        return open_tiny(place, sealing)
    from state.store.postgres.store import open_postgres

    return open_postgres(place, sealing)


@contextmanager
def reading(place: Place, sealing: Sealing, *kinds: str) -> Iterator[Reader]:
    """What is stored, to look at beside whoever serves from it. Raises Unfit. The index is that of these kinds of
    document, or of all."""
    if isinstance(place, Path):
        from state.store.tiny_reader import read_only

        folder = read_only(place, sealing, *kinds)
        try:
            yield folder
        finally:
            folder.shut()
    else:
        from state.store.postgres.reader import read_postgres

        database = read_postgres(place, sealing, *kinds)
        try:
            yield database
        finally:
            database.shut()


def rekey_store(place: Place, sealing: Sealing) -> "Rekeyed":
    """Encrypt every document under the newest key. Raises Unfit, OSError."""
    if isinstance(place, Path):
        from state.store.rekey import rekey

        return rekey(place, sealing)
    from state.store.postgres.rekey import rekey_database

    return rekey_database(place, sealing)


def unfit(place: Place, sealing: Sealing) -> tuple[str, ...]:
    """Why it could not be opened as it is, a line for each fault. Changes nothing."""
    if isinstance(place, Path):
        from state.store import fitness

        return fitness.unfit(place, sealing)
    from state.store.postgres.reader import unfit as unfit_database

    return unfit_database(place, sealing)
