"""A department: its lines as they are asked for, what moved, its people; and what is no department."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi.catalogue import load
from kpi.figures import Question, ask, people
from kpi.figures.periods import month
from pages.parts import numbers
from tests.pages.reading import flat, page, text_of

OCTOBER = month("2026-10")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_lines_are_the_departments_own_figures(
    department: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    shown = flat(text_of(page(department, monkeypatch, "department", month="2026-10", department="客服部", lang=lang)))
    for name in ("consultation_conversion", "first_response_seconds", "task_completion"):
        metric = load().metric(name)
        where = {"department": ("客服部",)}
        (figure,) = ask(Question((name,), OCTOBER, where=where, compare=frozenset({"target"})), department).figures
        assert flat(metric.label[lang]) in shown
        assert flat(str(numbers.value(figure.value, metric.unit, lang))) in shown
        assert figure.target is not None
        share = float(figure.value or 0) / figure.target.target
        assert numbers.attainment(share if metric.better == "up" else max(0.0, 2 - share)) in shown


def test_its_people_stand_below_with_the_chosen_line(department: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    markup = page(
        department,
        monkeypatch,
        "department",
        month="2026-10",
        department="客服部",
        metric="consultation_conversion",
        lang="zh",
    )
    shown = flat(text_of(markup))
    by_person = ask(Question(("consultation_conversion",), OCTOBER, by=("person",)), department).figures
    names = {person.person: person for person in people(department, OCTOBER)}
    counted = [
        f
        for f in by_person
        if f.value is not None and names[f.group["person"]].department == "客服部"
        if f.group["person"]
    ]
    assert counted
    for figure in counted:
        assert names[figure.group["person"]].name in shown
        assert flat(str(numbers.value(figure.value, "percent", "zh"))) in shown
        assert f"person={figure.group['person']}" in markup


@pytest.mark.parametrize(("chosen", "said"), [("", "选择一个部门"), ("没有的部", "没有这个部门")])
def test_without_a_department_one_is_chosen(
    department: Path, monkeypatch: pytest.MonkeyPatch, chosen: str, said: str
) -> None:
    shown = text_of(page(department, monkeypatch, "department", month="2026-10", department=chosen, lang="zh"))
    assert said in shown
    assert "客服部" in shown
