"""One process owns a data folder."""

import fcntl
import os
from pathlib import Path
from typing import BinaryIO

from state.store.disk import private
from state.store.folder import finish_restore, make_private, make_ready, see_not_moved, see_version
from state.store.protocol import Unfit


def own(folder: Path) -> BinaryIO:
    """Make a data folder ready and hold it, until the file is closed or the process ends. Raises Unfit."""
    try:
        make_private(folder)
        held = claim(folder)
        try:
            see_version(folder)
            see_not_moved(folder)
            finish_restore(folder)
            make_ready(folder)
        except BaseException:
            held.close()
            raise
    except OSError as error:
        raise Unfit(f"NTK_DATA: the folder {folder} cannot be used: {error.strerror}") from None
    return held


def claim(folder: Path) -> BinaryIO:
    """The lock file, open and held until it is closed or the process ends, however it ends. Raises Unfit."""
    file = os.fdopen(private(str(folder / "lock"), os.O_WRONLY | os.O_CREAT), "wb")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise Unfit(f"NTK_DATA: the folder {folder} is in use by another process") from None
    return file
