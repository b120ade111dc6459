"""A fact that declares its reach gives, over the inputs of some keys alone, exactly those keys' rows.

So a refresh may recompute the keys that a load touched and leave the others as they are.
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from kpi import catalogue
from kpi.engine import duck
from tests.sql.world import Department
from tests.strategies import worlds

SALES = {"orders", "returns", "chats", "staff"}
REACHING = [f for f in catalogue.load().facts.values() if f.reach and set(f.sources) <= SALES]


@given(world=worlds(["orders", "returns", "chats"]), share=st.integers(1, 4))
@settings(max_examples=20)
def test_a_fact_over_the_inputs_of_some_keys_has_the_rows_of_these_keys(world, share):
    department = Department(world)
    department.con.execute("create schema part")
    assert REACHING
    assert not {fact.id: rows for fact in REACHING if (rows := difference(department, fact, share))}


def difference(department, fact, share):
    """Rows that only one of both has: the fact of some keys, and what these keys have in the whole fact."""
    con, reach = department.con, fact.reach
    keys = ", ".join(map(duck.name, reach))
    of_chosen = "where exists (from chosen where "
    of_chosen += " and ".join(f"t.{key} is not distinct from chosen.{key}" for key in map(duck.name, reach)) + ")"
    con.execute(
        f"create or replace temp table chosen as select distinct {keys} from {fact.id} where hash({keys}) % 5 < {share}"
    )
    for name in fact.uses:
        columns = {row[0] for row in con.execute(f"describe {name}").fetchall()}
        con.execute(
            f"create or replace table part.{name} as from {name} as t {of_chosen if columns >= set(reach) else ''}"
        )
    con.execute(f"create or replace temp table wanted as from {fact.id} as t {of_chosen}")
    con.execute("set search_path = 'part'")
    con.execute(f"create or replace temp table got as {fact.sql}")
    con.execute("set search_path = 'facts,current'")
    return con.execute("(from got except all from wanted) union all (from wanted except all from got)").fetchall()
