"""Links between pages: real addresses that do not reload the page.

Streamlit keeps its session only on links of its own. `pages/static/links.js` catches a click on an `a.go`, puts the
address into the browser's history and lets Streamlit go there as on a step back or forward; without it, or with a
modifier key, the same link works as any link does.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, urlencode

import streamlit as st

from pages.parts.markup import esc, title_of

SCRIPT = '<i class="k-off"></i><script src="app/static/links.js"></script>'


def install() -> None:
    """Bring the script in: once in a run, by the frame."""
    st.html(SCRIPT, unsafe_allow_javascript=True)


def address(page: str = "", /, **choices: object) -> str:
    """The address of a page with its filters; empty ones are left out.

    Args:
        page: its path, such as `department`; none is the first page.
        choices: what goes into the address: month="2026-10", person="K001".
    """
    return _address(page, *((name, str(choice)) for name, choice in choices.items() if choice not in (None, "")))


@lru_cache(maxsize=4096)
def _address(page: str, *pairs: tuple[str, str]) -> str:
    query = urlencode(pairs, quote_via=quote)
    return (quote(page) or "./") + (f"?{query}" if query else "")


def anchor(href: str, inner: str, name: str = "", title: str = "", current: bool = False) -> str:
    """A link round markup that is already escaped; without an address just the markup in a span.

    Args:
        href: an address of this site; none draws no link, nor does one of elsewhere.
        inner: escaped markup.
        name: further classes.
        title: a help text.
        current: the page or choice that is shown now.
    """
    if not href or ":" in href.partition("?")[0]:
        return f'<span class="{esc(name)}"{title_of(title)}>{inner}</span>'
    here = ' aria-current="page"' if current else ""
    return f'<a class="go {esc(name)}" href="{esc(href)}" target="_self"{title_of(title)}{here}>{inner}</a>'
