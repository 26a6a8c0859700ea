"""What people ruled on when they assessed an alert: the findings of the answers as they were then. Source: A4, R43."""

from state.case import Case, Finding, Step
from state.criteria import assess
from state.found import found_anew


def assessment(case: Case) -> Step | None:
    """The assessment of the alert that stands; None where nobody has assessed it yet."""
    alert = case.run("alert")
    return alert.last("assess") if alert else None


def ruled_upon(case: Case, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those that held when the alert was assessed: nobody has ruled on one that came later. Source: R43."""
    step = assessment(case) if findings else None
    if step is None:
        return ()
    later = found_anew(_findings_at(case, step), findings)
    return tuple(finding for finding in findings if finding not in later)


def _findings_at(case: Case, step: Step) -> tuple[Finding, ...]:
    versions = (s.answers for run in case.runs for s in run.steps if s.answers and s.entry <= step.entry)
    return assess(case.answers[max(versions, default=1) - 1])
