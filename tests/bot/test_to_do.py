"""What waits for a person, with buttons; the card of whoever writes a report; deputies. Source: product.md."""

from dataclasses import replace

import pytest

from bot.cards import card_of
from bot.cards.size import CARD, size
from dialogs import reminding
from state.message import Card
from state.people import Directory, Member
from tests.stage import ALERT, AUTHOR, PEOPLE, PSW_CHANNEL, Stage, bound_stage, buttons_of

REF = "NTK-2026-0001"


async def played(*rows: tuple[str, str]) -> Stage:
    """An alert was sent, and these people did these steps."""
    stage = await bound_stage()
    await stage.alert_sent()
    for who, says in rows:
        heard = await stage.says(who, f"do 1 {says}")
        assert "Done." in heard, heard
    return stage


def last_card(stage: Stage, to: str) -> Card:
    card = stage.heard[to][-1].card
    assert card is not None
    return card


SUMMARY = (("pat", "agency_summary.open"), ("pat", "agency_summary.appoint Sam Ford"))
REVIEW = (
    ("pat", "internal_review.open text: Look into the handover."),
    ("ash", "internal_review.authorise"),
    ("pat", "internal_review.appoint Sam Ford"),
)
MANAGEMENT = (("pat", "management_review.open choice: adult_review"), ("pat", "management_review.appoint Wes Moor"))
HOMICIDE = (("pat", "management_review.open choice: homicide_review"), ("pat", "management_review.appoint Wes Moor"))
AGREED = ("pat", "agency_summary.agree_parameters text: The health visitor, in person.")
BRIEFED = ("pat", "management_review.brief when: 2026-11-23T14:20")

Steps = tuple[tuple[str, str], ...]

AUTHORS: list[tuple[Steps, str, tuple[str, ...], tuple[str, ...]]] = [
    (
        SUMMARY,
        "sam",
        ("You are asked to write the agency summary", "It cannot be begun yet", "It is there to learn", "☐ Chronology"),
        ("Get the template", "Read the alert"),
    ),
    (
        (*SUMMARY, AGREED),
        "sam",
        ("The agency summary is yours to write", "How it is written: The health visitor, in person."),
        ("Send it for quality", "Get the template", "Read the alert"),
    ),
    (
        REVIEW,
        "sam",
        ("The internal review is yours to write", "What was asked: Look into the handover.", "Quality assurance"),
        ("Send the report", "Get the template", "Read the alert"),
    ),
    (
        MANAGEMENT,
        "wes",
        ("You are asked to write an Independent Management Review", "briefs you first", "By when: No day is set"),
        ("Get the template", "Read the alert"),
    ),
    (
        (*MANAGEMENT, BRIEFED),
        "wes",
        ("The management review is yours to write", "☐ Every record reviewed", "☐ Recommendations and SMART actions"),
        ("Send the draft", "Get the template", "Read the alert"),
    ),
    (
        (*HOMICIDE, BRIEFED),
        "wes",
        ("☐ Report agreed with our panel member",),
        ("Send the draft", "Get the template", "Read the alert"),
    ),
]


@pytest.mark.parametrize(("steps", "author", "words", "first"), AUTHORS)
async def test_an_author_has_one_card_with_all_that_is_wanted(
    steps: Steps, author: str, words: tuple[str, ...], first: tuple[str, ...]
) -> None:
    stage = await played(*steps[:-1])
    before = len(stage.heard.get(author, []))
    await stage.says(steps[-1][0], f"do 1 {steps[-1][1]}")
    assert len(stage.heard[author]) == before + 1
    for expected in words:
        assert expected in stage.last(author)
    assert tuple(b.label for b in buttons_of(last_card(stage, author)))[: len(first)] == first


async def test_panel_members_agree_only_to_reports_of_homicide_reviews() -> None:
    stage = await played(*MANAGEMENT, BRIEFED)
    assert "panel member" not in stage.last("wes")


