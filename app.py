"""The product: wired together here and nowhere else, with its small command line."""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from secrets import token_urlsafe

from aiohttp import web

from bot import log
from bot.clock import Clock
from bot.council import council_in, unfit_in
from bot.printing import assess_file, diagrams, faults, package, reference, rules, show
from bot.server import web_app
from bot.settings import Settings, Unsafe, load, load_to_read
from bot.upkeep import Said, list_clocks, list_journal, move_all, put_back, rekey_all, take_backup, verify
from dialogs.dates import warm
from dialogs.desk import Desk
from dialogs.expiry import ending
from state.criteria import assess
from state.engine import Engine
from state.processes import PROCESSES
from state.profile_file import Unreadable
from state.store.opening import open_store
from state.store.protocol import Unfit
from state.store.rows import uncollected
from state.store.sealing import Sealing

CUT_SHORT = 141
"""The exit status of a command whose output nobody reads to the end, as the shell knows it."""


def main(arguments: list[str], environment: Mapping[str, str]) -> int:
    """Run a command of the command line, and return its exit status. Faults go to standard error, a line each."""
    wanted = _parser().parse_args(arguments)
    try:
        given = {} if wanted.run in NEED_NOTHING else environment
        settings = (load_to_read if wanted.run in ONLY_READ else load)(given)
        run: Callable[[Settings, argparse.Namespace], int] = wanted.run
        status = run(settings, wanted)
        sys.stdout.flush()
        return status
    except Unsafe as unsafe:
        return faults(*unsafe.faults, *(_unfit_besides(environment) if wanted.run is check else ()))
    except Unreadable as unreadable:
        return faults(*unreadable.faults)
    except Unfit as fault:
        return faults(str(fault))
    except OSError as fault:
        if isinstance(fault, BrokenPipeError) and wanted.run is not serve:  # whoever reads it has read enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return CUT_SHORT
        return faults(_refused(fault))


def serve(settings: Settings, _: argparse.Namespace) -> int:
    """Serve until told to stop."""
    log.set_up(settings.log)
    with uncollected():
        app = wired(settings)
        gc.freeze()  # nearly all that is there now stays: no need to look through it, now or ever
    for line in _to_renew(settings):
        print(line, file=sys.stderr)
    try:
        web.run_app(app, host=settings.host, port=settings.port, print=None)
    except OSError as fault:
        return faults(f"PORT: {settings.host} port {settings.port} cannot be used: {fault.strerror}.")
    return 0


def wired(settings: Settings) -> web.Application:
    """The whole product: settings, store, desk, web. Raises Unreadable, Unfit."""
    profile, people = council_in(settings)
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
    if found := unfit_in(settings):
        return faults(*found)
    for line in _to_renew(settings):
        print(line)
    print("Settings, profile, people file and data are in order.")
    return 0


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


def _to_renew(settings: Settings) -> Iterator[str]:
    """What ends within a month, or of which nobody would be warned."""
    for what, line in ending(settings.expires, Clock(settings.now)().date()):
        yield f"NTK_{what.upper()}_EXPIRES: {line}"
    if settings.app_password and not settings.secret_expires:
        yield "NTK_SECRET_EXPIRES is not set: nobody will be warned before the app's secret ends."


def _unfit_besides(environment: Mapping[str, str]) -> tuple[str, ...]:
    """What is wrong besides unsafe settings, as far as those can be read."""
    try:
        return unfit_in(load_to_read(environment))
    except Unsafe:
        return ()


def _refused(fault: OSError) -> str:
    return f"The disk refuses: {fault.strerror} ({fault.filename})."


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
