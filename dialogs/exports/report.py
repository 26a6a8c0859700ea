"""What the reports of authors have in common: the sections, begun with what is known, and advice on each.

Source: R55–R62, R67, R70, R98 (G26–G33, G48–G57, G214–G229).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dialogs.clock_words import day
from dialogs.dates import spoken
from dialogs.desk import Desk
from dialogs.exports.chronology import chronology
from dialogs.exports.document import Blank, Document, Line, Part, Points, Section, Table, Words
from dialogs.exports.filling import children, footer, front, name_of, said, told
from dialogs.exports.writer import docx_of
from dialogs.facts import role_title, running
from dialogs.wording import say
from state.case import Case, Run
from state.roles import AD_SPSQA, PSW, REPORT_AUTHOR

Known = Callable[[Desk, Case], Iterator[Part]]

GUIDES = ("learning", "services", "focus", "template", "language", "check")
"""What every author is told first. Source: R62, R98 (G29, G214–G218, G226–G228)."""


@dataclass(frozen=True)
class Kind:
    """One kind of report: its process, what was agreed or asked at its beginning, and advice of its own."""

    process: str
    asked: Callable[[Case, Run], tuple[tuple[Words, ...], ...]]
    guides: tuple[str, ...] = ()


def written(desk: Desk, case: Case, run: Run, kind: Kind) -> bytes:
    """The template of a report, begun with what the case holds."""
    own = f"written.report.{kind.process}"
    guides = (*(f"written.report.guides.{guide}" for guide in GUIDES), *(f"{own}.{guide}" for guide in kind.guides))
    whole = Document(
        title=say(f"written.report.title.{kind.process}"),
        parts=(front(desk, case, *_people(desk, run), *_limits(desk, case, run)),),
        sections=(
            Section(say("written.report.guide"), (Points(tuple(map(say, guides))),)),
            Section(say(f"{own}.heading"), (_table(kind.asked(case, run)),)),
            *(_section(desk, case, name, known) for name, known in SECTIONS.items()),
        ),
        footer=footer(case),
    )
    return docx_of(whole, desk.clock())


def _section(desk: Desk, case: Case, name: str, known: Known) -> Section:
    asks = " ".join((say("written.report.asks"), say(f"written.report.text.{name}")))
    return Section(say(f"written.report.heading.{name}"), (Line(asks, quiet=True), *known(desk, case)))


def _people(desk: Desk, run: Run) -> Iterator[tuple[Words, ...]]:
    """Who writes, who assures the quality, who approves. Source: G62, G167, G176, G229."""
    author = name_of(desk, run.person, desk.profile.title(REPORT_AUTHOR))
    yield say("written.report.author"), author
    yield say("written.report.quality"), role_title(desk, PSW)
    yield say("written.report.approval"), role_title(desk, AD_SPSQA)


def _limits(desk: Desk, case: Case, run: Run) -> Iterator[tuple[Words, ...]]:
    """The days by which it is awaited."""
    own = desk.engine.processes[run.process].clocks
    for clock in running(desk, case):
        limit = clock.due.due or clock.due.target
        if clock.due.id in own and clock.due.run in (None, run.key) and limit:
            yield say(f"deadline.{clock.due.id}"), day(limit)


def _table(rows: tuple[tuple[Words, ...], ...]) -> Table:
    return Table((say("written.question"), say("written.answer")), rows)


def _known(rows: tuple[tuple[Words, ...], ...]) -> Iterator[Part]:
    """What the alert says already, and the place for the author's own text."""
    if rows:
        yield Line(say("written.report.known"))
        yield _table(rows)
    yield Line(Blank(say("written.report.whole")))


def _from_alert(*questions: str) -> Known:
    def known(desk: Desk, case: Case) -> Iterator[Part]:
        rows = tuple(row for child in children(case) for row in _of_child(desk, case, questions, child))
        return _known(tuple(dict.fromkeys(rows)))

    return known


def _of_child(desk: Desk, case: Case, questions: tuple[str, ...], child: int) -> Iterator[tuple[Words, ...]]:
    for label, words in told(desk, case, *questions, child=child):
        numbered = say("written.report.of_child", label=label, child=child) if case.current.differ() else label
        yield numbered, words


def _actions(desk: Desk, case: Case) -> Iterator[Part]:
    """The learning actions of the case, and a line for one more. Source: G224."""
    named = ("what", "measured", "who", "by_when")
    blank = tuple(Blank(say(f"written.report.{what}")) for what in ("action", "measure", "person", "date"))
    rows = tuple(_action(desk, run) for run in case.runs if run.process == "learning_action")
    yield Table(tuple(say(f"written.report.{name}") for name in named), (*rows, blank))


def _action(desk: Desk, run: Run) -> tuple[Words, ...]:
    extended = run.said("extend", "due")
    due = spoken(str(extended)) if extended else said(run, "open", "due", say("written.report.date"))
    return (
        said(run, "open", "text", say("written.report.action")),
        said(run, "open", "review", say("written.report.measure")),
        name_of(desk, run.person, say("written.report.person")),
        due,
    )


SECTIONS: dict[str, Known] = {
    "biography": _from_alert("age_group", "status", "age_group_at_death"),
    "family": _from_alert(),
    "services": _from_alert("status"),
    "situation": _from_alert("safety_now", "medical_view"),
    "analysis": _from_alert("what_happened", "panel_view"),
    "actions": _actions,
    "chronology": chronology,
}
"""The sections in their order, with what fills each. Source: R98 (G220–G225)."""
