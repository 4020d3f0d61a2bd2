"""The geometry of the charts in lessons: rows in, positions out. No Django, no colours.

Rule: the axis begins at zero and is even, so that twice the value is twice the length.
With `maximum=100`, the values 61 and 23 become bars of 0.61 and 0.23 of the plot's width.

Lengths are SVG user units in a viewBox `WIDTH` wide, y pointing down. Text is `TEXT` units high (as in
chart.css), which is 12 px on a phone that shows the chart 340 px wide.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10
from typing import NamedTuple
from unicodedata import east_asian_width

from ipslearn.base.deferred import gettext_noop as _

WIDTH, EDGE = 420, 8
INNER = WIDTH - 2 * EDGE
TEXT, LINE, MOST_SERIES = 15, 20, 4
BAR, BAR_GAP, GROUP_GAP, LINE_PLOT = 22, 3, 14, 220
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
# A Japanese character is a word of its own, but no line begins with 、 or ends with 「.
_WORD = re.compile(rf"[「『（〈《【]*[{_WIDE}][、。，．・：；！？％ー々）」』〉》】]*|[^\s{_WIDE}]+|\s+")
Series = Sequence[tuple[str, Sequence[float]]]


class NotDrawable(ValueError):
    """Rows that cannot be drawn truthfully: an English `sentence`, to be translated, and the `values` in it."""

    def __init__(self, sentence: str, **values: str | int):
        super().__init__(sentence % values)
        self.sentence, self.values = sentence, values


class Text(NamedTuple):
    x: float  # start, middle or end of the line, as said where a Text is held
    y: float  # baseline
    content: str


class Box(NamedTuple):
    x: float
    y: float
    width: float
    height: float


class Tick(NamedTuple):
    line: Box  # without width or without height
    text: Text  # bar chart: x is the middle; line chart: x is the end


class Bar(NamedTuple):
    series: int  # counts from 0 and chooses the pattern
    box: Box
    value: Text  # starts right of the bar


class Marker(NamedTuple):
    x: float
    y: float
    value: Text | None  # x is the middle; None where it would not fit


class Line(NamedTuple):
    series: int  # counts from 0 and chooses shape and dashes
    markers: tuple[Marker, ...]


class LegendEntry(NamedTuple):
    series: int
    swatch: Box
    texts: tuple[Text, ...]  # x is the start


@dataclass(frozen=True)
class Chart:
    kind: str
    width: float
    height: float
    plot: Box
    ticks: tuple[Tick, ...]
    labels: tuple[Text, ...]  # x is the start in a bar chart, the middle in a line chart
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    legend: tuple[LegendEntry, ...]
    captions: tuple[Text, ...]


@dataclass(frozen=True)
class _Rows:
    labels: Sequence[str]
    series: Series
    suffix: str
    caption: str
    top: float  # where the axis ends
    step: float  # from tick to tick

    def value_texts(self) -> list[str]:
        return [format_value(value, self.suffix) for _name, values in self.series for value in values]

    def ticks(self) -> list[tuple[float, str]]:
        """The share of the axis (0 to 1) and the text of every tick."""
        values = [self.step * i for i in range(floor(self.top / self.step + 1e-9) + 1)]
        return [(value / self.top, format_value(value, self.suffix)) for value in values]


def chart(labels: Sequence[str], series: Series, kind: str, unit: str = "", maximum: float | None = None) -> Chart:
    """Lay out `labels` (one for each row) and `series` (a name, and one value for each row).

    `kind` is "bars" (one series), "grouped" or "line". A `unit` of one or two letters follows every value;
    a longer one is written once, beside the axis. The axis ends at `maximum`, or at a round number for
    None. Raise NotDrawable for rows that cannot be drawn truthfully.
    """
    _check(labels, series, kind, maximum)
    scale = _scale(max(value for _name, values in series for value in values), maximum)
    short = text_width(unit) <= text_width("xx")
    suffix = f" {unit}" if short and unit[:1].isascii() and unit[:1].isalpha() else unit
    rows = _Rows(labels, series, suffix if short else "", "" if short else unit, *scale)
    return _line_chart(rows) if kind == "line" else _bar_chart(rows, kind)


def text_width(text: str) -> float:
    """User units, on the generous side; a Japanese character counts twice."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text) * TEXT * 0.58


