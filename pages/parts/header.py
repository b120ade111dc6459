"""The bar at the top of a page: its title, what state the month is in, and the choices that hold for all of it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.markup import box, esc, plain
from pages.parts.words import word


def html(title: str, lang: str, *, sub: str = "", chips: Sequence[tuple[str, str]] = (), right: str = "") -> str:
    """The bar as HTML.

    Args:
        title: the page's name, or whom it shows.
        lang: the reader's language.
        sub: small print beside it.
        chips: (strong word or "", text), such as ("待结", "11-05 截止").
        right: markup of `choice.menu` and the like.
    """
    marks = "".join(
        f'<span class="chip">{f"<b>{esc(strong)}</b> " if strong else ""}{esc(text)}</span>' for strong, text in chips
    )
    inner = f'<h1>{esc(title)}</h1>{plain(sub, "sub")}<span class="chips">{marks}</span>'
    return box("top", f'<div class="row">{inner}<span class="right">{right}</span></div>', lang)


def draw(
    title: str, lang: str, *, sub: str = "", chips: Sequence[tuple[str, str]] = (), right: str = ""
) -> DeltaGenerator:
    """The bar on the page, and the tab's title; what is drawn into the container it returns stands at its right end."""
    st.set_page_config(page_title=f"{title} · {word('frame.brand', lang)}")
    bar = st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small")
    bar.html(html(title, lang, sub=sub, chips=chips, right=right))
    return bar
