"""Where a draft stands: what is still open, and what is being asked."""

from collections.abc import Iterator

from dialogs.alert_form import steps
from dialogs.consistency import Clash, clashes
from state.draft import Draft, Place

REFERRAL = "referral"
"""The `event` of a draft that begins a partner's referral, or changes one."""

REFERRED = (
    "area",
    "child_count",
    "same_for_all",
    "known_at",
    "age_group",
    "outcome",
    "abuse_or_neglect",
    "place_of_harm",
    "status",
)
"""What is asked of a partner's referral: the area, the moment it was known, and what the criteria need. Source: R39."""

FIXED = ("alert_kind", "update_of")
"""What a draft that changes a case cannot change."""


def named(place: Place) -> str:
    """A place by its name: the question's id, with the child's number where there is one."""
    return f"{place.question}.{place.child}" if place.child else place.question


def places(draft: Draft) -> tuple[Place, ...]:
    """The questions that apply to a draft, in order; of a partner's referral only those that the criteria need, and
    what was answered or asked for since."""
    applying = steps(draft.answers)
    return applying if draft.event != REFERRAL else tuple(place for place in applying if _referred(draft, place))


def open_places(draft: Draft) -> tuple[Place, ...]:
    """What is still to be asked, in order: the unanswered, what was asked for again, and dates that do not fit."""
    return tuple(_open(draft))


def current(draft: Draft) -> Place | None:
    """The question that is being asked; None at the review. A question that no longer applies is not gone back to."""
    if draft.at is not None and draft.at in steps(draft.answers):
        return draft.at
    return next(_open(draft), None)


def asked_again(draft: Draft, place: Place) -> bool:
    """Whether somebody asked for this answer to be looked at again."""
    return draft.asked is not None and (place.question in draft.asked or named(place) in draft.asked)


def still_asked(draft: Draft, place: Place) -> tuple[str, ...] | None:
    """What remains asked for again, once this place is answered."""
    if draft.asked is None:
        return None
    remaining: list[str] = []
    for name in draft.asked:
        if name == place.question:
            remaining += [named(p) for p in steps(draft.answers) if p.question == name and p != place]
        elif name != named(place):
            remaining.append(name)
    return tuple(remaining)


def before(draft: Draft, place: Place | None) -> Place | None:
    """The question before this one (before the review: the last one); None where there is none."""
    asked = [p for p in places(draft) if not is_fixed(draft, p)]
    index = asked.index(place) if place in asked else len(asked)
    return asked[index - 1] if index else None


def is_fixed(draft: Draft, place: Place) -> bool:
    """Whether the answer cannot be changed because the draft changes a case."""
    return draft.base is not None and place.question in FIXED


def _referred(draft: Draft, place: Place) -> bool:
    told = draft.base is not None and draft.answers.get(place.question, place.child) is not None
    return told or place.question in REFERRED or asked_again(draft, place)


def _open(draft: Draft) -> Iterator[Place]:
    odd = clashes(draft.answers)
    return (place for place in places(draft) if _is_open(draft, place, odd))


def _is_open(draft: Draft, place: Place, odd: tuple[Clash, ...]) -> bool:
    if is_fixed(draft, place):
        return False
    unanswered = draft.answers.get(place.question, place.child) is None
    return unanswered or asked_again(draft, place) or any(clash.asks(place) for clash in odd)
