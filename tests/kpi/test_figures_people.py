"""Who worked where in a period, by hand-made staff rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpi.figures import Period, Person, people
from tests.conftest import made_once
from tests.published import publish

BEGINNING = date(1, 1, 1)


def row(person: str, department: str, since: date = BEGINNING, **more: Any) -> dict[str, Any]:
    return {
        "person": person,
        "name": f"{person}名",
        "department": department,
        "role": "客服专员",
        "valid_from": since,
        **more,
    }


ROWS = {
    "staff": [
        row("E1", "客服部", joined_on=date(2024, 1, 1)),
        row("E1", "推广部", date(2026, 10, 16), joined_on=date(2024, 1, 1)),
        row("E2", "客服部", joined_on=date(2026, 10, 31)),
        row("E3", "客服部", joined_on=date(2024, 1, 1), left_on=date(2026, 10, 1), manager="E1"),
        row("E4", "客服部", joined_on=date(2024, 1, 1), left_on=date(2026, 9, 30)),
        row("E5", "客服部", joined_on=date(2026, 11, 1)),
    ]
}


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with this staff."""
    return made_once(tmp_path_factory, "staff", lambda folder: publish(folder, ROWS))


def october(staff: Path, last: int = 31) -> dict[str, Person]:
    return {one.person: one for one in people(staff, Period(date(2026, 10, 1), date(2026, 10, last)))}


def test_everybody_employed_on_some_day_is_listed_the_first_and_last_included(staff: Path) -> None:
    assert list(october(staff)) == ["E1", "E2", "E3"]


def test_department_and_role_are_those_of_the_last_day_in_the_period(staff: Path) -> None:
    assert october(staff)["E1"].department == "推广部"
    assert october(staff, 15)["E1"].department == "客服部"


def test_a_person_has_a_first_and_a_last_day(staff: Path) -> None:
    found = october(staff)
    assert (found["E3"].joined, found["E3"].left) == (date(2024, 1, 1), date(2026, 10, 1))
    assert (found["E1"].joined, found["E1"].left) == (date(2024, 1, 1), date(9999, 12, 31))
    assert (found["E3"].manager, found["E3"].name) == ("E1", "E3名")
