"""What an event records: which fields are missing, and whether those given can be so. Source: processes.md, head."""

from datetime import UTC

from state.answers import Value
from state.case import Case, FieldValue, Run
from state.moments import LONDON, moment_of
from state.process import Need
from state.raising import Attempt
from state.refusals import Barred
from state.roles import CLOCK

TIMED = ("moment", "meeting", "date")
CHOSEN = ("choice", "yes_no")


def missing(needs: tuple[Need, ...], attempt: Attempt) -> tuple[Need, ...]:
    """The fields that must still be given, in order. Of the clock none is asked: what it knows, it gives."""
    if attempt.by.role == CLOCK:
        return ()
    return tuple(need for need in needs if not need.optional and wanted(need, attempt) and not given(need, attempt))


def wanted(need: Need, attempt: Attempt) -> bool:
    """Whether a field has a place in this event, given what else was recorded."""
    if need.only_with and not attempt.fields.get(need.only_with):
        return False
    return need.wanted is None or need.wanted(attempt)


def check(needs: tuple[Need, ...], attempt: Attempt) -> None:
    """Refuse what cannot be so: a date on the wrong side of now or of another, or what a field does not allow.

    Raises Barred, naming the field, and both dates where two do not agree.
    """
    for need in needs:
        if (value := attempt.fields.get(need.name)) is None:
            continue
        if need.kind in TIMED:
            _check_time(need, value, attempt)
        for guard in need.fits:
            if lacking := guard(attempt):
                raise Barred(guard.__name__, lacking, field=need.name)


def given(need: Need, attempt: Attempt) -> bool:
    """Whether a field was given in a form that its kind can have."""
    value = attempt.fields.get(need.name)
    if need.kind in CHOSEN:
        return value in need.options
    if need.kind in TIMED:
        return moment_of(value) is not None
    return bool(value or (need.or_else and attempt.fields.get(need.or_else)))


def _check_time(need: Need, value: FieldValue, attempt: Attempt) -> None:
    now = attempt.at.astimezone(LONDON).isoformat()
    if need.kind == "moment" and earlier(now, value):
        raise Barred("not_in_the_future", field=need.name, given=str(value), now=now)
    if need.kind != "moment" and earlier(value, now):
        raise Barred("not_in_the_past", field=need.name, given=str(value), now=now)
    since = _since(need.since, attempt)
    if earlier(value, since):
        raise Barred("not_before", field=need.name, given=str(value), since=need.since, earliest=str(since))


def earlier(one: Value | None, other: Value | None) -> bool:
    """Whether one moment lies before the other; where of either only the day is known, whether its day does."""
    first, second = moment_of(one), moment_of(other)
    if first is None or second is None:
        return False
    if first[1] or second[1]:
        return first[0].date() < second[0].date()
    return first[0].astimezone(UTC) < second[0].astimezone(UTC)


def _since(name: str, attempt: Attempt) -> Value | None:
    match name.split("."):
        case [process, event, field]:
            other = attempt.case.run(process)
            return _said(other, event, field) if other else None
        case [event, field]:
            return _said(attempt.run, event, field)
        case _:
            return answer_of(attempt.case, attempt.run, name) if attempt.case.answers else None


def _said(run: Run, event: str, field: str) -> Value | None:
    """What was recorded, or the minute of the step where it recorded nothing."""
    step = run.last(event)
    if step is None:
        return None
    minute = step.at.astimezone(LONDON).replace(second=0, microsecond=0).isoformat()
    return step.fields.get(field) or minute


def answer_of(case: Case, run: Run, question: str) -> Value | None:
    """An answer as it stands for the child that a process is about."""
    views = dict(case.current.views())
    view = views.get(run.child or min((n for n in views if n), default=None))
    return view.get(question) if view else None
