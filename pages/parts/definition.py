"""A metric in words: what is divided by what, which way is better, where the definition stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.parts.links import anchor
from pages.parts.markup import box, esc, plain


@dataclass(frozen=True)
class Definition:
    """A metric: its name, one sentence, n and d in words (no d for a sum) and, of the figure shown, their amounts."""

    label: str
    explain: str
    n: str
    d: str = ""
    n_amount: str = ""
    d_amount: str = ""
    value: str = ""
    n_href: str = ""
    d_href: str = ""


def html(definition: Definition, facts: Sequence[tuple[str, str]], lang: str) -> str:
    """The definition as HTML.

    Args:
        definition: what the metric is.
        facts: further things to know: (name, text).
        lang: the reader's language.
    """
    sum_or_ratio = _side(definition.n, definition.n_amount, definition.n_href)
    if definition.d:
        sum_or_ratio += f'<i class="op">÷</i>{_side(definition.d, definition.d_amount, definition.d_href)}'
    result = f'<span class="side"><span>{esc(definition.label)}</span>{plain(definition.value, "am")}</span>'
    said = f"<p>{esc(definition.explain)}</p>" if definition.explain else ""
    known = "".join(f"<div><dt>{esc(name)}</dt><dd>{esc(text)}</dd></div>" for name, text in facts if text)
    return box(
        "def",
        f'{said}<div class="eq">{sum_or_ratio}<i class="op">=</i>{result}</div>'
        + (f"<dl>{known}</dl>" if known else ""),
        lang,
    )


def draw(definition: Definition, facts: Sequence[tuple[str, str]], lang: str) -> None:
    """The definition on the page."""
    st.html(html(definition, facts, lang))


def _side(words: str, amount: str, href: str) -> str:
    figure = anchor(href, esc(amount), "am") if amount else ""
    return f'<span class="side"><span>{esc(words)}</span>{figure}</span>'


def list_html(items: Sequence[tuple[str, str, str]], lang: str) -> str:
    """Metrics by name, each with its sentence and its address, as HTML."""
    known = "".join(f"<div><dt>{anchor(href, esc(name))}</dt><dd>{esc(said)}</dd></div>" for name, said, href in items)
    return box("def", f"<dl>{known}</dl>", lang)


def draw_list(items: Sequence[tuple[str, str, str]], lang: str) -> None:
    """Metrics by name on the page."""
    st.html(list_html(items, lang))
