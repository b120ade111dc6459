"""Every metric of kpis.md: its lines, what it can be parted by, and the source that bounds it where it is a count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tests.oracle import chats, orders, traffic, warehouse, work
from tests.oracle.lines import Line
from tests.oracle.traffic import as_denominator
from tests.oracle.world import World

Make = Callable[[World], list[Line]]

SHOP = ("shop", "platform")
PERSON = ("person", "department", "role")


@dataclass(frozen=True)
class Metric:
    """A metric.

    Attributes:
        lines: what makes its lines.
        dimensions: what parts them, beside day.
        source: the source that bounds a count or a sum; None for a ratio.
        owned: what its rows belong to in the scope owned.
        other: other lines, for questions that the first ones don't answer.
        other_by: dimensions (and the scope owned) that are answered from the other lines.
        other_dimensions: what these have.
        plan: whether the other lines are what shops are to sell, and the first ones what all are.
    """

    lines: Make
    dimensions: tuple[str, ...]
    source: str | None = None
    owned: str | None = "shop"
    other: Make | None = None
    other_by: tuple[str, ...] = ()
    other_dimensions: tuple[str, ...] = ()
    plan: bool = False

    @property
    def all_dimensions(self) -> tuple[str, ...]:
        """All that can be asked by, though not all together."""
        return tuple(dict.fromkeys((*self.dimensions, *self.other_dimensions)))


def over(n: Make, d: Make) -> Make:
    """A ratio over two facts: the lines of both, the second below."""
    return lambda world: n(world) + as_denominator(d(world))


def ratio_of_orders(n: Make) -> Make:
    """Over gmv."""
    return over(n, orders.gmv)


def ad(n: str, d: str | None = None) -> Metric:
    """A figure of the ads."""
    source = None if d else "ads"
    return Metric(lambda w: traffic.ads(w, n, d), (*SHOP, *PERSON, "campaign"), source, owned="campaign")


def talk(lines: Make, source: str | None = None) -> Metric:
    """A figure of the consultations."""
    return Metric(lines, (*SHOP, *PERSON), source)


def desk(lines: Make, *dimensions: str) -> Metric:
    """A figure of people's work, of no shop."""
    return Metric(lines, (*PERSON, *dimensions), owned=None)


PARCEL = (*SHOP, "warehouse", "carrier")

