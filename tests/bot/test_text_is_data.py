"""Whatever people write is data: kept as it is, never markup, never a mention, never a command to a client."""

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.cards import activity_of
from state.message import Message
from tests.door import cards, opened, sample, text_of
from tests.stage import ALERT, AUTHOR, PSW_CHANNEL, TEAM_CHANNEL, Stage, bound_stage

MARK = "Zanzibar"
HOSTILE = {
    "emphasis": "**bold** _it_ ~~gone~~ `code` # Zanzibar",
    "link": "[Zanzibar](https://evil.example/x) and www.evil.example Zanzibar",
    "image": "![Zanzibar](https://evil.example/x.png)",
    "html": "<b>Zanzibar</b><script>alert(1)</script><img src=x onerror=alert(1)>",
    "entity": "&lt;b&gt; Zanzibar &#60;at&#62;",
    "mention": "<at>Ada Field</at> Zanzibar <at id='0'>all</at>",
    "card template": "${Zanzibar} {{DATE(2026-01-01, SHORT)}} Zanzibar",
    "format": "{0} {ref} {__class__} %s Zanzibar",
    "bidi": "Zanzibar \u202egnp.exe\u202c \u2066x\u2069",
    "control": "Zanzibar\x07\x1b[31m red\x00",
    "zero width": "Zan\u200bzibar Zanzibar\ufeff",
    "lists": "- Zanzibar\n1. Zanzibar\n> Zanzibar\n\n\n--- Zanzibar",
    "table": "| a | b |\n|---|---|\n| Zanzibar | x |",
    "other scripts": "Zanzibar \u0645\u0631\u062d\u0628\u0627 \u4f60\u597d 👩‍👧 e\u0301",
}
SHOWN_AS_MARKUP = {"TextBlock": ("text",), "Fact": ("title", "value"), "Input.Text": ("label",), "Choice": ("title",)}
"""Where some client reads Markdown."""


def parts(drawn: Any, inside: str = "") -> Iterator[tuple[str, str, str]]:
    """Every text of an activity: the type of what it stands in, its name, and itself."""
    if isinstance(drawn, list):
        for part in drawn:
            yield from parts(part, inside)
    elif isinstance(drawn, dict):
        kind = str(drawn.get("type", inside))
        kind = "Fact" if kind == "FactSet" and "facts" not in drawn else kind
        for name, part in drawn.items():
            if isinstance(part, str):
                yield kind, name, part
            else:
                yield from parts(part, kind)


