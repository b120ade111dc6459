"""Platforms' own figures beside ours: to the cent, summed, and with the reason where they differ."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpi.catalogue import load
from kpi.figures import newest_version
from kpi.figures.periods import month
from kpi.figures.reconcile import platform_figures
from kpi.review.platform import SIDES, compared
from kpi.words import known
from pages.parts import numbers
from tests.pages.reading import flat, text_of

OCTOBER = month("2026-10")


def script(metric: str) -> None:
    from kpi.catalogue import load
    from pages.parts import answers, platform, shell

    who = shell.reader()
    platform.draw(who, load().metric(metric), answers.month(who))


def shown(data: Path, monkeypatch: pytest.MonkeyPatch, metric: str, lang: str) -> str:
    monkeypatch.setenv("KPI_DATA", str(data))
    at = AppTest.from_function(script, default_timeout=60, args=(metric,))
    at.query_params["month"], at.query_params["lang"] = "2026-10", lang
    at.run()
    assert not at.exception
    return flat(text_of("".join(element.proto.body for element in at.get("html"))))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("metric", ["gmv", "consultations"])
def test_both_sums_stand_beside_each_other_in_full(
    department: Path, monkeypatch: pytest.MonkeyPatch, metric: str, lang: str
) -> None:
    said = shown(department, monkeypatch, metric, lang)
    exact = numbers.exact_money if metric == "gmv" else numbers.whole
    stated = platform_figures(department, OCTOBER, metric)
    assert stated
    for one in stated:
        assert flat(exact(one.theirs) + exact(one.ours)) in said
        assert flat(one.shop) in said
        assert flat(one.agent or "") in said
    assert flat(exact(sum(one.theirs for one in stated)) + exact(sum(one.ours for one in stated))) in said


def test_a_ratio_shows_what_platforms_state_of_its_sides(department: Path) -> None:
    found = compared("shop_conversion", OCTOBER, department, newest_version(department))
    assert [one.words for one in found] == [load().metric("paying_buyers").label]
    assert found[0].ours - found[0].theirs == sum(row.difference for row in found[0].rows)


def test_a_conversion_shows_the_buyers_that_platforms_count_as_paid(department: Path) -> None:
    metric = load().metric("consultation_conversion")
    found = compared(metric.id, OCTOBER, department, newest_version(department))
    paid, presale = sorted(found, key=lambda one: one.words != metric.n)
    assert paid.words == metric.n
    assert presale.words == load().metric("presale_consultations").label
    assert paid.agents
    assert paid.theirs == sum(row.theirs for row in platform_figures(department, OCTOBER, "paid_next_day"))


def test_every_side_is_a_figure_that_the_fact_tells_of_and_has_a_reason() -> None:
    told = str(load().facts["platform_figures"].columns["figure"])
    for metric, sides in SIDES.items():
        assert metric in load().metrics
        for name in sides:
            assert name in told
            assert all(known(f"reconcile.{name}", lang) for lang in ("zh", "en"))


def test_where_no_platform_states_it_nothing_is_drawn(department: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(department, monkeypatch, "damage_rate", "zh") == ""
