"""Choices that live in the address: a row of segments, and a menu for longer lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.parts.links import anchor
from pages.parts.markup import box, esc


@dataclass(frozen=True)
class Option:
    """One of several: its name and where it leads."""

    label: str
    href: str
    current: bool = False


def segments(options: Sequence[Option], label: str) -> str:
    """A row of segments, the current one marked.

    Args:
        options: what there is to choose.
        label: what is chosen, for screen readers.
    """
    inner = "".join(anchor(o.href, esc(o.label), "on" if o.current else "", current=o.current) for o in options)
    return f'<nav class="seg" aria-label="{esc(label)}">{inner}</nav>'


def menu(options: Sequence[Option], label: str, shown: str = "") -> str:
    """A menu that opens under its current choice.

    Args:
        options: what there is to choose.
        label: what is chosen, for screen readers.
        shown: what stands on the closed menu; else the current choice.
    """
    face = shown or next((o.label for o in options if o.current), label)
    inner = "".join(anchor(o.href, esc(o.label), "on" if o.current else "", current=o.current) for o in options)
    return (
        f'<details class="menu"><summary aria-label="{esc(label)}: {esc(face)}"><span>{esc(face)}</span></summary>'
        f'<div class="pop">{inner}</div></details>'
    )


def draw(controls: Sequence[str], lang: str = "") -> None:
    """A line of controls on the page."""
    st.html(box("ctl", "".join(controls), lang))
