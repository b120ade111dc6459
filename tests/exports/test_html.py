"""Tables of web pages, and of an xls that is one."""

import pytest

from kpi.exports import refusals
from kpi.exports.tables import grids
from tests.exports.reading import cells, found, grid, rows

EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>报表</title>
<style>td {mso-number-format:"\\@"}</style></head><body>
<table border=1><tr><th>统计日期</th><th>店铺名称<th>访客数</tr>
<tr><td>2026-10-01</td><td x:str>甲&amp;乙&nbsp;店</td><td>1,234</td></tr>
<tr><td></td><td> </td><td>&nbsp;</td></tr>
<tr><td>2026-10-02<td>丙<br>店<td>
  5
  6</td></tr></table></body></html>"""


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_an_xls_that_is_really_html_is_read(encoding):
    table = grid(EXCEL.encode(encoding), "来源.xls")
    assert table.head[0] == ["统计日期", "店铺名称", "访客数"]
    assert cells(table) == [(2, "2026-10-01", "甲&乙 店", "1,234"), (4, "2026-10-02", "丙\n店", "5 6")]
    assert {row["_kinds"] for row in rows(table)} == {None}


def test_an_xls_that_is_really_csv_is_read():
    assert cells(grid("店铺\t金额\r\n甲\t1\r\n".encode("gb18030"), "来源.xls")) == [(2, "甲", "1")]


def test_spans_leave_their_other_places_empty_as_in_a_spreadsheet():
    page = (
        "<table><tr><td colspan=3>日报</td></tr><tr><td rowspan=2>甲</td><td>1</td><td>2</td></tr>"
        "<tr><td>3</td><td>4</td></tr><tr><td>乙</td><td>5</td><td>6</td></tr></table>"
    )
    made = cells(grid(page.encode()), first_row=0, width=3)
    assert made == [(1, "日报", "", ""), (2, "甲", "1", "2"), (3, "", "3", "4"), (4, "乙", "5", "6")]


def test_several_tables_are_grids_numbered_on():
    page = "<div><table><tr><td>菜单</td></tr></table><table><tr><td>a</td></tr><tr><td>1</td></tr></table></div>"
    first, second = grids(found(page.encode()))
    assert (first.name, first.head_rows, second.name, second.head_rows) == ("1", [1], "2", [2, 3])


def test_a_table_within_a_table_is_one_of_its_own():
    page = "<table><tr><td>外<table><tr><td>a</td></tr><tr><td>1</td></tr></table></td></tr></table>"
    assert sorted(table.head for table in grids(found(page.encode()))) == [[["a"], ["1"]], [["外"]]]


def test_scripts_and_styles_are_no_text():
    page = "<table><tr><td><script>var a = '<td>1</td>';</script><style>b</style>好</td></tr></table>"
    assert grid(page.encode()).head == [["好"]]


@pytest.mark.parametrize(
    "page",
    ["<!DOCTYPE html><html><body>请登录</body></html>", "<html><table></table>", "\n <!-- x --><html></html>"],
)
def test_a_web_page_without_a_table_is_refused(page):
    with pytest.raises(refusals.WebPageWithoutTable):
        grids(found(page.encode(), "订单.csv"))


def test_a_huge_span_costs_nothing(monkeypatch):
    monkeypatch.setenv("KPI_MAX_COLUMNS", "5")
    page = "<table><tr><td colspan=99999999 rowspan=99999999>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
    with pytest.raises(refusals.TooManyColumns):
        grids(found(page.encode()))


def test_a_cell_longer_than_the_limit_is_refused(monkeypatch):
    monkeypatch.setenv("KPI_MAX_CELL_CHARS", "5")
    with pytest.raises(refusals.CellTooLong):
        grids(found(b"<table><tr><td>123456</td></tr></table>"))
