"""The guidance in the chat: everything in its appendices can be asked for, and the answers are plain and sourced."""

import re

import pytest

from bot.cards import card_of, plain
from bot.commands.guidance import GUIDANCE
from bot.commands.registry import Commands
from bot.router import Router
from bot.server import COMMANDS
from dialogs.guidance import GROUPS, LABEL, TERMS, Group, Term, explain, find, offer
from dialogs.wording import SENTENCES, has, say
from state.message import Message
from state.profile_file import load_profile
from tests.stage import ALERT, AUTHOR, TEAM_CHANNEL, Stage, buttons_of

LAST_PARAGRAPH = 274

APPENDICES = """
rapid_review          Rapid Review | rapid reviews | What is a Rapid Review?
local_review          Local Child Safeguarding Practice Review | LCSPR | LCSPRs | what does LCSPR stand for
national_panel        Child Safeguarding Practice Review Panel | National Panel | the Panel | CSPRP | CSPR Panel
internal_review       Internal Review | internal reviews
agency_summary        Agency Involvement Summary Report | agency summary
management_review     Independent Management Review | IMR | IMRs
terms_of_reference    Terms of Reference | TOR
learning_group        Learning and Improvement Group | LIG
executive_board       KSCMP Executive Board | the Executive
independent_author    LCSPR, SAR or DHR Author | LCSPR author | SAR author | DHR author
child_death_overview  Child Death Overview Panel | CDOP
joint_agency_response Joint Agency Response | JAR | what is a JAR?
corporate_director    Corporate Director for CYPE | Corporate Director
director              Director for Children’s Services (DCS) | Director for Children's Services | DCS
ad_spsqa              Assistant Director (AD) for Safeguarding, Professional Standards and Quality Assurance | AD SPSQA
psw                   Principal Social Worker | PSW | who is the PSW?
sm_spsqa              Service Managers for Safeguarding, Professional Standards and Quality Assurance | SM SPSQA
summary_author        Author of Agency Involvement Summary Report
management_author     Author of Independent Management Review | IMR author
allocated_team        Allocated teams/managers/practitioners | allocated team | practitioners
staff_advice          If a review looks at your work
learning_process      learning process | blame
records               records | case notes
appreciative_inquiry  Appreciative Inquiry
confidentiality       confidentiality | confidential
author_guidance       Guidance for authors | authors
report_contents       What the report includes | report
report_format         format of the report | template | acronyms
"""
"""What the four appendices explain, with the names and short names by which people know it."""

JARGON = """
safeguarding_alert    Need to Know | NTK | Safeguarding Alert | alert
panel_notification    National Panel notification
serious_harm          serious harm
strategy_discussion   Strategy Discussion | strategy meeting | significant harm
placing_authority     placing authority
looked_after_child    looked-after child | looked after children | LAC
care_leaver           care leaver | care leavers
ofsted_dfe            Ofsted | DfE
panel_or_partnership  difference between Panel and partnership
referral              referral | portal
liberi                Liberi | EHM
quorum                quorum | quorate
practitioner_event    practitioner event
adult_review          SAR | Safeguarding Adults Review
homicide_review       DHR | DHRs | Domestic Homicide Review
unexpected_death      unexpected death | SUDI/C
decision_discussion   Immediate Decision-Making Discussion
key_worker            key worker
form_a                Form A
partnership           KSCMP | partnership
safeguarding_unit     SPSQA | Safeguarding Unit | QA unit
children_services     ICS | KCC
cype                  CYPE
front_door            FDS
integrated_care_board ICB
community_safety      CSP
adults_board          SAB
area_ad               Area AD | AD
service_manager       SM | Service Manager
support               support | Support Line | Amparo
speaking              formal interview
performance           performance | Social Work England
smart                 SMART
limit                 limit | time limit
target                target
finding               finding
"""


def rows(table: str) -> list[tuple[str, str]]:
    split = (line.split(maxsplit=1) for line in table.strip().splitlines())
    return [(typed.strip(), term) for term, names in split for typed in names.split("|")]


