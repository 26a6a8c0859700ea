"""The stories: each a case from the alert, or a partner's referral, until it is closed. Source: processes.md."""

from datetime import datetime

from state.moments import LONDON
from tests.stories.playing import Story

APPROVED = """
    ada | alert.approve
    uma | alert.assess | | Assessed
    ash | director_briefing.tell_director
"""

DISCUSSED = """
    uma | strategy_discussion.hold | when: {-4h}; attendance: police, health; criteria_considered: yes; \
        text: It was likely due to care.
"""

MANAGEMENT_REVIEW = """
    pat | management_review.appoint | person: {wes}
    pat | management_review.brief | when: {-1h}
    wes | management_review.draft | checklist: briefing, facts | Not done yet
    wes | management_review.draft | checklist: {checklist}
    pat | management_review.quality_checked
    ash | management_review.approve
    kim | management_review.circulate
    pat | management_review.present | when: {-10m}
"""

NOTIFIED_WITH_A_LOCAL_REVIEW = Story(
    {},
    APPROVED + DISCUSSED + """
    uma | partnership_referral.share
    kim | partnership_referral.executive_view | choice: met; rationale: The harm was serious.
    uma | panel_notification.recommend | choice: notify; rationale: The test is met here.
    cor | panel_notification.decide_notify | rationale: I agree with the Unit here.
    +1d
    uma | panel_notification.record_notified | reference: P-1; sent_at: {-5m} | Notified
    pat | alert.close | | Rapid Review
    pat | agency_summary.appoint | person: {sam}
    pat | agency_summary.agree_parameters | text: Only the manager will be asked, in person.
    kim | rapid_review.convene | meeting_at: {+15d}
    sam | agency_summary.send_to_psw
    pat | agency_summary.send_back | reason: A chronology would help us.
    sam | agency_summary.send_to_psw
    pat | agency_summary.quality_checked
    ash | agency_summary.approve
    pat | agency_summary.return_to_kscmp | when: {-1m}
    kim | rapid_review.summaries_circulated
    +15d
    kim | rapid_review.hold | when: {-2h}; attendance: chair, director, police | Missing: Health
    kim | rapid_review.hold | when: {-2h}; attendance: chair, director, police, health
    kim | rapid_review.finalise | outcome: {local_review}; text: How were bruises read by all of us.
    kim | rapid_review.submit_outcome | when: {-1h}
    dee | rapid_review.tell_teams
    """ + MANAGEMENT_REVIEW + """
    kim | local_review.author_appointed | text: An independent author was found.
    kim | local_review.terms_agreed | text: They were agreed at the first meeting.
    kim | local_review.family_informed | when: {-30m}
    +40d
    kim | local_review.reports_in
    kim | local_review.agreed
    pat | alert.close | | Local
    kim | local_review.publish | when: {-5m}
    pat | alert.close | | Closed
    """,
    {
        "alert": "closed",
        "strategy_discussion": "held",
        "panel_notification": "notified",
        "partnership_referral": "met",
        "director_briefing": "director_told",
        "rapid_review": "closed",
        "agency_summary": "returned",
        "local_review": "closed",
        "management_review": "closed",
    },
    dates={
        "kent": {"panel_notification": "2026-11-30", "rapid_review": "2026-12-15"},
        # The 30th of November is St Andrew's Day.
        "strathmuir": {"panel_notification": "2026-12-03", "rapid_review": "2026-12-23"},
    },
    hears={
        "author": ("was approved", "led to a notification", "published"),
        "team": ("The national Panel was notified", "The local review was published"),
        "psw": ("The national Panel was notified", "The local review was published", "The case was closed"),
    },
)  # fmt: skip

