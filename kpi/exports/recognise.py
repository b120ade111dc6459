"""Which layout a sheet has: known by its header alone, never by its file's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kpi.errors import Refused, WrongUsage
from kpi.exports.layout import Column, Layout
from kpi.exports.values import NUMBERS
from kpi.exports.values.text import BLANKS


class UnknownHeader(Refused):
    """No layout is known by this file's columns; the nearest one is named, and what it misses."""

    FIELDS = ("file", "nearest", "missing")


class NoLayoutNear(Refused):
    """No layout is known by this file's columns, and none has a column in common with it."""

    FIELDS = ("file",)


class AmbiguousHeader(Refused):
    """Two layouts are known by these columns alike."""

    FIELDS = ("file", "layouts")


class UnknownLayout(WrongUsage):
    """There is no layout of this name."""

    FIELDS = ("layout", "known")


_UNIT = re.compile(r"\(([^()]*)\)$")
_UNITS = frozenset("元 人民币 rmb cny ¥ ￥ 件 个 人 次 笔 单 kg 千克 公斤 秒 s sec 必填 选填 required optional".split())
_RANGE = re.compile(r"[0-9]+(?:-|~|to|至|到)[0-9]+分?")


@lru_cache(maxsize=4096)
def normal(header: str) -> str:
    """A header as it is compared: half-width, without blanks, guards and case."""
    text = unicodedata.normalize("NFKC", header.strip(BLANKS)).replace("→", "->").replace("—>", "->")
    return re.sub(rf"[{BLANKS}]+", "", text.removeprefix("'")).strip('"*').casefold()


@lru_cache(maxsize=4096)
def bare(header: str, number: bool) -> str:
    """A normal header without what stands in brackets at its end: its unit, or what a cell may say.

    A unit that changes a number (万元, g) stays, so that it is never read as another.
    """
    text = normal(header)
    found = _UNIT.search(text)
    if found is None or found.start() == 0:
        return text
    if number and found[1] and found[1] not in _UNITS and not _RANGE.fullmatch(found[1]):
        return text
    return text[: found.start()]


@dataclass(frozen=True)
class Header:
    """The header of a sheet: its cells, where it stands, and where each column is."""

    cells: tuple[str, ...]
    row: int
    before: int

    def find(self, column: Column) -> int | None:
        """The position of a column: of several with its header the first counts."""
        return position(self.cells, column.names, column.type in NUMBERS)


def position(cells: Sequence[str], names: Iterable[str], number: bool) -> int | None:
    """Where the first cell stands that is one of these headers."""
    whole = [normal(cell) for cell in cells]
    for name in names:
        if normal(name) in whole:
            return whole.index(normal(name))
    for name in names:
        for index, cell in enumerate(cells):
            if bare(cell, number) == bare(name, number):
                return index
    return None


def missing(layout: Layout, cells: Sequence[str]) -> list[str]:
    """The core columns that a header lacks."""
    return [core for core in layout.recognise.columns if not _there(layout, core, cells)]


def _there(layout: Layout, core: str, cells: Sequence[str]) -> bool:
    kinds = [c.type for c in layout.columns.values() if core in c.names]
    return position(cells, layout.headers_of(core), bool(kinds) and kinds[0] in NUMBERS) is not None


def _barred(layout: Layout, cells: Sequence[str]) -> bool:
    return any(position(cells, (other,), number=False) is not None for other in layout.recognise.unless)


def _trimmed(record: Sequence[str]) -> tuple[str, ...]:
    cells = [cell.strip(BLANKS) for cell in record]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def recognise(
    file: str, head: Sequence[Sequence[str]], rows: Sequence[int], known: Mapping[str, Layout]
) -> tuple[Layout, Header] | None:
    """The layout and header of a sheet, or None when no record among its first is a header.

    Raises:
        AmbiguousHeader: two layouts with a core of the same size are all there.
    """
    before = 0
    for record, row in zip(head, rows, strict=True):
        cells = _trimmed(record)
        if not any(cells):
            continue
        fits = [
            layout
            for layout in known.values()
            if _quick(layout, cells) and not missing(layout, cells) and not _barred(layout, cells)
        ]
        if fits:
            largest = max(len(layout.recognise.columns) for layout in fits)
            best = [layout for layout in fits if len(layout.recognise.columns) == largest]
            if len(best) > 1:
                raise AmbiguousHeader(file=file, layouts=" | ".join(layout.id for layout in best))
            return best[0], Header(cells, row, before)
        before += 1
    return None


def _quick(layout: Layout, cells: Sequence[str]) -> bool:
    return len(layout.recognise.columns) <= len(cells)


def nearest(head: Sequence[Sequence[str]], known: Mapping[str, Layout]) -> tuple[Layout | None, list[str]]:
    """The layout that some record comes nearest to, and the core columns it misses."""
    best: tuple[float, int, Layout | None, list[str]] = (0.0, 0, None, [])
    for record in head:
        cells = _trimmed(record)
        for layout in known.values() if cells else ():
            lacks = missing(layout, cells)
            size = len(layout.recognise.columns)
            share = (size - len(lacks)) / size
            if (share, size) > best[:2] and lacks != list(layout.recognise.columns):
                best = (share, size, layout, lacks)
    return best[2], best[3]


def unknown(file: str, heads: Iterable[Sequence[Sequence[str]]], known: Mapping[str, Layout]) -> Refused:
    """The refusal of a file none of whose sheets is known: it names the nearest layout, where any is near."""
    layout, lacks = nearest([record for head in heads for record in head], known)
    if layout is None:
        return NoLayoutNear(file=file)
    return UnknownHeader(file=file, nearest=layout.id, missing=", ".join(lacks))
