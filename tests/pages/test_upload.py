"""Handing in exports: the account of each file, what was set aside, and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi.loads import change
from kpi.review import uploads
from tests.kpi import flow
from tests.pages.reading import flat, page, text_of


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_last_loads_and_the_days_of_each_source_are_shown(
    sample: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    shown = flat(text_of(page(sample, monkeypatch, "upload", lang=lang)))
    seen = uploads.overview(sample)
    for load in seen.last:
        assert f"{load.total('rows'):,}" in shown
    assert seen.sources
    for source in seen.sources:
        assert flat(uploads.entity_label(source.entity, lang)) in shown


def test_a_load_is_shown_with_what_it_set_aside_and_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = flow.orders(tmp_path / "a.csv", range(3))
    text = path.read_text("gb18030") + "9,买家,10.00,10.00,交易成功,2026-13-01 09:00:00,,甲店\r\n"
    path.write_text(text, "gb18030", newline="")
    change.load(tmp_path / "data", [path])
    shown = text_of(page(tmp_path / "data", monkeypatch, "upload", load="1", lang="zh"))
    assert "a.csv" in shown
    assert "2026-13-01 09:00:00" in shown


def test_a_job_loads_beside_the_server_and_its_undo_takes_it_back(tmp_path: Path) -> None:
    content = flow.orders(tmp_path / "a.csv", range(3)).read_bytes()
    job = uploads.Job.load(tmp_path / "data", [uploads.Upload("../../a.csv", content)], None)
    assert job.wait(60)
    (account,) = job.result.accounts
    assert (account.file, account.status, account.new) == ("a.csv", "loaded", 3)
    assert job.result.load_id is not None
    back = uploads.Job.undo(tmp_path / "data", job.result.load_id)
    assert back.wait(60)
    assert back.result.undo == 2
    assert uploads.overview(tmp_path / "data").loads[1].undone_by == 2


@pytest.mark.parametrize(
    ("name", "safe"), [("a.csv", "a.csv"), ("../../etc/passwd", "passwd"), ("C:\\x\\b.xlsx", "b.xlsx"), ("", "upload")]
)
def test_a_name_from_outside_is_a_name_and_no_path(name: str, safe: str) -> None:
    assert uploads.safe_name(name) == safe
