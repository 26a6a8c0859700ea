"""Numbers as Teams' own charts. They lie beyond the schema of cards, so that each has plain bars as its fallback."""

from microsoft_teams.cards import core as ac

from bot.cards.blocks import facts
from bot.cards.words import one_line
from state.message import Chart, Fact

_LONGEST = 12  # blocks of the longest bar: a phone shows them beside their label
_BLOCK = "▇"
_NONE = "·"


def chart_of(chart: Chart) -> ac.CardElement:
    """The chart, in one colour, so that nothing is told by colour alone; a ring names its parts."""
    title, unit = one_line(chart.title), one_line(chart.unit)
    points = [(one_line(point.label), point.value) for point in chart.points]
    bars = ac.Container(items=list(facts(_bars(chart))))
    match chart.kind:
        case "columns":
            columns = [ac.VerticalBarChartDataValue(x=label, y=value) for label, value in points]
            return ac.VerticalBarChart(
                title=title,
                data=columns,
                y_axis_title=unit,
                show_bar_values=True,
                color="categoricalBlue",
                fallback=bars,
            )
        case "bars":
            rows = [ac.HorizontalBarChartDataValue(x=label, y=value) for label, value in points]
            return ac.HorizontalBarChart(
                title=title, data=rows, x_axis_title=unit, color="categoricalBlue", fallback=bars
            )
        case "line":
            values = [ac.LineChartValue(x=label, y=value) for label, value in points]
            line = ac.LineChartData(legend=unit, values=values)
            return ac.LineChart(title=title, data=[line], y_axis_title=unit, color="categoricalBlue", fallback=bars)
        case "ring":
            parts = [ac.DonutChartData(legend=label, value=value) for label, value in points]
            return ac.DonutChart(title=title, data=parts, show_legend=True, fallback=bars)


def _bars(chart: Chart) -> list[Fact]:
    most = max((point.value for point in chart.points), default=0)
    return [Fact(point.label, _bar(point.value, most)) for point in chart.points]


def _bar(value: float, most: float) -> str:
    return _BLOCK * max(round(value / most * _LONGEST), 1) if value > 0 else _NONE