@pytest.mark.parametrize(("typed", "term"), rows(APPENDICES) + rows(JARGON))
def test_found_by_its_own_name_and_by_the_short_ones(typed: str, term: str) -> None:
    for spelling in (typed, typed.lower(), f"  {typed}. "):
        assert find(spelling) == TERMS[term]


@pytest.mark.parametrize(
    ("typed", "group"),
    [
        ("glossary", "reviews"),
        ("Appendix 1", "reviews"),
        ("roles", "roles"),
        ("Appendix 2", "roles"),
        ("advice", "staff"),
        ("Appendix 3", "staff"),
        ("Appendix 4", "authors"),
        ("Writing a report", "authors"),
    ],
)
def test_a_group_offers_its_terms(typed: str, group: str) -> None:
    found = find(typed)
    assert isinstance(found, Group)
    assert found.id == group
    assert labels(explain(typed)) == [term.label for term in found.terms]


# fmt: off
rule = pytest.mark.rule
ADVICE = [
    pytest.param("alert", "Detail and speed matter, because legal time limits are running.", marks=rule("R3")),
    pytest.param("alert", "any significant incident, not only one that meets the Panel criteria", marks=rule("R5")),
    pytest.param("allocated team", "Answer requests for information promptly and as fully as you can.",
                 marks=rule("R8")),
    pytest.param("Ofsted", "Notifications to the Panel are shared with both", marks=rule("R28")),
    pytest.param("Panel or partnership", "issues of complex or national importance", marks=rule("R33")),
    pytest.param("Panel or partnership", "KSCMP, looks at those that matter for its own area", marks=rule("R33")),
    pytest.param("care leaver", "for information only and leads to no review of any type", marks=rule("R38")),
    pytest.param("learning process", "It is a learning process for everyone.", marks=rule("R62")),
    pytest.param("if a review looks at your work", "This is about learning", marks=rule("R62")),
    pytest.param("LCSPR", "The family are made aware of it and can share their thoughts.", marks=rule("R69")),
    pytest.param("practitioner event", "Those invited and their managers must make it a priority.", marks=rule("R73")),
    pytest.param("immediate discussion", "Children’s Social Work does not take part at this time.", marks=rule("R77")),
    pytest.param("JAR", "The JAR does not decide on Panel notification.", marks=rule("R86")),
    pytest.param("key worker", "Enquiries into the death are made in agreement with the coroner.", marks=rule("R87")),
    pytest.param("CDOP", "Stillbirths and lawful terminations of pregnancy are not part of it.", marks=rule("R88")),
    pytest.param("interview", "It is not a formal interview.", marks=rule("R93")),
    pytest.param("support", "Your Service Manager considers group sessions and arranges them.", marks=rule("R94")),
    pytest.param("performance", "That is a separate process, for the accountable line manager.", marks=rule("R95")),
    pytest.param("case notes", "Never add case notes or supervision after the event.", marks=rule("R96")),
    pytest.param("confidentiality", "Assistant Director and Service Manager decide whether its learning is shared",
                 marks=rule("R97")),
    pytest.param("what the report includes", "background, identity and protected characteristics", marks=rule("R98")),
    pytest.param("acronyms", "write without acronyms, contractions or colloquial language", marks=rule("R98")),
    pytest.param("PSW", "They track actions, and look for themes across alerts and reviews.", marks=rule("R99")),
    pytest.param("SM SPSQA", "They deputise for the AD SPSQA.", marks=rule("R99")),
    pytest.param("Form A", "Not in the Kent guidance.", marks=rule("R100")),
    pytest.param("LCSPR", "The QA unit tells the allocated service how it is going.", marks=rule("R106")),
    pytest.param("JAR", "What is known is collated in the standard national manner.", marks=rule("R107")),
    pytest.param("key worker", "told all that is known about their child", marks=rule("R107")),
    pytest.param("Appreciative Inquiry", "You may also wait until the report is finished.", marks=rule("R108")),
    pytest.param("SM SPSQA", "They follow themes across DHRs and SARs, and work with Adult Services on them.",
                 marks=rule("R109")),
]
# fmt: on


