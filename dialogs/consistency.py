"""Dates that cannot go together: nobody dies before what led to it. Source: alert-form.md, last section."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from dialogs.alert_form import NUMBER, pruned
from dialogs.dates import moment, spoken
from dialogs.remembering import remembered
from dialogs.understood import Trouble
from state.answers import Answers, Value, View, known
from state.draft import Place


@dataclass(frozen=True)
class Order:
    """`first` is never later than `then`; `key` is the sentence that says so."""

    first: str
    then: str
    key: str


ORDERS = (
    Order("incident_at", "known_at", "trouble.incident_after_known"),
    Order("incident_at", "died_at", "trouble.died_before_incident"),
    Order("died_at", "death_known_at", "trouble.death_known_before"),
)


@dataclass(frozen=True)
class Clash:
    """Two dates that are the wrong way round, of one child where the children differ."""

    order: Order
    child: int | None
    first: str
    then: str

    def concerns(self, place: Place) -> bool:
        """Whether the answer at that place is one of the two."""
        return place.question in (self.order.first, self.order.then) and place.child in (None, self.child)

    @property
    def trouble(self) -> Trouble:
        """The reason, naming both dates in exact words."""
        return Trouble(self.order.key, {"first": spoken(self.first), "then": spoken(self.then)})

    def asks(self, place: Place) -> bool:
        """Whether that is the one to ask again: of the two, the one that stands later in the form."""
        return self.concerns(place) and place.question == max(self.order.first, self.order.then, key=NUMBER.__getitem__)


@remembered
def clashes(answers: Answers) -> tuple[Clash, ...]:
    """All pairs of dates that do not go together, among the answers that apply."""
    return tuple(clash for child, view in pruned(answers).views() for clash in _in_view(child, view))


def objection(answers: Answers, place: Place, value: Value) -> Trouble | None:
    """Why an answer cannot go with the others; None where it can."""
    found = clashes(answers.having(place.question, value, place.child))
    return next((clash.trouble for clash in found if clash.concerns(place)), None)


def later(one: str, other: str) -> bool:
    """Whether one moment is later than another; by the day where either has no time, by its start for a period."""
    if "T" not in one or "T" not in other:
        return one[:10] > other[:10]
    return moment(one).astimezone(UTC) > moment(other).astimezone(UTC)


def _in_view(child: int | None, view: View) -> Iterator[Clash]:
    for order in ORDERS:
        first, then = view.get(order.first), view.get(order.then)
        if isinstance(first, str) and isinstance(then, str) and known(first) and known(then) and later(first, then):
            yield Clash(order, child, first, then)
