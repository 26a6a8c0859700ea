"""A learning action said in one line: what, by when, for whom. What is missing is asked for. Source: G224."""

import re
from collections.abc import Mapping

from dialogs import acting
from dialogs.dates import Unclear, read_when
from dialogs.desk import Desk, Owed, PersonTurn
from dialogs.field_kinds import mentioned
from dialogs.wishing import Wish
from state.documents import Key

_TAIL = re.compile(r"(?P<before>.*\S)?\s*\b(?P<word>by|for)\s+(?P<what>\S.*)", re.IGNORECASE | re.DOTALL)


async def action(desk: Desk, turn: PersonTurn, ref: str, words: str) -> tuple[Owed, ...]:
    """Open a learning action of a case, as if its event had been typed with these fields."""
    row = desk.store.row(Key("case", ref))
    fields = _fields(desk, words, row.area if row else "", turn.mentions)
    return await acting.act(desk, turn, Wish(ref, "learning_action", "open", fields=fields, nonce=turn.activity))


def _fields(desk: Desk, words: str, area: str, mentions: Mapping[str, str]) -> dict[str, str]:
    """The fields as typed: "by DATE" and "for PERSON" count at the end alone, and only where they are what they say."""
    fields: dict[str, str] = {}
    text = words.strip()
    while found := _TAIL.fullmatch(text):
        name = "due" if found["word"].casefold() == "by" else "person"
        meant = _day(desk, found["what"]) if name == "due" else _somebody(desk, found["what"], area, mentions)
        if meant is None or name in fields:
            break
        fields[name], text = meant, found["before"] or ""
    return {"text": text.rstrip(" ,;"), **{name: said for name, said in fields.items() if said}}


def _day(desk: Desk, words: str) -> str | None:
    return None if isinstance(read_when(words, desk.clock(), future=True), Unclear) else words


def _somebody(desk: Desk, words: str, area: str, mentions: Mapping[str, str]) -> str | None:
    """The one who is named, or who alone holds the role that is named; nothing where several do, so that one is asked
    for. None where the words name nobody."""
    if mentioned(desk.directory, mentions, words) or words.strip().startswith("@"):
        return words
    role = desk.profile.role_of(words.removeprefix("the "))
    if role is None:
        return None
    holders = desk.directory.acting(role, area)
    return desk.directory.name(holders[0]) if len(holders) == 1 else ""
