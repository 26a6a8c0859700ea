"""What people are told, and at which moment, from the alert to the notification. Heard in the conversation itself."""

import pytest

from tests.rules.hearing import hears, reads
from tests.rules.stories import REVIEWED
from tests.stage import AUTHOR, PSW_CHANNEL, TEAM_CHANNEL

rule = pytest.mark.rule

# fmt: off
TOLD = [
    # upon what, who hears what; the rule that it is about
    pytest.param("submit", "ada", "An alert needs your approval", marks=rule("R1")),
    pytest.param("submit", TEAM_CHANNEL, "A new alert was sent", marks=rule("R1")),
    pytest.param("submit", AUTHOR,
                 "The form on Liberi stays the alert of record: “details NTK-2026-0001” shows the text to paste there.",
                 marks=rule("R2")),
    pytest.param("not_held", AUTHOR, "Detail helps others to act within the legal time limits.", marks=rule("R3")),
    pytest.param("strategy_discussion.hold", "uma",
                 "Did it consider whether the national Panel should be notified?",
                 marks=rule("R4")),
    pytest.param("health_decides", "mia", "Then record its outcome on the child’s file.", marks=rule("R6")),
    pytest.param("jar_held", "mia",
                 "Please file the updating alert on Liberi, and give me its reference.",
                 marks=rule("R6")),
    pytest.param("jar_held", "mia", "Are they recorded on the child’s file?", marks=rule("R6")),
    pytest.param("update_filed", "mia", "Done. NTK-2026-0001: Finished.", marks=rule("R6")),
    pytest.param("jar_held", "mia",
                 "Were concerns of abuse or neglect raised? The response does not decide on notifying the Panel",
                 marks=rule("R7")),
    pytest.param("jar_held", "ada", "The Joint Agency Response was held", marks=rule("R7")),
    pytest.param("jar_held", "ash", "The Joint Agency Response was held", marks=rule("R7")),
    pytest.param("update_filed", "ada", "The updating alert was filed", marks=rule("R7")),
    pytest.param("request_information", AUTHOR,
                 "Please answer soon and as fully as you can: legal time limits are running.",
                 marks=rule("R8")),
    pytest.param("provide", AUTHOR, "Please be as full as you can.", marks=rule("R8")),
    pytest.param("submit", "ada",
                 "Please read it, then approve it and forward it to the Safeguarding Unit",
                 marks=rule("R9")),
    pytest.param("do 1 approve", "ada", "Done. NTK-2026-0001: With the Safeguarding Unit.", marks=rule("R9")),
    pytest.param("local_review.open", "kim", "key lines of enquiry, as the Rapid Review concluded?", marks=rule("R63")),
    pytest.param("do 1 draft", "wes", "Report agreed with our panel member", marks=(rule("R92"), rule("R105"))),
    pytest.param("submit", PSW_CHANNEL, "Notifying the national Panel is being considered", marks=rule("R10")),
    pytest.param("do 1 assess", "uma", "Assessed by the Safeguarding Unit", marks=rule("R10")),
    pytest.param("request_information", "uma",
                 "such as evidence of harm, or whether it is due to the care provided",
                 marks=rule("R12")),
    pytest.param("request_information", AUTHOR, "The Safeguarding Unit asks for information", marks=rule("R12")),
    pytest.param("provide", AUTHOR, "What can you tell the Safeguarding Unit?", marks=rule("R12")),
    pytest.param("director_briefing.liaise", "ash", "The Safeguarding Unit talked it over", marks=rule("R13")),
    pytest.param("executive_meeting", "kim", "The Executive will meet", marks=rule("R13")),
    pytest.param("do 1 approve", "ash", "Please decide whether the Director is told of it.", marks=rule("R14")),
    pytest.param("tell_director", "dee", "The Director was told", marks=rule("R14")),
    pytest.param("submit", "mia", "Concerns of significant harm call for one at once.", marks=rule("R23")),
    pytest.param("submit", "mia", "Please invite police and health", marks=rule("R24")),
    pytest.param("strategy_discussion.hold", "uma",
                 "Is the harm life-changing, long-term or life-threatening, and likely due to the care received?",
                 marks=rule("R25")),
    pytest.param("strategy_discussion.hold", "uma", "How are the child and any siblings kept safe?", marks=rule("R26")),
    pytest.param("strategy_discussion.hold", "uma",
                 "Did it consider whether the national Panel should be notified?",
                 marks=rule("R26")),
    pytest.param("panel_notification.record_notified", "uma", "Notified to the national Panel", marks=rule("R27")),
    pytest.param("panel_notification.record_notified", PSW_CHANNEL,
                 "The national Panel was notified, and through it Ofsted and the Department for Education",
                 marks=rule("R28")),
    pytest.param("panel_notification.recommend", "cor",
                 "You decide. Please read the case, then press your decision.",
                 marks=rule("R29")),
    pytest.param("panel_notification.recommend", "ash",
                 "A recommendation went to the Corporate Director",
                 marks=rule("R30")),
    pytest.param("panel_notification.record_notified", "ada", "The national Panel was notified", marks=rule("R31")),
    pytest.param("panel_notification.record_notified", "mia", "The national Panel was notified", marks=rule("R31")),
    pytest.param("executive_view", "ada", "The Executive has given its view", marks=rule("R31")),
    pytest.param("executive_view", "mia", "The Executive has given its view", marks=rule("R31")),
    pytest.param("panel_response", "ada", "The national Panel has answered", marks=rule("R31")),
    pytest.param("panel_response", "mia", "The national Panel has answered", marks=rule("R31")),
    pytest.param("panel_notification.record_notified", "ada",
                 "Please tell the team, and that an agency summary follows. Please think of their well-being.",
                 marks=rule("R32")),
    pytest.param("panel_notification.record_notified", "mia",
                 "Please tell the team, and that an agency summary follows. Please think of their well-being.",
                 marks=rule("R32")),
    pytest.param("do 1 share", "kim",
                 "looks at what is complex or of national importance, the partnership at what matters for the area.",
                 marks=rule("R33")),
    pytest.param("submit", "ash", "The death of a looked-after child is to be notified", marks=rule("R36")),
    pytest.param("looked_after_death.record_notified", "uma",
                 "Notified to the Secretary of State and Ofsted",
                 marks=rule("R36")),
    pytest.param("do 1 share", "kim", "This was shared with the partnership", marks=rule("R39")),
    pytest.param("do 1 share", "kim",
                 "Please talk it over with the three partners, then record whether the threshold is met, and why.",
                 marks=rule("R40")),
    pytest.param("executive_view", PSW_CHANNEL, "The Executive has given its view", marks=rule("R40")),
    pytest.param("executive_view", "kim",
                 "the threshold is met, and notifying the Panel is for the council",
                 marks=rule("R41")),
]
# fmt: on


@pytest.mark.parametrize(("upon", "who", "sentence"), TOLD)
def test_what_is_heard_when_a_death_is_notified(upon: str, who: str, sentence: str) -> None:
    assert sentence in hears(REVIEWED, who, upon)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("the legal test is met. The Corporate Director decides.", marks=rule("R29")),
        pytest.param("It does not matter whether abuse or neglect is suspected.", marks=rule("R36")),
    ],
)
def test_what_a_case_says_of_its_findings(sentence: str) -> None:
    assert sentence in reads(REVIEWED, "pat", "submit")
