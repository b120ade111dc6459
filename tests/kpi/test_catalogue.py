"""The catalogue of the product itself, and what it refuses."""

import datetime
import subprocess
import sys

import pytest

from kpi import catalogue
from kpi.catalogue import check
from kpi.words import languages

LINES = [
    *("1", "2.1", "2.2", "2.3", "2.4", "2.5", "3.1", "3.2", "3.3", "3.4", "3.5", "4.1", "4.2", "5.1", "5.2", "5.3"),
    *("6.1", "6.2", "7.1", "7.2", "7.3", "7.4", "8.1", "8.2", "9.1", "9.2", "10"),
]


@pytest.fixture(scope="module")
def product():
    return catalogue.load()


def test_every_assessment_line_is_there_in_order(product):
    assert [line.number for role in product.roles.values() for line in role.lines] == LINES


def test_every_line_but_pay_is_answered_by_a_metric(product):
    answered = {number for metric in product.metrics.values() for number in metric.lines}
    assert set(LINES) - answered == {"7.4"}
    assert [line.number for role in product.roles.values() for line in role.lines if line.pay] == ["7.4"]


def test_a_role_is_found_by_what_the_staff_sheet_calls_it(product):
    assert product.by_word["推广"].id == "promotion_manager"
    assert product.by_word["营养师"] is product.by_word["客服专员"]
    assert product.by_word["Copywriter"].words["zh"] == "文案策划"


def test_a_role_names_each_metric_once_however_many_lines_have_it(product):
    measured = product.roles["design_manager"].metrics
    assert [m.metric for m in measured][:3] == ["process_completeness", "process_compliance", "task_completion"]
    assert len(measured) == len(set(measured))


def test_nothing_is_wrong_with_the_definitions(product):
    assert not [str(problem) for problem in catalogue.problems() if not problem.note]


def test_a_review_that_is_overdue_is_a_note_and_no_error(product):
    late = check.check(product.root, datetime.date(2099, 1, 1))
    assert {problem.kind for problem in late} == {"review_overdue"}
    assert all(problem.note for problem in late)
    assert len(late) == len(product.metrics)


def test_facts_come_after_those_they_use(product):
    built = list(product.facts)
    assert all(
        built.index(used) < built.index(fact.id)
        for fact in product.facts.values()
        for used in fact.uses
        if used in product.facts
    )


def test_an_entity_gives_its_columns_with_their_types(product):
    columns = product.entities["orders"].columns()
    assert columns["paid_amount"] == "decimal(18,2)"
    assert product.entities["staff"].own_sheet
    assert not product.entities["orders"].own_sheet


def test_overlapping_dimensions_are_told_apart_from_those_that_part(product):
    errors = product.metric("shipping_error_rate")
    assert errors.dimensions == ("shop", "platform", "warehouse", "carrier")
    assert errors.overlapping == ("person", "department", "role")
    assert errors.variants[0].once == "tracking"
    assert product.metric("consultation_rate").overlapping == ("product",)


def test_a_ratio_over_two_facts_has_the_dimensions_of_both(product):
    assert product.metric("logistics_cost_ratio").all_dimensions == ("shop", "platform")
    assert product.metric("logistics_cost_ratio").composed


def test_an_unknown_metric_is_refused_with_the_nearest(product):
    with pytest.raises(catalogue.UnknownMetric) as refused:
        product.metric("task_completed")
    assert "task_completion" in refused.value.fields["nearest"]
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("name", ["完全没有", "nosuch", ""])
def test_where_no_metric_is_near_none_is_named(product, name):
    with pytest.raises(catalogue.NoMetricNear) as refused:
        product.metric(name)
    assert refused.value.fields == {"metric": name}
    assert refused.value.exit_code == 2


