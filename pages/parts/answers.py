"""Answers for pages, remembered by version: a load makes another version, so nothing has to be forgotten by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from kpi.figures import Period, Scope, loaded_period, newest_version
from kpi.review import month as review
from kpi.review.month import Shown, Standing
from pages.parts.shell import Reader

KEEP = 2_000  # answers, of all readers together


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
