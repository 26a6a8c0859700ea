"""A data folder put back from a backup: wholly, or not at all."""

import os
import shutil
from pathlib import Path

from state.store.backup import checked
from state.store.disk import replace_whole, sync_folder
from state.store.folder import RESTORED, finish_restore, make_ready, paths
from state.store.lockfile import own
from state.store.protocol import Unfit
from state.store.sealing import Sealing
from state.store.tiny_reader import read_only

_UNFINISHED = "restoring"


def restore(backup: Path, folder: Path, sealing: Sealing, *, replace: bool = False) -> int:
    """Put a data folder back as it was when a backup was taken; how many documents there are. Raises Unfit, OSError.

    The backup is looked at first, whole and with the keys. What is in the folder goes only where `replace` says so.
    It is replaced from the moment that the copy, complete, has its final name: cut short before, nothing has changed;
    cut short later, whoever opens the folder next goes on.
    """
    if not backup.is_dir():
        raise Unfit(f"there is no folder {backup}")
    files = checked(backup)
    if damaged := read_only(backup, sealing).damaged:
        raise Unfit(f"the backup {backup} holds damaged documents: {', '.join(damaged)}. Nothing was restored")
    with own(folder):
        if not replace and next(paths(folder), None) is not None:
            raise Unfit(f"NTK_DATA: the folder {folder} is not empty; to put the backup in its place, say --replace")
        unfinished = folder / _UNFINISHED
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        make_ready(unfinished)
        for name in files:
            replace_whole(unfinished / name, (backup / name).read_bytes())
        os.rename(unfinished, folder / RESTORED)
        sync_folder(folder)
        finish_restore(folder)
    return len(files)
