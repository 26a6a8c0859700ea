"""The statutory tests over the answers of an alert. They recommend; people decide. Source: criteria.md (A4, A11)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from state.answers import Answers, View
from state.case import Finding
from state.criteria.clauses import Subject
from state.criteria.criterion import Criterion
from state.criteria.machine import walk
from state.criteria.needs_information import NEEDS_INFORMATION
from state.criteria.notify_national_panel import NOTIFY_NATIONAL_PANEL
from state.criteria.truth import YES, Said, some

CRITERIA = (NOTIFY_NATIONAL_PANEL, NEEDS_INFORMATION)
"""Every test, in the order in which they are asked and shown: a test that looks at others comes after them."""


@dataclass(frozen=True)
class Examined:
    """What one test says of one child, or of the case, and the finding that it makes where that is yes."""

    said: Said
    finding: Finding


def assess(answers: Answers, criteria: tuple[Criterion, ...] = CRITERIA) -> tuple[Finding, ...]:
    """The findings that hold: child by child where the children differ, then those of the case. Source: A16."""
    return tuple(examined.finding for examined in examine(answers, criteria) if examined.said.truth == YES)


def examine(answers: Answers, criteria: tuple[Criterion, ...] = CRITERIA) -> tuple[Examined, ...]:
    """What every test says and why, whether it holds or not, in the order of `assess`."""
    of_child = tuple(c for c in criteria if not c.of_case)
    of_case = tuple(c for c in criteria if c.of_case)
    examined = tuple(e for child, view in answers.views() for e in _examine(of_child, view, {}, child))
    together = {c.id: some(e.said for e in examined if e.finding.finding == c.id) for c in of_child}
    return (*examined, *_examine(of_case, answers.shared, together, None))


def _examine(
    criteria: Iterable[Criterion], view: View, before: Mapping[str, Said], child: int | None
) -> list[Examined]:
    said = dict(before)
    examined = []
    for criterion in criteria:
        walked = walk(criterion, Subject(view, said))
        said[criterion.id] = walked.said
        finding = Finding(criterion.id, child, walked.end.leaning, walked.walk, criterion.rules, walked.missing)
        examined.append(Examined(walked.said, finding))
    return examined