METRICS: dict[str, Metric] = {
    # consultations
    "consultations": Metric(
        chats.all_rows,
        (*SHOP, *PERSON),
        "chats",
        owned="product",
        other=chats.all_rows,
        other_by=("product", "owned"),
        other_dimensions=(*SHOP, "product"),
    ),
    "presale_consultations": talk(chats.presale_rows, "chats"),
    "consultation_conversion": talk(chats.conversion_next_day),
    "consultation_conversion_final": talk(chats.conversion_final),
    "consultation_success": talk(chats.success),
    "consultation_rate": Metric(
        over(lambda w: [Line(x.day, x.n, shop=x.shop) for x in chats.all_rows(w)], traffic.visitors),
        SHOP,
        owned="product",
        other=traffic.rows_by_product,
        other_by=("product", "owned"),
        other_dimensions=(*SHOP, "product"),
    ),
    "unanswered_rate": talk(chats.unanswered),
    "first_response_seconds": talk(chats.first_response),
    "average_response_seconds": talk(chats.average_response),
    "satisfaction_rate": Metric(chats.satisfaction, (*SHOP, *PERSON)),
    # orders and traffic
    "gmv": Metric(orders.gmv, SHOP, "orders"),
    "paid_orders": Metric(orders.paid_orders, SHOP, "orders"),
    "average_order_value": Metric(orders.order_value, SHOP),
    "refund_amount": Metric(orders.refunds, SHOP, "orders"),
    "refund_rate_cohort": Metric(ratio_of_orders(orders.cohort_refunds), SHOP),
    "net_sales": Metric(orders.net_sales, SHOP, "orders"),
    "refund_rate": Metric(ratio_of_orders(orders.refunds), SHOP),
    "visitors": Metric(traffic.visitors, SHOP, "shop_traffic"),
    "shop_conversion": Metric(over(orders.paying_buyers, traffic.visitors), SHOP),
    "new_customers": Metric(orders.new_customers, SHOP, "orders"),
    "promotion_visitors": Metric(traffic.promotion_visitors, (*SHOP, "source"), "source_traffic"),
    "ad_impressions": ad("impressions"),
    "ad_clicks": ad("clicks"),
    "ad_spend": ad("spend"),
    "click_through_rate": ad("clicks", "impressions"),
    "cost_per_click": ad("spend", "clicks"),
    "ad_roi": ad("revenue", "spend"),
    "acquisition_cost": Metric(
        over(lambda w: traffic.ads(w, "spend"), orders.new_customers), SHOP, owned="campaign or shop"
    ),
    "plan_attainment": Metric(
        lambda w: orders.gmv(w) + orders.plans(w),
        (),
        other=lambda w: orders.gmv(w) + orders.shop_plans(w),
        other_by=("shop", "platform", "owned"),
        other_dimensions=SHOP,
        plan=True,
    ),
    # warehouse and logistics
    "shipping_error_rate": Metric(
        warehouse.error_rate,
        PARCEL,
        other=warehouse.error_rate_by_people,
        other_by=PERSON,
        other_dimensions=(*PARCEL, *PERSON),
    ),
    "damage_rate": Metric(warehouse.damage_rate, PARCEL),
    "outbound_accuracy": Metric(warehouse.outbound, PARCEL),
    "inbound_accuracy": desk(lambda w: warehouse.receipts(w, 1, 0), "warehouse"),
    "receiving_error_rate": desk(lambda w: warehouse.receipts(w, 0, 1), "warehouse"),
    "stock_accuracy": desk(warehouse.stock, "warehouse"),
    "on_time_shipping": Metric(warehouse.on_time, SHOP),
    "order_picking": Metric(lambda w: warehouse.step(w, "picked", None), SHOP),
    "order_packing": Metric(lambda w: warehouse.step(w, "packed", "picked"), SHOP),
    "order_shipping": Metric(lambda w: warehouse.step(w, "shipped", "packed"), SHOP),
    "order_returns": Metric(lambda w: warehouse.step(w, "returned", "shipped"), SHOP),
    "return_processing_hours": Metric(warehouse.return_hours, (*SHOP, *PERSON)),
    "parcels_packed": Metric(warehouse.packed, (*PARCEL, *PERSON), "shipments"),
    "logistics_cost": Metric(warehouse.fees, PARCEL, "carrier_bills"),
    "logistics_cost_ratio": Metric(ratio_of_orders(warehouse.fees), SHOP),
    "cost_per_parcel": Metric(partial(warehouse.fees, parcels_below=True), PARCEL),
    "carrier_bill_variance": Metric(warehouse.bill_variance, PARCEL),
    # work, shifts, norms, reviews
    "task_completion": desk(work.completion, "kind"),
    "tasks_done": desk(work.finished, "kind"),
    "assist_completion": desk(work.assist, "kind"),
    "task_output": desk(work.output, "kind"),
    "task_quality": desk(work.quality, "kind"),
    "first_pass_rate": desk(work.first_pass, "kind"),
    "shift_completion": Metric(work.shift_completion, (*SHOP, *PERSON)),
    "shift_on_time": Metric(work.shift_on_time, (*SHOP, *PERSON)),
    "shift_coverage": Metric(chats.shift_coverage, (*SHOP, *PERSON)),
    "process_completeness": desk(lambda w: work.checklist(w, "流程规范")),
    "process_compliance": desk(lambda w: work.checklist(w, "规范落实")),
    "team_building": desk(lambda w: work.checklist(w, "团队建设")),
    "rule_compliance": desk(lambda w: work.checklist(w, "规章制度")),
    "service_quality": desk(lambda w: work.review(w, "客服质量")),
    "management_review": desk(lambda w: work.review(w, "管理评分")),
}
