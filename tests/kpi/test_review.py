"""What pages show of a month: the days, the comparisons, whose lines, whose targets, which rows."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from kpi.catalogue import load
from kpi.figures import Period, Person, Question, Scope, ask, people
from kpi.figures.periods import month
from kpi.loads import change
from kpi.review import behind, beside, groups, overview, person, pictures, roles
from kpi.review import month as review
from kpi.review.month import Loaded, NoSuchMonth
from tests.conftest import made_once

OCTOBER = month("2026-10")
LINES = tuple(metric.id for metric in load().metrics.values() if metric.lines and not metric.internal)


def reach(first, last, usual):
    months = ("2026-11", "2026-10", "2026-08")
    return Loaded(Period(first, last), months, usual, "Asia/Shanghai", timedelta(0))


AHEAD = reach(date(2026, 8, 5), date(2026, 11, 9), date(2026, 10, 31))


@pytest.fixture(scope="module")
def world(tmp_path_factory, worlds) -> Path:
    return made_once(tmp_path_factory, "review-world-a", lambda folder: change.load(folder, [worlds / "a" / "exports"]))


@pytest.fixture(scope="module")
def october(department):
    return review.shown("2026-10", review.loaded(department, 1))


@pytest.fixture(scope="module")
def whole(department, october):
    return overview.overview(department, 1, october)


# ---------------------------------------------------------------------------------------------- the month


def test_without_a_wish_the_month_is_the_one_that_most_sources_speak_of():
    assert review.shown(None, AHEAD).days == OCTOBER
    assert not review.shown(None, AHEAD).running


def test_a_month_that_runs_ends_where_most_sources_do():
    running = reach(date(2026, 8, 5), date(2026, 11, 30), date(2026, 11, 14))
    at = review.shown(None, running)
    assert (at.days, at.running) == (Period(date(2026, 11, 1), date(2026, 11, 14)), True)
    assert review.shown("2026-11", AHEAD).days == Period(date(2026, 11, 1), date(2026, 11, 9))


def test_the_months_are_those_with_data_the_newest_first(tmp_path):
    path = tmp_path / "bills.csv"
    rows = ("SF1,2026-08-05", "SF2,2026-10-01", "SF3,2026-10-02", "SF4,2099-01-01")
    path.write_text(
        "账单月份,物流公司,运单号,寄件日期,目的省份,计费重量(kg),运费(元)\n"
        + "".join("2026-10,顺丰,{},{},上海,1,10\n".format(*row.split(",")) for row in rows),
        encoding="utf-8",
    )
    (account,) = change.load(tmp_path / "data", [path])
    assert account.new == 4
    assert review.loaded(tmp_path / "data", 1).months == ("2099-01", "2026-10", "2026-08")


@pytest.mark.parametrize("name", ["2026-07", "2026-09", "2026-12", "2026-13", "x", "2026-1"])
def test_a_month_without_data_is_refused_with_the_newest(name):
    with pytest.raises(NoSuchMonth) as refused:
        review.shown(name, AHEAD)
    assert refused.value.fields == {"month": name, "newest": "2026-11"}


@pytest.mark.parametrize("name", ["2026-10", "2026-11", "2025-10"])
@pytest.mark.parametrize("by", [(), ("department",)])
def test_a_standing_is_what_is_asked_with_all_comparisons(department, name, by):
    """A whole month is read off its history, one that runs is asked once more: both are the figure asked for."""
    at = review.shown(name, review.loaded(department, 1))
    metrics = [metric for metric in LINES if not by or roles.has(metric, "department")]
    asked = ask(Question(tuple(metrics), at.days, by=by, compare=review.COMPARE), department)
    found = {(one.metric.id, one.group): one.figure for one in review.standings(metrics, at, department, 1, by=by)}
    for figure in asked.figures:
        one = found.pop((figure.metric, next(iter(figure.group.values()), None)))
        for told in ("n", "d", "value", "target", "attainment", "previous", "last_year", "open_until", "missing"):
            assert getattr(one, told) == getattr(figure, told), (figure.metric, told)
    assert not found


def test_the_thirteen_months_end_with_the_month_itself(department, october):
    (one,) = review.standings(("gmv",), october, department, 1)
    assert len(one.values) == len(one.targets) == 13
    assert one.values[-1] == one.figure.value
    assert one.values[0] is not None  # October of the year before: the demo's first month


# ---------------------------------------------------------------------------------------------- whose lines


def test_a_departments_lines_are_those_of_its_peoples_roles(department, whole):
    staff = people(department, OCTOBER)
    assert {one.name for one in whole.departments} == {p.department for p in staff}
    for one in whole.departments:
        theirs = {roles.role_of(p.role).id for p in staff if p.department == one.name}
        expected = {m.metric for role in load().roles.values() if role.id in theirs for m in role.metrics}
        assert {line.assessed.measured.metric for line in one.lines} == expected
        assert one.people == sum(p.department == one.name for p in staff)


def test_a_line_is_the_departments_own_figure_else_the_companys(department, whole):
    for one in whole.departments:
        for line in one.lines:
            metric = line.standing.metric.id
            where = {"department": (one.name,)} if line.own else {}
            (figure,) = ask(
                Question((metric,), OCTOBER, where=where, compare=frozenset({"target"})), department
            ).figures
            assert (line.standing.figure.value, line.standing.figure.target) == (figure.value, figure.target), metric
            if not line.own and roles.has(metric, "department"):
                (own,) = ask(Question((metric,), OCTOBER, where={"department": (one.name,)}), department).figures
                assert own.value is None, "the company's stands in only where the department has nothing of its own"


def test_the_board_has_every_line_once(whole):
    own = [(line.departments, line.standing.metric.id) for line in whole.lines if line.own]
    shared = [line.standing.metric.id for line in whole.lines if not line.own]
    assert len(own) == len(set(own))
    assert len(shared) == len(set(shared))
    assert {line.standing.metric.id for line in whole.lines} >= set(LINES)


def test_whoever_is_above_most_leads_a_department(whole, department):
    staff = {p.person: p for p in people(department, OCTOBER)}
    for one in whole.departments:
        assert one.head is not None
        below = [p for p in staff.values() if p.department == one.name and p.manager == one.head.person]
        assert below or one.people == 1


def test_without_staff_there_is_a_month_all_the_same(tmp_path, root):
    change.load(tmp_path, [root / "data" / "sample" / "朴禾旗舰店" / "ExportOrderList202611010900.csv"])
    at = review.shown(None, review.loaded(tmp_path, 1))
    found = overview.overview(tmp_path, 1, at)
    assert found.departments == ()
    assert {line.standing.metric.id for line in found.lines} == set(LINES)
    assert found.main[0].figure.value is not None


# ---------------------------------------------------------------------------------------------- people


def test_a_role_that_changes_in_the_month_is_that_of_the_last_day(world):
    """卫验 packs until 15 September and answers chats from the 16th on (staff sheet of the world)."""
    for name, role in (("2026-08", "物流专员"), ("2026-09", "客服专员")):
        at = review.shown(name, review.loaded(world, 1))
        (who,) = [p for p in person.staff(world, 1, at) if p.person == "E12"]
        assert who.role == role
        shown = {line.assessed.measured.metric for line in person.lines(who, at, world, 1)}
        assert shown == {measured.metric for measured in load().by_word[role].metrics}


def test_a_persons_lines_are_the_figures_of_their_scopes(department, october):
    for who in person.staff(department, 1, october):
        for line in person.lines(who, october, department, 1):
            asked = Question((line.standing.metric.id,), OCTOBER, scope=Scope(line.scope.kind, who.person))
            (figure,) = ask(asked, department).figures
            assert (line.standing.figure.n, line.standing.figure.d) == (figure.n, figure.d)


def test_a_person_is_held_against_the_target_of_what_a_line_shows_else_against_their_own(department, october):
    """The demo sets a target for every line of every person; a role without people of its own has none."""
    for who in person.staff(department, 1, october):
        for line in person.lines(who, october, department, 1):
            metric = line.standing.metric
            if not roles.has(metric.id, "person"):
                continue
            asked = Question((metric.id,), OCTOBER, scope=line.scope, compare=frozenset({"target"}))
            (own,) = ask(asked, department).figures
            if own.target is None:
                (own,) = ask(replace(asked, scope=None, where={"person": (who.person,)}), department).figures
            if own.target is not None:
                assert line.standing.figure.target == own.target, (who.person, metric.id)
                assert line.standing.targets[-1] == own.target.target


def test_the_demos_targets_are_such_as_a_department_sets_most_met_some_missed_none_absurd(department, october):
    lines = [line for who in person.staff(department, 1, october) for line in person.lines(who, october, department, 1)]
    lines += [line for one in overview.overview(department, 1, october).departments for line in one.lines]
    aimed = [line.standing.figure for line in lines if line.standing.figure.target]
    assert len(aimed) > 0.9 * len(lines)
    assert 0.5 < sum(figure.attainment >= 1 for figure in aimed) / len(aimed) < 0.9
    # where less than one error is expected, it is chance
    told = [figure for figure in aimed if figure.d is None or float(figure.d) * figure.target.target >= 1]
    assert min(figure.attainment for figure in told) > 0.2
    assert max(f.attainment for f in told if load().metric(f.metric).better == "up") < 1.5


def test_without_a_target_of_their_own_who_owns_no_shop_has_the_companys(world):
    """The world sets the company's GMV of October: 80,000; 陈立 owns no shop and answers for all."""
    at = review.shown("2026-10", review.loaded(world, 1))
    (who,) = [p for p in person.staff(world, 1, at) if p.person == "E01"]
    (gmv,) = [line for line in person.lines(who, at, world, 1) if line.standing.metric.id == "gmv"]
    assert gmv.standing.figure.target.target == 80_000
    assert gmv.standing.figure.attainment == pytest.approx(float(gmv.standing.figure.value) / 80_000)