NOT_NOTIFIED = Story(
    {"outcome": "other_physical", "injury": "repeated", "learning": "single_agency"},
    APPROVED + DISCUSSED + """
    uma | partnership_referral.share
    kim | partnership_referral.executive_view | choice: not_met; rationale: The harm was not serious.
    cor | panel_notification.decide_not_notify | rationale: I agree with the Executive here.
    pat | partnership_referral.single_agency_learning | text: How injuries were recorded by us.
    ash | internal_review.authorise
    pat | internal_review.appoint | person: {sam}
    +10d
    sam | internal_review.report
    pat | internal_review.quality_checked
    ash | internal_review.approve
    pat | learning_action.open | text: Train all of the teams.; review: An audit in spring.; person: {mia}; \
        due: 2027-01-15
    pat | learning_action.extend | due: 2027-02-01; reason: It was agreed with the team.
    pat | learning_action.open | text: Change the form soon.; review: An audit in spring.; person: {wes}; \
        due: 2027-03-01
    mia | learning_action.done | text: They were all trained.
    pat | learning_action.verify
    wes | learning_action#2.done | text: The form was changed.
    pat | alert.close | | earning action
    pat | learning_action#2.verify
    pat | alert.close | | Closed
    """,
    {
        "alert": "closed",
        "strategy_discussion": "held",
        "panel_notification": "not_notified",
        "partnership_referral": "closed",
        "director_briefing": "director_told",
        "internal_review": "closed",
        "learning_action": "verified",
        "learning_action#2": "verified",
    },
    dates={"kent": {"internal_review_report": "2027-01-07"}, "strathmuir": {"internal_review_report": "2026-12-08"}},
    hears={
        "author": ("decided not to notify the national Panel",),
        "team": ("decided not to notify the national Panel",),
        "psw": ("decided not to notify the national Panel", "earning action"),
    },
)  # fmt: skip

PLACED = {"status": "placed_by_other_authority", "strategy_discussion": "held", "strategy_attendance": "police, health",
          "panel_criteria_considered": "no"}  # fmt: skip

PLACED_AND_SILENT = Story(
    {**PLACED, "known_at": "2026-11-20T14:00", "incident_at": "2026-11-20T13:00"},
    """
    uma | placing_authority.invite | text: I spoke to their duty manager.; when: {-30m}
    ada | alert.approve
    uma | alert.assess | | Assessed
    ash | director_briefing.tell_director
    uma | partnership_referral.share
    kim | partnership_referral.executive_view | choice: met; rationale: The harm was serious.
    +23h
    +29m
    +4d | placing_authority.lapse
    cor | panel_notification.decide_notify | rationale: We have to do it ourselves.
    uma | panel_notification.record_notified | reference: P-1; sent_at: {-0m}
    pat | agency_summary.appoint | person: {sam}
    pat | agency_summary.agree_parameters | text: Only the manager will be asked, in person.
    sam | agency_summary.send_to_psw
    pat | agency_summary.quality_checked
    ash | agency_summary.approve
    pat | agency_summary.return_to_kscmp | when: {-1m}
    kim | rapid_review.convene | meeting_at: {+5d}
    kim | rapid_review.summaries_circulated
    +6d
    kim | rapid_review.hold | when: {-1d}; attendance: chair, ad_spsqa, police, health
    kim | rapid_review.finalise | outcome: 1; text: There is nothing more to learn.
    kim | rapid_review.submit_outcome | when: {-1h}
    pat | rapid_review.tell_teams
    pat | alert.close | | Closed
    """,
    {
        "alert": "closed",
        "panel_notification": "notified",
        "placing_authority": "closed",
        "partnership_referral": "met",
        "director_briefing": "director_told",
        "rapid_review": "closed",
        "agency_summary": "returned",
    },
    dates={
        "kent": {"placing_authority_confirmation": "2026-11-21 14:30:00+00:00", "panel_notification": "2026-11-27"},
        "strathmuir": {"placing_authority_confirmation": "2026-11-24", "panel_notification": "2026-12-02"},
    },
    missed=("placing_authority_confirmation",),
    hears={"author": ("led to a notification",), "psw": ("placing authority",), "team": ("placing authority",)},
    now=datetime(2026, 11, 20, 15, tzinfo=LONDON),
)  # fmt: skip

DIED = {
    "outcome": "died",
    "died_at": "2026-11-23T08:00",
    "death_unexpected": "no",
    "death_circumstances": "none",
    "place_of_death": "in_area",
    "abuse_or_neglect": "neither",
    "strategy_discussion": "held",
    "strategy_attendance": "police, health",
    "panel_criteria_considered": "no",
}

