"""The demo's generator: the same from the same seed, of the promised size, and as the platforms write."""

import csv
import io
import os
import subprocess
import sys
import zipfile
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal

import pytest

from kpi.demo import write
from kpi.demo.calendar import Days, season
from kpi.demo.people import PAY, Staff
from kpi.demo.targets import LINES
from kpi.demo.truth import MEASURES

TODAY = date(2026, 7, 10)
FLAGSHIP, JD, SITE, OUTLET = "朴禾旗舰店", "朴禾京东店", "朴禾官网", "朴禾食品专营店"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A small demo of three months: its folder and its truth."""
    folder = tmp_path_factory.mktemp("demo") / "exports"
    return folder, write(folder, months=3, scale=0.1, seed=5, today=TODAY)


def table(path, encoding):
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(encoding), newline="")))


def flagship_orders(folder):
    """Every order of the flagship by its number, the newest export last."""
    orders = {}
    for path in sorted(folder.glob(f"{FLAGSHIP}/**/ExportOrderList*.csv"), key=lambda path: path.name):
        orders |= {row["订单编号"]: row for row in table(path, "gbk")}
    return orders


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ------------------------------------------------------------------------------------------------ the same again


def test_the_same_seed_writes_the_same_bytes_whatever_the_order_of_sets(tmp_path):
    """Two processes whose hashes differ."""
    code = (
        "import sys, datetime, pathlib; from kpi.demo import write; folder = pathlib.Path(sys.argv[1]);"
        "write(folder / 'exports', months=2, scale=0.02, seed=3, today=datetime.date(2026, 3, 9))"
        ".save(folder / 'truth.json')"
    )
    for number in ("1", "2"):
        (tmp_path / number).mkdir()
        environment = os.environ | {"PYTHONHASHSEED": number}
        subprocess.run([sys.executable, "-c", code, str(tmp_path / number)], env=environment, check=True)
    assert contents(tmp_path / "1") == contents(tmp_path / "2")


def test_another_seed_writes_other_files(tmp_path):
    for seed in (1, 2):
        write(tmp_path / str(seed), months=1, scale=0.02, seed=seed, today=TODAY)
    one, other = contents(tmp_path / "1"), contents(tmp_path / "2")
    assert one[f"{JD}/京东订单_2026-07.csv"] != other[f"{JD}/京东订单_2026-07.csv"]


# ------------------------------------------------------------------------------------------------ size and shape


def test_scale_one_is_60000_orders_and_40000_consultations_in_14_months(demo):
    """A tenth of that in three months, of which one has ten days."""
    _, truth = demo
    days = (TODAY - date(2026, 5, 1)).days
    orders, consultations = (truth.total(name)[0] for name in ("paid_orders", "consultations"))
    assert orders * 10 / days * 425 == pytest.approx(60_000, rel=0.12)
    assert consultations * 10 / days * 425 == pytest.approx(40_000, rel=0.12)


def test_months_count_back_from_yesterday():
    days = Days(date(2026, 7, 1), 14)
    assert (days.first, days.last) == (date(2025, 5, 1), date(2026, 6, 30))
    assert list(days.months())[-1] == "2026-06"


@pytest.mark.parametrize(
    ("today", "months"), [("2026-05-02", 1), ("2026-05-01", 1), ("2026-03-01", 2), ("2027-02-08", 3)]
)
def test_any_day_and_number_of_months_will_do(tmp_path, today, months):
    truth = write(tmp_path, months=months, scale=0.01, today=date.fromisoformat(today))
    assert (truth.last - date.fromisoformat(today)).days == -1
    assert truth.total("shift_completion")[1] > 0


def test_festivals_are_busy_and_new_year_is_quiet():
    ordinary = season(date(2026, 8, 4))
    assert season(date(2025, 11, 11)) > season(date(2026, 6, 18)) > ordinary > season(date(2026, 2, 17))


def test_there_are_people_of_all_ten_roles_a_mover_a_joiner_and_leavers():
    days = Days(TODAY, 14)
    staff = Staff(days)
    assert 25 <= len(staff.people) <= 35
    assert {job.role for person in staff.people for job in person.jobs} == set(PAY) == set(LINES)
    assert len({person.name for person in staff.people}) == len(staff.people)
    assert [person.name for person in staff.people if len({job.department for job in person.jobs}) > 1]
    assert [person.name for person in staff.people if person.joined > 0]
    assert [person.name for person in staff.people if person.left is not None and person.left > 0]


def test_progress_ends_at_the_whole(tmp_path):
    told = []
    write(tmp_path, months=2, scale=0.01, today=TODAY, progress=lambda what, share: told.append((what, share)))
    assert told[0] == ("2026-06", 0.0)
    assert told[-1] == ("2026-07", 1.0)
    assert [share for _, share in told] == sorted(share for _, share in told)


def test_every_month_has_targets_of_all_scopes(department):
    """Every metric on which somebody is assessed has a company's target, and so has every month."""
    from kpi.engine import versions

    with versions.reading(department) as (con, _):
        rows = con.execute("select scope, metric, count(distinct month) from current.targets group by all").fetchall()
    by_scope = defaultdict(dict)
    for scope, metric, months in rows:
        by_scope[scope][metric] = months
    assert set(by_scope) == {"company", "department", "role", "person"}
    assessed = {metric for lines in LINES.values() for metric in lines}
    assert not assessed - set(by_scope["company"])
    assert by_scope["company"]["gmv"] == 14


