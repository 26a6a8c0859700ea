"""What looks after the stored data from the command line: verify, clocks, rekey, backup, restore, move."""

import asyncio
import json
from argparse import Namespace
from pathlib import Path

from bot.clock import Clock
from bot.settings import Settings
from dialogs.clock_list import clock_list
from dialogs.in_mind import editions
from dialogs.verifying import Report, loaded, verified
from dialogs.wording import say, speak_for
from state.audit import Entry
from state.case import Case
from state.edition import kept
from state.journal import Journal
from state.processes import PROCESSES
from state.profile_file import load_profile
from state.store.backup import back_up
from state.store.folder import mark_moved
from state.store.opening import Place, reading, rekey_store
from state.store.protocol import Unfit
from state.store.restore import restore
from state.store.sealing import Sealing

Said = tuple[int, tuple[str, ...]]
"""The exit status, and what is said: 0 when all is well, 1 when something was found, 2 when it could not be done."""


def rekey_all(settings: Settings, _: Namespace) -> Said:
    """Encrypt every document under the newest key of NTK_KEY. The bot must be stopped."""
    if not settings.keys:
        raise Unfit("NTK_KEY is missing: there is no key to encrypt with.")
    done = rekey_store(settings.store, Sealing(settings.keys))
    said = f"Encrypted under the newest key: {done.documents}."
    if done.damaged:
        return 1, (said, "Not readable, and left as they are; keep the earlier keys:", *done.damaged)
    return 0, (said, "The earlier keys are only needed for backups from before now.")


def verify(settings: Settings, _: Namespace) -> Said:
    """See that every audit is as it was written, and name what is not. Only reads, and works beside a running bot."""
    speak_for(load_profile(settings.profile))
    report = _report(settings.store, Sealing(settings.keys))
    return (1 if report.wrong else 0), (*report.wrong, report.looked_at)


def list_journal(settings: Settings, _: Namespace) -> Said:
    """List what was decided beside the cases: deputies, channels, subject access. Only reads, beside a running bot."""
    with reading(settings.store, Sealing(settings.keys)) as reader:
        found = [one for one in asyncio.run(loaded(reader, "journal")) if isinstance(one, Journal)]
    lines = (f"{e.at.isoformat()} {e.who} {e.role}: {e.what} {_record(e)}" for one in found for e in one.entries)
    return 0, (*lines, *(say("clocks.unread", name=name) for name in reader.damaged))


def _record(entry: Entry) -> str:
    return json.dumps(entry.record, sort_keys=True)


def list_clocks(settings: Settings, _: Namespace) -> Said:
    """List every limit that runs or is overdue, for the day Teams is down. Only reads, beside a running bot."""
    with reading(settings.store, Sealing(settings.keys)) as reader:
        cases = [one for one in asyncio.run(loaded(reader, "case")) if isinstance(one, Case)]
    profile, kept_versions = load_profile(settings.profile), editions(reader)
    speak_for(profile)
    lines = clock_list(cases, lambda case: kept(case.profile, profile, kept_versions), PROCESSES, Clock(settings.now)())
    return 0, (*lines, *(say("clocks.unread", name=name) for name in reader.damaged))


def take_backup(settings: Settings, wanted: Namespace) -> Said:
    """Copy all data to a new folder, beside a running bot."""
    count = back_up(_folder(settings, "pg_dump"), Path(wanted.folder))
    return 0, (f"Documents copied: {count}. What is encrypted needs NTK_KEY to be read: keep that elsewhere.",)


def put_back(settings: Settings, wanted: Namespace) -> Said:
    """Put the data back from a backup. The bot must be stopped."""
    count = restore(
        Path(wanted.folder), _folder(settings, "pg_restore"), Sealing(settings.keys), replace=wanted.replace
    )
    return 0, (f"Documents restored: {count}.",)


def move_all(settings: Settings, _: Namespace) -> Said:
    """Take all from NTK_DATA into NTK_DATABASE, and see that every audit holds there. The bot must be stopped."""
    from state.store.postgres.moving import held, move

    if not settings.database:
        raise Unfit("NTK_DATABASE is missing: it names the database into which NTK_DATA is moved.")
    speak_for(load_profile(settings.profile))
    sealing = Sealing(settings.keys)
    with held(settings.data):
        before = _report(settings.data, sealing)
        if before.wrong:
            return 1, (*before.wrong, "Nothing was moved.")
        count = move(settings.data, settings.database, sealing)
        after = _report(settings.database, sealing)
        if after != before:
            return 1, (*after.wrong, after.looked_at, "The database is not what the folder is: do not use it.")
        mark_moved(settings.data)
    return 0, (
        f"Documents moved: {count}.",
        after.looked_at,
        f"Keep {settings.data} until you are sure, then delete it.",
    )


def _report(place: Place, sealing: Sealing) -> Report:
    with reading(place, sealing) as reader:
        return asyncio.run(verified(reader))


def _folder(settings: Settings, instead: str) -> Path:
    """The data folder, where that is what the bot uses. Raises Unfit."""
    if settings.database:
        raise Unfit(f"NTK_DATABASE is set: a database has tools of its own for this; use {instead}")
    return settings.data
