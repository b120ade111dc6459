"""Small pieces of markup: escaping, classes, the box every part stands in."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape


def esc(value: object) -> str:
    """A value as text that means nothing to a browser; quotes too, so that it may stand in an attribute."""
    return escape(str(value), quote=True)


def box(name: str, inner: str, lang: str = "") -> str:
    """A part's outer element: what is inside reflows by the width of this box, not of the window."""
    return f'<div class="k {name}"{lang_of(lang)}>{inner}</div>'


def lang_of(lang: str) -> str:
    """The attribute that lets a browser choose the right glyphs and a screen reader the right voice."""
    return f' lang="{esc("zh-CN" if lang == "zh" else lang)}"' if lang else ""


def title_of(text: str) -> str:
    """The attribute of a help text, or nothing."""
    return f' title="{esc(text)}"' if text else ""


def plain(text: str, name: str = "") -> str:
    """An escaped text in a span of this class; nothing for no text."""
    if not text:
        return ""
    return f'<span class="{esc(name)}">{esc(text)}</span>' if name else f"<span>{esc(text)}</span>"


def td(kind: str, inner: str, label: str = "") -> str:
    """A cell round escaped markup; its label is what a record on a phone reads before it."""
    named = f' data-l="{esc(label)}"' if label else ""
    return f'<td class="{kind}"{named}>{inner}</td>'


def table(heads: Sequence[tuple[str, str]], body: str, scroll: str = "") -> str:
    """A table.

    Args:
        heads: (text, kind) of each column.
        body: its rows.
        scroll: the name of a table that may be wider than the page and then scrolls by itself.
    """
    head = "".join(f'<th scope="col" class="{kind}">{esc(text)}</th>' for text, kind in heads)
    drawn = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{esc(scroll)}">{drawn}</div>' if scroll else drawn
    )
