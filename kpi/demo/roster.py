"""Who is on shift: the plan of each day, who came, and who can answer or pack at a moment."""

from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from kpi.demo.calendar import SECONDS, Days
from kpi.demo.people import AGENT, PACKER, SERVICE_HEAD, STRANGER, Person, Staff
from kpi.demo.shops import FLAGSHIP, JD, SITE, TALKING, WAREHOUSES, Shop
from kpi.demo.truth import Truth

HOUR = 3600
GRACE = 5 * 60
SLOT = 1800
SLOTS = SECONDS // SLOT
EARLY, LATE, NIGHT, DAY = (8, 17), (14, 23), (18, 26), (9, 18)
COVER = (  # which shifts of the customer service are filled first
    (FLAGSHIP, EARLY), (JD, EARLY), (FLAGSHIP, LATE), (JD, LATE), (SITE, DAY), (FLAGSHIP, NIGHT),
    (FLAGSHIP, DAY), (JD, DAY), (FLAGSHIP, LATE), (FLAGSHIP, EARLY), (FLAGSHIP, LATE),
)  # fmt: skip


class Shift(NamedTuple):
    """A planned shift and how it went; moments in seconds, none for who did not come or did not clock out."""

    day: int
    person: Person
    shop: str | None
    start: int
    end: int
    came: int | None
    went: int | None


@dataclass(frozen=True)
class Agent:
    """Who answers in a shop: a person by the account there, or a stranger without a code."""

    code: str | None
    account: str
    skill: float
    pace: float


class Roster:
    """The shifts, planned day by day; `begin` must be called for each day in order."""

    def __init__(self, days: Days, staff: Staff, truth: Truth) -> None:
        self.days, self.staff, self.truth = days, staff, truth
        self.shifts: list[Shift] = []
        self._today: list[Shift] = []
        self._yesterday: list[Shift] = []
        self._agents = {
            (person.code, shop.name): Agent(person.code, person.account[shop.name], person.skill, person.pace)
            for person in staff.people
            if person.account
            for shop in TALKING
        }
        self._stranger = {
            shop.name: Agent(None, f"{shop.name}:{STRANGER}", 0.82, 50.0) for shop in TALKING if shop is FLAGSHIP
        }
        self.present: dict[str, list[list[Agent]]] = {}
        """Of each shop, who can answer in each half hour of the day."""
        self.planned: dict[str, list[tuple[int, int]]] = {}
        """Of each shop, the planned shifts that reach into the day."""
        self.packers: list[list[Person]] = []
        """Of each warehouse, who packs on the day."""

    def begin(self, day: int, rng: Random) -> None:
        """Plan a day, let people come late or not at all, and count it."""
        self._yesterday, self._today = self._today, [*self._service(day, rng), *self._store(day, rng)]
        self.shifts += self._today
        for shift in self._today:
            key = (day, shift.shop, shift.person.code)
            came, went = shift.came, shift.went
            on_time = (
                came is not None and came <= shift.start + GRACE and went is not None and went >= shift.end - GRACE
            )
            self.truth.add("shift_completion", key, came is not None, 1)
            self.truth.add("shift_on_time", key, on_time, 1)
        self._spread(day, rng)

    def covered(self, shop: Shop, at: int) -> bool:
        """Whether a moment lies in a planned shift of a shop."""
        return any(start <= at < end for start, end in self.planned[shop.name])

    def _service(self, day: int, rng: Random) -> list[Shift]:
        agents = [each for place, each in enumerate(self.staff.of(AGENT, day)) if (day + 3 * place) % 7]
        turn = day // 7 % len(agents)
        agents = agents[turn:] + agents[:turn]
        plan = list(zip(agents, COVER, strict=False))
        if self.days.peak[day]:
            plan += [(head, (FLAGSHIP, DAY)) for head in self.staff.of(SERVICE_HEAD, day)]
        return [self._worked(day, person, shop.name, hours, rng) for person, (shop, hours) in plan]

    def _store(self, day: int, rng: Random) -> list[Shift]:
        packers = self.staff.of(PACKER, day)
        there = [each for place, each in enumerate(packers) if (day + 2 * place) % 7]
        return [
            self._worked(day, person, None, EARLY if (place + day) % 3 else (11, 20), rng)
            for place, person in enumerate(there)
        ]

    def _worked(self, day: int, person: Person, shop: str | None, hours: tuple[float, float], rng: Random) -> Shift:
        """How a shift went: some come late, leave early, forget to clock out, or do not come."""
        start, end = (day * SECONDS + int(hour * HOUR) for hour in hours)
        weak = 2.5 if person.skill < 0.82 else 1.0
        if rng.random() < 0.012 * weak:
            return Shift(day, person, shop, start, end, None, None)
        late = rng.random() < 0.035 * weak
        came = start + (rng.randrange(GRACE + 1, 45 * 60) if late else rng.randrange(-1200, GRACE))
        leaves = rng.random()
        went = end + (rng.randrange(-3600, -GRACE) if leaves < 0.02 * weak else rng.randrange(-120, 1500))
        return Shift(day, person, shop, start, end, came, None if leaves > 0.993 else went)

    def _spread(self, day: int, rng: Random) -> None:
        """Lay the shifts of the day, and yesterday's that last past midnight, over the half hours."""
        begins = day * SECONDS
        self.present = {shop.name: [[] for _ in range(SLOTS)] for shop in TALKING}
        self.planned = {shop.name: [] for shop in TALKING}
        for shift in self._yesterday + self._today:
            if shift.shop is None or shift.end <= begins:
                continue
            self.planned[shift.shop].append((shift.start, shift.end))
            if shift.came is not None:
                agent = self._agents[shift.person.code, shift.shop]
                self._fill(self.present[shift.shop], agent, max(shift.came, shift.start) - begins, shift.end - begins)
        weekend = self.days.dates[day].weekday() >= 5
        for shop, stranger in self._stranger.items():
            if rng.random() < (0.45 if weekend else 0.04) + 0.4 * self.days.peak[day]:
                self._fill(self.present[shop], stranger, 14 * HOUR, 22 * HOUR)
        self._help_out(rng)
        came = [shift.person for shift in self._today if shift.shop is None and shift.came is not None]
        self.packers = [[each for each in came if each.warehouse == place] for place in range(len(WAREHOUSES))]
        for place, packers in enumerate(self.packers):
            packers.extend([] if packers else [each for each in self.staff.of(PACKER, day) if each.warehouse == place])

    def _fill(self, slots: list[list[Agent]], agent: Agent, start: int, end: int) -> None:
        for slot in range(max(start, 0) // SLOT, min(end, SECONDS) // SLOT):
            slots[slot].append(agent)

    def _help_out(self, rng: Random) -> None:
        """Where a shop has nobody, an agent of another shop may look after it."""
        for shop in TALKING:
            for slot, there in enumerate(self.present[shop.name]):
                if not there and rng.random() < 0.94:
                    others = [agent.code for other in TALKING for agent in self.present[other.name][slot] if agent.code]
                    if others:
                        there.append(self._agents[rng.choice(others), shop.name])
