"""Every figure that a department and a person show is what is asked for it: value, target, attainment and changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi.catalogue import load
from kpi.figures import Figure, Period, Person, Question, Scope, ask, people
from kpi.review import roles
from pages.parts import numbers
from tests.pages.reading import flat, page
from tests.pages.test_shown_figures import (
    LAST_YEAR,
    OCTOBER,
    SEPTEMBER,
    Element,
    asked_for,
    figures,
    judged,
    of_class,
    part,
    plain_change,
    said,
    share,
    text,
)

LANGUAGES = pytest.mark.parametrize("lang", ["zh", "en"])


def rows_of(markup: str, name: str) -> list[Element]:
    """The rows of a table part that name something with a link."""
    return [row for row in part(markup, name).iter("tr") if of_class(row, "nm")]


def checked(row: Element, now: Figure, before: Figure | None, year: Figure | None, lang: str) -> None:
    """A row of lines or of a team against the figures asked for it."""
    value, goal, reached = said(now, lang)
    assert text(of_class(row, "v")[0]) == value
    if now.target is not None:
        assert text(of_class(row, "t")[0]) == goal
        assert reached in text(row)
        if now.open_until is None and now.value is not None:
            part_of = share(now)
            assert part_of is not None
            assert flat(judged(part_of, lang)) in text(of_class(row, "st")[0])
    for name, earlier in (("m", before), ("y", year)):
        unit = load().metric(now.metric).unit
        change = plain_change(now.value, earlier.value if earlier else None, unit)
        assert change is None or change in text(of_class(row, name)[0]), (now.metric, name, change)


def somebody(data: Path, role: str) -> Person:
    return next(person for person in people(data, OCTOBER) if person.role == role)


def scoped(data: Path, metric: str, scope: Scope, period: Period) -> Figure:
    compare = frozenset({"target"})
    (figure,) = ask(Question((metric,), period, scope=scope, compare=compare), data).figures
    return figure


@LANGUAGES
@pytest.mark.parametrize("name", ["电商部", "客服部", "物流部", "美工部", "推广部"])
def test_every_line_of_a_department(department: Path, monkeypatch: pytest.MonkeyPatch, name: str, lang: str) -> None:
    markup = page(department, monkeypatch, "department", month="2026-10", department=name, lang=lang)
    rows = rows_of(markup, "lines")
    staff = [person for person in people(department, OCTOBER) if person.department == name]
    expected = {one.measured.metric for one in roles.of_department(staff)}
    assert {asked_for(of_class(row, "nm")[0])["metric"] for row in rows} == expected
    for row in rows:
        metric = asked_for(of_class(row, "nm")[0])["metric"]
        own = figures(department, OCTOBER, name).get(metric)
        whose = name if own and (own.value is not None or own.target) else None
        now, before, year = (figures(department, when, whose)[metric] for when in (OCTOBER, SEPTEMBER, LAST_YEAR))
        checked(row, now, before, year, lang)


@LANGUAGES
@pytest.mark.parametrize("metric", ["consultation_success", "first_response_seconds", "task_completion"])
def test_every_member_of_a_team_from_best_to_worst(
    department: Path, monkeypatch: pytest.MonkeyPatch, metric: str, lang: str
) -> None:
    markup = page(department, monkeypatch, "department", month="2026-10", department="客服部", metric=metric, lang=lang)
    rows = rows_of(markup, "team")[:-1]  # the last one is all of them together
    found = []
    for row in rows:
        scope = Scope("self", asked_for(of_class(row, "nm")[0])["person"])
        now, before, year = (scoped(department, metric, scope, when) for when in (OCTOBER, SEPTEMBER, LAST_YEAR))
        checked(row, now, before, year, lang)
        found.append(float(now.value or 0))
    assert len(found) > 5
    assert found == sorted(found, reverse=load().metric(metric).better == "up")


@LANGUAGES
@pytest.mark.parametrize(
    "role",
    [
        "电商经理",
        "客服经理",
        "物流经理",
        "美工经理",
        "推广",
        "客服专员",
        "物流专员",
        "美工专员",
        "推广专员",
        "文案策划",
    ],
)
def test_every_line_of_a_person(department: Path, monkeypatch: pytest.MonkeyPatch, role: str, lang: str) -> None:
    who = somebody(department, role)
    markup = page(department, monkeypatch, "person", month="2026-10", person=who.person, lang=lang)
    rows = {asked_for(of_class(row, "nm")[0])["metric"]: row for row in rows_of(markup, "lines")}
    lines = load().by_word[role].metrics
    assert list(rows) == list(dict.fromkeys(one.metric for one in lines))
    for one in lines:
        scope = Scope(one.scope, who.person)
        now, before, year = (scoped(department, one.metric, scope, when) for when in (OCTOBER, SEPTEMBER, LAST_YEAR))
        checked(rows[one.metric], now, before, year, lang)


@LANGUAGES
def test_the_days_of_a_person_are_the_figure_by_day(
    department: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    who = somebody(department, "客服专员")
    metric = "consultation_success"
    markup = page(department, monkeypatch, "person", month="2026-10", person=who.person, metric=metric, lang=lang)
    columns = of_class(part(markup, "daily"), "dc")
    asked = Question((metric,), OCTOBER, "day", scope=Scope("self", who.person))
    days = ask(asked, department).figures
    assert len(columns) == len(days) == 31
    for column, figure in zip(columns, days, strict=True):
        assert flat(str(numbers.value(figure.value, "percent", lang))) in text(column)
        assert (asked_for(column).get("day") == figure.days.first.isoformat()) == bool(figure.d)


@LANGUAGES
def test_a_metric_of_one_group_is_the_figure_of_that_group(
    department: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    for figure in ask(Question(("gmv",), OCTOBER, by=("shop",), compare=frozenset({"target"})), department).figures:
        shop = figure.group["shop"]
        markup = page(department, monkeypatch, "metric", month="2026-10", metric="gmv", shop=shop, lang=lang)
        assert said(figure, lang)[0] in text(part(markup, "def"))
        assert numbers.whole(figure.n or 0) in text(part(markup, "def"))
        assert f": {shop}" in markup


PICTURES = {
    "电商部": ("visitors.n", "consultations.n", "presale_consultations.n", "consultation_conversion.n"),
    "客服部": ("visitors.n", "consultations.n", "presale_consultations.n", "consultation_conversion.n"),
    "物流部": ("paid_orders.n", "order_picking.n", "order_packing.n", "order_shipping.n", "order_returns.n"),
    "推广部": ("ad_impressions.n", "ad_clicks.n", "promotion_visitors.n", "new_customers.n"),
    "美工部": ("task_completion.d", "tasks_done.n", "task_completion.n"),
}


def steps_of(
    data: Path, steps: tuple[str, ...], period: Period, where: dict[str, tuple[str | None, ...]], scope: Scope | None
) -> list[float]:
    """So many of each step, asked one by one."""
    amounts = []
    for step in steps:
        metric, _, side = step.partition(".")
        (figure,) = ask(Question((metric,), period, where=where, scope=scope), data).figures
        amounts.append(float((figure.n if side == "n" else figure.d) or 0))
    return amounts


def points(now: float, before: float) -> str:
    """How a rate has moved, in points: with two decimals where it is below 5%, without a sign where it has not."""
    digits = 2 if now < 0.05 else 1
    moved = f"{abs(now - before) * 100:.{digits}f}"
    return moved if not float(moved) else f"{'+' if now > before else numbers.MINUS}{moved}"


def pictured(markup: str, now: list[float], before: list[float], lang: str) -> None:
    """The steps of the page's picture against these amounts: how many, which share is kept, how that has moved."""
    drawn = of_class(part(markup, "flow"), "step")
    assert len(drawn) == len(now)
    for at, step in enumerate(drawn):
        assert text(of_class(step, "v")[0]) == flat(str(numbers.value(now[at], "count", lang)))
        kept = [text(one) for one in of_class(step, "kp")]
        if at == 0:
            change = plain_change(now[0], before[0], "count")
            assert not kept
        else:
            share_now, share_then = now[at] / now[at - 1], before[at] / before[at - 1]
            change = points(share_now, share_then)
            assert kept[0].startswith(flat(str(numbers.value(share_now, "percent", lang))))
        assert change is None or change in text(of_class(step, "ch")[0])


