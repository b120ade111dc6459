"""Cursors on versions: one instance a file and process, lent to all readers, opened anew from time to time.

DuckDB keeps a note of every block that a query had in memory, and throws the notes of blocks that are gone away only
when some tens of thousands have gathered in a queue (there are several queues), or when memory runs out: 5 to 50 KB a
question about rows, up to some 60 MB in all. A new instance has no such notes (docs/decisions/0007).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

from kpi.engine import duck

KEEP = 8  # instances that stay open
RENEW = 500  # an instance that has lent so many cursors is closed when the last of them is back


@dataclass
class _Lender:
    """The instance of one version."""

    con: duck.Connection
    out: int = 0
    lent: int = 0


_lenders: OrderedDict[Path, _Lender] = OrderedDict()
_lock = RLock()  # a forgotten reader may be tidied up, and give back, while its thread takes another


@contextmanager
def lent(path: Path) -> Iterator[duck.Connection]:
    """A cursor on a version file, closed at the end.

    Raises:
        duck.Error: there is no such file, or it does not open.
    """
    lender = _take(path)
    cursor = lender.con.cursor()
    try:
        yield cursor
    finally:
        cursor.close()
        _give_back(path, lender)


def _take(path: Path) -> _Lender:
    with _lock:
        lender = _lenders.pop(path, None) or _Lender(duck.reader(path))
        _lenders[path] = lender
        if len(_lenders) > KEEP:
            _lenders.popitem(last=False)  # closed when the last cursor on it is
        lender.out += 1
        lender.lent += 1
        return lender


def _give_back(path: Path, lender: _Lender) -> None:
    with _lock:
        lender.out -= 1
        if not lender.out and lender.lent >= RENEW and _lenders.get(path) is lender:
            del _lenders[path]
            lender.con.close()
