"""Who is reminded, when, and in which words: the whole product with the clock going on."""

from dataclasses import replace
from datetime import date, datetime
from itertools import chain, repeat

import pytest

from dialogs.breach import PASSED
from state.audit import first_broken
from state.case import Run
from state.clocks import clocks
from state.documents import Key
from state.message import Message
from state.moments import LONDON
from state.people import Directory
from state.processes import PROCESSES
from tests.bot.timetable import keep, told
from tests.stage import ALERT, AUTHOR, PEOPLE, PSW_CHANNEL, Stage, bound_stage, buttons_of
from tests.state.processes.playing import Story, answers
from tests.state.processes.test_openings import PLACED_CHILD

APPROVAL = "Approval by the Area Assistant Director"
PANEL = "Notifying the national Panel"
CONFIRMATION = "Confirmation by the placing authority"


async def sent() -> Stage:
    """An alert was sent on Monday 23 November at 14:20: approval is due on Tuesday, the Panel on Monday after."""
    stage = await bound_stage()
    await stage.alert_sent()
    return stage


def without(*people: str) -> Directory:
    return Directory({id: member for id, member in PEOPLE.members.items() if id not in people})


APPROVAL_LADDER = [
    "Tue 24 Nov 09:00 ada",
    "Tue 24 Nov 15:30 ada",
    "Wed 25 Nov 09:00 ada", "Wed 25 Nov 09:00 pat",
    "Thu 26 Nov 09:00 ada", "Thu 26 Nov 09:00 pat", "Thu 26 Nov 09:00 ash",
    "Fri 27 Nov 09:00 ada", "Fri 27 Nov 09:00 pat", "Fri 27 Nov 09:00 ash", "Fri 27 Nov 09:00 dee",
    "Mon 30 Nov 09:00 ada", "Mon 30 Nov 09:00 pat", "Mon 30 Nov 09:00 ash", "Mon 30 Nov 09:00 dee",
]  # fmt: skip


@pytest.mark.rule("R9")
async def test_each_working_morning_one_rung_more_hears_of_what_is_overdue() -> None:
    stage = await sent()
    await stage.comes("2026-11-30T12:00")
    assert told(stage, about=APPROVAL) == APPROVAL_LADDER


@pytest.mark.rule("R27")
async def test_unit_and_psw_are_reminded_of_the_panel_and_then_the_rungs_besides() -> None:
    stage = await sent()
    await stage.comes("2026-12-02T12:00")
    assert told(stage, about=PANEL) == [
        "Thu 26 Nov 09:00 uma", "Thu 26 Nov 09:00 pat",
        "Fri 27 Nov 09:00 uma", "Fri 27 Nov 09:00 pat",
        "Mon 30 Nov 09:00 uma", "Mon 30 Nov 09:00 pat",
        "Mon 30 Nov 15:30 uma", "Mon 30 Nov 15:30 pat",
        "Tue 1 Dec 09:00 uma", "Tue 1 Dec 09:00 pat", "Tue 1 Dec 09:00 ada",
        "Wed 2 Dec 09:00 uma", "Wed 2 Dec 09:00 pat", "Wed 2 Dec 09:00 ada", "Wed 2 Dec 09:00 ash",
    ]  # fmt: skip


# who is away or gone, and who is reminded of the approval on Tuesday at 09:00 and on Wednesday
OTHERS = [
    pytest.param(without("ada"), "", ["pat"], ["pat", "ash"], id="nobody holds the role: the next rung at once"),
    pytest.param(without("ada", "pat"), "", ["ash"], ["ash", "dee"], id="nor the next"),
    pytest.param(PEOPLE, "ada", ["pat"], ["pat", "ash"], id="nobody can be reached"),
    pytest.param(PEOPLE, "pat", ["ada"], ["ada", "ash"], id="the first rung cannot be reached"),
    pytest.param(without("ada", "pat", "ash", "dee"), "", [], [], id="nobody at all"),
]