def harmless(message: Message) -> dict[str, Any]:
    """The activity of a message, once nothing in it can be more than words."""
    activity = activity_of(message)
    assert activity["textFormat"] == "plain"
    assert "entities" not in activity
    for kind, name, text in parts(activity):
        assert not re.search(r"<\s*/?\s*at\b", text, re.IGNORECASE), (kind, name)
        unseen = {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs")} - {"\n", "\u200c", "\u200d"}
        assert not unseen, (kind, name, unseen)
        if MARK in text and name in SHOWN_AS_MARKUP.get(kind, ()):
            assert not re.search(r"[*_`\[\]<>\\]|\{\{|~~|://|www\.|&#?\w+;|^[-#=+]|^\d+[.)]", text), (kind, name, text)
        if name in ("summary", "fallbackText"):
            assert not re.search(r"\]\(|\]:", text) or name == "summary"
    return activity


async def told(words: str) -> Stage:
    """A case in which somebody wrote these words wherever words can be written, and everybody looked at it."""
    stage = await bound_stage()
    alert = tuple(words if text.startswith(("The child was", "Both children")) else text for text in ALERT)
    assert "NTK-2026-0001" in await stage.alert_sent(told=alert)
    for who, says in [
        ("ada", "do 1 return questions: 31"),
        ("ada", words),
        (AUTHOR, "do 1 resubmit"),
        (AUTHOR, "Once more: " + words[1:]),
        (AUTHOR, "add"),
        (AUTHOR, "submit"),
        ("pat", "do 1 note"),
        ("pat", words),
        ("pat", f"do 1 learning_action.open person: Wes Moor; due: 2026-12-18; review: An audit.; text: {words}"),
        *((who, text) for who in ("pat", "ada", AUTHOR) for text in ("details 1", "status 1", "more 1")),
        ("pat", "why 1"),
        ("pat", "find " + words),
        ("zoe", words),
        ("zoe", "alert"),
    ]:
        assert await stage.says(who, says)
    return stage


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
async def test_what_was_written_is_shown_as_words_and_nothing_else(words: str) -> None:
    stage = await told(words)
    sent = {to: [harmless(message) for message in heard] for to, heard in stage.heard.items()}
    assert MARK in json.dumps(sent["pat"])
    for channel in (PSW_CHANNEL, TEAM_CHANNEL):
        assert MARK not in json.dumps(sent[channel])


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
async def test_what_was_written_is_kept_as_it_is_but_for_what_cannot_be_seen(words: str) -> None:
    stage = await told(words)
    case = await stage.case()
    kept = str(case.answers[0].get("what_happened"))
    assert case.runs[0].said("note", "text") == kept
    visible = "".join(c for c in unicodedata.normalize("NFC", words) if c.isprintable() or c in "\n\u200d\u200b\ufeff")
    assert kept.replace("\u200b", "").replace("\ufeff", "") == visible.replace("\u200b", "").replace("\ufeff", "")


@pytest.mark.parametrize("words", ["👍", "🙂🙂🙂", "…", "\u200b", "\u202e", "   ", "\x00", "/", "//", "@"])
async def test_what_holds_no_words_is_answered_kindly_and_asked_again(words: str) -> None:
    stage = Stage()
    for text in ALERT[:16]:
        await stage.says(AUTHOR, text)
    before = (await stage.desk.load_person(AUTHOR)).draft
    assert "What happened?" in await stage.says(AUTHOR, words)
    after = (await stage.desk.load_person(AUTHOR)).draft
    assert before
    assert after
    assert before.answers == after.answers


@pytest.mark.parametrize("length", [1500, 6000, 6001, 10_000, 20_000])
async def test_long_words_are_taken_or_refused_with_the_limit_and_quickly_forgotten(length: int) -> None:
    stage = Stage()
    for text in ALERT[:16]:
        await stage.says(AUTHOR, text)
    reply = await stage.says(AUTHOR, "word " * (length // 5))
    assert "?" in reply
    for message in stage.heard[AUTHOR]:
        assert len(json.dumps(activity_of(message))) < 80_000


async def test_a_hundred_attachments_are_left_aside(tmp_path: Path) -> None:
    attached = {"contentType": "image/png", "contentUrl": "https://evil.example/x.png", "name": "<at>x</at>"}
    async with opened(tmp_path / "data") as door:
        await door.says("alert")
        for text in ("no", ""):
            message = {**sample("personal_message"), "text": text, "id": f"x{text}", "attachments": [attached] * 100}
            assert (await door.posts(message)).status == 200
        heard = await door.says("resume")
        assert "Is this a new alert" in text_of(heard)
        assert "evil.example" not in json.dumps([call.body for call in door.connector.calls])


async def test_half_a_character_is_turned_away(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        body = json.dumps({**sample("personal_message"), "serviceUrl": door.service, "text": "alert \ud800"})
        headers = {"Content-Type": "application/json"}
        async with door.session.post(f"{door.url}/api/messages", data=body.encode(), headers=headers) as response:
            assert response.status == 400
        assert door.connector.calls == []


async def test_many_beginnings_of_something_are_answered_like_any_words(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        for words in ("<at " * 4900, "</at" * 4900, "<at>" * 4900, "a@" * 9900, "07" * 9900, "[](" * 6000, "1/" * 9900):
            assert text_of(await door.says(words)).strip()
        assert cards(await door.says("help"))