# ------------------------------------------------------------------------------------------------ as platforms write


def test_taobao_writes_gbk_with_every_cell_quoted_and_numbers_guarded(demo):
    paths = sorted(demo[0].glob(f"{FLAGSHIP}/ExportOrderList*.csv"))
    assert [path.stem[-12:] for path in paths] == ["202607100900", "202607100901", "202607100902"]
    head, first = paths[0].read_bytes().decode("gbk").split("\r\n")[:2]
    assert head.startswith('"订单编号","买家会员名"')
    assert '"收货地址 "' in head
    assert '"订单付款时间 "' in head
    assert first.startswith('"=""41027')
    assert ",\"'13" in first
    assert first.count('","') == head.count('","')


def test_what_is_left_and_what_went_back_make_the_total(demo):
    """买家实际支付金额 is net of refunds, as in real exports."""
    for row in flagship_orders(demo[0]).values():
        if row["订单付款时间 "] and "退款金额" in row:
            assert Decimal(row["买家实际支付金额"]) + Decimal(row["退款金额"]) == Decimal(row["总金额"])


def test_the_newest_export_of_an_order_is_the_true_one(demo):
    folder, truth = demo
    [old] = folder.glob(f"{FLAGSHIP}/补导/*.csv")
    then, now = {row["订单编号"]: row for row in table(old, "gbk")}, flagship_orders(folder)
    assert not then.keys() - now.keys()
    assert any(row["订单状态"] != now[number]["订单状态"] for number, row in then.items())
    paid = sum(Decimal(row["总金额"]) for row in now.values() if row["订单付款时间 "])
    assert paid == truth.total("gmv", shop=FLAGSHIP)[0]


def test_jd_repeats_an_order_on_each_of_its_lines(demo):
    folder, truth = demo
    lines, amounts = Counter(), {}
    for path in folder.glob(f"{JD}/京东订单_*.csv"):
        for row in table(path, "gbk"):
            assert "" in row  # the empty last column
            if "E+" not in row["订单号"]:
                lines[row["订单号"]] += 1
                amounts[row["订单号"]] = Decimal(row["应付金额"]) if row["付款确认时间"] else Decimal(0)
    assert max(lines.values()) > 1
    assert sum(amounts.values()) == truth.total("gmv", shop=JD)[0]


def test_the_site_tells_an_order_once_and_its_times_with_their_offset(demo):
    folder, truth = demo
    rows = [row for path in folder.glob(f"{SITE}/orders_export_*.csv") for row in table(path, "utf-8")]
    heads = [row for row in rows if row["Total"] and "-32 " not in row["Created at"]]
    assert len(rows) > len(heads)
    assert {row["Created at"][-5:] for row in heads} == {"+0000", "+0800"}
    paid = [row for row in heads if row["Paid at"]]
    assert {row["Currency"] for row in paid} == {"CNY", "USD"}
    assert sum(Decimal(row["Total"]) for row in paid if row["Currency"] == "CNY") == truth.total("gmv", shop=SITE)[0]
    assert len(paid) == truth.total("paid_orders", shop=SITE)[0]