@pytest.mark.parametrize(("people", "unreachable", "tuesday", "wednesday"), OTHERS)
async def test_where_one_is_lacking_the_next_rung_is_told(
    people: Directory, unreachable: str, tuesday: list[str], wednesday: list[str]
) -> None:
    stage = await sent()
    stage.people = people
    if unreachable:
        person = await stage.desk.load_person(unreachable)
        await stage.desk.save(replace(person, unreachable=stage.now))
    await stage.comes("2026-11-25T12:00")
    found = told(stage, about=APPROVAL)
    assert [row.removeprefix("Tue 24 Nov 09:00 ") for row in found if "Tue 24 Nov 09" in row] == tuesday
    assert [row.removeprefix("Wed 25 Nov 09:00 ") for row in found if "Wed" in row] == wednesday
    if people == PEOPLE and unreachable == "ada":
        assert "Nobody who should act can be reached" in stage.all("pat")


async def test_nobody_is_reminded_to_decide_on_an_alert_that_they_wrote() -> None:
    stage = await bound_stage()
    await stage.alert_sent("ada")
    await stage.comes("2026-11-25T12:00")
    assert told(stage, about=APPROVAL) == [
        "Tue 24 Nov 09:00 pat", "Tue 24 Nov 15:30 pat", "Wed 25 Nov 09:00 pat", "Wed 25 Nov 09:00 ash",
    ]  # fmt: skip


async def test_whoever_deputises_for_the_author_is_not_asked_to_decide_though_they_may_do_something_else() -> None:
    stage = await bound_stage()
    await stage.alert_sent("ada")
    await stage.says("ada", "deputy Sam Ford until Friday")
    await stage.comes("2026-11-24T10:00")
    assert told(stage, about=APPROVAL) == ["Tue 24 Nov 09:00 pat"]


async def test_the_deputy_is_reminded_and_told_for_whom() -> None:
    stage = await sent()
    await stage.says("ada", "deputy Mia Brook until Tuesday")
    await stage.says("pat", "deputy Uma Vale until 31 December")
    await stage.comes("2026-11-25T12:00")
    assert told(stage, about=APPROVAL) == [
        "Tue 24 Nov 09:00 mia", "Tue 24 Nov 15:30 mia", "Wed 25 Nov 09:00 ada", "Wed 25 Nov 09:00 uma",
    ]  # fmt: skip
    assert "because you act for Ada Field" in stage.last("mia")
    assert "because you act for Pat Heath" in stage.last("uma")


async def test_a_limit_that_is_met_falls_silent_at_once() -> None:
    stage = await sent()
    await stage.comes("2026-11-24T15:29")
    await stage.says("ada", "do 1 approve")
    await stage.comes("2026-12-04T12:00")
    assert told(stage, about=APPROVAL) == ["Tue 24 Nov 09:00 ada"]
    assert told(stage, "breach", APPROVAL) == []


@pytest.mark.parametrize("looks", range(1, 9))
async def test_what_is_ended_in_the_moment_in_which_it_passes_is_told_as_it_is_shown(looks: int) -> None:
    stage = await sent()
    await stage.comes("2026-11-24T23:59:59.999")
    before, midnight = stage.now, datetime(2026, 11, 25, tzinfo=LONDON)
    times = chain([before] * looks, repeat(midnight))  # it passes between two looks at the clock
    stage.desk.clock = lambda: next(times)
    assert "With the Safeguarding Unit" in await stage.says("ada", "do 1 approve")
    case = await stage.case()
    missed = any(
        c.due.id == "area_ad_approval" and c.state == "missed" for c in clocks(case, stage.profile, PROCESSES, midnight)
    )
    assert len(told(stage, "breach", APPROVAL)) == missed
    assert first_broken(case.entries) is None
    row = stage.store.row(Key("case", case.ref))
    assert row is not None
    assert set(row.owed) == {post.seq for _, post in stage.posts if post.seq in row.owed}, "all of it was handed over"


async def test_a_reminder_is_a_card_with_which_one_can_act() -> None:
    stage = await sent()
    await stage.comes("2026-11-24T09:00")
    card = stage.heard["ada"][-1].card
    labels = ["Approve and forward", "Return", "Read the alert", "I am on it", "Remind me at 11:00"]
    assert [button.label for button in buttons_of(card)] == labels
    assert "With the Safeguarding Unit" in await stage.presses("ada", "Approve and forward")


async def test_no_two_reminders_say_the_same() -> None:
    stage = await sent()
    await stage.comes("2026-12-03T12:00")
    for person in ("ada", "pat", "uma", "ash", "dee"):
        words = [post.message.card for _, post in stage.posts if post.to == f"person:{person}" and post.message]
        titles = [(card.title, card.eyebrow) for card in words if card]
        assert len(titles) == len(set(titles)), person


