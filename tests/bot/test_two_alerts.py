"""Two alerts about one incident: pointed out where a record stands in both, linked, folded, and parted again."""

from dataclasses import replace

import pytest

from bot.cards import plain
from dialogs.record import record_of
from dialogs.retention import purge
from state.processes import PROCESSES
from state.verifying import faults
from tests.bot.test_hostile_cards import CARRIED, IDS
from tests.bot.timetable import keep, told
from tests.stage import ALERT, AUTHOR, PSW_CHANNEL, QUIET, TEAM_CHANNEL, Stage, bound_stage, buttons_of
from tests.state.processes.playing import Story, answers
from tests.stories.councils import STRATHMUIR

ONE, TWO = "NTK-2026-0001", "NTK-2026-0002"
NOTICE = "There may be an open alert about this already"


def naming(*ids: str, alert: tuple[str, ...] = ALERT) -> tuple[str, ...]:
    """An alert that names these records."""
    return tuple(", ".join(ids) if text == "not on record" else text for text in alert)


async def two(stage: Stage | None = None, *, known: str = "2026-11-23T09:00:00+00:00") -> Stage:
    """Two alerts about one incident, by joe and zoe; of the second, the council knew at `known`."""
    stage = stage or await bound_stage()
    for ref, by, known_at in ((ONE, AUTHOR, "2026-11-23T09:00:00+00:00"), (TWO, "zoe", known)):
        story = Story(answers(known_at=known_at), by=by)
        story.case = replace(story.case, ref=ref, draft=f"draft-{ref}", profile=stage.profile.version)
        await keep(stage, story)
    return stage


async def hold_conversation(stage: Stage, rows: list[tuple[str, str, str]]) -> None:
    for who, says, hears in rows:
        assert hears in await stage.says(who, says), (who, says)


# Pointed out ---------------------------------------------------------------------------------------------------------


async def test_a_practitioner_sees_a_notice_above_the_next_question_and_the_unit_the_references() -> None:
    stage = await bound_stage()
    await stage.alert_sent(told=naming("1234567"))
    for text in ALERT[:5]:
        await stage.says("zoe", text)
    said = await stage.says("zoe", "01234567, 99")
    assert said.index(NOTICE) < said.index("When did anyone in the council first know of this?")
    assert ONE not in said
    assert NOTICE not in await stage.says("zoe", "2026-11-23T09:00"), "it is said once, and waits for nothing"
    for text in ALERT[7:]:
        await stage.says("zoe", text)
    assert ONE not in await stage.says("zoe", "submit")
    posted = stage.all(PSW_CHANNEL)
    assert f"Another open case names the same record\nIt may be about the same incident. See: {ONE}." in posted
    assert "1234567" not in posted
    assert "names the same record" not in stage.all(TEAM_CHANNEL)
    assert f"{TWO} and {ONE} now name each other" in await stage.presses(
        "pat", stage.button(PSW_CHANNEL, f"Link with {ONE}").data, PSW_CHANNEL
    )


@pytest.mark.parametrize("ids", ["7654321", "not on record", "don't know yet"])
async def test_nothing_is_pointed_out_where_no_record_is_shared(ids: str) -> None:
    stage = await bound_stage()
    await stage.alert_sent(told=naming("1234567", alert=QUIET))
    assert NOTICE not in "".join([await stage.says("zoe", text) for text in (*QUIET[:5], ids)])


async def test_a_closed_case_is_not_pointed_out_nor_the_case_that_an_update_is_of() -> None:
    stage = await bound_stage()
    await stage.alert_sent(told=naming("1234567", alert=QUIET))
    for text in ("do 1 update", "edit 7", "1234567, 99"):
        said = await stage.says(AUTHOR, text)
    assert NOTICE not in said
    await stage.says(AUTHOR, "submit")
    await stage.says("pat", "do 1 withdraw reason: Told twice.")
    assert NOTICE not in "".join([await stage.says("zoe", text) for text in naming("1234567")[:6]])
    assert "names the same record" not in stage.all(PSW_CHANNEL)


async def test_a_record_that_an_update_adds_is_pointed_out_too() -> None:
    stage = await bound_stage()
    await stage.alert_sent(told=naming("1234567", alert=QUIET))
    await stage.alert_sent("zoe", naming("99", alert=QUIET))
    for text in ("do 2 update", "edit 7", "99, 1234567", "submit"):
        await stage.says("zoe", text)
    assert f"See: {ONE}." in stage.all(PSW_CHANNEL)
    for text in ("do 2 update", "edit 30", "The child came home.", "submit"):
        await stage.says("zoe", text)
    assert stage.all(PSW_CHANNEL).count("names the same record") == 1, "not again for what was there before"


