"""The department's own sheets: shops, staff, assignments and shifts."""

from collections.abc import Sequence

from kpi.demo import headers
from kpi.demo.calendar import Days
from kpi.demo.files import row
from kpi.demo.owners import Owners
from kpi.demo.people import HEADS, PAY, Person, Staff
from kpi.demo.roster import Shift
from kpi.demo.shops import SHOPS

Row = Sequence[object]


def shops() -> list[Row]:
    """店铺: every shop and its platform."""
    return [headers.SHOPS, *[(shop.name, shop.platform) for shop in SHOPS]]


def staff(people: Staff, days: Days) -> list[Row]:
    """员工: a row a person, and one more from the day of a move."""
    rows: list[Row] = [headers.STAFF]
    for person in people.people:
        rows += [_person(person, place, days) for place in range(len(person.jobs))]
    return rows


def _person(person: Person, place: int, days: Days) -> Row:
    job = person.jobs[place]
    head = HEADS[job.department]
    above = head if head != person.code else "" if person.code == HEADS["电商部"] else HEADS["电商部"]
    base, performance = PAY[job.role]
    return (
        person.code, person.name, job.department, job.role, above, person.hired_on,
        days.date(person.left) if person.left is not None else None, ";".join(person.account.values()), base, performance,
        days.date(job.since) if place else None,
    )  # fmt: skip


def assignments(owners: Owners, days: Days) -> list[Row]:
    """所辖: who owns what, and from when to when."""
    return [
        headers.ASSIGNMENTS,
        *[
            (
                each.code,
                each.kind,
                each.thing,
                days.date(each.since),
                days.date(each.until) if each.until is not None else None,
            )
            for each in owners.list
        ],
    ]


def shifts(all_shifts: Sequence[Shift], days: Days) -> str:
    """排班: each planned shift and how it went."""
    rows = [row(headers.SHIFTS)]
    for shift in all_shifts:
        came = "" if shift.came is None else days.stamp(shift.came)
        went = "" if shift.went is None else days.stamp(shift.went)
        rows.append(
            f"{days.text[shift.day]},{shift.person.code},{shift.shop or ''},{days.stamp(shift.start)},{days.stamp(shift.end)},"
            f"{came},{went}\r\n"
        )
    return "".join(rows)
