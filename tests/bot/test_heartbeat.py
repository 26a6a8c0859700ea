"""The one timer: it lives, it wakes, it rests what failed, and local mode's clock walks through all that falls due."""

import asyncio
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

import aiohttp
import pytest

from app import wired
from bot.heartbeat import DEAD, Heartbeat
from bot.server import HEARTBEAT
from bot.settings import load
from dialogs.desk import Owed
from state.case import Run
from state.moments import LONDON
from tests.bot.standins import RecordingConnector, serving
from tests.bot.timetable import told
from tests.door import PSW_CHANNEL, opened, text_of
from tests.stage import ALERT, Stage, bound_stage


def nothing(_: Iterable[Owed]) -> None:
    """Nobody delivers."""


class Monotonic:
    """A clock that is put where a test wants it."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_it_lives_while_it_looks_and_not_before_or_after() -> None:
    monotonic = Monotonic()
    heartbeat = Heartbeat(Stage().desk, nothing, monotonic)
    assert not heartbeat.alive
    heartbeat.start()
    await asyncio.sleep(0)
    assert heartbeat.alive
    monotonic.now = DEAD + 1
    assert not heartbeat.alive, "it has not looked for too long"
    await heartbeat.tick()
    assert heartbeat.alive
    await heartbeat.stop()
    assert not heartbeat.alive


async def test_what_is_saved_and_due_already_wakes_it() -> None:
    stage = await bound_stage()
    stage.heartbeat.start()
    await asyncio.sleep(0.01)
    stage.now = datetime(2026, 12, 8, 12, tzinfo=LONDON)  # of what was known on 23 November, limits have passed
    await stage.alert_sent()
    for _ in range(100):
        if told(stage, "breach"):
            break
        await asyncio.sleep(0.005)
    assert told(stage, "breach")
    await stage.heartbeat.stop()


async def test_what_failed_is_logged_without_content_and_tried_again_a_little_later(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stage = await bound_stage()
    monotonic = Monotonic()
    stage.heartbeat = Heartbeat(stage.desk, stage.deliver, monotonic)
    await stage.alert_sent()
    case = await stage.case()
    strange = Run("atlantis", 1, "sunk")  # there is no such process
    await stage.store.save(replace(case, runs=(*case.runs, strange)))
    await stage.comes("2026-11-24T09:01")
    assert told(stage) == []
    assert "what fell due in a document could not be handled" in caplog.text
    assert "KeyError@" in caplog.text
    assert "atlantis" not in caplog.text
    await stage.store.save(replace(await stage.case(), runs=case.runs))
    await stage.heartbeat.tick()
    assert told(stage) == []
    monotonic.now += 61
    await stage.heartbeat.tick()
    assert told(stage) == ["Tue 24 Nov 09:01 ada"]


async def test_it_walks_through_every_moment_at_its_own_time() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    moved: list[datetime] = []

    def move(to: datetime) -> None:
        moved.append(to.astimezone(LONDON))
        stage.now = moved[-1]

    await stage.heartbeat.run_until(datetime(2026, 11, 24, 16, tzinfo=LONDON), move)
    assert [f"{at:%a %H:%M}" for at in moved] == ["Tue 08:45", "Tue 09:00", "Tue 15:30", "Tue 16:00"]


async def test_another_profile_plans_every_case_anew() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    stage.__post_init__()
    reminders = replace(stage.desk.profile.reminders, on_the_day=(time(11, 30),))
    stage.desk.profile = replace(stage.desk.profile, version="next", reminders=reminders)
    stage.heartbeat = Heartbeat(stage.desk, stage.deliver)
    await stage.heartbeat.tick()
    await stage.comes("2026-11-24T12:00")
    assert [row for row in told(stage) if row.endswith("ada")] == ["Tue 24 Nov 11:30 ada"], "not at 09:00 any more"


# Through the real door -----------------------------------------------------------------------------------------------


async def test_clock_brings_about_what_falls_due_before_it_replies(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        await door.says("act psw")
        await door.says("here psw", channel=PSW_CHANNEL)
        await door.says("act me")
        for text in (*ALERT, "submit"):
            await door.says(text)
        assert "Wednesday 25 November 2026, 14:2" in text_of(await door.says("clock +2d"))
        reminder = await door.hears("Approval by the Area Assistant Director: today is the last day")
        assert "For " in reminder.body["text"], "shown in the chat of whoever is there, and for whom"
        await door.hears("still open, and due by the end of today")
        await door.hears("a limit has passed. Approval by the Area Assistant Director", PSW_CHANNEL)
        await door.hears("Overdue since Tuesday 24 November 2026")
        await door.hears("Today, Wednesday 25 November 2026", PSW_CHANNEL)
        assert "only moves forward" in text_of(await door.says("clock 24 November 2026 10:00"))


async def test_a_restart_delivers_what_was_missed_as_one_message(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        for text in (*ALERT, "submit"):
            await door.says(text)
    async with opened(tmp_path / "data", NTK_NOW="2026-11-27T10:00") as door:
        await door.says("help")
        await door.hears("While I was away")


async def test_health_is_bad_once_the_heartbeat_is_dead(tmp_path: Path) -> None:
    settings = load({"NTK_LOCAL": "1", "NTK_DATA": str(tmp_path / "data")})
    app = wired(settings)
    async with serving(RecordingConnector().app()), serving(app) as url, aiohttp.ClientSession() as session:
        async with session.get(f"{url}/healthz") as response:
            assert response.status == 200
        await app[HEARTBEAT].stop()
        async with session.get(f"{url}/healthz") as response:
            assert response.status == 503


async def test_health_is_bad_while_the_store_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(tmp_path / "data") as door:

        async def health() -> int:
            async with door.session.get(f"{door.url}/healthz") as response:
                return response.status

        people, gone = tmp_path / "data" / "people", tmp_path / "gone"
        people.rename(gone)
        assert await health() == 503, "its folder is gone"
        gone.rename(people)
        assert await health() == 200

        async def never(*_: object) -> None:
            await asyncio.Event().wait()

        monkeypatch.setattr("bot.server.PATIENCE", 0.01)
        monkeypatch.setattr("state.store.tiny.TinyStore.load", never)
        assert await health() == 503, "its disk hangs"


async def test_once_a_day_the_audits_are_anchored_and_monday_s_digest_has_the_code(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        await door.says("act psw")
        await door.says("here psw", channel=PSW_CHANNEL)
        await door.says("act me")
        for text in (*ALERT, "submit"):
            await door.says(text)
        await door.says("clock +7d")
        digest = await door.hears("The week from Monday 30 November 2026", PSW_CHANNEL)
        assert "Code of the audits: " in json.dumps(digest.body)
        assert len(list((tmp_path / "data" / "anchors").iterdir())) >= 5, "one a day, at least of those worked"
