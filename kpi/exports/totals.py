"""Rows that are no data: totals and averages, notes, days without data, the example of a template."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kpi.exports.values.text import HALF, unguarded

_KINDS = ("合计", "总计", "小计", "汇总", "汇总值", "均值", "平均值", "平均", "总和", "共计", "累计")
_WHOSE = ("", "全店", "店铺", "同行同层", "同行", "本页", "当前页", "全部", "行业")
TOTALS = frozenset(whose + kind for whose in _WHOSE for kind in _KINDS) | {
    "total",
    "totals",
    "grand total",
    "subtotal",
    "average",
    "sum",
    "mean",
}
NO_DATA = "暂无数据"
EXAMPLE = "^(?:示例|例[:：]|(?i:example)[:：])"
_NOTE = re.compile(
    r"#[^0-9A-Za-z]|[*※]|注[:\d]|说明|备注[:]|导出时间|数据(?:来源|来自|更新|说明|截止)|以上|-{4,}|note", re.IGNORECASE
)


def _word(cell: str) -> str:
    return re.sub(r"\s+", " ", unguarded(cell).translate(HALF)).strip(" :").lower()


def is_total(cell: str) -> bool:
    """Whether a cell is a totals word, such as 合计 or 全店汇总值."""
    word = _word(cell)
    return word in TOTALS or word.replace(" ", "") in TOTALS


def is_example(cells: Sequence[str]) -> bool:
    """Whether a row is the example of a template."""
    return bool(cells) and re.match(EXAMPLE, unguarded(cells[0])) is not None


def is_note(cells: Sequence[str]) -> bool:
    """Whether a row's filled cells are a remark under the table."""
    return len(cells) <= 2 and _NOTE.match(unguarded(cells[0]).translate(HALF)) is not None