# Linked --------------------------------------------------------------------------------------------------------------


async def test_linked_cases_name_each_other_until_the_link_is_taken_back() -> None:
    stage = await two()
    await hold_conversation(
        stage,
        [
            ("uma", "link 1", "link REF REF"),
            ("uma", "link 1 nonsense", "Please name two cases"),
            ("uma", "link 1 1", "Those two are one case"),
            ("uma", "link 1 7", "I cannot find NTK-2026-0007"),
            ("ada", "link 1 2", "Only this role can use that command"),
            ("pat", "do 1 link other: 2", "Two cases are joined with “link 42 43”"),
            ("uma", "link 1 with 2", f"{ONE} and {TWO} now name each other"),
            ("uma", "link 2 1", "are linked already"),
            ("ada", "status 1", f"Linked with: {TWO}."),
            ("ada", "status 2", f"Linked with: {ONE}."),
        ],
    )
    assert "Linked with" not in await stage.says(AUTHOR, "status 1"), "its author may not see the other"
    assert "Linked with" not in await stage.says("mia", "status 1", TEAM_CHANNEL)
    assert f"{ONE} (East Kent): it is linked with {TWO}." in stage.all(PSW_CHANNEL)
    cards = {p.about: plain(p.message) for _, p in stage.posts if p.living and p.message and p.to == "channel:psw"}
    assert [f"Linked with: {other}." in cards[ref] for ref, other in ((ONE, TWO), (TWO, ONE))] == [True, True]
    assert "Done" in await stage.says("pat", "do 1 undo reason: Not the same.")
    assert "Linked with" not in await stage.says("ada", "status 1") + await stage.says("ada", "status 2")
    cards = {p.about: plain(p.message) for _, p in stage.posts if p.living and p.message}
    assert ["Linked with" in cards[ref] for ref in (ONE, TWO)] == [False, False]
    for ref in (ONE, TWO):
        assert faults(await stage.case(ref)) == ()


async def test_a_link_is_ended_whatever_happened_since_and_can_be_made_again() -> None:
    stage = await two()
    await hold_conversation(
        stage,
        [
            ("uma", "unlink 1 2", "are not linked"),
            ("uma", "link 1 2", "now name each other"),
            ("ada", "do 1 approve", "Done"),
            ("ada", "unlink 1 2", "Only this role can use that command"),
            ("uma", "unlink 1 from 2", f"{ONE} and {TWO} do not name each other any more"),
        ],
    )
    assert "Linked with" not in await stage.says("ada", "status 1") + await stage.says("ada", "status 2")
    cards = {p.about: plain(p.message) for _, p in stage.posts if p.living and p.message}
    assert ["Linked with" in cards[ref] for ref in (ONE, TWO)] == [False, False]
    assert "now name each other" in await stage.says("uma", "link 2 1")
    assert f"Linked with: {TWO}" in await stage.says("ada", "status 1")


async def test_a_link_that_was_cut_short_is_shown_nowhere_and_can_be_repeated() -> None:
    stage = await two()
    story = Story()
    story.case = await stage.case(ONE)
    await stage.desk.save(story.do("uma", "alert.link", other=TWO).case)
    assert "Linked with" not in await stage.says("ada", "status 1") + await stage.says("ada", "status 2")
    assert "now name each other" in await stage.says("uma", "link 1 2")
    assert [s.event for s in (await stage.case(ONE)).origin.steps].count("link") == 1
    assert f"Linked with: {ONE}" in await stage.says("ada", "status 2")


# Folded --------------------------------------------------------------------------------------------------------------


