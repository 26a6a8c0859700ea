"""Support for staff, as conversations: theirs alone, apart from every case. Source: R94 (G128)."""

import hashlib
import json

import orjson
import pytest

from bot.pressed import pressed_card
from dialogs.record import record_of
from state.documents import Person
from state.people import Directory, Member
from state.processes import PROCESSES
from state.store.codec import from_record, to_record
from tests.stage import AUTHOR, PEOPLE, PSW_CHANNEL, TEAM_CHANNEL, Stage, bound_stage

pytestmark = pytest.mark.rule("R94")

OFFER = "Support for me or my team"
EVERYBODY = ("ada", "wes", "uma", "pat", "ash", "sam", "dee", "cor", "kim", "bob", PSW_CHANNEL, TEAM_CHANNEL)


async def offered() -> Stage:
    stage = await bound_stage()
    await stage.alert_sent()
    return stage


async def state_of(stage: Stage, person: str = AUTHOR) -> list[str]:
    return [support.run.state for support in (await stage.desk.load_person(person)).support]


async def test_sending_an_alert_offers_support_and_nothing_waits_for_the_answer() -> None:
    stage = await offered()
    assert await state_of(stage) == ["offered"]
    assert f"[{OFFER}]" in stage.last(AUTHOR)
    assert "group session" not in await stage.says("mia", "waiting")


# how it is answered, what the person hears, where their offer stands then
ANSWERS = [
    (["[For myself"], "You can reach Support Line yourself", "accepted"),
    (["support individual"], "You can reach Support Line yourself", "accepted"),
    (["/support individual"], "You can reach Support Line yourself", "accepted"),
    (["[For the team"], "arrange a session with Amparo", "group_requested"),
    (["support group"], "arrange a session with Amparo", "group_requested"),
    (["[Not now"], "You can ask at any time", "declined"),
    (["support not now"], "You can ask at any time", "declined"),
]


@pytest.mark.parametrize(("steps", "hears", "state"), ANSWERS)
async def test_the_offer_is_answered_by_button_or_by_typing(steps: list[str], hears: str, state: str) -> None:
    stage = await offered()
    shown = await stage.presses(AUTHOR, OFFER)
    assert "Support Line" in shown
    assert "[For myself] [For the team] [Not now]" in shown
    for step in steps:
        typed = not step.startswith("[")
        reply = await (stage.says(AUTHOR, step) if typed else stage.presses(AUTHOR, step[1:]))
        assert hears in reply
    assert await state_of(stage) == [state]


async def test_a_group_session_is_arranged_by_the_service_manager_who_never_learns_who_asked() -> None:
    stage = await offered()
    await stage.says(AUTHOR, "support group")
    heard = stage.last("mia")
    assert "A team asks for a group session" in heard
    assert "East Kent" in heard
    card = stage.heard["mia"][-1]
    assert AUTHOR not in repr(card).casefold()
    assert "NTK" not in repr(card)
    assert "A team asks for a group session" in await stage.says("mia", "waiting")
    assert "Whoever asked is told" in await stage.presses("mia", "A session is arranged")
    assert "is arranged for your team" in stage.last(AUTHOR)
    assert await state_of(stage) == ["closed"]
    assert "No group session waits" in await stage.presses("mia", "A session is arranged")
    assert "group session" not in await stage.says("mia", "waiting")


async def test_it_is_arranged_by_typing_too_and_only_by_the_manager_of_that_area() -> None:
    stage = await offered()
    await stage.says(AUTHOR, "support group")
    data = stage.button("mia", "A session is arranged").data
    stage.people = Directory({**PEOPLE.members, "max": Member("max", "Max Hale", ("manager",), ("west",))})
    for other in ("max", "ada", "pat", AUTHOR):
        assert "No group session waits" in await stage.presses(other, data)
        await stage.says(other, "support arranged")
        assert "group session" not in await stage.says(other, "waiting")
    assert await state_of(stage) == ["group_requested"]
    assert "Whoever asked is told" in await stage.says("mia", "support arranged")
    assert await state_of(stage) == ["closed"]


async def test_nobody_else_sees_any_of_it_and_the_case_knows_nothing() -> None:
    stage = await offered()
    before = await stage.case()
    heard = {who: list(stage.heard.get(who, [])) for who in EVERYBODY}
    await stage.presses(AUTHOR, OFFER)
    await stage.presses(AUTHOR, "For the team")
    await stage.says("mia", "support arranged")
    assert {who: stage.heard.get(who, []) for who in EVERYBODY} == heard
    assert await stage.case() == before
    case = record_of(before, stage.desk.profile, PROCESSES, {}, stage.now)
    assert "support" not in json.dumps(case).casefold()
    assert "staff_support" not in repr([row.states for row in stage.store.rows("case")])