def wrap(text: str, width: float) -> list[str]:
    """Break `text` into lines of at most `width` user units; one long word may be wider."""
    lines = [""]
    for word in _WORD.findall(text.strip()):
        if lines[-1] and text_width((lines[-1] + word).rstrip()) > width:
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    return [line.rstrip() for line in lines if line]


def format_value(value: float, suffix: str = "") -> str:
    """Write 45885.0 as "45,885" and 0.50 as "0.5"."""
    return f"{value:,.12g}{suffix}"


def _check(labels: Sequence[str], series: Series, kind: str, maximum: float | None) -> None:
    if kind not in ("bars", "grouped", "line"):
        raise ValueError(f"A chart is bars, grouped or line, not {kind!r}.")
    if not labels or not series:
        raise NotDrawable(_("A chart needs at least one row and one series."))
    if len(series) > (1 if kind == "bars" else MOST_SERIES):
        raise NotDrawable(_("Bars show one series, grouped and line at most %(most)s."), most=MOST_SERIES)
    for name, values in series:
        if len(values) != len(labels):
            sentence = _("“%(name)s” has %(values)s values for %(labels)s labels.")
            raise NotDrawable(sentence, name=name, values=len(values), labels=len(labels))
        if not all(value is not None and isfinite(value) for value in values):
            raise NotDrawable(_("“%(name)s” has an empty value or one that is not a number."), name=name)
        if min(values) < 0:
            raise NotDrawable(_("“%(name)s” has a negative value, but the axis begins at zero."), name=name)
        if maximum is not None and not max(*values, 1e-6) <= maximum < float("inf"):
            sentence = _("“%(name)s” does not fit on an axis that ends at %(maximum)s.")
            raise NotDrawable(sentence, name=name, maximum=format_value(maximum))


def _scale(largest: float, maximum: float | None) -> tuple[float, float]:
    """The end of the axis and the distance of its ticks: 1, 2, 2.5 or 5 times a power of ten."""
    end = maximum or max(largest, 1e-6 if largest else 1)
    power = 10.0 ** floor(log10(end / 4))
    factors = (1, 2, 2.5, 5) if power >= 10 else (1, 2, 5)
    step = next((f * power for f in factors if f * power * 4 >= end * (1 - 1e-9)), 10 * power)
    return maximum or step * ceil(round(end / step, 9)), step


def _texts(text: str, width: float, x: float, y: float) -> tuple[Text, ...]:
    """The wrapped lines of `text`, the first baseline one line below `y`."""
    return tuple(Text(round(x, 2), round(y + LINE * i, 2), s) for i, s in enumerate(wrap(text, width), 1))


def _legend(rows: _Rows) -> tuple[tuple[LegendEntry, ...], float]:
    """Entries under one another and the y where the plot begins; none for a single series."""
    y, entries = 0.0, []
    for index, (name, _values) in enumerate(rows.series if len(rows.series) > 1 else ()):
        texts = _texts(name, INNER - 38, EDGE + 38, y)
        entries.append(LegendEntry(index, Box(EDGE, y + 8, 30, 14), texts))
        y += LINE * max(len(texts), 1) + 4
    return tuple(entries), y + (10 if entries else 0)


def _bar_chart(rows: _Rows, kind: str) -> Chart:
    """Horizontal bars under the label of their row, the value at the end of each."""
    legend, start = _legend(rows)
    width = _bar_room(rows)
    y, labels, bars = start, [], []
    for row, label in enumerate(rows.labels):
        labels += (texts := _texts(label, INNER - 6, EDGE + 6, y))
        y += LINE * len(texts) + 7
        for index, (_name, values) in enumerate(rows.series):
            length = round(width * values[row] / rows.top, 2)
            value = Text(EDGE + length + 6, y + 16, format_value(values[row], rows.suffix))
            bars.append(Bar(index, Box(EDGE, y, length, BAR), value))
            y += BAR + BAR_GAP
        y += GROUP_GAP
    bottom = y - GROUP_GAP + 4
    axis = [(round(EDGE + width * share, 2), text) for share, text in rows.ticks()]
    low = bottom + LINE
    ticks = [Tick(Box(x, start, 0, bottom - start), Text(max(x, text_width(s) / 2), low, s)) for x, s in axis]
    plot = Box(EDGE, start, round(width, 2), bottom - start)
    captions = _texts(rows.caption, INNER, EDGE, low)
    height = low + LINE * len(captions) + EDGE
    return Chart(kind, WIDTH, height, plot, tuple(ticks), tuple(labels), tuple(bars), (), legend, captions)


