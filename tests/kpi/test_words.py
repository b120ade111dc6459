"""Texts by id, language and values."""

import pytest

from kpi import words
from kpi.errors import KaoheError


class FileTooOdd(KaoheError):
    FIELDS = ("file", "line")


@pytest.fixture
def texts(tmp_path, monkeypatch):
    """Three languages in a folder of their own; the last lacks a text."""
    for language, entries in {
        "zh": {"status.met": "达标", "rows": "{n} 行", "error.file_too_odd": "{file} 第 {line} 行"},
        "en": {"status.met": "Met", "rows": "{n} rows", "error.file_too_odd": "{file}, line {line}"},
        "de": {"status.met": "Erreicht"},
    }.items():
        body = "".join(f'msgid "{key}"\nmsgstr "{text}"\n\n' for key, text in entries.items())
        (tmp_path / f"{language}.po").write_text(
            f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n\n{body}', encoding="utf-8"
        )
    monkeypatch.setattr(words, "HERE", tmp_path)
    words.catalogue.cache_clear()
    yield tmp_path
    words.catalogue.cache_clear()


@pytest.mark.parametrize(("language", "text"), [("zh", "达标"), ("en", "Met"), ("de", "Erreicht")])
def test_a_text_is_said_in_the_language_asked_for(texts, language, text):
    assert words.say("status.met", language) == text


def test_values_take_the_place_of_their_braces(texts):
    assert words.say("rows", "en", n=28010) == "28010 rows"


def test_a_language_that_lacks_a_text_shows_the_default(texts):
    assert words.say("rows", "de", n=3) == "3 行"


def test_a_language_without_a_word_file_is_the_default(texts):
    assert words.say("status.met", "fr") == "达标"


def test_an_id_that_nobody_knows_is_shown_as_it_is(texts):
    assert words.say("no.such.text", "en") == "no.such.text"
    assert not words.known("no.such.text", "en")
    assert words.known("status.met", "de")


def test_the_languages_are_the_word_files_with_the_default_first(texts):
    assert words.languages() == ["zh", "de", "en"]


def test_an_error_is_told_with_its_fields(texts):
    odd = FileTooOdd(file="a.csv", line=7)
    assert words.tell(odd, "zh") == "a.csv 第 7 行"
    assert words.tell(odd, "en") == "a.csv, line 7"


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("en-GB", "en"),
        ("EN", "en"),
        ("zh_CN.UTF-8", "zh"),
        ("zh-Hant-TW", "zh"),
        ("de", "de"),
        ("C.UTF-8", "zh"),
        ("fr-FR", "zh"),
        ("", "zh"),
        (None, "zh"),
    ],
)
def test_the_language_follows_a_browser_or_a_shell(texts, wish, language):
    assert words.language_of(wish) == language