def test_reading_definitions_imports_nothing_heavy():
    heavy = ("sqlglot", "pandas", "pydantic", "pyarrow", "duckdb", "babel")
    code = (
        "import sys; from kpi import catalogue; c = catalogue.load(); c.metrics, c.facts, c.roles; "
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "[]"


# ------------------------------------------------------------------------------------------------ what is refused

ENTITY = """# One row is an order.
label = { zh = "订单", en = "Orders" }
key = ["order_id"]
[fields]
order_id = "text"
shop = "text"
day = "date"
amount = "money"
"""
FACT = """-- One row is an order paid.
/* ---
key = ["order_id"]
sources = ["orders"]
--- */
select o.order_id, o.day, o.shop, o.amount,
    [{ 'entity': 'orders', 'load': o._load, 'file': o._file, 'row': o._row }] as sources
from orders as o
"""
METRIC = """/* ---
label = { zh = "金额", en = "Amount" }
explain = { zh = "金额", en = "Amount" }
n = { zh = "金额", en = "amount" }
assesses = ["1"]
unit = "money"
better = "up"
matures_after = ""
sources = ["orders"]
owner = "电商经理"
dimensions = ["shop"]
source = "docs/reference/kpis.md"
checked_by = "by hand"
next_review = "2099-06"
--- */
select p.sources, p.day, p.shop, p.amount as n
from paid as p
"""
ROLES = """[[role]]
id = "manager"
words = { zh = "电商经理", en = "Manager" }
[[role.line]]
number = "1"
words = { zh = "金额", en = "Amount" }
[role.line.metrics]
amount = "shop"
"""
PICTURE = """[[picture]]
id = "sales"
words = { zh = "销售", en = "Sales" }
scope = "shop"
of_departments = ["manager"]
[[picture.step]]
of = "amount.n"
words = { zh = "金额", en = "Amount" }
"""


@pytest.fixture
def house(tmp_path):
    """Writes a small house of definitions; a call replaces one file, or words in one."""
    files = {
        "entities/orders.toml": ENTITY,
        "facts/paid.sql": FACT,
        "metrics/amount.sql": METRIC,
        "roles.toml": ROLES,
    }

    def write(name=None, old=None, new="", **more):
        for path, text in files.items():
            file = tmp_path / "sql" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        if name:
            file = tmp_path / "sql" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            text = files.get(name, "")
            assert old is None or old in text
            file.write_text(text.replace(old, new) if old else new, "utf-8")
        return tmp_path

    return write


def kinds(root):
    return {problem.kind for problem in catalogue.problems(root)}


def test_a_house_in_order_has_no_problems(house):
    assert not catalogue.problems(house())


@pytest.mark.parametrize(
    ("file", "old", "new", "kind"),
    [
        ("entities/orders.toml", '"money"', '"euros"', "unknown_type"),
        ("entities/orders.toml", '["order_id"]', '["number"]', "no_column"),
        ("facts/paid.sql", "-- One row is an order paid.\n", "", "no_title"),
        ("facts/paid.sql", 'key = ["order_id"]\n', "", "missing_key"),
        ("facts/paid.sql", 'key = ["order_id"]', 'key = ["number"]', "no_column"),
        ("facts/paid.sql", "from orders", "from nowhere", "no_table"),
        ("facts/paid.sql", 'sources = ["orders"]', "sources = []", "source_not_named"),
        ("facts/paid.sql", "o.amount", "o.money", "does_not_run"),
        ("facts/paid.sql", "/* ---", "/* --", "no_front_matter"),
        ("facts/paid.sql", "from orders as o", "from orders as o group by all", "group_by_all"),
        ("facts/orders.sql", None, FACT, "name_taken"),
        ("facts/more.sql", None, FACT.replace("from orders as o", "from more as o"), "circle"),
        ("metrics/amount.sql", "unit =", "unit", "not_toml"),
        ("metrics/amount.sql", 'unit = "money"', 'unit = "gold"', "unknown_value"),
        ("metrics/amount.sql", 'better = "up"', 'better = "more"', "unknown_value"),
        ("metrics/amount.sql", 'owner = "电商经理"\n', "", "missing_key"),
        ("metrics/amount.sql", "owner =", "owners =", "unknown_key"),
        ("metrics/amount.sql", 'dimensions = ["shop"]\n', "", "missing_key"),
        ("metrics/amount.sql", 'en = "Amount" }\nexplain', 'de = "Betrag" }\nexplain', "missing_words"),
        ("metrics/amount.sql", '["shop"]', '["shop", "colour"]', "unknown_dimension"),
        ("metrics/amount.sql", '["shop"]', '["shop", "person"]', "no_column"),
        ("metrics/amount.sql", "p.sources, ", "", "no_column"),
        ("metrics/amount.sql", "p.amount as n", "p.amount as n, 1 as d", "missing_key"),
        ("metrics/amount.sql", "p.amount as n", "p.money as n", "does_not_run"),
        ("metrics/amount.sql", "p.amount as n", "cast(p.amount as double) as n", "wrong_type"),
        ("metrics/amount.sql", "p.shop,", "1 as shop,", "wrong_type"),
        ("metrics/amount.sql", "p.amount as n", "sum(p.amount) as n", "aggregated_rows"),
        ("metrics/amount.sql", "select p.sources", "select distinct p.sources", "grouped_rows"),
        ("metrics/amount.sql", "from paid", "from orders", "no_table"),
        ("metrics/amount.sql", 'sources = ["orders"]', 'sources = ["paid"]', "no_table"),
        ("metrics/amount.sql", '["1"]', '["1", "9.9"]', "line_unknown"),
        ("metrics/amount.sql", '["1"]', "[]", "line_not_named"),
        ("metrics/both.toml", None, METRIC.split("--- */")[0].replace("/* ---\n", ""), "no_sides"),
        ("metrics/amount.toml", None, METRIC.split("--- */")[0][7:] + 'plus = ["amount"]', "name_taken"),
        ("metrics/net.toml", None, METRIC.split("--- */")[0][7:] + 'plus = ["nothing"]', "unknown_metric"),
        ("metrics/net.toml", None, "plus =", "not_toml"),
        ("roles.toml", "[[role]]", "[[role", "not_toml"),
        ("roles.toml", 'amount = "shop"', 'amount = "all"', "unknown_value"),
        ("roles.toml", 'amount = "shop"', 'amount = "self"', "scope_does_not_fit"),
        ("roles.toml", 'amount = "shop"', 'income = "shop"', "unknown_metric"),
        ("roles.toml", 'amount = "shop"', "", "line_without_metric"),
        ("pictures.toml", None, "[[picture", "not_toml"),
        ("pictures.toml", None, PICTURE.replace("amount.n", "income.n"), "unknown_metric"),
        ("pictures.toml", None, PICTURE.replace("amount.n", "amount.m"), "unknown_value"),
        ("pictures.toml", None, PICTURE.replace("amount.n", "amount.d"), "missing_key"),
        ("pictures.toml", None, PICTURE.replace('"shop"', '"team"'), "unknown_value"),
        ("pictures.toml", None, PICTURE.replace('["manager"]', '["boss"]'), "unknown_value"),
        ("pictures.toml", None, PICTURE.replace('"shop"', '"department"'), "scope_does_not_fit"),
        ("pictures.toml", None, PICTURE.replace("of_departments", "of_people"), "scope_does_not_fit"),
        ("checks/late.sql", None, "-- Rows that must not exist\nselect 1", "no_front_matter"),
        ("checks/late.sql", None, "/* ---\nnote = true\n--- */\nselect 1 from nowhere", "no_table"),
    ],
)
def test_what_does_not_fit_is_a_problem(house, file, old, new, kind):
    found = catalogue.problems(house(file, old, new))
    assert kind in {problem.kind for problem in found}
    for language in languages():
        assert all(f"{problem.file}：" in problem.tell(language) or ": " in problem.tell(language) for problem in found)


def test_a_picture_of_what_there_is_has_no_problem(house):
    root = house("pictures.toml", None, PICTURE)
    assert not catalogue.problems(root)
    (step,) = catalogue.load(root).pictures["sales"].steps
    assert (step.metric, step.side) == ("amount", "n")


def test_a_missing_list_of_roles_is_a_problem(house):
    root = house()
    (root / "sql" / "roles.toml").unlink()
    assert "missing_file" in kinds(root)


def test_all_problems_are_raised_at_once(house):
    root = house("metrics/amount.sql", 'unit = "money"', 'unit = "gold"')
    broken = METRIC.replace('better = "up"', 'better = "more"')
    (root / "sql" / "metrics" / "second.sql").write_text(broken, "utf-8")
    with pytest.raises(catalogue.BadDefinitions) as refused:
        _ = catalogue.load(root).metrics
    assert "gold" in str(refused.value)
    assert "more" in str(refused.value)


def test_a_check_says_what_its_rows_are(house):
    text = '-- Orders without a shop\n/* ---\nnote = true\nlabel = { zh = "无店铺", en = "No shop" }\n--- */\n'
    root = house("checks/no_shop.sql", None, text + "select o.order_id from orders as o where o.shop is null")
    found = catalogue.load(root).checks["no_shop"]
    assert (found.title, found.note, found.uses) == ("Orders without a shop", True, ("orders",))
    assert not catalogue.problems(root)


def test_the_engine_sees_columns_that_the_fact_does_not_have(house):
    root = house("facts/paid.sql", "o.shop, ", "")
    assert kinds(root) == {"does_not_run"}
