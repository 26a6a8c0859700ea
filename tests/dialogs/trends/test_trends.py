"""`trends`: who may ask, what they see, in words and as a file; counted by hand."""

import csv
import io
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.cards import plain
from dialogs.trends import asking
from dialogs.trends.asking import release
from dialogs.trends.table import plain as plain_cell
from dialogs.trends.topics import TOPICS
from state.documents import Key
from state.index import Row
from state.message import FileOffer, Message
from state.people import Directory, Member
from state.processes import PROCESSES
from state.retention import purged
from state.store.protocol import Damaged
from tests.dialogs.exports.opened import FOR_A_REPORT
from tests.dialogs.trends.many import QUIETLY, TOLD, model, stage_with
from tests.stage import AUTHOR, PSW_CHANNEL, TEAM_CHANNEL, Stage, bound_stage
from tests.stories.councils import COUNCILS, Council, proper_names

MANY = (
    (TOLD, "east", 6, "2026-10"),
    (QUIETLY, "east", 8, "2026-09"),
    (TOLD, "west", 3, "2026-10"),
    (QUIETLY, "west", 7, "2026-08"),
)


async def many() -> Stage:
    return await stage_with(*MANY)


PERIOD = "August to October"

# who asks, and how many cases they are told of; nothing where they may not ask
ASKED = [
    ("pat", "24"),
    ("uma", "24"),
    ("ash", "24"),
    ("sam", "24"),
    ("dee", "24"),
    ("cor", "24"),
    ("ada", "14"),
    ("mia", "14"),
    ("wes", "10"),
    ("kim", "fewer than 5"),  # nothing is shared with the partnership yet
    (AUTHOR, ""),
    ("zoe", ""),
]


@pytest.mark.rule("R99")
@pytest.mark.parametrize(("who", "cases"), ASKED, ids=[who for who, _ in ASKED])
async def test_who_may_ask_and_over_which_cases(who: str, cases: str) -> None:
    stage = await many()
    told = await stage.says(who, f"trends {PERIOD}")
    assert (f"Cases: {cases}\n" in f"{told}\n") if cases else "Only this role" in told, told


@pytest.mark.rule("R99")
async def test_the_psw_sees_every_number() -> None:
    told = await (await many()).says("pat", f"trends {PERIOD}")
    for line in (
        "August 2026: 7",
        "September 2026: 8",
        "October 2026: 9",
        "East Kent: 14",
        "West Kent: 10",
        "North Kent: 0",
    ):
        assert line in told
    assert "No notification to consider: 15" in told
    assert "Not decided or sent yet: 9" in told
    assert "not shown" not in told


async def test_others_see_no_small_number_and_none_that_tells_one() -> None:
    stage = await many()
    told = await stage.says("dee", f"trends {PERIOD}")
    assert "Numbers under 5 are not shown" in told
    assert "North Kent: fewer than 5" in told
    assert "West Kent: not shown" in told
    assert "East Kent: 14" in told
    west = await stage.says("wes", f"trends {PERIOD}")
    assert "October 2026: fewer than 5" in west
    assert "August 2026: not shown" in west
    assert "East" not in west
    assert "Cases: fewer than 5" in await stage.says("wes", "trends October")


@pytest.mark.parametrize("who", ["pat", "uma", "ada", "dee"])
async def test_in_a_channel_small_numbers_are_kept_from_everybody(who: str) -> None:
    stage = await many()
    for channel in (PSW_CHANNEL, TEAM_CHANNEL):
        told = await stage.says(who, f"trends {PERIOD}", channel)
        assert "Numbers under 5 are not shown" in told
        assert ": 3" not in told
        assert "CSV" not in told
    assert "private chat" in await stage.says("pat", "trends csv", PSW_CHANNEL)


