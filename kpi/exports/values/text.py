"""Texts and ids: guards off, blanks off, what stands for nothing is nothing."""

from __future__ import annotations

import re

BLANKS = (
    " \t\r\n\x0b\x0c\xa0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
MISSING = frozenset({
    "",
    "-",
    "--",
    "---",
    "—",
    "——",
    "–",
    "－",
    "－－",
    "null",
    "\\n",
    "(null)",
    "<null>",
    "暂无数据",
    "0000-00-00",
    "0000-00-00 00:00:00",
})
ERRORS = frozenset({
    "#n/a",
    "#ref!",
    "#value!",
    "#div/0!",
    "#name?",
    "#num!",
    "#null!",
    "#spill!",
    "#calc!",
    "#getting_data",
    "#field!",
    "#blocked!",
})
HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
DIGITS = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}

_RUINED = re.compile(r"[+-]?[0-9](?:\.[0-9]+)?E\+[0-9]{2,}", re.IGNORECASE)
_FORMULA = re.compile(rf"[{BLANKS}]*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?|\.[0-9]+)%?")
LONG_ID = 16


def unguarded(text: str) -> str:
    """A cell without what platforms put against spreadsheets: `="x"`, a leading `'`, tabs and blanks around."""
    text = text.strip(BLANKS)
    if text.startswith('="') and text.endswith('"') and len(text) > 2:
        text = text[2:-1].strip(BLANKS)
    if text.startswith("'"):
        text = text[1:].strip(BLANKS)
    return text


def is_missing(text: str) -> bool:
    """Whether an unguarded cell stands for nothing."""
    return text.lower() in MISSING


def is_error(text: str) -> bool:
    """Whether it is what a spreadsheet shows for a formula that failed."""
    return text.lower() in ERRORS


def ruined(text: str) -> bool:
    """Whether it is a number in a spreadsheet's scientific notation, its last digits gone: `6.91793E+18`."""
    return _RUINED.fullmatch(text) is not None


def escape(text: str) -> str:
    """A text no spreadsheet takes for a formula: what begins like one gets a leading `'`, unless it is a number."""
    if _NUMBER.fullmatch(text):
        return text
    return "'" + text if _FORMULA.match(text.removeprefix("'")) else text


def unescape(text: str) -> str:
    """What `escape` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:].removeprefix("'")) else text