async def test_the_offer_of_another_person_cannot_be_answered() -> None:
    stage = await offered()
    await stage.presses(AUTHOR, OFFER)
    data = stage.button(AUTHOR, "For the team").data
    reply = await stage.presses("bob", data)
    assert "East" not in reply
    assert "Here is a new one" in reply
    assert await state_of(stage) == ["offered"]
    assert await state_of(stage, "bob") == ["offered"]
    assert "group session" not in await stage.says("mia", "waiting")


async def test_an_answer_counts_once() -> None:
    stage = await offered()
    await stage.presses(AUTHOR, OFFER)
    data = stage.button(AUTHOR, "For the team").data
    await stage.presses(AUTHOR, data)
    assert "asked for already" in await stage.presses(AUTHOR, data)
    assert "asked for already" in await stage.says(AUTHOR, "support group")
    assert await state_of(stage) == ["group_requested"]
    stage_two = await offered()
    await stage_two.presses(AUTHOR, OFFER)
    mine = stage_two.button(AUTHOR, "For myself").data
    await stage_two.presses(AUTHOR, mine)
    assert "answered already" in await stage_two.presses(AUTHOR, mine)


async def test_one_can_ask_again_at_any_time_and_a_request_stays() -> None:
    stage = await offered()
    await stage.says(AUTHOR, "support group")
    assert "Your Service Manager is asked" in await stage.says(AUTHOR, "support")
    assert "You can reach Support Line" in await stage.presses(AUTHOR, "For myself")
    assert await state_of(stage) == ["group_requested", "accepted"]


async def test_where_nobody_is_the_service_manager_the_person_is_told_whom_to_ask() -> None:
    stage = await offered()
    stage.people = Directory({id: member for id, member in PEOPLE.members.items() if id != "mia"})
    assert "Please ask your manager" in await stage.says(AUTHOR, "support group")
    assert "Please ask your manager" in await stage.says("bob", "support group")
    assert await state_of(stage) == ["offered"]


async def test_support_needs_no_alert_and_is_private_in_a_channel() -> None:
    stage = await bound_stage()
    said = await stage.says("bob", "support group", TEAM_CHANNEL)
    assert "Support Line" not in said
    assert "Service Manager" not in said
    assert "Support Line" in stage.last("bob")
    await stage.says("bob", "support")
    data = stage.button("bob", "For myself").data
    assert await stage.presses("bob", data, TEAM_CHANNEL) == ""
    assert "You can reach Support Line" in stage.last("bob")


async def test_an_answer_that_begins_with_support_is_an_answer() -> None:
    stage = Stage()
    await stage.says(AUTHOR, "alert")
    assert "Support Line" not in await stage.says(AUTHOR, "support worker found him")
    assert await state_of(stage) == []


async def test_after_a_restart_the_offer_and_the_request_are_still_there() -> None:
    stage = await offered()
    await stage.says(AUTHOR, "support group")
    again = Stage(store=stage.store)
    assert "A team asks for a group session" in await again.says("mia", "waiting")
    assert "Whoever asked is told" in await again.presses("mia", "A session is arranged")
    assert "is arranged for your team" in again.last(AUTHOR)


async def test_a_card_that_was_answered_says_so_to_the_person_alone() -> None:
    stage = await offered()
    await stage.presses(AUTHOR, OFFER)
    data = stage.button(AUTHOR, "For myself").data
    before = await stage.desk.load_person(AUTHOR)
    await stage.presses(AUTHOR, data)
    card = await pressed_card(stage.desk, data, before, await stage.desk.load_person(AUTHOR))
    assert card is not None
    assert card.title == "You have the details of the support for yourself"


def test_a_person_written_before_support_was_kept_still_loads() -> None:
    record = to_record(Person("ada"))
    old = {key: value for key, value in record["document"].items() if key != "support"}
    digest = hashlib.sha256(orjson.dumps(old)).hexdigest()
    assert from_record({**record, "document": old, "sha256": digest}, "x") == Person("ada")


async def test_an_offer_is_stored_and_read_again_just_as_it_was() -> None:
    stage = await offered()
    await stage.says(AUTHOR, "support group")
    person = await stage.desk.load_person(AUTHOR)
    assert person.support
    assert from_record(to_record(person), "x") == person
