"""Handing in exports: the account of each file, what was set aside, and the way back."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpi import exports
from kpi.loads import change, quarantine
from kpi.review import uploads
from tests.kpi import flow
from tests.pages.reading import MAIN, flat, page, text_of


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


def test_a_row_set_aside_counts_once_under_a_reason_and_says_that_it_has_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = flow.orders(tmp_path / "a.csv", range(3))
    bad = [
        "8,买家,10.00,10.00,交易成功,2026-13-01 09:00:00,2026-13-02 09:00:00,甲店",
        "9,买家,10.00,abc,交易成功,2026-13-01 09:00:00,2026-10-01 09:00:00,甲店",
    ]
    path.write_text(path.read_text("gb18030") + "".join(f"{line}\r\n" for line in bad), "gb18030", newline="")
    change.load(tmp_path / "data", [path])
    day, number = quarantine.groups(tmp_path / "data")
    assert (day.reason, day.rows, day.shared) == ("reject.no_such_day", 2, 1)
    assert day.columns == ("订单付款时间", "订单创建时间")
    assert day.examples == ("2026-13-02 09:00:00", "2026-13-01 09:00:00")
    assert (number.reason, number.rows, number.shared) == ("reject.not_a_number", 1, 1)
    assert (number.columns, number.examples) == (("买家实际支付金额",), ("abc",))
    shown = flat(text_of(page(tmp_path / "data", monkeypatch, "upload", load="1", lang="zh")))
    assert shown.count("其中1行另有别的原因") == 2
    assert "列「订单付款时间、订单创建时间」" in shown


def test_rows_set_aside_come_back_for_repair_and_the_repaired_file_closes_them(
    upload_page: AppTest, tmp_path: Path
) -> None:
    good = flow.orders(tmp_path / "a.csv", range(3)).read_text("gb18030")
    dirty = good + "9,买家,10.00,10.00,交易成功,2026-13-01 09:00:00,2026-10-01 09:01:00,甲店\r\n"
    hand_in(upload_page, ("a.csv", dirty.encode("gb18030")))
    with zipfile.ZipFile(BytesIO(uploads.for_repair(tmp_path / "data", 1))) as packed:
        (name,) = packed.namelist()
        repaired = packed.read(name).decode("utf-8-sig").replace("2026-13-01", "2026-10-01")
    said = hand_in(upload_page, (name, repaired.encode("utf-8-sig")))
    assert "共读1行，新增1，账平。" in said
    assert not uploads.overview(tmp_path / "data").set_aside
    assert flow.figure(tmp_path / "data") == 40


def test_layouts_have_their_names_without_the_readers_of_exports(tmp_path: Path) -> None:
    for layout in exports.layouts().values():
        for lang in ("zh", "en"):
            assert uploads.layout_label(tmp_path, layout.id, lang) == layout.label[lang]
    assert exports.own_layouts(tmp_path) == tmp_path / "layouts"
    assert uploads.layout_label(tmp_path, None, "zh") == ""


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


@pytest.fixture
def upload_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The upload page over an empty data folder."""
    monkeypatch.setenv("KPI_DATA", str(tmp_path / "data"))
    at = AppTest.from_file(MAIN, default_timeout=120)
    at.query_params["lang"] = "zh"
    at.run()
    return at.switch_page("upload.py").run()


def seen_on(at: AppTest) -> str:
    assert not at.exception
    return flat(text_of("".join(element.proto.body for element in at.get("html"))))


def button(at: AppTest, label: str):
    (found,) = [one for one in at.button if one.label == label]
    return found


def hand_in(at: AppTest, *files: tuple[str, bytes]) -> str:
    at.file_uploader[0].set_value([(name, content, "text/csv") for name, content in files])
    button(at, "入库").click()
    return seen_on(at.run())


