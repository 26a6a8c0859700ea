"""Commands of the command line that look at one case, a file or the product itself. None changes what is stored."""

import argparse
import asyncio
import sys
from pathlib import Path

import orjson

from bot.clock import Clock
from bot.council import profile_in
from bot.package import make_package
from bot.reference import page as reference_page
from bot.settings import Settings
from dialogs.assessment import assess_entries
from dialogs.diagrams import page
from dialogs.entries import BadEntry
from dialogs.in_mind import editions
from dialogs.record import record_of
from dialogs.references import reference_in
from dialogs.rules import table
from dialogs.wording import speak_for
from state.case import Case
from state.documents import Key
from state.edition import kept
from state.processes import PROCESSES
from state.profile_file import load_profile
from state.store.opening import reading
from state.store.protocol import Damaged
from state.store.sealing import Sealing

DOCS = Path(__file__).parent.parent / "docs"
DIAGRAMS, REFERENCE = DOCS / "diagrams.md", DOCS / "reference.md"

UNFIT = 2
"""The exit status when the product cannot start as it is set up, or an argument is wrong."""


def faults(*found: str) -> int:
    """Say what is wrong on standard error, a line each, and give the exit status."""
    for fault in found:
        print(fault, file=sys.stderr)
    return UNFIT


def show(settings: Settings, wanted: argparse.Namespace) -> int:
    """Print one case as JSON. Only reads, and works beside a running bot."""
    clock = Clock(settings.now)
    ref = reference_in(wanted.ref, clock().year)
    with reading(settings.store, Sealing(settings.keys)) as store:
        try:
            case = asyncio.run(store.load(Key("case", ref or wanted.ref)))
        except Damaged as damaged:
            return faults(str(damaged))
        if not isinstance(case, Case):
            return faults(f"There is no case {ref or wanted.ref}.")
        bound = {row.bound: row.key.id for row in store.rows("channel") if row.bound}
        record = record_of(case, kept(case.profile, profile_in(settings), editions(store)), PROCESSES, bound, clock())
    sys.stdout.buffer.write(orjson.dumps(record, option=orjson.OPT_INDENT_2) + b"\n")
    return 0


def assess_file(settings: Settings, wanted: argparse.Namespace) -> int:
    """Print what the criteria and the clocks say of a file of answers. Stores nothing."""
    profile = profile_in(settings)
    try:
        found = assess_entries(Path(wanted.file).read_bytes(), profile)
    except OSError as fault:
        return faults(f"The file cannot be opened ({type(fault).__name__}).")
    except BadEntry as bad:
        return faults(*bad.faults)
    sys.stdout.buffer.write(orjson.dumps(found, option=orjson.OPT_INDENT_2) + b"\n")
    return 0


def package(settings: Settings, wanted: argparse.Namespace) -> int:
    """Write the Teams app package."""
    app_id = wanted.app_id or settings.app_id
    if not app_id:
        return faults("MicrosoftAppId is missing: the package names the bot by it.")
    try:
        print(make_package(app_id, Path(wanted.out), load_profile(settings.profile).publisher))
    except ValueError as fault:
        return faults(f"MicrosoftAppId: {fault}")
    return 0


def diagrams(_: Settings, wanted: argparse.Namespace) -> int:
    """Print the state diagrams of every process and every test."""
    return _printed(page(), DIAGRAMS if wanted.write else None)


def reference(_: Settings, wanted: argparse.Namespace) -> int:
    """Print every setting, command and event, as they stand in the code."""
    speak_for(load_profile())
    does = {name: one.get_default("work") or one.get_default("run") for name, one in wanted.words.items()}
    lines = {name: (what.__doc__ or "").split("\n")[0] for name, what in does.items()}
    return _printed(reference_page(lines), REFERENCE if wanted.write else None)


def _printed(page: str, file: Path | None) -> int:
    if file:
        file.write_text(page, "utf-8")
    else:
        print(page, end="")
    return 0


def rules(_: Settings, wanted: argparse.Namespace) -> int:
    """Print each rule of the guidance, the code that carries it and the tests that show it. A gap is a fault."""
    speak_for(load_profile())
    if wanted.json:
        sys.stdout.buffer.write(orjson.dumps(table.as_data(), option=orjson.OPT_INDENT_2) + b"\n")
    else:
        print(table.page(), end="")
    return UNFIT if table.gaps() else 0
