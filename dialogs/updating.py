"""A draft that changes a case: it starts from the answers of that case. Source: R6, G92."""

from dataclasses import replace

from dialogs.consistency import later
from dialogs.context import Context
from dialogs.standing import REFERRAL
from state.answers import Answers, Value, known
from state.case import Case
from state.draft import Draft

KNOWN_AT = "known_at"
UPDATE = "update"


def taken_over(draft: Draft, case: Case) -> Draft:
    """The draft as an update of a case. What was told already goes on top, but the area and `known_at` may not.

    An update never moves `known_at` later: the clocks run from the earliest moment. Source: A3.
    """
    theirs, told = case.current, draft.answers
    shared = {**theirs.shared, **told.shared, "area": case.area, "alert_kind": UPDATE, "update_of": case.ref}
    earliest = _earlier(theirs.get(KNOWN_AT), told.get(KNOWN_AT))
    if earliest is not None:
        shared[KNOWN_AT] = earliest
    count = max(len(theirs.children), len(told.children))
    children = tuple({**_own(theirs, n), **_own(told, n)} for n in range(count))
    event = UPDATE if case.author else REFERRAL
    return replace(
        draft, answers=Answers(shared, children), base=case.ref, version=len(case.answers), event=event, at=None
    )


def begin_again(context: Context, draft_id: str, case: Case, event: str, asked: tuple[str, ...] | None = None) -> Draft:
    """The answers of a case, to be changed: an update, or those asked for again. Source: R6, R12, A7."""
    draft = Draft(draft_id, begun=context.now, touched=context.now, asked=asked)
    if event == UPDATE:
        return taken_over(draft, case)
    return replace(draft, answers=case.current, base=case.ref, version=len(case.answers), event=event)


def ceiling(draft: Draft, context: Context) -> str | None:
    """The latest that `known_at` may be in a draft that changes a case; None where it is not known."""
    if draft.base is None:
        return None
    base = context.cases.get(draft.base)
    value = (base.current if base else draft.answers).get(KNOWN_AT)
    return value if isinstance(value, str) and known(value) else None


def _earlier(one: Value | None, other: Value | None) -> Value | None:
    if not isinstance(one, str) or not isinstance(other, str):
        return one or other
    return other if later(one, other) else one


def _own(answers: Answers, n: int) -> dict[str, Value]:
    return dict(answers.children[n]) if n < len(answers.children) else {}
