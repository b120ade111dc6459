"""A small file of each layout, the same on every day: `data/sample`, made by what makes the demo."""

import datetime as dt
from pathlib import Path

from kpi.demo import sample_orders, sample_service, sample_sheets
from kpi.demo.calendar import Days
from kpi.demo.files import Tree


def samples(folder: Path) -> None:
    """Write a handful of rows of each layout, of October 2026, that fit together."""
    days = Days(dt.date(2026, 11, 1), 1)
    tree = Tree(folder, dt.datetime(2026, 11, 1, 9), packed=False)  # noqa: DTZ001 (a file's time has no zone)
    orders = sample_orders.orders()
    sample_orders.write(tree, days, orders)
    sample_service.write(tree)
    sample_sheets.write(tree, days, orders)