LOOKED_AFTER_DEATH = Story(
    {**DIED, "status": "looked_after"},
    """
    uma | looked_after_death.record_notified | reference: S-1; sent_at: {-1h}
    mia | child_death.health_decides | choice: no_jar; reason: It was not unexpected at all.
    mia | child_death.form_a | when: {-30m}
    mia | child_death.key_worker | text: A nurse whom they know.
    """ + APPROVED + "pat | alert.close | | Closed",
    {
        "alert": "closed",
        "looked_after_death": "notified",
        "child_death": "no_jar",
        "director_briefing": "director_told",
    },
    dates={
        "kent": {"looked_after_death": "2026-11-30"},
        "strathmuir": {"looked_after_death": "2026-11-25 09:00:00+00:00"},
    },
    hears={"author": ("Ofsted",), "team": ("Ofsted",), "psw": ("Ofsted", "Form A")},
)  # fmt: skip

CARE_LEAVER = Story(
    {**DIED, "age_group": "18_to_24", "status": "care_leaver"},
    "pat | care_leaver_death.record_notified | reference: S-2; sent_at: {-1h}"
    + APPROVED
    + "pat | alert.close | | Closed",
    {"alert": "closed", "care_leaver_death": "notified", "director_briefing": "director_told"},
    dates={"kent": {"care_leaver_death": "2026-11-30"}, "strathmuir": {"care_leaver_death": "2026-12-23"}},
    hears={"author": ("Ofsted",), "psw": ("Ofsted",)},
)

EXPECTED = {**DIED, "outcome": "expected_to_die", "death_unexpected": "yes"}

EXPECTED_AND_DIES = Story(
    EXPECTED,
    APPROVED + """
    pat | alert.close | | child’s death
    uma | child_death.survived | text: The child is out of danger now.
    pat | alert.close | | Closed
    +2d
    uma | child_death.died | when: {-3h}
    uma | alert.assess | | Assessed
    mia | child_death.health_decides | choice: jar; reason: It could not be explained.
    mia | child_death.form_a | when: {-30m}
    +1d
    mia | child_death.jar_held | when: {-1h}; attendance: service_manager, police, health; \
        text: A post-mortem follows later.; recorded: yes; abuse_concerns: yes
    mia | strategy_discussion.arrange | meeting_at: {+1d}
    mia | child_death.update_filed | reference: L-9
    +2d
    mia | strategy_discussion.hold | when: {-1d}; attendance: police, health; criteria_considered: no; \
        text: There is no sign of abuse.
    pat | alert.close | | Closed
    """,
    {"alert": "closed", "child_death": "closed", "strategy_discussion": "held", "director_briefing": "director_told"},
    dates={
        "kent": {"joint_agency_response": "2026-11-28 11:20:00+00:00"},
        "strathmuir": {"joint_agency_response": "2026-11-29 11:20:00+00:00"},
    },
    hears={"psw": ("has died",), "team": ("has died",)},
)  # fmt: skip

EXPECTED_AND_SURVIVES = Story(
    EXPECTED,
    APPROVED + """
    mia | child_death.survived | text: The child is out of danger now.
    pat | alert.close | | Closed
    """,
    {"alert": "closed", "child_death": "closed", "director_briefing": "director_told"},
    hears={"psw": ("The child is out of danger",), "team": ("The child is out of danger",)},
)  # fmt: skip

STILLBIRTH = Story(
    {
        **DIED,
        "age_group": "stillborn",
        "died_at": "2026-11-23T07:00",
        "incident_at": "2026-11-23T07:00",
        "death_unexpected": "yes",
        "death_circumstances": "unattended_stillbirth",
        "abuse_or_neglect": "suspected",
        "strategy_discussion": "not_held",
        "place_of_death": "in_area",
    },
    APPROVED + DISCUSSED + """
    uma | child_death.health_decides | choice: jar; reason: Nobody was with the mother.
    uma | partnership_referral.share
    +1d
    mia | child_death.jar_held | when: {-1h}; attendance: service_manager, police, health; \
        text: No concerns were raised there.; recorded: yes; abuse_concerns: no
    mia | child_death.update_filed | reference: L-9
    pat | panel_notification.decide_not_notify | rationale: A stillbirth is not covered here.; \
        without_view: It could not wait for them.; on_behalf_of: The one who decides.; decided_at: {-1h}
    kim | partnership_referral.executive_view | choice: not_met; rationale: A stillbirth is not covered.
    pat | partnership_referral.single_agency_learning | text: none
    pat | alert.close | | Closed
    """,
    {
        "alert": "closed",
        "strategy_discussion": "held",
        "panel_notification": "not_notified",
        "child_death": "closed",
        "partnership_referral": "closed",
        "director_briefing": "director_told",
    },
    dates={
        "kent": {"joint_agency_response": "2026-11-26 07:00:00+00:00"},
        "strathmuir": {"joint_agency_response": "2026-11-27 07:00:00+00:00"},
    },
    hears={"author": ("decided not to notify the national Panel",), "psw": ("Joint Agency Response",)},
)  # fmt: skip

