"""Fields of events, as typed or chosen: what is understood, and what is asked for again. Source: processes.md, head."""

from datetime import datetime

import pytest

from dialogs.field_kinds import Asking, Read, Unread
from dialogs.field_reading import read, typed_fields
from state.case import Case, FieldValue, Run
from state.moments import LONDON
from state.process import Event, Need
from state.processes import PROCESSES
from state.profile_file import load_profile
from tests.stage import PEOPLE
from tests.state.test_alert_process import submitted

NOW = datetime(2026, 11, 23, 14, 20, tzinfo=LONDON)
KENT = load_profile()


def asking(process: str, event: str) -> tuple[Asking, dict[str, Need]]:
    case: Case = submitted()
    table = PROCESSES[process]
    row = table.event(event)
    assert isinstance(row, Event)
    return Asking(case, Run(process, 1, row.source[0]), row, KENT, PEOPLE, NOW), {need.name: need for need in row.needs}


# process, event, field, what is typed, what is stored, whether it was sure
ROWS: list[tuple[str, str, str, str, FieldValue, bool]] = [
    ("panel_notification", "recommend", "choice", "notify", "notify", True),
    ("panel_notification", "recommend", "choice", "Do not notify it", "not_notify", True),
    ("panel_notification", "recommend", "choice", "2", "not_notify", True),
    ("panel_notification", "recommend", "choice", "do not", "not_notify", True),
    ("panel_notification", "recommend", "rationale", "  The test is met. ", "The test is met.", True),
    ("panel_notification", "record_notified", "sent_at", "2026-11-23T10:00", "2026-11-23T10:00:00+00:00", True),
    ("panel_notification", "record_notified", "sent_at", "yesterday at 4pm", "2026-11-22T16:00:00+00:00", False),
    ("rapid_review", "convene", "meeting_at", "Friday at 10:00", "2026-11-27T10:00:00+00:00", False),
    ("strategy_discussion", "arrange", "meeting_at", "it's booked for tomorrow", "2026-11-24", False),
    ("rapid_review", "hold", "attendance", "chair, police and health", ("chair", "police", "health"), True),
    ("rapid_review", "hold", "attendance", "Chair and a school nurse", ("chair", "a school nurse"), True),
    ("rapid_review", "finalise", "outcome", "local_review", ("local_review",), True),
    ("strategy_discussion", "hold", "criteria_considered", "yes", "yes", True),
    ("strategy_discussion", "hold", "criteria_considered", "nope", "no", True),
    ("agency_summary", "appoint", "person", "@Sam Ford", "sam", True),
    ("agency_summary", "appoint", "person", "sam", "sam", True),
    ("practitioner_event", "open", "invited", "Mia Brook, author", ("mia", "joe"), True),
    ("learning_action", "open", "person", "Author of the alert", "joe", True),
    ("alert", "return", "questions", "11, outcome and 8", ("outcome", "known_at"), True),
    ("alert", "return", "questions", "8 11", ("known_at", "outcome"), True),
    ("alert", "assess", "overrule", "The national Panel should be notified", "notify_national_panel", True),
]  # fmt: skip


@pytest.mark.parametrize(("process", "event", "field", "typed", "stored", "sure"), ROWS)
def test_a_field_is_read(process: str, event: str, field: str, typed: str, stored: FieldValue, sure: bool) -> None:
    scene, needs = asking(process, event)
    assert read(scene, needs[field], typed) == Read(field, stored, sure)


REFUSED: list[tuple[str, str, str, str, str]] = [
    ("panel_notification", "recommend", "choice", "perhaps", "choose one of those on the card"),
    ("panel_notification", "recommend", "choice", "", "choose one of those on the card"),
    ("panel_notification", "recommend", "rationale", "…", "write a few words"),
    ("panel_notification", "record_notified", "reference", "x" * 61, "keep it to 60"),
    ("panel_notification", "record_notified", "sent_at", "soon", "a day and time that has passed"),
    ("panel_notification", "record_notified", "sent_at", "tomorrow", "a day and time that has passed"),
    ("rapid_review", "convene", "meeting_at", "whenever", "a day and time to come"),
    ("rapid_review", "hold", "attendance", " , ", "choose from the card"),
    ("rapid_review", "finalise", "outcome", "a miracle", "one or more of the outcomes"),
    ("strategy_discussion", "hold", "criteria_considered", "partly", "answer yes or no"),
    ("agency_summary", "appoint", "person", "Nobody Known", "mention one person"),
    ("agency_summary", "appoint", "person", "Ada Field", "Ada Field cannot be named here. .* Safeguarding Unit, "),
    ("agency_summary", "appoint", "person", "author", "mention one person"),
    ("management_review", "appoint", "person", "Mia", "Mia Brook works for the area of this case"),
    ("management_review", "appoint", "person", "Uma", "with this role: Team or Service Manager, "),
    ("alert", "return", "questions", "99", "name the questions by their numbers"),
    ("alert", "assess", "overrule", "the weather", "choose one of the findings"),
]


@pytest.mark.parametrize(("process", "event", "field", "typed", "says"), REFUSED)
def test_what_cannot_be_a_field_says_what_would_do(process: str, event: str, field: str, typed: str, says: str) -> None:
    scene, needs = asking(process, event)
    with pytest.raises(Unread, match=says):
        read(scene, needs[field], typed)


TYPED: list[tuple[str, dict[str, str]]] = [
    ("", {}),
    ("It cannot wait.", {"reason": "It cannot wait."}),
    ("reason: unclear; questions: 8, 11", {"reason": "unclear", "questions": "8, 11"}),
    ("Unclear; and late; questions: 8", {"reason": "Unclear; and late", "questions": "8"}),
    ("QUESTIONS: 8", {"questions": "8"}),
]


@pytest.mark.parametrize(("words", "fields"), TYPED)
def test_fields_typed_after_an_event(words: str, fields: dict[str, str]) -> None:
    assert typed_fields((Need("reason"), Need("questions", "questions")), words) == fields
