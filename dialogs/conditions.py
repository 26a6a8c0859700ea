"""When a question is asked: named predicates over one child's answers, worded as the table of the form is."""

from state.answers import View, known

_DEADLY = ("died", "expected_to_die")
_SERIOUS = (*_DEADLY, "life_threatening", "life_changing", "long_term_impairment")
_SERIOUS_INJURIES = ("internal", "likely_life_threatening_or_changing")


def several_children(view: View) -> bool:
    """More than one child."""
    count = view.get("child_count")
    return isinstance(count, int) and count > 1


def an_update(view: View) -> bool:
    """The alert changes one that was sent before."""
    return view.get("alert_kind") == "update"


def other_physical(view: View) -> bool:
    """A physical injury that is not one of the serious kinds. Source: R19."""
    return view.get("outcome") == "other_physical"


def died(view: View) -> bool:
    """The child died."""
    return view.get("outcome") == "died"


def died_or_stillborn(view: View) -> bool:
    """There is a day of death, or of a stillbirth."""
    return died(view) or view.get("age_group") == "stillborn"


def death_known_later(view: View) -> bool:
    """Died, and the death may have become known after the incident did. Source: A5."""
    if not died(view):
        return False
    death, first_known = _day(view, "died_at"), _day(view, "known_at")
    return an_update(view) or bool(death and first_known and death > first_known)


def age_at_death_differs(view: View) -> bool:
    """Died, unless harm and death are known to be on one day and the age is known and not `unborn`. Source: R37."""
    harm, death = _day(view, "incident_at"), _day(view, "died_at")
    one_day = harm is not None and harm == death
    return died(view) and not (one_day and known(view.get("age_group")) and view.get("age_group") != "unborn")


def died_or_will(view: View) -> bool:
    """The child died or is expected to. Source: R76."""
    return view.get("outcome") in _DEADLY


def died_or_will_or_stillborn(view: View) -> bool:
    """A Joint Agency Response may be called for. Source: R78 to R83."""
    return died_or_will(view) or died_or_stillborn(view)


def abused(view: View) -> bool:
    """Abuse or neglect is known or suspected. Source: R15."""
    return view.get("abuse_or_neglect") in ("known", "suspected")


def far_or_unknown_place(view: View) -> bool:
    """A place is outside England or not yet known. Source: R17."""
    places = (view.get("place_of_harm"), view.get("place_of_death"))
    return "outside_england" in places or "not_yet_known" in places


def placed_here(view: View) -> bool:
    """Another authority placed the child here. Source: R34."""
    return _has(view, "status", "placed_by_other_authority")


def discussion_called_for(view: View) -> bool:
    """Abuse is not ruled out, or the harm is serious. Source: R23."""
    return abused(view) or view.get("abuse_or_neglect") == "not_yet_known" or _serious(view)


def discussion_planned(view: View) -> bool:
    """A Strategy Discussion was held or is arranged."""
    return view.get("strategy_discussion") in ("held", "arranged")


def discussion_held(view: View) -> bool:
    """A Strategy Discussion was held."""
    return view.get("strategy_discussion") == "held"


def criteria_considered(view: View) -> bool:
    """The Strategy Discussion considered the criteria of the Panel. Source: R4."""
    return view.get("panel_criteria_considered") == "yes"


def doctors_may_know(view: View) -> bool:
    """Harm that is physical or serious, or not yet known. Source: R25."""
    return other_physical(view) or _serious(view) or view.get("outcome") == "not_yet_known"


def adult_abused(view: View) -> bool:
    """An adult died of, or suffered, abuse or neglect. Source: R89."""
    return any(_has(view, "adult_affected", harm) for harm in ("died_abuse_or_neglect", "serious_abuse_or_neglect"))


def _serious(view: View) -> bool:
    injured = any(_has(view, "injury", injury) for injury in _SERIOUS_INJURIES)
    return view.get("outcome") in _SERIOUS or (other_physical(view) and injured)


def _has(view: View, question: str, option: str) -> bool:
    value = view.get(question)
    return isinstance(value, tuple) and option in value


def _day(view: View, question: str) -> str | None:
    """The ISO day of a date or date-time; None where it is not known, or is a period."""
    value = view.get(question)
    return value[:10] if isinstance(value, str) and known(value) and "/" not in value else None