async def test_a_report_that_comes_back_says_why_and_whoever_takes_it_over_gets_the_card() -> None:
    stage = await played(
        *REVIEW, ("sam", "internal_review.report"), ("pat", "internal_review.send_back reason: Say more of the night.")
    )
    assert "In their words: Say more of the night." in stage.last("sam")
    assert "Done." in await stage.says("pat", "do 1 internal_review.reassign person: Wes Moor")
    assert "The internal review is yours to write" in stage.last("wes")
    assert "The internal review is yours to write" in await stage.says("wes", "waiting")
    assert "The internal review is yours to write" not in await stage.says("sam", "waiting")


async def test_the_template_is_offered_and_the_report_is_sent_from_the_card() -> None:
    stage = await played(*SUMMARY, AGREED)
    assert "The template of the agency summary" in await stage.presses("sam", "Get the template")
    await stage.presses("sam", "Send it for quality")
    assert (await stage.case()).runs[-1].state == "with_psw"
    assert "yours to write" not in await stage.says("sam", "waiting")


ACTION = ("pat", "learning_action.open text: Train.; person: Wes Moor; due: 2026-12-18; review: An audit.")

WAITING: list[tuple[Steps, str, str, tuple[str, ...]]] = [
    ((), "ada", "An alert needs your approval", ("Approve and forward", "Return", "Show")),
    ((), "mia", "A Strategy Discussion is needed", ()),
    ((*SUMMARY, AGREED), "sam", "The agency summary is yours to write", ("Send it for quality", "Get the template")),
    ((ACTION,), "wes", "A learning action is yours", ("It is done",)),
    ((("ada", "return reason: More please; questions: 30"),), AUTHOR, "Your alert needs some answers", ()),
    ((("ada", "approve"),), "uma", "The alert: With the Safeguarding Unit", ("Ask for information", "Assess")),
]


@pytest.mark.parametrize(("steps", "who", "task", "labels"), WAITING)
async def test_what_waits_has_its_clock_and_its_buttons(
    steps: Steps, who: str, task: str, labels: tuple[str, ...]
) -> None:
    stage = await played(*steps)
    assert task in await stage.says(who, "waiting")
    section = next(s for s in last_card(stage, who).sections if s.heading == task)
    assert section.lines[0] == f"{REF} · East Kent"
    assert tuple(button.label for button in section.buttons)[: len(labels)] == labels


async def test_the_most_urgent_stands_first() -> None:
    stage = await played(("ada", "approve"))
    await stage.says("uma", "waiting")
    shown = [section.heading for section in last_card(stage, "uma").sections]
    assert shown[0] == "The alert: With the Safeguarding Unit"
    assert shown[1].startswith("Notifying the national Panel")


async def test_a_case_that_was_stored_before_ends_were_kept_is_planned_anew_and_then_ordered() -> None:
    stage = await played()
    case = await stage.case()
    assert case.ends
    await stage.store.save(replace(case, ends=()))
    [key] = reminding.outdated(stage.desk)
    await reminding.plan_anew(stage.desk, key)
    assert (await stage.case()).ends == case.ends
    assert reminding.outdated(stage.desk) == ()


async def test_a_limit_that_two_processes_share_orders_both() -> None:
    stage = await played(("ada", "approve"), *REVIEW[:1])
    await stage.says("ash", "waiting")
    assert [section.heading for section in last_card(stage, "ash").sections] == [
        "Shall the Director be told?",
        "An internal review is proposed",
    ]


async def test_whoever_has_done_their_part_of_a_shared_limit_is_not_ordered_by_it_any_more() -> None:
    stage = await played(("ada", "approve"), ("uma", "assess"))
    await stage.says("pat", "waiting")
    first, *others = [section.heading for section in last_card(stage, "pat").sections]
    assert first == "Notifying the national Panel: what do you recommend?"
    assert "The alert: Assessed by the Safeguarding Unit" in others, "its enquiries are done, the Director not told yet"


