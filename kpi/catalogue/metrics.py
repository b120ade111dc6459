"""Reading `sql/metrics`: one file, one metric; a file that does not fit is refused with all that is wrong in it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kpi.catalogue import tables, text
from kpi.catalogue.definitions import DIMENSIONS, UNITS, Metric, Problem, Sides, Variant

_NEEDED = ("label", "explain", "n", "unit", "better", "sources", "owner", "source", "checked_by", "next_review")
_OPTIONAL = ("d", "assesses", "matures_after", "dimensions", "internal", "n_of", "d_of", "plus", "minus", "by")
_WORDS = ("label", "explain", "n", "d")


def metrics(root: Path, problems: list[Problem]) -> dict[str, Metric]:
    """The metrics by id; those made of others get the dimensions that all of these have."""
    folder = root / "sql" / "metrics"
    found: dict[str, Metric] = {}
    for path in sorted([*folder.glob("*.sql"), *folder.glob("*.toml")]):
        where = tables.shown(path, root)
        metric = _metric(path, where, problems)
        if metric and metric.id in found:
            problems.append(Problem(where, "name_taken", {"name": metric.id}))
        elif metric:
            found[metric.id] = metric
    return {name: _resolved(metric, found, root, problems) for name, metric in found.items()}


def _metric(path: Path, where: str, problems: list[Problem]) -> Metric | None:
    raw = path.read_text("utf-8")
    if path.suffix == ".sql":
        meta = tables.read_front(raw, where, problems)
        parts = text.selects(raw)
    else:
        meta, parts = _toml(raw, where, problems), []
    if meta is None:
        return None
    before = len(problems)
    problems += [Problem(where, kind, values) for kind, values in _faults(meta, composed=not parts)]
    variants = tuple(_variant(part) for part in parts[1:])
    sql = parts[0].sql if parts else None
    if parts:
        problems += [Problem(where, kind, values) for kind, values in _column_faults(meta, parts)]
    return _made(path, meta, raw, sql, variants) if len(problems) == before else None


def _toml(raw: str, where: str, problems: list[Problem]) -> dict[str, Any] | None:
    try:
        return tomllib.loads(raw)
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(where, "not_toml", {"why": str(error)}))
        return None


def _made(path: Path, meta: Mapping[str, Any], raw: str, sql: str | None, variants: tuple[Variant, ...]) -> Metric:
    return Metric(
        id=path.stem,
        label=meta["label"],
        explain=meta["explain"],
        n=meta["n"],
        d=meta.get("d"),
        lines=tuple(meta.get("assesses", ())),
        unit=meta["unit"],
        better=meta["better"],
        matures_after=meta.get("matures_after", ""),
        sources=tuple(meta["sources"]),
        owner=meta["owner"],
        dimensions=tuple(meta.get("dimensions", ())),
        variants=variants,
        sql=sql,
        n_of=meta.get("n_of"),
        d_of=meta.get("d_of"),
        plus=tuple(meta.get("plus", ())),
        minus=tuple(meta.get("minus", ())),
        by={dim: Sides(**sides) for dim, sides in meta.get("by", {}).items()},
        internal=bool(meta.get("internal", False)),
        source=meta["source"],
        checked_by=meta["checked_by"],
        next_review=meta["next_review"],
        path=path,
        text=raw,
    )


def _variant(part: text.Part) -> Variant:
    given = text.columns(part.sql)
    return Variant(part.by, part.once, tuple(dim for dim in DIMENSIONS if dim in given), part.sql)


def _faults(meta: Mapping[str, Any], *, composed: bool) -> list[tuple[str, dict[str, str]]]:
    """What is wrong with a front matter by itself."""
    faults = [("missing_key", {"key": key}) for key in _NEEDED if key not in meta]
    faults += [("unknown_key", {"key": key}) for key in meta if key not in _NEEDED + _OPTIONAL]
    faults += [
        ("missing_words", {"key": key, "language": lang})
        for key in _WORDS
        if key in meta
        for lang in ("zh", "en")
        if not (isinstance(meta[key], dict) and meta[key].get(lang))
    ]
    if meta.get("unit") not in UNITS:
        faults.append(("unknown_value", {"key": "unit", "value": str(meta.get("unit"))}))
    if meta.get("better") not in ("up", "down"):
        faults.append(("unknown_value", {"key": "better", "value": str(meta.get("better"))}))
    faults += [("unknown_dimension", {"dimension": dim}) for dim in meta.get("dimensions", ()) if dim not in DIMENSIONS]
    if composed and bool(meta.get("n_of") and meta.get("d_of")) == bool(meta.get("plus")):
        faults.append(("no_sides", {}))
    if not composed and "dimensions" not in meta:
        faults.append(("missing_key", {"key": "dimensions"}))
    return faults


def _column_faults(meta: Mapping[str, Any], parts: list[text.Part]) -> list[tuple[str, dict[str, str]]]:
    """Columns that a select needs and does not give."""
    faults = []
    for part in parts:
        given = text.columns(part.sql)
        needed = ["sources", "day", "n", *(part.by or meta.get("dimensions", ()))]
        needed += ["d"] if "d" in meta else []
        needed += [part.once] if part.once else []
        faults += [("no_column", {"column": name}) for name in needed if name not in given]
        faults += [("unknown_dimension", {"dimension": dim}) for dim in part.by if dim not in DIMENSIONS]
        if "d" not in meta and "d" in given:
            faults.append(("missing_key", {"key": "d"}))
    return faults


def _resolved(metric: Metric, found: Mapping[str, Metric], root: Path, problems: list[Problem]) -> Metric:
    """A composed metric with the dimensions that all its sides share; another one as it is."""
    if not metric.composed:
        return metric
    named = [name for name in (metric.n_of, metric.d_of, *metric.plus, *metric.minus) if name]
    named += [name for sides in metric.by.values() for name in (sides.n_of, sides.d_of)]
    missing = [name for name in named if name not in found]
    problems += [Problem(tables.shown(metric.path, root), "unknown_metric", {"metric": name}) for name in missing]
    if missing or metric.dimensions:
        return metric
    return replace(metric, dimensions=_shared(metric, found))


def _shared(metric: Metric, found: Mapping[str, Metric]) -> tuple[str, ...]:
    own = [found[name] for name in (metric.n_of, metric.d_of, *metric.plus, *metric.minus) if name]
    sets = [set(_shared(side, found) if side.composed else side.dimensions) for side in own]
    return tuple(dim for dim in DIMENSIONS if all(dim in dims for dims in sets))
