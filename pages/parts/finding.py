"""The finding: what a reader should know first, in one or two sentences, and the ground it stands on."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.parts.markup import box, esc


def html(sentences: Sequence[Sequence[str]], ground: Sequence[str], lang: str) -> str:
    """The finding as HTML.

    Args:
        sentences: each a row of clauses with their punctuation; a line breaks between clauses, not inside one.
        ground: unit, month, dates compared and so on: one small line.
        lang: the reader's language.
    """
    space = "" if lang == "zh" else " "
    said = "".join(
        f"<p>{space.join(f'<span>{esc(clause)}</span>' for clause in clauses)}</p>" for clauses in sentences if clauses
    )
    small = " · ".join(f"<span>{esc(part)}</span>" for part in ground if part)
    return box("find", said + (f'<div class="gr">{small}</div>' if small else ""), lang)


def draw(sentences: Sequence[Sequence[str]], ground: Sequence[str], lang: str) -> None:
    """The finding on the page."""
    st.html(html(sentences, ground, lang))