async def test_what_is_for_somebody_named_is_not_called_yours_to_others() -> None:
    stage = await played(ACTION)
    assert "A learning action is yours" in await stage.says("wes", "waiting")
    said = await stage.says("pat", "waiting")
    assert "A learning action is yours" not in said
    assert "A learning action: To be done" in said


async def test_what_was_only_aimed_for_stands_last_until_its_day_has_passed() -> None:
    stage = await played(("ada", "approve"))
    await stage.says("uma", "waiting")
    tasks = [section.heading for section in last_card(stage, "uma").sections]
    shared = next(task for task in tasks if "shared with the partnership" in task)
    assert tasks.index(shared) == 2, "behind what is under a limit, before what has no day"
    await stage.comes("2026-11-24 08:00")
    await stage.says("uma", "waiting")
    assert last_card(stage, "uma").sections[0].heading == shared, "aimed for by the day before"


async def test_an_alert_is_approved_from_the_list() -> None:
    stage = await played()
    await stage.says("ada", "waiting")
    await stage.presses("ada", "Approve and forward")
    assert (await stage.case()).origin.state == "with_unit"


async def test_a_deputy_is_told_for_whom_something_waits() -> None:
    stage = await played()
    assert "An alert needs your approval" not in await stage.says("mia", "waiting")
    await stage.says("ada", "deputy Mia Brook until Friday")
    said = await stage.says("mia", "waiting")
    assert "An alert needs your approval" in said
    assert "For Ada Field, for whom you act." in said
    assert "An alert needs your approval" in await stage.says("ada", "waiting")


async def test_the_partnership_is_waited_for_once_something_was_shared_with_it() -> None:
    stage = await played(("ada", "approve"), ("pat", "local_review.open text: How were bruises read?"))
    both = Member("pia", "Pia Lane", ("psw", "kscmp"))
    stage.people = Directory({**PEOPLE.members, "pia": both})
    wanted = "Who writes the local review?"
    assert "Nothing waits for you" in await stage.says("kim", "waiting")
    assert wanted not in await stage.says("pat", "waiting")
    assert wanted in await stage.says("pia", "waiting"), "who may read the case anyway"
    assert "Done." in await stage.says("uma", "do 1 share")
    for who in ("kim", "pia"):
        assert wanted in await stage.says(who, "waiting")


async def test_nobody_is_shown_what_they_may_not_decide() -> None:
    stage = await bound_stage()
    await stage.alert_sent("ada")
    assert "needs your approval" not in await stage.says("ada", "waiting")
    assert "needs your approval" in await stage.says("pat", "waiting") or "needs your approval" in stage.all("pat")


async def test_many_are_turned_page_by_page_and_each_page_fits_a_card() -> None:
    stage = await bound_stage()
    for _ in range(6):
        await stage.alert_sent()
    seen = []
    for page in ("waiting", "waiting 2"):
        await stage.says("ada", page)
        card = last_card(stage, "ada")
        assert size(card_of(card)) <= CARD
        seen += [section.lines[0] for section in card.sections]
    assert seen == [f"NTK-2026-000{n} · East Kent" for n in range(1, 7)]
    assert [button.label for button in card.buttons] == ["Page before"]
    await stage.presses("ada", "Page before")
    assert [button.label for button in last_card(stage, "ada").buttons] == ["More"]
    assert "Nothing more waits for you" in await stage.says("ada", "waiting 3")


async def test_a_page_that_there_is_not_is_said_so_and_a_strange_number_is_the_first() -> None:
    stage = await played()
    for page, heard in ((10**12, "Nothing more waits"), (2, "Nothing more waits"), (-5, REF), (0, REF), ("x", REF)):
        assert heard in await stage.presses("ada", {"do": "command", "command": "waiting", "page": page}), page