def _bar_room(rows: _Rows) -> float:
    """The length of the axis: as long as it can be with every value right of its bar, and the ticks in the picture."""
    room = INNER - 8
    values = [value for _name, values in rows.series for value in values]
    ends = zip([value / rows.top for value in values], rows.value_texts(), strict=True)
    fits = [(room - text_width(text)) / share for share, text in ends if share]
    return min([INNER, *fits, *((room - text_width(text) / 2) / share for share, text in rows.ticks() if share)])


def _line_chart(rows: _Rows) -> Chart:
    """Lines over evenly spaced labels; where all would not fit, every k-th from the end."""
    legend, start = _legend(rows)
    captions = _texts(rows.caption, INNER, EDGE, start)
    start += LINE * (len(captions) + 1) + 6
    left = EDGE + 8 + max(text_width(text) for _share, text in rows.ticks())
    plot, bottom = Box(left, start, WIDTH - EDGE - left, LINE_PLOT), start + LINE_PLOT
    xs, every, room = _columns(rows, plot)
    shown = range((len(xs) - 1) % every, len(xs), every)
    lines = _lines(rows, plot, xs, shown)
    lowest = max([bottom, *(m.value.y for line in lines for m in line.markers if m.value)])
    labels = tuple(t for i in shown for t in _texts(rows.labels[i], room, xs[i], lowest + 2))
    marks = [(round(bottom - LINE_PLOT * share, 2), text) for share, text in rows.ticks()]
    ticks = [Tick(Box(left, y, plot.width, 0), Text(left - 8, y + 5, s)) for y, s in marks]
    height = max([lowest, *(text.y for text in labels)]) + EDGE
    return Chart("line", WIDTH, height, plot, tuple(ticks), labels, (), lines, legend, captions)


def _columns(rows: _Rows, plot: Box) -> tuple[list[float], int, float]:
    """The x of every row, how many rows share one written label, the width of that label."""
    words = [word for label in rows.labels for word in _WORD.findall(label)] + rows.value_texts()
    widest = max(map(text_width, words)) + 4
    slot = plot.width / len(rows.labels)
    margin = min(max(widest, slot), max(plot.width / 2, slot)) / 2
    gap = (plot.width - 2 * margin) / max(len(rows.labels) - 1, 1)
    xs = [round(plot.x + margin + gap * i, 2) for i in range(len(rows.labels))]
    return xs, ceil(widest / gap) if gap else 1, 2 * margin


def _lines(rows: _Rows, plot: Box, xs: list[float], shown: range) -> tuple[Line, ...]:
    markers: list[list[Marker]] = [[] for _series in rows.series]
    for i, x in enumerate(xs):
        ys = [round(plot.y + plot.height * (1 - values[i] / rows.top), 2) for _name, values in rows.series]
        for index, baseline in enumerate(_baselines(ys)):
            text = Text(x, baseline, format_value(rows.series[index][1][i], rows.suffix))
            markers[index].append(Marker(x, ys[index], text if i in shown else None))
    return tuple(Line(index, tuple(points)) for index, points in enumerate(markers))


def _baselines(ys: list[float]) -> list[float]:
    """Where the values of one column stand: over the highest marker, under all others."""
    baselines, last = list(ys), None
    for index in sorted(range(len(ys)), key=ys.__getitem__):
        last = ys[index] - 11 if last is None else max(ys[index] + 22, last + LINE - 2)
        baselines[index] = last
    return baselines