async def test_a_moved_deadline_is_planned_anew() -> None:
    stage = await bound_stage()
    story = Story().do("pat", "learning_action.open", text="t", person="mia", due="2026-12-02", review="r")
    await keep(stage, story.do("ada", "alert.approve"))
    await stage.comes("2026-12-01T12:00")
    await stage.says("pat", "do 1 learning_action.extend due: 2026-12-11; reason: The course is later.")
    await stage.comes("2026-12-11T12:00")
    assert told(stage, about="Learning action:") == [
        "Mon 30 Nov 09:00 mia", "Mon 30 Nov 09:00 pat", "Tue 1 Dec 09:00 mia", "Tue 1 Dec 09:00 pat",
        "Wed 9 Dec 09:00 mia", "Wed 9 Dec 09:00 pat", "Thu 10 Dec 09:00 mia", "Thu 10 Dec 09:00 pat",
        "Fri 11 Dec 09:00 mia", "Fri 11 Dec 09:00 pat",
    ]  # fmt: skip
    assert told(stage, "breach", "Learning action") == []


async def test_answers_that_were_edited_plan_anew_and_remind_of_nothing_twice() -> None:
    stage = await sent()
    await stage.comes("2026-11-26T10:00")
    earlier = answers(known_at="2026-11-20T09:00:00+00:00", incident_at="2026-11-20T08:00:00+00:00")
    case = await stage.case()
    story = Story()
    story.case, story.now = case, stage.now
    await stage.desk.save(replace(story.tell(AUTHOR, "alert.update", earlier).case, swept=stage.now))
    await stage.comes("2026-11-27T16:00")
    assert told(stage, about=PANEL)[:2] == ["Thu 26 Nov 09:00 uma", "Thu 26 Nov 09:00 pat"]
    assert told(stage, about=PANEL)[2:] == [
        "Fri 27 Nov 09:00 uma", "Fri 27 Nov 09:00 pat", "Fri 27 Nov 15:30 uma", "Fri 27 Nov 15:30 pat",
    ]  # fmt: skip


async def test_steps_from_before_a_deadline_moved_are_dropped_also_where_it_moved_at_night() -> None:
    stage = await sent()
    await stage.comes("2026-11-26T20:00")
    story = Story()
    story.case, story.now = await stage.case(), stage.now
    earlier = answers(known_at="2026-11-19T09:00:00+00:00", incident_at="2026-11-19T08:00:00+00:00")
    await stage.desk.save(story.tell(AUTHOR, "alert.update", earlier).case)
    await stage.comes("2026-11-27T10:00")
    assert told(stage, about=PANEL) == [
        "Thu 26 Nov 09:00 uma", "Thu 26 Nov 09:00 pat",
        "Fri 27 Nov 09:00 uma", "Fri 27 Nov 09:00 pat", "Fri 27 Nov 09:00 ada",
    ]  # fmt: skip


async def test_steps_from_before_a_deadline_came_into_being_are_dropped() -> None:
    stage = await bound_stage()
    stage.now = datetime(2026, 11, 24, 11, tzinfo=LONDON)  # the last day for approval of what was known on Monday
    await stage.alert_sent()
    await stage.comes("2026-11-24T23:00")
    assert told(stage, about=APPROVAL) == ["Tue 24 Nov 15:30 ada"]


# On it, and snooze ---------------------------------------------------------------------------------------------------


async def test_on_it_puts_the_next_rung_off_once() -> None:
    stage = await sent()
    await stage.comes("2026-11-24T15:30")
    assert "you are on it" in await stage.presses("ada", "I am on it")
    await stage.presses("ada", "I am on it")  # twice is once
    await stage.comes("2026-11-26T12:00")
    assert told(stage, about=APPROVAL)[2:] == [
        "Wed 25 Nov 09:00 ada", "Thu 26 Nov 09:00 ada", "Thu 26 Nov 09:00 pat",
    ]  # fmt: skip
    assert "on it" in await stage.says("ada", "on it 1")
    await stage.comes("2026-11-30T09:00")
    assert told(stage, about=APPROVAL)[5:] == [
        "Fri 27 Nov 09:00 ada", "Fri 27 Nov 09:00 pat",
        "Mon 30 Nov 09:00 ada", "Mon 30 Nov 09:00 pat", "Mon 30 Nov 09:00 ash",
    ]  # fmt: skip
    entries = (await stage.case()).entries
    assert [e.who for e in entries if e.what == "reminder.on_it"] == ["ada"] * 3
    assert first_broken(entries) is None


