"""Check data and definitions: rows that must not exist, raw rows against what was counted, metrics against roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kpi import catalogue, words
from kpi.engine import duck, versions
from kpi.warehouse import ledger


@dataclass(frozen=True)
class Finding:
    """Something found: where, what, and whether it is wrong or only worth knowing."""

    kind: str
    where: str
    what: str
    wrong: bool


def check(data: Path, lang: str = words.DEFAULT) -> Iterator[Finding]:
    """Everything that is wrong or worth knowing; of data only where there are any."""
    for problem in catalogue.problems():
        yield Finding("definition", problem.file, problem.tell(lang), not problem.note)
    if versions.newest(data) is None:
        return
    with versions.reading(data) as (con, number):
        if _damaged(con):
            said = words.tell(versions.Damaged(version=number), lang)
            yield Finding("version", versions.path_of(data, number).name, said, wrong=True)
            return
        yield from _checks(con, lang)
        yield from _targets(con, lang)
        stored = ledger.raw_counts(con, dict(catalogue.load().entities))
    with duck.scratch([data / "raw"]) as raw:
        for path, wanted in stored:
            found = _fingerprint(raw, data / path, wanted)
            if found != wanted.fingerprint:
                said = words.say("check.raw_differs", lang, found=str(found or "—"), stored=str(wanted.fingerprint))
                yield Finding("raw", path, said, wrong=True)


def _damaged(con: duck.Connection) -> bool:
    """Whether some table of the version can't be read to its end."""
    tables = con.execute("select schema_name, table_name from duckdb_tables() where not temporary").fetchall()
    try:
        for schema, table in tables:
            con.execute(f"select bit_xor(hash(t)) from {duck.name(schema)}.{duck.name(table)} as t").fetchone()
    except duck.Error:
        return True
    return False


def _fingerprint(raw: duck.Connection, path: Path, wanted: ledger.Stored) -> ledger.Fingerprint | None:
    """What a raw file is now; None where it is gone or can't be read."""
    try:
        return ledger.fingerprint(raw, f"read_parquet({duck.quoted(str(path))})", wanted.keys, wanted.money)
    except duck.Error:
        return None


def _checks(con: duck.Connection, lang: str) -> Iterator[Finding]:
    for one in catalogue.load().checks.values():
        rows = con.execute(f"select count(*) from ({one.sql})").fetchone()
        if rows and rows[0]:
            first = con.execute(f"from ({one.sql}) limit 1").fetchone()
            said = words.say(
                "check.rows",
                lang,
                label=one.label.get(lang, one.id),
                rows=rows[0],
                first=" · ".join(str(v) for v in first or ()),
            )
            yield Finding("check", one.id, said, not one.note)


def _targets(con: duck.Connection, lang: str) -> Iterator[Finding]:
    """Targets for metrics that there are not: no figure ever meets them."""
    known = set(catalogue.load().metrics)
    named = con.execute("select metric, count(*) from current.targets group by metric order by metric").fetchall()
    for metric, rows in named:
        if metric not in known:
            said = words.say("check.target_for_no_metric", lang, metric=metric, rows=rows)
            yield Finding("check", "targets", said, wrong=True)
