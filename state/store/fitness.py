"""Why a data folder could not be opened as it is, without opening it."""

from collections.abc import Callable
from pathlib import Path

from state.store.folder import see_private
from state.store.protocol import Unfit
from state.store.sealing import Sealing
from state.store.tiny_reader import read_only


def unfit(folder: Path, sealing: Sealing) -> tuple[str, ...]:
    """A line for each fault; none where there is no folder yet. Takes no lock, and works beside a running bot."""
    if not folder.exists():
        return ()
    if not folder.is_dir():
        return (f"NTK_DATA: {folder} is no folder",)
    looks: tuple[Callable[[], object], ...] = (
        lambda: see_private(folder),
        lambda: read_only(folder, sealing),
    )
    return tuple(dict.fromkeys(fault for look in looks if (fault := _fault(folder, look))))


def _fault(folder: Path, look: Callable[[], object]) -> str:
    try:
        look()
    except Unfit as fault:
        return str(fault)
    except OSError as error:
        return f"NTK_DATA: the folder {folder} cannot be used: {error.strerror}"
    return ""
