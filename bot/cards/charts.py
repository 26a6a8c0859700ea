"""Numbers as Teams' own charts. They lie beyond the schema of cards, so that each has plain bars as its fallback."""

from math import ceil

from microsoft_teams.cards import core as ac

from bot.cards.blocks import facts
from bot.cards.words import one_line
from state.message import Chart, Fact

_STEPS = 4
_LONGEST = 12  # blocks of the longest bar: a phone shows them beside their label
_BLOCK = "▇"
_NONE = "·"


def chart_of(chart: Chart) -> ac.CardElement:
    """The chart, in one colour: what a number is of stands beside it as words, and never in a legend of colours."""
    title, unit = one_line(chart.title), one_line(chart.unit)
    points = [(one_line(point.label), point.value) for point in chart.points]
    bars = ac.Container(items=list(facts(_bars(chart))))
    top = _top(max((value for _, value in points), default=0))
    match chart.kind:
        case "columns":
            columns = [ac.VerticalBarChartDataValue(x=label, y=value) for label, value in points]
            return ac.VerticalBarChart(
                title=title,
                data=columns,
                y_axis_title=unit,
                y_min=0,
                y_max=top,
                show_bar_values=True,
                color="categoricalBlue",
                fallback=bars,
            )
        case "bars":
            rows = [ac.HorizontalBarChartDataValue(x=label, y=value) for label, value in points]
            return ac.HorizontalBarChart(
                title=title,
                data=rows,
                x_axis_title=unit,
                display_mode="AbsoluteNoAxis",  # its axis would count in fractions of a case
                color="categoricalBlue",
                fallback=bars,
            )
        case "line":
            values = [ac.LineChartValue(x=label, y=value) for label, value in points]
            line = ac.LineChartData(legend=unit, values=values)
            return ac.LineChart(
                title=title, data=[line], y_axis_title=unit, y_min=0, y_max=top, color="categoricalBlue", fallback=bars
            )


def _top(most: float) -> float:
    """Where the axis ends, so that its four steps are whole numbers."""
    return max(ceil(most / _STEPS), 1) * _STEPS


def _bars(chart: Chart) -> list[Fact]:
    most = max((point.value for point in chart.points), default=0)
    return [Fact(point.label, _bar(point.value, most)) for point in chart.points]


def _bar(value: float, most: float) -> str:
    return _BLOCK * max(round(value / most * _LONGEST), 1) if value > 0 else _NONE