async def test_a_folded_case_is_over_and_what_is_owed_goes_on_in_the_other() -> None:
    stage = await two(known="2026-11-20T09:00:00+00:00")
    said = await stage.says("uma", "fold 2 into 1")
    assert f"{TWO} is folded into {ONE}." in said
    assert "Your alert NTK-2026-0002 was joined with another alert about the same incident" in stage.last("zoe")
    assert ONE not in stage.last("zoe"), "whose alert that is, and which, is not for her"
    assert "your answers are kept" in stage.last("zoe")
    assert f"Folded into this case: {TWO}." in await stage.says("ada", "status 1")
    assert "Notifying the national Panel: 4 working days left (by Friday 27 November 2026)" in await stage.says(
        "ada", "status 1"
    ), "by the earlier moment of the two"
    shown = await stage.says("ada", "status 2")
    assert f"Folded into {ONE}: both are about one incident." in shown
    assert "Who must act" not in shown
    assert "working day" not in shown
    assert "[Approve" not in shown
    assert "Joined with another case" in await stage.says("zoe", "status 2")
    assert ONE not in await stage.says("zoe", "status 2")
    assert "An account." in await stage.says("zoe", "details 2"), "its answers stay readable"
    assert TWO not in await stage.says("ada", "waiting")
    assert TWO not in await stage.says("pat", "overdue")
    for ref in (ONE, TWO):
        assert faults(await stage.case(ref)) == ()
    stage.posts.clear()
    await stage.later(days=9)
    assert told(stage, about=TWO) == []
    assert told(stage, "breach", TWO) == []
    assert told(stage, "breach", ONE) != []


async def test_two_alerts_of_one_incident_count_once_in_trends() -> None:
    stage = await two()
    assert "Cases: 2" in await stage.says("pat", "trends")
    await stage.says("pat", "fold 2 into 1")
    assert "Cases: 1" in await stage.says("pat", "trends")


async def test_what_belongs_into_the_other_case_is_refused_kindly() -> None:
    stage = await two()
    await stage.says("pat", "fold 2 into 1")
    await hold_conversation(
        stage,
        [
            ("pat", "fold 2 into 1", f"{TWO} is folded into {ONE} already"),
            ("pat", "fold 1 into 2", "is closed, withdrawn or itself folded"),
            ("ada", "do 2 approve", "What is owed goes on there"),
            ("zoe", "do 2 update", "What is owed goes on there"),
            ("zoe", "do 2 note text: He is at home.", "Done"),
            ("pat", "do 2 learning_action.open text: x", "What is owed goes on there"),
        ],
    )
    for text in ("alert", "no", "update"):
        await stage.says("zoe", text)
    assert "update_of" not in (await stage.says("zoe", "2"))
    draft = (await stage.desk.load_person("zoe")).draft
    assert draft is not None
    assert draft.base is None
    await stage.says("pat", "more 2")
    buttons = [b.label for b in buttons_of(stage.heard["pat"][-1].card)]
    assert buttons == ["Step back", "Leave a note", "Documents"]


async def test_a_fold_can_be_taken_back_and_its_clocks_run_again() -> None:
    stage = await two()
    before = (await stage.case(TWO)).limits
    await stage.says("pat", "fold 2 into 1")
    folded = await stage.case(TWO)
    assert folded.limits == ()
    shown = record_of(folded, stage.profile, PROCESSES, {}, stage.now)
    assert (shown["folded_into"], shown["deadlines"]) == (ONE, [])
    assert "Done" in await stage.says("pat", "do 2 undo reason: Another child.")
    case = await stage.case(TWO)
    assert {limit.name for limit in case.limits} == {limit.name for limit in before}
    assert case.due is not None
    assert "Folded" not in await stage.says("ada", "status 1") + await stage.says("ada", "status 2")
    assert "is folded into" in await stage.says("pat", "fold 2 into 1"), "and folded once more"
    assert "Folded into this case" in await stage.says("ada", "status 1")


@pytest.mark.parametrize(
    ("first", "hears"),
    [
        (
            ("cor", "do 1 decide_notify rationale: R; without_view: W"),
            "do 1 record_notified reference: N; sent_at: now",
        ),
    ],
)
async def test_a_case_with_a_notification_stays_its_own(first: tuple[str, str], hears: str) -> None:
    stage = await two()
    await stage.says(*first)
    await stage.says("uma", hears)
    if (await stage.case(ONE)).run("panel_notification").state != "notified":  # type: ignore[union-attr]
        await stage.says("uma", "yes")
    assert "a national notification was made" in await stage.says("uma", "fold 1 into 2")


async def test_what_the_other_case_lacks_is_named() -> None:
    stage = await two()
    story = Story(answers(outcome="no_harm", abuse_or_neglect="neither"))
    story.case = replace(story.case, ref="NTK-2026-0003", draft="d3")
    await keep(stage, story)
    said = await stage.says("uma", "fold 1 into 3")
    assert "does not have them: notifying the national Panel" in said
    assert (await stage.case(ONE)).folded_into is None
    assert "take_in" not in [s.event for s in (await stage.case("NTK-2026-0003")).origin.steps]


