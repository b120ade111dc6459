"""What people do beside chats and parcels: tasks, checklists and reviews."""

import datetime as dt
from random import Random
from typing import NamedTuple

from kpi.demo import headers
from kpi.demo.files import BOM, GBK, row
from kpi.demo.people import (
    AGENT,
    DEPARTMENTS,
    DESIGN,
    DESIGN_HEAD,
    DESIGNER,
    HEADS,
    MANAGER,
    PACKER,
    PROMOTER,
    PROMOTION,
    PROMOTION_HEAD,
    SERVICE,
    SERVICE_HEAD,
    STORE,
    STORE_HEAD,
    WRITER,
    Person,
)
from kpi.demo.stage import Stage

HEAD_TASKS = ("流程梳理", "团队培训", "月度复盘", "跨部门支持")
KINDS = {
    MANAGER: ("经营分析", "预算编制", "跨部门支持"),
    SERVICE_HEAD: HEAD_TASKS, STORE_HEAD: HEAD_TASKS, DESIGN_HEAD: HEAD_TASKS, PROMOTION_HEAD: HEAD_TASKS,
    AGENT: ("论坛发帖", "舆情监测", "客户资料整理"),
    PACKER: ("配货", "打包", "发货", "查单", "退货", "盘点"),
    DESIGNER: ("主图设计", "详情页设计", "活动页", "海报制作"),
    PROMOTER: ("推广计划", "活动报名", "直播排期", "数据周报"),
    WRITER: ("软文", "海报", "帮派发文", "卖点", "详情页", "门户文章", "宣传材料"),
}  # fmt: skip
A_MONTH = {
    MANAGER: 3,
    SERVICE_HEAD: 4,
    STORE_HEAD: 4,
    DESIGN_HEAD: 5,
    PROMOTION_HEAD: 5,
    AGENT: 7,
    PACKER: 9,
    DESIGNER: 11,
    PROMOTER: 8,
    WRITER: 14,
}
SCORED = {DESIGNER, WRITER, DESIGN_HEAD}
OUTSIDER = "外包设计小周"
PROCESSES = {
    SERVICE: ("接待流程", "售后处理流程", "投诉升级流程", "话术库维护"), STORE: ("入库流程", "拣货流程", "打包规范", "盘点制度", "退货处理流程"),
    DESIGN: ("需求提报流程", "设计规范手册", "素材归档制度"), PROMOTION: ("投放审批流程", "活动报名流程", "数据日报制度", "内容审核流程"),
    "电商部": ("月度经营会制度", "预算管理办法"),
}  # fmt: skip
TEAM = ("新人培训", "月度例会", "技能考核", "岗位轮训")
RULES = ("考勤", "信息保密", "工作纪律")
CATEGORIES = {
    "流程规范": "process_completeness", "规范落实": "process_compliance", "团队建设": "team_building", "规章制度": "rule_compliance",
}  # fmt: skip
QUALITY, MANAGEMENT = "客服质量", "管理评分"


class Task(NamedTuple):
    """A task and how it went."""

    due: int
    assigned: int
    kind: str
    owner: Person | None
    asked_by: str
    done: int | None
    cancelled: bool
    planned: int
    made: int
    score: int | None
    passed: bool | None


