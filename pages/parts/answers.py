"""Answers for pages, remembered by version: a load makes another version, so nothing has to be forgotten by hand."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from pathlib import Path

import streamlit as st

from kpi.figures import Behind, Period, Person, Question, Scope, loaded_period, newest_version
from kpi.figures import behind as rows_behind
from kpi.figures import people as people_of
from kpi.insight import compose
from kpi.review import month as review
from kpi.review.month import Shown, Standing
from pages.parts.shell import Reader

KEEP = 2_000  # answers, of all readers together
ROWS = 2_000  # rows behind a figure that a page leafs through


def month(who: Reader) -> Shown:
    """The month of the address, else the newest with data."""
    return review.shown(who.chosen.get("month"), _loaded(str(who.data), newest_version(who.data)))


def month_names(who: Reader) -> list[str]:
    """The months that have data, the newest first."""
    return review.months(_loaded(str(who.data), newest_version(who.data)))


def standings(
    who: Reader,
    metrics: tuple[str, ...],
    at: Shown,
    *,
    by: tuple[str, ...] = (),
    where: Mapping[str, tuple[str | None, ...]] | None = None,
    scope: Scope | None = None,
) -> list[Standing]:
    """How metrics stand in a month, by group."""
    return _standings(str(who.data), newest_version(who.data), metrics, at, by, tuple((where or {}).items()), scope)


def people(who: Reader, at: Shown) -> list[Person]:
    """Everybody employed on some day of a month."""
    return _people(str(who.data), newest_version(who.data), at)


def moved(who: Reader, metric: str, at: Shown, dimension: str, department: str | None = None) -> compose.Bridge | None:
    """What moved a figure since the month before, by a dimension."""
    return _moved(str(who.data), newest_version(who.data), metric, at, dimension, department)


def behind(
    who: Reader,
    metric: str,
    days: Period,
    *,
    where: Mapping[str, tuple[str | None, ...]],
    scope: Scope | None,
    part: str,
) -> list[Behind]:
    """The rows behind a figure's part, as many as a page can hold."""
    question = Question((metric,), days, where=where, scope=scope)
    found = rows_behind(question, metric, who.data, newest_version(who.data))
    return [row for row in islice(found, 4 * ROWS) if row.part == part][:ROWS]


@st.cache_data(max_entries=KEEP, show_spinner=False)
def _people(data: str, version: int, at: Shown) -> list[Person]:
    return people_of(Path(data), at.days, version)


@st.cache_data(max_entries=KEEP, show_spinner=False)
def _moved(
    data: str, version: int, metric: str, at: Shown, dimension: str, department: str | None
) -> compose.Bridge | None:
    where = {"department": (department,)} if department else {}
    return compose.moved(metric, dimension, at.days, Path(data), where=where, version=version)


@st.cache_data(max_entries=KEEP, show_spinner=False)
def _loaded(data: str, version: int) -> Period:
    return loaded_period(Path(data), version)


@st.cache_data(max_entries=KEEP, show_spinner=False)
def _standings(
    data: str,
    version: int,
    metrics: tuple[str, ...],
    at: Shown,
    by: tuple[str, ...],
    where: tuple[tuple[str, tuple[str | None, ...]], ...],
    scope: Scope | None,
) -> list[Standing]:
    return review.standings(metrics, at, Path(data), by=by, where=dict(where), scope=scope, version=version)
