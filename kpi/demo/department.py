"""Plays the demo department day by day and writes its exports."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

from kpi.demo import sheets
from kpi.demo.ads import Ads
from kpi.demo.desk import Desk
from kpi.demo.files import GBK
from kpi.demo.flaws import ruin
from kpi.demo.orders import Orders
from kpi.demo.owners import Owners
from kpi.demo.stage import Stage
from kpi.demo.targets import Targets
from kpi.demo.traffic import Traffic
from kpi.demo.truth import Truth
from kpi.demo.visits import Visits
from kpi.demo.warehouse import Warehouse
from kpi.demo.work import Work

Progress = Callable[[str, float], None]


def write(
    folder: Path,
    *,
    months: int = 14,
    scale: float = 1,
    seed: int = 1,
    today: dt.date,
    progress: Progress | None = None,
) -> Truth:
    """Write a believable department's exports and say what they must come to.

    Args:
        folder: where the files go; made where it is missing.
        months: how many months, the running one included; the last day is yesterday.
        scale: 1 is about 60,000 orders and 40,000 consultations in 14 months.
        seed: the same seed, days and scale give the same files.
        today: the day on which the exports are made.
        progress: told the month being written and the share already done.

    Returns:
        The planted truth, n and d of every metric by day and group.
    """
    stage = Stage(folder, today, months, scale, seed)
    owners = Owners(stage.days, stage.staff)
    orders, desk, ads = Orders(stage), Desk(stage), Ads(stage, owners)
    visits, warehouse = Visits(stage, owners, orders, desk), Warehouse(stage, orders)
    traffic = Traffic(stage, orders, desk, ads)
    for month, days in stage.days.months().items():
        if progress:
            progress(month, days.start / stage.days.count)
        for day in days:
            stage.roster.begin(day, stage.rng("roster", day))
            visits.day(day)
            warehouse.day(day)
            ads.day(day)
            traffic.day(day)
            desk.close_day(day)
            orders.close_day(day)
        traffic.close_month(month)
        stage.tree.close(month)
        quarter = stage.days.quarter[days[-1]]
        if quarter != stage.days.quarter[days[-1] + 1] or days[-1] + 1 == stage.days.count:
            ads.close_quarter(quarter)
            warehouse.bills.close_quarter(quarter)
            stage.tree.close(quarter)
    orders.finish()
    stage.tree.close()
    _own_sheets(stage, owners)
    ruin(stage)
    if progress:
        progress(stage.days.month[stage.days.count - 1], 1.0)
    return stage.truth


def _own_sheets(stage: Stage, owners: Owners) -> None:
    """The sheets that the department keeps itself; targets last, for they look at all the rest."""
    Work(stage).write()
    targets = Targets(stage, owners)
    rows = targets.rows()
    targets.plan()
    days = stage.days
    book: list[tuple[str, Sequence[Sequence[object]]]] = [
        ("店铺", sheets.shops()),
        ("员工", sheets.staff(stage.staff, days)),
        ("所辖", sheets.assignments(owners, days)),
        ("目标", rows),
    ]
    stage.tree.workbook("部门/部门资料.xlsx", book)
    stage.tree.text("部门/排班.csv", sheets.shifts(stage.roster.shifts, days), GBK)
