"""What people, campaigns and products are called: metrics know them by their ids."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from kpi.engine import versions

Names = Mapping[str, Mapping[str, str]]

_SQL = {
    "person": "select person, arg_max(name, valid_from) from facts.person_days where name is not null group by person",
    "campaign": "select campaign, arg_max(campaign_name, day) from current.ads where campaign_name is not null"
    " group by campaign",
    "product": "select product, arg_max(title, day) from current.item_traffic"
    " where product is not null and title is not null group by product",
}


@lru_cache(maxsize=4)
def names(data: Path, version: int) -> Names:
    """The newest name of each id, by dimension; an id without one is not in it."""
    with versions.reading(data, version) as (con, _):
        return {dimension: dict(con.execute(sql).fetchall()) for dimension, sql in _SQL.items()}