async def test_whoever_wrote_the_alert_does_not_fold_it() -> None:
    stage = await bound_stage()
    await stage.alert_sent("pat", QUIET)
    await stage.alert_sent("zoe", QUIET)
    assert "This alert is yours" in await stage.says("pat", "fold 1 into 2")
    assert "is folded into" in await stage.says("uma", "fold 1 into 2")


async def test_a_fold_that_was_cut_short_runs_in_both_and_can_be_repeated() -> None:
    stage = await two()
    story = Story()
    story.case = await stage.case(ONE)
    await stage.desk.save(story.do("uma", "alert.take_in", other=TWO).case)
    assert "Folded into this case" not in await stage.says("ada", "status 1")
    assert (await stage.case(TWO)).limits != ()
    assert "is folded into" in await stage.says("uma", "fold 2 into 1")
    assert [s.event for s in (await stage.case(ONE)).origin.steps].count("take_in") == 1


async def test_a_folded_case_is_purged_in_its_time_and_still_says_where_it_went() -> None:
    stage = await two()
    await stage.says("pat", "fold 2 into 1")
    gone = await purge(stage.desk, stage.now.replace(year=2029))
    assert gone.refs == (TWO,)
    assert (await stage.case(TWO)).folded_into == ONE
    assert faults(await stage.case(TWO)) == ()


async def test_in_another_council_it_is_said_in_its_own_words() -> None:
    stage = Stage(people=STRATHMUIR.people, profile=STRATHMUIR.profile)
    await stage.says("pat", "here psw", PSW_CHANNEL)
    for ref in (ONE, TWO):
        story = Story(answers(area=STRATHMUIR.area, record_ids=("12",)))
        story.case = replace(story.case, ref=ref, area=STRATHMUIR.area, draft=ref, profile=stage.profile.version)
        await keep(stage, story)
    for text in ("alert", "no", "new", STRATHMUIR.area, "1"):
        await stage.says("zoe", text)
    assert "the Protection Hub sees both" in await stage.says("zoe", "12")
    assert "is folded into" in await stage.says("uma", "fold 1 into 2")
    assert "Folded into" in await stage.says("ada", "status 1")


async def test_what_the_buttons_carry_is_no_word_of_anybody() -> None:
    stage = await bound_stage()
    for who in (AUTHOR, "zoe"):
        await stage.alert_sent(who, naming("1234567", alert=QUIET))
    for says in ("timeline 1", "remind 1 tomorrow at 10:00 zebra", "yes", "reminders", "more 1", "reach"):
        await stage.says("pat", says)
    carried = [b.data for heard in stage.heard.values() for message in heard for b in buttons_of(message.card)]
    commands = {str(data.get("command", "")) for data in carried}
    assert f"link {TWO} {ONE}" in commands
    assert any(command.startswith("remind off ") for command in commands)
    for data in carried:
        assert data.keys() <= CARRIED
        assert all(type(value) is int or IDS.fullmatch(str(value)) for value in data.values()), data
        assert "zebra" not in repr(data)
        assert "1234567" not in repr(data)


# On lists ------------------------------------------------------------------------------------------------------------

FOLDED_ON_LISTS: list[tuple[str, str, str]] = [
    ("pat", f"fold {TWO} into {ONE}", "is folded into"),
    ("pat", "cases", f"{ONE} · East Kent: With the Area Assistant Director, for approval"),
    ("pat", "cases closed", f"Closed: 1\n{TWO} · East Kent: Folded into {ONE}\nNobody must act"),
    ("pat", "cases opened this year", f"{TWO} · East Kent: Folded into {ONE}"),
    ("pat", f"find {TWO}", f"{TWO} · East Kent: Folded into {ONE}"),
    ("pat", "cases csv", "A table of 2 cases"),
    ("pat", "due week", f"{ONE} · East Kent"),
    ("pat", "digest", ONE),
]


async def test_a_folded_case_is_closed_on_every_list_and_names_the_other() -> None:
    stage = await two()
    await hold_conversation(stage, FOLDED_ON_LISTS)
    for says in ("cases", "due week", "overdue"):
        assert TWO not in await stage.says("pat", says)


async def test_a_record_id_finds_a_folded_case_as_well() -> None:
    stage = await bound_stage()
    for who in (AUTHOR, "zoe"):
        await stage.alert_sent(who, naming("1234567"))
    await stage.says("pat", f"fold {TWO} into {ONE}")
    found = await stage.says("pat", "find 1234567")
    assert "Found: 2" in found
    assert f"{TWO} · East Kent: Folded into {ONE}" in found
