"""The catalogue: every entity, fact, metric, role, picture and check that `sql/` defines; what does not fit is refused.

`load()` is on the way of every question, so it reads with `tomllib` and regular expressions only; the SQL itself is
looked at by `kpi check` (`problems`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from kpi.catalogue import metrics as _metrics
from kpi.catalogue import pictures as _pictures
from kpi.catalogue import roles as _roles
from kpi.catalogue import tables as _tables
from kpi.catalogue.definitions import (
    DIMENSIONS,
    SCOPES,
    TYPES,
    Check,
    Entity,
    Fact,
    Line,
    Measured,
    Metric,
    Picture,
    PictureStep,
    Problem,
    Role,
    Sides,
    Variant,
    Words,
)
from kpi.errors import Refused, WrongUsage
from kpi.settings import home

__all__ = [
    "DIMENSIONS",
    "SCOPES",
    "TYPES",
    "BadDefinitions",
    "Catalogue",
    "Check",
    "Entity",
    "Fact",
    "Line",
    "Measured",
    "Metric",
    "NoMetricNear",
    "Picture",
    "PictureStep",
    "Problem",
    "Role",
    "Sides",
    "UnknownMetric",
    "Variant",
    "Words",
    "load",
    "problems",
]


T = TypeVar("T")


class BadDefinitions(Refused):
    """Definitions in `sql/` that do not fit; all of them at once."""

    FIELDS = ("problems",)


class UnknownMetric(WrongUsage):
    """A metric that the catalogue does not have, with those of a like name."""

    FIELDS = ("metric", "nearest")


class NoMetricNear(WrongUsage):
    """A metric that the catalogue does not have, nor any of a like name."""

    FIELDS = ("metric",)


@dataclass(frozen=True)
class Catalogue:
    """All definitions; each kind is read when it is first asked for."""

    root: Path

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """The entities by id."""
        return _read(lambda found: _tables.entities(self.root, found))

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """The facts by id, each after those it uses."""
        return _read(lambda found: _tables.facts(self.root, self.entities, found))

    @cached_property
    def metrics(self) -> Mapping[str, Metric]:
        """The metrics by id."""
        return _read(lambda found: _metrics.metrics(self.root, found))

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        """The roles by id, in the order of `sql/roles.toml`."""
        return _read(lambda found: _roles.roles(self.root, found))

    @cached_property
    def pictures(self) -> Mapping[str, Picture]:
        """The pictures of work by id, in the order of `sql/pictures.toml`."""
        return _read(lambda found: _pictures.pictures(self.root, found))

    @cached_property
    def checks(self) -> Mapping[str, Check]:
        """The checks by id."""
        return _read(lambda found: _tables.checks(self.root, found))

    @cached_property
    def by_word(self) -> Mapping[str, Role]:
        """The roles by the word that the staff sheet has for them, in each language."""
        return {word: role for role in self.roles.values() for word in (*role.words.values(), *role.also)}

    def metric(self, name: str) -> Metric:
        """One metric.

        Raises:
            UnknownMetric: there is none of this name; it names the nearest.
            NoMetricNear: neither is there one of a like name.
        """
        if name not in self.metrics:
            import difflib  # noqa: PLC0415 — only a mistyped name needs it

            known = [metric.id for metric in self.metrics.values() if not metric.internal]
            if near := difflib.get_close_matches(name, known, 3, 0.5):
                raise UnknownMetric(metric=name, nearest=", ".join(near))
            raise NoMetricNear(metric=name)
        return self.metrics[name]


def _read(read: Callable[[list[Problem]], T]) -> T:
    found: list[Problem] = []
    result = read(found)
    if found:
        raise BadDefinitions(problems="; ".join(str(problem) for problem in found))
    return result


@cache
def load(root: Path | None = None) -> Catalogue:
    """The catalogue of the product, or of another folder that has a `sql/`."""
    return Catalogue(root or home())


def problems(root: Path | None = None) -> list[Problem]:
    """Everything that is wrong with the definitions, and notes; see `kpi.catalogue.check`."""
    from kpi.catalogue.check import check  # noqa: PLC0415 — parses SQL: only `kpi check` pays for it

    return check(root or home())
