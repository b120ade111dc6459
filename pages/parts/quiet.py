"""What is there but needs no attention: a line that opens to a list by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.parts.links import anchor
from pages.parts.markup import box, esc, plain


@dataclass(frozen=True)
class Item:
    """One of the list: its name, its figure, where it leads."""

    label: str
    figure: str = ""
    href: str = ""


def html(said: str, groups: Sequence[tuple[str, Sequence[Item]]], lang: str) -> str:
    """The line and the list as HTML.

    Args:
        said: what stands on the closed line.
        groups: (name, its items).
        lang: the reader's language.
    """
    inner = "".join(f"<div><dt>{esc(name)}</dt><dd>{''.join(map(_item, items))}</dd></div>" for name, items in groups)
    return box("quiet", f"<details><summary>{esc(said)}</summary><dl>{inner}</dl></details>", lang)


def draw(said: str, groups: Sequence[tuple[str, Sequence[Item]]], lang: str) -> None:
    """The line and the list on the page."""
    st.html(html(said, groups, lang))


def _item(item: Item) -> str:
    return f"<span>{anchor(item.href, esc(item.label), 'nm')}{plain(item.figure, 'wh')}</span>"
