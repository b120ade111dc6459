"""The frame's side: the product's name, the pages by section, the language, and a badge where the data are a demo's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.parts import choice
from pages.parts.choice import Option
from pages.parts.links import anchor
from pages.parts.markup import box, esc, plain
from pages.parts.words import word

WIDTH = 208  # pixels, for st.set_page_config(initial_sidebar_state=…)


@dataclass(frozen=True)
class Section:
    """Pages that belong together."""

    title: str
    pages: tuple[Option, ...]


def html(
    sections: Sequence[Section], languages: Sequence[Option], lang: str, *, demo: str = "", reader: str = ""
) -> str:
    """The side as HTML.

    Args:
        sections: the pages, the current one marked.
        languages: 中文 and English, each leading to this same page.
        lang: the reader's language.
        demo: what stands in the badge beside the name, empty on real data.
        reader: who is signed in, empty when nobody needs to.
    """
    brand = f'<div class="brand"><b>{esc(word("frame.brand", lang))}</b>{plain(demo, "demo")}</div>'
    nav = "".join(_section(section) for section in sections)
    foot = (f'<div class="rd">{esc(reader)}</div>' if reader else "") + choice.segments(
        languages, word("frame.language", lang)
    )
    return box(
        "nav",
        f'{brand}<nav aria-label="{esc(word("frame.pages", lang))}">{nav}</nav><div class="ft">{foot}</div>',
        lang,
    )


def draw(
    sections: Sequence[Section], languages: Sequence[Option], lang: str, *, demo: str = "", reader: str = ""
) -> None:
    """The side on the page."""
    st.sidebar.html(html(sections, languages, lang, demo=demo, reader=reader))


def _section(section: Section) -> str:
    pages = "".join(
        anchor(page.href, esc(page.label), "pg on" if page.current else "pg", current=page.current)
        for page in section.pages
    )
    return f'<div class="sc"><span class="st2">{esc(section.title)}</span>{pages}</div>'
