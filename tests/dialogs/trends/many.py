"""A stage with many cases: copies of a few that were really told, spread over areas and months."""

from dataclasses import replace
from datetime import datetime

from state.answers import Answers
from state.case import Case
from state.moments import LONDON
from tests.stage import ALERT, QUIET, Stage, bound_stage

TOLD = "NTK-2026-0001"
QUIETLY = "NTK-2026-0002"
_MODELS: dict[str, Case] = {}


async def stage_with(*several: tuple[str, str, int, str]) -> Stage:
    """A stage with cases: like which case, in which area, how many, and opened in which month."""
    stage, number = await bound_stage(), 100
    for ref, area, many, month in several:
        for _ in range(many):
            number += 1
            await stage.store.save(copy(await model(ref), f"NTK-2026-{number:04}", area, month))
    return stage


async def model(ref: str) -> Case:
    """One of the few, told once."""
    if ref not in _MODELS:
        stage = await bound_stage()
        for told in (ALERT, QUIET):
            await stage.alert_sent(told=told)
        _MODELS.update({each: await stage.case(each) for each in (TOLD, QUIETLY)})
    return _MODELS[ref]


def copy(case: Case, ref: str, area: str, month: str) -> Case:
    """The same case under another reference, known and opened at nine and at twelve on the tenth of a month."""
    opened = datetime.fromisoformat(f"{month}-10T12:00").replace(tzinfo=LONDON)
    known_at = f"{month}-10T09:00"
    answers = tuple(Answers({**a.shared, "known_at": known_at, "area": area}, a.children) for a in case.answers)
    return replace(case, ref=ref, area=area, draft=f"d-{ref}", opened=opened, answers=answers, revision=0, posts=())
