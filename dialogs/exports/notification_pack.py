"""What the national form asks, in its order, with what is known of it. Source: R27–R30, R41 (G18, G172).

The form lets people say who notifies, then each child, the incident, and the rest; it takes one notification for an
incident and up to four children. Source: gov.uk, "Report a serious child safeguarding incident".
"""

from collections.abc import Iterator

from dialogs.clock_words import day
from dialogs.desk import Desk
from dialogs.exports.document import Blank, Document, Line, Points, Section, Table, Words
from dialogs.exports.filling import children, footer, front, name_of, said, told, version
from dialogs.exports.writer import docx_of
from dialogs.facts import reasons, running
from dialogs.wording import say
from state.case import Case, Run
from state.roles import PSW

FORM_TAKES = 4  # children

_CHILD = ("child_name", "born", "sex", "ethnicity", "health", "address")
_OF_CHILD = (
    "age_group", "normally_resident", "status", "placing_authority", "outcome", "injury", "died_at",
    "age_group_at_death", "death_unexpected", "death_circumstances", "abuse_or_neglect", "place_of_harm",
    "place_of_death",
)  # fmt: skip
_INCIDENT = (
    "incident_at", "known_at", "what_happened", "by_whom", "due_to_care", "medical_view", "adult_affected",
    "partner_working_concern",
)  # fmt: skip
_SAFETY = ("safety_now", "strategy_discussion", "strategy_attendance", "panel_criteria_considered", "panel_view")
_PAPERS = ("form", "legal", "letters", "discussion")


def notification_pack(desk: Desk, case: Case) -> bytes:
    """The pack; what the product does not hold is marked to be filled in."""
    count = len(children(case))
    lines = ("order", "names", "shared", *(("many",) if count > FORM_TAKES else ()))
    whole = Document(
        title=say("written.pack.title"),
        parts=(
            front(
                desk,
                case,
                (say("written.version"), version(desk, case)),
                (say("written.pack.by"), _limit(desk, case)),
            ),
            *(Line(say(f"written.pack.{line}")) for line in lines),
        ),
        sections=(
            _section("notifier", *_notifier(desk, case)),
            *(_child(desk, case, child, count) for child in children(case)),
            _section("incident", *told(desk, case, *_INCIDENT), _blank("exact_place")),
            _section("family", _blank("parents"), _blank("siblings")),
            _section("safety", *told(desk, case, *_SAFETY), _blank("agencies"), _blank("police")),
            _section("decision", *_findings(case), *_decision(desk, case)),
            Section(
                say("written.pack.section.papers"),
                (Line(say("written.pack.documents")), Points(tuple(say(f"written.pack.papers.{p}") for p in _PAPERS))),
            ),
        ),
        footer=footer(case),
    )
    return docx_of(whole, desk.clock())


def _section(name: str, *rows: tuple[Words, ...]) -> Section:
    return Section(say(f"written.pack.section.{name}"), (_table(rows),))


def _table(rows: tuple[tuple[Words, ...], ...]) -> Table:
    return Table((say("written.pack.needs"), say("written.pack.has")), rows)


def _blank(row: str) -> tuple[Words, ...]:
    label = say(f"written.pack.row.{row}")
    return label, Blank(label)


def _notifier(desk: Desk, case: Case) -> Iterator[tuple[Words, ...]]:
    """The Principal Social Worker completes the notification. Source: R30 (G172)."""
    yield say("written.pack.row.authority"), desk.profile.authority
    acting = desk.directory.acting(PSW, case.area)
    named = acting[0] if len(acting) == 1 else None
    yield say("written.pack.row.notifier"), name_of(desk, named, desk.profile.title(PSW))
    yield _blank("telephone")
    yield _blank("email")


def _child(desk: Desk, case: Case, child: int, count: int) -> Section:
    blanks = tuple(map(_blank, _CHILD))
    rows = (*blanks, *told(desk, case, "record_ids"), *told(desk, case, *_OF_CHILD, child=child))
    return Section(say("written.pack.section.child", child=child, count=count), (_table(rows),))


def _findings(case: Case) -> Iterator[tuple[Words, ...]]:
    for reason in reasons(case):
        yield reason.name, "\n".join(reason.because) or reason.advice


def _decision(desk: Desk, case: Case) -> Iterator[tuple[Words, ...]]:
    """What was recommended, what the Executive thinks, what was decided, and that it was sent. Source: G162, G242."""
    panel, referral = case.run("panel_notification"), case.run("partnership_referral")
    yield say("written.pack.row.recommendation"), _said_why(panel, "recommend", "choice.panel_notification.recommend")
    view = "new_view" if referral and referral.last("new_view") else "executive_view"
    yield say("written.pack.row.executive"), _said_why(referral, view, "stage.partnership_referral")
    yield say("written.pack.row.decision"), _decided(desk, panel)
    for row, field in (("notified", "sent_at"), ("reference", "reference")):
        yield say(f"written.pack.row.{row}"), said(panel, "record_notified", field, say("written.pack.none_yet"))


def _said_why(run: Run | None, event: str, words: str) -> Words:
    """What was chosen in an event, with the rationale; `words` is the family of sentences that names the choices."""
    step = run.last(event) if run else None
    if step is None:
        return Blank(say("written.pack.none_yet"))
    return "\n".join((say(f"{words}.{step.fields['choice']}"), str(step.fields["rationale"])))


def _decided(desk: Desk, panel: Run | None) -> Words:
    steps = [step for step in panel.steps if not step.undone and step.event.startswith("decide_")] if panel else []
    if panel is None or not steps:
        return Blank(say("written.pack.not_decided"))
    step = steps[-1]
    who = str(step.fields.get("on_behalf_of") or "") or desk.directory.name(step.by)
    event = say(f"happened.panel_notification.{step.event}")
    return "\n".join(filter(None, (event, who, day(step.at), str(step.fields["rationale"]))))


def _limit(desk: Desk, case: Case) -> Words:
    dues = (clock.due.due for clock in running(desk, case) if clock.due.id == "panel_notification")
    limit = next((due for due in dues if due), None)
    return day(limit) if limit else Blank(say("written.pack.by"))
