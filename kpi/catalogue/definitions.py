"""What the catalogue holds: entities, facts, metrics, roles and checks, as read from `sql/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from kpi import words

Words = Mapping[str, str]

#: What a figure can be grouped by besides its day.
DIMENSIONS = (
    "shop", "platform", "person", "department", "role", "product", "campaign", "source", "warehouse", "carrier", "kind",
)  # fmt: skip
SCOPES = ("self", "team", "department", "shop", "owned")
PICTURED = ("department", "shop")
UNITS = ("percent", "count", "money", "seconds", "hours", "ratio", "score")

#: Types of canonical fields as DuckDB calls them.
TYPES: Mapping[str, str] = MappingProxyType({
    "text": "varchar",
    "money": "decimal(18,2)",
    "quantity": "decimal(18,6)",
    "integer": "bigint",
    "date": "date",
    "timestamp": "timestamp",
    "boolean": "boolean",
})


@dataclass(frozen=True)
class Problem:
    """Something wrong in a definition, or (`note`) worth knowing; `problem.<kind>` in the word files says it."""

    file: str
    kind: str
    values: Mapping[str, str] = field(default_factory=dict)
    note: bool = False

    def __str__(self) -> str:
        """The problem in words of code, for logs and tests."""
        return f"{self.file}: {self.kind} " + ", ".join(f"{k}={v}" for k, v in self.values.items())

    def tell(self, lang: str) -> str:
        """The problem as a sentence."""
        return words.say(f"problem.{self.kind}", lang, file=self.file, **self.values)


@dataclass(frozen=True)
class Entity:
    """A table of canonical rows, as exports give them."""

    id: str
    title: str
    label: Words
    key: tuple[str, ...]
    fields: Mapping[str, str]
    own_sheet: bool
    path: Path

    def columns(self) -> dict[str, str]:
        """The fields with their DuckDB types, in order."""
        return {name: TYPES[kind] for name, kind in self.fields.items()}


@dataclass(frozen=True)
class Fact:
    """A table of business events built from canonical rows by one select.

    Attributes:
        reach: the columns by which a changed row of an input reaches rows of the fact; without, all of them.
        adds: the sums in a fact that only adds up rows of entities by its key.
    """

    id: str
    title: str
    key: tuple[str, ...]
    columns: Mapping[str, object]
    sources: tuple[str, ...]
    uses: tuple[str, ...]
    reach: tuple[str, ...]
    adds: tuple[str, ...]
    sql: str
    path: Path


@dataclass(frozen=True)
class Variant:
    """A second select of a metric, for dimensions of which one row can have several values."""

    by: tuple[str, ...]
    once: str | None
    dimensions: tuple[str, ...]
    sql: str


@dataclass(frozen=True)
class Sides:
    """The two metrics that a ratio over two facts takes for one of its dimensions."""

    n_of: str
    d_of: str


@dataclass(frozen=True)
class Metric:
    """A figure: what n and d are, in words and as a select that gives one row for each row that counts."""

    id: str
    label: Words
    explain: Words
    n: Words
    d: Words | None
    lines: tuple[str, ...]
    unit: str
    better: str
    matures_after: str
    sources: tuple[str, ...]
    owner: str
    dimensions: tuple[str, ...]
    variants: tuple[Variant, ...]
    sql: str | None
    n_of: str | None
    d_of: str | None
    plus: tuple[str, ...]
    minus: tuple[str, ...]
    by: Mapping[str, Sides]
    internal: bool
    source: str
    checked_by: str
    next_review: str
    path: Path
    text: str

    @property
    def overlapping(self) -> tuple[str, ...]:
        """Dimensions whose groups need not add up to the total."""
        own = [dim for variant in self.variants for dim in variant.by]
        return tuple(dict.fromkeys(own + list(self.by)))

    @property
    def all_dimensions(self) -> tuple[str, ...]:
        """Every dimension it can be grouped by, besides the day."""
        return self.dimensions + tuple(dim for dim in self.overlapping if dim not in self.dimensions)

    @property
    def composed(self) -> bool:
        """Whether it is made of other metrics and has no select of its own."""
        return self.sql is None


@dataclass(frozen=True)
class Measured:
    """A metric on an assessment line, with whose figure it is."""

    metric: str
    scope: str


@dataclass(frozen=True)
class Line:
    """One line on which a role is assessed, in the scheme's own words."""

    number: str
    words: Words
    metrics: tuple[Measured, ...]
    pay: bool = False


@dataclass(frozen=True)
class Role:
    """One of the ten roles; its Chinese word is what `岗位` of the staff sheet says, or one of `also`."""

    id: str
    words: Words
    also: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def metrics(self) -> tuple[Measured, ...]:
        """What its lines name, each metric and scope once, in order."""
        return tuple(dict.fromkeys(measured for line in self.lines for measured in line.metrics))


@dataclass(frozen=True)
class PictureStep:
    """A step of a picture of work: the side (n or d) of a metric that it counts, in words."""

    metric: str
    side: str
    words: Words


@dataclass(frozen=True)
class Picture:
    """Work from step to step, and the roles whose departments, and whose people, see it drawn.

    `scope`: of a department, its own people's rows (department) or those of all shops (shop); of a person, their own.
    """

    id: str
    words: Words
    scope: str
    of_departments: tuple[str, ...]
    of_people: tuple[str, ...]
    steps: tuple[PictureStep, ...]

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics that its steps count, each once."""
        return tuple(dict.fromkeys(step.metric for step in self.steps))


@dataclass(frozen=True)
class Check:
    """A select of rows that must not exist (or, as a `note`, that somebody should look at)."""

    id: str
    title: str
    label: Words
    uses: tuple[str, ...]
    note: bool
    sql: str
    path: Path