@pytest.mark.parametrize(("typed", "sentence"), ADVICE)
def test_what_the_guidance_advises_is_said(typed: str, sentence: str) -> None:
    assert sentence in plain(explain(typed))


LIMITS = [
    ("panel_notification", "panel_notification", "5 working days"),
    ("placing_authority", "placing_authority_confirmation", "24 hours"),
    ("rapid_review", "rapid_review", "15 working days"),
    ("homicide_review", "homicide_review_decision", "1 month"),
    ("homicide_review", "homicide_review_report", "6 months"),
    ("joint_agency_response", "joint_agency_response", "72 hours"),
    ("form_a", "child_death_form", "24 hours"),
    ("area_ad", "area_ad_approval", "1 working day"),
]


@pytest.mark.parametrize(("term", "limit", "words"), LIMITS)
def test_a_limit_is_explained_as_it_is_counted(term: str, limit: str, words: str) -> None:
    span = load_profile().limits[limit].limit
    assert span is not None
    number, unit = words.split(maxsplit=1)
    assert (span.count, span.unit.replace("_", " ").removesuffix("s")) == (int(number), unit.removesuffix("s"))
    assert f"within {words}" in text(term)


@pytest.mark.rule("R94")
def test_support_is_explained_with_the_contacts_of_the_profile() -> None:
    contacts = load_profile().contacts
    assert contacts.support_individual in text("support")
    assert contacts.support_group in text("support")


@pytest.mark.rule("R94")
@pytest.mark.parametrize("term", next(group for group in GROUPS if group.id == "staff").terms, ids=lambda t: t.id)
def test_help_is_one_press_away_from_advice(term: Term) -> None:
    button = buttons_of(explain(term.label).card)[-1]
    assert button.data == {"do": "command", "command": "support"}


@pytest.mark.parametrize("term", TERMS)
def test_texts_are_a_few_short_sentences(term: str) -> None:
    sentences = re.split(r"(?<=[.?!])\s", text(term))
    assert 2 <= len(sentences) <= 6
    assert [sentence for sentence in sentences if len(sentence.split()) > 25] == []
    assert not re.search(r"[`*#{}]|\]\(", text(term))


OWN = {"form_a", "working_day", "finding"}
"""What stands in no paragraph of the guidance."""


@pytest.mark.parametrize("term", sorted(set(TERMS) - OWN))
def test_every_source_is_a_paragraph_of_the_guidance(term: str) -> None:
    source = say(f"guidance.term.{term}.source")
    assert re.fullmatch(r"G\d+(–G\d+)?(, G\d+(–G\d+)?)*", source)
    paragraphs = [int(number) for number in re.findall(r"\d+", source)]
    assert paragraphs == sorted(set(paragraphs))
    assert paragraphs[0] >= 1
    assert paragraphs[-1] <= LAST_PARAGRAPH
    assert f"Source: Kent guidance, {source}." in plain(explain(TERMS[term].label))


@pytest.mark.parametrize("term", sorted(OWN))
def test_what_the_guidance_does_not_say_is_shown_so(term: str) -> None:
    assert not has(f"guidance.term.{term}.source")
    assert "Not in the Kent guidance." in plain(explain(TERMS[term].label))


def test_every_text_can_be_asked_for() -> None:
    written = {key.split(".")[2] for key in SENTENCES if key.startswith("guidance.term.")}
    listed = [term.id for group in GROUPS for term in group.terms]
    assert sorted(listed) == sorted(written)


def test_no_name_means_two_things() -> None:
    assert [name for named in (*GROUPS, *TERMS.values()) for name in named.names if find(name) != named] == []


