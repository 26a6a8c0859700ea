"""What was typed or chosen for the fields of an event, and what must be asked about first. Source: G23."""

import re
from collections.abc import Mapping
from dataclasses import replace

from dialogs.choosing import yes_or_no
from dialogs.confirming import confirmation
from dialogs.field_kinds import WORDS_TYPED, Asking, Read, Unread, read_as_it_is
from dialogs.identifiers import kinds, without
from dialogs.reading import clean
from dialogs.wording import say
from state.draft import Pending, Place
from state.fields import TIMED
from state.process import Need

FREE = ("words", "attendance")
"""What is answered in words of one's own."""


def read(asking: Asking, need: Need, words: str) -> Read:
    """What was typed or chosen, as the field's value or to be asked about first. Raises Unread. Source: G23."""
    given = read_as_it_is(asking, need, words)
    doubtful = (need.kind in FREE or given.name == need.or_else) and kinds(words)
    return replace(given, value=clean(words)[:WORDS_TYPED], sure=False) if doubtful else given


def settled(asking: Asking, need: Need, pending: str, said: str) -> Read | None:
    """What waited for a yes, once it got its answer: a date as repeated, words without the personal details or as they
    are. None where a date is not right. Raises Unread where neither yes nor no was said."""
    if need.kind in TIMED:
        answer = yes_or_no(said)
        return Read(need.name, pending) if answer == "yes" else None if answer == "no" else read(asking, need, said)
    match confirmation(Pending("identifiers", Place("")), said):
        case "yes" | "take_out":
            return read_as_it_is(asking, need, without(pending))
        case "no" | "keep":
            return read_as_it_is(asking, need, pending)
    raise Unread(say("details_in_words.first"))


def typed_fields(needs: tuple[Need, ...], words: str) -> Mapping[str, str]:
    """`field: value; field: value` as typed after an event's name. Words without a field are the first field's."""
    names = [name for need in needs for name in (need.name, need.or_else) if name]
    if not names or not words.strip():
        return {}
    parts = re.split(rf"(?:^|;)\s*({'|'.join(map(re.escape, names))})\s*:", words, flags=re.IGNORECASE)
    pairs = {name.lower(): value.strip(" ;\n") for name, value in zip(parts[1::2], parts[2::2], strict=True)}
    loose = parts[0].strip(" ;\n")
    return {names[0]: loose, **pairs} if loose else pairs