async def test_a_snooze_holds_ones_own_reminders_and_ends_with_one() -> None:
    stage = await sent()
    await stage.comes("2026-11-26T08:50")
    assert "before Friday 27 November 2026, 14:00" in await stage.says("uma", "snooze 1 until tomorrow 14:00")
    await stage.comes("2026-11-30T09:00")
    assert told(stage, about=PANEL) == [
        "Thu 26 Nov 09:00 pat", "Fri 27 Nov 09:00 pat", "Fri 27 Nov 14:00 uma",
        "Mon 30 Nov 09:00 uma", "Mon 30 Nov 09:00 pat",
    ]  # fmt: skip


async def test_whoever_is_only_a_rung_of_the_ladder_is_woken_too_and_once() -> None:
    stage = await sent()
    await stage.comes("2026-11-26T08:50")
    assert "before Friday 27 November 2026, 14:00" in await stage.says("ash", "snooze 1 until tomorrow 14:00")
    await stage.comes("2026-11-30T17:00")
    assert [row for row in told(stage, about=PANEL) if row.endswith("ash")] == ["Fri 27 Nov 14:00 ash"]
    assert "Nobody who should act" not in stage.last("ash")


async def test_whoever_is_only_a_rung_is_not_woken_once_the_limit_is_met() -> None:
    stage = await sent()
    assert "before Tuesday 24 November 2026, 14:00" in await stage.says("dee", "snooze 1 until tomorrow 14:00")
    await stage.says("ada", "do 1 approve")
    await stage.comes("2026-11-24T17:00")
    assert told(stage, about=APPROVAL) == []


async def test_a_snooze_that_ends_at_night_waits_for_the_morning() -> None:
    stage = await sent()
    await stage.comes("2026-11-26T10:00")
    await stage.says("uma", "snooze 1 until today 22:00")
    await stage.comes("2026-11-27T08:59")
    assert told(stage, about=PANEL)[2:] == ["Fri 27 Nov 08:30 uma"]


async def test_a_snooze_does_not_hold_beyond_a_limit_that_came_to_end_sooner() -> None:
    stage = await sent()
    await stage.comes("2026-11-26T10:00")
    await stage.says("uma", "snooze 1 until Monday 30 November 15:00")
    story = Story()
    story.case, story.now = await stage.case(), stage.now
    earlier = answers(known_at="2026-11-20T09:00:00+00:00", incident_at="2026-11-20T08:00:00+00:00")
    await stage.desk.save(replace(story.tell(AUTHOR, "alert.update", earlier).case, swept=stage.now))
    await stage.comes("2026-11-30T17:00")
    assert [row for row in told(stage, about=PANEL) if row.endswith("uma")] == [
        "Thu 26 Nov 09:00 uma", "Fri 27 Nov 09:00 uma", "Fri 27 Nov 15:30 uma", "Mon 30 Nov 09:00 uma",
    ]  # fmt: skip


async def test_a_snooze_that_ended_while_the_limit_did_not_run_wakes_nobody_later() -> None:
    stage = await sent()
    for who, says in (
        ("uma", "do 1 panel_notification.recommend choice: notify; rationale: The test is met."),
        ("cor", "do 1 decide_notify rationale: I agree."),
        ("cor", "The harm is plain, whatever the Executive says."),
        ("uma", "do 1 record_notified reference: P-1; sent_at: 2026-11-23T14:20"),
        ("pat", "do 1 agency_summary.appoint Sam Ford"),
        ("pat", "do 1 agree_parameters text: The health visitor, in person."),
    ):
        await stage.says(who, says)
    await stage.says("sam", "snooze 1 until tomorrow 17:00")
    await stage.says("sam", "do 1 agency_summary.send_to_psw")
    await stage.comes("2026-11-24T20:00")
    await stage.says("pat", "do 1 agency_summary.send_back reason: A chronology would help us.")
    await stage.comes("2026-11-25T12:00")
    assert (await stage.case()).snoozes[-1].person == "sam"
    assert [row for row in told(stage) if "sam" in row] == []


