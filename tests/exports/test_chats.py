"""Messages: their texts are kept as written, equals are numbered, and a transcript says who speaks with whom."""

from tests.exports.taking import one

CHATS = "时间,店铺,客服,买家,发送方,消息内容"


def test_messages_that_are_equal_have_ordinals_within_the_file():
    rows = ["2026-08-01 00:00:05,甲店,,b,买家,在吗"] * 3 + ["2026-08-01 00:00:05,甲店,,b,买家,在吗？"]
    assert [m["ordinal"] for m in one("\n".join([CHATS, *rows, ""])).chats] == [1, 2, 3, 1]


def test_a_messages_text_is_kept_as_it_was_written():
    texts = ["=1+1", "-", "null", "  两端空格 ", "合计", "", "'单引号", "暂无数据"]
    rows = [f'2026-08-01 00:00:0{i},甲店,,b,买家,"{text}"' for i, text in enumerate(texts)]
    assert [m["text"] for m in one("\n".join([CHATS, *rows, ""])).chats] == texts


def test_a_leading_quote_that_we_wrote_is_taken_off_a_message():
    assert one(f"{CHATS}\n2026-08-01 00:00:05,甲店,,b,买家,'=1+1\n").chats[0]["text"] == "=1+1"


def test_senders_are_buyer_agent_or_robot_and_nothing_else():
    rows = [f"2026-08-01 00:00:05,甲店,甲店:a,b,{sender},x" for sender in ("买家", "客服", "机器人", "路人")]
    given = one("\n".join([CHATS, *rows, ""]))
    assert [m["sender"] for m in given.chats] == ["buyer", "agent", "robot"]
    assert given.reasons == [(5, "发送方", "reject.not_one_of")]
    assert given.rejects[0]["expected"].startswith("买家 | 客服 | 机器人")


def test_a_transcript_says_who_speaks_with_whom(document):
    """
    某买家(2026-10-01 09:30:12): 在吗
    cntaobao甲店:小美(2026-10-01 09:30:20): 您好
    另一买家（2026-10-01 09:40:00）：有货吗
    甲店(2026-10-01 09:40:05): 有的
    """
    given = one(document, shop_of=lambda sheet: "别店")
    shown = [(m["shop"], m["buyer"], m["sender"], m["agent"]) for m in given.chats]
    assert shown == [
        ("甲店", "某买家", "buyer", None),
        ("甲店", "某买家", "agent", "甲店:小美"),
        ("甲店", "另一买家", "buyer", None),
        ("甲店", "另一买家", "agent", "甲店"),
    ]


def test_a_transcript_without_a_buyer_is_set_aside(document):
    """
    甲店:小美(2026-10-01 09:30:20): 您好
    """
    given = one(document)
    assert given.chats == []
    assert [reason for _, _, reason in given.reasons] == ["reject.no_buyer"]


def test_a_transcript_in_which_no_agent_speaks_has_the_shop_of_the_file(document):
    """
    某买家(2026-10-01 09:30:12): 在吗
    """
    assert one(document, shop="丙店").chats[0]["shop"] == "丙店"


def test_an_agents_summary_belongs_to_the_shop_in_its_account():
    given = one("日期,旺旺,接待人数,询单人数\n2026-08-01,甲店:美,5,5\n2026-08-01,小丽,5,5\n", shop="丙店")
    assert [(a["shop"], a["agent"]) for a in given.agent_daily] == [("甲店", "甲店:美"), ("丙店", "小丽")]
