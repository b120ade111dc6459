"""The places in files that rows of facts were made of, found when somebody asks for them.

A version keeps no places with its facts (`kpi.catalogue.provenance`). So a row first says only which row of which fact
it is: a handle. From handles to places it is one step a fact: its own select runs again over its inputs narrowed to the
rows in question; where it takes places over from another fact, these are handles again, and followed in turn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kpi.catalogue import Fact
from kpi.catalogue.provenance import semi_join, shadowed, tells_places
from kpi.engine import duck

_HANDLE = "fact:"  # before the name of a fact, where a place has the name of an entity


class Place(NamedTuple):
    """A row of a file of a load; or, with `fact:<fact>.<column>` as its entity, a handle."""

    entity: str
    load: int
    file: int
    row: int

    @property
    def is_handle(self) -> bool:
        """Whether it is yet to be followed."""
        return self.entity.startswith(_HANDLE)


@dataclass
class Places:
    """Follows handles.

    Attributes:
        con: a cursor of its own on the version: temporary views on it stand before facts and entities.
        facts: the catalogue's facts.
    """

    con: duck.Connection
    facts: Mapping[str, Fact]
    _columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _found: dict[Place, list[Place]] = field(default_factory=dict)

    def lay_handles(self, names: Iterable[str], con: duck.Connection) -> None:
        """Have facts give handles to who names them on a cursor."""
        for name in names:
            con.execute(f"create temp view {duck.name(name)} as {self._with_handles(name)}")

    def of(self, handles: Collection[Place]) -> dict[Place, list[Place]]:
        """The places behind handles, each list sorted and without repeats."""
        self._follow({handle for handle in handles if handle not in self._found})
        return {handle: self._found.get(handle, []) for handle in handles}

    def _follow(self, handles: Collection[Place]) -> None:
        wanted: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        for handle in handles:
            fact, column = handle.entity.removeprefix(_HANDLE).split(".")
            wanted[fact][column].add(handle.row)
        found: dict[Place, list[Place]] = {}
        for fact, columns in wanted.items():
            found |= self._told(self.facts[fact], columns)
        deeper = self.of({place for places in found.values() for place in places if place.is_handle}) if found else {}
        for handle, places in found.items():
            self._found[handle] = sorted({one for place in places for one in deeper.get(place, [place])})

    def _told(self, fact: Fact, columns: Mapping[str, set[int]]) -> dict[Place, list[Place]]:
        """One step: what a fact's own select says of some of its rows."""
        rows = sorted(set().union(*columns.values()))
        self.con.execute(
            f"create or replace temp table wanted as select rowid as _at, * from facts.{duck.name(fact.id)}"
            " where rowid in (select unnest(cast(? as bigint[])))",
            [rows],
        )
        reach = ", ".join(map(duck.name, fact.reach))
        if reach:
            self.con.execute(f"create or replace temp table near as select distinct {reach} from wanted")
        same = " and ".join(f"w.{duck.name(k)} is not distinct from f.{duck.name(k)}" for k in fact.key)
        names = list(columns)
        with shadowed(self.con, {name: self._narrowed(name, fact.reach) for name in fact.uses}):
            said = self.con.execute(
                f"select w._at, {', '.join(f'f.{duck.name(name)}' for name in names)}"
                f" from (\n{fact.sql}\n) as f join wanted as w on {same}"
            ).fetchall()
        return {
            handle_of(fact.id, name, at): [Place(**place) for place in places or ()]
            for at, *lists in said
            for name, places in zip(names, lists, strict=True)
        }

    def _narrowed(self, name: str, reach: tuple[str, ...]) -> str:
        """What stands before a table: its rows with the keys in question, or all where it has no such key."""
        join = semi_join("temp.near", "i", reach) if reach and set(reach) <= set(self._columns_of(name)) else ""
        if name in self.facts:
            return f"{self._with_handles(name)} {join}"
        return f"select i.* from current.{duck.name(name)} as i {join}"

    def _with_handles(self, name: str) -> str:
        handles = [
            f"[{{'entity': {duck.quoted(f'{_HANDLE}{name}.{column}')}, 'load': cast(0 as integer),"
            f" 'file': cast(0 as integer), 'row': i.rowid}}] as {duck.name(column)}"
            for column in self._columns_of(name)
            if tells_places(column)
        ]
        return f"select {', '.join(['i.*', *handles])} from facts.{duck.name(name)} as i"

    def _columns_of(self, name: str) -> tuple[str, ...]:
        if name not in self._columns:
            described = self.con.execute(f"describe main.{duck.name(name)}").fetchall()
            self._columns[name] = tuple(row[0] for row in described)
        return self._columns[name]


def handle_of(fact: str, column: str, row: int) -> Place:
    """The handle of a row of a fact, for one of its columns of places."""
    return Place(f"{_HANDLE}{fact}.{column}", 0, 0, row)
