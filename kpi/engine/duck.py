"""The one factory of DuckDB connections: limits first, then no access to anything outside, then locked.

docs/decisions/0004: a wall holds for an *instance*, so nothing else may call `duckdb.connect`;
`python_enable_replacements` and the autoload settings are switched off because a table name must never reach a Python
variable or the network.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType

import duckdb

Connection = duckdb.DuckDBPyConnection
Error = duckdb.Error
OutOfMemory = duckdb.OutOfMemoryException

MEMORY = "4GB"
WRITER_MEMORY = "900MB"  # what does not fit goes to the disk: a load of any size stays within 1.5 GB
_CLOSED = {
    "python_enable_replacements": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}


def leave_pandas_out() -> None:
    """Have DuckDB never import pandas in this process; call it before the first question.

    DuckDB looks for pandas when a value is bound for the first time, and keeps what it finds: 200 ms and 50 MB that
    nothing here uses. So it finds an empty module. Who imports pandas afterwards gets the real one.
    """
    if "pandas" in sys.modules:
        return
    sys.modules["pandas"] = ModuleType("pandas")
    try:
        with duckdb.connect(":memory:") as con:
            con.execute("select ?", [1])
    finally:
        del sys.modules["pandas"]


def _wall(con: Connection, allowed: Iterable[Path], memory: str | None) -> Connection:
    locked = con.execute("select current_setting('lock_configuration')").fetchone()
    if locked and locked[0]:
        return con  # this process has the file open already, behind the wall that belongs to the instance
    for name, value in _CLOSED.items():
        con.execute(f"set {name} = {value}")
    con.execute("set preserve_insertion_order = true")
    if memory:
        con.execute(f"set memory_limit = '{memory}'")
    folders = [quoted(str(path)) for path in allowed]
    if folders:
        con.execute(f"set allowed_directories = [{', '.join(folders)}]")
    con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")
    return con


def quoted(text: str) -> str:
    """A text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def name(identifier: str) -> str:
    """An identifier, quoted."""
    return '"' + identifier.replace('"', '""') + '"'


def reader(path: Path) -> Connection:
    """A read-only connection to a version file; it may open no other file."""
    return _wall(duckdb.connect(str(path), read_only=True), (), MEMORY)


def writer(path: Path, allowed: Sequence[Path] = (), memory: str = WRITER_MEMORY) -> Connection:
    """A writing connection to a working file.

    Args:
        path: the DuckDB file; made when it is not there.
        allowed: folders below which Parquet may be read and written (raw, staging).
        memory: DuckDB's memory limit.
    """
    return _wall(duckdb.connect(str(path)), allowed, memory)


def scratch(allowed: Sequence[Path] = ()) -> Connection:
    """A connection to an empty database in memory, behind the same wall."""
    return _wall(duckdb.connect(":memory:"), allowed, MEMORY)
