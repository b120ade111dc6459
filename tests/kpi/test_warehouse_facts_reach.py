"""A fact of warehouse or work that declares its reach gives, over some keys alone, exactly those keys' rows."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi import catalogue
from kpi.engine import duck
from tests.sql.world import Department
from tests.strategies import worlds

ENTITIES = (
    *("orders", "returns", "chats", "shipments", "shipping_errors", "carrier_bills", "carrier_rates"),
    *("receipts", "stock_counts", "tasks", "shifts"),
)
FACTS = (
    *("parcel_orders", "parcel_errors", "parcels", "parcel_people", "shipping_deadlines", "billed_parcels"),
    *("receipt_lines", "count_lines", "handled_returns", "due_tasks", "done_tasks", "covered_consultations"),
)


@given(world=worlds(ENTITIES), share=st.integers(1, 4))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_each_fact_over_some_keys_is_the_fact_of_these_keys(world, share):
    department, known = Department(world), catalogue.load().facts
    department.con.execute("create schema part")
    assert not {name: rows for name in FACTS if (rows := difference(department, known[name], share))}


def difference(department, fact, share):
    """Rows that only one of both has: the fact over the inputs of some keys, and what these keys have in the whole."""
    con, known, reach = department.con, catalogue.load(), fact.reach
    keys = ", ".join(map(duck.name, reach))
    same = " and ".join(f"t.{key} is not distinct from chosen.{key}" for key in map(duck.name, reach))
    of_chosen = f"where exists (from chosen where {same})"
    table = f"facts.{fact.id}"
    chosen = f"select distinct {keys} from {table} where hash({keys}) % 5 < {share}"
    con.execute(f"create or replace temp table chosen as {chosen}")
    for name in fact.uses:
        whole = f"{'current' if name in known.entities else 'facts'}.{name}"
        columns = {row[0] for row in con.execute(f"describe {whole}").fetchall()}
        where = of_chosen if columns >= set(reach) else ""
        con.execute(f"create or replace table part.{name} as select t.* from {whole} as t {where}")
    con.execute("set search_path = 'part'")
    con.execute(f"create or replace temp table got as {fact.sql}")
    con.execute(f"create or replace temp table wanted as select t.* from {table} as t {of_chosen}")
    return con.execute("(from got except all from wanted) union all (from wanted except all from got)").fetchall()


def test_every_fact_named_here_declares_its_reach():
    known = catalogue.load().facts
    assert not [name for name in FACTS if not known[name].reach]


@pytest.mark.parametrize("name", FACTS)
def test_a_reach_is_made_of_columns_of_the_fact_and_of_an_input(name):
    known = catalogue.load()
    fact = known.facts[name]
    inputs = [known.entities[used].fields for used in fact.uses if used in known.entities]
    inputs += [catalogue.text.columns(known.facts[used].sql) for used in fact.uses if used in known.facts]
    reach = set(fact.reach)
    assert reach <= set(catalogue.text.columns(fact.sql))
    assert any(reach <= set(columns) for columns in inputs)
