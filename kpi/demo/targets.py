"""The targets of every month: for the company, its shops, departments, roles and persons; most are met, some are missed."""

from collections import defaultdict
from collections.abc import Callable
from random import Random

from kpi.demo import headers
from kpi.demo.owners import SHOP, Owners
from kpi.demo.people import (
    AGENT,
    COMPANY,
    DEPARTMENTS,
    DESIGN,
    DESIGN_HEAD,
    DESIGNER,
    MANAGER,
    PACKER,
    PROMOTER,
    PROMOTION,
    PROMOTION_HEAD,
    SERVICE,
    SERVICE_HEAD,
    STORE,
    STORE_HEAD,
    WRITER,
)
from kpi.demo.shops import SHOPS
from kpi.demo.stage import Stage
from kpi.demo.truth import MEASURES

LINES: dict[str, tuple[str, ...]] = {  # what each role is assessed on
    MANAGER: (
        "gmv", "plan_attainment", "paid_orders", "average_order_value", "shop_conversion", "refund_rate", "logistics_cost_ratio",
        "ad_roi",
    ),
    SERVICE_HEAD: (
        "service_quality", "first_response_seconds", "average_response_seconds", "unanswered_rate", "satisfaction_rate",
        "process_completeness", "process_compliance", "shift_completion", "shift_coverage", "assist_completion",
        "consultation_conversion",
    ),
    STORE_HEAD: (
        "process_completeness", "inbound_accuracy", "outbound_accuracy", "stock_accuracy", "shipping_error_rate", "damage_rate",
        "on_time_shipping", "receiving_error_rate", "return_processing_hours", "team_building", "logistics_cost_ratio",
        "cost_per_parcel", "carrier_bill_variance",
    ),
    DESIGN_HEAD: ("process_completeness", "process_compliance", "task_completion", "team_building", "consultation_rate", "shop_conversion"),
    PROMOTION_HEAD: (
        "management_review", "task_completion", "process_completeness", "promotion_visitors", "ad_impressions", "ad_clicks",
        "click_through_rate", "cost_per_click", "ad_spend", "ad_roi", "new_customers", "acquisition_cost", "rule_compliance",
    ),
    AGENT: ("task_completion", "consultation_success"),
    PACKER: ("task_completion", "parcels_packed", "shipping_error_rate", "rule_compliance"),
    DESIGNER: ("task_completion", "task_quality", "first_pass_rate", "consultation_rate"),
    PROMOTER: ("task_completion", "promotion_visitors", "ad_clicks", "new_customers", "ad_roi"),
    WRITER: ("task_completion",),
}  # fmt: skip
ROLES = {
    COMPANY: (MANAGER,), SERVICE: (SERVICE_HEAD, AGENT), STORE: (STORE_HEAD, PACKER), DESIGN: (DESIGN_HEAD, DESIGNER),
    PROMOTION: (PROMOTION_HEAD, PROMOTER, WRITER),
}  # fmt: skip
COMPANY_TOO = (
    "refund_amount", "refund_rate_cohort", "net_sales", "visitors", "consultations", "presale_consultations",
    "consultation_conversion_final", "task_output", "shift_on_time",
)  # fmt: skip
DOWN = {
    "refund_amount", "refund_rate", "refund_rate_cohort", "unanswered_rate", "first_response_seconds", "average_response_seconds",
    "ad_spend", "cost_per_click", "acquisition_cost", "shipping_error_rate", "damage_rate", "receiving_error_rate",
    "return_processing_hours", "logistics_cost_ratio", "cost_per_parcel", "carrier_bill_variance", "logistics_cost",
}  # fmt: skip
BY_PERSON = {"shipping_error_rate": "shipping_error_rate@person"}
Monthly = dict[str, tuple[float, float]]
Keep = Callable[[int, dict[str, object]], bool]


def rounded(value: float) -> float:
    """A number as people set it: three digits of what counts."""
    if value >= 1000:
        digits = 10 ** (len(str(int(value))) - 3)
        return float(round(value / digits) * digits)
    return round(value, 4 if value < 0.05 else 3 if value < 1 else 2 if value < 10 else 1)


