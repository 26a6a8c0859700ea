"""Files through the real door: offered, accepted, put where Teams says, and nowhere else."""

import json
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.files import consent_of, is_theirs
from state.case import Case
from state.documents import Key
from state.store.tiny_reader import read_only
from tests.bot.standins import serving
from tests.dialogs.exports.opened import read
from tests.door import Door, buttons, cards, opened, sample, text_of
from tests.stage import ALERT

REF = "NTK-2026-0001"
CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
_IDS = count(1)


@dataclass
class OneDrive:
    """Takes one upload after the other, and knows what the audit held when each arrived."""

    folder: Path
    answers: list[int] = field(default_factory=list)
    arrived: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    audited: list[bool] = field(default_factory=list)
    url: str = ""

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._put)
        return app

    async def _put(self, request: web.Request) -> web.Response:
        assert request.method == "PUT"
        self.arrived.append((dict(request.headers), await request.read()))
        self.audited.append("exported" in [entry.what for entry in (await case_in(self.folder)).entries])
        status = self.answers.pop(0) if self.answers else 201
        return web.Response(status=status, headers={"Location": f"{self.url}/elsewhere"} if status == 307 else None)

    def info(self, **changes: str) -> dict[str, str]:
        """Where a file may be put, as Teams says it."""
        usual = {
            "contentUrl": f"{self.url}/Documents/alert.docx",
            "name": "alert.docx",
            "uploadUrl": f"{self.url}/upload?token=secret-token",
            "uniqueId": "1150D938",
            "fileType": "docx",
        }
        return {**usual, **changes}


async def case_in(folder: Path) -> Case:
    """The case as it lies on the disk."""
    case = await read_only(folder).load(Key("case", REF))
    assert isinstance(case, Case)
    return case


@asynccontextmanager
async def at_home(folder: Path) -> AsyncIterator[tuple[Door, OneDrive]]:
    """A door with a case behind it, and a OneDrive."""
    drive = OneDrive(folder)
    async with serving(drive.app()) as url, opened(folder) as door:
        drive.url = url
        for text in (*ALERT, "submit"):
            await door.says(text)
        yield door, drive


async def answers(door: Door, action: str, context: Any, info: Any = None, scope: str = "personal") -> str:
    """Say yes or no to the offer of a file, as Teams does; what was said since."""
    value = {"type": "fileUpload", "action": action, "context": context}
    activity = sample("execute") | {"name": "fileConsent/invoke", "id": f"consent-{next(_IDS)}"}
    activity["value"] = {**value, "uploadInfo": info} if info is not None else value
    activity["conversation"] = {**activity["conversation"], "conversationType": scope}
    before = len(door.connector.calls)
    async with await door.posts(activity) as response:
        assert response.status == 200, await response.text()
    return json.dumps([call.body for call in door.connector.calls[before:]], ensure_ascii=False)


async def offered(door: Door, document: str = "docx") -> dict[str, Any]:
    """The offer of a document, as Teams gets it."""
    await door.says(f"export 1 {document}")
    return offers_in(door)[-1]


def offers_in(door: Door) -> list[dict[str, Any]]:
    """Every offer of a file so far."""
    attached = [a for call in door.connector.calls for a in call.body.get("attachments", ())]
    return [attachment for attachment in attached if attachment["contentType"] == CONSENT]


