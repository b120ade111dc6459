"""What the plotly parts share: colours, type and settings of a plain figure, and how it gets on the page.

Figures always carry the light colours; `theme.css` exchanges them by value for the tokens of the theme the reader has,
so that Python needs to know nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

INK, INK2, INK3 = "#161B22", "#4A5462", "#626D7C"
BORDER, HAIR = "#E2E6EB", "#EDF0F3"
ACTUAL, LAST_YEAR = "#323C49", "#B4BDC9"
GOOD, GOOD_TEXT = "#0067B2", "#0067B1"  # fill and text differ by one step, so that each finds its token
BAD, BAD_TEXT = "#D55E00", "#B34700"
CLEAR = "rgba(0,0,0,0)"
FONT = "Kaohe, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif"

Figure = dict[str, Any]


def layout(height: int, **more: Any) -> dict[str, Any]:
    """A bare layout: no grid, no legend, nothing to drag."""
    return {
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"family": FONT, "size": 11, "color": INK},
        "showlegend": False,
        "dragmode": False,
        "barmode": "overlay",
        "hoverlabel": {"bgcolor": "#FFFFFF", "bordercolor": BORDER, "font": {"family": FONT, "size": 12, "color": INK}},
        **more,
    }


def axis(**more: Any) -> dict[str, Any]:
    """An axis of which nothing shows but what is asked for."""
    return {
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "title": {"text": ""},
        **more,
    }


@cache
def _as_it_is() -> Callable[[Figure], Any]:
    """Draws a figure as it is: plotly would check it again with every click, for 6 ms; tests check each kind once."""
    from plotly.basedatatypes import BaseFigure  # noqa: PLC0415 — only who draws a figure needs it

    class AsItIs(BaseFigure):  # type: ignore[misc]  # plotly ships no types
        def __init__(self, figure: Figure) -> None:
            self._figure = figure

        def to_dict(self) -> Figure:
            return self._figure

    return AsItIs


def draw(figure: Figure, key: str, alt: str) -> None:
    """A figure on the page.

    Args:
        figure: data and layout.
        key: one of its own on the page.
        alt: what it shows, for who cannot see it.
    """
    with st.container(key=f"plot-{key}"):
        config = {"displayModeBar": False, "responsive": True}
        st.plotly_chart(_as_it_is()(figure), theme=None, key=key, alt=alt, config=config)
