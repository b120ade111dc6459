"""Who somebody is, where they work on a day, who is above them and what they own."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta

from tests.oracle.lines import Row, Rows


def accounts(row: Row | None) -> list[str]:
    """The accounts that a row of the staff sheet lists."""
    return [name.strip() for name in re.split("[;；]", (row or {}).get("accounts") or "") if name.strip()]


def month_of(day: date) -> list[date]:
    """All days of the month of a day."""
    first = day.replace(day=1)
    return [each for each in (first + timedelta(i) for i in range(31)) if each.month == first.month]


class People:
    """Everything that `staff` and `assignments` say, asked one question at a time."""

    def __init__(self, rows: Rows) -> None:
        self.staff: dict[str, list[Row]] = defaultdict(list)
        for row in sorted(rows.get("staff", ()), key=lambda r: r["valid_from"]):
            self.staff[row["person"]].append(row)
        self.assignments = rows.get("assignments", ())
        self.called: dict[str, set[str]] = defaultdict(set)
        self.holders: dict[str, set[str]] = defaultdict(set)
        for person, own in self.staff.items():
            for row in own:
                for name in (person, (row.get("name") or "").strip()):
                    self.called[name].add(person)
                for account in accounts(row):
                    self.holders[account].add(person)

    def find(self, name: str | None, day: date) -> str | None:
        """The 工号 behind a 工号, a unique 姓名 or an account on a day; None when nobody's or more than one's.

        An account in any row of a person is theirs at all times, if it is nobody else's. One of several is on a day the
        one's who is employed then; of several employed the one's whose row in force that day lists it.
        """
        name = (name or "").strip()
        meant = self.called.get(name, set()) | self.holders.get(name, set()) if name else set()
        if len(meant) > 1 and name not in self.called:
            meant = {person for person in meant if self.employed_on(person, day)}
            listing = {person for person in meant if name in accounts(self.row_on(person, day))}
            meant = listing or meant
        return next(iter(meant)) if len(meant) == 1 else None

    def row_on(self, person: str, day: date) -> Row | None:
        """The person's staff row in force on a day; before the first dated row, the first."""
        own = self.staff.get(person, [])
        begun = [row for row in own if row["valid_from"] <= day]
        if begun:
            return begun[-1]
        return own[0] if own else None

    def employed_on(self, person: str, day: date) -> bool:
        """Whether the day lies between 入职 and 离职, both included, of the row in force that day."""
        row = self.row_on(person, day)
        if row is None:
            return False
        joined, left = row.get("joined_on"), row.get("left_on")
        return (joined is None or joined <= day) and (left is None or day <= left)

    def employed(self, person: str, day: date, month_dated: bool) -> bool:
        """Whether a row of that day can be the person's; for a row of a month any day of the month will do."""
        if not month_dated:
            return self.employed_on(person, day)
        return any(self.employed_on(person, each) for each in month_of(day))

    def at_work(self, name: str | None, day: date, month_dated: bool = False) -> dict[str, str | None]:
        """Person, department and role of a row of that day; all None when unknown or not employed."""
        found = {self.find(name, each) for each in (month_of(day) if month_dated else [day])} - {None}
        at_work = [person for person in found if person and self.employed(person, day, month_dated)]
        if len(at_work) != 1:
            return {"person": None, "department": None, "role": None}
        (person,) = at_work
        row = self.row_on(person, day)
        assert row is not None
        return {"person": person, "department": row.get("department"), "role": row.get("role")}

    def above(self, person: str, day: date) -> set[str]:
        """Everybody above a person that day, at any height, also through people who have left."""
        found: set[str] = set()
        row = self.row_on(person, day)
        while row is not None:
            boss = self.find(row.get("manager"), row["valid_from"])
            if boss is None or boss in found:
                break
            found.add(boss)
            row = self.row_on(boss, day)
        return found

    def below(self, boss: str, person: str | None, day: date) -> bool:
        """Whether the person is below that boss that day; nobody is below themselves."""
        return person is not None and person != boss and boss in self.above(person, day)

    def owns(self, name: str, kind: str, day: date) -> set[str]:
        """The products, campaigns or shops that somebody owns that day."""
        person = self.find(name, day)
        return {
            a["object"]
            for a in self.assignments
            if a["kind"] == kind
            and person is not None
            and self.find(a["person"], a["valid_from"]) == person
            and a["valid_from"] <= day
            and (a["valid_to"] is None or day <= a["valid_to"])
        }

    def owner(self, kind: str, thing: str, day: date) -> str | None:
        """Who owns the thing that day: of several the one who took over last, then the greatest 工号."""
        held = []
        for a in self.assignments:
            in_force = a["valid_from"] <= day and (a["valid_to"] is None or day <= a["valid_to"])
            person = self.find(a["person"], a["valid_from"])
            if a["kind"] == kind and a["object"] == thing and in_force and person is not None:
                held.append((a["valid_from"], person))
        return max(held)[1] if held else None
