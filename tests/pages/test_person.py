"""A person: the lines of their role in its scopes, and the rows behind the one that is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi.catalogue import load
from kpi.figures import Person, Question, Scope, ask, behind, people
from kpi.figures.periods import month
from kpi.review import roles
from pages.parts import numbers
from tests.pages.reading import flat, page, text_of

OCTOBER = month("2026-10")


def somebody(data: Path, role: str) -> Person:
    """The first person of a role."""
    return next(person for person in people(data, OCTOBER) if person.role == role)


@pytest.mark.parametrize(
    "role", ["电商经理", "客服经理", "客服专员", "物流经理", "物流专员", "美工专员", "推广专员", "文案策划"]
)
def test_each_roles_lines_are_the_figures_of_their_scopes(
    department: Path, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    who = somebody(department, role)
    shown = flat(text_of(page(department, monkeypatch, "person", month="2026-10", person=who.person, lang="zh")))
    assert who.name in shown
    for line in roles.assessed(roles.role_of(role)):
        measured, metric = line.measured, load().metric(line.measured.metric)
        assert flat(line.line.words["zh"]) in shown
        question = Question((metric.id,), OCTOBER, scope=Scope(measured.scope, who.person))
        (figure,) = ask(question, department).figures
        assert flat(metric.label["zh"]) in shown
        assert flat(str(numbers.value(figure.value, metric.unit, "zh"))) in shown


def test_the_rows_of_one_day_are_as_many_as_the_figure_counts(
    department: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = somebody(department, "客服专员")
    scope = Scope("self", who.person)
    rows = [
        row
        for row in behind(Question(("consultation_success",), OCTOBER, scope=scope), "consultation_success", department)
        if row.part == "d"
    ]
    day = rows[0].values["day"]
    address = {"person": who.person, "metric": "consultation_success", "part": "d", "day": day.isoformat()}
    shown = flat(text_of(page(department, monkeypatch, "person", month="2026-10", lang="zh", **address)))
    count = len([row for row in rows if row.values["day"] == day])
    assert f"第1–{count}行，共{count}行" in shown
    assert rows[0].sources[0].file.rsplit("/", 1)[-1] in shown


@pytest.mark.parametrize(("chosen", "said"), [("", "选择一个人"), ("E999", "没有工号为")])
def test_without_a_person_one_is_chosen(
    department: Path, monkeypatch: pytest.MonkeyPatch, chosen: str, said: str
) -> None:
    shown = text_of(page(department, monkeypatch, "person", month="2026-10", person=chosen, lang="zh"))
    assert said in shown
    assert "客服部" in shown
