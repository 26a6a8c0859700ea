"""What people do in each state of each process, with which fields. `{now}` and the like are put in when it is done."""

from typing import NamedTuple


class Step(NamedTuple):
    """One thing that can be done: how likely it is beside the others, by which role, and the words after `do REF`."""

    weight: int
    role: str
    event: str
    words: str = ""


FORM_A = Step(2, "unit", "form_a", "when: {now}")
"""It ends a limit and moves nothing: once is enough."""

STEPS: dict[tuple[str, str], tuple[Step, ...]] = {
    ("alert", "with_area_ad"): (
        Step(9, "area_ad", "approve"),
        Step(1, "psw", "bring_forward", "reason: It cannot wait."),
    ),
    ("alert", "with_unit"): (
        Step(8, "unit", "assess"),
        Step(2, "unit", "request_information", "text: Which ward is it?"),
    ),
    ("alert", "information_requested"): (Step(1, "author", "provide", "text: The ward on the fourth floor."),),
    ("director_briefing", "open"): (
        Step(1, "ad_spsqa", "tell_director"),
        Step(1, "ad_spsqa", "not_needed", "reason: The family is well."),
    ),
    ("strategy_discussion", "needed"): (
        Step(1, "manager", "arrange", "meeting_at: {tomorrow}"),
        Step(1, "psw", "not_held", "reason: It was held elsewhere."),
        Step(
            2,
            "unit",
            "hold",
            "when: {now}; attendance: police, health; criteria_considered: yes; text: Harm is likely.",
        ),
    ),
    ("strategy_discussion", "arranged"): (
        Step(
            1,
            "unit",
            "hold",
            "when: {now}; attendance: police, health; criteria_considered: yes; text: Harm is likely.",
        ),
    ),
    ("panel_notification", "considering"): (
        Step(1, "unit", "recommend", "choice: notify; rationale: The test is met."),
        Step(1, "unit", "recommend", "choice: not_notify; rationale: The test is not met."),
    ),
    ("panel_notification", "awaiting_decision"): (
        Step(2, "corporate_director", "decide_notify", "rationale: I agree.; without_view: It cannot wait."),
        Step(2, "corporate_director", "decide_not_notify", "rationale: I agree.; without_view: It cannot wait."),
    ),
    ("panel_notification", "to_notify"): (
        Step(9, "unit", "record_notified", "reference: P-1; sent_at: {now}"),
        Step(1, "psw", "reconsider", "reason: More came to light."),
    ),
    ("placing_authority", "to_invite"): (
        Step(8, "unit", "invite", "text: Their duty manager.; when: {now}"),
        Step(1, "psw", "not_needed", "reason: They know of it."),
    ),
    ("placing_authority", "invited"): (
        Step(2, "unit", "confirm", "text: Their head of service.; when: {now}"),
        Step(1, "unit", "decline", "when: {now}"),
    ),
    ("placing_authority", "confirmed"): (
        Step(3, "unit", "their_reference", "reference: T-1"),
        Step(1, "psw", "not_done"),
    ),
    ("placing_authority", "kent_notifies"): (Step(1, "unit", "their_reference", "reference: T-1"),),
    ("looked_after_death", "to_notify"): (Step(1, "unit", "record_notified", "reference: L-1; sent_at: {now}"),),
    ("care_leaver_death", "to_notify"): (
        Step(2, "unit", "record_notified", "reference: C-1; sent_at: {now}"),
        Step(1, "psw", "not_notifiable", "reason: Not one of ours."),
    ),
    ("partnership_referral", "to_share"): (Step(1, "unit", "share"),),
    ("partnership_referral", "shared"): (
        Step(1, "kscmp", "executive_view", "choice: met; rationale: Serious harm."),
        Step(1, "kscmp", "executive_view", "choice: not_met; rationale: No serious harm."),
    ),
    ("partnership_referral", "not_met"): (Step(1, "psw", "single_agency_learning", "text: None."),),
    ("child_death", "opened"): (
        Step(2, "unit", "health_decides", "choice: no_jar; reason: It was expected."),
        Step(2, "manager", "health_decides", "choice: jar; reason: It was sudden."),
        FORM_A,
    ),
    ("child_death", "no_jar"): (FORM_A,),
    ("child_death", "closed"): (FORM_A,),
    ("child_death", "jar_to_hold"): (
        Step(
            1,
            "manager",
            "jar_held",
            "when: {now}; attendance: police, health; text: It was held.; recorded: yes; abuse_concerns: no",
        ),
    ),
    ("child_death", "update_due"): (Step(1, "manager", "update_filed", "reference: U-1"),),
    ("tell_other_authority", "to_tell"): (Step(1, "unit", "told", "text: Their duty team.; when: {now}"),),
    ("tell_other_authority", "told"): (Step(1, "unit", "acknowledged", "when: {now}"),),
    ("rapid_review", "to_convene"): (Step(1, "kscmp", "convene", "meeting_at: {tomorrow}"),),
    ("rapid_review", "convened"): (
        Step(3, "kscmp", "summaries_circulated"),
        Step(1, "kscmp", "reschedule", "meeting_at: {next_week}; reason: Illness."),
    ),
    ("rapid_review", "circulated"): (
        Step(1, "kscmp", "hold", "when: {now}; attendance: chair, director, police, health"),
    ),
    ("rapid_review", "held"): (Step(1, "kscmp", "finalise", "outcome: no_further_review; text: It was clear."),),
    ("rapid_review", "finalised"): (Step(1, "kscmp", "submit_outcome", "when: {now}"),),
    ("rapid_review", "submitted"): (Step(1, "director", "tell_teams"),),
    ("agency_summary", "author_needed"): (Step(1, "psw", "appoint", "person: {writer}"),),
    ("agency_summary", "appointed"): (Step(1, "psw", "agree_parameters", "text: The manager, in person."),),
    ("agency_summary", "writing"): (Step(1, "report_author", "send_to_psw"),),
    ("agency_summary", "with_psw"): (
        Step(4, "psw", "quality_checked"),
        Step(1, "psw", "send_back", "reason: A page is missing."),
    ),
    ("agency_summary", "with_ad"): (Step(1, "ad_spsqa", "approve"),),
    ("agency_summary", "approved"): (Step(1, "psw", "return_to_kscmp", "when: {now}"),),
    ("practitioner_event", "planned"): (Step(1, "psw", "invite"),),
    ("practitioner_event", "invited"): (
        Step(1, "psw", "reschedule", "meeting_at: {next_week}"),
        Step(1, "psw", "cancel", "reason: It was put off."),
    ),
    ("learning_action", "open"): (
        Step(4, "action_owner", "done", "text: It was done."),
        Step(1, "psw", "extend", "due: {next_week_day}; reason: More time is needed."),
        Step(1, "psw", "drop", "reason: Overtaken."),
    ),
    ("learning_action", "done"): (Step(1, "psw", "verify"),),
    ("internal_review", "proposed"): (Step(1, "ad_spsqa", "decline", "reason: Not needed."),),
    ("local_review", "commissioned"): (),
    ("adult_review", "considered"): (Step(1, "psw", "not_referred", "reason: Not met."),),
    ("homicide_review", "considered"): (Step(1, "psw", "not_domestic", "reason: It was not."),),
}
"""A case closes when every process has come to its end."""

OPENED_BY_PEOPLE = (
    Step(
        1,
        "psw",
        "learning_action.open",
        "text: Read bruises.; review: An audit.; person: {writer}; due: {next_week_day}",
    ),
    Step(1, "psw", "practitioner_event.open", "meeting_at: {next_week}; invited: {invited}"),
)