async def test_the_audit_says_in_which_role_somebody_put_it_off_or_is_on_it_and_for_whom() -> None:
    stage = await sent()
    await stage.says("ada", "deputy Mia Brook until Friday")
    await stage.says("mia", "on it 1 area_ad_approval")
    await stage.says("mia", "snooze 1 area_ad_approval until tomorrow 10:00")
    await stage.says("uma", "snooze 1 until tomorrow 10:00")
    entries = (await stage.case()).entries
    assert [(e.who, e.role) for e in entries if e.what.startswith("reminder.")] == [
        ("mia", "area_ad (deputy of ada)"), ("mia", "area_ad (deputy of ada)"), ("uma", "unit"),
    ]  # fmt: skip
    assert first_broken(entries) is None


async def test_whoever_puts_off_a_part_is_told_which_and_that_the_rest_goes_on() -> None:
    stage = await sent()
    await stage.comes("2026-11-25T12:00")
    heard = await stage.says("ada", "snooze 1 until tomorrow 10:00")
    assert f"as far as it is this: {PANEL}. Other reminders of NTK-2026-0001 go on." in heard
    await stage.comes("2026-11-26T09:00")
    assert "Thu 26 Nov 09:00 ada" in told(stage, about=APPROVAL)


SNOOZES: list[tuple[str, str, str]] = [
    ("uma", "snooze 1 until Monday 30 November 15:00", "I will not remind you of NTK-2026-0001 before Monday 30"),
    ("uma", "snooze 1 until 1 December", "Please choose a time before that"),
    ("uma", "snooze 1 until the moon", "I cannot read until when"),
    ("uma", "snooze 1 for ever", "Please say which case, and until when"),
    ("uma", "snooze 1", "snooze REF until WHEN"),
    ("uma", "snooze 9 until tomorrow", "I cannot find NTK-2026-0009"),
    ("joe", "snooze 1 until tomorrow", "Nothing in NTK-2026-0001 waits for you"),
    ("rae", "snooze 1 until tomorrow", "I cannot find NTK-2026-0001"),
    ("joe", "on it 1", "Nothing in NTK-2026-0001 waits for you"),
    ("rae", "on it 1", "I cannot find NTK-2026-0001"),
]


@pytest.mark.parametrize(("who", "says", "hears"), SNOOZES)
async def test_putting_off_says_what_would_do(who: str, says: str, hears: str) -> None:
    stage = await sent()
    assert hears in await stage.says(who, says)


# Limits that pass ----------------------------------------------------------------------------------------------------


async def test_the_moment_a_limit_passes_the_psw_sees_it() -> None:
    stage = await sent()
    await stage.comes("2026-11-24T23:59")
    assert told(stage, "breach") == []
    await stage.comes("2026-11-25T00:00")
    assert told(stage, "breach") == ["Wed 25 Nov 00:00 psw"]
    breach = next(post for _, post in stage.posts if post.kind == "breach")
    assert breach.about == "NTK-2026-0001"
    assert "NTK-2026-0001 · East Kent: a limit has passed" in stage.all(PSW_CHANNEL)
    assert "passed on Tue 24 Nov" in stage.all(PSW_CHANNEL)
    entry = (await stage.case()).entries[-1]
    assert (entry.what, entry.who, entry.at) == (PASSED, "clock", datetime(2026, 11, 25, tzinfo=LONDON))
    assert entry.record == {"deadline": "area_ad_approval", "child": None, "run": None, "due": "2026-11-24"}
    assert first_broken((await stage.case()).entries) is None
    await stage.comes("2026-11-26T12:00")
    assert told(stage, "breach") == ["Wed 25 Nov 00:00 psw"]


async def test_a_limit_that_was_met_late_and_is_owed_again_has_passed_only_once() -> None:
    stage = await sent()
    await stage.says("ada", "do 1 approve")
    await stage.comes("2026-11-27T10:00")
    once = ["Fri 27 Nov 00:00 psw"]
    assert told(stage, "breach", "Enquiries") == once
    await stage.says("uma", "do 1 assess")
    await stage.says("ash", "do 1 director_briefing.tell_director")
    await stage.says("pat", "do 1 undo reason: Too soon.")
    await stage.comes("2026-11-30T10:00")
    assert "unit_enquiries" in [limit.deadline for limit in (await stage.case()).limits if limit.passed]
    assert told(stage, "breach", "Enquiries") == once


