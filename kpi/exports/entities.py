"""The fields of the canonical rows, as `sql/entities` has them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from kpi.settings import home

TYPES = {
    "text": "varchar",
    "money": "decimal(18, 2)",
    "quantity": "decimal(18, 6)",
    "integer": "bigint",
    "date": "date",
    "timestamp": "timestamp",
    "boolean": "boolean",
}


@cache
def fields_of(entity: str) -> Mapping[str, str]:
    """The fields of an entity with their DuckDB types."""
    return {field: TYPES[kind] for field, kind in _definition(entity)["fields"].items()}


@cache
def key_of(entity: str) -> tuple[str, ...]:
    """The natural key of an entity."""
    return tuple(_definition(entity)["key"])


def _definition(entity: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((home() / "sql" / "entities" / f"{entity}.toml").read_text("utf-8"))