class Targets:
    """Sets targets from what happened, as a department that knows its business would have."""

    def __init__(self, stage: Stage, owners: Owners) -> None:
        self.stage, self.days, self.truth, self._owners = stage, stage.days, stage.truth, owners
        self._months = list(self.days.months())
        self._elapsed = {month: self.days.elapsed(month) for month in self._months}
        self._rows: list[list[object]] = []

    def rows(self) -> list[list[object]]:
        """目标: all of them, as rows of the sheet."""
        rng = self.stage.rng("targets", 0)
        everything = dict.fromkeys([metric for lines in LINES.values() for metric in lines] + list(COMPANY_TOO))
        for metric in everything:
            self._set(rng, metric, "公司", "", lambda _day, _group: True)
        self._shops(rng)
        for department in DEPARTMENTS:
            for metric in dict.fromkeys(metric for role in ROLES[department] for metric in LINES[role]):
                self._set(rng, metric, "部门", department, self._in_department(department))
        for role, lines in LINES.items():
            for metric in lines:
                self._set(rng, metric, "岗位", role, self._in_role(role))
        self._persons()
        return [list(headers.TARGETS), *self._rows]

    def plan(self) -> None:
        """Count the plan: a month's GMV target lies evenly on its days."""
        for month, scope, thing, metric, target, *_ in self._rows:
            if metric == "gmv" and scope == "公司":
                self._spread(str(month), str(thing), float(str(target)))

    def _spread(self, month: str, shop: str, target: float) -> None:
        a_day = round(target * 10**12) // self.days.days_in(month)
        for day in self.days.months()[month]:
            if not shop:
                sold = sum(self.truth.raw["gmv"].get((day, each.name), [0])[0] for each in SHOPS)
                self.truth.add("plan_attainment", (day,), sold, a_day)
            else:
                sold = self.truth.raw["gmv"].get((day, shop), [0])[0]
                self.truth.add("plan_attainment@shop", (day, shop), sold, a_day)

    def _shops(self, rng: Random) -> None:
        for shop in SHOPS:
            self._set(rng, "gmv", "公司", shop.name, self._in_shop(shop.name))

    def _persons(self) -> None:
        """A person's targets: the role's for rates; their own for sums, as an equal part or of what they own."""
        role_targets = {(row[0], row[2], row[3]): row for row in self._rows if row[1] == "岗位"}
        for person in self.stage.staff.people:
            shops = {each.thing for each in self._owners.list if each.code == person.code and each.kind == SHOP}
            for month in self._months:
                days = self.days.months()[month]
                if not any(person.works(day) for day in (days[0], days[-1])):
                    continue
                role = person.job(days[-1]).role
                team = len(self.stage.staff.of(role, days[-1])) or 1
                for metric in LINES[role]:
                    of_role = role_targets.get((month, role, metric))
                    if of_role is None:
                        continue
                    share = 1.0
                    if MEASURES[metric].d is None and team > 1:
                        share = 0.97 / team
                        if metric in {"promotion_visitors", "new_customers"}:
                            share = sum(shop.share for shop in SHOPS if shop.name in shops)
                    easier = 0.92 if person.code == "PH013" and metric not in DOWN else 1.0
                    values = [
                        None if cell is None else rounded(float(str(cell)) * share * easier) for cell in of_role[4:]
                    ]
                    if values[0]:
                        self._rows.append([month, "个人", person.code, metric, *values])

    def _in_shop(self, shop: str) -> Keep:
        return lambda _day, group: group["shop"] == shop

    def _in_department(self, department: str) -> Keep:
        staff = self.stage.staff
        return lambda day, group: "person" not in group or staff.department(str(group["person"]), day) == department

    def _in_role(self, role: str) -> Keep:
        """A head answers for the department; everybody else for what they did."""
        for department, roles in ROLES.items():
            if role == roles[0]:
                return self._in_department(department) if role != MANAGER else lambda _day, _group: True
        staff = self.stage.staff
        return lambda day, group: "person" not in group or staff.role(str(group["person"]), day) == role

    def _monthly(self, metric: str, scope: str, keep: Keep) -> Monthly:
        kind = MEASURES[metric]
        name = metric if scope == "公司" else BY_PERSON.get(metric, metric)
        if "person" not in MEASURES[name].dims:
            name = metric
        dims = MEASURES[name].dims
        sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for key, (n, d) in self.truth.raw[name].items():
            day = key[0]
            assert isinstance(day, int)
            if keep(day, dict(zip(dims, key[1:], strict=True))):
                cell = sums[self.days.month[day]]
                cell[0] += n / kind.n
                cell[1] += d / (kind.d or 1)
        return {month: (n, d) for month, (n, d) in sums.items()}

    def _set(self, rng: Random, metric: str, scope: str, thing: str, keep: Keep) -> None:
        """Set a metric's targets for all months: a sum's by its season, a ratio's once for each half of the time."""
        if metric == "plan_attainment":
            self._rows += [[month, scope, thing, metric, 1, 0.85, 1.1] for month in self._months]
            return
        monthly, down = self._monthly(metric, scope, keep), metric in DOWN
        usual = sorted(n / d for n, d in monthly.values() if n and d)
        ease = 1.0
        for place, month in enumerate(self._months):
            if MEASURES[metric].d is None:
                expected = monthly.get(month, (0.0, 0.0))[0] / self._elapsed[month]
                ease = rng.uniform(0.9, 0.985) if rng.random() < 0.7 else rng.uniform(1.01, 1.12)
            else:
                expected = usual[len(usual) // 2] if usual else 0.0
                ease = rng.uniform(0.95, 0.995) if place % 7 == 0 else ease
            if expected:
                target = rounded(expected / ease if down else expected * ease)
                self._rows.append([month, scope, thing, metric, target, *self._limits(metric, target, place, scope)])

    def _limits(self, metric: str, target: float, place: int, scope: str) -> tuple[float | None, float | None]:
        """Floor and stretch: not every target has them, and no share passes the whole."""
        down = metric in DOWN
        floor = rounded(target * (1.5 if down else 0.8)) if place % 2 == 0 else None
        stretch = rounded(target * (0.8 if down else 1.08)) if scope == "公司" else None
        if stretch and target <= 1.0 and not down and MEASURES[metric].d is not None:
            stretch = min(stretch, 1.0)
        return floor, stretch
