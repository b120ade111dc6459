"""Nothing to show: what that means, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.parts.choice import Option
from pages.parts.links import anchor
from pages.parts.markup import box, esc


def html(
    title: str, text: str, lang: str, *, steps: Sequence[tuple[str, str]] = (), links: Sequence[Option] = ()
) -> str:
    """An empty state as HTML.

    Args:
        title: what is the case.
        text: why, in a sentence or two.
        lang: the reader's language.
        steps: what to do: (sentence, command to type or "").
        links: where to go; the first one is the one we advise.
    """
    done = "".join(f"<li>{esc(said)}{f'<code>{esc(typed)}</code>' if typed else ''}</li>" for said, typed in steps)
    ways = "".join(
        anchor(link.href, esc(link.label), "btn" if number else "btn main") for number, link in enumerate(links)
    )
    inner = f"<h2>{esc(title)}</h2><p>{esc(text)}</p>" + (f"<ol>{done}</ol>" if done else "")
    return box("void", inner + (f'<div class="ways">{ways}</div>' if ways else ""), lang)


def draw(
    title: str, text: str, lang: str, *, steps: Sequence[tuple[str, str]] = (), links: Sequence[Option] = ()
) -> None:
    """An empty state on the page."""
    st.html(html(title, text, lang, steps=steps, links=links))


def note_html(text: str, lang: str, href: str = "", link: str = "") -> str:
    """One line where a part of a page has nothing to show."""
    way = f" {anchor(href, esc(link), 'lk')}" if href else ""
    return box("nothing", f"<p>{esc(text)}{way}</p>", lang)


def draw_note(text: str, lang: str, href: str = "", link: str = "") -> None:
    """The line on the page."""
    st.html(note_html(text, lang, href, link))
