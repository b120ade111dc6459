"""What the tests of the flow share: small exports, the command as a subprocess, and a version's tables to compare."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from kpi.engine import duck, versions

HEADER = "订单编号,买家会员名,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间,店铺名称"
REPORT = "订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额"


def orders(path: Path, rows: range, *, amount: str = "10.00", encoding: str = "gb18030") -> Path:
    """An order list of one shop, an order a number, all paid on 2026-10-01."""
    lines = [HEADER]
    lines += [f"{n},买家{n},{amount},{amount},交易成功,2026-10-01 09:00:00,2026-10-01 09:01:00,甲店" for n in rows]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return path


def kpi(data: Path, *args: object, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(
        command(data, *args), capture_output=True, text=True, timeout=timeout, env=environment(), check=False
    )


def command(data: Path, *args: object) -> list[str]:
    """The command line."""
    return [sys.executable, "-m", "kpi", "--data", str(data), *map(str, args)]


def environment() -> dict[str, str]:
    """The environment of a command that speaks English."""
    return {**os.environ, "KPI_LANG": "en"}


def load(data: Path, *paths: object) -> list[dict[str, Any]]:
    """Load files, and the account."""
    done = kpi(data, "load", *paths, "--json")
    return json.loads(done.stdout)


def figure(data: Path, metric: str = "gmv") -> Any:
    """A metric over all that is loaded."""
    done = kpi(data, "query", metric, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)[0]["value"]


def tables(data: Path, number: int, *, provenance: bool = True) -> dict[str, list[tuple[Any, ...]]]:
    """Every table of a version but the ledger's own stamps, rows in one order."""
    con = duck.reader(versions.path_of(data, number))
    named = con.execute(
        "select table_schema, table_name from information_schema.tables"
        " where table_schema in ('current', 'facts', 'measures')"
    ).fetchall()
    found = {}
    for schema, name in named:
        less = " exclude (_load, _file, _as_of)" if schema == "current" and not provenance else ""
        found[f"{schema}.{name}"] = con.execute(f'select *{less} from {schema}."{name}" order by all').fetchall()
    con.close()
    return found
