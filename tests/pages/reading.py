"""Reading a page as text, from the frame on."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpi.words import languages, say

MAIN = str(Path(__file__).parents[2] / "pages" / "main.py")


def page(data: Path, monkeypatch: pytest.MonkeyPatch, name: str = "", **address: str) -> str:
    """The page's HTML as text, for an address."""
    monkeypatch.setenv("KPI_DATA", str(data))
    at = AppTest.from_file(MAIN, default_timeout=120)
    for key, value in address.items():
        if value:
            at.query_params[key] = value
    at.run()
    if name:
        at.switch_page(f"{name}.py")
        for key, value in address.items():
            if value:
                at.query_params[key] = value
        at.run()
    assert not at.exception
    markup = "".join(element.proto.body for element in at.get("html"))
    assert not any(say("empty.failed", lang) in markup for lang in languages())
    return markup


def text_of(markup: str) -> str:
    """What a reader reads: no tags, and no style."""
    markup = re.sub(r"<style>.*?</style>", "", markup, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", markup))


def flat(text: str) -> str:
    """A text without blanks, because a value and its unit stand in elements of their own."""
    return re.sub(r"\s+", "", text)
