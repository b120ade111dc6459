"""Looking at the definitions as a whole: what `kpi check` says about `sql/`."""

from __future__ import annotations

from pathlib import Path

from kpi.catalogue.definitions import Problem


def check(root: Path) -> list[Problem]:
    """Everything that is wrong in the definitions below `root`, then notes."""
    from kpi.catalogue import metrics, roles, tables  # noqa: PLC0415 — replaced below

    found: list[Problem] = []
    entities = tables.entities(root, found)
    tables.facts(root, entities, found)
    metrics.metrics(root, found)
    roles.roles(root, found)
    tables.checks(root, found)
    return found