def test_a_team_is_everybody_of_the_department_with_their_whole_month(department, october, whole):
    (service,) = [one for one in whole.departments if one.name == "客服部"]
    team = groups.team(service, october, department, 1)
    assert {p.person for p in team.people} == {
        p.person for p in people(department, OCTOBER) if p.department == "客服部"
    }
    for who, one in team.by("consultation_success"):
        asked = Question(("consultation_success",), OCTOBER, scope=Scope("self", who.person), compare=review.COMPARE)
        (figure,) = ask(asked, department).figures
        assert (one.figure.value, one.figure.target) == (figure.value, figure.target)


def test_the_place_among_those_of_the_role(department, october, whole):
    (service,) = [one for one in whole.departments if one.name == "客服部"]
    team = groups.team(service, october, department, 1)
    values = sorted((one.figure.value for _, one in team.by("consultation_success") if one.figure.value), reverse=True)
    for who, one in team.by("consultation_success"):
        if one.figure.value:
            place = beside.place(who, one, team)
            assert (place.rank, place.of) == (values.index(one.figure.value) + 1, len(values))


def test_what_is_no_line_of_theirs_stands_beside_the_department(department, october, whole):
    (service,) = [one for one in whole.departments if one.name == "客服部"]
    team = groups.team(service, october, department, 1)
    agent = next(p for p in team.people if p.role == "客服专员")
    found = {one.own.metric.id: one for one in beside.beside(agent, service, team)}
    assert "first_response_seconds" in found
    assert not {"task_completion", "consultation_success"} & found.keys()
    (figure,) = ask(
        Question(("first_response_seconds",), OCTOBER, where={"department": ("客服部",)}), department
    ).figures
    assert found["first_response_seconds"].whole.figure.value == figure.value


