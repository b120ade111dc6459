"""The targets of every month: for the company, its shops, departments, roles and persons; most are met, some are missed."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from random import Random

from kpi.demo import headers
from kpi.demo.owners import PRODUCT, SHOP, Owners
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
    Person,
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
OWN_ROWS = {"shipping_error_rate": "shipping_error_rate@person", "consultation_rate": "consultation_rate@product"}
"""Where what persons answer for has rows of its own."""
OWNED = {DESIGNER: ("consultation_rate",), PROMOTER: ("promotion_visitors", "ad_clicks", "new_customers", "ad_roi")}
"""What a role is assessed on over the products, campaigns and shops that each of its people owns."""
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
        """A person's targets: of what they own by that; else the role's for rates, an equal part of it for sums."""
        of_roles = {(row[0], row[2], row[3]): row[4:] for row in self._rows if row[1] == "岗位"}
        of_roles |= {(row[0], PACKER, row[3]): row[4:] for row in self._packers_own_errors()}
        for person in self.stage.staff.people:
            owned = self._of_what_they_own(person)
            for month in self._months:
                days = self.days.months()[month]
                if not any(person.works(day) for day in (days[0], days[-1])):
                    continue
                role = person.job(days[-1]).role
                team = len(self.stage.staff.of(role, days[-1])) or 1
                for metric in LINES[role]:
                    if metric in OWNED.get(role, ()):
                        self._rows += owned.get((month, metric), [])
                        continue
                    share = 0.97 / team if MEASURES[metric].d is None and team > 1 else 1.0
                    easier = 0.92 if person.code == "PH013" and metric not in DOWN else 1.0
                    cells = of_roles.get((month, role, metric), [None])
                    values = [None if cell is None else rounded(float(str(cell)) * share * easier) for cell in cells]
                    if values[0]:
                        self._rows.append([month, "个人", person.code, metric, *values])

    def _of_what_they_own(self, person: Person) -> dict[tuple[str, str], list[list[object]]]:
        """A person's targets of products, campaigns and shops, by month and metric."""
        rng = self.stage.rng(f"targets of {person.code}", 0)
        found: dict[tuple[str, str], list[list[object]]] = defaultdict(list)
        for role, metrics in OWNED.items():
            for metric in metrics if any(job.role == role for job in person.jobs) else ():
                for row in self._targets(rng, metric, "个人", person.code, self._owned_by(person.code)):
                    found[str(row[0]), metric].append(row)
        return found

    def _packers_own_errors(self) -> list[list[object]]:
        """What each packer may get wrong: few parcels are an error's, so all that most of them stay below in most months."""
        monthly: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
        for (day, code), (n, d) in self.truth.raw[OWN_ROWS["shipping_error_rate"]].items():
            if self.stage.staff.role(str(code), int(str(day))) == PACKER:
                cell = monthly[self.days.month[int(str(day))], str(code)]
                cell[0] += n
                cell[1] += d
        rates = sorted(n / d for n, d in monthly.values() if d)
        target = rounded(rates[len(rates) * 5 // 6]) if rates else 0.0
        return [[month, "个人", PACKER, "shipping_error_rate", target, None, None] for month in self._months]

    def _owned_by(self, code: str) -> Keep:
        own = [each for each in self._owners.list if each.code == code]

        def keep(day: int, group: dict[str, object]) -> bool:
            if "person" in group:
                return group["person"] == code
            kind = PRODUCT if "product" in group else SHOP
            things = [each for each in own if each.kind == kind and each.thing == group.get("product", group["shop"])]
            return any(each.since <= day <= (day if each.until is None else each.until) for each in things)

        return keep

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
        name = OWN_ROWS.get(metric, metric) if scope == "个人" else metric
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
        self._rows += self._targets(rng, metric, scope, thing, keep)

    def _targets(self, rng: Random, metric: str, scope: str, thing: str, keep: Keep) -> Iterator[list[object]]:
        """A metric's targets of all months: a sum's by its season, a ratio's once for each half of the time."""
        if metric == "plan_attainment":
            yield from ([month, scope, thing, metric, 1, 0.85, 1.1] for month in self._months)
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
                yield [month, scope, thing, metric, target, *self._limits(metric, target, place, scope)]

    def _limits(self, metric: str, target: float, place: int, scope: str) -> tuple[float | None, float | None]:
        """Floor and stretch: not every target has them, and no share passes the whole."""
        down = metric in DOWN
        floor = rounded(target * (1.5 if down else 0.8)) if place % 2 == 0 else None
        stretch = rounded(target * (0.8 if down else 1.08)) if scope == "公司" else None
        if stretch and target <= 1.0 and not down and MEASURES[metric].d is not None:
            stretch = min(stretch, 1.0)
        return floor, stretch
