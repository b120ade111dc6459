"""Texts in the reader's language: a text id and values in, a sentence out."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kpi.errors import KaoheError

HERE = Path(__file__).parent
DEFAULT = "zh"


def languages() -> list[str]:
    """The languages there are: one word file each, the default first."""
    found = sorted(path.stem for path in HERE.glob("*.po"))
    return sorted(found, key=lambda name: name != DEFAULT)


@cache
def catalogue(lang: str) -> dict[str, str]:
    """All texts of a language by id."""
    from babel.messages.pofile import read_po  # noqa: PLC0415 — 30 ms that only a run with words needs to pay

    with (HERE / f"{lang}.po").open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id and m.string}


def say(text_id: str, lang: str = DEFAULT, **values: object) -> str:
    """The sentence of an id with its values filled in.

    Args:
        text_id: such as `status.met`.
        lang: `zh` or `en`; one without a word file falls back to the default.
        values: what the sentence's braces name.

    Returns:
        The sentence; an id without one in this language is looked up in the default, and returned as it is last.
    """
    own = catalogue(lang) if lang in languages() else catalogue(DEFAULT)
    text = own.get(text_id) or catalogue(DEFAULT).get(text_id) or text_id
    return text.format(**values) if values else text


def known(text_id: str, lang: str = DEFAULT) -> bool:
    """Whether a language has this text."""
    return text_id in catalogue(lang)


def tell(error: KaoheError, lang: str = DEFAULT) -> str:
    """An error as a sentence."""
    return say(error.message_id, lang, **error.fields)


def language_of(wish: str | None) -> str:
    """The language for a browser's or a shell's locale such as `en-GB` or `zh_CN.UTF-8`; else the default."""
    short = (wish or "").replace("_", "-").split("-")[0].lower()
    return short if short in languages() else DEFAULT