# ---------------------------------------------------------------------------------------------- rows and days


@pytest.mark.parametrize("metric", ["consultation_success", "task_completion"])
def test_rows_add_up_and_the_rest_is_what_n_has_not(department, metric):
    who = next(p for p in people(department, OCTOBER) if p.role == "客服专员")
    scope = Scope("self", who.person)
    found = behind.rows(metric, OCTOBER, department, 1, where={}, scope=scope)
    (figure,) = ask(Question((metric,), OCTOBER, scope=scope), department).figures
    assert (sum(r.amount for r in found.n), sum(r.amount for r in found.d)) == (figure.n, figure.d)
    assert len(found.rest) == figure.d - figure.n
    assert not {row.sources for row in found.rest} & {row.sources for row in found.n}
    assert not found.more


def test_many_rows_are_cut_and_said_to_be(department, monkeypatch):
    monkeypatch.setattr(behind, "MOST", 5)
    found = behind.rows("consultation_conversion", OCTOBER, department, 1, where={}, scope=None)
    assert (len(found.n), len(found.d), found.rest, found.more) == (5, 5, (), True)


def test_the_days_of_a_figure_add_up_to_it(department, october):
    days = person.days(load().metric("consultation_conversion"), october, department, 1)
    (figure,) = ask(Question(("consultation_conversion",), OCTOBER), department).figures
    assert len(days) == 31
    assert (sum(day.n for day in days), sum(day.d for day in days)) == (figure.n, figure.d)


# ---------------------------------------------------------------------------------------------- pictures of work


