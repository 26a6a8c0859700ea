"""Whole cases, as they are told in conversations: who says what. What begins with "=" answers what was asked."""

from tests.stage import ALERT, AUTHOR, QUIET

DEATH = (
    "alert", "no", "new", "east", "1", "not on record", "2026-11-23T09:00", "2026-11-23T08:00", "under_18", "died",
    "2026-11-23T08:30", "yes", "sudden_no_apparent_cause", "suspected", "parent_or_carer", "yes", "in_area", "in_area",
    "looked_after", "not_held", "The child was found unwell at home.", "All are safe.", "skip",
    "died_domestic_abuse, serious_abuse_or_neglect", "yes", "skip", "skip", "submit",
)  # fmt: skip
"""A looked-after child died, and adults were harmed: nearly every process of the product opens."""

LEFT_CARE = (
    "alert", "no", "new", "east", "1", "not on record", "2026-11-23T09:00", "2026-11-23T08:00", "18_to_24", "died",
    "2026-11-23T08:30", "no", "none", "neither", "in_area", "in_area", "care_leaver", "not_held",
    "The young person died.", "Nobody else is at risk.", "skip", "none", "skip", "skip", "submit",
)  # fmt: skip

Line = tuple[str, str]
"""Who says what; "+3d" lets days go by."""

REVIEWED: tuple[Line, ...] = (
    *((AUTHOR, said) for said in DEATH),
    ("ada", "do 1 approve"),
    ("uma", "do 1 request_information"),
    ("uma", "=Which ward?"),
    (AUTHOR, "do 1 provide"),
    (AUTHOR, "=Ward 3."),
    ("uma", "do 1 assess"),
    ("uma", "do 1 director_briefing.liaise when: 2026-11-23T14:00; text: The Director's view."),
    ("ash", "do 1 tell_director"),
    ("uma", "do 1 strategy_discussion.hold when: 2026-11-23T10:00; attendance: police"),
    ("uma", "=yes"),
    ("uma", "=It is likely due to the care."),
    ("mia", "do 1 key_worker"),
    ("mia", "=The family nurse."),
    ("mia", "do 1 form_a when: 2026-11-23T12:00"),
    ("uma", "do 1 health_decides choice: jar; reason: It is unexplained."),
    ("mia", "do 1 jar_held when: 2026-11-23T13:00; attendance: service_manager, police, health"),
    ("mia", "=A post-mortem follows."),
    ("mia", "=yes"),
    ("mia", "=yes"),
    ("mia", "do 1 update_filed reference: L-9"),
    ("uma", "do 1 looked_after_death.record_notified reference: S-1; sent_at: 2026-11-23T14:00"),
    ("pat", "do 1 share"),
    ("pat", "do 1 executive_meeting meeting_at: 2026-11-24T10:00"),
    ("kim", "do 1 executive_view choice: met; rationale: Serious harm."),
    ("uma", "do 1 panel_notification.recommend choice: notify; rationale: The test is met."),
    ("cor", "do 1 decide_notify rationale: I agree."),
    ("", "+1d"),
    ("uma", "do 1 panel_notification.record_notified reference: P-1; sent_at: 2026-11-24T10:00"),
    ("pat", "do 1 panel_response text: A Rapid Review.; when: 2026-11-24T11:00"),
    ("pat", "do 1 agency_summary.appoint Sam Ford"),
    ("pat", "do 1 agree_parameters"),
    ("pat", "=The manager, in person."),
    ("pat", "do 1 review_meeting"),
    ("pat", "=2026-11-24T12:00"),
    ("kim", "do 1 convene meeting_at: 2026-12-09T10:00"),
    ("sam", "do 1 send_to_psw"),
    ("pat", "do 1 agency_summary.quality_checked"),
    ("ash", "do 1 agency_summary.approve"),
    ("pat", "do 1 return_to_kscmp when: 2026-11-24T12:30"),
    ("kim", "do 1 summaries_circulated"),
    ("", "+16d"),
    ("kim", "do 1 rapid_review.hold when: 2026-12-09T10:00"),
    ("kim", "=chair, director, police, health"),
    (
        "kim",
        "do 1 finalise outcome: local_review, other_learning; learning: practitioner_event; text: How was it read?",
    ),
    ("kim", "do 1 submit_outcome when: 2026-12-10T10:00"),
    ("dee", "do 1 tell_teams"),
    ("pat", "do 1 management_review.appoint"),
    ("pat", "=Wes Moor"),
    ("pat", "do 1 brief when: 2026-12-10T11:00"),
    ("wes", "do 1 draft"),
    ("wes", "=1, 2, 3, 4, 5, 6, 7, 8"),
    ("pat", "do 1 management_review.quality_checked"),
    ("ash", "do 1 management_review.approve"),
    ("kim", "do 1 circulate"),
    ("pat", "do 1 present when: 2026-12-10T12:00"),
    ("kim", "do 1 author_appointed text: An independent author."),
    ("kim", "do 1 terms_agreed text: At the first panel meeting."),
    ("kim", "do 1 family_informed when: 2026-12-10T13:00"),
    ("kim", "do 1 local_review.panel_meeting when: 2026-12-10T13:10; text: The draft was read."),
    ("uma", "do 1 progress text: It goes well."),
    ("kim", "do 1 reports_in"),
    ("kim", "do 1 local_review.agreed"),
    ("kim", "do 1 practitioner_event.invite meeting_at: 2026-12-15T10:00; invited: Mia Brook"),
    ("pat", "do 1 practitioner_event.hold when: 2026-12-10T14:00; attendance: Mia Brook"),
    ("pat", "do 1 practitioner_event.close"),
    ("uma", "do 1 adult_review.refer when: 2026-12-10T10:00"),
    ("pat", "do 1 board_decides choice: review; when: 2026-12-10T11:00"),
    ("pat", "do 1 adult_review.imr_requested"),
    ("pat", "do 1 csp_told"),
    ("pat", "=2026-11-30T10:00"),
    ("pat", "do 1 homicide_review.decide choice: review; when: 2026-12-10T11:00"),
    ("pat", "do 1 homicide_review.extend due: 2027-09-01"),
    ("pat", "=The partnership."),
    ("pat", "do 1 homicide_review.chronology when: 2026-12-10T12:00"),
    ("pat", "do 1 overview_report when: 2026-12-10T13:00"),
    ("pat", "do 1 learning_action.open text: Train.; person: Wes Moor; due: 2027-01-18; review: An audit."),
    ("wes", "do 1 learning_action.done text: All were trained."),
    ("pat", "do 1 learning_action.verify"),
    ("ada", "do 1 internal_review.open text: How records are kept."),
    ("ash", "do 1 internal_review.authorise"),
    ("pat", "do 1 internal_review.appoint Sam Ford"),
    ("sam", "do 1 internal_review.report"),
    ("pat", "do 1 internal_review.quality_checked"),
    ("ash", "do 1 internal_review.approve"),
    ("kim", "do 1 local_review.open"),
)
"""A death that is notified, and every review that can follow it."""

