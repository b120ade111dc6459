"""Workbooks: sheets, numbers, dates, errors, formulas; and the workbooks that are not opened."""

import struct
from datetime import date, datetime, time, timedelta

import pytest

from kpi.exports import refusals
from kpi.exports.tables import excel, grids
from tests.exports.reading import cells, found, grid, rows
from tests.exports.workbooks import MAIN, ole, package, xls, xlsx


def values(data: bytes) -> list[tuple[str, ...]]:
    """The cells of the only sheet's rows after its first."""
    return [row[1:] for row in cells(grid(data))]


def kinds(data: bytes) -> list[str]:
    return [row["_kinds"] for row in rows(grid(data))]


# --- sheets


def test_every_sheet_is_a_grid_and_empty_ones_have_no_head():
    made = grids(found(xlsx({"说明": [["请看"]], "商品": [["a", "b"], ["1", "2"]], "空": []})))
    assert [(table.name, table.head) for table in made] == [
        ("说明", [["请看", *[]]]),
        ("商品", [["a", "b"], ["1", "2"]]),
        ("空", []),
    ]


def test_rows_are_numbered_as_the_sheet_shows_them():
    table = grid(xlsx({"表": [[None, "生意参谋"], [], ["店铺", "访客数"], [], ["甲", 1], ["", ""], ["乙", 2]]}))
    assert table.head_rows == [1, 3, 5, 7]
    assert cells(table, first_row=3, width=2) == [(5, "甲", "1"), (7, "乙", "2")]


def test_rows_hidden_by_a_filter_load_too():
    sheet = (
        '<row r="1"><c r="A1" t="str"><v>店铺</v></c></row><row r="2" hidden="1"><c r="A2" t="str"><v>甲</v></c></row>'
    )
    assert values(package(sheet)) == [("甲",)]


def test_a_workbook_with_nothing_in_it_is_refused():
    with pytest.raises(refusals.NothingInIt):
        grids(found(xlsx({"表": []})))


def test_sheets_too_large_to_keep_are_opened_again(monkeypatch):
    monkeypatch.setattr(excel, "AT_HAND", 5)
    first, second = grids(found(xlsx({"一": [["a"], ["1"]], "二": [["b"] * 4, ["2"] * 4]})))
    assert first.source.at_hand
    assert not second.source.at_hand
    assert cells(first) + cells(second) == [(2, "1"), (2, "2", "2", "2", "2")]


# --- numbers and texts


def test_numbers_are_taken_at_15_significant_digits_without_an_exponent():
    given = [0.1 + 0.2, 1e-7, 123456789012345, 6917926768823643751, 1234.5, 12.0, -3, 1e20]
    expected = ["0.3", "0.0000001", "123456789012345", "6917926768823640000", "1234.5", "12", "-3", "1" + "0" * 20]
    assert values(xlsx({"表": [["数"], *([n] for n in given)]})) == [(text,) for text in expected]


def test_text_stays_text_and_has_another_kind_than_a_number():
    data = xlsx({"表": [["订单编号", "b", "c", "d"], ["0071", 71, None, True]]})
    assert values(data) == [("0071", "71", "", "TRUE")]
    assert kinds(data) == ["tn.b"]


def test_a_formula_typed_as_text_is_text():
    data = xlsx({"表": [["留言"], ["=1+1"]]})
    assert (values(data), kinds(data)) == ([("=1+1",)], ["t"])


# --- dates


@pytest.mark.parametrize("epoch", [1900, 1904])
def test_days_and_times_are_right_in_both_epochs(epoch):
    moments = [
        (datetime.fromisoformat("2026-10-01 09:30:12"), "yyyy-mm-dd hh:mm:ss", "2026-10-01 09:30:12"),
        (datetime.fromisoformat("2026-10-01"), "yyyy/m/d", "2026-10-01"),
        (date(2026, 2, 28), 'yyyy"年"m"月"d"日"', "2026-02-28"),
        (datetime.fromisoformat("2026-12-31 23:59:59"), "yyyy-mm-dd hh:mm", "2026-12-31 23:59:59"),
        (time(9, 5), "hh:mm", "09:05:00"),
        (timedelta(hours=27, minutes=30), "[h]:mm:ss", "27:30:00"),
    ]
    table = grid(xlsx({"表": [["时间"], *([(value, form)] for value, form, _ in moments)]}, date_1904=epoch == 1904))
    assert [row[1] for row in cells(table)] == [text for *_, text in moments]
    assert {row["_kinds"] for row in rows(table)} == {"d"}
    assert table.epoch == epoch


def test_a_serial_number_without_a_format_is_a_number_and_the_epoch_is_told():
    assert values(xlsx({"表": [["时间"], [46296.25]]})) == [("46296.25",)]
    assert grid(xlsx({"表": [["时间"], [44834]]}, date_1904=True)).epoch == 1904