def test_labels_fit_on_a_phone_and_lead_to_their_term() -> None:
    for named in (*GROUPS, *TERMS.values()):
        assert len(named.label) <= LABEL
        assert find(named.label) == named


def test_what_other_messages_tell_people_to_type_is_there() -> None:
    told = {words for sentence in SENTENCES.values() for words in re.findall(r"“guidance ([^”]+)”", sentence)}
    assert "Rapid Review" in told
    assert [words for words in told if find(words) is None] == []


def test_without_words_everything_is_listed_on_one_card() -> None:
    shown = explain(" ")
    assert labels(shown) == [group.label for group in GROUPS]
    words = plain(shown)
    assert [term.label for term in TERMS.values() if term.label not in words] == []


@pytest.mark.parametrize("typed", ["", "nothing like it", *(group.label for group in GROUPS)])
def test_long_cards_fit_whole(typed: str) -> None:
    card = explain(typed).card
    assert card is not None
    assert "fits on this card" not in str(card_of(card))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rapid reveiw", ["Rapid Review", "Who attends a Rapid Review"]),
        ("joint agncy", ["Joint Agency Response"]),
        ("apprec", ["Appreciative Inquiry"]),
        ("rapidreview", ["Rapid Review"]),
        ("what is the role of the psw", ["Roles and responsibilities", "Principal Social Worker"]),
    ],
)
def test_the_nearest_are_offered(typed: str, meant: list[str]) -> None:
    shown = explain(typed)
    assert plain(shown).startswith("Did you mean")
    assert labels(shown) == meant


@pytest.mark.parametrize("typed", ["zebra", "?", "the", "x" * 20_000, "{0}", "🙂"])
def test_unknown_words_lead_to_the_list_and_are_not_repeated(typed: str) -> None:
    shown = explain(typed)
    assert plain(shown).startswith("The guidance, word by word\nI cannot find that")
    assert labels(shown) == [group.label for group in GROUPS]


def test_an_offer_leads_to_its_term() -> None:
    assert offer("staff_advice").data == {"do": "command", "command": "guidance If a review looks at your work"}
    with pytest.raises(KeyError):
        offer("no_such_term")


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    stage.router = Router(stage.desk, Commands(*COMMANDS, GUIDANCE))
    return stage


async def test_by_command_and_by_button(stage: Stage) -> None:
    assert "The guidance, word by word" in await stage.says(AUTHOR, "/guidance")
    assert "Joint Agency Response" in await stage.presses(AUTHOR, "When a child has died")
    assert "Source: Kent guidance, G84–G93, G159." in await stage.presses(AUTHOR, "Joint Agency Response")
    assert "guidance [word]" in await stage.says(AUTHOR, "help")


async def test_in_a_channel_it_answers_there(stage: Stage) -> None:
    assert "Principal Social Worker" in await stage.says(AUTHOR, "guidance psw", TEAM_CHANNEL)
    assert stage.heard.keys() == {TEAM_CHANNEL}


async def told_until_the_account(stage: Stage) -> None:
    for said in ALERT[: ALERT.index("The child was found unwell at home.")]:
        await stage.says(AUTHOR, said)


async def test_a_term_is_explained_between_two_answers_and_the_question_stays(stage: Stage) -> None:
    await told_until_the_account(stage)
    shown = await stage.says(AUTHOR, "guidance JAR")
    assert "Health leads the meeting" in shown
    assert shown.index("Health leads the meeting") < shown.index("What happened?")


async def test_an_account_that_begins_with_the_word_is_an_answer(stage: Stage) -> None:
    await told_until_the_account(stage)
    await stage.says(AUTHOR, "guidance was given to the parents")
    draft = (await stage.desk.load_person(AUTHOR)).draft
    assert draft is not None
    assert draft.answers.get("what_happened") == "guidance was given to the parents"


def labels(message: Message) -> list[str]:
    return [button.label for button in buttons_of(message.card)]


def text(term: str) -> str:
    return say(f"guidance.term.{term}.text")
