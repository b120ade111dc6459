"""The month: each metric with its value and its target, from one question, in the reader's language."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi.catalogue import load
from kpi.figures import Period, Question, ask
from kpi.figures.periods import month
from pages.parts import numbers
from tests.pages.reading import flat, page, text_of


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_month_shows_values_and_targets_as_they_are_asked_for(
    department: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    shown = flat(text_of(page(department, monkeypatch, month="2026-10", lang=lang)))
    october: Period = month("2026-10")
    service = {"department": ("客服部",)}
    whole = [("gmv", {}), ("refund_rate", {}), ("shop_conversion", {})]
    for name, where in [*whole, ("consultation_conversion", service)]:
        metric = load().metric(name)
        (figure,) = ask(Question((name,), october, where=where, compare=frozenset({"target"})), department).figures
        assert flat(metric.label[lang]) in shown
        assert flat(str(numbers.value(figure.value, metric.unit, lang))) in shown
        assert figure.target is not None
        assert flat(str(numbers.target(figure.target.target, metric.unit, lang, better=metric.better))) in shown
        share = float(figure.value) / figure.target.target
        assert numbers.attainment(share if metric.better == "up" else 2 - share) in shown


@pytest.mark.parametrize("name", ["1999-01", "2026-13", "nonsense", "../etc"])
def test_a_month_without_data_in_the_address_is_said_with_the_newest(
    department: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    markup = page(department, monkeypatch, month=name, lang="zh")
    assert f"{name} 没有数据" in text_of(markup)
    assert "?month=2026-11" in markup


def test_an_empty_folder_is_a_designed_state_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = text_of(page(tmp_path, monkeypatch, lang="zh"))
    assert "还没有数据" in shown
    assert "kpi load" in shown
    assert "No data yet" in text_of(page(tmp_path, monkeypatch, lang="en"))
