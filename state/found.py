"""Findings set against what went before: which are new, and about which child. Source: processes.md 1, A16."""

from state.case import Finding


def found_anew(before: tuple[Finding, ...], after: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings that hold now and did not hold before."""
    return tuple(
        now for now in after if not any(now.finding == was.finding and covers(was.child, now.child) for was in before)
    )


def covers(known: int | None, child: int | None) -> bool:
    """Whether what is known of one child serves for another number. What was found while the children were alike
    serves for the first; once they differ, each of the others needs its own."""
    return child is None or known == child or (known is None and child == 1)
