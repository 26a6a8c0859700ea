"""Which findings stand, and which tests are still open: what clocks and processes hang on. Source: A11."""

from collections.abc import Iterable

from state.case import Finding
from state.criteria.needs_information import NEEDS_INFORMATION
from state.criteria.truth import NOT_KNOWN


def holds(findings: Iterable[Finding], *criteria: str) -> bool:
    """One of these tests holds."""
    return any(finding.finding in criteria for finding in findings)


def may_hold(findings: Iterable[Finding], *criteria: str) -> bool:
    """One of these tests holds, or needs information before it can be ruled out."""
    found = tuple(findings)
    return holds(found, *criteria) or any(_leaves_open(finding, criteria) for finding in found)


def _leaves_open(finding: Finding, criteria: tuple[str, ...]) -> bool:
    open_ones = {passed.guard for passed in finding.walk if passed.truth == NOT_KNOWN}
    return finding.finding == NEEDS_INFORMATION.id and not open_ones.isdisjoint(criteria)
