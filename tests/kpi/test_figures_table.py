"""An answer as a table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from kpi.figures import Period, Question, ask
from kpi.figures.table import arrow
from kpi.loads import change

HEADER = "订单编号,买家会员名,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间,店铺名称"
TARGETS = "月份,范围,对象,指标,目标值,底线值,挑战值"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two shops with an order each, and what one of them was to sell."""
    folder = tmp_path_factory.mktemp("table")
    orders = [
        HEADER,
        "1,a,100.50,100.50,交易成功,2026-10-01 10:00:00,2026-10-01 10:01:00,甲店",
        "2,b,50.00,50.00,交易成功,2026-10-31 10:00:00,2026-10-31 10:01:00,乙店",
    ]
    (folder / "orders.csv").write_text("\n".join(orders) + "\n", encoding="utf-8")
    (folder / "targets.csv").write_text(f"{TARGETS}\n2026-10,公司,甲店,gmv,201,,\n", encoding="utf-8")
    change.load(folder / "data", [folder / "orders.csv", folder / "targets.csv"])
    return folder / "data"


def test_an_answer_is_a_table_with_a_row_a_figure(data: Path) -> None:
    october = Period(date(2026, 10, 1), date(2026, 10, 31))
    compare = frozenset({"target", "rank", "share"})
    found = arrow(ask(Question(("gmv", "average_order_value"), october, by=("shop",), compare=compare), data))
    gmv = {row["shop"]: row for row in found.to_pylist() if row["metric"] == "gmv"}
    assert (gmv["甲店"]["n"], gmv["甲店"]["d"], gmv["甲店"]["value"]) == (Decimal("100.5"), None, 100.5)
    assert (gmv["甲店"]["target"], gmv["甲店"]["attainment"]) == (201.0, 0.5)
    assert (gmv["乙店"]["target"], gmv["乙店"]["rank"], gmv["乙店"]["peers"]) == (None, 2, 2)
    assert gmv["甲店"]["share"] == pytest.approx(100.5 / 150.5)
    assert {row["d"] for row in found.to_pylist() if row["metric"] == "average_order_value"} == {Decimal(1)}
    assert found.schema.field("n").type == pa.decimal128(38, 12)
    assert found.to_pandas()["first_day"].iloc[0] == date(2026, 10, 1)


def test_a_table_of_nothing_has_its_columns(data: Path) -> None:
    found = arrow(ask(Question(("gmv",), by=("shop",), where={"shop": ("丙店",)}), data))
    assert found.num_rows == 0
    assert found.column_names[:3] == ["shop", "metric", "period"]
