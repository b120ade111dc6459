"""Delimited text: delimiters, quotes, row numbers, limits; and the quick way reads just as the strict one."""

import csv
import io

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpi.exports import refusals
from kpi.exports.tables import quick
from kpi.exports.tables.csv import delimiter_of
from kpi.exports.tables.strict import LINE_END
from tests.exports.reading import both_ways, cells, grid, rows, strictly

# --- row numbers and shapes


def test_records_are_numbered_as_a_spreadsheet_shows_them(document):
    """
    店铺日报

    店铺,金额
    甲店,1

    ,
    乙店,2
    """
    table = grid(document.encode())
    assert table.head_rows == [1, 3, 4, 7]
    assert cells(table, first_row=3, width=2) == [(4, "甲店", "1"), (7, "乙店", "2")]


def test_a_cell_over_several_lines_is_one_record(document):
    """
    Name,Notes
    #1,"one
    two"
    #2,x
    """
    assert cells(grid(document.encode())) == [(2, "#1", "one\ntwo"), (3, "#2", "x")]


def test_cells_beyond_the_header_are_kept_as_more(document):
    """
    a,b
    1,2,3,,"4"
    1,2,,
    1
    """
    table = grid(document.encode())
    assert cells(table) == [(2, "1", "2", "3", "4"), (3, "1", "2"), (4, "1", None)]
    assert [row["_cells"] for row in rows(table)] == [5, 2, 1]


def test_cells_of_blanks_are_no_cells(document):
    """
    a,b
    1,2,BLANK
     ,BLANK
    1,BLANK
    """
    table = grid(document.replace("BLANK", "\u3000").encode())
    assert [(row["_row"], row["_cells"], row["_more"]) for row in rows(table)] == [(2, 2, None), (4, 1, None)]


def test_guards_are_left_to_the_layouts():
    data = '订单编号,手机,商品ID\n="20260001",\'186,"\t6917926768823643751"\n'.encode("gb18030")
    assert cells(grid(data)) == [(2, '="20260001"', "'186", "\t6917926768823643751")]


def test_a_trailing_comma_on_every_line_adds_no_cell(document):
    """
    订单号,金额,
    1,2.00,
    """
    table = grid(document.encode())
    assert [(row["_row"], row["_cells"], row["c1"]) for row in rows(table)] == [(2, 2, "2.00")]


def test_a_header_without_rows_has_no_rows():
    table = grid("时间,店铺,客服\r\n".encode())
    assert table.head == [["时间", "店铺", "客服"]]
    assert rows(table) == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_every_kind_of_line_end_is_one(end, last):
    text = end.join(["a,b", "1,2", "", "3,4"]) + (end if last else "")
    assert cells(grid(text.encode())) == [(2, "1", "2"), (4, "3", "4")]


# --- delimiter


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_known_by_evidence(delimiter):
    text = "\n".join(delimiter.join(row) for row in (["店铺", "备注", "金额"], ["甲", "x", "1"], ["乙", "y", "2"]))
    assert cells(grid(text.encode())) == [(2, "甲", "x", "1"), (3, "乙", "y", "2")]


def test_commas_within_semicolon_cells_do_not_mislead():
    assert delimiter_of(["名称;价格;数量\n", "甲;1,50;2,0\n", "乙;2,50;3,0\n"]) == ";"


def test_semicolons_within_comma_cells_do_not_mislead():
    assert delimiter_of(["工号,账号\n", "K1,a;b;c\n", "K2,d;e;f\n"]) == ","


def test_tabs_in_quoted_cells_do_not_mislead():
    assert delimiter_of(['"\t主订单编号","\t商品ID"\n', '"\t691","\t692"\n']) == ","


def test_a_sep_line_names_the_delimiter():
    assert delimiter_of(["sep=;\n", "a;b\n"]) == ";"


# --- quotes


def test_a_quote_never_closed_is_refused_naming_the_line(document):
    """
    订单编号,买家,留言
    1,甲,好
    2,"乙,快点
    3,丙,谢谢
    4,丁,
    """
    with pytest.raises(refusals.QuoteNotClosed) as refused:
        rows(grid(document.encode("gb18030")))
    assert refused.value.fields["line"] == 3


def test_a_quote_that_another_row_closes_swallows_no_rows(document):
    """
    订单编号,买家,留言
    1,甲,"好
    2,乙,快点
    3,丙,谢谢"
    4,丁,
    """
    with pytest.raises(refusals.QuoteNotClosed) as refused:
        rows(grid(document.encode("gb18030")))
    assert refused.value.fields["line"] == 2


def test_a_quote_in_the_middle_of_a_quoted_cell_is_refused_naming_the_line(document):
    """
    订单编号,留言
    1,"他说"好"，要"
    2,x
    """
    with pytest.raises(refusals.QuoteMisplaced) as refused:
        rows(grid(document.encode("gb18030")))
    assert refused.value.fields["line"] == 2


def test_a_quote_within_an_unquoted_cell_is_a_character():
    assert cells(grid('a,b\n24"屏幕,1\n5" 手机,2\n'.encode())) == [(2, '24"屏幕', "1"), (3, '5" 手机', "2")]


def test_a_late_quote_never_closed_is_refused_too(monkeypatch):
    monkeypatch.setattr(quick, "CHUNK", 1 << 12)
    good = "".join(f"{i},甲,好\n" for i in range(5000))
    data = f'订单编号,买家,留言\n{good}9,"乙,\n{good}'.encode()
    taken = []
    with pytest.raises(refusals.QuoteNotClosed) as refused:
        taken += [batch.num_rows for batch in grid(data).batches(1, 3)]
    assert refused.value.fields["line"] == 5002


# --- limits


