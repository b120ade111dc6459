"""A figure's target is the row of exactly the scope shown, worked out by hand from six tasks and a dozen targets."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpi.figures import Period, Question, Scope, ask, people
from kpi.review import person
from kpi.review.month import Shown
from tests.conftest import made_once
from tests.published import publish

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
STAFF = """
    E1 0001-01-01 客服部 客服经理 .
    E2 0001-01-01 客服部 客服专员 E1
    E3 0001-01-01 客服部 营养师   E1
    E4 0001-01-01 客服部 客服专员 E1
    E4 2026-10-16 推广部 推广专员 E5
    E5 0001-01-01 推广部 推广     .
"""
TASKS = "E1 2026-10-05\nE2 2026-10-05\nE3 2026-10-06\nE4 2026-10-07\nE4 2026-10-20\nE5 2026-10-21"
TARGETS = """
    company    .        task_completion    0.5
    department 客服部   task_completion    0.6
    department 推广部   task_completion    0.7
    role       客服专员 task_completion    0.8
    person     E1       task_completion    0.91
    person     E2       task_completion    0.92
    person     E4       task_completion    0.94
    department 客服部   process_compliance 0.65
    person     E1       process_compliance 0.95
    company    .        gmv                3100
    company    甲店     gmv                310
    person     E1       gmv                31
    person     E1       service_quality    90
"""


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two departments, a task or two of each person, and their targets."""
    staff = [line.split() for line in STAFF.strip().splitlines()]
    targets = [line.split() for line in TARGETS.strip().splitlines()]
    owned = {"person": "E2", "kind": "shop", "object": "甲店"}
    order = {
        "platform": "天猫",
        "order_id": "1",
        "shop": "甲店",
        "paid_at": "2026-10-05 09:00:00",
        "paid_amount": 10,
    }
    rows: dict[str, list[dict[str, Any]]] = {
        "shops": [{"shop": "甲店", "platform": "天猫"}, {"shop": "乙店", "platform": "天猫"}],
        "staff": [
            {"person": p, "valid_from": date.fromisoformat(f), "department": d, "role": r, "manager": m.strip(".")}
            for p, f, d, r, m in staff
        ],
        "orders": [order],
        "tasks": [
            {"task_id": f"T{n}", "owner": who, "due_on": date.fromisoformat(day), "status": "open", "kind": "软文"}
            for n, (who, day) in enumerate(line.split() for line in TASKS.splitlines())
        ],
        "assignments": [
            owned | {"valid_from": date(2026, 9, 1), "valid_to": None},
            owned | {"person": "E3", "valid_from": date(2026, 10, 10), "valid_to": None},
            owned | {"person": "E4", "object": "乙店", "valid_from": date(2026, 9, 1), "valid_to": None},
        ],
        "targets": [
            {"month": OCTOBER.first, "scope": s, "object": o.strip("."), "metric": m, "target": t}
            for s, o, m, t in targets
        ],
    }
    return made_once(tmp_path_factory, "worked", lambda folder: publish(folder, rows))


def asked(worked: Path, metric: str, **words: Any) -> dict[tuple[Any, ...], float | None]:
    """The target of each group of a question of October."""
    question = Question((metric,), OCTOBER, compare=frozenset({"target"}), **words)
    return {f.key: f.target.target if f.target else None for f in ask(question, worked).figures}


def test_of_a_person_within_their_department_it_is_theirs_unless_they_moved(worked: Path) -> None:
    own: dict[tuple[Any, ...], float | None] = {("E1",): 0.91, ("E2",): 0.92, ("E3",): None, ("E4",): None}
    assert asked(worked, "task_completion", by=("person",), where={"department": ("客服部",)}) == own
    assert asked(worked, "task_completion", by=("person",), where={"role": ("客服专员",)}) == {
        ("E2",): 0.92,
        ("E4",): None,
    }
    assert asked(worked, "task_completion", by=("department", "person"))["客服部", "E2"] == 0.92
    assert asked(worked, "task_completion", by=("person",))["E4",] == 0.94
    assert asked(worked, "task_completion", by=("person",), where={"kind": ("软文",)})["E2",] is None


def test_of_a_whole_group_it_is_the_groups(worked: Path) -> None:
    assert asked(worked, "task_completion") == {(): 0.5}
    assert asked(worked, "task_completion", by=("department",)) == {("客服部",): 0.6, ("推广部",): 0.7}
    roles = asked(worked, "task_completion", by=("role",))
    assert (roles["客服专员",], roles["营养师",]) == (0.8, None)
    assert asked(worked, "task_completion", where={"department": ("客服部", "推广部")}) == {(): None}
    assert asked(worked, "gmv", by=("platform", "shop"))["天猫", "甲店"] == 310
    assert asked(worked, "gmv", where={"platform": ("天猫",)}) == {(): None}


@pytest.mark.parametrize(
    ("kind", "who", "target"),
    [
        ("self", "E1", 0.91),
        ("self", "E3", None),
        ("department", "E1", 0.6),
        ("department", "E3", 0.6),
        ("department", "E4", None),  # of two departments in the month
        ("team", "E1", None),
    ],
)
def test_of_a_scope_it_is_that_of_what_it_is_all_of(worked: Path, kind: str, who: str, target: float | None) -> None:
    assert asked(worked, "task_completion", scope=Scope(kind, who)) == {(): target}


@pytest.mark.parametrize(
    ("who", "target"),
    [
        ("E1", 3100),  # owns none, so all shops
        ("E2", 310),
        ("E3", None),  # since the 10th
        ("E4", None),  # of a shop that has none
    ],
)
def test_of_somebodys_shops_it_is_the_shops_or_the_companys(worked: Path, who: str, target: float | None) -> None:
    assert asked(worked, "gmv", scope=Scope("shop", who)) == {(): target}


def test_a_heads_page_holds_a_line_against_the_rows_of_its_scope_and_else_their_own(worked: Path) -> None:
    (head,) = [p for p in people(worked, OCTOBER, 1) if p.person == "E1"]
    lines = person.lines(head, Shown(OCTOBER, running=False), worked, 1)
    told = {(line.standing.metric.id, line.scope.kind): line.standing for line in lines}
    for line, target in (
        (("process_compliance", "department"), 0.65),
        (("service_quality", "team"), 90),
    ):
        goal = told[line].figure.target
        assert (goal and goal.target, told[line].targets[-1], told[line].targets[-2]) == (target, target, None), line


def test_whoever_has_another_title_of_a_role_is_assessed_on_its_lines(worked: Path) -> None:
    (dietician,) = [p for p in people(worked, OCTOBER, 1) if p.person == "E3"]
    lines = person.lines(dietician, Shown(OCTOBER, running=False), worked, 1)
    assert [line.standing.metric.id for line in lines] == ["task_completion", "consultation_success"]
