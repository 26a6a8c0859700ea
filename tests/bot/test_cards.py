"""Messages drawn as Adaptive Cards: valid, safe to show, small enough, and the same every time."""

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft6Validator

from bot.cards import activity_of, card_of, plain
from bot.cards.activity import REPEATED
from bot.cards.words import SHORTENED
from state.message import Button, Card, Chart, Fact, Input, Message, Option, Point, Section

SCHEMA = json.loads((files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text("utf-8"))
VALIDATOR = Draft6Validator(SCHEMA)
KB = 1024


def button(label: str, **data: str | int) -> Button:
    return Button(label, {"do": "answer", "question": "area", **data})


def options(count: int) -> tuple[Option, ...]:
    return tuple(Option(f"option_{n}", f"Option {n}") for n in range(count))


YES_NO = Card(
    "Is anyone in immediate danger?",
    eyebrow="New alert",
    lines=("If so, call 999 first.",),
    buttons=(button("Yes", value="yes"), button("No", value="no")),
)
INPUTS = {
    "text": Input("what_happened", "What happened?", "Please write something.", multiline=True, max_length=1500),
    "one line": Input("placing_authority", "Which authority?", "Please name it.", value="Medway", placeholder="A name"),
    "number": Input("child_count", "How many children?", "A number from 1 to 20.", "number", value="3"),
    "number, mistyped": Input("child_count", "How many children?", "A number from 1 to 20.", "number", value="three"),
    "one of few": Input("area", "Which area?", "Please choose one.", "choices", options(12)),
    "one of many": Input("area", "Which area?", "Please choose one.", "choices", options(13), placeholder="Choose"),
    "any of": Input("injury", "Which injuries?", "Choose any.", "choices", options(3), many=True, value="a,b"),
}
ASKING = Card("Tell us more", inputs=tuple(INPUTS.values()), buttons=(button("Continue"),))
CASE = Card(
    "NTK-2026-0042",
    facts=(
        Fact("Area", "North"),
        Fact("Sent by", "Sam Example", said=True),
        Fact("Account", "He fell. " * 20, said=True),
    ),
    sections=(
        Section("Approval", ("Please approve by 11:05.",), buttons=(Button("Approve", {"do": "event"}, "positive"),)),
        Section("Support", facts=(Fact("Offered", "Yes"),), inputs=(INPUTS["number"],)),
        Section(lines=("A part without a heading.",)),
        Section(),
    ),
    buttons=(Button("Details", {"do": "command"}), Button("Discard the alert", {"do": "discard"}, "destructive")),
)


MONTHS = tuple(Point(f"Month {n}", float(n)) for n in range(12))
CHARTS = {
    "columns": Chart("By month", MONTHS, "cases", "columns"),
    "bars": Chart("By **area**", (Point("East", 7), Point("[West](x)", 0)), "cases"),
    "line": Chart("By month", MONTHS * 2, "cases", "line"),
    "bars of nothing": Chart("By area", (), "cases"),
}
DRAWN = Card("Trends", sections=tuple(Section(chart.title, chart=chart) for chart in CHARTS.values()))


def review(children: int, account: str) -> Card:
    """A review of 36 questions, most of them answered for each child."""
    shared = tuple(Fact(f"Question {n}", "Thursday 2 April 2026 at 09:30") for n in range(14))
    told = tuple(Fact(f"Question {n} in words", account, said=True) for n in range(6))
    child = tuple(Fact(f"Question {n} of the child", "Looked after; child protection plan") for n in range(16))
    edits = tuple(Button("Change", {"do": "edit", "question": f"question_{n}"}) for n in range(20))
    return Card(
        "Check your alert",
        sections=(
            Section("The alert", facts=shared + told, buttons=edits),
            *(Section(f"Child {n}", facts=child, buttons=edits[:1]) for n in range(1, children + 1)),
        ),
        buttons=(Button("Send the alert", {"do": "submit"}, "positive"), Button("Later", {"do": "later"})),
    )


GALLERY = {
    "text alone": Message("Thank you."),
    "nothing at all": Message(),
    "buttons": Message("I am sorry that this has happened.", YES_NO),
    "inputs": Message(card=ASKING),
    "a case": Message(card=CASE),
    "a card without words": Message(card=Card("")),
    "charts": Message(card=DRAWN),
    "a review": Message("Please look through it.", review(1, "He fell.")),
    "a long review": Message("Please look through it.", review(3, "word " * 300)),
    "the longest review": Message("Please look through it.", review(20, "word " * 300)),
    "the longest review in emoji": Message("Please look through it.", review(20, "\N{PARTY POPPER}" * 1500)),
    "too much of everything": Message(
        "text " * 20_000,
        Card("title " * 20_000, lines=("line " * 20_000,), buttons=(button("label " * 20),) * 200),
    ),
}


def content_of(message: Message) -> dict[str, Any]:
    [attachment] = activity_of(message)["attachments"]
    content: dict[str, Any] = attachment["content"]
    return content


def each(drawn: Any, kind: str) -> Iterator[dict[str, Any]]:
    """Every element of a kind, in the order of reading, but not what stands in for another one."""
    if isinstance(drawn, dict):
        if drawn.get("type") == kind:
            yield drawn
        for name, inner in drawn.items():
            if name != "fallback":
                yield from each(inner, kind)
    elif isinstance(drawn, list):
        for inner in drawn:
            yield from each(inner, kind)


def marked_up(card: dict[str, Any]) -> str:
    """All words that a client reads as Markdown."""
    blocks = [block["text"] for block in each(card, "TextBlock")]
    return "\n".join(blocks + [v for facts in each(card, "FactSet") for fact in facts["facts"] for v in fact.values()])


def as_it_is(card: dict[str, Any]) -> list[str]:
    """All words that a client shows as they are."""
    return [run["text"] for run in each(card, "TextRun")]


def check(message: Message) -> None:
    activity = activity_of(message)
    assert len(json.dumps(activity)) < 80 * KB
    assert len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le")) < 80 * KB
    assert (activity["type"], activity["textFormat"]) == ("message", "plain")
    if message.card is None:
        assert "attachments" not in activity
        return
    assert activity["summary"]
    card = content_of(message)
    assert card == card_of(message.card)
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.5")
    assert len(json.dumps(card)) < 28 * KB
    assert all(block["wrap"] for block in each(card, "TextBlock"))
    assert all(len(row["actions"]) <= 3 for row in each(card, "ActionSet"))
    VALIDATOR.validate(without_charts({name: value for name, value in card.items() if name != "msteams"}))


def without_charts(drawn: Any) -> Any:
    """The card as a client draws it that knows the schema alone: charts and `msteams` are Teams' own addition."""
    if isinstance(drawn, dict):
        if str(drawn.get("type", "")).startswith("Chart."):
            return without_charts(drawn["fallback"])
        return {name: without_charts(inner) for name, inner in drawn.items()}
    return [without_charts(inner) for inner in drawn] if isinstance(drawn, list) else drawn


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_a_chart_has_plain_bars_where_it_cannot_be_drawn(chart: Chart) -> None:
    [drawn] = [element for element in card_of(Card("", sections=(Section(chart=chart),)))["body"] if "data" in element]
    assert drawn["type"].startswith("Chart.")
    assert drawn["fallback"]["type"] == "Container"
    said = json.dumps(drawn["fallback"], ensure_ascii=False)
    assert all(point.label in said for point in chart.points)
    assert said.count("▇" * 12) == min(len(chart.points), len(chart.points) // 11 or 1)
    assert said.count("·") == sum(not point.value for point in chart.points)


def test_no_axis_counts_in_fractions_of_a_case() -> None:
    """One case of one area: Teams would draw that axis in sixths; columns and lines end at a whole step."""
    point = (Point("East", 1),)
    charts = (Chart("", point, "cases"), Chart("", point, "cases", "columns"), Chart("", point, "cases", "line"))
    drawn = [card_of(Card("", sections=(Section(chart=chart),)))["body"] for chart in charts]
    bars, columns, line = (next(element for element in body if "data" in element) for body in drawn)
    assert bars["displayMode"] == "AbsoluteNoAxis"
    assert columns["yMax"] == line["yMax"] == 4


@pytest.mark.parametrize("message", GALLERY.values(), ids=GALLERY)
def test_gallery(message: Message) -> None:
    check(message)


DATA = st.dictionaries(st.text(), st.text() | st.integers(-(2**53), 2**53)).map(lambda data: {**data, "do": "answer"})
BUTTONS = st.lists(st.builds(Button, data=DATA, style=...), max_size=8).map(tuple)
FILLED = st.lists(st.from_type(Input), max_size=3).map(tuple)
SECTIONS = st.builds(Section, heading=..., lines=..., facts=..., inputs=FILLED, buttons=BUTTONS)
CARDS = st.builds(
    Card,
    eyebrow=...,
    lines=...,
    facts=...,
    inputs=FILLED,
    sections=st.lists(SECTIONS, max_size=3).map(tuple),
    buttons=BUTTONS,
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.builds(Message, text=..., card=CARDS))
def test_any_message(message: Message) -> None:
    check(message)
    assert activity_of(message) == activity_of(message)


@given(DATA)
def test_data_comes_back_as_given(data: dict[str, str | int]) -> None:
    [execute] = each(card_of(Card("A title", buttons=(Button("Press", data),))), "Action.Execute")
    assert execute["data"] == execute["fallback"]["data"] == data
    assert execute["verb"] == data["do"]
    assert execute["fallback"]["type"] == "Action.Submit"


MARKUP = [
    "**bold** and _sloping_",
    "LCS_12345_6",
    "~~struck out~~",
    "`code`",
    "# heading",
    "- a list",
    "+ a list",
    "* a list",
    "1. a list",
    "23) a list",
    "=====",
    "> quoted",
    "[press here](https://evil.example)",
    "![picture](https://evil.example/x.png)",
    "[press here]: https://evil.example",
    "<https://evil.example>",
    "https://evil.example/" + "x" * 200,
    "go to www.evil.example",
    "<b>bold</b> <script>alert(1)</script>",
    "&lt;b&gt; and &#42;",
    r"a backslash \* too",
    "{{DATE(2026-04-02T09:30:00Z, LONG)}}",
]


@pytest.mark.parametrize("typed", MARKUP)
def test_words_that_look_like_markup_are_shown_as_typed(typed: str) -> None:
    places = {
        "said": Card("A title", facts=(Fact("Account", typed, said=True),)),
        "said at length": Card("A title", facts=(Fact("Account", f"{typed} and so on, {'word ' * 20}", said=True),)),
        "fact": Card("A title", facts=(Fact("Account", typed),)),
        "label": Card("A title", facts=(Fact(typed, "Yes"),)),
        "line": Card("A title", lines=(typed,)),
        "title": Card(typed),
        "eyebrow": Card("A title", eyebrow=typed),
        "heading": Card("A title", sections=(Section(typed),)),
    }
    for card in places.values():
        drawn = card_of(card)
        assert any(run.startswith(typed) for run in as_it_is(drawn))
        assert typed not in marked_up(drawn)


def test_plain_words_need_no_protection() -> None:
    words = "NTK-2026-0042: 50% of 3 & 4 (a - b), Ann's \N{POUND SIGN}5, at 09:30!"
    drawn = card_of(Card(words, facts=(Fact("Said", words, said=True),)))
    assert as_it_is(drawn) == []
    assert marked_up(drawn).split("\n") == [words, "Said", words]


@pytest.mark.parametrize("text", ["[press here](https://evil.example)", "[a][b]\n[b]: https://evil.example"])
def test_no_address_hides_behind_words_where_only_some_clients_read_markdown(text: str) -> None:
    choice = Input("area", "Which?", "Choose one.", "choices", (Option("a", text),))
    card = card_of(Card("A title", facts=(Fact("Account", text, said=True),), inputs=(choice,)))
    for shown in (card["fallbackText"], card["body"][-1]["choices"][0]["title"]):
        assert not any(joined in shown for joined in ("](", "][", "]:"))


INVISIBLE = [
    ("turned \N{RIGHT-TO-LEFT OVERRIDE}round", "turned round"),
    ("kept \N{LEFT-TO-RIGHT ISOLATE}apart\N{POP DIRECTIONAL ISOLATE}", "kept apart"),
    ("marked\N{RIGHT-TO-LEFT MARK}", "marked"),
    ("zero\N{ZERO WIDTH SPACE}width", "zerowidth"),
    ("rings\a and \x00 ends\x7f", "rings and ends"),
    ("\x1b[31mred", "[31mred"),
    ("a\ttab", "a tab"),
    ("half a character \ud83d", "half a character"),
    ("an <at>Everyone</at> call", "an ‹at›Everyone‹/at› call"),
    ('an <AT id="0">Everyone</AT> call', 'an ‹AT id="0"›Everyone‹/AT› call'),
    ("a hidden <\N{ZERO WIDTH SPACE}at>call", "a hidden ‹at›call"),
    ("family \N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}", "family \N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}"),
]


@pytest.mark.parametrize(("typed", "shown"), INVISIBLE, ids=[shown for _, shown in INVISIBLE])
def test_nothing_invisible_and_no_mention_is_shown(typed: str, shown: str) -> None:
    message = Message(typed, Card("A title", facts=(Fact("Account", typed, said=True),), lines=(typed,)))
    activity = activity_of(message)
    card = activity["attachments"][0]["content"]
    assert " ".join(activity["text"].split()) == shown
    words = [*as_it_is(card), *marked_up(card).split("\n")]
    assert words.count(shown) == 2
    assert " ".join(plain(message).split()) == f"{shown} A title {shown} Account: {shown}"


def test_lines_that_were_typed_stay_lines() -> None:
    card = card_of(Card("A title", facts=(Fact("Account", "He fell.\r\n\r\nWe called 999.", said=True),)))
    assert as_it_is(card) == ["He fell.", "We called 999."]


FACTS = [
    (Fact("Area", "North"), "beside"),
    (Fact("Account", "short", said=True), "beside"),
    (Fact("Account", "long " * 13, said=True), "below"),
    (Fact("Finding", "long " * 13), "beside"),
    (Fact("Reference", "x" * 25), "below"),
    (Fact("x" * 25, "Yes"), "below"),
]


@pytest.mark.parametrize(("fact", "place"), FACTS)
def test_where_the_value_of_a_fact_stands(fact: Fact, place: str) -> None:
    sets = list(each(card_of(Card("A title", facts=(fact,))), "FactSet"))
    assert bool(sets) == (place == "beside")


ROWS = [
    (["Yes", "No"], [2]),
    (["Yes", "No", "Don't know yet"], [3]),
    (["Send the alert", "Save for later", "Discard"], [1, 1, 1]),
    (["Yes", "No", "Skip", "Back"], [1, 1, 1, 1]),
    (["Life-changing injury or illness", "No"], [1, 1]),
    ([], []),
]


@pytest.mark.parametrize(("labels", "expected"), ROWS)
def test_buttons_stand_beside_each_other_only_where_a_phone_has_room(labels: list[str], expected: list[int]) -> None:
    card = card_of(Card("A title", buttons=tuple(button(label) for label in labels)))
    assert [len(row["actions"]) for row in each(card, "ActionSet")] == expected


def test_a_label_too_long_for_a_phone_stands_above_its_button_in_full() -> None:
    label = "Harm that is not physical, such as emotional harm"
    *_, words, row = card_of(Card("A title", buttons=(button(label),)))["body"]
    assert words["text"] == label
    assert row["actions"][0]["title"] == "Harm that is not physical, su…"


def test_buttons_keep_their_place_and_style() -> None:
    executes = list(each(card_of(CASE), "Action.Execute"))
    assert [(e["title"], e.get("style")) for e in executes] == [
        ("Approve", "positive"),
        ("Details", None),
        ("Discard the alert", "destructive"),
    ]


DRAWN: dict[str, dict[str, Any]] = {
    "text": {"type": "Input.Text", "isMultiline": True, "maxLength": 1500},
    "one line": {"type": "Input.Text", "value": "Medway", "placeholder": "A name"},
    "number": {"type": "Input.Number", "value": 3},
    "number, mistyped": {"type": "Input.Number"},
    "one of few": {"type": "Input.ChoiceSet", "style": "expanded", "wrap": True},
    "one of many": {"type": "Input.ChoiceSet", "style": "compact", "wrap": True, "placeholder": "Choose"},
    "any of": {"type": "Input.ChoiceSet", "style": "expanded", "wrap": True, "isMultiSelect": True, "value": "a,b"},
}


@pytest.mark.parametrize("name", DRAWN)
def test_inputs(name: str) -> None:
    asked = INPUTS[name]
    drawn = card_of(Card("A title", inputs=(asked,)))["body"][-1]
    common = {"id": asked.id, "label": asked.label, "errorMessage": asked.error}
    choices = [{"title": option.label, "value": option.id} for option in asked.options]
    assert drawn == {**common, **DRAWN[name], **({"choices": choices} if choices else {})}


def test_what_was_typed_before_comes_back_into_its_box_as_it_was() -> None:
    asked = replace(INPUTS["text"], value="* one\n\n* two <b>")
    assert card_of(Card("A title", inputs=(asked,)))["body"][-1]["value"] == "* one\n\n* two <b>"


HINTS = [(None, "acceptingInput"), (YES_NO, "acceptingInput"), (ASKING, "expectingInput"), (CASE, "expectingInput")]


@pytest.mark.parametrize(("card", "hint"), HINTS)
def test_hint(card: Card | None, hint: str) -> None:
    assert activity_of(Message("Hello", card))["inputHint"] == hint


@pytest.mark.parametrize("text", ["", "Thank you."])
@pytest.mark.parametrize("card", [None, YES_NO])
def test_a_message_sent_again_says_so(text: str, card: Card | None) -> None:
    activity = activity_of(Message(text, card), repeated=True)
    assert activity["text"] == (f"{text}\n\n{REPEATED}" if text else REPEATED)
    assert activity_of(Message(text, card))["text"] == text


def test_plain() -> None:
    facts = (Fact("Area", "North"), Fact("Account", "He *fell*.", said=True))
    section = Section("More", ("A line.",), facts, (INPUTS["number"], INPUTS["any of"]), (button("Continue"),))
    message = Message("Thank you.", replace(YES_NO, sections=(section,)))
    assert plain(message).split("\n") == [
        "Thank you.",
        "",
        "New alert",
        "Is anyone in immediate danger?",
        "If so, call 999 first.",
        "",
        "More",
        "A line.",
        "Area: North",
        "Account: He *fell*.",
        "How many children?",
        "Which injuries?",
        "- Option 0",
        "- Option 1",
        "- Option 2",
        "[Continue]",
        "",
        "[Yes] [No]",
    ]
    assert activity_of(message)["summary"] == plain(message)
    assert content_of(message)["fallbackText"] == plain(replace(message, text=""))


def test_what_fits_is_shown_whole() -> None:
    account = "word " * 299 + "last"
    card = card_of(Card("A title", facts=(Fact("Account", account, said=True),) * 4))
    assert as_it_is(card) == [account] * 4


SIZES = [  # children, kept of the account, whether children are left out
    (4, 1000, False),
    (6, 600, False),
    (7, 300, False),
    (20, 150, True),
]


@pytest.mark.parametrize(("children", "kept", "left_out"), SIZES)
def test_what_is_too_much_is_shortened_and_says_so(children: int, kept: int, left_out: bool) -> None:
    account = "x" * 1500
    card = card_of(review(children, account))
    assert [len(said) for said in as_it_is(card)] == [kept + len(SHORTENED)] * 6
    assert all(said.endswith(SHORTENED) for said in as_it_is(card))
    assert (f"Child {children}" not in marked_up(card)) == left_out
    assert ("There is more than fits on this card" in marked_up(card)) == left_out
    assert [e["title"] for e in each(card, "Action.Execute")][-2:] == ["Send the alert", "Later"]
