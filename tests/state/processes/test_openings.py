"""What opens a process: findings, child by child, other processes, and people. Source: processes.md."""

from dataclasses import replace

import pytest

from state.answers import Answers, Value
from state.people import may
from state.raising import Actor, Call
from state.refusals import AlreadyOpen, NoSuchProcess, NotYours, Repeated
from tests.state.processes.playing import ENGINE, EVERYBODY, NOW, PEOPLE, SALTS, Story, answers
from tests.state.processes.rows import VALUES

DIED: dict[str, Value] = {
    "outcome": "died",
    "died_at": "2026-11-23T08:00",
    "place_of_death": "in_area",
    "death_unexpected": "yes",
    "death_circumstances": ("none",),
}
PLACED_CHILD: dict[str, Value] = {"status": ("placed_by_other_authority",)}
EACH = ("age_group", "outcome", "abuse_or_neglect", "place_of_harm", "status", *DIED)

# what is said of the only child → what opens besides the alert
OPENED: list[tuple[dict[str, Value], str]] = [
    ({"outcome": "no_harm", "abuse_or_neglect": "neither"}, ""),
    ({}, "panel_notification partnership_referral"),
    ({"abuse_or_neglect": "not_yet_known"}, "panel_notification partnership_referral"),
    ({"abuse_or_neglect": "neither"}, ""),
    ({"outcome": "other_physical", "injury": ("repeated",)}, "panel_notification partnership_referral"),
    ({"outcome": "non_physical"}, "panel_notification partnership_referral"),
    ({"age_group": "unborn", "outcome": "no_harm"}, "panel_notification partnership_referral"),
    (
        {"status": ("placed_by_other_authority",)},
        "panel_notification placing_authority partnership_referral",
    ),
    ({"place_of_harm": "elsewhere_in_england"}, "tell_other_authority"),
    ({"strategy_discussion": "not_held"}, "strategy_discussion panel_notification partnership_referral"),
    (
        {**DIED, "status": ("looked_after",)},
        "panel_notification looked_after_death child_death partnership_referral",
    ),
    ({**DIED, "age_group": "18_to_24", "status": ("care_leaver",)}, "care_leaver_death"),
    (
        {**DIED, "abuse_or_neglect": "neither", "status": ("placed_by_other_authority",)},
        "child_death tell_other_authority",
    ),
    ({"outcome": "expected_to_die", "abuse_or_neglect": "neither"}, "child_death"),
    (
        {"outcome": "no_harm", "adult_affected": ("died_abuse_or_neglect",), "partner_working_concern": "yes"},
        "adult_review",
    ),
    ({"outcome": "no_harm", "adult_affected": ("died_domestic_abuse",)}, "homicide_review"),
]


def children(*each: dict[str, Value]) -> Answers:
    """An alert about several children who differ."""
    usual = answers(child_count=len(each), same_for_all="no").shared
    own = [{q: {**usual, **child}[q] for q in EACH if q in usual or q in child} for child in each]
    return Answers({q: value for q, value in usual.items() if q not in EACH}, tuple(own))


@pytest.mark.parametrize(("said", "opened"), OPENED, ids=str)
def test_findings_open_processes_when_the_alert_is_sent(said: dict[str, Value], opened: str) -> None:
    assert list(Story(answers(**said)).stands) == ["alert", *opened.split()]


@pytest.mark.parametrize(("said", "opened"), OPENED, ids=str)
def test_findings_open_processes_when_the_alert_is_updated(said: dict[str, Value], opened: str) -> None:
    story = Story(answers(outcome="no_harm", abuse_or_neglect="neither"))
    story.tell("joe", "alert.update", answers(**said))
    assert list(story.stands) == ["alert", *opened.split()]


def test_what_opens_by_itself_has_a_step_and_an_audit_entry_of_the_clock() -> None:
    story = Story(answers(status=("placed_by_other_authority",)))
    whats = [(entry.what, entry.role) for entry in story.case.entries]
    assert whats == [
        ("alert.submit", "author"),
        ("panel_notification.open", "clock"),
        ("placing_authority.open", "clock"),
        ("partnership_referral.open", "clock"),
    ]
    assert [(run.steps[0].entry, run.steps[0].cause) for run in story.case.runs] == [
        (1, None),
        (2, 1),
        (3, 1),
        (4, 2),
    ]
    assert len({entry.salt for entry in story.case.entries}) == 4


@pytest.mark.rule("R34")
def test_children_who_differ_have_a_process_each() -> None:
    placed = PLACED_CHILD
    story = Story(children({}, placed, {**placed, **DIED}))
    numbered = [(run.process, run.key, run.child) for run in story.case.runs if run.child]
    assert numbered == [
        ("placing_authority", 1, 2),
        ("placing_authority", 2, 3),
        ("child_death", 1, 3),
    ]
    assert [run.process for run in story.case.runs].count("panel_notification") == 1


