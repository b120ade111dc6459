"""Hypothesis strategies: small worlds of canonical rows, settings, and questions about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.oracle import METRICS, Metric, Scope
from tests.oracle_chance import CARRIERS, DEPARTMENTS, NEAR, PEOPLE, PRODUCTS, ROLES, SHOPS, WAREHOUSES, Row
from tests.oracle_random import Department, numbered

Rows = dict[str, list[Row]]
Draw = st.DrawFn

FIRST, LAST = date(2026, 12, 1), date(2027, 1, 31)
ALWAYS = ("shops", "staff", "assignments")


@st.composite
def worlds(draw: Draw, entities: Sequence[str] | None = None, most: int = 60) -> Rows:
    """Canonical rows of a department, as dict entity → rows; with `entities` the others are empty.

    The rows come from one random number; which of them stay is drawn row by row, so a failing world shrinks to the rows
    that it needs. Shops, staff and assignments are always there.
    """
    made = Department(Random(draw(st.integers(0, 2**32 - 1))), most).make()
    world: Rows = {}
    for entity, rows in made.items():
        asked = entities is None or entity in entities or entity in ALWAYS
        keep = draw(st.lists(st.integers(0, 9), min_size=len(rows), max_size=len(rows))) if asked else []
        world[entity] = rows if entity == "shops" else [r for r, k in zip(rows, keep, strict=False) if k > 0]
    world["chats"] = numbered(world["chats"])
    return world


@st.composite
def settings_of_a_department(draw: Draw) -> dict[str, Any]:
    """Settings, mostly the defaults."""
    return {
        "day_starts_at": draw(st.sampled_from(["00:00", "00:00", "04:00"])),
        "attribution_days": draw(st.sampled_from([1, 1, 0, 2])),
        "final_days": draw(st.sampled_from([7, 7, 3])),
        "after_sales_days": draw(st.sampled_from([15, 15, 1])),
        "ship_within_hours": draw(st.sampled_from([48, 48, 24])),
        "shift_grace_minutes": draw(st.sampled_from([5, 5, 0])),
        "answer_within_seconds": draw(st.sampled_from([300, 300, 60])),
        "credit_by": draw(st.sampled_from(["payment", "payment", "order"])),
    }


# --- questions -------------------------------------------------------------------------------------------------------

PERIODS = [(FIRST, LAST), (FIRST, LAST), (NEAR[0], NEAR[3]), (NEAR[1], NEAR[1]), (FIRST, NEAR[1])]
VALUES: dict[str, Sequence[str]] = {
    "shop": list(SHOPS),
    "platform": sorted(set(SHOPS.values())),
    "person": PEOPLE,
    "department": DEPARTMENTS,
    "role": ROLES,
    "product": PRODUCTS,
    "campaign": ["8001", "8002"],
    "source": ["付费推广"],
    "warehouse": WAREHOUSES,
    "carrier": CARRIERS,
    "kind": ["软文", "盘点"],
}


def scopes_of(metric: str) -> list[str]:
    """The scopes that a metric has for everybody."""
    m = METRICS[metric]
    found = ["self", "team", "department"] if "person" in m.all_dimensions else []
    return [*found, "shop"] + (["owned"] if m.owned else [])


def goes_together(m: Metric, dimensions: set[str | None], kind: str) -> bool:
    """Whether a metric has lines that part by all of these and know what the scope asks for."""
    needs = dimensions | ({"person"} if kind in {"self", "team", "department"} else set())
    other = bool((needs | ({"owned"} & {kind})) & set(m.other_by))
    return needs <= set(m.other_dimensions if other else m.dimensions)


@st.composite
def questions(draw: Draw, metric: str) -> dict[str, Any]:
    """The arguments of a question about a metric: by, grain, date_from, date_to, where, scope."""
    m = METRICS[metric]
    other = bool(m.other) and draw(st.booleans())
    dimensions = list(m.other_dimensions if other else m.dimensions)
    filtered = draw(st.sampled_from([None, None, *dimensions]))
    wanted = st.sampled_from([*VALUES[filtered], None]) if filtered else st.none()
    by = draw(st.lists(st.sampled_from(["day", *dimensions]), max_size=2, unique=True))
    kinds = [kind for kind in scopes_of(metric) if goes_together(m, {*by, filtered} - {"day", None}, kind)]
    whose: list[Scope | None] = [None] + [(kind, person) for kind in kinds for person in PEOPLE]
    date_from, date_to = draw(st.sampled_from(PERIODS))
    return {
        "by": tuple(by),
        "grain": draw(st.sampled_from(["total", "month", "day", "week", "quarter", "year"])),
        "date_from": date_from,
        "date_to": date_to,
        "where": {filtered: tuple(draw(st.lists(wanted, min_size=1, max_size=2)))} if filtered else None,
        "scope": draw(st.one_of(st.none(), st.sampled_from(whose))),
    }
