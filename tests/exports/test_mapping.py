"""A file that no layout knows: what it is proposed to be, and the layout that makes it known."""

import json
from pathlib import Path

import pytest

from kpi import exports, words
from kpi.engine import duck
from kpi.exports import mapping, newlayout
from kpi.exports.layout import LayoutBroken, layouts, read
from kpi.exports.recognise import UnknownHeader
from tests.exports.reading import found
from tests.exports.taking import one, plain, table

HERE = Path(__file__).parent
LABEL = {"zh": "小红书订单", "en": "RED orders"}
ORDERS = """小红书商家后台
订单号码,会员昵称,用户支付金额(元),下单时间,支付时间,收货省份,订单状态
P001,小明,"1,299.00",2026-08-01 10:00:00,2026-08-01 10:05:00,上海,已完成
P002,小红,58.50,2026-08-01 11:00:00,,北京,待付款
"""
EVIL = """label = { zh = "x" }
entity = "shops"
[recognise]
columns = ["a"]
[column]
shop = { sql = "1) from x; drop table y" }
"""


def fields(proposal: mapping.Proposal) -> dict[str, str | None]:
    return {match.header: match.field for match in proposal.matches}


def test_an_unknown_order_list_is_proposed_to_be_orders():
    with pytest.raises(UnknownHeader):
        exports.sheets(found(ORDERS.encode()))
    proposal = mapping.propose(found(ORDERS.encode()))
    assert (proposal.entity, proposal.header_row, proposal.missing) == ("orders", 2, ())
    assert fields(proposal) == {
        "订单号码": "order_id",
        "会员昵称": "buyer",
        "用户支付金额(元)": "paid_amount",
        "下单时间": "created_at",
        "支付时间": "paid_at",
        "收货省份": None,
        "订单状态": "status",
    }
    assert {match.header for match in proposal.unsure} <= {"会员昵称", "订单号码", "用户支付金额(元)"}
    assert proposal.matches[2].samples == ("1,299.00", "58.50")


def test_what_the_cells_say_counts_as_much_as_the_header():
    """A column called like an amount that holds no amounts is not one."""
    data = ORDERS.replace('"1,299.00"', "很多").replace("58.50", "不少")
    assert fields(mapping.propose(found(data.encode()), "orders"))["用户支付金额(元)"] is None


def test_a_written_layout_makes_the_file_known(tmp_path):
    proposal = mapping.propose(found(ORDERS.encode()))
    path = newlayout.write(proposal, "red_orders", LABEL, tmp_path / "layouts", platforms=["小红书"])
    assert path.read_text("utf-8").startswith("# 订单号码,会员昵称,")
    assert "小明" not in path.read_text("utf-8")
    (sheet,) = exports.sheets(found(ORDERS.encode()), own=tmp_path / "layouts")
    con = duck.scratch()
    taken = exports.take(con, sheet, 1, lambda _sheet: "小红书店")
    assert (taken.rows, taken.skipped, taken.quarantined) == (3, 1, 0)
    first, second = table(con, taken.tables["orders"])
    assert (first["order_id"], plain(first["paid_amount"]), first["platform"]) == ("P001", "1299", "小红书")
    assert (second["paid_at"], second["paid_amount"], second["x:收货省份"]) == (None, None, "北京")


def test_a_person_decides_where_the_proposal_is_not_sure(tmp_path):
    proposal = mapping.propose(found(ORDERS.encode()))
    choices = {"会员昵称": None, "收货省份": "buyer"}
    path = newlayout.write(proposal, "red_orders", LABEL, tmp_path, choices=choices, platforms=["小红书"])
    assert read(path, ours=False).column["buyer"].headers == ("收货省份",)


def test_a_mapping_without_a_needed_field_is_refused(tmp_path):
    proposal = mapping.propose(found(ORDERS.replace("支付时间", "甲乙丙").encode()), "orders")
    assert proposal.missing == ("paid_at",)
    with pytest.raises(newlayout.MappingIncomplete) as caught:
        newlayout.write(proposal, "red_orders", LABEL, tmp_path)
    assert caught.value.fields["fields"] == "paid_at, platform"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["taobao_orders", "../evil", "Big", "", "a"])
def test_a_layouts_name_is_plain_and_its_own(tmp_path, name):
    with pytest.raises(newlayout.NotALayoutName):
        newlayout.write(mapping.propose(found(ORDERS.encode())), name, LABEL, tmp_path)


def test_a_file_without_a_header_can_not_be_mapped():
    with pytest.raises(mapping.NothingToMap) as caught:
        mapping.propose(found(b"1,2\n3,4\n"))
    assert "a.csv" in words.tell(caught.value)


def test_a_departments_layout_holds_no_sql(tmp_path):
    evil = tmp_path / "evil.toml"
    evil.write_text(EVIL, encoding="utf-8")
    with pytest.raises(LayoutBroken):
        layouts(tmp_path)
    evil.write_text("label = ", encoding="utf-8")
    with pytest.raises(LayoutBroken) as caught:
        layouts(tmp_path)
    assert caught.value.fields["file"] == "evil.toml"


def test_quotes_in_headers_stay_quotes(tmp_path):
    header = '订单号,下单时间,支付时间,支付金额,"a""b\'];[x"'
    data = f'{header}\nP1,2026-08-01 10:00,2026-08-01 10:00,5,"\'); drop table x; --"\n'.encode()
    proposal = mapping.propose(found(data), "orders")
    newlayout.write(proposal, "odd_orders", LABEL, tmp_path, choices={"a\"b'];[x": "status"}, platforms=["它's"])
    (sheet,) = exports.sheets(found(data), own=tmp_path)
    con = duck.scratch()
    taken = exports.take(con, sheet, 1, lambda _sheet: "甲'店")
    (order,) = table(con, taken.tables["orders"])
    assert (order["status"], order["shop"], order["platform"]) == (
        "'); drop table x; --".removeprefix("'"),
        "甲'店",
        "它's",
    )


@pytest.mark.parametrize("layout", [name for name, one in layouts().items() if one.entity in mapping.entities()])
def test_the_headers_of_a_known_layout_are_proposed_as_its_own_fields(layout):
    """What is known needs no asking: each listed column comes out as its field, with full confidence."""
    (sample,) = [path for path in HERE.glob(f"{layout}.*") if path.suffix != ".json"]
    (sheet,) = exports.sheets(found(sample.read_bytes(), sample.name))
    proposal = mapping.propose(found(sample.read_bytes(), sample.name), sheet.layout.entity)
    assert proposal.header_row == sheet.place.row
    by_index = {match.index: match for match in proposal.matches}
    for name, (column, index) in sheet.places.items():
        if name in sheet.layout.column and not column.sql:
            match = by_index[index]
            assert name in {match.field, *match.others}
    assert json.dumps([match.header for match in proposal.matches])


def test_one_layout_of_a_department_stands_beside_the_products_own(tmp_path):
    newlayout.write(mapping.propose(found(ORDERS.encode())), "red_orders", LABEL, tmp_path, platforms=["小红书"])
    assert set(layouts(tmp_path)) == {*layouts(), "red_orders"}
    assert one("店铺,平台\n甲店,天猫\n").layout == "shops"
