"""Tasks, shifts, checklists and reviews."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from tests.oracle.lines import Line, Row
from tests.oracle.world import World


def task_line(world: World, t: Row, day: date, n: Fraction | int, d: Fraction | int) -> Line:
    """A task's line, by its owner."""
    return world.line(day, n, d, who=t["owner"], kind=t["kind"])


def due(world: World) -> list[Row]:
    """Tasks with a due day, not cancelled."""
    return [t for t in world.all("tasks") if t["due_on"] is not None and t["status"] != "cancelled"]


def in_time(t: Row) -> int:
    """Whether a task was done on or before its due day."""
    return int(t["done_on"] is not None and t["done_on"] <= t["due_on"])


def completion(world: World) -> list[Line]:
    """task_completion."""
    return [task_line(world, t, t["due_on"], in_time(t), 1) for t in due(world)]


def finished(world: World) -> list[Line]:
    """tasks_done: done, in time or late."""
    return [task_line(world, t, t["due_on"], int(t["done_on"] is not None), 1) for t in due(world)]


def assist(world: World) -> list[Line]:
    """assist_completion: asked for by another department than the owner's on the due day."""
    lines = []
    for t in due(world):
        department = world.people.at_work(t["owner"], t["due_on"])["department"]
        if department is not None and t["asked_by"] is not None and t["asked_by"] != department:
            lines.append(task_line(world, t, t["due_on"], in_time(t), 1))
    return lines


def output(world: World) -> list[Line]:
    """task_output: least(done, planned) over planned; nothing done yet is 0, a task without a plan is left out."""
    return [
        task_line(world, t, t["due_on"], Fraction(min(t["done_quantity"] or 0, t["planned"])), Fraction(t["planned"]))
        for t in due(world)
        if t["planned"] is not None
    ]


def done(world: World) -> list[Row]:
    """Tasks done, on a known day."""
    return [t for t in world.all("tasks") if t["status"] == "done" and t["done_on"] is not None]


def quality(world: World) -> list[Line]:
    """task_quality: the mean score of tasks done with one."""
    return [
        task_line(world, t, t["done_on"], Fraction(t["quality"]), 1) for t in done(world) if t["quality"] is not None
    ]


def first_pass(world: World) -> list[Line]:
    """first_pass_rate: passed first time, of tasks done with a mark."""
    return [
        task_line(world, t, t["done_on"], int(t["first_pass"]), 1) for t in done(world) if t["first_pass"] is not None
    ]


def shift_completion(world: World) -> list[Line]:
    """shift_completion: planned shifts with an actual start."""
    return [
        world.line(s["day"], int(s["actual_start"] is not None), 1, shop=s["shop"], who=s["person"])
        for s in world.all("shifts")
    ]


def shift_on_time(world: World) -> list[Line]:
    """shift_on_time: began no later and ended no earlier than planned, but for the grace."""
    grace = timedelta(minutes=world.set.shift_grace_minutes)
    lines = []
    for s in world.all("shifts"):
        begun = s["actual_start"] is not None and s["actual_start"] <= s["planned_start"] + grace
        ended = s["actual_end"] is not None and s["actual_end"] >= s["planned_end"] - grace
        lines.append(world.line(s["day"], int(begun and ended), 1, shop=s["shop"], who=s["person"]))
    return lines


def month_line(world: World, month: date, n: Fraction | int, who: str | None) -> Line:
    """A line dated by the month's first day; it is a person's who was employed on any day of the month."""
    at = world.people.at_work(who, month, month_dated=True)
    return Line(month, Fraction(n), Fraction(1), None, at["person"], at["department"], at["role"], month_dated=True)


def checklist(world: World, category: str) -> list[Line]:
    """The items of one 类别 of the checklists: done, of all."""
    return [
        month_line(world, c["month"], int(bool(c["done"])), c["responsible"])
        for c in world.all("checklists")
        if c["category"] == category
    ]


def review(world: World, item: str) -> list[Line]:
    """The scores of one 项目 of the reviews."""
    return [
        month_line(world, r["month"], Fraction(r["score"]), r["person"])
        for r in world.all("reviews")
        if r["item"] == item
    ]