ADULT_AND_HOMICIDE = Story(
    {
        "outcome": "no_harm",
        "abuse_or_neglect": "neither",
        "adult_affected": ("died_domestic_abuse", "serious_abuse_or_neglect"),
        "partner_working_concern": "yes",
    },
    APPROVED + """
    uma | adult_review.refer | when: {-1h}
    pat | adult_review.board_decides | choice: review; when: {-5m}
    pat | adult_review.imr_requested
    pat | homicide_review.csp_told | when: 2026-11-20
    +7d
    pat | homicide_review.decide | choice: review; when: {-1d}
    pat | homicide_review.extend | due: 2027-09-01; text: It was agreed by the partnership.
    pat | homicide_review.imr_requested
    pat | homicide_review.chronology | when: {-1h}
    """ + MANAGEMENT_REVIEW.replace("ash |", "sam |").replace("kim |", "pat |") + """
    pat | management_review#2.appoint | person: {wes}
    pat | management_review#2.brief | when: {-1h}
    wes | management_review#2.draft | checklist: {checklist}, agreed_with_panel_member
    pat | management_review#2.quality_checked
    sam | management_review#2.approve
    pat | management_review#2.circulate
    pat | management_review#2.present | when: {-10m}
    pat | adult_review.close | text: Its learning was shared widely.
    pat | alert.close | | omicide
    pat | homicide_review.overview_report | when: {-5m}
    pat | alert.close | | Closed
    """,
    {
        "alert": "closed",
        "adult_review": "closed",
        "homicide_review": "closed",
        "management_review": "closed",
        "management_review#2": "closed",
        "director_briefing": "director_told",
    },
    dates={
        "kent": {"homicide_review_decision": "2026-12-20", "homicide_review_report": "2027-09-01"},
        "strathmuir": {"homicide_review_decision": "2027-01-20", "homicide_review_report": "2027-09-01"},
    },
    hears={"psw": ("Domestic Homicide Review", "Safeguarding Adult Review")},
)  # fmt: skip

PARTNER_REFERRAL = Story(
    {},
    DISCUSSED + """
    uma | partnership_referral.share
    +1d
    kim | partnership_referral.executive_view | choice: not_met; rationale: The harm was not serious enough.
    pat | panel_notification.decide_not_notify | rationale: As the Executive advised.; \
        on_behalf_of: The one who decides.; decided_at: {-10m}
    pat | partnership_referral.single_agency_learning | text: none
    """,
    {"panel_notification": "not_notified", "partnership_referral": "closed", "strategy_discussion": "held"},
    dates={"kent": {"panel_notification": "2026-11-30"}, "strathmuir": {"panel_notification": "2026-12-03"}},
    hears={"psw": ("decided not to notify the national Panel",)},
    begins="referral",
    by="uma",
)  # fmt: skip

STORIES = {
    "notified with a local review": NOTIFIED_WITH_A_LOCAL_REVIEW,
    "not notified with an internal review": NOT_NOTIFIED,
    "a placed child and silence": PLACED_AND_SILENT,
    "a looked-after child dies": LOOKED_AFTER_DEATH,
    "a care leaver dies": CARE_LEAVER,
    "expected to die and dies": EXPECTED_AND_DIES,
    "expected to die and survives": EXPECTED_AND_SURVIVES,
    "a stillbirth": STILLBIRTH,
    "an adult and a homicide review": ADULT_AND_HOMICIDE,
    "a partner's referral": PARTNER_REFERRAL,
}