ABOUT_EACH: list[tuple[str, dict[str, Value]]] = [
    ("placing_authority", PLACED_CHILD),
    ("looked_after_death", {**DIED, "status": ("looked_after",)}),
    ("care_leaver_death", {**DIED, "age_group": "18_to_24", "status": ("care_leaver",)}),
    ("child_death", {**DIED, "abuse_or_neglect": "neither"}),
    ("strategy_discussion", {}),
]


@pytest.mark.parametrize(("process", "said"), ABOUT_EACH)
def test_processes_that_are_about_one_child(process: str, said: dict[str, Value]) -> None:
    told = children(said, said).having("strategy_discussion", "not_held")
    assert [(run.key, run.child) for run in Story(told).case.runs if run.process == process] == [(1, 1), (2, 2)]


def test_children_who_come_to_differ_each_get_what_concerns_them() -> None:
    placed = PLACED_CHILD
    story = Story(answers(**placed))
    story.tell("joe", "alert.update", children(placed, placed))
    assert [(r.key, r.child) for r in story.case.runs if r.process == "placing_authority"] == [(1, None), (2, 2)]
    story.tell("joe", "alert.update", answers(**placed, child_count=2, same_for_all="yes"))
    assert story.followed == []


def test_an_update_that_finds_nothing_new_opens_nothing_again() -> None:
    story = Story(answers(strategy_discussion="not_held"))
    story.do("pat", "strategy_discussion.not_held", reason="The police are not able to.")
    before = story.stands
    assert story.tell("joe", "alert.update", answers(strategy_discussion="not_held", learning="none")).stands == before


ADULT: dict[str, Value] = {"outcome": "no_harm", "abuse_or_neglect": "neither"}
# what opens a process; how it is ended
ENDED: list[tuple[str, dict[str, Value], str]] = [
    ("strategy_discussion", {"strategy_discussion": "not_held"}, "not_held"),
    ("placing_authority", PLACED_CHILD, "not_needed"),
    ("looked_after_death", {**DIED, "status": ("looked_after",)}, "not_notifiable"),
    ("care_leaver_death", {**DIED, "age_group": "18_to_24", "status": ("care_leaver",)}, "not_notifiable"),
    ("child_death", {**ADULT, "outcome": "expected_to_die"}, "survived"),
    (
        "adult_review",
        {**ADULT, "adult_affected": ("died_abuse_or_neglect",), "partner_working_concern": "yes"},
        "not_referred",
    ),
    ("homicide_review", {**ADULT, "adult_affected": ("died_domestic_abuse",)}, "not_domestic"),
    ("tell_other_authority", {"place_of_harm": "elsewhere_in_england"}, "not_needed"),
]


@pytest.mark.parametrize(("process", "said", "end"), ENDED)
def test_what_is_found_anew_opens_another_once_the_first_is_final(
    process: str, said: dict[str, Value], end: str
) -> None:
    found, gone = answers(**said), answers(**ADULT)
    story = Story(found)
    for final in (False, True):
        if final:
            story.do("mia" if end == "survived" else "pat", f"{process}.{end}", reason="A mistake.", text="Well again.")
        story.tell("joe", "alert.update", gone).tell("joe", "alert.update", found)
        assert (f"{process}#2" in story.stands) is final


@pytest.mark.rule("R27")
def test_what_is_found_after_a_notification_opens_no_second_one() -> None:
    story = reviewed()
    story.tell("joe", "alert.update", answers(**PLACED_CHILD))
    assert [run.process for run in story.case.runs].count("panel_notification") == 1


@pytest.mark.parametrize("event", ["approve", "bring_forward"])
def test_the_briefing_opens_once_the_alert_is_with_the_unit(event: str) -> None:
    story = Story().do("ada" if event == "approve" else "ash", f"alert.{event}", reason="It is urgent.")
    assert story.followed == ["director_briefing.open"]


# outcomes, kinds of learning → what a Rapid Review opens
OUTCOMES = [
    ("no_further_review", (), []),
    ("national_review", (), []),
    ("local_review", (), ["local_review.open", "management_review.open"]),
    ("other_learning", (), ["internal_review.open"]),
    (
        "other_learning",
        ("practitioner_event", "learning_action"),
        ["practitioner_event.open", "learning_action.open"],
    ),
    ("other_learning", ("internal_review",), ["internal_review.open"]),
    ("local_review other_learning", (), ["local_review.open", "internal_review.open", "management_review.open"]),
]


def reviewed() -> Story:
    """A case whose Rapid Review was held."""
    story = Story()
    story.do("cor", "panel_notification.decide_notify", rationale="Serious harm.", without_view="It cannot wait.")
    story.do("uma", "panel_notification.record_notified", reference="P-1", sent_at=story.said())
    story.do("kim", "rapid_review.convene", meeting_at="2026-11-25T10:00").do(
        "kim", "rapid_review.summaries_circulated"
    )
    return story.do("kim", "rapid_review.hold", when=story.said(), attendance=VALUES["attendance"])


