"""What monitoring reads, through the real door; and that it names nobody. Source: product.md "Running it"."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
from aiohttp import web
from prometheus_client.parser import text_string_to_metric_families

from app import wired
from bot.heartbeat import DEAD
from bot.metrics import Metrics
from bot.server import HEARTBEAT
from bot.settings import load
from state.documents import Key
from state.message import Message
from state.moments import LONDON
from tests.bot.post_office import PostOffice, open_office
from tests.bot.standins import serving
from tests.bot.test_delivery import ADA, answers, one_case
from tests.door import ME, PSW_CHANNEL, TEAM_CHANNEL, Door, opened
from tests.stage import ALERT, PEOPLE, QUIET, bound_stage


def read(text: str) -> dict[str, float]:
    """Every sample by its name, and its stage where it has one."""
    samples = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    return {".".join((s.name, *(v for k, v in s.labels.items() if k == "stage"))): s.value for s in samples}


def of(office: PostOffice) -> dict[str, float]:
    return read(office.metrics.exposed().decode())


async def asked(door: Door) -> str:
    async with door.session.get(f"{door.url}/metrics") as response:
        assert response.status == 200
        assert response.content_type == "text/plain"
        return await response.text()


async def test_what_happened_is_counted() -> None:
    async with open_office() as office:
        await office.knows("ada", "ben", "cas", *PEOPLE.members)
        key = await one_case(office)
        office.teams.answers_to["chat-ada"] = answers(503, 429)
        office.teams.answers_to["chat-ben"] = answers(403)
        await office.owes(
            key,
            office.post("person:ada", "do it", "reminder"),
            office.post("person:ben", "blocked", "outcome"),
            office.post("person:cas", "passed", "breach"),
        )
        row = office.stage.store.row
        await office.until(lambda: len(row(key).owed) == 1)  # type: ignore[union-attr] # the PSW channel is not bound
        measured = of(office)
        assert measured["ntk_posts_retried_total"] == 2
        assert measured["ntk_posts_failed_total"] == 1
        assert measured["ntk_posts_delivered_total"] == 3, "ada's, cas's, and ben's with the Area AD"
        assert measured["ntk_reminders_sent_total"] == 1
        assert measured["ntk_breaches_total"] == 0, "a breach counts where a channel is told of it"


async def test_the_age_of_the_heartbeat_is_measured_and_grows_once_it_is_dead(tmp_path: Path) -> None:
    app = wired(load({"NTK_LOCAL": "1", "NTK_DATA": str(tmp_path / "data")}))
    async with serving(app) as url, aiohttp.ClientSession() as session:

        async def age() -> float:
            async with session.get(f"{url}/metrics") as response:
                return read(await response.text())["ntk_heartbeat_age_seconds"]

        assert 0 <= await age() < DEAD
        await app[HEARTBEAT].stop()
        assert await age() < await age()


async def test_a_breach_counts_once_however_many_people_are_told() -> None:
    async with open_office(await bound_stage()) as office:
        await office.knows("ada")
        channel = await office.desk.load_channel("19:psw@thread.tacv2")
        await office.desk.save(replace(channel, address=office.address(channel.id)))
        key = await one_case(office)
        await office.owes(key, *(office.post(to, "passed", "breach") for to in ("channel:psw", "person:ada")))
        await office.quiet()
        assert of(office)["ntk_breaches_total"] == 1


async def test_what_waits_and_how_long_is_read_from_the_index() -> None:
    async with open_office() as office:
        await one_case(office)
        assert (of(office)["ntk_posts_waiting"], of(office)["ntk_oldest_post_seconds"]) == (0, 0)
        await office.owes(ADA, office.post("person:ada", "for later"), office.post("person:ada", "this too"))
        office.stage.now += timedelta(minutes=20)
        assert (of(office)["ntk_posts_waiting"], of(office)["ntk_oldest_post_seconds"]) == (2, 1200)

        async def unreadable(_: Key) -> None:
            raise AssertionError("a document was opened")

        office.stage.store.load = unreadable  # type: ignore[method-assign]
        assert of(office)["ntk_cases_open.with_area_ad"] == 1


async def test_open_cases_are_counted_by_stage_and_closed_ones_are_not() -> None:
    stage = await bound_stage()
    metrics = Metrics(stage.desk)
    await stage.alert_sent("joe")
    await stage.alert_sent("jim", QUIET)
    await stage.says("ada", "do 1 approve")
    await stage.says("pat", "do 2 withdraw It was a mistake in the record.")
    measured = read(metrics.exposed().decode())
    assert measured["ntk_cases_open.with_unit"] == 1
    assert measured["ntk_cases_open.with_area_ad"] == measured["ntk_cases_open.withdrawn"] == 0


async def test_through_the_door_everything_is_there_and_nobody_is_named(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        await door.says("act psw")
        await door.says("here psw", channel=PSW_CHANNEL)
        await door.says("act me")
        door.connector.answers_to[TEAM_CHANNEL] = [web.Response(status=503)]
        for text in (*ALERT, "submit"):
            await door.says(text)
        await door.hears("Stage: With the Area Assistant Director", PSW_CHANNEL)
        exposed = await asked(door)
    measured = read(exposed)
    assert measured["ntk_turn_seconds_count"] == len(ALERT) + 4
    assert measured["ntk_turn_seconds_sum"] > 0
    assert measured["ntk_posts_delivered_total"] >= len(ALERT)
    assert measured["ntk_posts_waiting"] >= 1, "nobody has bound the team's channel"
    assert measured["ntk_cases_open.with_area_ad"] == 1
    for told in ("NTK-", "2026-0001", ME, PSW_CHANNEL, "a:personal-chat", *(m.name for m in PEOPLE.members.values())):
        assert told not in exposed
    labels = {
        (name, value)
        for family in text_string_to_metric_families(exposed)
        for sample in family.samples
        for name, value in sample.labels.items()
        if name != "le"
    }
    assert {name for name, _ in labels} == {"stage"}


async def test_when_something_must_be_renewed_is_measured(tmp_path: Path) -> None:
    days = {"NTK_SECRET_EXPIRES": "2026-12-31", "NTK_KEY_EXPIRES": "2026-07-01"}
    async with opened(tmp_path / "data", **days) as door:
        exposed = await asked(door)
    found = [s for family in text_string_to_metric_families(exposed) for s in family.samples if "expires" in s.name]
    assert {s.labels["what"]: datetime.fromtimestamp(s.value, LONDON).isoformat() for s in found} == {
        "secret": "2026-12-31T00:00:00+00:00",
        "key": "2026-07-01T00:00:00+01:00",
    }


async def test_each_app_has_a_registry_of_its_own() -> None:
    async with open_office() as one, open_office() as other:
        one.metrics.delivered(one.post("person:ada", "hello"))
        assert of(one)["ntk_posts_delivered_total"] == 1
        assert of(other)["ntk_posts_delivered_total"] == 0
        assert isinstance(one.post("person:ada", "hello").message, Message)
