"""What learning actions are about: themes that are found by the words of an action. Source: R99 (G178, G182)."""

import re
from functools import cache

OTHER = "other"
"""Of an action that names none of them."""

FORGOTTEN = "forgotten"
"""Of an action whose words were deleted with its case."""

THEMES = {
    "sharing": "shar(?:e|es|ed|ing)|informed|communicat|handover|hand over|tell (?:each|one) ?(?:other|another)",
    "recording": "record|case ?note|chronolog|document(?:s|ed|ing|ation)?\\b|file\\b|written up",
    "assessment": "assess|analys|risk|genogram|history",
    "voice": "voice|wishes and feelings|(?:see|seen|speak|spoken|listen)\\b.*child|lived experience|direct work",
    "thresholds": "threshold|refer(?:s|ral|red)?\\b|front door|step(?:ped|ping)? (?:up|down)|criteria",
    "strategy": "strategy (?:discussion|meeting)|section 47|conference|core group|multi-?agency|police|health",
    "supervision": "supervis|management oversight|manager.? oversight|sign(?:ed)?[ -]off|audit|dip sampl",
    "training": "train|workshop|briefing|induction|learning event|e-?learning|course",
    "procedure": "polic(?:y|ies)\\b|procedure|guidance|protocol|pathway|template|form\\b",
    "capacity": "capacity|workload|caseload|staffing|vacanc|recruit|cover\\b",
    "challenge": "challenge|escalat|curiosity|disguised compliance",
    "families": "father|fathers|parent|carer|family|families|household",
    "infants": "bab(?:y|ies)|infant|unborn|pre-?birth|bruis|non-?mobile|safe sleep",
    "mental_health": "mental health|suicid|self-?harm|well-?being",
    "domestic_abuse": "domestic|coerciv|violence",
}
"""Each with the words by which it is known. An action can have several."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {theme: re.compile(rf"\b(?:{words})", re.IGNORECASE) for theme, words in THEMES.items()}


def themes_of(text: str) -> tuple[str, ...]:
    """The themes of an action, by its words. Source: R99 (G178, G182)."""
    if not text.strip():
        return (FORGOTTEN,)
    return tuple(theme for theme, words in _patterns().items() if words.search(text)) or (OTHER,)
