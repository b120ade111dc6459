"""The trend of one metric: values as columns in the outline of their plan, and above them the distance from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from math import ceil

from pages.parts import plot
from pages.parts.markup import esc
from pages.parts.numbers import Change, Number, gap, largest, value

HEIGHT, LOW_HEIGHT = 232, 168
NARROW = 356  # pixels of the narrowest screen's plot with what is beside it
EDGE = 12  # pixels beside it, where no label needs more
CROWDED = 16  # more columns than that have no outlines, and not every one a name


@dataclass(frozen=True)
class Point:
    """One column: its name, the name of a longer period beginning there, what was reached, what was planned."""

    label: str
    actual: Number | None
    target: Number | None = None
    above: str = ""  # such as the year, under the month it begins with
    note: str = ""


def figure(
    points: Sequence[Point],
    unit: str,
    lang: str,
    *,
    better: str = "up",
    last_year_first: bool = False,
    running: bool = False,
) -> plot.Figure:
    """The trend as a plain plotly figure.

    Args:
        points: from the oldest to the newest.
        unit: the metric's unit.
        lang: the reader's language.
        better: up or down.
        last_year_first: the first column is the same month last year, and grey.
        running: the last column is a month that has not ended: hatched.
    """
    planned = _planned(points)
    edge = _edge(points, unit, lang, better)
    last = len(points) - 1
    normal = [i for i in range(len(points)) if not (last_year_first and i == 0) and not (running and i == last)]
    data = [_columns(points, normal, plot.ACTUAL, unit, lang)]
    if last_year_first and points:
        data.append(_columns(points, [0], plot.LAST_YEAR, unit, lang))
    if running and points:
        data.append(_columns(points, [last], plot.ACTUAL, unit, lang) | {"marker": _hatch(plot.ACTUAL)})
    if planned:
        data.insert(0, _outlines(points))
        data += _variances(points, better, running)
        data.append(_distance_labels(points, unit, lang, better, _column(len(points), edge)))
    data.append(_labels(points, unit, lang, _column(len(points), edge)))
    top = max((float(x) for p in points for x in (p.actual, p.target) if x is not None), default=1.0)
    low = min((float(p.actual) for p in points if p.actual is not None), default=0.0)
    names = {
        "xaxis": _names(points),
        "yaxis": plot.axis(
            visible=False, range=[min(low, 0) * 1.2, (top or 1.0) * 1.18], domain=[0, 0.64 if planned else 1]
        ),
    }
    if planned:
        names["yaxis2"] = plot.axis(visible=False, range=_reach(points), domain=[0.7, 1], anchor="x")
    return {
        "data": data,
        "layout": plot.layout(
            HEIGHT if planned else LOW_HEIGHT, margin={"l": edge, "r": edge, "t": 2, "b": 34}, bargap=0, **names
        ),
    }


def _planned(points: Sequence[Point]) -> bool:
    """Whether the columns stand in outlines of their plan."""
    return any(p.target is not None for p in points) and len(points) <= CROWDED


def _edge(points: Sequence[Point], unit: str, lang: str, better: str) -> int:
    """What is free beside the columns, so that a label over the first or the last one is not cut."""
    count = len(points)
    if count < 2:
        return EDGE
    texts = [str(value(p.actual, unit, lang)) for p in (points[0], points[-1])]
    if _planned(points):
        found = _distance_texts(points, unit, lang, better)
        texts += [found.get(i, "") for i in (0, count - 1)]
    over = max(map(_width, texts)) - NARROW / count
    return max(EDGE, ceil(over / 2 / (1 - 1 / count)))


def _columns(points: Sequence[Point], which: Sequence[int], color: str, unit: str, lang: str) -> dict[str, object]:
    return {
        "type": "bar",
        "x": list(which),
        "y": [None if points[i].actual is None else float(points[i].actual or 0) for i in which],
        "width": 0.5 if len(points) <= CROWDED else 0.7,
        "marker": {"color": color, "line": {"width": 0}},
        "hovertext": [_hover(points[i], unit, lang) for i in which],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _hover(point: Point, unit: str, lang: str) -> str:
    goal = f" / {value(point.target, unit, lang)}" if point.target is not None else ""
    return esc(f"{point.label}: {value(point.actual, unit, lang)}{goal} {point.note}".strip())


def _hatch(color: str) -> dict[str, object]:
    return {
        "color": plot.CLEAR,
        "line": {"width": 1, "color": color},
        "pattern": {"shape": "/", "fgcolor": color, "bgcolor": plot.CLEAR, "size": 5, "solidity": 0.3},
    }


def _outlines(points: Sequence[Point]) -> dict[str, object]:
    return {
        "type": "bar",
        "x": list(range(len(points))),
        "y": [None if p.target is None else float(p.target) for p in points],
        "width": 0.74,
        "marker": {"color": plot.CLEAR, "line": {"width": 1, "color": plot.INK3}},
        "hoverinfo": "skip",
    }


def _distances(points: Sequence[Point]) -> list[tuple[int, float]]:
    return [
        (i, float(p.actual) - float(p.target))
        for i, p in enumerate(points)
        if p.actual is not None and p.target is not None
    ]


def _reach(points: Sequence[Point]) -> list[float]:
    """The scale of the distances, with room for their labels."""
    found = [distance for _, distance in _distances(points)] or [0.0]
    low, high = min(0.0, *found), max(0.0, *found)
    room = (high - low or 1.0) * 0.45
    return [low - (room if low < 0 else room / 6), high + (room if high > 0 else room / 6)]


def _variances(points: Sequence[Point], better: str, running: bool) -> list[dict[str, object]]:
    distances = _distances(points)
    traces: list[dict[str, object]] = []
    for good, color in ((True, plot.GOOD), (False, plot.BAD)):
        for hatched in (False, True):
            those = [
                (i, d)
                for i, d in distances
                if ((d >= 0) == (better == "up")) is good and (running and i == len(points) - 1) is hatched
            ]
            if those:
                marker = _hatch(color) if hatched else {"color": color, "line": {"width": 0}}
                bar = {"type": "bar", "x": [i for i, _ in those], "y": [d for _, d in those], "width": 0.5}
                traces.append(bar | {"yaxis": "y2", "marker": marker, "hoverinfo": "skip"})
    zero = {"x": [-0.5, len(points) - 0.5], "y": [0, 0], "yaxis": "y2", "line": {"color": plot.INK3, "width": 1}}
    traces.append({"type": "scatter", "mode": "lines", "hoverinfo": "skip", **zero})
    return traces


def _changes(points: Sequence[Point], unit: str, lang: str, better: str) -> dict[int, Change]:
    """The distances that show as more than nothing, all as fine as the largest value is."""
    ends = [i for i, _ in _distances(points)]
    scale = largest(chain.from_iterable((points[i].actual, points[i].target) for i in ends))
    found = {i: gap(points[i].actual, points[i].target, unit, lang, better=better, scale=scale) for i in ends}
    return {i: change for i, change in found.items() if change.good is not None}


def _distance_texts(points: Sequence[Point], unit: str, lang: str, better: str) -> dict[int, str]:
    """The labels of the distances that are large enough for one, the most important first."""
    changes = _changes(points, unit, lang, better)
    sizes = {i: abs(distance) for i, distance in _distances(points) if i in changes}
    least = max(sizes.values(), default=0.0) * 0.12
    wanted = sorted((i for i in sizes if sizes[i] >= least), key=lambda i: (i != len(points) - 1, -sizes[i]))
    return {i: changes[i].text for i in wanted}


def _distance_labels(points: Sequence[Point], unit: str, lang: str, better: str, column: float) -> dict[str, object]:
    """The newest distance and the largest ones, where there is room."""
    ends, changes = dict(_distances(points)), _changes(points, unit, lang, better)
    texts = _distance_texts(points, unit, lang, better)
    shown = _spread(list(texts), texts, column)
    spots, places, colors = [], [], []
    for i in shown:
        low = ends[i] < 0
        near = [ends.get(j, 0.0) for j in _under(i, texts[i], len(points), column)]
        spots.append(min(near) if low else max(near))
        places.append("bottom center" if low else "top center")
        colors.append(plot.GOOD_TEXT if changes[i].good else plot.BAD_TEXT)
    return _texts(shown, spots, [texts[i] for i in shown], places, colors) | {"yaxis": "y2"}


def _labels(points: Sequence[Point], unit: str, lang: str, column: float) -> dict[str, object]:
    """The newest value, the highest and the first, where there is room; of many columns the highest alone."""
    known = [i for i, p in enumerate(points) if p.actual is not None]
    if not known:
        return _texts([], [], [], [], [])
    highest = max(known, key=lambda i: float(points[i].actual or 0))
    lowest = min(known, key=lambda i: float(points[i].actual or 0))
    wanted = list(dict.fromkeys([known[-1], highest, known[0], lowest])) if len(points) <= CROWDED else [highest]
    texts = {i: str(value(points[i].actual, unit, lang)) for i in wanted}
    shown = _spread(wanted, texts, column)
    bold = [f"<b>{esc(texts[i])}</b>" if i == known[-1] else esc(texts[i]) for i in shown]
    spots = [_clear(points, i, texts[i], column) for i in shown]
    return _texts(shown, spots, bold, ["top center"] * len(shown), [plot.INK] * len(shown))


def _clear(points: Sequence[Point], index: int, text: str, column: float) -> float:
    """The height at which a label is over its column and over all that it reaches across."""
    near = [points[i] for i in _under(index, text, len(points), column)]
    return max(float(x) for p in near for x in (p.actual, p.target) if x is not None)


def _under(index: int, text: str, count: int, column: float) -> range:
    """The columns that a label over one of them reaches across."""
    reach = ceil(max(_width(text) / column - 0.7, 0) / 2)
    return range(max(index - reach, 0), min(index + reach + 1, count))


def _spread(wanted: Sequence[int], texts: dict[int, str], column: float) -> list[int]:
    """Of the wanted labels, the most important first, those that do not touch each other on a narrow screen."""
    shown: list[int] = []
    for i in wanted:
        if all(abs(i - other) * column >= (_width(texts[i]) + _width(texts[other])) / 2 + 2 for other in shown):
            shown.append(i)
    return sorted(shown)


def _column(count: int, edge: int) -> float:
    """What a column has on the narrowest screen, in pixels."""
    return (NARROW - 2 * edge) / max(count, 1)


def _width(text: str) -> float:
    return sum(6.3 if ord(sign) < 0x2E80 else 11.0 for sign in text)


def _texts(x: list[int], y: list[float], text: list[str], place: list[str], color: list[str]) -> dict[str, object]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "marker": {"size": 5, "opacity": 0},  # keeps the text off what it names
        "x": x,
        "y": y,
        "text": text,
        "textposition": place,
        "textfont": {"size": 10.5, "color": color},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _names(points: Sequence[Point]) -> dict[str, object]:
    """Names under the columns; of many columns every fifth."""
    every = 1 if len(points) <= CROWDED else 5
    shown = [i for i in range(len(points)) if i % every == 0]
    return plot.axis(
        range=[-0.5, len(points) - 0.5],
        tickmode="array",
        tickvals=shown,
        ticktext=[esc(points[i].label) + (f"<br>{esc(points[i].above)}" if points[i].above else "") for i in shown],
        tickfont={"size": 10.5, "color": plot.INK3},
        tickangle=0,
        showline=True,
        linecolor=plot.INK3,
        anchor="y",
    )


def draw(trend: plot.Figure, key: str, alt: str) -> None:
    """The trend on the page; see `plot.draw`."""
    plot.draw(trend, key, alt)