async def test_overdue_lists_it_until_it_is_done() -> None:
    stage = await sent()
    assert await stage.says("pat", "overdue") == "No limit has passed."
    await stage.comes("2026-11-25T10:00")
    line = f"NTK-2026-0001 · East Kent: {APPROVAL}, Tuesday 24 November 2026. For: Area Assistant Director"
    assert line in await stage.says("pat", "overdue", PSW_CHANNEL)
    await stage.says("ada", "do 1 approve")
    heard = await stage.says("uma", "overdue")
    assert APPROVAL not in heard
    assert "No limit has passed.\n\nAims that have passed\nNTK-2026-0001" in heard
    assert "To be shared with the partnership, aim for Mon 23 Nov. For: Safeguarding Unit" in heard
    assert await stage.says("uma", "overdue west") == "No limit has passed.\nWest Kent"


async def test_what_has_passed_before_it_is_known_is_told_at_once() -> None:
    stage = await bound_stage()
    stage.now = datetime(2026, 12, 8, 20, tzinfo=LONDON)  # known on 23 November
    await stage.alert_sent()
    await stage.heartbeat.tick()
    assert told(stage, "breach", APPROVAL) == ["Tue 8 Dec 20:00 psw"]
    assert told(stage, "breach", PANEL) == ["Tue 8 Dec 20:00 psw"]
    assert told(stage) == [], "people are told in the morning"
    await stage.comes("2026-12-09T09:00")
    assert "Wed 9 Dec 09:00 ada" in told(stage, about=APPROVAL)


async def test_time_comes_before_people() -> None:
    stage = await sent()
    stage.now = datetime(2026, 11, 25, 9, 0, 30, tzinfo=LONDON)  # and the heartbeat has not looked yet
    await stage.says("ada", "do 1 approve")
    case = await stage.case()
    assert [e.what for e in case.entries][-3:] == [PASSED, "alert.approve", "director_briefing.open"]
    assert [p.to for p in case.posts if p.kind == "reminder" and not p.gathered] == ["person:ada", "person:pat"]
    await stage.comes("2026-11-27T12:00")
    assert len(told(stage, about=APPROVAL)) == 2


DUE: list[tuple[str, str]] = [
    ("due", "Due today, Tuesday 24 November 2026"),
    ("due today", APPROVAL),
    ("due week", "Enquiries by the Safeguarding Unit, Thursday 26 November 2026"),
    ("due Thursday", "Due on Thursday 26 November 2026"),
    ("due 30 November", PANEL),
    ("due 1 December", "Due on Tuesday 1 December 2026: no limit."),
    ("due the moon", "I cannot read that day"),
]


@pytest.mark.parametrize(("says", "hears"), DUE)
async def test_what_is_due_when(says: str, hears: str) -> None:
    stage = await sent()
    await stage.comes("2026-11-24T10:00")
    assert hears in await stage.says("pat", says)


# Hours of the clock --------------------------------------------------------------------------------------------------


async def invited(known: str, when: str) -> Stage:
    """A placing authority was invited then."""
    stage = await bound_stage()
    given = answers(**PLACED_CHILD, known_at=known, incident_at=known)
    await keep(stage, Story(given, now=datetime.fromisoformat(when).replace(tzinfo=LONDON)))
    heard = await stage.says("uma", f"do 1 placing_authority.invite text: Their duty manager; when: {when}")
    assert "Done" in heard
    return stage


@pytest.mark.rule("R35")
async def test_hours_are_reminded_of_day_and_night_and_lapse_by_themselves() -> None:
    stage = await invited("2026-11-20", "2026-11-20T14:30")
    await stage.comes("2026-11-21T14:29")
    assert told(stage, about=CONFIRMATION) == [
        "Sat 21 Nov 02:30 uma", "Sat 21 Nov 02:30 pat",
        "Sat 21 Nov 10:30 uma", "Sat 21 Nov 10:30 pat",
        "Sat 21 Nov 13:30 uma", "Sat 21 Nov 13:30 pat",
    ]  # fmt: skip
    await stage.comes("2026-11-21T14:30")
    run = (await stage.case()).run("placing_authority")
    assert run is not None
    assert (run.state, run.steps[-1].role) == ("kent_notifies", "clock")
    assert run.steps[-1].at == datetime(2026, 11, 21, 14, 30, tzinfo=LONDON)
    assert told(stage, "breach") == ["Sat 21 Nov 14:30 psw"]
    await stage.comes("2026-11-27T12:00")
    assert told(stage, about=CONFIRMATION)[6:] == [], "it has ended; Kent's own limit runs"
    assert "Wed 25 Nov 09:00 uma" in told(stage, about=PANEL)