def test_fractions_of_a_second_are_dropped_and_none_is_lost():
    nearly = 46296 + (9 * 3600 + 30 * 60 + 12) / 86400 - 4e-9
    assert values(xlsx({"表": [["时间"], [(nearly, "yyyy-mm-dd hh:mm:ss")]]})) == [("2026-10-01 09:30:12",)]
    assert values(xlsx({"表": [["时间"], [(46296.3963252, "yyyy-mm-dd hh:mm:ss")]]})) == [("2026-10-01 09:30:42",)]


# --- errors and formulas


def test_error_cells_are_told_from_empty_ones():
    sheet = (
        '<row r="1"><c r="A1" t="str"><v>金额</v></c><c r="B1" t="str"><v>备注</v></c></row>'
        '<row r="2"><c r="A2" t="e"><v>#N/A</v></c><c r="B2" t="str"><v>x</v></c></row>'
        '<row r="4"><c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    data = package(sheet)
    assert cells(grid(data)) == [(2, "#N/A", "x"), (4, "", "#DIV/0!")]
    assert kinds(data) == ["et", ".e"]


def test_a_formula_never_computed_is_marked_and_never_0():
    sheet = (
        '<row r="1"><c r="A1" t="str"><v>金额</v></c><c r="B1" t="str"><v>数量</v></c></row>'
        '<row r="2"><c r="A2"><f>SUM(B2:B3)</f></c><c r="B2"><v>3</v></c></row>'
        '<row r="3"><c r="A3"><f>1+1</f><v></v></c><c r="B3"><f>2+2</f><v>4</v></c></row>'
        '<row r="4"><c r="A4" t="str"><f>""</f><v></v></c><c r="B4"><f>A4*0</f><v>0</v></c></row>'
    )
    data = package(sheet)
    assert values(data) == [("=SUM(B2:B3)", "3"), ("=1+1", "4"), ("", "0")]
    assert kinds(data) == ["fn", "fn", ".n"]


def test_a_0_that_the_writer_wants_computed_anew_is_no_value():
    sheet = '<row r="1"><c r="A1"><f>1+1</f><v>5</v></c></row><row r="2"><c r="A2"><f>1+1</f><v>0</v></c></row>'
    book = '<calcPr calcId="124519" fullCalcOnLoad="1"/>'
    assert (values(package(sheet, book=book)), kinds(package(sheet, book=book))) == ([("=1+1",)], ["f"])


def test_a_formula_never_computed_below_and_beyond_all_values_is_seen():
    sheet = (
        '<row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>A2</f></c></row>'
        '<row r="5"><c r="A5"><f>SUM(A2:A4)</f></c></row>'
    )
    table = grid(package(sheet))
    assert cells(table) == [(2, "1", "=A2"), (5, "=SUM(A2:A4)")]


def test_prefixed_xml_is_read_the_same():
    sheet = '<row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="2"><c r="A2" t="e"><v>#N/A</v></c></row>'
    data = package("", parts={
        "xl/worksheets/sheet1.xml": '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<x:sheetData>{sheet}</x:sheetData></x:worksheet>".replace("<row", "<x:row").replace("<c ", "<x:c ")
        .replace("<v>", "<x:v>").replace("</", "</x:").replace("</x:x:", "</x:")
    })  # fmt: skip
    assert (values(data), kinds(data)) == ([("#N/A",)], ["e"])


# --- xls


def test_an_xls_is_read_with_its_errors():
    computed = ("formula", struct.pack("<d", 3.0))
    failed = ("formula", b"\2\0\7\0\0\0\xff\xff")
    data = xls([["订单编号", "金额", "c", "d"], ["a", 1.5, b"\x2a", computed], [failed, True, None, "末"]])
    assert values(data) == [("a", "1.5", "#N/A", "3"), ("#DIV/0!", "TRUE", "", "末")]
    assert kinds(data) == ["tnen", "eb.t"]


def test_the_epoch_of_an_xls_is_told():
    assert grid(xls([["a"]], epoch=1904)).epoch == 1904
    assert grid(xls([["a"]])).epoch == 1900


# --- what is not opened


def test_an_xls_behind_a_password_is_refused():
    with pytest.raises(refusals.HasPassword):
        grids(found(xls([["a"]], password=True)))


def test_an_xlsx_behind_a_password_is_refused():
    with pytest.raises(refusals.HasPassword):
        grids(found(ole({"EncryptionInfo": b"x", "EncryptedPackage": b"x"})))


@pytest.mark.parametrize("name", ["WordDocument", "PowerPoint Document", "__properties_version1.0"])
def test_an_old_document_is_refused_saying_what_it_is(name):
    with pytest.raises(refusals.IsADocument):
        grids(found(ole({name: b"x"})))


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>',
        '<!DOCTYPE foo [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE foo SYSTEM "http://example.com/x.dtd">',
    ],
)
def test_xml_entities_are_refused_naming_the_part(declaration):
    sheet = '<row r="1"><c r="A1" t="str"><v>&lol2;</v></c></row>'
    with pytest.raises(refusals.XmlWithEntities) as refused:
        grids(found(package(sheet, head=declaration)))
    assert refused.value.fields["part"] == "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/styles.xml", "xl/_rels/x.rels", "docProps/app.xml"])
