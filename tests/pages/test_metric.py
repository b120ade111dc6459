"""A metric: in words, by its dimensions, and the list of all."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi.catalogue import load
from kpi.figures import Question, ask
from kpi.figures.periods import month
from pages.parts import numbers
from tests.pages.reading import flat, page, text_of

OCTOBER = month("2026-10")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_metric_is_told_in_words_with_its_n_and_d(
    department: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    metric = load().metric("consultation_conversion")
    shown = flat(
        text_of(page(department, monkeypatch, "metric", month="2026-10", metric=metric.id, by="person", lang=lang))
    )
    (figure,) = ask(Question((metric.id,), OCTOBER), department).figures
    assert metric.d is not None
    for words in (metric.label, metric.explain, metric.n, metric.d):
        assert flat(words[lang]) in shown
    assert figure.n is not None
    assert figure.d is not None
    assert numbers.whole(figure.n) in shown
    assert numbers.whole(figure.d) in shown
    for group in ask(Question((metric.id,), OCTOBER, by=("person",)), department).figures:
        if group.value is not None:
            assert flat(str(numbers.value(group.value, metric.unit, lang))) in shown


@pytest.mark.parametrize("choice", [{"part": "n"}, {"part": "d"}, {"day": "2026-10-05"}])
def test_rows_are_listed_once_a_part_or_a_day_is_chosen(
    department: Path, monkeypatch: pytest.MonkeyPatch, choice: dict[str, str]
) -> None:
    address = {"month": "2026-10", "metric": "task_completion", "lang": "zh"}
    offered = page(department, monkeypatch, "metric", **address)
    assert 'class="k rows' not in offered
    for part in ("n", "d"):
        assert f"part={part}" in offered
    listed = page(department, monkeypatch, "metric", **address, **choice)
    assert 'class="k rows' in listed
    assert "任务_" in listed or ".csv:" in listed or ".xlsx:" in listed


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_a_metric_all_are_listed_and_an_unknown_one_is_said(
    department: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    shown = flat(text_of(page(department, monkeypatch, "metric", metric="no_such", lang=lang)))
    assert "no_such" in shown
    for metric in load().metrics.values():
        if not metric.internal:
            assert flat(metric.label[lang]) in shown
