"""Reading `sql/entities`, `sql/facts` and `sql/checks`: the tables there are, and the order of building facts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kpi.catalogue import text
from kpi.catalogue.definitions import TYPES, Check, Entity, Fact, Problem


def entities(root: Path, problems: list[Problem]) -> dict[str, Entity]:
    """The entities by id; what is wrong with one goes to `problems`."""
    found = {}
    for path in sorted((root / "sql" / "entities").glob("*.toml")):
        raw = path.read_text("utf-8")
        meta = tomllib.loads(raw)
        entity = Entity(
            id=path.stem,
            title=text.title_of(raw, "#"),
            label=meta["label"],
            key=tuple(meta["key"]),
            fields=meta["fields"],
            own_sheet=bool(meta.get("own_sheet", False)),
            path=path,
        )
        where = shown(path, root)
        unknown = [kind for kind in entity.fields.values() if kind not in TYPES]
        problems += [Problem(where, "unknown_type", {"type": kind}) for kind in unknown]
        problems += [Problem(where, "no_column", {"column": k}) for k in entity.key if k not in entity.fields]
        if not unknown:
            found[entity.id] = entity
    return found


def facts(root: Path, known: Iterable[str], problems: list[Problem]) -> dict[str, Fact]:
    """The facts by id, each after those it uses."""
    found: dict[str, Fact] = {}
    taken = set(known)
    for path in sorted((root / "sql" / "facts").glob("*.sql")):
        fact = _fact(path, root, problems)
        if fact is None:
            continue
        if fact.id in taken:
            problems.append(Problem(shown(path, root), "name_taken", {"name": fact.id}))
        found[fact.id] = fact
    return _in_order(found, root, problems)


def _fact(path: Path, root: Path, problems: list[Problem]) -> Fact | None:
    where, raw = shown(path, root), path.read_text("utf-8")
    meta = read_front(raw, where, problems)
    if meta is None:
        return None
    title, sql = text.title_of(raw, "--"), text.selects(raw)[0].sql
    named = text.tables(sql)
    if not title.lower().startswith("one row is"):
        problems.append(Problem(where, "no_title"))
    problems += [Problem(where, "missing_key", {"key": key}) for key in ("key", "sources") if key not in meta]
    return Fact(
        id=path.stem,
        title=title,
        key=tuple(meta.get("key", ())),
        columns=meta.get("columns", {}),
        sources=tuple(meta.get("sources", ())),
        uses=tuple(sorted(named | set(meta.get("uses", ())))),
        reach=tuple(meta.get("reach", ())),
        adds=tuple(meta.get("adds", ())),
        sql=sql,
        path=path,
    )


def _in_order(found: Mapping[str, Fact], root: Path, problems: list[Problem]) -> dict[str, Fact]:
    ordered: dict[str, Fact] = {}

    def place(fact: Fact, above: tuple[str, ...]) -> None:
        if fact.id in above:
            problems.append(Problem(shown(fact.path, root), "circle", {"facts": " → ".join((*above, fact.id))}))
            return
        for name in fact.uses:
            if name in found and name not in ordered:
                place(found[name], (*above, fact.id))
        ordered.setdefault(fact.id, fact)

    for fact in found.values():
        place(fact, ())
    return ordered


def checks(root: Path, problems: list[Problem]) -> dict[str, Check]:
    """The checks by id."""
    found = {}
    for path in sorted((root / "sql" / "checks").glob("*.sql")):
        raw = path.read_text("utf-8")
        meta = read_front(raw, shown(path, root), problems)
        if meta is None:
            continue
        sql = text.selects(raw)[0].sql
        found[path.stem] = Check(
            id=path.stem,
            title=text.title_of(raw, "--"),
            label=meta.get("label", {}),
            uses=tuple(sorted(text.tables(sql))),
            note=bool(meta.get("note", False)),
            sql=sql,
            path=path,
        )
    return found


def read_front(raw: str, where: str, problems: list[Problem]) -> dict[str, Any] | None:
    """The front matter, or None and a problem when it cannot be read."""
    try:
        return text.front_matter(raw)
    except text.Malformed as error:
        kind, *why = error.args
        problems.append(Problem(where, kind, {"why": why[0] if why else ""}))
        return None


def shown(path: Path, root: Path) -> str:
    """A path as problems show it: below the product's own folder."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
