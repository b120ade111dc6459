"""The bridge: from one month's value to the next, part by part, from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pages.parts import plot
from pages.parts.markup import esc
from pages.parts.numbers import Change, Number, step, value

ROW = 25  # pixels
LABELS, WIDEST = 96, 150  # pixels for the names at the left; what is longer ends in …
NARROW = 356  # pixels of the narrowest screen's plot with the names


@dataclass(frozen=True)
class Total:
    """A mark: the value a change starts from, ends at or aims for."""

    label: str
    amount: Number


@dataclass(frozen=True)
class Part:
    """One part of the change, in the metric's own unit (−0.0022 is −0.22 points)."""

    label: str
    amount: Number
    note: str = ""


@dataclass(frozen=True)
class Group:
    """Parts of one kind; their sum stands with the group's name."""

    label: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class _Label:
    at: float
    row: int
    text: str
    color: str
    left: bool = True  # of where it stands
    strong: bool = False


@dataclass(frozen=True)
class _Line:
    label: str
    start: float
    end: float
    change: Change
    note: str


def figure(
    start: Total,
    groups: Sequence[Group],
    end: Total,
    target: Total | None,
    unit: str,
    lang: str,
    *,
    better: str = "up",
) -> plot.Figure:
    """The bridge as a plain plotly figure."""
    rows = _rows(float(start.amount), groups, unit, lang, better)
    marks: list[tuple[int, Total]] = [(0, start), (len(rows) + 1, end)]
    if target:
        marks.append((len(rows) + 2, target))
    count = len(rows) + len(marks)
    totals = [(row, total) for row, total in marks if total is not target]
    lines = [(row, line) for row, line in enumerate(rows, 1) if isinstance(line, _Line)]
    hairs = [
        0.5,
        *(row - 0.5 for row, line in enumerate(rows, 1) if isinstance(line, str) and row > 1),
        len(rows) + 0.5,
    ]
    names = [line if isinstance(line, str) else line.label for line in rows]
    labels = _labels(lines, marks, unit, lang)
    low, high = _span([*(line.start for _, line in lines), *(label.at for label in labels)], labels, _room(names))
    ticks = [f"<b>{esc(start.label)}</b>", *map(_tick, rows), f"<b>{esc(end.label)}</b>"]
    return {
        "data": [
            _hairlines(hairs, low, high),
            _connectors(lines, start, end, len(rows) + 1),
            *(_bars([pair for pair in lines if pair[1].change.good is good]) for good in (True, False, None)),
            _totals(totals),
            _texts(labels),
        ],
        "layout": plot.layout(
            ROW * count,
            margin={"l": _room(names), "r": 0, "t": 0, "b": 0},
            xaxis=plot.axis(range=[low, high], visible=False),
            yaxis=plot.axis(
                range=[count - 0.5, -0.5],
                tickmode="array",
                tickvals=list(range(count)),
                ticktext=ticks + ([esc(target.label)] if target else []),
                tickfont={"size": 12, "color": plot.INK},
            ),
            shapes=[_outline(target, count - 1)] if target else [],
        ),
    }


def _rows(start: float, groups: Sequence[Group], unit: str, lang: str, better: str) -> list[_Line | str]:
    """Group heads as strings, parts as lines, running from the start."""
    rows: list[_Line | str] = []
    at = start
    for group in groups:
        total = step(sum((float(part.amount) for part in group.parts), 0.0), unit, lang, better=better)
        rows.append(f"{group.label} {total.text}")
        for part in group.parts:
            change = step(part.amount, unit, lang, better=better)
            rows.append(_Line(part.label, at, at + float(part.amount), change, part.note))
            at += float(part.amount)
    return rows


def _tick(row: _Line | str) -> str:
    name = _short(row if isinstance(row, str) else row.label)
    return f'<span style="color:{plot.INK3}">{esc(name)}</span>' if isinstance(row, str) else esc(name)


def _room(names: Sequence[str]) -> int:
    """What the names at the left need."""
    return int(min(max([LABELS, *(_width(name) + 10 for name in names)]), WIDEST))


def _short(name: str) -> str:
    """A name that fits at the left; the whole of it shows on hovering."""
    while _width(name) > WIDEST - 10:
        name = name.removesuffix("…")[:-1] + "…"
    return name


def _width(text: str) -> float:
    return sum(7.0 if ord(sign) < 0x2E80 else 12.0 for sign in text)


