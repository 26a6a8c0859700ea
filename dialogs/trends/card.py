"""Numbers on a card: a picture of each table, and every number as text beside it."""

from collections.abc import Iterator
from datetime import timedelta

from dialogs.desk import Desk
from dialogs.trends.labels import label, lasted, number, short_label
from dialogs.trends.period import in_words
from dialogs.trends.suppressing import FEW, Hidden, Shown, ShownFigures, ShownTable, ShownTime
from dialogs.trends.topics import TIMES, TOPICS, Part
from dialogs.wording import say
from state.message import Button, Card, Chart, Fact, Point, Section
from state.moments import LONDON

A_YEAR = 12
"""So many columns a phone can show; more become a line."""

_DAY = timedelta(days=1)


def topic_card(desk: Desk, numbers: ShownFigures, topic: str, *, channel: bool) -> Card:
    """One topic of a period, with ways to the others. A file is only offered where nobody else hears."""
    today = desk.clock().astimezone(LONDON).date()
    period = numbers.figures.period
    title = say("trends.title", topic=say(f"trends.topic.{topic}"))
    cases = Fact(say("trends.cases"), number(numbers.cases))
    notes = () if numbers.whole else (say("trends.suppressed", few=FEW),)
    head = (say(f"trends.text.{topic}"), *notes)
    sections = tuple(_sections(desk, numbers, topic)) if numbers.cases not in (0, Hidden.SMALL) else ()
    ways = [name for name in TOPICS if name != topic] + ([] if channel else ["csv"])
    buttons = tuple(_button(name, period.id) for name in ways)
    return Card(title, in_words(period, today), head, (cases,), sections=sections, buttons=buttons)


def _button(topic: str, period: str) -> Button:
    return Button(say(f"trends.topic.{topic}"), {"do": "command", "command": f"trends {topic} {period}"})


def _sections(desk: Desk, numbers: ShownFigures, topic: str) -> Iterator[Section]:
    if topic == TIMES:
        yield _times(numbers.times)
    for part in TOPICS[topic]:
        yield _section(desk, numbers.tables[part.table], part, whole=numbers.whole)


def _section(desk: Desk, table: ShownTable, part: Part, *, whole: bool) -> Section:
    heading = say(f"trends.heading.{table.id}")
    total = Fact(say(f"trends.total.{table.id}"), number(table.total)) if table.id in ("limits", "stages") else None
    facts = tuple(filter(None, (total,)))
    if not table.counts:
        return Section(heading, (say("trends.nothing" if whole else "trends.too_few"),), facts)
    rows = _rows(desk, table, part)
    told = (Fact(label(desk, table.id, id), number(count)) for id, count in rows)
    return Section(heading, facts=(*facts, *told), chart=_chart(desk, table, part, rows))


def _chart(desk: Desk, table: ShownTable, part: Part, rows: list[tuple[str, Shown]]) -> Chart | None:
    """A picture of the numbers that are shown, where they are several."""
    long = part.kind == "columns" and len(rows) > A_YEAR
    seen = [(id, count) for id, count in rows if isinstance(count, int)]
    points = tuple(Point(short_label(desk, table.id, id, year=long), count) for id, count in seen)
    heading, unit = say(f"trends.heading.{table.id}"), say(f"trends.unit.{table.id}")
    return Chart(heading, points, unit, "line" if long else part.kind) if len(points) > 1 else None


def _rows(desk: Desk, table: ShownTable, part: Part) -> list[tuple[str, Shown]]:
    """The rows by size, those without a number last and by name, so that their place tells nothing."""
    rows = list(table.counts.items())
    return rows if part.order else sorted(rows, key=lambda row: (*_size(row[1]), label(desk, table.id, row[0])))


def _size(count: Shown) -> tuple[bool, int]:
    return (True, 0) if isinstance(count, Hidden) else (False, -count)


def _times(times: tuple[ShownTime, ...]) -> Section:
    points = tuple(Point(say(f"trends.time.{t.id}"), round(t.median / _DAY, 1)) for t in times if t.median is not None)
    chart = Chart(say("trends.heading.times"), points, say("trends.unit.times")) if len(points) > 1 else None
    return Section(say("trends.heading.times"), facts=tuple(_time(time) for time in times), chart=chart)


def _time(time: ShownTime) -> Fact:
    name = say(f"trends.time.{time.id}")
    if time.median is None or time.worst is None:
        return Fact(name, say("trends.nothing") if time.cases == 0 else number(Hidden.SMALL))
    of = ""
    if isinstance(time.cases, int):
        of = say("trends.of_case" if time.cases == 1 else "trends.of_cases", count=time.cases)
    return Fact(name, say("trends.lasted", median=lasted(time.median), worst=lasted(time.worst), of=of).strip())
