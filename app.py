"""The product: wired together here and nowhere else, with its small command line."""

import argparse
import asyncio
import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from secrets import token_urlsafe

import orjson
from aiohttp import web

from bot import log
from bot.clock import Clock
from bot.package import make_package
from bot.reference import page as reference_page
from bot.server import web_app
from bot.settings import Settings, Unsafe, load, load_to_read
from bot.upkeep import Said, list_clocks, list_journal, move_all, put_back, rekey_all, take_backup, verify
from dialogs.assessment import assess_entries
from dialogs.dates import warm
from dialogs.desk import Desk, editions
from dialogs.diagrams import page
from dialogs.entries import BadEntry
from dialogs.expiry import ending
from dialogs.record import record_of
from dialogs.references import reference_in
from dialogs.rules import table
from dialogs.wording import speak_for
from state.case import Case
from state.criteria import assess
from state.documents import Key
from state.edition import Edition, changed, kept
from state.engine import Engine
from state.people_file import PeopleFile
from state.processes import PROCESSES
from state.profile import Profile
from state.profile_file import Unreadable, load_profile
from state.store.opening import open_store, reading, unfit
from state.store.protocol import Damaged, Unfit
from state.store.sealing import Sealing

EXAMPLE_PEOPLE = Path(__file__).parent / "bot" / "local" / "people.toml"
DOCS = Path(__file__).parent / "docs"
DIAGRAMS, REFERENCE = DOCS / "diagrams.md", DOCS / "reference.md"

UNFIT = 2
"""The exit status when the product cannot start as it is set up, or an argument is wrong."""


def main(arguments: list[str], environment: Mapping[str, str]) -> int:
    """Run a command of the command line, and return its exit status. Faults go to standard error, a line each."""
    wanted = _parser().parse_args(arguments)
    try:
        given = {} if wanted.run in NEED_NOTHING else environment
        settings = (load_to_read if wanted.run in ONLY_READ else load)(given)
        run: Callable[[Settings, argparse.Namespace], int] = wanted.run
        return run(settings, wanted)
    except Unsafe as unsafe:
        return _faults(*unsafe.faults, *(_unfit_besides(environment) if wanted.run is check else ()))
    except Unreadable as unreadable:
        return _faults(*unreadable.faults)
    except Unfit as fault:
        return _faults(str(fault))
    except OSError as fault:
        return _faults(_refused(fault))


def serve(settings: Settings, _: argparse.Namespace) -> int:
    """Serve until told to stop."""
    log.set_up(settings.log)
    app = wired(settings)
    gc.freeze()  # what is there now stays: no need to look through it again and again
    for line in _to_renew(settings):
        print(line, file=sys.stderr)
    try:
        web.run_app(app, host=settings.host, port=settings.port, print=None)
    except OSError as fault:
        return _faults(f"PORT: {settings.host} port {settings.port} cannot be used: {fault.strerror}.")
    return 0


def wired(settings: Settings) -> web.Application:
    """The whole product: settings, store, desk, web. Raises Unreadable, Unfit."""
    profile, people = _council(settings)
    clock = Clock(settings.now)
    store = open_store(settings.store, Sealing(settings.keys))
    if not settings.keys:
        log.logger(__name__).warning("NTK_KEY is not set: what people say is stored without encryption")
    warm(clock())
    engine = Engine(PROCESSES, assess)
    desk = Desk(store, engine, profile, people.directory, clock, lambda: token_urlsafe(9), settings.expires)
    return web_app(settings, desk, clock)


def check(settings: Settings, _: argparse.Namespace) -> int:
    """Say every fault of settings, profile, people and data in one list, without starting."""
    if faults := _unfit(settings):
        return _faults(*faults)
    for line in _to_renew(settings):
        print(line)
    print("Settings, profile, people file and data are in order.")
    return 0


def show(settings: Settings, wanted: argparse.Namespace) -> int:
    """Print one case as JSON. Only reads, and works beside a running bot."""
    clock = Clock(settings.now)
    ref = reference_in(wanted.ref, clock().year)
    with reading(settings.store, Sealing(settings.keys)) as store:
        try:
            case = asyncio.run(store.load(Key("case", ref or wanted.ref)))
        except Damaged as damaged:
            return _faults(str(damaged))
        if not isinstance(case, Case):
            return _faults(f"There is no case {ref or wanted.ref}.")
        bound = {row.bound: row.key.id for row in store.rows("channel") if row.bound}
        record = record_of(case, kept(case.profile, _profile(settings), editions(store)), PROCESSES, bound, clock())
    sys.stdout.buffer.write(orjson.dumps(record, option=orjson.OPT_INDENT_2) + b"\n")
    return 0


def assess_file(settings: Settings, wanted: argparse.Namespace) -> int:
    """Print what the criteria and the clocks say of a file of answers. Stores nothing."""
    profile = _profile(settings)
    try:
        found = assess_entries(Path(wanted.file).read_bytes(), profile)
    except OSError as fault:
        return _faults(f"The file cannot be opened ({type(fault).__name__}).")
    except BadEntry as bad:
        return _faults(*bad.faults)
    sys.stdout.buffer.write(orjson.dumps(found, option=orjson.OPT_INDENT_2) + b"\n")
    return 0


