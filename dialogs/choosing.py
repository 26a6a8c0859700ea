"""Which choice somebody means: by its words, its number, or how it unmistakably begins."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from dialogs.ages import AGE_GROUP, age_or_number
from dialogs.question import ALONE, NOT_YET_KNOWN, YES_NO, Question
from dialogs.understood import Answer, Trouble
from dialogs.wording import either, option_label


def phrases(joined: str) -> frozenset[str]:
    """Phrases that are written with bars between them."""
    return frozenset(joined.split("|"))


_YES = phrases("yes|y|yeah|yep|yup")
_NO = phrases("no|n|nope|nah")
_HEDGES = phrases("yes|no|not|but|or|if|maybe|perhaps|think|idea|clue|one|doubt|sure|unsure|know|known")
SHORT = 40
"""Characters: a longer message says more than the choice that may stand in it."""

_LEANING = 100
"""Characters: as long may be what follows a yes or no of which somebody is not quite sure."""

_LONG = 600  # characters: more than all the choices of a question take

_UNKNOWN = phrases(
    "dont know|do not know|not known|not yet known|unknown|no idea|no clue|not sure|unsure|not certain|uncertain|idk"
    "|dunno|cant say|cannot say|n k|nk|not clear|unclear"
)
_BEFORE = r"^(?:(?:sorry|i|we|am|im|are|were|just|still|really|it|its|is|that|this) )+"
_AFTER = r"(?: (?:yet|sorry|at the moment|right now|now|at present|today))+$"


_LEANS_NO = re.compile(
    r"(?:no )?(?:(?:i|we) )?(?:dont|do not) think so\b|no (?:i|we) (?:dont|do not) think\b|(?:probably|hopefully) not\b"
)
_LEANS_YES = re.compile(r"(?:(?:yes|yeah|yep) )?(?:(?:i|we) )?think so\b|(?:yes|yeah|yep) (?:probably|maybe|perhaps)\b")
_DENIED = re.compile(r"\b(?:not|no|dont)\b")
_UNSURE = re.compile(
    r"\b(?:dont|do not|cant|cannot) (?:really |actually )?(?:know|say|tell|think)\b"
    r"|\bnot (?:really )?(?:sure|certain)\b|\b(?:unsure|no idea|maybe|perhaps|possibly)\b"
)

_NUMBERED = {"1": "yes", "2": "no", "ye": "yes"}
_MEANS_NO = ("none", "not_held")
"""The choices that a plain "no" stands for."""


def plain(text: str) -> str:
    """What was said, ready to be compared: lower case, no punctuation, single blanks."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[^\w ]|_", " ", re.sub(r"['’‘`´]", "", folded)).split())


def is_unknown(text: str) -> bool:
    """Whether a whole message says "don't know yet", in one of its usual spellings."""
    said = re.sub(r"\b(?:really|actually) ", "", plain(text))
    if len(said) > SHORT:
        return False
    return said in _UNKNOWN or re.sub(_BEFORE, "", re.sub(_AFTER, "", said)) in _UNKNOWN


def yes_or_no(text: str) -> str | None:
    """`yes` or `no`, where a message says so without doubt and nothing besides that would be lost."""
    first, *rest = plain(text).split() or [""]
    if len(text) > SHORT:
        return None
    if plain(text) in _NUMBERED:
        return _NUMBERED[plain(text)]
    if first in _YES and not _HEDGES.intersection(rest):
        return "yes"
    return "no" if first in _NO and not (_HEDGES - {"not"}).intersection(rest) else None


def leans(text: str) -> str | None:
    """`yes` or `no`, where a short answer begins with it and only thinks so: "I dont think so, police are with her"."""
    words = plain(text)
    if len(text) > _LEANING or "but" in words.split():
        return None
    if _LEANS_NO.match(words):
        return "no"
    return "yes" if _LEANS_YES.match(words) and not _DENIED.search(words) else None


def is_unsure(text: str) -> bool:
    """Whether a sentence says anywhere that somebody does not know."""
    return _UNSURE.search(plain(text)) is not None


