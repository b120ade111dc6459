"""The frame round every page: the reader's language, the pages there are, and the demo's badge."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi.words import say
from pages.parts import shell
from tests.pages.reading import page, text_of


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_side_names_every_page_in_the_readers_language(
    department: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    shown = text_of(page(department, monkeypatch, lang=lang))
    for one in shell.page_files():
        assert say(one.title, lang) in shown
    assert say("frame.demo", lang) in shown


def test_real_data_have_no_badge(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert say("frame.demo", "zh") not in text_of(page(sample, monkeypatch, lang="zh"))


def test_a_language_that_we_do_not_speak_is_shown_in_ours(department: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert say("page.month", "zh") in text_of(page(department, monkeypatch, lang="xx"))
