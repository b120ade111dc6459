"""A section's head: its name, one line of explanation, a legend at the right; and the page's foot line."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.parts.markup import box, esc, plain


def html(title: str, note: str = "", lang: str = "", legend: str = "") -> str:
    """The head as HTML.

    Args:
        title: the section's name.
        note: how to read what follows.
        lang: the reader's language.
        legend: markup of `legend()`.
    """
    return box("sec", f'<div class="row"><h2>{esc(title)}</h2>{plain(note, "note")}{legend}</div>', lang)


def draw(title: str, note: str = "", lang: str = "", legend: str = "") -> None:
    """The head on the page."""
    st.html(html(title, note, lang, legend))


def legend(items: Sequence[tuple[str, str]]) -> str:
    """A legend.

    Args:
        items: (look, meaning); looks: act col ly plan run good bad tick tiers dash steps missing half none.
    """
    keys = "".join(f'<span><i class="lg {esc(look)}"></i>{esc(meaning)}</span>' for look, meaning in items)
    return f'<span class="legend">{keys}</span>'


def foot(parts: Sequence[str], lang: str = "") -> None:
    """The page's last line: where the figures come from."""
    st.html(box("foot", " · ".join(f"<span>{esc(part)}</span>" for part in parts), lang))
