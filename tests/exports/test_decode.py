"""Encodings by evidence: marks, strict decoding, plausibility; never a replaced byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.exports import decode, refusals
from kpi.exports.decode import Encoding, encoding_of, pieces
from tests.exports.reading import cells, found, grid, rows

HEADER = "订单编号,买家会员名,总金额,订单状态\r\n"
ROW = "1,某某旗舰店的买家,12.00,卖家已发货，等待买家确认\r\n"


def codec(data: bytes) -> str:
    return encoding_of(found(data)).codec


# --- each encoding


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_each_encoding_is_read_the_same(encoding):
    table = grid((HEADER + ROW).encode(encoding))
    assert table.head[0] == ["订单编号", "买家会员名", "总金额", "订单状态"]
    assert cells(table) == [(2, "1", "某某旗舰店的买家", "12.00", "卖家已发货，等待买家确认")]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_with_a_mark_is_read(encoding):
    assert grid(("\ufeff" + HEADER).encode(encoding)).head[0][0] == "订单编号"


def test_characters_beyond_gbk_are_read_from_gb18030():
    data = (HEADER + "1,𠮷野家😀㐂,1,好\r\n").encode("gb18030")
    assert cells(grid(data))[0][2] == "𠮷野家😀㐂"


def test_ascii_alone_is_text():
    assert codec(b"a,b\n1,2\n") == "utf-8"


def test_chinese_that_begins_late_is_still_seen():
    late = b"a,b\n" + b"1,2\n" * 400_000
    assert codec(late + "好的,谢谢\n".encode("gbk")) == "gb18030"
    assert codec(late + "好的,谢谢\n".encode()) == "utf-8"


def test_gbk_that_is_valid_utf_8_too_is_known_by_its_commonness():
    data = "同图,通协\n".encode("gbk")
    assert data.decode() != "同图,通协\n"
    assert codec(data) == "gb18030"


@pytest.mark.parametrize("text", ["José,Müller\n", "naïve café\n", "Привет\n", "Łódź,Þór\n", "5×3\n"])
def test_letters_with_accents_in_utf_8_stay_utf_8(text):
    assert codec(text.encode()) == "utf-8"


def test_a_rare_name_alone_in_gbk_is_read():
    assert cells(grid("Name,Dept\n王喆,A\n".encode("gbk"))) == [(2, "王喆", "A")]


def test_utf_8_never_passes_for_gbk():
    data = (HEADER + ROW * 3).encode()
    assert codec(data) == "utf-8"
    for cut in range(1, 3):
        with pytest.raises(refusals.BadByte):
            encoding_of(found(data[cut:]))


# --- bytes that fit none


def test_a_bad_byte_in_utf_8_is_refused_with_its_offset():
    good = (HEADER + ROW).encode()
    with pytest.raises(refusals.BadByte) as refused:
        rows(grid(good + b"\xe5\xa5,\xff\r\n"))
    assert refused.value.fields == {"file": "a.csv", "encoding": "UTF-8", "offset": len(good), "byte": "0xe5"}


def test_a_bad_byte_in_gbk_is_refused_with_its_offset():
    good = (HEADER + ROW * 20_000).encode("gb18030")
    with pytest.raises(refusals.BadByte) as refused:
        rows(grid(good + b"1,\xff,\r\n" + good))
    assert (refused.value.fields["encoding"], refused.value.fields["offset"]) == ("GB18030", len(good) + 2)


def test_a_bad_byte_late_in_utf_8_is_refused_with_its_offset():
    good = (HEADER + ROW * 40_000).encode()
    with pytest.raises(refusals.BadByte) as refused:
        rows(grid(good + b"\xa5" + good))
    assert (refused.value.fields["encoding"], refused.value.fields["offset"]) == ("UTF-8", len(good))


def test_a_character_cut_off_at_the_end_is_refused():
    data = (HEADER + ROW).encode("gb18030") + "1,好".encode("gb18030")[:-1]
    with pytest.raises(refusals.BadByte) as refused:
        rows(grid(data))
    assert refused.value.fields["offset"] == len(data) - 1


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_zero_bytes_where_a_page_was_lost_are_refused(encoding):
    good = (HEADER + ROW * 30_000).encode(encoding)
    with pytest.raises(refusals.BadByte) as refused:
        rows(grid(good + bytes(4096) + good))
    assert (refused.value.fields["byte"], refused.value.fields["offset"]) == ("0x00", len(good))


def test_a_lone_surrogate_in_utf_16_is_refused():
    data = (HEADER + ROW).encode("utf-16")
    with pytest.raises(refusals.BadByte) as refused:
        rows(grid(data + b"\x00\xd8" + "a\n".encode("utf-16-le")))
    assert refused.value.fields["offset"] == len(data)


@pytest.mark.parametrize(
    "data",
    ["訂單編號買家會員名總金額買家實際支付".encode("big5"), "Straße,año,naïve,Ærø,Müller\n".encode("cp1252")],
    ids=["big5", "cp1252"],
)
def test_another_encoding_is_refused_not_guessed(data):
    with pytest.raises(refusals.BadByte):
        rows(grid(data))


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\0" * 5000, b"\1\2\3\0\5" * 99], ids=["all", "zeros", "odd"])
def test_bytes_that_are_no_text_are_refused(data):
    with pytest.raises(refusals.UnknownFormat):
        grid(data)


# --- pieces and lines


@given(
    text=st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cs"])),
    encoding=st.sampled_from(["utf-8", "gb18030", "utf-16-le", "utf-16-be"]),
    size=st.integers(1, 7),
)
def test_pieces_are_the_text_however_it_is_cut(text, encoding, size):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decode, "CHUNK", size)
        assert "".join(pieces(found(text.encode(encoding)), Encoding(encoding))) == text


@given(
    good=st.text("a,好\n𠮷", max_size=20),
    encoding=st.sampled_from(["utf-8", "gb18030"]),
    rest=st.text("a,好\n", max_size=20),
    size=st.integers(1, 7),
)
def test_the_offset_is_that_of_the_first_bad_byte_however_it_is_cut(good, encoding, rest, size):
    data = good.encode(encoding) + b"\xff" + rest.encode(encoding)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decode, "CHUNK", size)
        with pytest.raises(refusals.BadByte) as refused:
            list(pieces(found(data), Encoding(encoding)))
    assert refused.value.fields["offset"] == len(good.encode(encoding))


@given(texts=st.lists(st.text("ab\r\n\x0b\x85\u2028", max_size=6)))
def test_lines_end_where_a_spreadsheet_ends_them(texts):
    import io

    whole = "".join(texts)
    assert list(decode.lines(iter(texts), 100, AssertionError)) == list(io.StringIO(whole, newline=""))
