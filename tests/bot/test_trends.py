"""Trends through the real door: asked for, followed by a press, handed over as a file, and counted while one waits."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.meanwhile import InTheMeantime
from dialogs.desk import Owed
from dialogs.trends import asking
from state.store.sealing import Sealing
from state.store.tiny import open_tiny
from tests.bot.standins import serving
from tests.bot.test_files import OneDrive, answers, offers_in
from tests.dialogs.trends.many import TOLD, copy, model
from tests.door import Door, buttons, cards, opened

SENT = [("east", 6, "2026-10"), ("west", 3, "2026-11")]


@asynccontextmanager
async def with_cases(folder: Path) -> AsyncIterator[Door]:
    """The door over a folder in which cases lie already; whoever is there speaks as the PSW."""
    store = open_tiny(folder, Sealing(()))
    refs = (f"NTK-2026-{number:04}" for number in range(1, 100))
    for area, count, month in SENT:
        for _ in range(count):
            await store.save(copy(await model(TOLD), next(refs), area, month))
    await store.close()
    async with opened(folder) as door:
        await door.says("act psw")
        yield door


def of_trends(bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cards of trends among what was sent: reminders may come at the same time."""
    return [card for card in cards(bodies) if "Trends:" in card["fallbackText"]]


def charts(drawn: Any) -> list[dict[str, Any]]:
    """Every chart of a card."""
    return [element for element in drawn["body"] if element["type"].startswith("Chart.")]


@pytest.mark.rule("R99")
async def test_pictures_numbers_and_the_file(tmp_path: Path) -> None:
    drive = OneDrive(tmp_path)
    async with with_cases(tmp_path) as door, serving(drive.app()) as url:
        drive.url = url
        [card] = of_trends(await door.says("trends 2026"))
        months, areas = charts(card)
        assert [value["y"] for value in months["data"]] == [0] * 9 + [6, 3]
        assert {value["x"]: value["y"] for value in areas["data"]}["East Kent"] == 6
        assert len(json.dumps(card)) < 28 * 1024
        pressed = next(b for b in buttons(card) if b["title"] == "How long it takes")
        [times] = of_trends(await door.submits(pressed["data"]))
        assert "To the alert: median 3 hours" in times["fallbackText"]
        await door.says("trends csv 2026")
        context = offers_in(door)[-1]["content"]["acceptContext"]
        assert set(context) == {"ref", "document", "offer"}
        assert "It is in your OneDrive" in await answers(door, "accept", context, drive.info())
        [(_, content)] = drive.arrived
        assert "By area,East Kent,6" in content.decode("utf-8-sig")
        assert "handed over already" in await answers(door, "accept", context, drive.info())
        await door.says("act me")
        await door.says("trends csv 2026")
        assert len(drive.arrived) == 1


async def test_what_takes_long_is_said_and_follows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "AT_ONCE", 5)
    async with with_cases(tmp_path) as door:
        said = json.dumps(await door.says("trends 2026"))
        assert "I am counting." in said
        await door.hears("East Kent: 6")
        drive = OneDrive(tmp_path)
        async with serving(drive.app()) as url:
            drive.url = url
            await door.says("trends csv 2026")
            await door.hears("May I put it into your OneDrive?")
            context = offers_in(door)[-1]["content"]["acceptContext"]
            assert "I am counting." in await answers(door, "accept", context, drive.info())
            await door.hears("It is in your OneDrive now")
            assert len(drive.arrived) == 1


async def test_what_fails_in_the_meantime_holds_up_nothing(caplog: pytest.LogCaptureFixture) -> None:
    handed: list[Any] = []
    done = asyncio.Event()

    async def fails() -> tuple[Owed, ...]:
        raise OSError("words of somebody")

    async def works() -> tuple[Owed, ...]:
        done.set()
        return ()

    async def never() -> tuple[Owed, ...]:
        await asyncio.Event().wait()
        raise AssertionError

    meanwhile = InTheMeantime(handed.append)
    for use in (fails, works, never):
        meanwhile.begin(use)
    await done.wait()
    await meanwhile.stop()
    assert handed == [()]
    assert "something that takes long failed" in caplog.text
    assert "words of somebody" not in caplog.text
