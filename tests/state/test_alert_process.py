"""Process 1, row by row: what leads where, who may, what it needs, what it refuses. Source: R1–R14."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest

from state.answers import Answers
from state.audit import first_broken
from state.case import Case
from state.criteria import assess
from state.engine import Engine
from state.people import Directory, Member, may, may_read
from state.process import Event, Process
from state.processes.alert import PROCESS as ALERT
from state.raising import Actor, Call
from state.refusals import Barred, Missing, NoSuchEvent, NotNow, Repeated, Stale

NOW = datetime(2026, 11, 23, 14, 20, tzinfo=ZoneInfo("Europe/London"))
ENGINE = Engine({"alert": ALERT}, assess)
SALT = (f"salt-{n}" for n in count())

ANSWERS = Answers(
    {
        "area": "east",
        "known_at": "2026-11-23T09:00:00+00:00",
        "age_group": "under_18",
        "outcome": "life_threatening",
        "abuse_or_neglect": "suspected",
        "place_of_harm": "in_area",
        "status": ("open_other",),
        "what_happened": "An account.",
    }
)

PEOPLE = Directory(
    {
        m.id: m
        for m in (
            Member("mia", "Mia", ("manager",), ("east",)),
            Member("ada", "Ada", ("area_ad",), ("east",)),
            Member("wes", "Wes", ("area_ad", "manager"), ("west",)),
            Member("uma", "Uma", ("unit",)),
            Member("pat", "Pat", ("psw",)),
            Member("ash", "Ash", ("ad_spsqa",)),
            Member("sam", "Sam", ("sm_spsqa",)),
            Member("dee", "Dee", ("director",)),
            Member("cor", "Cor", ("corporate_director",)),
            Member("kim", "Kim", ("kscmp",)),
            Member("pip", "Pip", ("practitioner",)),
        )
    }
)
AUTHOR = "joe"  # not in the people file, like most practitioners

# Paths from "submit" to each state, as (event, fields, new answers).
TO: dict[str, list[tuple[str, dict[str, str | tuple[str, ...]], bool]]] = {
    "with_area_ad": [],
    "returned": [("return", {"reason": "unclear", "questions": ("outcome",)}, False)],
    "with_unit": [("approve", {}, False)],
    "information_requested": [("approve", {}, False), ("request_information", {"questions": ("outcome",)}, False)],
    "assessed": [("approve", {}, False), ("assess", {}, False)],
    "withdrawn": [("withdraw", {"reason": "a mistake"}, False)],
    "closed": [("approve", {}, False), ("assess", {}, False), ("close", {}, False)],
}

# event, from, to, who may, fields that it needs (with a value each)
REASON: dict[str, str | tuple[str, ...]] = {"reason": "a reason"}
ROWS: list[tuple[str, str, str, str, dict[str, str | tuple[str, ...]]]] = [
    ("approve", "with_area_ad", "with_unit", "ada", {}),
    ("return", "with_area_ad", "returned", "ada", {**REASON, "questions": ("outcome", "known_at")}),
    ("resubmit", "returned", "with_area_ad", AUTHOR, {}),
    ("bring_forward", "with_area_ad", "with_unit", "pat ash sam", REASON),
    ("bring_forward", "returned", "with_unit", "pat ash sam", REASON),
    ("request_information", "with_unit", "information_requested", "uma pat", {"questions": ("outcome",)}),
    ("request_information", "with_unit", "information_requested", "uma pat", {"text": "Which hospital?"}),
    ("provide", "information_requested", "with_unit", f"{AUTHOR} mia", {}),
    ("assess", "with_unit", "assessed", "uma pat", {}),
    ("assess", "with_unit", "assessed", "uma pat", {"overrule": "notify_national_panel", **REASON}),
    ("withdraw", "with_area_ad", "withdrawn", "pat", REASON),
    ("withdraw", "returned", "withdrawn", "pat", REASON),
    ("withdraw", "with_unit", "withdrawn", "pat", REASON),
    ("withdraw", "information_requested", "withdrawn", "pat", REASON),
    ("withdraw", "assessed", "withdrawn", "pat", REASON),
    ("close", "assessed", "closed", "pat", {}),
    ("reopen", "closed", "assessed", "pat", REASON),
    ("update", "with_area_ad", "with_area_ad", f"{AUTHOR} mia uma pat", {}),
    ("update", "returned", "returned", f"{AUTHOR} mia uma pat", {}),
    ("update", "with_unit", "with_unit", f"{AUTHOR} mia uma pat", {}),
    ("update", "information_requested", "information_requested", f"{AUTHOR} mia uma pat", {}),
    ("update", "assessed", "assessed", f"{AUTHOR} mia uma pat", {}),
    ("update", "closed", "closed", f"{AUTHOR} mia uma pat", {}),
]
EVERYBODY = (AUTHOR, *PEOPLE.members)


def submitted(answers: Answers = ANSWERS) -> Case:
    case = Case("NTK-2026-0001", "east", AUTHOR, "draft-1", "2026-11", NOW, ())
    call = Call("alert", "submit", Actor(AUTHOR, "author"), salt=next(SALT), nonce="draft-1", answers=answers)
    return ENGINE.trigger(case, call, NOW).case


def raised(
    case: Case,
    event: str,
    fields: dict[str, str | tuple[str, ...]] | None = None,
    answers: Answers | None = None,
    **more: object,
) -> Case:
    call = Call("alert", event, Actor("x", "x"), salt=next(SALT), fields=fields or {}, answers=answers)
    return ENGINE.trigger(case, replace(call, **more), NOW).case  # type: ignore[arg-type]


def at(state: str, answers: Answers = ANSWERS) -> Case:
    case = submitted(answers)
    for event, fields, _ in TO[state]:
        case = raised(case, event, fields)
    assert state_of(case) == state
    return case


def state_of(case: Case) -> str:
    return case.runs[0].state


def row(event: str, state: str) -> Event:
    return ENGINE.row(at(state).runs[0], event)


@pytest.mark.parametrize(("event", "source", "target", "fields"), [(e, s, t, f) for e, s, t, _, f in ROWS])
def test_each_row_leads_where_the_table_says(
    event: str, source: str, target: str, fields: dict[str, str | tuple[str, ...]]
) -> None:
    case = at(source)
    answers = ANSWERS if event in ("update", "resubmit", "provide") else None
    after = raised(case, event, fields, answers)
    assert state_of(after) == target
    assert after.runs[0].version == case.runs[0].version + 1
    assert after.entries[-1].what == f"alert.{event}"
    assert first_broken(after.entries) is None


@pytest.mark.parametrize(("event", "source", "who"), [(e, s, w) for e, s, _, w, _ in ROWS])
def test_each_row_is_for_those_the_table_names_and_nobody_else(event: str, source: str, who: str) -> None:
    case = at(source)
    allowed = {person for person in EVERYBODY if may(PEOPLE, person, row(event, source), case)}
    assert allowed == set(who.split())


@pytest.mark.parametrize("state", ALERT.states[1:])
@pytest.mark.parametrize("event", sorted({e.name for e in ALERT.events if e.by != ("clock",)}))
def test_every_event_in_every_state_is_in_the_table_or_says_what_is_possible(event: str, state: str) -> None:
    known = {(e, s) for e, s, *_ in ROWS}
    if (event, state) in known:
        return
    with pytest.raises(NotNow) as refused:
        raised(at(state), event, {"reason": "r", "questions": ("outcome",)})
    assert refused.value.possible == tuple(e.name for e in _events_of(state))


def _events_of(state: str) -> list[Event]:
    return list({e.name: e for e in ALERT.events if state in e.source and e.by != ("clock",)}.values())


@pytest.mark.parametrize(
    ("event", "source", "left_out"),
    [
        (event, source, field)
        for event, source, _, _, fields in ROWS
        for field in fields
        if not (event == "assess" and field == "overrule")
    ],
)
def test_an_event_that_lacks_a_field_says_which(event: str, source: str, left_out: str) -> None:
    fields = next(dict(f) for e, s, _, _, f in ROWS if (e, s) == (event, source) and left_out in f)
    del fields[left_out]
    case = at(source)
    with pytest.raises(Missing) as refused:
        raised(case, event, fields)
    assert refused.value.values == {"field": "questions" if left_out == "text" else left_out}
    assert state_of(case) == source


def test_information_asked_for_in_words_wants_words_back() -> None:
    asked = raised(at("with_unit"), "request_information", {"text": "Which hospital?"})
    with pytest.raises(Missing):
        raised(asked, "provide")
    assert state_of(raised(asked, "provide", {"text": "The general hospital."})) == "with_unit"


def test_the_questions_sent_back_are_the_ones_asked_again() -> None:
    case = at("returned")
    retells = row("resubmit", "returned").retells
    assert retells is not None
    assert retells(case.runs[0]) == ("outcome",)


def test_nobody_approves_or_decides_on_what_they_wrote() -> None:
    case = replace(at("with_area_ad"), author="ada")
    assert may(PEOPLE, "ada", row("approve", "with_area_ad"), case) is None
    assert may(PEOPLE, "ada", row("return", "with_area_ad"), case) is None
    for event, state in (
        ("bring_forward", "with_area_ad"),
        ("assess", "with_unit"),
        ("withdraw", "with_unit"),
        ("close", "assessed"),
        ("reopen", "closed"),
        ("undo", "with_unit"),
        ("correct", "with_unit"),
    ):
        assert may(PEOPLE, "pat", row(event, state), replace(at(state), author="pat")) is None


def test_a_deputy_acts_in_the_name_of_the_holder_until_the_day_has_passed() -> None:
    from state.people import Deputising

    deputies = (Deputising("ada", "mia", NOW.date()),)
    case, approve = at("with_area_ad"), row("approve", "with_area_ad")
    today = may(PEOPLE.deputised(deputies, NOW.date()), "mia", approve, case)
    assert today is not None
    assert today.capacity == "area_ad (deputy of ada)"
    assert may(PEOPLE.deputised(deputies, NOW.date() + timedelta(days=1)), "mia", approve, case) is None


READERS = "joe mia ada uma pat ash sam dee cor"


def test_who_may_read() -> None:
    assert {p for p in EVERYBODY if may_read(PEOPLE, p, at("with_unit"))} == set(READERS.split())


@pytest.mark.rule("A13")
def test_the_partnership_reads_a_case_from_the_moment_it_is_shared() -> None:
    from state.case import Run

    case = at("with_unit")
    unshared = case.with_run(Run("partnership_referral", 1, "to_share"))
    assert may_read(PEOPLE, "kim", unshared) is None
    assert may_read(PEOPLE, "kim", case.with_run(Run("partnership_referral", 1, "shared"))) == "kscmp"


# What updates do ----------------------------------------------------------------------------------------------------

QUIET = ANSWERS.having("outcome", "no_harm")


def test_an_update_is_a_new_version_and_the_criteria_are_asked_again() -> None:
    case = at("assessed", QUIET)
    assert "notify_national_panel" not in [f.finding for f in case.findings]
    after = raised(case, "update", answers=ANSWERS)
    assert "notify_national_panel" in [f.finding for f in after.findings]
    assert len(after.answers) == 2
    assert after.answers[0] == QUIET
    assert after.entries[-1].record is not None
    assert after.entries[-1].record["before"]["outcome"] == "no_harm"


def test_a_new_finding_opens_a_closed_case_again() -> None:
    assert state_of(raised(at("closed", QUIET), "update", answers=ANSWERS)) == "with_unit"
    assert state_of(raised(at("closed"), "update", answers=ANSWERS)) == "closed"


@pytest.mark.rule("R27")
@pytest.mark.parametrize("event", ["update", "resubmit", "provide"])
@pytest.mark.parametrize(
    ("known_at", "allowed"),
    [
        ("2026-11-23T09:00:00+00:00", True),
        ("2026-11-22T23:00:00+00:00", True),
        ("2026-11-23", True),
        ("2026-11-23T09:01:00+00:00", False),
        ("2026-11-24", False),
    ],
)
def test_known_at_never_moves_later(event: str, known_at: str, allowed: bool) -> None:
    state = {"update": "with_unit", "resubmit": "returned", "provide": "information_requested"}[event]
    answers = ANSWERS.having("known_at", known_at)
    if allowed:
        assert raised(at(state), event, answers=answers).current == answers
        return
    with pytest.raises(Barred) as refused:
        raised(at(state), event, answers=answers)
    assert refused.value.key == "known_at_is_not_later"


# Withdrawing and closing over other processes -----------------------------------------------------------------------

OTHER = Process(
    "notification",
    opening=Event("open", ("new",), "owed", by=("psw",)),
    events=(Event("done", ("owed",), "kept", by=("psw",)),),
    final=("kept",),
    notifies=True,
)


@pytest.mark.parametrize(
    ("event", "state", "guard"),
    [("withdraw", "assessed", "no_notification_is_open"), ("close", "assessed", "everything_else_is_final")],
)
def test_an_open_notification_bars_withdrawing_and_closing(event: str, state: str, guard: str) -> None:
    engine = Engine({"alert": ALERT, "notification": OTHER}, assess)
    case = engine.trigger(at(state), Call("notification", "open", Actor("pat", "psw"), salt="s"), NOW).case
    call = Call("alert", event, Actor("pat", "psw"), salt="s", fields={"reason": "r"})
    with pytest.raises(Barred) as refused:
        engine.trigger(case, call, NOW)
    assert refused.value.key == guard
    done = engine.trigger(case, Call("notification", "done", Actor("pat", "psw"), salt="s"), NOW).case
    assert engine.trigger(done, call, NOW).case.runs[0].state in ("withdrawn", "closed")


# Cards that are old, and presses that come twice --------------------------------------------------------------------


def test_a_stale_card_and_a_second_press_change_nothing() -> None:
    case = submitted()
    once = raised(case, "approve", version=case.runs[0].version, nonce="n1")
    for more, refusal in (({"nonce": "n1"}, Repeated), ({"version": case.runs[0].version, "nonce": "n2"}, Stale)):
        with pytest.raises(refusal):
            raised(once, "approve", **more)


def test_an_unknown_event_is_refused() -> None:
    with pytest.raises(NoSuchEvent):
        raised(submitted(), "celebrate")


# Correct, undo, note ------------------------------------------------------------------------------------------------


def test_correct_mends_a_field_and_the_audit_keeps_the_old_value() -> None:
    fields: dict[str, str | tuple[str, ...]] = {
        "event": "return",
        "field": "questions",
        "value": ("known_at",),
        "reason": "the wrong one",
    }
    after = raised(at("returned"), "correct", fields)
    step = after.runs[0].last("return")
    assert step is not None
    assert step.fields["questions"] == ("known_at",)
    assert after.entries[-1].record is not None
    assert after.entries[-1].record["fields"]["before"] == ["outcome"]
    assert state_of(after) == "returned"


@pytest.mark.parametrize(("event", "field"), [("approve", "reason"), ("return", "colour"), ("nothing", "reason")])
def test_correct_refuses_what_was_never_recorded(event: str, field: str) -> None:
    with pytest.raises(Barred) as refused:
        raised(at("returned"), "correct", {"event": event, "field": field, "value": "v", "reason": "r"})
    assert refused.value.key == "nothing_to_correct"


def test_undo_steps_back_and_can_be_followed_by_another_step() -> None:
    back = raised(at("with_unit"), "undo", {"reason": "too soon"})
    assert state_of(back) == "with_area_ad"
    assert back.runs[0].last("approve") is None
    assert state_of(raised(back, "approve")) == "with_unit"


def test_undo_goes_no_further_than_the_beginning_and_never_takes_answers_back() -> None:
    for case, key in (
        (submitted(), "nothing_to_undo"),
        (raised(at("with_unit"), "update", answers=ANSWERS), "answers_are_not_undone"),
    ):
        with pytest.raises(Barred) as refused:
            raised(case, "undo", {"reason": "r"})
        assert refused.value.key == key


def test_a_note_changes_no_state_and_undo_passes_over_it() -> None:
    noted = raised(at("with_unit"), "note", {"text": "Rang the ward."})
    assert state_of(noted) == "with_unit"
    assert state_of(raised(noted, "undo", {"reason": "r"})) == "with_area_ad"


@pytest.mark.parametrize(("event", "who"), [("correct", "uma pat"), ("undo", "pat"), ("note", READERS)])
def test_who_may_do_what_every_process_knows(event: str, who: str) -> None:
    case = at("with_unit")
    assert {p for p in EVERYBODY if may(PEOPLE, p, row(event, "with_unit"), case)} == set(who.split())