def test_files_are_handed_in_taken_back_and_restored(upload_page: AppTest, tmp_path: Path) -> None:
    assert "还没有入库过任何文件" in seen_on(upload_page)
    content = flow.orders(tmp_path / "a.csv", range(3)).read_bytes()
    said = hand_in(upload_page, ("a.csv", content), ("b.csv", "今天,天气\n晴,好\n".encode()))
    assert "2个文件，1个已入库，1个未接受，共读3行，新增3，账平。" in said
    assert said.index("b.csv") < said.index("a.csv"), "the refused one first"
    assert "没有认得的表头" in said
    assert flow.figure(tmp_path / "data") == 30

    button(upload_page, "撤销这一批").click().run()
    assert "撤销批次1？" in seen_on(upload_page)
    button(upload_page, "取消").click().run()
    assert "撤销批次1？" not in seen_on(upload_page)
    button(upload_page, "撤销这一批").click().run()
    button(upload_page, "确认").click().run()
    assert "批次1已撤销" in seen_on(upload_page)
    assert uploads.overview(tmp_path / "data").loads[1].undone_by == 2

    button(upload_page, "恢复这一批").click().run()
    button(upload_page, "确认").click().run()
    assert "批次1已恢复" in seen_on(upload_page)
    assert flow.figure(tmp_path / "data") == 30


def test_two_files_of_one_name_are_both_taken(upload_page: AppTest, tmp_path: Path) -> None:
    first = flow.orders(tmp_path / "a.csv", range(3)).read_bytes()
    second = flow.orders(tmp_path / "a.csv", range(3, 8)).read_bytes()
    assert "2个文件，2个已入库，共读8行，新增8，账平。" in hand_in(upload_page, ("a.csv", first), ("a.csv", second))


def test_the_sentence_of_a_load_names_all_that_became_of_its_rows(upload_page: AppTest, tmp_path: Path) -> None:
    hand_in(upload_page, ("a.csv", flow.orders(tmp_path / "a.csv", range(3)).read_bytes()))
    again = flow.orders(tmp_path / "b.csv", range(2, 5), amount="12.00").read_text("gb18030")
    old = flow.orders(tmp_path / "c.csv", range(1)).read_text("gb18030").splitlines()[1]
    bad = "9,买家,10.00,10.00,交易成功,2026-13-01 09:00:00,,甲店"
    said = hand_in(upload_page, ("b.csv", f"{again}{old}\r\n{bad}\r\n合计,,58.00,,,,,\r\n".encode("gb18030")))
    assert "1个文件，1个已入库，共读6行，新增2，更新1，重复1，隔离1，跳过1，账平。" in said
    upload_page.query_params["load"] = "2"
    upload_page.session_state["upload_result"] = None
    assert "1个文件，共读6行，新增2，更新1，重复1，隔离1，跳过1，账平。" in seen_on(upload_page.run())


def test_sending_nothing_says_what_to_do(upload_page: AppTest) -> None:
    assert "请先选择文件" in hand_in(upload_page)


def test_a_load_that_dies_is_told_and_hurts_nobody(
    upload_page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = flow.orders(tmp_path / "a.csv", range(3)).read_bytes()
    monkeypatch.setattr("kpi.loads.apart.COMMAND", ("-c", "import os; os.abort()"))
    assert "程序意外中断" in hand_in(upload_page, ("a.csv", content))
    assert uploads.overview(tmp_path / "data") == uploads.NOTHING


def test_what_was_uploaded_does_not_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    content = flow.orders(tmp_path / "a.csv", range(3)).read_bytes()
    job = uploads.Job.load(tmp_path / "data", [uploads.Upload("a.csv", content)], None)
    assert job.wait(60)
    assert not list((tmp_path / "temporary").iterdir())


def test_a_source_is_as_new_as_its_newest_shop_and_names_those_behind() -> None:
    def shop(name: str | None, first: int, last: int, missing: int | None) -> dict[str, object]:
        days = {"first_day": date(2026, 10, first), "last_day": date(2026, 10, last)}
        return {"shop": name, "missing_days": missing, **days}

    source = uploads.Source.of("orders", [shop("甲店", 3, 9, 2), shop("乙店", 1, 7, 1), shop("丙店", 2, 9, None)])
    assert (source.first, source.last, source.missing) == (date(2026, 10, 1), date(2026, 10, 9), 3)
    assert source.behind == (("乙店", date(2026, 10, 7)),)
    assert uploads.Source.of("tasks", [shop(None, 1, 2, None)]).missing is None