@pytest.mark.rule("R53")
@pytest.mark.rule("R75")
@pytest.mark.parametrize(("outcome", "learning", "opened"), OUTCOMES, ids=str)
def test_the_outcomes_of_a_rapid_review_open_what_they_name(
    outcome: str, learning: tuple[str, ...], opened: list[str]
) -> None:
    story = reviewed()
    story.do("kim", "rapid_review.finalise", outcome=tuple(outcome.split()), learning=learning, text="The conclusion.")
    assert story.followed == opened


def test_an_event_that_a_rapid_review_opened_asks_for_what_it_could_not_say() -> None:
    story = reviewed()
    learning = ("practitioner_event",)
    story.do("kim", "rapid_review.finalise", outcome=("other_learning",), learning=learning, text="The conclusion.")
    invite = Call("practitioner_event", "invite", Actor("kim", "kscmp"), next(SALTS))
    assert [need.name for need in ENGINE.missing(story.case, invite, NOW)] == ["meeting_at", "invited"]
    story.do("pat", "practitioner_event.open", meeting_at="2026-12-01T10:00", invited=("joe",))
    assert ENGINE.missing(story.case, replace(invite, key=2), NOW) == ()


@pytest.mark.rule("R43")
@pytest.mark.rule("R75")
@pytest.mark.parametrize(("text", "opened"), [("Recording.", ["internal_review.open"]), ("None.", []), ("none", [])])
def test_learning_for_one_agency_is_proposed_as_an_internal_review(text: str, opened: list[str]) -> None:
    story = Story().do("uma", "partnership_referral.share")
    story.do("kim", "partnership_referral.executive_view", choice="not_met", rationale="Not serious.")
    assert story.do("pat", "partnership_referral.single_agency_learning", text=text).followed == opened


@pytest.mark.rule("R17")
@pytest.mark.rule("R16")
def test_an_authority_that_hands_it_back_opens_a_notification() -> None:
    story = Story(answers(place_of_harm="elsewhere_in_england"))
    story.do("uma", "tell_other_authority.told", text="Another council.", when=story.said(hours=1))
    story.do("pat", "tell_other_authority.they_ask_us", text="The child lives here.")
    assert story.followed == ["panel_notification.open", "partnership_referral.open"]


@pytest.mark.parametrize("process", ["local_review", "learning_action", "agency_summary"])
def test_some_can_be_opened_any_number_of_times(process: str) -> None:
    story = Story()
    for _ in range(2):
        fields = {name: VALUES[name] for name in ("text", "person", "due", "review")}
        story.do("pat", f"{process}.open", **fields)
    assert story.run(f"{process}#2").key == 2


def test_others_only_once() -> None:
    story = Story()
    with pytest.raises(AlreadyOpen) as refused:
        story.do("uma", "partnership_referral.open")
    assert refused.value.values == {"process": "partnership_referral"}
    with pytest.raises(AlreadyOpen):
        story.tell("joe", "alert.submit", answers())


@pytest.mark.parametrize(
    "process", ["panel_notification", "placing_authority", "child_death", "rapid_review", "director_briefing"]
)
def test_what_only_the_clock_opens_is_opened_by_nobody(process: str) -> None:
    story = Story(answers(outcome="no_harm", abuse_or_neglect="neither"))
    with pytest.raises(NotYours):
        story.do("pat", f"{process}.open")


def test_there_is_no_process_of_another_name() -> None:
    with pytest.raises(NoSuchProcess):
        Story().do("pat", "party.open")


def test_opening_twice_by_one_press_opens_one() -> None:
    story = Story()
    call = Call("agency_summary", "open", Actor("pat", "psw"), next(SALTS), nonce="n-1")
    story.take(call)
    with pytest.raises(Repeated):
        story.take(call)


@pytest.mark.rule("R39")
def test_a_partners_referral_is_recorded_by_the_unit_or_the_psw() -> None:
    case = Story(by="").case
    run = ENGINE.beginning(case, "partnership_referral")
    assert [who for who in EVERYBODY if may(PEOPLE, who, ENGINE.row(run, "open"), case, run)] == ["uma", "pat"]


def test_what_a_partner_referred_is_not_referred_again_when_a_notification_opens() -> None:
    story = Story(by="").tell("uma", "partnership_referral.open", answers(place_of_harm="elsewhere_in_england"))
    story.do("uma", "partnership_referral.share")
    story.do("kim", "partnership_referral.executive_view", choice="met", rationale="Serious harm.")
    story.do("uma", "tell_other_authority.told", text="Another council.", when=story.said())
    story.do("pat", "tell_other_authority.they_ask_us", text="The child lives here.")
    assert story.followed == ["panel_notification.open"]