@pytest.mark.parametrize("says", ["waiting for the ambulance", "waiting 0", "waiting x"])
async def test_only_a_number_is_a_page(says: str) -> None:
    assert "What waits for you" not in await (await played()).says("ada", says)


async def test_in_a_channel_it_is_answered_in_private() -> None:
    stage = await played()
    assert "in our private chat" in await stage.says("ada", "waiting", PSW_CHANNEL)
    assert "An alert needs your approval" in stage.last("ada")


DEPUTIES: list[tuple[str, str]] = [
    ("deputy Mia Brook until Friday", "Mia Brook acts for you until the end of Friday 27 November 2026"),
    ("/deputy @Mia Brook until Friday", "Mia Brook acts for you until the end of Friday 27 November 2026"),
    ("deputy mia until tomorrow", "Mia Brook acts for you until the end of Tuesday 24 November 2026"),
    ("deputy Mia Brook until today", "Mia Brook acts for you until the end of Monday 23 November 2026"),
    ("deputy Mia Brook until 20 November 2026", "Friday 20 November 2026 has passed already. Please give a later day."),
    ("deputy Bob Nobody until Friday", "I need the name of one person from the people file"),
    ("deputy off", "Nobody acts for you now"),
    ("deputy none", "Nobody acts for you now"),
    ("deputy none.", "Nobody acts for you now"),
    ("deputy nobody", "Nobody acts for you now"),
    ("deputy", "That command is used like this: deputy @person until DATE"),
]


@pytest.mark.parametrize(("says", "hears"), DEPUTIES)
async def test_a_deputy_is_named_by_typing_and_ended_by_a_word(says: str, hears: str) -> None:
    assert hears in await Stage().says("ada", says)


async def test_of_two_of_one_name_the_deputy_is_neither() -> None:
    stage = Stage()
    stage.people = Directory({**PEOPLE.members, "mib": Member("mib", "Mia Brookes", ("manager",), ("west",))})
    assert "I need the name of one person" in await stage.says("ada", "deputy Mia until Friday")
    assert "Mia Brook acts for you" in await stage.says("ada", "deputy Mia Brook until Friday")


ARRANGED = (*ALERT[:15], "it's booked for tomorrow", "yes", "police, health", *ALERT[16:])
"""The alert says that a Strategy Discussion is arranged."""


async def test_of_a_discussion_that_is_said_to_be_arranged_the_day_is_asked() -> None:
    stage = await bound_stage()
    await stage.alert_sent(told=ARRANGED)
    assert "Once the alert is sent, I ask the Service Manager to record for when." in stage.all(AUTHOR)
    assert "If it is arranged already, please tell me for when." in stage.all("mia")
    assert "no date is recorded yet" in await stage.says("mia", "status 1")
    assert "Is this right?" in await stage.says("mia", "do 1 arrange it's booked for tomorrow at 10am")
    await stage.says("mia", "yes")
    assert "A Strategy Discussion is arranged" in await stage.says("mia", "status 1")


async def test_whoever_records_a_decision_for_another_is_told_so() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    assert "[Record decision: notify]" in await stage.says("pat", "status 1")
    assert "Why has the Corporate Director decided to notify?" in await stage.presses("pat", "Record decision: notify")
    await stage.says("pat", "The test is met.")
    assert "You record this for whoever decided." in await stage.says("pat", "The Executive meets on Friday.")


async def test_whoever_has_read_the_whole_alert_finds_what_is_asked_of_them_at_its_end() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    read = await stage.presses("ada", "Read the alert")
    assert read.rstrip().endswith("[Approve and forward] [Return]")
    assert "A Strategy Discussion is needed (noted by me, Monday 23 November 2026, 14:20)" in read
    assert "the clock" not in read
    assert "[Approve and forward]" not in await stage.says("mia", "details 1")
    await stage.presses("ada", "Approve and forward")
    assert "[Approve and forward]" not in await stage.says("ada", "details 1")
    assert "[Assess]" in await stage.says("pat", "details 1")
