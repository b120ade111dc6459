"""Two invented departments, loaded as an analyst would, give every figure that was worked out beforehand."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpi.figures import Period, Question, ask
from kpi.loads import change
from tests.conftest import made_once

WHOLE = Period(date(2026, 8, 1), date(2026, 10, 31))
Key = tuple[Any, ...]


@pytest.fixture(scope="module", params=["a", "b"])
def world(request: pytest.FixtureRequest, worlds: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folder of a world, and a data folder with its exports loaded."""
    folder = worlds / request.param

    def load(data: Path) -> None:
        accounts = change.load(data, [folder / "exports"])
        (data / "account.json").write_text(
            json.dumps([
                [a.file, a.status, a.rows, a.new, a.updated, a.duplicate, a.quarantined, a.skipped] for a in accounts
            ])
        )

    return folder, made_once(tmp_path_factory, f"world-{request.param}", load)


def same(got: object, want: object) -> bool:
    """Equal, or equal to nine digits."""
    if got is None or want is None:
        return got is None and want is None
    return abs(float(got) - float(want)) <= 1e-9 * max(1.0, abs(float(want)))  # type: ignore[arg-type]


def test_every_file_is_taken_and_only_the_rows_that_cannot_be_right_are_set_aside(world: tuple[Path, Path]) -> None:
    folder, data = world
    accounts = json.loads((data / "account.json").read_text())
    assert {a[1] for a in accounts} <= {"loaded", "unchanged"}  # two of the files are empty, and alike
    for file, _, rows, *parts in accounts:
        assert rows == sum(parts), file
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    assert sum(a[6] for a in accounts) == expected["quarantined"]


def test_every_figure_is_the_one_worked_out_beforehand(world: tuple[Path, Path]) -> None:
    folder, data = world
    wanted: dict[tuple[str, str], dict[str, dict[Key, dict[str, Any]]]] = defaultdict(lambda: defaultdict(dict))
    for figure in json.loads((folder / "expected.json").read_text("utf-8"))["figures"]:
        wanted[figure["by"], figure["grain"]][figure["metric"]][tuple(figure["key"])] = figure
    differ = []
    for (by, grain), metrics in wanted.items():
        answer = ask(Question(tuple(metrics), WHOLE, grain, (by,) if by else ()), data)
        for metric, figures in metrics.items():
            got = {
                ((f.period,) if grain == "month" else ())
                + tuple(str(v) if by == "day" else v for v in f.group.values()): f
                for f in answer.of(metric)
            }
            for key, want in figures.items():
                found = got.pop(key, None)
                if found is None or not all(same(getattr(found, part), want[part]) for part in ("value", "d")):
                    differ.append((metric, by, key, want, found))
            differ += [(metric, by, key, "no such group", f) for key, f in got.items() if f.n or f.d]
    assert differ == []