async def test_a_file_is_offered_accepted_put_and_linked(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with at_home(tmp_path) as (door, drive):
        offer = await offered(door)
        assert (offer["contentType"], offer["name"]) == (CONSENT, f"{REF} alert.docx")
        context = offer["content"]["acceptContext"]
        assert context == offer["content"]["declineContext"]
        assert set(context) == {"ref", "document", "offer"}
        assert offer["content"]["sizeInBytes"] > 10_000
        with caplog.at_level(logging.DEBUG, logger="bot"):
            said = await answers(door, "accept", context, drive.info())
        [(headers, content)] = drive.arrived
        assert headers["Content-Range"] == f"bytes 0-{len(content) - 1}/{len(content)}"
        assert "Authorization" not in headers
        assert "The child was found unwell at home." in read(content)
        assert drive.audited == [True]
        sent = next(body for body in json.loads(said) if "It is in your" in body["text"])
        assert sent["attachments"] == [
            {
                "contentType": INFO,
                "name": "alert.docx",
                "contentUrl": f"{drive.url}/Documents/alert.docx",
                "content": {"uniqueId": "1150D938", "fileType": "docx"},
            }
        ]
    assert "secret-token" not in caplog.text
    assert "unwell" not in caplog.text


async def test_the_same_yes_again_hands_nothing_over(tmp_path: Path) -> None:
    async with at_home(tmp_path) as (door, drive):
        context = (await offered(door))["content"]["acceptContext"]
        await answers(door, "accept", context, drive.info())
        again = await answers(door, "accept", context, drive.info())
        assert "handed over already" in again
        assert INFO not in again
        assert len(drive.arrived) == 1
        assert [e.what for e in (await case_in(tmp_path)).entries].count("exported") == 1


async def test_a_no_gets_a_kind_word_and_leaves_no_trace(tmp_path: Path) -> None:
    async with at_home(tmp_path) as (door, drive):
        context = (await offered(door))["content"]["declineContext"]
        assert "That is all right." in await answers(door, "decline", context)
        assert drive.arrived == []
        assert "exported" not in [e.what for e in (await case_in(tmp_path)).entries]


async def test_a_file_that_does_not_arrive_is_offered_again(tmp_path: Path) -> None:
    async with at_home(tmp_path) as (door, drive):
        drive.answers = [500, 403, 307, 202]  # 202: only a part of it arrived
        context = (await offered(door))["content"]["acceptContext"]
        for tries in range(1, 5):
            assert "did not arrive" in await answers(door, "accept", context, drive.info())
            assert len(drive.arrived) == tries
            anew = offers_in(door)[-1]["content"]["acceptContext"]
            assert anew["offer"] != context["offer"]
            context = anew
        assert "It is in your OneDrive now" in await answers(door, "accept", context, drive.info())


async def test_a_file_goes_to_no_other_place(tmp_path: Path) -> None:
    async with at_home(tmp_path) as (door, drive):
        context = (await offered(door))["content"]["acceptContext"]
        for upload in ("https://files.example/upload", "", "file:///etc/passwd"):
            said = await answers(door, "accept", context, drive.info(uploadUrl=upload))
            assert "I cannot put a file there." in said
        assert "exported" not in [e.what for e in (await case_in(tmp_path)).entries]
        said = await answers(door, "accept", context, drive.info(contentUrl="https://files.example/alert.docx"))
        assert "It is in your OneDrive now" in said
        assert "files.example" not in said


async def test_whoever_may_no_longer_read_the_case_gets_nothing(tmp_path: Path) -> None:
    async with at_home(tmp_path) as (door, drive):
        await door.says("act psw")
        context = (await offered(door, "pack"))["content"]["acceptContext"]
        await door.says("act me")
        assert "I cannot give you that document." in await answers(door, "accept", context, drive.info())
        await door.says("act kscmp")
        assert "I cannot find" in await answers(door, "accept", context, drive.info())
        assert drive.arrived == []


async def test_in_a_channel_no_file_is_handed_over(tmp_path: Path) -> None:
    async with at_home(tmp_path) as (door, drive):
        context = (await offered(door))["content"]["acceptContext"]
        await answers(door, "accept", context, drive.info(), scope="channel")
        assert drive.arrived == []


@pytest.mark.parametrize(
    "context", [None, [], "text", {}, {"ref": 1, "document": "docx", "offer": "o"}, {"ref": REF, "document": "docx"}]
)
async def test_an_answer_to_no_offer_of_ours_changes_nothing(tmp_path: Path, context: Any) -> None:
    async with opened(tmp_path) as door:
        assert "I do not know that card." in await answers(door, "accept", context, {"uploadUrl": "https://x"})


async def test_in_the_playground_the_file_is_saved_on_this_machine(tmp_path: Path) -> None:
    async with at_home(tmp_path) as (door, drive):
        door.service += "_connector"
        bodies = await door.says("export 1 docx")
        assert "May I put it into your OneDrive?" in text_of(bodies)
        yes = next(b for b in buttons(cards(bodies)) if b["title"] == "Yes, please")
        said = text_of(await door.submits(yes["data"]))
        saved = tmp_path / "exports" / f"{REF} alert.docx"
        assert str(saved) in said
        assert (saved.stat().st_mode & 0o777, saved.parent.stat().st_mode & 0o777) == (0o600, 0o700)
        assert "The child was found unwell at home." in read(saved.read_bytes())
        assert "exported" in [e.what for e in (await case_in(tmp_path)).entries]
        assert "handed over already" in text_of(await door.submits(yes["data"]))
        no = next(b for b in buttons(cards(await door.says("export 1 docx"))) if b["title"] == "No, thank you")
        assert "That is all right." in text_of(await door.submits(no["data"]))
        assert drive.arrived == []


PLACES = [
    ("https://kcc-my.sharepoint.com/personal/x/_api/upload?guid=1", True, True),
    ("https://KCC.SharePoint.com:443/upload", True, True),
    ("http://127.0.0.1:8080/upload", False, True),
    ("http://localhost/upload", False, True),
    ("http://kcc.sharepoint.com/upload", False, False),
    ("https://sharepoint.com/upload", False, False),
    ("https://notsharepoint.com/upload", False, False),
    ("https://kcc.sharepoint.com.files.example/upload", False, False),
    ("https://kcc.sharepoint.com@files.example/upload", False, False),
    ("https://user:word@kcc.sharepoint.com/upload", False, False),
    ("https://kcc.sharepoint.com:8443/upload", False, False),
    ("https://kcc.sharepoint.com:port/upload", False, False),
    ("https://files.example/?kcc.sharepoint.com", False, False),
    ("https://127.0.0.1/upload", False, False),
    ("http://10.0.0.1/upload", False, False),
    ("ftp://127.0.0.1/upload", False, False),
    ("https://[::1/upload", False, False),
    ("//kcc.sharepoint.com/upload", False, False),
    ("", False, False),
]


@pytest.mark.parametrize(("address", "in_teams", "here"), PLACES, ids=[address for address, _, _ in PLACES])
def test_where_a_file_may_go(address: str, in_teams: bool, here: bool) -> None:
    assert is_theirs(address, local=False) is in_teams
    assert is_theirs(address, local=True) is here


@pytest.mark.parametrize("value", [{}, {"context": {"ref": "x" * 61, "document": "d", "offer": "o"}}])
def test_what_is_no_answer_to_an_offer(value: Mapping[str, Any]) -> None:
    assert consent_of(value) is None
