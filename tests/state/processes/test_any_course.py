"""Whatever people do, in whatever order: a case stays whole. Source: product.md, "Standards to hold"."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from state.answers import Answers, Value
from state.audit import first_broken
from state.case import FieldValue
from state.common import COMMON
from state.people import may
from state.processes import PROCESSES
from state.refusals import Refused
from state.store.codec import from_record, to_record
from state.verifying import faults
from tests.state.processes.playing import ENGINE, EVERYBODY, PEOPLE, Story, answers
from tests.state.processes.rows import VALUES
from tests.state.processes.test_openings import DIED, PLACED_CHILD, children

TOLD: list[dict[str, Value]] = [
    {},
    {"outcome": "no_harm", "abuse_or_neglect": "neither"},
    {"strategy_discussion": "not_held", "outcome": "expected_to_die"},
    {**DIED, "status": ("looked_after",)},
    {"place_of_harm": "elsewhere_in_england", "adult_affected": ("died_domestic_abuse",)},
    PLACED_CHILD,
]
INCIDENTS: list[Answers] = [*(answers(**told) for told in TOLD), children({}, PLACED_CHILD, DIED)]
OPENED = ["local_review", "learning_action", "internal_review", "practitioner_event", "management_review"]


def possible(story: Story) -> list[str]:
    """Every event that somebody could raise now."""
    tabled = [f"{run.process}#{run.key}.{event}" for run in story.case.runs for event in ENGINE.possible(run)]
    common = [f"{run.process}#{run.key}.{event}" for run in story.case.runs[-1:] for event in COMMON]
    return [*tabled * 2, *common, *(f"{process}.open" for process in OPENED)]


def fields(data: st.DataObject, story: Story, event: str) -> dict[str, FieldValue]:
    """Something for each field that the event may record."""
    process, _, name = event.partition(".")
    opens = name == "open"
    run = ENGINE.beginning(story.case, process) if opens else story.run(process)
    given: dict[str, FieldValue] = {}
    for need in ENGINE.row(run, name).needs:
        if need.name in ("event", "field"):
            recorded = [(s.event, f) for s in run.steps for f in s.fields] or [("open", "text")]
            given["event"], given["field"] = data.draw(st.sampled_from(recorded))
        elif need.options and need.kind in ("choice", "yes_no"):
            given[need.name] = data.draw(st.sampled_from(need.options))
        elif need.kind == "moment":
            given[need.name] = story.said()
        elif need.kind in ("meeting", "date"):
            given[need.name] = story.said(days=-3)
        elif need.name in VALUES or need.name == "value":
            given[need.name] = VALUES.get(need.name, "Other words.")
    if "outcome" in given:
        given["outcome"] = data.draw(st.sampled_from([("local_review",), ("other_learning",), ("no_further_review",)]))
    return given


def one_step(data: st.DataObject, story: Story) -> None:
    """Somebody does something, or time passes."""
    event = data.draw(st.sampled_from(["wait", *possible(story)]))
    if event == "wait":
        story.wait(hours=data.draw(st.integers(1, 60)))
        return
    given = fields(data, story, event)
    process, _, name = event.partition(".")
    run = ENGINE.beginning(story.case, process) if name == "open" else story.run(process)
    row = ENGINE.row(run, name)
    who = [p for p in (*EVERYBODY, str(run.person)) if may(PEOPLE, p, row, story.case, run)]
    if who and row.retells:
        story.tell(who[0], event, data.draw(st.sampled_from(INCIDENTS)), **given)
    elif who:
        story.do(data.draw(st.sampled_from(who)), event, **given)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_a_case_stays_whole(data: st.DataObject) -> None:
    story = Story(data.draw(st.sampled_from(INCIDENTS)))
    for _ in range(data.draw(st.integers(1, 25))):
        before = story.case
        try:
            one_step(data, story)
        except Refused:
            assert story.case == before
    case = story.case
    assert first_broken(case.entries) is None
    assert faults(case) == ()
    entries = [step.entry for run in case.runs for step in run.steps]
    assert len(set(entries)) == len(entries)
    assert all(step.cause is None or step.cause < step.entry for run in case.runs for step in run.steps)
    assert all(run.state in PROCESSES[run.process].states for run in case.runs)
    assert len({(run.process, run.key) for run in case.runs}) == len(case.runs)
    assert [e.hash for e in case.entries] == [e.hash for e in from_record(to_record(case), "case").entries]  # type: ignore[union-attr]
    if story.stands["alert"] == "closed":
        assert [run.process for run in case.runs if not ENGINE.is_final(run)] == []
    assert story.clocks