def package(settings: Settings, wanted: argparse.Namespace) -> int:
    """Write the Teams app package."""
    app_id = wanted.app_id or settings.app_id
    if not app_id:
        return _faults("MicrosoftAppId is missing: the package names the bot by it.")
    try:
        print(make_package(app_id, Path(wanted.out), load_profile(settings.profile).publisher))
    except ValueError as fault:
        return _faults(f"MicrosoftAppId: {fault}")
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


def upkeep(settings: Settings, wanted: argparse.Namespace) -> int:
    """Look after the stored data, and print what came of it."""
    work: Callable[[Settings, argparse.Namespace], Said] = wanted.work
    status, said = work(settings, wanted)
    print("\n".join(said))
    return status


NEED_NOTHING = (diagrams, reference, rules)
"""These look at the product alone, whatever the settings of whoever calls them."""

ONLY_READ = (show, assess_file, package, upkeep, *NEED_NOTHING)
"""These need no registration: they work wherever the data, its keys and the profile are."""


def _profile(settings: Settings) -> Profile:
    """The council's profile, whose names the product speaks. Raises Unreadable."""
    profile = load_profile(settings.profile)
    speak_for(profile)
    return profile


def _editions(settings: Settings) -> dict[str, Edition]:
    """The versions of the profile that are kept. What keeps the store from being read is said when it is opened."""
    try:
        with reading(settings.store, Sealing(settings.keys), "edition") as store:
            return editions(store)
    except Unfit:
        return {}


def _council(settings: Settings) -> tuple[Profile, PeopleFile]:
    """The profile and the people. Raises Unreadable with the faults of both."""
    faults: list[str] = []
    profile: Profile | None = None
    try:
        profile = _profile(settings)
        faults += changed(profile, _editions(settings))
    except Unreadable as unreadable:
        faults += [f"NTK_PROFILE: {fault}" for fault in unreadable.faults]
    path = settings.people or (EXAMPLE_PEOPLE if settings.local else None)
    if path is None:
        faults.append("NTK_PEOPLE is missing: it names the file that says who holds which role.")
    elif profile is not None:
        try:
            people = PeopleFile(path, tuple(area.id for area in profile.areas))
            if not faults:
                return profile, people
        except Unreadable as unreadable:
            faults += [f"NTK_PEOPLE: {fault}" for fault in unreadable.faults]
    raise Unreadable(tuple(faults))


def _unfit(settings: Settings) -> tuple[str, ...]:
    """Why the product could not start with these settings. That another process uses the data is not among it."""
    try:
        _council(settings)
        faults: tuple[str, ...] = ()
    except Unreadable as unreadable:
        faults = unreadable.faults
    return (*faults, *unfit(settings.store, Sealing(settings.keys)))


def _to_renew(settings: Settings) -> Iterator[str]:
    """What ends within a month, or of which nobody would be warned."""
    for what, line in ending(settings.expires, Clock(settings.now)().date()):
        yield f"NTK_{what.upper()}_EXPIRES: {line}"
    if settings.app_password and not settings.secret_expires:
        yield "NTK_SECRET_EXPIRES is not set: nobody will be warned before the app's secret ends."


def _unfit_besides(environment: Mapping[str, str]) -> tuple[str, ...]:
    """What is wrong besides unsafe settings, as far as those can be read."""
    try:
        return _unfit(load_to_read(environment))
    except Unsafe:
        return ()


def _refused(fault: OSError) -> str:
    return f"The disk refuses: {fault.strerror} ({fault.filename})."


def _faults(*faults: str) -> int:
    for fault in faults:
        print(fault, file=sys.stderr)
    return UNFIT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="app.py", description="Need to Know / Safeguarding Alerts in Teams.")
    parser.set_defaults(run=serve)
    commands = parser.add_subparsers(title="commands", metavar="")
    for name, run in (("serve", serve), ("check", check)):
        commands.add_parser(name, help=run.__doc__).set_defaults(run=run)
    one = commands.add_parser("show", help=show.__doc__)
    one.add_argument("ref")
    one.add_argument("--json", action="store_true", required=True)
    one.set_defaults(run=show)
    judged = commands.add_parser("assess", help=assess_file.__doc__)
    judged.add_argument("file")
    judged.set_defaults(run=assess_file)
    zipped = commands.add_parser("package", help=package.__doc__)
    zipped.add_argument("--app-id", help="the bot's registration; otherwise MicrosoftAppId")
    zipped.add_argument("--out", default="dist/need-to-know.zip")
    zipped.set_defaults(run=package)
    for name, drawn in (("diagrams", diagrams), ("reference", reference)):
        pictured = commands.add_parser(name, help=drawn.__doc__)
        pictured.add_argument("--write", action="store_true", help=f"write docs/{name}.md instead")
        pictured.set_defaults(run=drawn, words=commands.choices)
    carried = commands.add_parser("rules", help=rules.__doc__)
    carried.add_argument("--json", action="store_true")
    carried.set_defaults(run=rules)
    for name, work in (
        ("verify", verify),
        ("clocks", list_clocks),
        ("journal", list_journal),
        ("rekey", rekey_all),
        ("backup", take_backup),
        ("restore", put_back),
        ("move", move_all),
    ):
        looked_after = commands.add_parser(name, help=work.__doc__)
        looked_after.set_defaults(run=upkeep, work=work)
        if name in ("backup", "restore"):
            looked_after.add_argument("folder")
        if name == "restore":
            looked_after.add_argument("--replace", action="store_true", help="put it in place of what is there")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
