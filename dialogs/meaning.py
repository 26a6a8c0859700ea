"""What somebody means who answers in a sentence: “mum’s boyfriend”, “at home in Dover”, “they have met already”."""

import re
from collections.abc import Iterator

from dialogs.areas import place_names
from dialogs.choosing import SHORT, one_of, parts, phrases, plain, together
from dialogs.question import Question
from dialogs.understood import Answer, ToConfirm, Trouble
from dialogs.wording import has, option_label, say
from state.profile import Profile

_DENIES = phrases(
    "no|not|never|nor|neither|nobody|none|without|except|nearly|almost|might|could|unlikely|cant|cannot"
    "|isnt|wasnt|arent|werent|hasnt|havent|didnt|doesnt|dont|wont"
)
"""Words beside a choice that may turn it round: such a sentence is not read at all."""

_FIRST = re.compile(r"\s*([^,.;:–]{2,45}?)(?: yes)?\s*[,.;:–]", re.IGNORECASE)
_TURNS = re.compile(r"\b(?:but|or|maybe|unless|not sure|dont know|don['’]t know|no longer)\b", re.IGNORECASE)
_LONGEST = 120
"""Characters of an answer that begins with its choice and says more."""


def interpreted(question: Question, said: str, otherwise: Trouble, profile: Profile) -> ToConfirm | Trouble:
    """The choices that a short sentence names, to be asked about first; otherwise why it could not be read."""
    if otherwise.key != "trouble.not_an_option":
        return otherwise
    if first := _begins_with(question, said):
        return ToConfirm("choice", first)
    if len(said) > SHORT:
        return otherwise
    named = [_named(question, part, profile) for part in parts(question, said)]
    if not all(named):
        return otherwise
    options = list(dict.fromkeys(option for each in named for option in each))
    if question.kind == "many":
        meant = together(question, options)
        return ToConfirm("choice", meant.value) if isinstance(meant, Answer) else meant
    one = one_of(question, options)
    return one if isinstance(one, Trouble) else ToConfirm("choice", one)


def _begins_with(question: Question, said: str) -> str | None:
    """The choice that is said first, with “yes” or a comma behind it: "suspected yes, the drs think so"."""
    begun = _FIRST.match(said)
    if question.kind != "choice" or len(said) > _LONGEST or begun is None or _TURNS.search(said):
        return None
    words = plain(begun[1])
    return next((option for option, name in _names_of(question) if " ".join(name) == words), None)


def _names_of(question: Question) -> Iterator[tuple[str, list[str]]]:
    return ((o, plain(name).split()) for o in question.options for name in (o, option_label(question.id, o)))


def _named(question: Question, said: str, profile: Profile) -> tuple[str, ...]:
    """The choices whose names stand in the words; of two that overlap the longer one counts."""
    words = plain(said).split()
    found = [(at, name, option) for option, name in _names(question, profile) for at in _places(words, name)]
    taken: dict[int, str] = {}
    for at, name, option in sorted(found, key=lambda each: -len(each[1])):
        if not taken.keys() & range(at, at + len(name)):
            taken.update(dict.fromkeys(range(at, at + len(name)), option))
    besides = {word for at, word in enumerate(words) if at not in taken}
    return () if besides & _DENIES else tuple(dict.fromkeys(taken[at] for at in sorted(taken)))


def _places(words: list[str], name: list[str]) -> Iterator[int]:
    return (at for at in range(len(words)) if name and words[at : at + len(name)] == name)


def _names(question: Question, profile: Profile) -> Iterator[tuple[str, list[str]]]:
    """Each choice with the words of each of its names: its id, its label, and what people also say."""
    for option in question.options:
        also = f"also.{question.id}.{option}"
        for name in (option, option_label(question.id, option), *(say(also).splitlines() if has(also) else ())):
            yield option, plain(name).split()
    if "in_area" in question.options:
        yield from (("in_area", name.split()) for name in place_names(profile))
        yield from (("elsewhere_in_england", plain(name).split()) for name in profile.other_authorities)