def test_a_picture_of_work_is_read_off_the_metrics_of_all_shops(department, october):
    staff = roles.members(people(department, OCTOBER), "客服部")
    (found,) = pictures.of_department("客服部", staff, october, department, 1)
    assert [step.metric.id for step in found.steps] == [
        "visitors", "consultations", "presale_consultations", "consultation_conversion",
    ]  # fmt: skip
    (now,) = ask(Question(("consultation_conversion",), OCTOBER), department).figures
    (before,) = ask(Question(("consultation_conversion",), month("2026-09")), department).figures
    last = found.steps[-1]
    assert (last.amount, last.before, found.steps[-2].amount) == (now.n, before.n, now.d)
    assert (last.share, last.share_before) == (now.value, before.value)
    assert not found.own


@pytest.mark.parametrize(
    ("members", "picture"),
    [
        (["推广", "文案策划"], ["promotion"]),  # the head's, not also that of the others
        (["文案策划", "推广专员"], ["tasks"]),
        (["客服专员", "推广"], ["promotion"]),  # the last one leads, as written below
        (["运营助理", "物流专员"], ["logistics"]),
        (["运营助理"], []),
    ],
)
def test_a_department_has_one_picture_that_of_its_head_before_others(department, october, members, picture):
    head = f"P{len(members) - 1}" if members[-1] == "推广" else "P0"
    staff = [
        Person(f"P{at}", "某", "新部", role, None if f"P{at}" == head else head, date(2024, 1, 1), date.max)
        for at, role in enumerate(members)
    ]
    found = pictures.of_department("新部", staff, october, department, 1)
    assert [one.picture.id for one in found] == picture


TASKS = """任务编号,任务名称,类型,负责人,提出部门,布置日期,截止日期,完成日期,状态,计划数量,完成数量,质量评分,一次通过
T1,海报,海报,宋画,推广部,2026-09-20,2026-09-25,2026-09-24,完成,1,1,,
T2,海报,海报,宋画,推广部,2026-09-20,2026-09-28,2026-09-30,完成,1,1,,
T3,海报,海报,宋画,推广部,2026-10-01,2026-10-10,2026-10-10,完成,1,1,,
T4,海报,海报,宋画,推广部,2026-10-01,2026-10-12,2026-10-15,完成,1,1,,
T5,海报,海报,宋画,推广部,2026-10-01,2026-10-20,2026-10-19,完成,1,1,,
T6,海报,海报,宋画,推广部,2026-10-01,2026-10-25,,进行中,1,,,
T7,海报,海报,宋画,推广部,2026-10-01,2026-10-26,,取消,1,,,
"""
STAFF = "工号,姓名,部门,岗位,上级,入职日期\nE1,宋画,美工部,美工专员,,2024-01-01\n"
ORDERS = "订单编号,买家会员名,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间,店铺名称\n" + "".join(
    f"{n},买家{n},10,10,交易成功,2026-10-01 09:00:00,2026-10-01 09:01:00,甲店\n" for n in range(3)
)


@pytest.fixture
def small(tmp_path) -> Path:
    for name, text in (("tasks", TASKS), ("staff", STAFF), ("orders", ORDERS)):
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    change.load(tmp_path / "data", [tmp_path / f"{name}.csv" for name in ("tasks", "staff", "orders")])
    return tmp_path / "data"


def test_tasks_planned_done_and_done_on_time_by_hand(small):
    """Of the four due in October three are done, two of them on time; of the two due in September both, and one."""
    at = review.Shown(OCTOBER, running=False)
    staff = roles.members(people(small, OCTOBER), "美工部")
    (of_all,) = pictures.of_department("美工部", staff, at, small, 1)
    (own,) = pictures.of_person(staff[0], at, small, 1)
    assert of_all.own
    for found in (of_all, own):
        assert [(step.amount, step.before) for step in found.steps] == [(4, 2), (3, 2), (2, 1)]
        assert [step.share for step in found.steps] == [None, 3 / 4, 2 / 3]
        assert [step.share_before for step in found.steps] == [None, 1, 1 / 2]


def test_a_step_whose_source_is_missing_has_a_reason_and_no_0(small):
    at = review.Shown(OCTOBER, running=False)
    head = Person("E9", "郭", "物流部", "物流经理", None, date(2024, 1, 1), date.max)
    (found,) = pictures.of_department("物流部", [head], at, small, 1)
    assert [step.amount for step in found.steps] == [3, None, None, None, None]
    assert [step.share for step in found.steps] == [None] * 5
    assert all("shipments" in step.missing for step in found.steps[1:4])
    assert not found.empty
