"""A small line: months from left to right, the target as a stepped dash, the last month as a dot.

`st.html` takes no inline SVG, so each line is an SVG image used as a mask and coloured by the page's own tokens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from pages.parts.markup import esc
from pages.parts.status import Status

WIDTH, HEIGHT = 100.0, 30.0
EDGE = 0.08  # of the height, so that no line is cut


@dataclass(frozen=True)
class Spark:
    """Values of consecutive months, the newest last, and their targets; None where there is none."""

    values: tuple[float | None, ...] = ()
    targets: tuple[float | None, ...] = ()
    label: str = ""  # what a screen reader says

    def span(self) -> tuple[float, float] | None:
        """The smallest and the largest of values and targets."""
        known = [float(v) for v in (*self.values, *self.targets) if v is not None]
        return (min(known), max(known)) if known else None


def html(spark: Spark, status: Status, span: tuple[float, float] | None = None) -> str:
    """The line.

    Args:
        spark: what to draw.
        status: colours the dot.
        span: a common scale of several lines; else the line's own.
    """
    low, high = span or spark.span() or (0.0, 1.0)
    heights = list(_heights(spark.values, low, high))
    goals = list(_heights(spark.targets, low, high))
    drawn = _mask("ln", _line(heights)) + _mask("tg", _steps(goals), dash=True) + _dot(heights, status)
    return (
        f'<span class="sp" role="img" aria-label="{esc(spark.label)}">{drawn}</span>'
        if drawn
        else '<span class="sp"></span>'
    )


def _heights(values: Sequence[float | None], low: float, high: float) -> Iterator[float | None]:
    room = (high - low) or 1.0
    top, usable = HEIGHT * EDGE, HEIGHT * (1 - 2 * EDGE)
    for value in values:
        share = 0.5 if high == low else (float(value) - low) / room if value is not None else 0.0
        yield None if value is None else top + usable * (1 - share)


def _x(index: int, count: int) -> float:
    return WIDTH * index / (count - 1) if count > 1 else WIDTH


def _line(heights: list[float | None]) -> str:
    """A path with gaps where there is no value; a value alone between gaps is drawn as a short dash."""
    path, pen_down = [], False
    for index, height in enumerate(heights):
        if height is not None:
            path.append(f"{'L' if pen_down else 'M'}{_x(index, len(heights)):.1f} {height:.1f}")
            alone = not pen_down and (index + 1 == len(heights) or heights[index + 1] is None)
            if alone and index + 1 < len(heights):
                path.append("h2")
        pen_down = height is not None
    return "".join(path) if len(path) > 1 else ""


def _steps(goals: list[float | None]) -> str:
    """A target holds for its month: level from half a month before to half a month after."""
    path: list[str] = []
    half = WIDTH / max(len(goals) - 1, 1) / 2
    last: float | None = None
    for index, goal in enumerate(goals):
        if goal is not None:
            x = _x(index, len(goals))
            start, end = max(x - half, 0), min(x + half, WIDTH)
            if last is None:
                path.append(f"M{start:.1f} {goal:.1f}")
            elif goal != last:
                path.append(f"V{goal:.1f}")
            path.append(f"H{end:.1f}")
        last = goal
    return "".join(path)


def _mask(name: str, path: str, *, dash: bool = False) -> str:
    if not path:
        return ""
    stroke = " stroke-dasharray='3 2' stroke-width='1'" if dash else " stroke-width='1.6' stroke-linejoin='round'"
    image = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH:.0f} {HEIGHT:.0f}' preserveAspectRatio='none'>"
        f"<path d='{path}' fill='none' stroke='#000' vector-effect='non-scaling-stroke'{stroke}/></svg>"
    )
    return f'<u class="{name}" style="--s:url(&quot;data:image/svg+xml,{quote(image, safe=" =:/")}&quot;)"></u>'


def _dot(heights: list[float | None], status: Status) -> str:
    if not heights or heights[-1] is None:
        return ""
    return f'<i class="{status.value}" style="top:{heights[-1] / HEIGHT * 100:.1f}%"></i>'