class Work:
    """Plans everybody's tasks, checklists and reviews, counts them and writes them."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.days, self.truth, self.staff = stage, stage.days, stage.truth, stage.staff

    def write(self) -> None:
        """Write all three sheets."""
        self._write_tasks()
        self._write_checklists()
        self._write_reviews()

    def _write_tasks(self) -> None:
        tasks: list[Task] = []
        for month, numbers in self.days.months().items():
            rng = self.stage.rng("tasks", numbers.start)
            length = self.days.days_in(month)
            for person in self.staff.people:
                role = person.job(numbers.start).role
                for place in range(A_MONTH[role] + rng.randrange(3)):
                    due = numbers.start + rng.randrange(length)
                    if person.works(due) and due < self.days.count + 2:
                        kinds = KINDS[person.job(due).role]
                        tasks.append(self._task(rng, person, due, kinds[(place + numbers.start) % len(kinds)]))
            tasks.append(self._task(rng, None, numbers.start + 14 if length else 0, "海报制作"))
        rows: list[list[object]] = []
        for number, task in enumerate(sorted(tasks, key=lambda each: (each.assigned, each.due)), 1):
            if task.assigned < self.days.count:
                self._count(task)
                rows.append(self._row(number, task))
        self.stage.tree.workbook("部门/任务.xlsx", [("任务", [headers.TASKS, *rows])])

    def _task(self, rng: Random, person: Person | None, due: int, kind: str) -> Task:
        skill = person.skill if person else 0.9
        role = person.job(due).role if person else DESIGNER
        assigned = max(due - rng.randrange(2, 13), 0)
        own = self.staff.department(person.code, due) if person else DESIGN
        asked_by = rng.choice(DEPARTMENTS) if rng.random() < 0.3 else "" if rng.random() < 0.08 else own or ""
        draw, cancelled = rng.random(), rng.random() < 0.03
        in_time = draw < min(0.985, 0.935 + (skill - 1) * 0.35)
        done: int | None = due - rng.randrange(3) if in_time else due + rng.randrange(1, 6) if draw < 0.985 else None
        if done is not None:
            done = None if cancelled or done >= self.days.count else max(done, assigned)
        planned = rng.randrange(1, 5) if role in SCORED else rng.randrange(2, 31)
        made = planned if rng.random() < 0.88 else max(planned + rng.choice((-3, -2, -1, 1)), 0)
        if done is None:
            made = planned * rng.randrange(0, 60) // 100
        scored = done is not None and role in SCORED
        score = min(100, int(rng.gauss(86 + (skill - 1) * 25, 5))) if scored and rng.random() < 0.9 else None
        passed = rng.random() < min(0.97, 0.86 + (skill - 1) * 0.5) if scored else None
        return Task(due, assigned, kind, person, asked_by, done, cancelled, planned, made, score, passed)

    def _count(self, task: Task) -> None:
        code = task.owner.code if task.owner else None
        due = (task.due, self.stage.code(code, task.due), task.kind)
        if not task.cancelled:
            in_time = task.done is not None and task.done <= task.due
            self.truth.add("task_completion", due, in_time, 1)
            self.truth.add("task_output", due, min(task.made, task.planned), task.planned)
            own = self.staff.department(code, task.due)
            if own and task.asked_by and task.asked_by != own:
                self.truth.add("assist_completion", due, in_time, 1)
        if task.done is not None:
            done = (task.done, self.stage.code(code, task.done), task.kind)
            if task.score is not None:
                self.truth.add("task_quality", done, task.score, 1)
            if task.passed is not None:
                self.truth.add("first_pass_rate", done, task.passed, 1)

    def _row(self, number: int, task: Task) -> list[object]:
        date = self.days.date
        owner = OUTSIDER if task.owner is None else task.owner.name if number % 6 else task.owner.code
        state = "取消" if task.cancelled else "进行中" if task.done is None else "完成"
        done: dt.date | None = None if task.done is None else date(task.done)
        return [
            f"RW{number:05}", f"{task.kind}-{self.days.text[task.due][5:]}", task.kind, owner, task.asked_by, date(task.assigned),
            date(task.due), done, state, task.planned, task.made, task.score,
            None if task.passed is None else "是" if task.passed else "否",
        ]  # fmt: skip

    def _write_checklists(self) -> None:
        rows = [row(headers.CHECKLISTS)]
        for month, numbers in self.days.months().items():
            rng = self.stage.rng("checklists", numbers.start)
            for department in DEPARTMENTS:
                head = self.staff.by_code[HEADS[department]]
                team = [
                    each
                    for each in self.staff.people
                    if each.works(numbers.start) and each.job(numbers.start).department == department
                ]
                items = [("流程规范", item, head, 0.93) for item in PROCESSES[department]]
                items += [
                    ("规范落实", item, team[place % len(team)], 0.9) for place, item in enumerate(PROCESSES[department])
                ]
                items += [("团队建设", item, head, 0.88) for item in TEAM]
                items += [("规章制度", rule, person, 0.96) for person in team for rule in RULES]
                for category, item, person, likely in items:
                    done = rng.random() < likely * min(1.0, 0.6 + 0.4 * person.skill)
                    self.truth.add(CATEGORIES[category], (numbers.start, person.code), done, 1)
                    rows.append(row((month, department, category, item, person.name, "是" if done else "否")))
        self.stage.tree.text("部门/检查表.csv", "".join(rows), GBK)

    def _write_reviews(self) -> None:
        rows = [row(headers.REVIEWS)]
        for month, numbers in self.days.months().items():
            if len(numbers) < self.days.days_in(month):
                continue
            rng = self.stage.rng("reviews", numbers.start)
            boss, head = self.staff.by_code[HEADS["电商部"]], self.staff.by_code[HEADS[SERVICE]]
            planned = [(agent, QUALITY, head.name) for agent in self.staff.of(AGENT, numbers.start)]
            planned += [(agent, QUALITY, boss.name) for agent in self.staff.of(AGENT, numbers.start)[:3]]
            planned += [(head, QUALITY, boss.name)]
            planned += [
                (self.staff.by_code[HEADS[each]], MANAGEMENT, boss.name) for each in (SERVICE, STORE, DESIGN, PROMOTION)
            ]
            planned += [(boss, MANAGEMENT, "营销中心")]
            for person, item, reviewer in planned:
                score = max(50, min(100, int(rng.gauss(87 + (person.skill - 1) * 30, 4))))
                metric = "service_quality" if item == QUALITY else "management_review"
                self.truth.add(metric, (numbers.start, person.code), score, 1)
                rows.append(row((month, person.name, item, score, reviewer, "抽检20通会话" if item == QUALITY else "")))
        self.stage.tree.text("部门/评分.csv", "".join(rows), BOM)
