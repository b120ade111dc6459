"""Who works in the demo department: jobs, accounts, skill, and who is there on a day."""

from dataclasses import dataclass, field

from kpi.demo.calendar import Days
from kpi.demo.shops import TALKING

MANAGER, SERVICE_HEAD, STORE_HEAD, DESIGN_HEAD, PROMOTION_HEAD = "电商经理", "客服经理", "物流经理", "美工经理", "推广"
AGENT, PACKER, DESIGNER, PROMOTER, WRITER = "客服专员", "物流专员", "美工专员", "推广专员", "文案策划"
COMPANY, SERVICE, STORE, DESIGN, PROMOTION = "电商部", "客服部", "物流部", "美工部", "推广部"
DEPARTMENTS = (COMPANY, SERVICE, STORE, DESIGN, PROMOTION)
HEADS = {COMPANY: "PH001", SERVICE: "PH002", STORE: "PH003", DESIGN: "PH004", PROMOTION: "PH005"}
STRANGER = "周末兼职"
"""Somebody who answers now and then and whom the staff sheet does not know."""
ALWAYS = -10_000
PAY = {
    MANAGER: (15000, 6000), SERVICE_HEAD: (8500, 3500), STORE_HEAD: (8500, 3500), DESIGN_HEAD: (9000, 3500),
    PROMOTION_HEAD: (9500, 4500), AGENT: (4200, 2000), PACKER: (4500, 1800), DESIGNER: (6000, 2200),
    PROMOTER: (5500, 2800), WRITER: (5200, 2000),
}  # fmt: skip


@dataclass(frozen=True)
class Job:
    """What a person is from a day (its number) on."""

    department: str
    role: str
    since: int = ALWAYS


@dataclass
class Person:
    """A person of the department; skill 1 is ordinary, pace is the usual seconds to a first reply."""

    code: str
    name: str
    jobs: list[Job]
    skill: float = 1.0
    pace: float = 30.0
    nick: str = ""
    joined: int = ALWAYS
    left: int | None = None
    hired_on: str = ""
    warehouse: int = 0
    account: dict[str, str] = field(default_factory=dict)

    def works(self, day: int) -> bool:
        """Whether the person is employed on a day."""
        return self.joined <= day and (self.left is None or day <= self.left)

    def job(self, day: int) -> Job:
        """The person's job on a day."""
        return [job for job in self.jobs if job.since <= day][-1]


def _people(days: Days) -> list[Person]:
    """Everybody; a joiner, two leavers and a mover have their days counted back from the last."""
    mover = days.number(days.dates[max(days.ago(160), 1)].replace(day=16))
    one = Person
    return [
        one("PH001", "沈亦舟", [Job(COMPANY, MANAGER)]),
        one("PH002", "顾晓岚", [Job(SERVICE, SERVICE_HEAD)], 1.1, 26, "店长顾顾"),
        one("PH003", "郭建民", [Job(STORE, STORE_HEAD)]),
        one("PH004", "秦墨", [Job(DESIGN, DESIGN_HEAD)]),
        one("PH005", "程远航", [Job(PROMOTION, PROMOTION_HEAD)]),
        one("PH006", "林安琪", [Job(SERVICE, AGENT)], 1.22, 14, "营养师安琪"),
        one("PH007", "许知夏", [Job(SERVICE, AGENT)], 1.12, 19, "健康顾问知夏"),
        one("PH008", "唐一诺", [Job(SERVICE, AGENT)], 1.04, 24, "养生师一诺"),
        one("PH009", "韩雨桐", [Job(SERVICE, AGENT)], 1.0, 27, "营养师雨桐"),
        one("PH010", "罗子墨", [Job(SERVICE, AGENT)], 0.97, 31, "健康顾问子墨"),
        one("PH011", "邱梦洁", [Job(SERVICE, AGENT)], 0.93, 33, "美容师梦洁"),
        one("PH012", "石文静", [Job(SERVICE, AGENT)], 0.74, 58, "养生师文静"),
        one("PH013", "丁可欣", [Job(SERVICE, AGENT)], 0.85, 44, "营养师可欣", joined=max(days.ago(84), 0)),
        one("PH014", "马思远", [Job(SERVICE, AGENT)], 0.9, 40, "健康顾问思远", left=days.ago(190)),
        one("PH015", "方晴", [Job(SERVICE, AGENT), Job(PROMOTION, PROMOTER, mover)], 1.02, 25, "美容师晴晴"),
        one("PH016", "田大勇", [Job(STORE, PACKER)], 1.25),
        one("PH017", "孟凡林", [Job(STORE, PACKER)], 1.1),
        one("PH018", "龚志强", [Job(STORE, PACKER)], 0.55),
        one("PH019", "江小军", [Job(STORE, PACKER)], 0.95),
        one("PH020", "白玉兰", [Job(STORE, PACKER)], 1.15, warehouse=1),
        one("PH021", "彭海", [Job(STORE, PACKER)], 0.9, warehouse=1),
        one("PH022", "袁立", [Job(STORE, PACKER)], 0.8, warehouse=1, left=days.ago(112)),
        one("PH023", "叶知秋", [Job(DESIGN, DESIGNER)], 1.15),
        one("PH024", "宋画", [Job(DESIGN, DESIGNER)], 0.95),
        one("PH025", "黎明月", [Job(DESIGN, DESIGNER)], 0.8),
        one("PH026", "贾思齐", [Job(PROMOTION, PROMOTER)], 1.1),
        one("PH027", "蒋沐阳", [Job(PROMOTION, PROMOTER)], 0.85),
        one("PH028", "卢笙", [Job(PROMOTION, WRITER)], 1.1),
        one("PH029", "温言", [Job(PROMOTION, WRITER)], 0.82),
    ]


class Staff:
    """The people of the demo, found by code, by role and day, and by account."""

    def __init__(self, days: Days) -> None:
        self.people = _people(days)
        for place, person in enumerate(self.people):
            person.hired_on = f"{2019 + place % 5}-{3 + place % 7:02}-{1 + place * 3 % 27:02}"
            if person.joined > ALWAYS:
                person.hired_on = days.text[person.joined]
            if person.nick:
                person.account = {shop.name: f"{shop.name}:{person.nick}" for shop in TALKING}
        self.by_code = {person.code: person for person in self.people}
        self._known: dict[tuple[str, int], list[Person]] = {}

    def of(self, role: str, day: int) -> list[Person]:
        """Everybody who has a role on a day."""
        key = (role, day)
        if key not in self._known:
            self._known[key] = [each for each in self.people if each.works(day) and each.job(day).role == role]
        return self._known[key]

    def working(self, day: int) -> list[Person]:
        """Everybody employed on a day."""
        return [each for each in self.people if each.works(day)]

    def department(self, code: str | None, day: int) -> str | None:
        """A person's department on a day; none where the person is unknown or not employed."""
        person = self.by_code.get(code or "")
        return person.job(day).department if person and person.works(day) else None

    def role(self, code: str | None, day: int) -> str | None:
        """A person's role on a day; none where the person is unknown or not employed."""
        person = self.by_code.get(code or "")
        return person.job(day).role if person and person.works(day) else None
