"""What a file that no layout knows may be: a proposal by its headers and values.

`propose` gives plain data: which column is which field, how sure that is, and what else it could be. Whoever asks the
person (a command, a page) hands their choices to `newlayout.write`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache

from kpi.errors import Refused
from kpi.exports import values
from kpi.exports.entities import fields_of, key_of
from kpi.exports.found import Found
from kpi.exports.grid import Grid
from kpi.exports.layout import Column, layouts
from kpi.exports.recognise import bare, normal
from kpi.exports.tables import grids

SURE, POSSIBLE, APART = 0.85, 0.5, 0.1
SAMPLES = 5
SYNONYMS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("orders", "paid_amount"): ("总金额", "支付金额", "实付金额", "付款金额", "订单金额"),
    ("orders", "order_refund"): ("退款金额", "已退金额"),
    ("orders", "shop"): ("店铺", "店铺名"),
}
DEFAULTS = {"level": "plan", "subject": "", "valid_from": "0001-01-01", "detail": "", "object": "", "responsible": ""}
TOLD = frozenset({"platform", "shop", "ordinal", *DEFAULTS})


class NothingToMap(Refused):
    """A file in which no record looks like a header."""

    FIELDS = ("file",)


@dataclass(frozen=True)
class Match:
    """What one column may be.

    Attributes:
        header: the column's header.
        index: its position.
        field: the field it seems to be, None where it is like none.
        type: how its cells are read.
        confidence: from 0 to 1.
        others: further fields it could be, the likeliest first.
        samples: some of its cells.
    """

    header: str
    index: int
    field: str | None
    type: str
    confidence: float
    others: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether nobody needs to be asked."""
        return self.field is None or self.confidence >= SURE


@dataclass(frozen=True)
class Proposal:
    """A mapping of a file's columns to the fields of an entity."""

    file: str
    sheet: str
    entity: str
    header: tuple[str, ...]
    header_row: int
    matches: tuple[Match, ...]
    needed: tuple[str, ...]
    first_row: tuple[str, ...] = field(default=())

    @property
    def missing(self) -> tuple[str, ...]:
        """Needed fields that no column is."""
        mapped = {match.field for match in self.matches}
        return tuple(name for name in self.needed if name not in mapped)

    @property
    def unsure(self) -> tuple[Match, ...]:
        """The columns to ask about."""
        return tuple(match for match in self.matches if not match.sure)


@dataclass(frozen=True)
class Known:
    """What the layouts know of a field: its column, every header it has, and whether rows need it."""

    column: Column
    names: frozenset[str]
    needed: bool


@cache
def knowledge(entity: str) -> Mapping[str, Known]:
    """The fields of an entity as all layouts together know them."""
    found: dict[str, list[Column]] = {}
    for layout in layouts().values():
        columns = layout.column if layout.entity == entity else layout.item if entity in layout.entities else {}
        for name, column in columns.items():
            if column.names:
                found.setdefault(name, []).append(column)
    for (kind, name), names in SYNONYMS.items():
        if kind == entity:
            known = Column.model_validate({
                "from": names,
                "type": "money" if fields_of(entity)[name] != "varchar" else "name",
            })
            found.setdefault(name, []).append(known)
    return {
        name: Known(columns[0], frozenset(n for c in columns for n in c.names), all(c.needed for c in columns))
        for name, columns in found.items()
    }


def entities() -> list[str]:
    """The entities a new layout can be for: each part of their key is a column, told from outside, or has a default."""
    every = {layout.entity for layout in layouts().values()} | {"order_items"}
    return sorted(entity for entity in every if set(key_of(entity)) <= {*knowledge(entity), *TOLD})


def needed(entity: str) -> tuple[str, ...]:
    """The fields without which no row can be taken."""
    must = {name for name, known in knowledge(entity).items() if known.needed}
    must |= set(key_of(entity)) & set(knowledge(entity))
    if entity == "orders":
        must |= {"created_at", "paid_at", "paid_amount"}
    return tuple(name for name in fields_of(entity) if name in must - TOLD)


