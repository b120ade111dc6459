"""Every figure that the month and a metric show is what is asked for it: value, target, attainment and changes.

The expected figures are asked here, by the address that each row links to, and worked out by plain arithmetic; the
page's own ways to them are not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs
from xml.etree import ElementTree

import pytest

from kpi.catalogue import load
from kpi.figures import Figure, Period, Question, ask
from kpi.words import say
from pages.parts import numbers
from tests.pages.reading import flat, page

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
SEPTEMBER = Period(date(2026, 9, 1), date(2026, 9, 30))
LAST_YEAR = Period(date(2025, 10, 1), date(2025, 10, 31))
Element = ElementTree.Element


def blocks(markup: str) -> list[Element]:
    """The parts of a page; what Streamlit or a script brings is left out."""
    kept = re.sub(r'<(style|script)\b.*?</\1>|<i class="k-off"></i>', "", markup, flags=re.DOTALL)
    return list(ElementTree.fromstring(f"<body>{kept}</body>"))


def part(markup: str, name: str) -> Element:
    (found,) = [one for one in blocks(markup) if name in (one.get("class") or "").split()]
    return found


def of_class(element: Element, name: str) -> list[Element]:
    return [one for one in element.iter() if name in (one.get("class") or "").split()]


def text(element: Element) -> str:
    return flat("".join(element.itertext()))


def asked_for(link: Element) -> dict[str, str]:
    """What the address of a link says."""
    return {name: values[0] for name, values in parse_qs((link.get("href") or "").partition("?")[2]).items()}


@cache
def figures(data: Path, period: Period, department: str | None = None) -> dict[str, Figure]:
    """All assessed metrics, of everything or of a department."""
    wanted = [one for one in load().metrics.values() if not one.internal]
    wanted = [one for one in wanted if department is None or "department" in one.all_dimensions]
    where = {"department": (department,)} if department else {}
    question = Question(tuple(one.id for one in wanted), period, where=where, compare=frozenset({"target"}))
    return {figure.metric: figure for figure in ask(question, data).figures}


def share(figure: Figure) -> float | None:
    """Attainment by plain arithmetic."""
    if figure.value is None or figure.target is None:
        return None
    up = load().metric(figure.metric).better == "up"
    if figure.target.target == 0:
        return None if up else float(figure.value == 0)
    part_of = float(figure.value) / figure.target.target
    return part_of if up else max(0.0, 2 - part_of)


def judged(reached: float, lang: str) -> str:
    percent = float(numbers.attainment(reached).rstrip("%").replace(",", ""))
    return say("status.met" if percent >= 100 else "status.near" if percent >= 97 else "status.missed", lang)


def said(figure: Figure, lang: str) -> tuple[str, str, str]:
    """Value, target and attainment as they must read."""
    metric = load().metric(figure.metric)
    goal = figure.target.target if figure.target else None
    reached = share(figure)
    return (
        flat(str(numbers.value(figure.value, metric.unit, lang))),
        flat(str(numbers.target(goal, metric.unit, lang, better=metric.better))),
        numbers.attainment(reached),
    )


def candidates(data: Path, link: Element) -> Iterator[Figure]:
    """The department's own figure, and the whole's: a line is either of them."""
    query = asked_for(link)
    if "department" in query and (own := figures(data, OCTOBER, query["department"]).get(query["metric"])):
        yield own
    yield figures(data, OCTOBER)[query["metric"]]


@pytest.fixture(params=["zh", "en"])
def shown(request: pytest.FixtureRequest, department: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """The month in a language: (language, markup)."""
    return request.param, page(department, monkeypatch, month="2026-10", lang=request.param)


def test_every_bar_of_the_board(shown: tuple[str, str], department: Path) -> None:
    lang, markup = shown
    rows = of_class(part(markup, "board"), "rw")
    assert len(rows) > 40
    for row in rows:
        (name,), (value,), (goal,), (reached,) = (of_class(row, kind) for kind in ("nm", "av", "tv", "pc"))
        (badge,) = of_class(row, "st")
        read = (text(value), text(goal), text(reached))
        fitting = [one for one in candidates(department, name) if said(one, lang) == read]
        assert fitting, (text(name), read, [said(one, lang) for one in candidates(department, name)])
        if fitting[0].open_until is None and (part_of := share(fitting[0])) is not None:
            assert flat(judged(part_of, lang)) in text(badge)


def test_every_missed_line_stands_among_the_exceptions(shown: tuple[str, str], department: Path) -> None:
    lang, markup = shown
    rows = of_class(part(markup, "exc"), "nm")
    table = [row for row in part(markup, "exc").iter("tr") if of_class(row, "nm")]
    assert len(rows) == len(table)
    attained = []
    for row in table:
        (name,), (value,), (goal,), (gap,) = (of_class(row, kind) for kind in ("nm", "a", "t", "g"))
        fitting = [one for one in candidates(department, name) if said(one, lang)[0] == text(value)]
        one = fitting[0]
        metric = load().metric(one.metric)
        assert text(goal).endswith(said(one, lang)[1])
        assert one.target is not None
        assert one.value is not None
        expected = numbers.gap(one.value, one.target.target, metric.unit, lang, better=metric.better)
        assert flat(expected.text) in text(gap)
        attained.append(share(one))
    missed = [text(row) for row in of_class(part(markup, "board"), "rw") if of_class(row, "missed")]
    assert len(table) == min(len(missed), 8)
    assert attained == sorted(attained), "the worst first"


def test_every_card_with_its_changes(shown: tuple[str, str], department: Path) -> None:
    lang, markup = shown
    cards = of_class(part(markup, "cards"), "card")
    assert len(cards) == 8
    now, before, year = (figures(department, period) for period in (OCTOBER, SEPTEMBER, LAST_YEAR))
    for card in cards:
        name = asked_for(card)["metric"]
        metric, figure = load().metric(name), now[name]
        value, goal, reached = said(figure, lang)
        assert text(of_class(card, "v")[0]).startswith(value)
        assert goal in text(of_class(card, "c3")[0])
        assert reached in text(of_class(card, "c3")[0])
        for drawn, earlier in zip(of_class(card, "ch"), (before[name], year[name]), strict=True):
            change = plain_change(figure.value, earlier.value, metric.unit)
            assert change is None or change in text(drawn), (name, change, text(drawn))


def plain_change(now: object, before: object, unit: str) -> str | None:
    """The change of money and counts in percent and of large rates in points; None where another rule formats it."""
    if now is None or before is None:
        return "—"
    new, old = float(str(now)), float(str(before))
    if unit in ("money", "count"):
        if not old:
            return "—"
        moved = (new - old) / old * 100
    elif unit == "percent" and min(abs(new), abs(old)) >= 0.05:
        moved = (new - old) * 100
    else:
        return None
    if abs(round(moved, 1)) < 0.1:
        return None
    return f"{'+' if moved > 0 else numbers.MINUS}{abs(moved):.1f}"


def test_every_cell_of_every_department(shown: tuple[str, str], department: Path) -> None:
    _, markup = shown
    cells = of_class(part(markup, "mx"), "cell")
    assert len(cells) > 40
    for cell in cells:
        found = list(candidates(department, cell))
        reached = of_class(cell, "cv")[0].find("b")
        if reached is not None:
            assert text(reached) in [numbers.attainment(share(one)) for one in found], text(cell)
        else:
            assert any(one.value is None or share(one) is None or one.open_until for one in found), text(cell)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["gmv", "consultation_conversion", "refund_rate"])
def test_a_metrics_groups_by_every_dimension(
    department: Path, monkeypatch: pytest.MonkeyPatch, name: str, lang: str
) -> None:
    metric = load().metric(name)
    for by in metric.all_dimensions:
        markup = page(department, monkeypatch, "metric", month="2026-10", metric=name, by=by, lang=lang)
        drawn = "".join(text(one) for one in blocks(markup))
        whole = figures(department, OCTOBER)[name]
        assert said(whole, lang)[0] in drawn
        groups = ask(Question((name,), OCTOBER, by=(by,), compare=frozenset({"target"})), department).figures
        for group in groups:
            if group.value is not None:
                assert flat(str(numbers.value(group.value, metric.unit, lang))) in drawn, (by, group.group)