async def test_over_the_clock_change_24_hours_are_24_hours() -> None:
    stage = await invited("2026-10-24", "2026-10-24T12:00")
    await stage.comes("2026-10-25T12:00")
    assert told(stage, about=CONFIRMATION)[::2] == [
        "Sun 25 Oct 00:00 uma", "Sun 25 Oct 07:00 uma", "Sun 25 Oct 10:00 uma",
    ]  # fmt: skip
    assert told(stage, "breach") == ["Sun 25 Oct 11:00 psw"]


async def test_hours_that_are_overdue_tell_the_first_rung_at_once() -> None:
    stage = await bound_stage()
    story = Story(answers(outcome="died", died_at="2026-11-20T10:00"), now=datetime(2026, 11, 20, 11, tzinfo=LONDON))
    await keep(stage, story)
    await stage.comes("2026-11-23T12:00")
    assert told(stage, about="Child death form") == [
        "Fri 20 Nov 22:00 uma", "Fri 20 Nov 22:00 mia",
        "Sat 21 Nov 06:00 uma", "Sat 21 Nov 06:00 mia",
        "Sat 21 Nov 09:00 uma", "Sat 21 Nov 09:00 mia",
        "Sat 21 Nov 10:00 uma", "Sat 21 Nov 10:00 mia", "Sat 21 Nov 10:00 ada",
        "Mon 23 Nov 09:00 uma", "Mon 23 Nov 09:00 mia", "Mon 23 Nov 09:00 ada", "Mon 23 Nov 09:00 pat",
    ]  # fmt: skip


async def test_a_limit_that_one_event_alone_ends_is_reminded_of_with_its_button() -> None:
    stage = await bound_stage()
    story = Story(answers(outcome="died", died_at="2026-11-20T10:00"), now=datetime(2026, 11, 20, 11, tzinfo=LONDON))
    await keep(stage, story)
    await stage.comes("2026-11-20T22:00")
    assert "Once it is done, please press “Form A was sent”." in stage.last("uma")
    assert "What does Health decide" not in stage.last("uma")
    await stage.presses("uma", "Form A was sent")
    await stage.says("uma", "2026-11-20T21:00")
    await stage.comes("2026-11-23T09:00")
    assert told(stage, about="Child death form")[2:] == []
    assert "What is asked: What does Health decide?" in stage.all("uma")


async def test_nobody_is_reminded_of_days_at_night_or_on_a_weekend() -> None:
    stage = await sent()
    await stage.comes("2026-12-31T12:00")
    for _, post in stage.posts:
        if post.kind in ("reminder", "digest"):
            at = post.created.astimezone(LONDON)
            assert at.weekday() < 5, post.created
            assert at.date() not in (date(2026, 12, 25), date(2026, 12, 28)), post.created
            assert "08:30" <= f"{at:%H:%M}" < "17:30", post.created


# A restart, and time away --------------------------------------------------------------------------------------------


async def test_a_restart_reminds_of_nothing_twice_and_misses_nothing() -> None:
    stage = await sent()
    for moment in ("2026-11-24T09:00", "2026-11-24T15:30", "2026-11-25T00:00", "2026-11-25T09:00"):
        await stage.comes(moment)
        stage.__post_init__()  # forgets all but the store
        posts, stage.posts = stage.posts, []
        await stage.heartbeat.tick()
        assert told(stage) == told(stage, "breach") == [], moment
        stage.posts = posts


async def test_after_time_away_each_person_gets_what_was_missed_once_and_marked_as_late() -> None:
    stage = await sent()
    await stage.alert_sent("joe", ALERT)
    await stage.away_until("2026-11-27T10:00")
    assert told(stage, "breach", APPROVAL) == ["Fri 27 Nov 10:00 psw"] * 2
    late = told(stage)
    assert set(late) == {f"Fri 27 Nov 10:00 {who} late" for who in ("ada", "pat", "ash", "dee", "uma")}
    assert len(told(stage, about=APPROVAL)) == 8, "one for each case and person, the latest step alone"
    assert len(told(stage, about=PANEL)) == 4
    await stage.comes("2026-11-30T09:00")
    assert "Mon 30 Nov 09:00 dee" in told(stage, about=APPROVAL)