def _span(points: Sequence[float], labels: Sequence[_Label], names: int) -> tuple[float, float]:
    """The scale on which every label finds room beside its bar, on the narrowest screen too."""
    first, last = min(points), max(points)
    if first == last:
        last += abs(last) or 1.0
    low, high = first, last
    mark = 4  # pixels that a mark at the end reaches beyond it
    for _ in range(40):  # each label needs pixels, and a pixel is worth more the longer the scale
        pixel = (high - low) / (NARROW - names)
        low = min(
            first - mark * pixel, *(label.at - (_width(label.text) + 8) * pixel for label in labels if label.left)
        )
        high = max([
            last + mark * pixel,
            *(label.at + (_width(label.text) + 8) * pixel for label in labels if not label.left),
        ])
    return low, high


def _bars(lines: Sequence[tuple[int, _Line]]) -> dict[str, object]:
    good = lines[0][1].change.good if lines else None
    return {
        "type": "bar",
        "orientation": "h",
        "y": [row for row, _ in lines],
        "x": [line.end - line.start for _, line in lines],
        "base": [line.start for _, line in lines],
        "width": 0.6,
        "marker": {"color": plot.GOOD if good else plot.LAST_YEAR if good is None else plot.BAD, "line": {"width": 0}},
        "hovertext": [esc(f"{line.label} {line.change.text} {line.note}".strip()) for _, line in lines],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _connectors(lines: Sequence[tuple[int, _Line]], start: Total, end: Total, last: int) -> dict[str, object]:
    """One line with gaps: from each bar's end down to the next bar."""
    stops = [(0, float(start.amount)), *((row, line.end) for row, line in lines), (last, float(end.amount))]
    xs: list[float | None] = []
    ys: list[float | None] = []
    for (row, at), (below, _) in pairwise(stops):
        xs += [at, at, None]
        ys += [row + 0.3, below - 0.3, None]
    return _thin(xs, ys, plot.LAST_YEAR)


def _hairlines(rows: Sequence[float], low: float, high: float) -> dict[str, object]:
    return _thin([x for _ in rows for x in (low, high, None)], [y for row in rows for y in (row, row, None)], plot.HAIR)


def _thin(xs: list[float | None], ys: list[float | None], color: str) -> dict[str, object]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "line": {"color": color, "width": 1},
        "hoverinfo": "skip",
    }


def _totals(totals: Sequence[tuple[int, Total]]) -> dict[str, object]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [float(total.amount) for _, total in totals],
        "y": [row for row, _ in totals],
        "marker": {"symbol": "line-ns", "size": 15, "line": {"width": 3, "color": plot.INK}},
        "hoverinfo": "skip",
    }


def _outline(target: Total, row: int) -> dict[str, object]:
    """The target is a plan, so it is an outline."""
    return {
        "type": "rect",
        "xsizemode": "pixel",
        "xanchor": float(target.amount),
        "x0": -2,
        "x1": 2,
        "y0": row - 0.3,
        "y1": row + 0.3,
        "line": {"color": plot.INK2, "width": 1},
    }


def _labels(
    lines: Sequence[tuple[int, _Line]], marks: Sequence[tuple[int, Total]], unit: str, lang: str
) -> list[_Label]:
    """All texts: left of what fell, right of what rose; totals at the left of their marks."""
    found = [
        _Label(float(total.amount), row, str(value(total.amount, unit, lang)), plot.INK, strong=True)
        for row, total in marks
    ]
    for row, line in lines:
        color = plot.GOOD_TEXT if line.change.good else plot.INK2 if line.change.good is None else plot.BAD_TEXT
        found.append(_Label(line.end, row, line.change.text, color, left=line.end < line.start))
    return found


def _texts(labels: Sequence[_Label]) -> dict[str, object]:
    """The labels as one trace."""
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [label.at for label in labels],
        "y": [label.row for label in labels],
        "text": [f"<b>{esc(label.text)}</b>" if label.strong else esc(label.text) for label in labels],
        "textposition": ["middle left" if label.left else "middle right" for label in labels],
        "textfont": {"size": 11.5, "color": [label.color for label in labels]},
        "marker": {"size": 7, "opacity": 0},
        "hoverinfo": "skip",
    }


def draw(bridge: plot.Figure, key: str, alt: str) -> None:
    """The bridge on the page; see `plot.draw`."""
    plot.draw(bridge, key, alt)