NOT_NOTIFIED: tuple[Line, ...] = (
    *((AUTHOR, said) for said in DEATH),
    ("pat", "do 1 share"),
    ("kim", "do 1 executive_view choice: not_met; rationale: Not serious."),
    ("kim", "do 1 new_view choice: not_met; rationale: Still not serious."),
    ("pat", "do 1 single_agency_learning text: How injuries were recorded."),
    ("cor", "do 1 decide_not_notify rationale: I agree."),
    ("ash", "do 1 internal_review.authorise"),
    ("pat", "do 1 internal_review.appoint Sam Ford"),
    ("sam", "do 1 internal_review.report"),
    ("pat", "do 1 internal_review.quality_checked"),
    ("ash", "do 1 internal_review.approve recommendations: Train the teams."),
)

OF_A_CARE_LEAVER: tuple[Line, ...] = (
    *((AUTHOR, said) for said in LEFT_CARE),
    ("uma", "status 1"),
    ("pat", "do 1 care_leaver_death.record_notified reference: S-2; sent_at: 2026-11-23T14:00"),
)

OF_A_PLACED_CHILD: tuple[Line, ...] = (
    *(
        (AUTHOR, said)
        for said in (*ALERT[:14], "placed_by_other_authority", "Elsewhere Council", *ALERT[15:], "submit")
    ),
    ("ada", "do 1 approve"),
    ("uma", "do 1 request_information questions: 30, 31"),
    (AUTHOR, "do 1 provide"),
    (AUTHOR, "=A fuller account."),
    (AUTHOR, "=instead"),
    (AUTHOR, "=They are still safe."),
    (AUTHOR, "=instead"),
    (AUTHOR, "=submit"),
    (AUTHOR, "do 1 update"),
    (AUTHOR, "=edit 30"),
    (AUTHOR, "=Another account."),
    (AUTHOR, "=submit"),
    ("uma", "do 1 placing_authority.invite text: Their duty manager.; when: 2026-11-23T14:00"),
    ("uma", "do 1 placing_authority.confirm text: Their head of service.; when: 2026-11-23T14:10"),
    ("pat", "do 1 not_done"),
)
"""A child whom another authority placed here: that authority confirms, and does nothing."""

DECLINED: tuple[Line, ...] = (
    *OF_A_PLACED_CHILD[:-2],
    ("uma", "do 1 placing_authority.decline when: 2026-11-23T14:10"),
)

QUIETLY: tuple[Line, ...] = (*((AUTHOR, said) for said in (*QUIET, "submit")), (AUTHOR, "status 1"))
