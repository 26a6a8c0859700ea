"""Words and facts as elements of a card."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from microsoft_teams.cards import core as ac

from bot.cards.words import looks_like_markup, one_line, paragraphs
from state.message import Fact

_BESIDE = 60  # characters: longer words that a person typed stand below their label, over the whole width
_WORD = 24  # characters: a longer word does not break in a column, and a phone would cut it
_LABEL = 30  # characters: a longer label takes more lines in its column than what it is of
_SET = 20  # facts in one set


def words(
    text: str,
    *,
    said: bool = False,
    heading: bool = False,
    size: ac.TextSize | None = None,
    bold: bool = False,
    subtle: bool = False,
    spacing: ac.Spacing | None = None,
) -> list[ac.CardElement]:
    """A block for each line. What people said, or what looks like markup, goes where no client looks for any."""
    weight: ac.TextWeight | None = "Bolder" if bold else None
    blocks: list[ac.CardElement] = []
    for line in paragraphs(text):
        if said or looks_like_markup(line):
            run: list[ac.CardElement] = [ac.TextRun(text=line, size=size, weight=weight, is_subtle=subtle or None)]
            blocks.append(ac.RichTextBlock(inlines=run, spacing=spacing))
        else:
            style: ac.TextBlockStyle | None = "heading" if heading else None
            blocks.append(
                ac.TextBlock(
                    text=line,
                    wrap=True,
                    style=style,
                    size=size,
                    weight=weight,
                    is_subtle=subtle or None,
                    spacing=spacing,
                )
            )
    return blocks


def facts(told: Iterable[Fact]) -> Iterator[ac.CardElement]:
    """Facts in two columns; those that a column would squeeze or misread, with the value below the label."""
    for below, group in groupby(told, key=_stands_below):
        if below:
            for fact in group:
                yield from words(fact.label, bold=True)
                yield from words(fact.value, said=fact.said, spacing="None")
        else:
            pairs = [ac.Fact(title=one_line(fact.label), value=one_line(fact.value)) for fact in group]
            for start in range(0, len(pairs), _SET):
                yield ac.FactSet(facts=pairs[start : start + _SET])


def _stands_below(fact: Fact) -> bool:
    label, value = one_line(fact.label), one_line(fact.value)
    long = fact.said and (len(value) > _BESIDE or len(paragraphs(fact.value)) > 1)
    unbroken = any(len(word) > _WORD for word in (*label.split(), *value.split()))
    return long or unbroken or len(label) > _LABEL or looks_like_markup(label) or looks_like_markup(value)