def test_xml_entities_are_refused_in_any_part(part):
    text = f'<?xml version="1.0"?>{" " * 300_000}<!DOCTYPE x [<!ENTITY a "b">]><x/>'
    with pytest.raises(refusals.XmlWithEntities) as refused:
        grids(found(package("<row/>", parts={part: text})))
    assert refused.value.fields["part"] == part


def test_xml_in_utf_16_hides_no_entities():
    part = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'
    with pytest.raises(refusals.XmlWithEntities):
        grids(found(package("<row/>", parts={"xl/sharedStrings.xml": part.encode("utf-16")})))


@pytest.mark.parametrize("far", ["XFD1048576", "ZZ99999", "XFD9999", "SF1048576"])
@pytest.mark.parametrize("honest", [True, False])
def test_a_cell_far_outside_its_table_is_refused_not_allocated(far, honest):
    row = far.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") if honest else "2"
    sheet = (
        f'<row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="{row}"><c r="{far}"><v>1</v></c></row>'
        '<row r="3"><c r="A3"><v>1</v></c></row>'
    )
    with pytest.raises(refusals.SheetTooSparse):
        grids(found(package(sheet)))


def test_an_xls_with_a_column_or_dimensions_beyond_its_own_is_refused():
    far = bytearray(xls([["a"], ["b"], [1.5]]))
    at = far.index(struct.pack("<HHHHH", 0x0203, 14, 2, 0, 0))
    far[at + 6 : at + 8] = b"\xff\xff"
    with pytest.raises(refusals.WorkbookBroken):
        grids(found(bytes(far)))
    wide = xls([["a"], ["b"]], dimensions=(0, 0xFFFFFFFF, 0, 256))
    with pytest.raises(refusals.WorkbookBroken):
        grids(found(wide))
    assert values(xls([["a"], ["b"]], dimensions=(0, 2, 0, 1))) == [("b",)]


def test_more_strings_announced_than_there_are_bytes_are_refused():
    part = f'<sst {MAIN} count="1" uniqueCount="39999999993"><si><t>a</t></si></sst>'
    with pytest.raises(refusals.WorkbookBroken):
        grids(found(package("<row/>", parts={"xl/sharedStrings.xml": part})))


def test_a_cell_longer_than_the_limit_is_refused(monkeypatch):
    monkeypatch.setenv("KPI_MAX_CELL_CHARS", "5")
    with pytest.raises(refusals.CellTooLong) as refused:
        values(xlsx({"表": [["a"], ["12345"], ["123456"]]}))
    assert refused.value.fields["row"] == 3


def test_more_rows_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setenv("KPI_MAX_ROWS", "60")
    assert len(values(xlsx({"表": [["a"]] * 60}))) == 59
    with pytest.raises(refusals.TooManyRows):
        values(xlsx({"表": [["a"]] * 61}))


def test_more_columns_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setenv("KPI_MAX_COLUMNS", "3")
    with pytest.raises(refusals.TooManyColumns):
        grids(found(xlsx({"表": [["a", "b", "c", "d"]]})))
    with pytest.raises(refusals.TooManyColumns) as refused:
        values(xlsx({"表": [["a"]] * 60 + [["a", "b", "c", "d"]]}))
    assert refused.value.fields["row"] == 61


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("word/document.xml", refusals.IsADocument),
        ("ppt/presentation.xml", refusals.IsADocument),
        ("xl/workbook.bin", refusals.OtherWorkbook),
    ],
)
def test_other_packages_are_refused_saying_what_they_are(name, refusal):
    with pytest.raises(refusal):
        grids(found(package("", parts={name: "x"})))


@pytest.mark.parametrize("cut", [30, 200, 512, 700, -30])
@pytest.mark.parametrize(
    "make", [lambda: xlsx({"表": [["a"], ["b"]]}), lambda: xls([["a"], ["b"]])], ids=["xlsx", "xls"]
)
def test_a_broken_workbook_is_refused(make, cut):
    data = make()
    with pytest.raises(refusals.FileRefused):
        grids(found(data[: len(data) // 2 if cut < 0 else cut]))


def test_a_part_with_a_wrong_checksum_is_refused():
    data = bytearray(package('<row r="1"><c r="A1"><v>123456</v></c></row>'))
    at = data.rindex(b"PK\1\2")
    data[at + 16] ^= 1
    with pytest.raises(refusals.FileRefused):
        grids(found(bytes(data)))
