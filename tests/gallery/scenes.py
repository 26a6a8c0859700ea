"""Short scenes beside the stories: every command, every way through an alert, and what goes wrong.

Each line is something that happens: `who: words` are said, `who > label` is pressed (`| box = words` fills it in),
`who @east` speaks in that team's channel, `+3d` lets time pass, and `away 3d` lets it pass while the bot does not run.
"""

TELLING = """
    joe: hello
    joe: {account}
    joe: alert
    joe > Why we ask
    joe > No
    joe: back
    joe: no
    joe: new
    joe: something else
    joe: she lives in Dover
    joe > No, let me choose
    joe: East Kent
    joe: alert
    joe: resume
    joe: 1
    joe > Not on record
    joe: this morning at 9
    joe: yes
    joe: yesterday at 5
    joe > Neither of them
    joe: yesterday around 5pm
    joe > Yes, that is right
    joe: later
    joe: {account}
    joe: good evening
    joe: my alerts
    joe: resume
    joe: review
    joe > Change it | change = area
    joe > West Kent
    +2d
    +3d
    away 9d
    joe: discard
    joe > No, keep it
    joe: discard
    joe > Yes, delete it
    """

DETAILS = """
    joe: alert
    joe: no
    joe: edit 30
    joe: My number is 01622 123456 and his is 07700 900123.
    """

SENT = """
    {alert}
    joe > Submit
    joe > Support for me or my team
    joe > For the team
    mia: waiting
    mia > A session is arranged
    joe: support
    joe > Not now
    joe: my alerts
    joe: status 1
    joe: details 1
    joe: more 1
    joe: export 1
    joe: stauts 1
    joe: frob
    joe: status
    joe: /frob
    ada: waiting
    ada: status 1
    ada: do 1 return reason: Who was there?; questions: 31
    joe > Answer and send again
    joe: They are with an aunt tonight.
    joe > Add to it
    joe: later
    pat: subject 12345
    joe: discard
    joe > Yes, delete it
    pat: why 1
    pat: overdue
    pat: due week
    pat: due today
    pat: digest
    pat: people
    pat: hold 1
    pat: release 1
    pat: subject 12345
    pat: trends
    pat: trends limits 2026
    pat: trends times 2026
    pat: trends csv 2026
    pat: export 1 docx
    pat: check The LADO didn’t attend, and mum was very upset.
    uma @psw: status 1
    uma @psw: overdue
    uma @psw: trends
    uma @east: status 1
    uma @east: {account}
    uma @east: frob
    joe: guidance
    joe: guidance alerts
    joe: guidance reviews
    joe: guidance Rapid Review
    joe: guidance Rapid Reviw
    joe: guidance frob
    joe: help
    pat: help
    pat: help status
    pat: help cases
    ada: deputy Mia Brook until Friday
    """

ACTING = """
    {alert}
    joe: submit
    pat: do 1 bring_forward reason: It cannot wait until tomorrow.
    uma: status 1
    uma > It is arranged
    uma: nonsense
    uma: Friday at 10:00
    uma > No, let me say it again
    uma: Friday at 11:00
    uma > Yes, that is right
    uma: more 1
    uma > Leave a note
    uma: Please ring 01622 123456 about it.
    uma > No, keep my words
    uma > Leave a note
    uma > Cancel
    uma: do 1 hold
    uma: cancel
    uma: do 1 frob
    uma: do 1 close
    pat: do 1 withdraw It was a mistake in the record.
    """

REMINDED = """
    {alert}
    joe: submit
    pat: do 1 learning_action.open text: Train the team.; person: Mia Brook; due: 2026-12-02; review: An audit.
    uma: do 1 strategy_discussion.arrange meeting_at: 2026-11-26T10:00
    pat: do 1 practitioner_event.open meeting_at: 2026-11-26T10:00; invited: Mia Brook, Ada Field
    pat: do 1 practitioner_event.invite
    ada: deputy Mia Brook until 30 December
    +20h
    ada: waiting
    mia > I am on it
    mia: snooze 1 until tomorrow 10:00
    +3d
    away 4d
    +1d
    pat: overdue
    pat: digest
    """

INCIDENT = """
    {alert}
    joe: submit
    {alert}
    joe: edit 7
    joe: 1234567
    joe: submit
    joe: alert
    joe: no
    joe: update
    joe: 2026-1
    joe: edit 7
    joe: 1234567
    joe: edit 4
    joe: West Kent
    joe: submit
    pat: cases
    pat: cases east overdue
    pat: cases estern
    pat: find 1234567
    pat: find 2026-1
    uma @psw: cases
    pat: link 1 2
    pat: timeline 1
    pat: remind 1 tomorrow at 10:00 ask for the minutes
    pat > Yes, that is right
    pat: reminders
    pat: reach
    joe: alert
    joe: no
    joe: update
    joe: 2026-1
    joe: later
    joe: {account}
    uma: do 1 strategy_discussion.hold attendance: police, health
    pat: subject 1234567
    +1d
    pat: fold 2 into 1
    pat: action 1 Brief the night team by 18 December for Mia Brook
    """

AUTHORS = """
    {alert}
    joe: submit
    ada: do 1 approve
    uma: do 1 assess
    uma: do 1 share
    kim: do 1 executive_view choice: not_met; rationale: The harm was not serious.
    cor: do 1 decide_not_notify rationale: I agree.; without_view: It cannot wait.
    pat: do 1 single_agency_learning text: How injuries were recorded by us.
    ash: do 1 internal_review.authorise
    pat: do 1 internal_review.appoint person: Sam Ford
    """

SCENES = {
    "telling": TELLING,
    "personal details": DETAILS,
    "sent": SENT,
    "acting": ACTING,
    "reminded": REMINDED,
    "incident": INCIDENT,
    "authors": AUTHORS,
}