@LANGUAGES
@pytest.mark.parametrize("name", list(PICTURES))
def test_every_step_of_a_departments_picture(
    department: Path, monkeypatch: pytest.MonkeyPatch, name: str, lang: str
) -> None:
    markup = page(department, monkeypatch, "department", month="2026-10", department=name, lang=lang)
    where: dict[str, tuple[str | None, ...]] = {"department": (name,)} if name == "美工部" else {}
    now, before = (steps_of(department, PICTURES[name], when, where, None) for when in (OCTOBER, SEPTEMBER))
    pictured(markup, now, before, lang)


@LANGUAGES
@pytest.mark.parametrize(
    ("role", "steps"),
    [
        ("客服专员", ("consultations.n", "presale_consultations.n", "consultation_conversion.n")),
        ("文案策划", ("task_completion.d", "tasks_done.n", "task_completion.n")),
    ],
)
def test_every_step_of_a_persons_picture(
    department: Path, monkeypatch: pytest.MonkeyPatch, role: str, steps: tuple[str, ...], lang: str
) -> None:
    scope = Scope("self", somebody(department, role).person)
    markup = page(department, monkeypatch, "person", month="2026-10", person=scope.person, lang=lang)
    now, before = (steps_of(department, steps, when, {}, scope) for when in (OCTOBER, SEPTEMBER))
    pictured(markup, now, before, lang)
    for link in of_class(part(markup, "flow"), "step"):
        assert asked_for(link)["person"] == scope.person


def test_a_manager_sees_no_picture_of_own_rows(department: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    markup = page(department, monkeypatch, "person", month="2026-10", person=somebody(department, "推广").person)
    assert 'class="k flow' not in markup
