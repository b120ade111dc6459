"""Small pieces of markup: escaping, classes, the box every part stands in."""

from __future__ import annotations

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