async def test_a_psw_of_some_areas_sees_small_numbers_of_these_alone() -> None:
    stage = await many()
    both = Member("pia", "Pia Lane", ("psw", "area_ad"), ("west",))
    stage.people = Directory({**stage.people.members, "pia": both})
    assert "October 2026: 3" in await stage.says("pia", f"trends {PERIOD}")
    mixed = Member("max", "Max Hill", ("psw",), ("west",)), Member("eve", "Eve Dunn", ("area_ad",), ("east",))
    stage.people = Directory({**stage.people.members, **{m.id: m for m in mixed}})
    assert "October 2026: 3" in await stage.says("max", f"trends {PERIOD}")
    await stage.says("eve", "deputy Max Hill until Friday")
    assert "Numbers under 5" in await stage.says("max", f"trends {PERIOD}"), "as a deputy they count East, too"


@pytest.mark.rule("R99")
async def test_times_and_limits_are_counted_from_the_moment_of_knowledge() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    for who, event in FOR_A_REPORT:
        await stage.says(who, f"do 1 {event}")
    times = await stage.says("pat", "trends times")
    assert "To the alert: median 5 hours, longest 5 hours (1 case)" in times
    assert "To the notification: median 5 hours" in times
    assert "None" in (await stage.says("pat", "trends limits"))
    stage.now += timedelta(days=40)
    late = await stage.says("pat", "trends limits")
    assert "Rapid Review: 1" in late
    assert "Learning action: 1" in late
    assert "Approval by the" not in late


@pytest.mark.rule("R99")
async def test_learning_actions_by_stage_and_theme() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    for text in ("Train the team in recording.", "Ask the police sooner.", "Paint the hall."):
        said = f"do 1 learning_action.open text: {text}; person: Wes Moor; due: 2026-12-18; review: An audit."
        await stage.says("pat", said)
    await stage.says("wes", "do 1 learning_action#2.done text: It is done.")
    told = await stage.says("pat", "trends learning")
    for line in ("All together: 3", "To be done: 2", "Done, to be verified: 1"):
        assert line in told
    for line in ("Training: 1", "Recording: 1", "Working with other agencies: 1", "Other: 1"):
        assert line in told
    assert "hall" not in told
    others = await stage.says("ash", "trends learning")
    assert "Cases: fewer than 5" in others
    assert "Training" not in others


async def test_a_purged_case_counts_with_what_is_left() -> None:
    stage = await many()
    before = await stage.says("pat", f"trends {PERIOD}")
    for row in stage.store.rows("case"):
        case = await stage.case(row.key.id)
        await stage.store.save(purged(case, PROCESSES, stage.now, "salt"))
    assert await stage.says("pat", f"trends {PERIOD}") == before


async def test_every_topic_is_a_press_away_and_keeps_the_period() -> None:
    stage = await many()
    await stage.says("pat", "trends last quarter")
    for label in ("Findings and harm", "How long it takes", "Limits that passed", "What is learnt", "How many"):
        told = await stage.presses("pat", label)
        assert f"Trends: {label}" in told
        assert "1 July 2026 to 30 September 2026" in told
    await stage.presses("pat", "As a table (CSV)")
    offer = stage.heard["pat"][-1].file
    assert isinstance(offer, FileOffer)
    assert offer.name == "trends 2026-07 to 2026-09.csv"


@pytest.mark.parametrize("said", ["limits", "Limit", "limits.", "LIMITS"])
async def test_a_topic_is_said_as_people_say_it(said: str) -> None:
    assert "Trends: Limits that passed" in await (await bound_stage()).says("pat", f"trends {said}")
    assert "Limits that passed" in await (await bound_stage()).says("pat", f"/trends {said} since March")


async def test_what_is_no_period_is_answered_with_what_is() -> None:
    told = await (await bound_stage()).says("pat", "trends soonish")
    assert "I cannot read that period" in told


def table(content: bytes) -> dict[tuple[str, str], str]:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    return {(first, second): third for first, second, third in rows}