def chosen(question: Question, text: str) -> Answer | Trouble:
    """The one choice that is meant."""
    if question.choices == YES_NO:
        said = yes_or_no(text)
        return Answer(said) if said else Trouble("trouble.not_yes_or_no")
    option = _option(question, text)
    return option if isinstance(option, Trouble) else Answer(option)


def chosen_many(question: Question, text: str) -> Answer | Trouble:
    """All the choices that are meant: joined by commas, "and", or new lines; numbers by blanks too."""
    if len(text) > _LONG:
        return not_an_option(question)
    options: list[str] = []
    for part in parts(question, text):
        option = _option(question, part)
        if isinstance(option, Trouble):
            return option
        options.append(option)
    return together(question, options)


def together(question: Question, options: Iterable[str]) -> Answer | Trouble:
    """Several choices as one answer, in the order of the form. `none` and `not_yet_known` stand alone."""
    meant = set(options)
    wanted = tuple(option for option in question.options if option in meant)
    if not wanted:
        return Trouble("trouble.nothing_chosen")
    alone = meant.intersection(ALONE)
    if alone and len(wanted) > 1:
        return Trouble("trouble.alone", {"name": option_label(question.id, alone.pop())})
    return Answer(wanted)


def unknown(question: Question) -> Answer | Trouble:
    """ "Don't know yet" as the answer to a question, or a kind refusal where it must be answered."""
    if question.unknown is None:
        return needed(question)
    return Answer((NOT_YET_KNOWN,) if question.kind == "many" and question.unknown in ALONE else question.unknown)


def needed(question: Question) -> Trouble:
    """Why a question cannot be passed by, kindly."""
    if question.kind == "text":
        return Trouble("trouble.needs_words")
    return Trouble("trouble.needs_answer" if question.unknown is None else "trouble.may_be_unknown")


def not_an_option(question: Question) -> Trouble:
    """Why words were none of the choices, with what they are."""
    labels = [f"“{option_label(question.id, option)}”" for option in question.options]
    return Trouble("trouble.not_an_option", {"names": either(labels)})


def begun(question: Question, text: str) -> list[str]:
    """The choices whose words or ids begin with what was said."""
    said = plain(text)
    return [option for option in question.options if any(name.startswith(said) for name in _names(question, option))]


def parts(question: Question, text: str) -> Iterator[str]:
    """The parts of an answer that may name several choices; the whole of it where it can be but one."""
    if question.kind != "many":
        yield text
        return
    if _exact(question, text):
        yield text
    elif re.fullmatch(r"[\d ]+", text.strip()):
        yield from text.split()
    else:
        yield from (part for part in re.split(r"[,;&+\n]|\band\b", text, flags=re.IGNORECASE) if plain(part))


def _option(question: Question, text: str) -> str | Trouble:
    said, exact = plain(text), _exact(question, text)
    if exact:
        return exact
    age = age_or_number(question.id, question.options, said) if AGE_GROUP in question.options else None
    if age:
        return age
    if said.isdecimal() and len(said) < 3 and 1 <= int(said) <= len(question.options):
        return question.options[int(said) - 1]
    if said in _NO and (none := [option for option in question.options if option in _MEANS_NO]):
        return none[0]
    if not said or said in _YES | _NO:
        return not_an_option(question)
    unsure = {NOT_YET_KNOWN} if is_unknown(text) and question.unknown == NOT_YET_KNOWN else set()
    return one_of(question, sorted({*begun(question, text), *unsure}, key=question.options.index))


def _exact(question: Question, text: str) -> str | None:
    return next((option for option in question.options if plain(text) in _names(question, option)), None)


def _names(question: Question, option: str) -> tuple[str, str]:
    return plain(option), plain(option_label(question.id, option))


def one_of(question: Question, options: list[str]) -> str | Trouble:
    """The only one of some choices, or why it is not clear which is meant."""
    match options:
        case [option]:
            return option
        case []:
            return not_an_option(question)
        case _:
            labels = [f"“{option_label(question.id, option)}”" for option in options]
            return Trouble("trouble.ambiguous", {"names": either(labels)})