def test_a_cell_longer_than_the_limit_is_refused(monkeypatch):
    monkeypatch.setenv("KPI_MAX_CELL_CHARS", "10")
    assert len(rows(grid(f"a,b\n1,{'长' * 10}\n".encode()))) == 1
    for cell in ("长" * 11, f'"{"长" * 11}"', f'x"{"长" * 11}'):
        with pytest.raises(refusals.CellTooLong) as refused:
            rows(grid(f"a,b\n1,2\n3,{cell}\n".encode()))
        assert refused.value.fields["row"] == 3


def test_a_line_that_never_ends_is_refused(monkeypatch):
    monkeypatch.setattr("kpi.exports.tables.csv.LONGEST_LINE", 1 << 20)
    with pytest.raises(refusals.CellTooLong):
        grid(b"a,b\n" + b"x" * (3 << 20))


def test_more_rows_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setenv("KPI_MAX_ROWS", "60")
    assert len(rows(grid(b"a,b\n" + b"1,2\n" * 59 + b"\n" * 9))) == 59
    with pytest.raises(refusals.TooManyRows):
        rows(grid(b"a,b\n" + b"1,2\n" * 60))


@pytest.mark.parametrize("line", ["1,2,3,4", "1,,,4", '1,"2",3,4'])
def test_more_columns_than_the_limit_are_refused(monkeypatch, line):
    monkeypatch.setenv("KPI_MAX_COLUMNS", "3")
    with pytest.raises(refusals.TooManyColumns) as refused:
        rows(grid(f"a,b\n1,2,,,,,\n{line}\n".encode()))
    assert refused.value.fields["row"] == 3


# --- nothing in it


@pytest.mark.parametrize("data", [b"", b"\n\r\n", b"\xef\xbb\xbf", b" \t\n", "\u3000\n".encode(), b",,\n,\n"])
def test_a_file_with_nothing_in_it_is_refused(data):
    with pytest.raises(refusals.NothingInIt):
        grid(data)


# --- properties

text = st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff", exclude_categories=["Cs"]), max_size=8)
telling = st.text(st.sampled_from("甲,;\t\"'= \n\r乙\u3000é"), max_size=5)
chinese = st.text(st.characters(codec="gb2312", exclude_characters="\0"), max_size=8)
cell = st.one_of(telling, text)


def written(table, **how):
    """A table as the csv module writes it."""
    text = io.StringIO(newline="")
    csv.writer(text, **how).writerows(table)
    return text.getvalue()


def tables(cell):
    return st.lists(st.lists(cell, min_size=1, max_size=5), min_size=1, max_size=12)


@given(
    table_encoding=st.one_of(
        st.tuples(tables(cell), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])),
        st.tuples(tables(st.one_of(telling, chinese)), st.just("gb18030")),
    ),
    delimiter=st.sampled_from(",\t;"),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_what_a_csv_writer_wrote_is_read_back(table_encoding, delimiter, quoting):
    table, encoding = table_encoding
    header = ["编号", "名称", "金额", "时间", "备注", "店铺"]
    text = written([header, *([*row, "末"] for row in table)], delimiter=delimiter, quoting=quoting)
    made = grid(text.encode(encoding))
    assert made.head[0] == header
    assert cells(made) == [(n, *row, "末", *[None] * (5 - len(row))) for n, row in enumerate(table, 2)]


@given(
    data=st.text(st.sampled_from('ab,"=\n\r \u3000甲'), max_size=60),
    chunk=st.integers(1, 40),
    piece=st.integers(1, 40),
    width=st.integers(0, 4),
    first_row=st.integers(0, 3),
)
def test_the_quick_way_and_the_strict_way_read_the_same(data, chunk, piece, width, first_row):
    assume(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick, "CHUNK", chunk)
        patch.setattr("kpi.exports.decode.CHUNK", piece)
        expected = outcome(strictly, data.encode(), first_row, width, ",")
        assert outcome(both_ways, data.encode(), first_row, width, ",") == expected


@given(
    table=st.lists(st.lists(st.sampled_from(["a", "", " ", "x,y", 'q"q', "l\nm", "甲乙"]), max_size=4), max_size=20),
    chunk=st.integers(1, 60),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_the_quick_way_reads_well_formed_text_to_its_end(table, chunk, quoting):
    data = written(table, quoting=quoting, lineterminator="\n").encode()
    assume(data)
    parts = list(quick.chunks(iter([data.decode()]), ","))
    assert all(isinstance(part, bytes) for part in parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick, "CHUNK", chunk)
        assert outcome(both_ways, data, 0, 4, ",") == outcome(strictly, data, 0, 4, ",")


def outcome(read, *given):
    """The records, or the refusal with its fields."""
    try:
        return read(*given)
    except refusals.FileRefused as error:
        return type(error), error.fields


@given(
    table=st.lists(st.lists(st.sampled_from(["a", "", "x,y", "甲 乙", "1.5"]), min_size=4, max_size=4), min_size=1),
    places=st.lists(st.integers(0, 2000), min_size=1, max_size=3),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    chunk=st.integers(8, 80),
)
def test_quotes_put_anywhere_swallow_no_row(table, places, quoting, chunk):
    rows_in = [["编号", "买家", "金额", "留言"], *([str(n), *row[1:3], "末"] for n, row in enumerate(table))]
    text = written(rows_in, quoting=quoting)
    for place in places:
        at = place % (len(text) + 1)
        text = text[:at] + '"' + text[at:]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick, "CHUNK", chunk)
        taken = outcome(both_ways, text.encode(), 1, 4, ",")
    if isinstance(taken, list):
        assert len(taken) == len(table)
    else:
        assert taken[0] in (refusals.QuoteNotClosed, refusals.QuoteMisplaced)
        assert 1 <= taken[1]["line"] <= len(LINE_END.split(text))