async def test_the_file_holds_the_same_numbers_as_the_cards() -> None:
    stage = await many()
    for who, west in (("pat", "10"), ("dee", "not shown")):
        file = await release(stage.desk, who, PERIOD, f"offer-{who}")
        assert not isinstance(file, Message)
        rows = table(file.content)
        assert rows["By area", "West Kent"] == west
        for topic in ("overview", "findings", "limits", "learning"):
            card = await stage.says(who, f"trends {topic} {PERIOD}")
            shown = {line for (_, name), number in rows.items() if (line := f"{name}: {number}") in card}
            assert len(shown) >= (3 if topic == "overview" else 1)


async def test_the_file_is_kept_from_whoever_may_not_ask_any_more() -> None:
    stage = await many()
    await stage.says("dee", "trends csv")
    stage.people = Directory({id: member for id, member in stage.people.members.items() if id != "dee"})
    assert isinstance(await release(stage.desk, "dee", "", "o1"), Message)


async def test_each_offer_is_good_once_and_for_a_period_that_can_be_read() -> None:
    stage = await many()
    assert not isinstance(await release(stage.desk, "pat", PERIOD, "o1"), Message)
    again = await release(stage.desk, "pat", PERIOD, "o1")
    assert isinstance(again, Message)
    assert "trends csv 2026-08 to 2026-10" in again.text
    assert isinstance(await release(stage.desk, "pat", "soonish", "o2"), Message)


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-2", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_is_computed(cell: str) -> None:
    assert plain_cell(cell) == f"'{cell}"
    assert plain_cell(f"a{cell}") == f"a{cell}"


async def test_many_cases_are_counted_while_others_are_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = await many()
    begun = []
    stage.desk.meanwhile = begun.append
    monkeypatch.setattr(asking, "AT_ONCE", 5)
    for where, to in (("", "pat"), (PSW_CHANNEL, PSW_CHANNEL)):
        assert await stage.says("pat", f"trends {PERIOD}", where) == (
            "I am counting. It takes a moment, and then I send it to you."
        )
        stage.deliver(await begun.pop()())
        assert "East Kent: 14" in stage.last(to)
        key = Key("channel", to) if where else Key("person", to)
        row = stage.store.row(key)
        assert isinstance(row, Row)
        assert row.owed, "it is kept until it is delivered"


async def test_a_damaged_case_is_said_and_nothing_is_counted_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = await many()

    async def damaged(*_: object) -> None:
        raise Damaged("case NTK-2026-0101")

    monkeypatch.setattr(stage.desk, "readable", damaged)
    assert "cannot be read" in await stage.says("pat", f"trends {PERIOD}")
    assert isinstance(await release(stage.desk, "pat", PERIOD, "o1"), Message)


@pytest.mark.parametrize("council", COUNCILS, ids=str)
async def test_another_council_has_its_own_areas_and_titles(council: Council) -> None:
    stage = Stage(profile=council.profile, people=council.people)
    told = await stage.says("pat", "trends")
    assert "Cases: 0" in told
    for number in range(200, 212):
        case = replace(await model(TOLD), ref=f"NTK-2026-0{number}", draft=f"d{number}", area=council.area, revision=0)
        await stage.store.save(replace(case, profile=council.profile.version, planned="", posts=()))
    stage = Stage(stage.store, profile=council.profile, people=council.people, begun=2)
    area = council.profile.area(council.area).name
    assert f"{area}: 12" in await stage.says("pat", "trends")
    for topic in TOPICS:
        told = await stage.says("pat", f"trends {topic}")
        assert not any(name in told for other in COUNCILS if other != council for name in proper_names(other))


async def test_pictures_stand_in_the_order_of_their_numbers() -> None:
    stage = await many()
    await stage.says("pat", f"trends findings {PERIOD}")
    card = stage.heard["pat"][-1].card
    assert card is not None
    charts = [section.chart for section in card.sections if section.chart]
    assert charts
    for chart in charts:
        assert all(a.value >= b.value for a, b in pairwise(chart.points))
        assert all(f"{p.label}: {p.value:.0f}" in plain(Message(card=card)) for p in chart.points)
