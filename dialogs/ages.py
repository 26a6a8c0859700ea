"""An age told in years, months or weeks, as an age group. A lone number could also be the number of a choice."""

import re

from dialogs.numbers import in_figures
from dialogs.understood import Trouble
from dialogs.wording import option_label

AGE_GROUP = "under_18"
_WHO = "(?:s?he|they|it|both|(?:the|this|our) (?:child|baby|boy|girl|young person))"
_IS = "(?:is|was|are|were|just|only|about|nearly|almost|around|turned|aged?|an?)"
_UNIT = "years?|yrs?|y|yo|months?|mths?|mo|weeks?|wks?|days?"
_TOLD = re.compile(
    rf"(?:{_WHO} |(?:s?hes|theyre|its) )?(?:{_IS} )*(\d{{1,3}}) ?({_UNIT})?"
    r"(?: (?:old|o|of age))?(?: (?:child|baby|boy|girl))?(?: (?:now|then|at the time))?"
)
_OLDEST = 120


def age_group(said: str) -> str | None:
    """The group of an age such as "12", "she is seven" or "6 months", in plain words; None where it is no age."""
    told = _TOLD.fullmatch(in_figures(said))
    if not told or int(told[1]) > _OLDEST:
        return None
    years = int(told[1]) if (told[2] or "y").startswith("y") else 0
    return AGE_GROUP if years < 18 else "18_to_24" if years < 25 else "25_or_over"


def age_or_number(question: str, options: tuple[str, ...], said: str) -> str | Trouble | None:
    """The group of an age; trouble where a lone number would mean another group as the number of a choice."""
    group = age_group(said)
    if group is None or not said.isdecimal() or not 1 <= int(said) <= len(options):
        return group
    numbered = options[int(said) - 1]
    if numbered == group:
        return group
    labels = {"age": option_label(question, group), "choice": option_label(question, numbered)}
    return Trouble("trouble.age_or_number", {"number": int(said), **labels})
