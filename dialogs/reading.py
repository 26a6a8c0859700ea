"""How words become the answer to a question. Nothing here changes a draft. Source: alert-form.md."""

import re
import unicodedata

from dialogs import identifiers
from dialogs.ages import AGE_GROUP
from dialogs.areas import read_area
from dialogs.choosing import begun, chosen, chosen_many, is_unknown, is_unsure, leans, phrases, plain, unknown
from dialogs.context import Context
from dialogs.dates import Unclear, read_when
from dialogs.meaning import interpreted
from dialogs.numbers import in_figures
from dialogs.question import NOT_ON_RECORD, NOT_YET_KNOWN, Question
from dialogs.references import reference_in
from dialogs.understood import Answer, ToConfirm, Trouble, Understood

MOST = 6_000
"""Characters: whatever is longer is not looked at."""

_MOST_CHILDREN = 20
_COUNT = re.compile(
    r"(?:(?:there (?:is|are|were)|theres|its?|is|was|we have|just|only|about) )*(\w+)"
    r"(?: (?:child|children|kids?|bab(?:y|ies)|siblings?|boys?|girls?|brothers?|sisters?))?"
)

_SHORT_COUNT = 60  # characters
_NOT_A_COUNT = re.compile(
    r"\b(?:not|no|or|maybe|perhaps|least|than|year|years|month|months|week|weeks|old|aged|no one)\b"
)
"""Words beside a number that make it none of children, or not the whole of them."""

_RECORD = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9/-]*")
_RECORD_LENGTH = 20
_ID = r"([A-Za-z]?\d[\dA-Za-z/-]{2,19})"
_SYSTEM = r"(?:(?:its?|it['’]?s|his|her|their|is|the|lcs|id|number|no|ref|reference|record) )"
_AMONG_WORDS = re.compile(
    rf"{_SYSTEM}{{1,5}}{_ID}\.?|{_ID} (?:is|its|it['’]s) {_SYSTEM}{{0,3}}(?:number|id|record|ref|reference|no)\.?",
    re.IGNORECASE,
)
"""An id with words about it, and nothing that could be a name."""

_NO_RECORD = phrases(
    "not on record|none|no record|no records|not recorded|not on liberi|no id|no ids|na|n a|not known to us"
)


def clean(text: str) -> str:
    """The words without what cannot be seen: control characters, and those that turn the direction of writing."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    return "".join(c for c in composed if c == "\n" or not _unseen(c)).strip()


def read(question: Question, text: str, context: Context) -> Understood:
    """What a message is as the answer to a question. The text is from outside, and may hold anything."""
    if len(text) > MOST:
        return Trouble("trouble.far_too_long", {"limit": MOST})
    said = clean(text)
    if not said:
        return Trouble("trouble.nothing_said")
    if is_unknown(said) and question.id == "danger_now":
        return Trouble("trouble.perhaps_danger")
    if is_unknown(said) and not set(begun(question, said)) - {NOT_YET_KNOWN}:
        return unknown(question)
    match question.kind:
        case "yes_no":
            return _yes_or_no(question, said)
        case "choice" | "many":
            return _choice(question, said, context)
        case "text":
            return _text(question, said)
        case "number":
            return _number(said)
        case "moment":
            return _moment(question, said, context)
        case "reference":
            ref = reference_in(said, context.now.year)
            return Answer(ref) if ref else Trouble("trouble.not_a_reference")
        case "records":
            return _records(question, said)
        case "area":
            return read_area(said, context.profile)


def _unseen(c: str) -> bool:
    # Joiners (Cf) are part of some scripts and of emoji; overrides and isolates only ever hide what is written.
    return unicodedata.category(c) in ("Cc", "Cs") or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def _yes_or_no(question: Question, said: str) -> Understood:
    """A yes or no; one with a doubt beside it waits for a yes. Whoever is unsure of danger is told of help first."""
    read_as = chosen(question, said)
    if not isinstance(read_as, Trouble):
        return read_as
    if leaning := leans(said):
        return ToConfirm("choice", leaning)
    return Trouble("trouble.perhaps_danger") if question.id == "danger_now" and is_unsure(said) else read_as


def _choice(question: Question, said: str, context: Context) -> Understood:
    read_as = chosen(question, said) if question.kind == "choice" else chosen_many(question, said)
    if not isinstance(read_as, Trouble):
        return read_as
    if AGE_GROUP in question.options and identifiers.is_birthday(said):
        return Trouble("trouble.age_not_birthday")
    return interpreted(question, said, read_as, context.profile)


def _text(question: Question, said: str) -> Understood:
    if not any(c.isalpha() or (question.figures and c.isdigit()) for c in said):
        return Trouble("trouble.no_words")
    if len(said) > question.longest:
        return Trouble("trouble.too_long", {"count": len(said), "limit": question.longest})
    if identifiers.kinds(said, named=True):
        return ToConfirm("identifiers", said, identifiers.without(said, named=True))
    return Answer(said)


def _number(said: str) -> Understood:
    words = re.sub("['’]", "", said.casefold()).strip(" .!")
    found = _COUNT.fullmatch(in_figures(words))
    number = int(found[1]) if found and found[1].isdecimal() and len(found[1]) < 3 else 0
    if 1 <= number <= _MOST_CHILDREN:
        return Answer(number)
    counts = {int(n) for n in re.findall(r"(?<![\w.,-])\d+(?![\w.])", in_figures(re.sub(r"[,;]", " ", words)))}
    only = counts.pop() if len(counts) == 1 and len(said) <= _SHORT_COUNT and not _NOT_A_COUNT.search(words) else 0
    return ToConfirm("choice", only) if 1 <= only <= _MOST_CHILDREN else Trouble("trouble.not_a_number")


def _moment(question: Question, said: str, context: Context) -> Understood:
    when = read_when(said, context.now, periods=question.periods)
    if isinstance(when, Unclear):
        one, two = when.examples
        return Trouble(f"unclear.{when.reason}", {"what": when.what, "one": one, "two": two})
    return Answer(when.value) if when.sure else ToConfirm("date", when.value, when.other or "", when.note)


def is_record(words: str) -> bool:
    """Whether words can be the id of one record, and nothing else."""
    return len(words) <= _RECORD_LENGTH and _RECORD.fullmatch(words) is not None


def _records(question: Question, said: str) -> Understood:
    if plain(said) in _NO_RECORD:
        return Answer(NOT_ON_RECORD)
    if len(said) > question.longest:
        return Trouble("trouble.too_long", {"count": len(said), "limit": question.longest})
    ids = [part for part in (p.strip(" .") for p in re.split(r"[,;\n]|\band\b", said, flags=re.IGNORECASE)) if part]
    if not ids or not all(_RECORD.fullmatch(id) for id in ids):
        if one := _AMONG_WORDS.fullmatch(said):
            return ToConfirm("choice", (one[1] or one[2],))
        return Trouble("trouble.not_records")
    if any(len(id) > _RECORD_LENGTH for id in ids):
        return Trouble("trouble.record_too_long")
    return Answer(tuple(dict.fromkeys(ids)))
