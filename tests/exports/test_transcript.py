"""Chats copied or exported as text."""

import pytest

from kpi.exports import refusals
from kpi.exports.tables import grids
from tests.exports.reading import cells, found, grid


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_each_message_is_a_record_with_its_line(document, encoding):
    """
    --- 2026-10-01 ---
    买家甲(2026-10-01 09:30:12): 在吗

    康元旗舰店:小王(2026-10-01 09:30:40): 在的
    请问有什么可以帮您
    --- 2026-10-02 ---
    买家甲(2026-10-02 10:00:00): 尺寸(2026-01-01 00:00:00): 多少
    """
    table = grid(document.replace("\n", "\r\n").encode(encoding), "聊天.txt")
    assert table.head[:2] == [["昵称", "时间", "消息内容"], ["买家甲", "2026-10-01 09:30:12", "在吗"]]
    assert table.head_rows == [0, 2, 4, 7]
    assert cells(table) == [
        (2, "买家甲", "2026-10-01 09:30:12", "在吗"),
        (4, "康元旗舰店:小王", "2026-10-01 09:30:40", "在的\n请问有什么可以帮您"),
        (7, "买家甲", "2026-10-02 10:00:00", "尺寸(2026-01-01 00:00:00): 多少"),
    ]


def test_a_time_that_does_not_exist_still_heads_a_message(document):
    """
    买家甲(2026-10-01 09:30:12): 在吗
    买家甲(2026-13-41 29:30:12): 在吗
    """
    assert [row[2] for row in cells(grid(document.encode()))] == ["2026-10-01 09:30:12", "2026-13-41 29:30:12"]


def test_full_width_brackets_and_colons_are_the_same(document):
    """
    买家甲（2026-10-01 09:30:12）：在吗
    """
    assert cells(grid(document.encode())) == [(1, "买家甲", "2026-10-01 09:30:12", "在吗")]


def test_an_empty_message_and_one_with_commas_and_quotes(document):
    """
    a(2026-10-01 09:30:12):
    b(2026-10-01 09:30:13): 好,"行",1;2
    """
    assert [row[3] for row in cells(grid(document.encode()))] == ["", '好,"行",1;2']


def test_chats_as_qianniu_shows_them_are_read(document):
    """
    当前用户来自 商品详情页
    买家甲 2026-10-01 09:30:12
    在吗
    已读
    康元旗舰店:小王2026-10-1 9:31:05
    在的
    亲
    未读
    买家甲 --> 康元旗舰店:小王 2026-10-01 09:32:00
    好
    [买家甲] 2026-10-01 09:33:00
    谢谢
    """
    assert cells(grid(document.encode(), "聊天.txt"))[-4:] == [
        (2, "买家甲", "2026-10-01 09:30:12", "在吗"),
        (5, "康元旗舰店:小王", "2026-10-1 9:31:05", "在的\n亲"),
        (9, "买家甲", "2026-10-01 09:32:00", "好"),
        (11, "买家甲", "2026-10-01 09:33:00", "谢谢"),
    ]


def test_a_nick_on_one_line_and_the_time_on_the_next(document):
    """
    买家甲
    2026-10-01 09:30:12
    在吗
    康元旗舰店:小王
    2026-10-01 09:31:05
    在的
    亲
    """
    assert cells(grid(document.encode())) == [
        (1, "买家甲", "2026-10-01 09:30:12", "在吗"),
        (4, "康元旗舰店:小王", "2026-10-01 09:31:05", "在的\n亲"),
    ]


def test_a_message_longer_than_the_limit_is_refused(monkeypatch):
    monkeypatch.setenv("KPI_MAX_CELL_CHARS", "60")
    lines = "甲(2026-10-01 09:30:12): 好\n" + "好\n" * 40
    with pytest.raises(refusals.CellTooLong) as refused:
        grid(lines.encode())
    assert refused.value.fields["row"] == 1


def test_a_csv_of_messages_is_no_transcript(document):
    """
    时间,消息内容
    2026-10-01,甲(2026-10-01 09:30:12): 在吗
    """
    assert grid(document.encode()).head[0] == ["时间", "消息内容"]


def test_a_csv_without_a_header_whose_rows_hold_times_is_no_transcript():
    (table,) = grids(found("甲,2026-10-01 09:30:12,好\n乙,2026-10-01 09:30:13,行\n".encode()))
    assert len(table.head[0]) == 3
