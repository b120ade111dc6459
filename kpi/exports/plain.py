"""A first look at a column of cells, in Arrow: whether each is so plain that no rule needs to be asked.

Nearly all chunks of nearly all files are. It says yes only where the SQL of `check` would find no cell odd (a property
test holds them together), and costs a tenth of that.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import product

import pyarrow as pa
import pyarrow.compute as pc

from kpi.exports.totals import TOTALS

#: What plain words do not end with, and what is no plain word in any case, by the type of a column.
LAST = {"text": "据", "name": "据计总值均和"}
WORDS = {"text": {"null"}, "name": {"null", *(word for word in TOTALS if word.isascii())}}
_GUARDS = "0='(<\\#"
_PATTERNS = {
    "money": r"(?:[0-9]{1,12}(?:\.[0-9]{1,2})?)?",
    "id": r"(?:[A-Za-z]{0,6}[0-9]+)?",
}


def all_plain(kind: str, cells: pa.ChunkedArray) -> bool:
    """Whether every filled cell of a column is plain.

    Args:
        kind: the type of the layout's column.
        cells: its texts; null and empty ones are not filled.
    """
    if kind in _PATTERNS:
        return pc.all(pc.match_substring_regex(cells, rf"^{_PATTERNS[kind]}\z")).as_py() is not False
    if kind in LAST:
        first, last = _blank() + _GUARDS, _blank() + LAST[kind]
        return (
            cells.equals(pc.utf8_ltrim(cells, characters=first))
            and cells.equals(pc.utf8_rtrim(cells, characters=last))
            and pc.any(pc.is_in(cells, value_set=_any_case(kind))).as_py() is not True
        )
    return False


@cache
def _blank() -> str:
    """What a cell may not begin or end with: blanks, control characters, dashes."""
    categories = {"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"}
    return "".join(char for char in map(chr, range(0x110000)) if unicodedata.category(char) in categories)


@cache
def _any_case(kind: str) -> pa.Array:
    """The words of a type in every mixture of cases."""
    mixed = {"".join(chars) for word in WORDS[kind] for chars in product(*((c, c.upper()) for c in word))}
    return pa.array(sorted(mixed))