async def test_what_was_missed_is_not_said_at_night_except_hours() -> None:
    stage = await invited("2026-11-19", "2026-11-20T10:00")
    await stage.away_until("2026-11-21T02:00")
    assert told(stage) == ["Sat 21 Nov 02:00 uma late", "Sat 21 Nov 02:00 pat late"]  # half time was at 22:00
    assert told(stage, "breach", APPROVAL) == ["Sat 21 Nov 02:00 psw"]
    await stage.comes("2026-11-23T08:29")
    assert told(stage, about=APPROVAL) == []
    await stage.comes("2026-11-23T08:30")
    assert told(stage, about=APPROVAL) == ["Mon 23 Nov 08:30 ada late"], "what was missed on Friday"
    await stage.comes("2026-11-23T09:00")
    assert told(stage, about=APPROVAL)[1:] == ["Mon 23 Nov 09:00 ada", "Mon 23 Nov 09:00 pat"]


async def test_a_case_from_before_there_were_reminders_is_taken_up() -> None:
    stage = await bound_stage()
    story = Story()
    stage.now = story.now
    await stage.store.save(story.case)
    stage.now = datetime(2026, 11, 26, 7, tzinfo=LONDON)
    await stage.heartbeat.tick()
    assert told(stage, "breach") == ["Thu 26 Nov 07:00 psw"]
    await stage.comes("2026-11-26T09:00")
    assert "Thu 26 Nov 09:00 ada" in told(stage, about=APPROVAL)
    assert not any("late" in row for row in told(stage))


# Meetings ------------------------------------------------------------------------------------------------------------


@pytest.mark.rule("R72")
async def test_everybody_invited_to_a_practitioner_event_is_reminded_before() -> None:
    stage = await bound_stage()
    await keep(stage, Story().do("ada", "alert.approve"))
    await stage.says("pat", "do 1 practitioner_event.open meeting_at: 2026-12-08T10:00; invited: Mia Brook, Ada Field")
    await stage.comes("2026-11-30T12:00")
    await stage.says("pat", "do 1 practitioner_event.invite")
    await stage.comes("2026-12-06T12:00")
    await stage.says("pat", "do 1 practitioner_event.reschedule meeting_at: 2026-12-09T10:00")
    await stage.comes("2026-12-09T12:00")
    assert told(stage, about="A practitioner event on") == [
        "Tue 1 Dec 09:00 mia", "Tue 1 Dec 09:00 ada", "Tue 8 Dec 09:00 mia", "Tue 8 Dec 09:00 ada",
    ]  # fmt: skip
    assert "A practitioner event on Wednesday 9 December 2026, 10:00" in stage.all("mia")


@pytest.mark.parametrize("moved_to", ["2026-12-09T10:00", "2026-12-08T14:00"])
async def test_a_reminder_of_a_meeting_that_still_waits_falls_silent_when_the_meeting_moves(moved_to: str) -> None:
    stage = await bound_stage()
    await keep(stage, Story().do("ada", "alert.approve"))
    await stage.says("pat", "do 1 practitioner_event.open meeting_at: 2026-12-08T10:00; invited: Mia Brook, Ada Field")
    await stage.says("pat", "do 1 practitioner_event.invite")
    await stage.comes("2026-12-01T09:00")
    case = await stage.case()
    waits = [post for post in case.posts if post.reminds and post.reminds.limit.deadline == "practitioner_event"]
    assert {post.to for post in waits} == {"person:mia", "person:ada"}
    unsaid = {post.id: replace(post, delivered=None, message=Message("It is soon.")) for post in waits}
    await stage.store.save(replace(case, posts=tuple(unsaid.get(post.id, post) for post in case.posts)))
    await stage.says("mia", "waiting")
    assert all(post.owed for post in (await stage.case()).posts if post.id in unsaid)
    await stage.says("pat", f"do 1 practitioner_event.reschedule meeting_at: {moved_to}")
    assert all(post.withdrawn == stage.now for post in (await stage.case()).posts if post.id in unsaid)


async def test_a_fault_in_one_case_does_not_stop_the_others() -> None:
    stage = await sent()
    await stage.alert_sent("joe", ALERT)
    first = await stage.case()
    strange = Run("atlantis", 1, "sunk")  # there is no such process
    await stage.store.save(replace(first, runs=(*first.runs, strange)))
    await stage.comes("2026-11-24T09:00")
    assert told(stage, about="NTK-2026-0002") == ["Tue 24 Nov 09:00 ada"]
    assert told(stage, about="NTK-2026-0001") == []