def test_the_outlet_has_the_short_report_without_buyers(demo):
    folder, truth = demo
    rows = [row for path in folder.glob(f"{OUTLET}/订单报表_*.csv") for row in table(path, "utf-8")]
    assert "买家会员名" not in rows[0]
    assert sum(Decimal(row["总金额"]) for row in rows if row["订单付款时间 "]) == truth.total("gmv", shop=OUTLET)[0]
    refunds = sum(Decimal(row["退款金额"]) for row in rows)
    assert refunds > 0


def test_a_chat_has_a_row_a_message_with_robots_and_strangers(demo):
    folder, truth = demo
    senders, buyers, agents = Counter(), set(), set()
    for path in sorted(folder.glob("客服/聊天记录_*")):
        text = path.read_bytes()
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                text = archive.read(archive.namelist()[0])
        for row in csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")):
            senders[row["发送方"]] += 1
            if row["发送方"] == "买家":
                buyers.add((row["店铺"], row["买家"], row["时间"][:10]))
            if row["发送方"] == "客服":
                agents.add(row["客服"])
    assert senders.keys() == {"买家", "客服", "机器人"}
    assert len(buyers) == truth.total("consultations")[0]
    known = {account for person in Staff(Days(TODAY, 3)).people for account in person.account.values()}
    assert len(agents - known) == 1


def test_totals_stand_among_the_rows_where_platforms_put_them(demo):
    folder, _ = demo
    assert "合计" in (folder / f"{JD}/京东快车_2026Q2.csv").read_bytes().decode("gbk").splitlines()[-1]
    assert "合计" in (folder / "物流/账单_顺丰速运_2026Q2.csv").read_bytes().decode("gbk").splitlines()[-1]
    assert (folder / "流量/来源_2026-06.xls").read_bytes().startswith(b"<html")


def test_some_days_of_a_source_are_missing(demo):
    _, truth = demo
    days = truth.groups("visitors", ("day",), shop=SITE)
    assert len(days) == (TODAY - truth.first).days - 2


# ------------------------------------------------------------------------------------------------ the stories


def test_the_bad_week_of_the_warehouse_shows(demo):
    _, truth = demo
    week = date(2026, 6, 8), date(2026, 6, 13)
    late, all_ = truth.total("on_time_shipping", *week), truth.total("on_time_shipping")
    assert late[0] / late[1] < Decimal("0.8") < all_[0] / all_[1]


def test_the_failing_campaign_costs_more_than_it_brings(demo):
    campaigns = demo[1].groups("ad_roi", ("campaign",))
    roi = sorted(n / d for n, d in campaigns.values())
    assert roi[0] < 1 < roi[1]


def test_strong_and_weak_people_can_be_told_apart(demo):
    by_person = demo[1].groups("consultation_success", ("person",))
    rate = {code: n / d for (code,), (n, d) in by_person.items()}
    assert rate["PH006"] > rate["PH012"] + Decimal("0.08")


def test_the_truth_agrees_with_itself(demo):
    def total(name):
        return demo[1].total(name)

    assert total("net_sales")[0] == total("gmv")[0] - total("refund_amount")[0]
    assert total("refund_rate") == (total("refund_amount")[0], total("gmv")[0])
    assert total("unanswered_rate")[1] == total("consultations")[0] == total("consultation_rate")[0]
    assert total("consultation_rate")[1] == total("visitors")[0]
    assert total("consultation_conversion")[1] == total("presale_consultations")[0]
    assert total("consultation_success")[0] <= total("consultation_conversion")[0]
    assert total("shipping_error_rate")[1] == total("parcels_packed")[0]
    assert total("inbound_accuracy")[0] + total("receiving_error_rate")[0] == total("inbound_accuracy")[1]
    assert set(demo[1].raw) == set(MEASURES)
    assert all(demo[1].raw.values())


def test_the_truth_can_be_asked_by_day_month_and_group(demo):
    _, truth = demo
    months = truth.groups("gmv", ("month", "shop"))
    june = truth.groups("gmv", ("day",), date(2026, 6, 1), date(2026, 6, 30), shop=JD)
    assert len(june) == 30
    assert months["2026-06", JD][0] == sum(n for n, _ in june.values())
    assert truth.total("gmv", shop="nobody's") == (0, None)