def propose(found: Found, entity: str | None = None, sheet: str | None = None) -> Proposal:
    """The likeliest mapping of a file.

    Args:
        found: the file.
        entity: what its rows are; None tries all.
        sheet: the sheet of a workbook; None takes the likeliest.

    Raises:
        NothingToMap: no record looks like a header.
        kpi.errors.KaoheError: the file can't be read.
    """
    tables = [table for table in grids(found) if sheet in {None, table.name}]
    tried = [_mapped(found.name, table, kind) for table in tables for kind in ([entity] if entity else entities())]
    best = max((one for one in tried if one is not None), key=_likelihood, default=None)
    if best is None:
        raise NothingToMap(file=found.name)
    return best


def _likelihood(proposal: Proposal) -> tuple[float, float]:
    there = len(proposal.needed) - len(proposal.missing)
    return there / max(1, len(proposal.needed)), sum(match.confidence for match in proposal.matches if match.field)


def _mapped(file: str, table: Grid, entity: str) -> Proposal | None:
    known = knowledge(entity)
    place = _header(table, known)
    if place is None:
        return None
    header = tuple(cell.strip() for cell in table.head[place])
    below = table.head[place + 1 :]
    columns = [[row[i] for row in below if i < len(row) and row[i].strip()] for i in range(len(header))]
    matches = _assigned(header, columns, known)
    first = tuple(below[0]) if below else ()
    return Proposal(file, table.name, entity, header, table.head_rows[place], matches, needed(entity), first)


def _header(table: Grid, known: Mapping[str, Known]) -> int | None:
    names = [name for each in known.values() for name in each.names]
    scores = []
    for record in table.head:
        cells = [cell for cell in record if cell.strip()]
        texts = [cell for cell in cells if not re.fullmatch(r"[\d\s.,:/%+-]+", cell)]
        likeness = sum(max((similarity(cell, name) for name in names), default=0.0) for cell in texts)
        scores.append(likeness if len(cells) > 1 and len(texts) == len(cells) == len(set(cells)) else 0.0)
    best = max(range(len(scores)), key=lambda index: (scores[index], -index), default=None)
    return best if best is not None and scores[best] > 0 else None


@cache
def similarity(header: str, name: str) -> float:
    """How alike two headers are, from 0 to 1."""
    if normal(header) == normal(name):
        return 1.0
    one, other = bare(header, number=False), bare(name, number=False)
    if one == other:
        return 0.97
    if not one or not other:
        return 0.0
    ratio = SequenceMatcher(None, one, other).ratio()
    inside = min(len(one), len(other)) > 1 and (one in other or other in one)
    return max(ratio, 0.7 + 0.2 * ratio) if inside else ratio


def _shape(column: Column, cells: Sequence[str]) -> float:
    """The share of filled cells that this column's rule can read."""
    said = [values.read(column, cell, values.Frame()) for cell in cells]
    told = [value for value in said if value is not None]
    return sum(not isinstance(value, values.Reject) for value in told) / len(told) if told else 1.0


def _assigned(header: Sequence[str], columns: Sequence[Sequence[str]], known: Mapping[str, Known]) -> tuple[Match, ...]:
    scores: dict[int, dict[str, float]] = {}
    for index, title in enumerate(header):
        likes = {name: max(similarity(title, each) for each in one.names) for name, one in known.items()}
        likely = {name: like for name, like in likes.items() if like >= POSSIBLE}
        scored = {name: like * _shape(known[name].column, columns[index]) for name, like in likely.items()}
        scores[index] = {name: score for name, score in scored.items() if score >= POSSIBLE}
    pairs = sorted(((score, -i, name) for i, given in scores.items() for name, score in given.items()), reverse=True)
    chosen: dict[int, str] = {}
    for _, place, name in pairs:
        if -place not in chosen and name not in chosen.values():
            chosen[-place] = name
    return tuple(_match(i, title, columns[i], chosen.get(i), scores[i], known) for i, title in enumerate(header))


def _match(
    index: int,
    title: str,
    cells: Sequence[str],
    name: str | None,
    given: Mapping[str, float],
    known: Mapping[str, Known],
) -> Match:
    others = sorted((score, other) for other, score in given.items() if other != name)
    score = given[name] if name else 0.0
    if others and score - others[-1][0] < APART and score < 1:
        score = min(score, SURE - 0.01)  # two fields are as likely: ask
    kind = known[name].column.type if name else "text"
    rest = tuple(other for _, other in reversed(others))
    return Match(title, index, name, kind, round(score, 2), rest, tuple(dict.fromkeys(cells))[:SAMPLES])
