"""Who is turned away at the door is told so kindly, once, and nothing of it reaches the bot."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from app import wired
from bot.arrival import LONGEST, Arrival
from bot.council import EXAMPLE_PEOPLE
from bot.server import GATEWAY
from bot.settings import load
from bot.signin import LocalSignIn
from bot.tenant_pin import TenantPin
from bot.throttle import A_MINUTE, BURST, KNOWN, Throttle
from tests.bot.standins import APP, TENANT, Clock, Issuer, activity, press, serving
from tests.bot.test_gateway import EXECUTE, Door, opened, signed

__all__ = ["signed"]

GUEST = {"id": "29:gus", "name": "Gus"}
HURRY = "too much at once"


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    async with opened(LocalSignIn(TenantPin(tmp_path))) as door:
        yield door


def said(door: Door) -> list[str]:
    """What was said in the chat."""
    return [call.body["text"] for call in door.teams.calls]


async def post(door: Door, n: int, make: Any = activity, **changes: Any) -> tuple[int, bytes]:
    arguments = (EXECUTE,) if make is press else ()
    return await door.post(make(*arguments, service_url=door.here, id=f"a{n}", **changes))


async def test_a_guest_is_told_kindly_and_not_heard(door: Door) -> None:
    status, _ = await post(door, 1, **{"from": GUEST})
    assert (status, door.bot.heard) == (403, [])
    assert ["only speak with people of the council" in text for text in said(door)] == [True]


async def test_a_guest_who_presses_is_answered_in_the_card(door: Door) -> None:
    status, body = await post(door, 1, press, **{"from": GUEST})
    assert (status, door.bot.heard, said(door)) == (200, [], [])
    answer = json.loads(body)
    assert answer["type"] == "application/vnd.microsoft.activity.message"
    assert "only speak with people of the council" in answer["value"]


async def test_nothing_is_said_about_what_no_person_sent(door: Door) -> None:
    status, _ = await post(door, 1, **{"type": "conversationUpdate", "from": GUEST})
    assert (status, door.bot.heard, said(door)) == (403, [], [])


async def test_another_tenant_is_told_kindly_and_not_heard(signed: tuple[Door, Issuer]) -> None:
    door, issuer = signed
    assert await door.status(activity(channelData={"tenant": {"id": "other"}}), **issuer.bearer()) == 403
    assert (door.bot.heard, len(said(door))) == ([], 1)


@pytest.mark.parametrize("changes", [{"serviceUrl": "https://smba.trafficmanager.net/emea/"}, {"channelId": "web"}])
async def test_nothing_is_sent_to_where_the_token_does_not_point(
    signed: tuple[Door, Issuer], changes: dict[str, Any]
) -> None:
    door, issuer = signed
    other = {**changes, "channelData": {"tenant": {"id": "other"}}}
    assert await door.status(activity(**other), **issuer.bearer()) == 403
    assert said(door) == []


async def test_who_cannot_be_told_is_turned_away_all_the_same(door: Door) -> None:
    door.teams.answers.append("drop")
    assert (await post(door, 1, **{"from": GUEST}))[0] == 403


async def test_words_beyond_all_measure_are_not_looked_at(door: Door) -> None:
    for n, changes in enumerate(({"text": "x" * (LONGEST + 1)}, {"text": None, "value": {"a": ["x" * LONGEST * 2]}})):
        assert (await post(door, n, **changes))[0] == 413
    assert door.bot.heard == []
    assert ["in parts, each under 20,000 characters" in text for text in said(door)] == [True, True]
    assert (await post(door, 3, text="x" * LONGEST))[0] == 200


# Throttle


@pytest.fixture
async def paced(tmp_path: Path) -> AsyncIterator[tuple[Door, Clock]]:
    """A door that holds up the hasty, and its clock."""
    async with opened(LocalSignIn(TenantPin(tmp_path))) as door:
        clock = Clock()
        door.gateway._throttle = Throttle(clock)
        yield door, clock


async def test_a_hasty_sender_is_told_once_and_heard_again_later(paced: tuple[Door, Clock]) -> None:
    door, clock = paced
    burst = int(BURST)
    statuses = [(await post(door, n))[0] for n in range(burst + 20)]
    assert statuses == [200] * burst + [429] * 20
    assert (len(door.bot.heard), len(said(door))) == (burst, 1)
    assert HURRY in said(door)[0]
    clock.now += 60 / A_MINUTE
    assert [(await post(door, n))[0] for n in (100, 101)] == [200, 429]
    assert len(said(door)) == 1, "once, until they have rested"
    clock.now += 60
    assert [(await post(door, 200 + n))[0] for n in range(31)] == [200] * 30 + [429]
    assert len(said(door)) == 2


async def test_others_are_not_held_up_by_a_hasty_sender(paced: tuple[Door, Clock]) -> None:
    door, _ = paced
    for n in range(int(BURST) + 5):
        await post(door, n)
    other = {**activity()["from"], "aadObjectId": "00000000-0000-4000-8000-000000000004"}
    assert (await post(door, 100, **{"from": other}))[0] == 200


async def test_a_hasty_press_is_answered_in_the_card_each_time(paced: tuple[Door, Clock]) -> None:
    door, _ = paced
    answers = [await post(door, n, press) for n in range(int(BURST) + 2)]
    assert {status for status, _ in answers} == {200}
    assert [HURRY.encode() in body for _, body in answers] == [False] * int(BURST) + [True, True]
    assert (len(door.bot.heard), said(door)) == (int(BURST), [])


async def test_a_hasty_guest_is_not_told_for_ever(paced: tuple[Door, Clock]) -> None:
    door, _ = paced
    for n in range(int(BURST) + 10):
        assert (await post(door, n, **{"from": GUEST}))[0] == 403
    assert len(said(door)) == int(BURST)


PUBLIC = {
    "MicrosoftAppId": APP,
    "MicrosoftAppType": "UserAssignedMSI",
    "MicrosoftAppTenantId": TENANT,
    "NTK_KEY": "MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA=",
    "NTK_PEOPLE": str(EXAMPLE_PEOPLE),
}


@pytest.mark.parametrize(("settings", "held_up"), [(PUBLIC, True), ({"NTK_LOCAL": "1"}, False)])
async def test_nobody_is_held_up_in_local_mode_alone(settings: dict[str, str], held_up: bool, tmp_path: Path) -> None:
    app = wired(load({**settings, "NTK_DATA": str(tmp_path / "data")}))
    async with serving(app):
        assert (app[GATEWAY]._throttle is not None) is held_up


def test_those_who_rest_are_forgotten() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    for n in range(KNOWN + 1):
        clock.now += 1
        throttle.admit(Arrival.model_validate(activity(**{"from": {"id": "29:x", "aadObjectId": f"person-{n}"}})))
    assert len(throttle._buckets) <= BURST / A_MINUTE * 60
