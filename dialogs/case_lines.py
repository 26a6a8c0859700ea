"""A case on a list, from the index alone: reference, area, stage, who must act, the next clock. Never an answer."""

from dialogs.clock_words import brief, briefly
from dialogs.desk import Desk
from dialogs.facts import titles
from dialogs.limit_words import limit_name
from dialogs.stages import on_lists
from dialogs.wording import say
from state.index import Row
from state.limit import Limit
from state.listing import leading, next_limit
from state.message import Button, Section
from state.moments import LONDON, passes_at

NAMED = 3
"""So many limits that have passed are named of one case."""


def case_section(desk: Desk, row: Row, heading: str = "") -> Section:
    """A case with a button that shows it; the first of a part of the list bears the part's heading."""
    return Section(heading, (_what(desk, row), _then(desk, row)), buttons=(shows(row),))


def shows(row: Row) -> Button:
    """A button that shows a case."""
    return Button(say("button.status"), {"do": "command", "command": f"status {row.key.id}"})


def title_of(desk: Desk, row: Row) -> str:
    """A case by its reference and area."""
    return say("card.title", ref=row.key.id, area=desk.area_name(row.area))


def stage_of(row: Row) -> str:
    """Where it stands: in the alert, or in the process that must act next."""
    if row.folded:
        return say("board.folded", other=row.folded)
    process, state = _leading(row)
    return say(f"stage.{process}.{state}") if process == row.states[0][0] else on_lists(process, state)


def roles_of(desk: Desk, row: Row) -> str:
    """The roles that must act there, in the council's own titles; nothing where nobody must."""
    process, state = ("", "") if row.folded else _leading(row)
    table = desk.engine.processes.get(process)
    awaited = table.awaits.get(state, ()) if table else ()
    return titles(desk, awaited) if awaited else ""


def clock_of(desk: Desk, row: Row) -> str:
    """The limits that have passed, those of a statutory notification first; where none has, the one that ends next."""
    passed = [limit for limit in row.limits if passes_at(limit.due) <= desk.clock()]
    passed.sort(key=lambda limit: (not desk.engine.processes[limit.process].notifies, passes_at(limit.due)))
    shown = passed[:NAMED] or list(filter(None, [next_limit(row)]))
    words = "; ".join(_clock(desk, limit) for limit in shown)
    more = len(passed) - len(shown)
    return say("board.more_passed", limits=words, count=more) if more > 0 else words


def _clock(desk: Desk, limit: Limit) -> str:
    left = briefly(limit.due, desk.profile, desk.clock())
    return say("board.clock", deadline=limit_name(limit), clock=left)


def _what(desk: Desk, row: Row) -> str:
    return say("board.case", title=title_of(desk, row), stage=stage_of(row))


def _then(desk: Desk, row: Row) -> str:
    if row.closed and not row.folded:
        return say("board.closed_on", day=brief(row.closed.astimezone(LONDON).date()))
    who, clock = roles_of(desk, row), clock_of(desk, row)
    acts = say("board.waits", who=who) if who else say("board.nobody")
    return f"{acts}. {clock}" if clock else acts


def _leading(row: Row) -> tuple[str, str]:
    process, _, state = leading(row) or row.states[0]
    return process, state
