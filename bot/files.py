"""Files that leave: only after a yes, a second look at the permission and an entry in the audit, and only to a place
that is the reader's own."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from yarl import URL

from bot.log import logger
from bot.loopback import is_loopback
from dialogs import handing_over
from dialogs.desk import Desk, Owed
from dialogs.exporting import File
from dialogs.wording import say
from state.message import FileLink, Message
from state.store.disk import replace_whole

OF_MICROSOFT = (".sharepoint.com",)
"""Where Teams keeps people's files: each OneDrive of an organisation is a host below one of these."""

TIMEOUT = aiohttp.ClientTimeout(total=8, connect=4)  # seconds: Teams asks again when it has no answer after ten

_LONGEST = 60  # characters of an id that comes back with an answer
_LONGEST_FILTER = 300  # characters of what a table is narrowed to, by ids

_log = logger(__name__)


@dataclass(frozen=True)
class Consent:
    """A person's answer to the offer of a file. `upload` is where it may be put, and `link` where it is found then."""

    accepted: bool
    ref: str
    document: str
    offer: str
    upload: str = ""
    link: FileLink | None = None


def consent_of(value: Mapping[str, Any]) -> Consent | None:
    """The answer as Teams sends it, or as the button of a card does; None where it cannot be one of ours."""
    context, info = value.get("context", value), value.get("uploadInfo")
    if not isinstance(context, Mapping):
        return None
    ref, offer = (_id(context.get(name)) for name in ("ref", "offer"))
    document = _id(context.get("document"), _LONGEST_FILTER)
    if not (ref and document and offer):
        return None
    consent = Consent(value.get("action") == "accept", ref, document, offer)
    if not isinstance(info, Mapping):
        return consent
    name, url, id, kind = (str(info.get(key) or "") for key in ("name", "contentUrl", "uniqueId", "fileType"))
    return replace(consent, upload=str(info.get("uploadUrl") or ""), link=FileLink(name, url, id, kind))


def _id(value: object, longest: int = _LONGEST) -> str:
    return value if isinstance(value, str) and len(value) <= longest else ""


class Files:
    """Hands files over. `folder` is there in local mode only: the client for trying things out takes no files."""

    def __init__(self, desk: Desk, session: aiohttp.ClientSession, folder: Path | None) -> None:
        self._desk, self._session, self._folder = desk, session, folder
        self._local = folder is not None

    async def answered(self, person: str, consent: Consent | None) -> tuple[Owed, ...]:
        """What an answer to an offer leads to. One offer hands one file over, however often it is answered."""
        if consent is None:
            return self._desk.say(f"person:{person}", Message(say("pressed.unknown")))
        if not consent.accepted:
            return self._desk.say(f"person:{person}", Message(say("export.declined")))
        to_folder = self._folder if consent.link is None else None
        if to_folder is None and not is_theirs(consent.upload, local=self._local):
            _log.warning("a file was to go to a place that is not allowed; it stayed here")
            again = handing_over.command(consent.ref, consent.document)
            return await self._desk.keep(person, Message(say("export.nowhere", command=again)))
        give = partial(self._given, person, consent, to_folder)
        if self._desk.meanwhile and handing_over.takes_long(self._desk, person, consent.ref, consent.document):
            self._desk.meanwhile(give)
            return self._desk.say(f"person:{person}", Message(say("trends.counting")))
        return await give()

    async def _given(self, person: str, consent: Consent, to_folder: Path | None) -> tuple[Owed, ...]:
        file = await handing_over.release(self._desk, person, consent.ref, consent.document, consent.offer)
        if isinstance(file, Message):
            return await self._desk.keep(person, file)
        if to_folder is not None:
            return await self._desk.keep(person, await _saved(to_folder, file))
        return await self._desk.keep(person, *await self._uploaded(person, file, consent))

    async def _uploaded(self, person: str, file: File, consent: Consent) -> tuple[Message, ...]:
        if await self._put(consent.upload, file.content):
            link = consent.link
            known = link is not None and is_theirs(link.url, local=self._local)
            return (Message(say("export.sent"), file=link if known else None),)
        failed = Message(say("export.failed"))
        return failed, await handing_over.offer(self._desk, person, consent.ref, consent.document)

    async def _put(self, upload: str, content: bytes) -> bool:
        """Whether the whole file arrived. No token goes with it, and no redirect is followed."""
        whole = len(content)
        headers = {"Content-Type": "application/octet-stream", "Content-Range": f"bytes 0-{whole - 1}/{whole}"}
        try:
            async with self._session.put(
                URL(upload, encoded=True), data=content, headers=headers, timeout=TIMEOUT, allow_redirects=False
            ) as response:
                arrived = response.status in (200, 201)
        except (aiohttp.ClientError, TimeoutError, ValueError) as fault:
            _log.warning("a file did not arrive", fault=fault)
            return False
        if not arrived:
            _log.warning("a file did not arrive", status=response.status)
        return arrived


def is_theirs(address: str, *, local: bool) -> bool:
    """Whether a file may go there: over TLS to Microsoft's own hosts; in local mode to this machine, too."""
    try:
        url = urlsplit(address)
        port = url.port
    except ValueError:
        return False
    host = (url.hostname or "").lower()
    if url.username is not None or url.password is not None:  # they can make an address look like another
        return False
    if local and url.scheme == "http" and is_loopback(host):
        return True
    return url.scheme == "https" and port in (None, 443) and host.endswith(OF_MICROSOFT)


async def _saved(folder: Path, file: File) -> Message:
    path = folder / file.name

    def write() -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_whole(path, file.content)

    await asyncio.to_thread(write)
    return Message(say("export.saved", path=path.resolve()))
