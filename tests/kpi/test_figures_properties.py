"""What holds for every figure: periods and parting groups add up, and how exports came in makes no difference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kpi.catalogue import load
from kpi.figures import Figure, Period, Question, ask
from kpi.loads import change
from tests.kpi.test_figures_oracle import GRAINS, asked, few, question_of
from tests.oracle import METRICS
from tests.published import publish
from tests.strategies import FIRST, LAST, settings_of_a_department, worlds

WHOLE = Period(FIRST, LAST)
Sums = dict[tuple[Any, ...], tuple[Any, Any]]


def added(figures: Iterable[Figure]) -> Sums:
    """N and d added up by group; without groups that come to nothing."""
    sums: Sums = {}
    for figure in figures:
        n, d = sums.get(figure.key, (0, 0))
        sums[figure.key] = (n + (figure.n or 0), d + (figure.d or 0))
    return {key: amounts for key, amounts in sums.items() if amounts != (0, 0)}


def halves(period: Period, chance: Random) -> list[Period]:
    """A period split somewhere."""
    last = period.first + timedelta(chance.randrange(period.days - 1))
    return [Period(period.first, last), Period(last + timedelta(1), period.last)]


@few
@given(st.data())
def test_periods_and_groups_add_up_to_the_whole(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    rows, chosen = data.draw(worlds()), data.draw(settings_of_a_department())
    chance = Random(data.draw(st.integers(0, 2**32 - 1)))
    folder, wrong = publish(tmp_path_factory.mktemp("world"), rows, chosen), []
    for metric in sorted(METRICS):
        dimensions = list(METRICS[metric].dimensions)
        by = tuple(chance.sample(dimensions, min(len(dimensions), chance.randrange(3))))
        question = replace(question_of(metric, asked(metric, by, dimensions, chance)), period=WHOLE, grain="total")
        whole = added(ask(question, folder).figures)
        apart = [replace(question, period=half) for half in halves(WHOLE, chance)]
        if added(chain.from_iterable(ask(half, folder).figures for half in apart)) != whole:
            wrong.append(("split", [half.period for half in apart], question))
        if added(ask(replace(question, grain=chance.choice(GRAINS)), folder).figures) != whole:
            wrong.append(("cut by grain", question))
        total = added(ask(Question((metric,), WHOLE), folder).figures).get((), (0, 0))
        for dimension in load().metric(metric).dimensions:
            groups = added(ask(Question((metric,), WHOLE, by=(dimension,)), folder).figures).values()
            if (sum(n for n, _ in groups), sum(d for _, d in groups)) != total:
                wrong.append(("groups", metric, dimension, total, groups))
    assert wrong == []


# ------------------------------------------------------------------------------------------------ how exports came in

EXPORTS = {
    "店铺.csv": """
        店铺,平台
        甲店,天猫
        乙店,天猫
    """,
    "员工.csv": """
        工号,姓名,部门,岗位,上级,入职日期,离职日期,账号,基本工资,考核工资,生效日期
        E01,周立,客服部,客服专员,,2024-01-01,,甲店:立;乙店:立,,,
        E02,吴敏,客服部,客服专员,,2024-01-01,,甲店:敏,,,
    """,
    "甲店订单.csv": """
        订单编号,买家会员名,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间,店铺名称
        1,小红,100.00,90.00,交易成功,2026-10-01 09:00:00,2026-10-01 10:00:00,甲店
        2,小蓝,50.00,50.00,交易关闭,2026-10-02 09:00:00,2026-10-02 09:05:00,甲店
        3,小绿,20.00,20.00,交易成功,2026-10-03 23:59:59,2026-10-04 00:00:00,甲店
    """,
    "乙店订单.csv": """
        订单编号,买家会员名,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间,店铺名称
        11,小红,30.00,30.00,交易成功,2026-10-02 08:00:00,2026-10-02 08:30:00,乙店
    """,
    "聊天.csv": """
        时间,店铺,客服,买家,发送方,消息内容,商品ID
        2026-10-01 09:30:00,甲店,,小红,买家,在吗,
        2026-10-01 09:30:20,甲店,甲店:立,小红,客服,在的,
        2026-10-01 09:31:00,甲店,甲店:敏,小红,客服,我来,
        2026-10-02 08:00:00,乙店,,小红,买家,你好,
        2026-10-02 08:10:00,乙店,乙店:立,小红,客服,你好,
    """,
    "退货.csv": """
        退货单号,平台订单号,店铺,退款金额,退货原因,收到时间,处理完成时间,处理人
        R1,2,甲店,50.00,七天无理由,2026-10-05 10:00:00,2026-10-06 12:00:00,E02
    """,
}


def write(folder: Path) -> list[Path]:
    """The exports as files."""
    folder.mkdir(exist_ok=True)
    for name, text in EXPORTS.items():
        lines = [line.strip() for line in text.strip().splitlines()]
        (folder / name).write_text("\n".join(lines) + "\n", "utf-8")
    return [folder / name for name in EXPORTS]


def everything(data: Path) -> list[Figure]:
    """Every metric by day and by every dimension that it has."""
    known = [metric for metric in load().metrics.values() if not metric.internal]
    october = Period(FIRST.replace(month=10, day=1), FIRST.replace(month=10, day=31))
    asked_for = [Question((metric.id,), october, "day", (by,)) for metric in known for by in metric.all_dimensions]
    return [figure for question in asked_for for figure in ask(question, data).figures]


@settings(
    max_examples=max(1, settings().max_examples // 25),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
@given(
    order=st.permutations(sorted(EXPORTS)),
    split=st.integers(1, len(EXPORTS) - 1),
    again=st.sampled_from(sorted(EXPORTS)),
)
def test_exports_in_any_order_and_twice_give_the_same_figures(
    tmp_path_factory: pytest.TempPathFactory, order: list[str], split: int, again: str
) -> None:
    folder = tmp_path_factory.mktemp("loads")
    write(folder / "exports")
    at_once, in_turn = folder / "at once", folder / "in turn"
    change.load(at_once, [folder / "exports"])
    for names in (order[:split], order[split:], [again]):
        change.load(in_turn, [folder / "exports" / name for name in names])
    assert everything(in_turn) == everything(at_once)
    figures = {(f.metric, f.period, f.key): f.value for f in everything(at_once)}
    assert figures["gmv", "2026-10-02", ("甲店",)] == 50
    assert figures["refund_amount", "2026-10-06", ("甲店",)] == 50
    assert figures["consultation_conversion", "2026-10-01", ("E02",)] == 1  # 敏 wrote last before it was paid
