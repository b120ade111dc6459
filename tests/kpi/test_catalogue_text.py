"""Reading SQL files by text, and making SQL out of definitions."""

from dataclasses import replace

import pytest

from kpi import catalogue, words
from kpi.catalogue import compose, text
from kpi.engine import portable


def test_front_matter_is_toml_between_its_marks():
    assert text.front_matter("-- One row is\n/* ---\na = 1\n--- */\nselect 1") == {"a": 1}
    with pytest.raises(text.Malformed, match="no_front_matter"):
        text.front_matter("select 1")
    with pytest.raises(text.Malformed, match="not_toml"):
        text.front_matter("/* ---\na = \n--- */")


def test_a_file_can_have_a_further_select_for_overlapping_dimensions():
    own, other = text.selects("/* ---\na = 1\n--- */\nselect 1;\n\n/* by: person, role; once: parcel */\nselect 2\n")
    assert (own.sql, own.by, own.once) == ("select 1", (), None)
    assert (other.sql, other.by, other.once) == ("select 2", ("person", "role"), "parcel")
    assert text.selects("/* ---\n--- */\nselect 1\n/* by: person */\nselect 2")[1].once is None


@pytest.mark.parametrize(
    ("sql", "columns"),
    [
        ("select a, t.b, c as d from t", ("a", "b", "d")),
        ("with x as (select q from t) select f(a, b) as c, 'from' as d, x.e from x", ("c", "d", "e")),
        ("select [{ 'k': a }] as s, case when a then 1 else 0 end as n -- , gone\nfrom t", ("s", "n")),
        ("select (select max(z) from u) as top, b from t", ("top", "b")),
        ("select a", ("a",)),
        ("", ()),
    ],
)
def test_the_columns_of_a_select_are_read_from_its_text(sql, columns):
    assert text.columns(sql) == columns


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ("select 1 from a inner join b on true", {"a", "b"}),
        ("with x as (select 1 from a), y (k) as (select 2 from x) select * from y cross join c", {"a", "c"}),
        ("with recursive r as (select 1 from a union all select 2 from r) select * from r", {"a"}),
        ("select 1 from a cross join unnest(a.list) as l (v)", {"a"}),
        ("select a.x is distinct from b.x from a /* from c */ -- join d", {"a"}),
        ("select 'from x' from a where exists (select 1 from b)", {"a", "b"}),
    ],
)
def test_the_tables_of_a_select_are_read_from_its_text(sql, tables):
    assert text.tables(sql) == tables


def test_text_and_parser_agree_on_every_definition():
    """The cheap way of the query path reads what the real parser reads."""
    known = catalogue.load()
    selects = [fact.sql for fact in known.facts.values()]
    selects += [measure.rows for metric in known.metrics.values() for measure in compose.measures_of(metric)]
    for sql in selects:
        assert text.columns(sql) == portable.columns(sql)
        assert text.tables(sql) == portable.tables(sql)


# ------------------------------------------------------------------------------------------------ composing


@pytest.fixture
def errors():
    return catalogue.load().metric("shipping_error_rate")


def test_a_measure_adds_up_by_day_and_dimensions(errors):
    own, *_ = compose.measures_of(errors)
    assert own.name == "shipping_error_rate"
    assert "sum(n) as n, sum(d) as d" in compose.measure_sql(own)
    assert compose.measure_sql(own).endswith("where day is not null\ngroup by day, shop, platform, warehouse, carrier")
    assert "where day > 1\n" in compose.measure_sql(own, "day > 1")


def test_what_counts_once_is_added_up_by_each_dimension_and_kept_one_by_one(errors):
    _, person, department, role, each = compose.measures_of(errors)
    assert [one.name.split("__")[1] for one in (person, department, role, each)] == [
        *("person", "department", "role", "each")
    ]
    assert compose.measure_sql(person).endswith(
        "carrier, person, tracking\n) as things\ngroup by day, shop, platform, warehouse, carrier, person"
    )
    assert compose.measure_sql(each).endswith("person, department, role, warehouse, carrier, tracking")
    assert compose.value_sql(person) == {"n": "sum(n)", "d": "sum(d)"}
    assert compose.value_sql(each)["d"] == "count(distinct case when d > 0 then tracking end)"


def test_a_question_by_an_overlapping_dimension_goes_to_the_measure_that_is_exact_for_it(errors):
    def name(dimensions, single=()):
        return compose.measure_for(errors, dimensions, single).name

    assert name(["shop", "day"]) == "shipping_error_rate"
    assert name(["role", "shop"], ["role", "shop"]) == "shipping_error_rate__role"
    assert name(["person"]) == "shipping_error_rate__each"
    assert name(["person", "role"], ["person", "role"]) == "shipping_error_rate__each"
    with pytest.raises(compose.NoSuchDimension):
        compose.measure_for(errors, ["kind"])


def test_a_further_select_without_a_thing_to_count_once_adds_up(errors):
    plain = replace(errors, variants=(replace(errors.variants[0], once=None),))
    _, by_people = compose.measures_of(plain)
    assert by_people.name == "shipping_error_rate__person"
    assert compose.value_sql(by_people)["n"] == "sum(n)"
    assert compose.measure_for(plain, ["person", "role"]) == by_people


def test_a_sum_has_no_d():
    packed = compose.measures_of(catalogue.load().metric("parcels_packed"))[0]
    assert compose.value_sql(packed) == {"n": "sum(n)"}


def test_a_figure_names_its_periods():
    packed = compose.measures_of(catalogue.load().metric("parcels_packed"))[0]
    assert compose.figure_sql(packed, ["shop"], "month", "measures.parcels_packed", "shop = 'a'").split("\n") == [
        "select cast(date_trunc('month', day) as date) as period, shop, sum(n) as n",
        "from measures.parcels_packed",
        "where shop = 'a'",
        "group by cast(date_trunc('month', day) as date), shop",
    ]
    assert compose.figure_sql(packed, [], "total", "m") == "select sum(n) as n\nfrom m"
    assert compose.period_sql("day") == "day"
    with pytest.raises(ValueError, match="hour"):
        compose.period_sql("hour")


def test_a_composed_metric_is_made_of_measured_ones():
    known = catalogue.load().metrics
    assert [(x.side, x.sign, x.metric) for x in compose.leaves(known["net_sales"], known)] == [
        ("n", 1, "gmv"),
        ("n", -1, "refund_amount"),
    ]
    assert [(x.side, x.metric) for x in compose.leaves(known["logistics_cost_ratio"], known)] == [
        ("n", "logistics_cost"),
        ("d", "gmv"),
    ]
    assert compose.measures_of(known["net_sales"]) == ()
    assert [x.metric for x in compose.leaves(known["consultation_rate"], known, ["product"])][1] == "item_visitors"
    assert [x.metric for x in compose.leaves(known["gmv"], known)] == ["gmv"]


# ------------------------------------------------------------------------------------------------ portable SQL


@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        ("select date_diff('day', a, b) as x from t", "date_diff"),
        ("select 1 as x from t asof join u on t.a >= u.a", "asof_join"),
        ("select len(list(a)) as x from t", "list_length"),
        ("select quantile_cont(a, 0.5) as x from t", "inexact"),
        ("select approx_count_distinct(a) as x from t", "inexact"),
        ("select median(a) as x from t", "inexact"),
        ("select a, count(*) as x from t group by all", "group_by_all"),
        ("select list_sum(a) as x from t", "unknown_function"),
        ("select date_trunc('day', a) as x from t", "open_bucket"),
        ("select row_number() over (partition by a order by b desc, c asc nulls last) as x from t", "open_nulls"),
        ("select a as x from t order by f(b, c) limit 3", "open_nulls"),
        ("select a from", "unreadable"),
        ("select 1 as x; select 2 as x", "not_one_select"),
        ("delete from t", "not_one_select"),
    ],
)
def test_sql_outside_of_the_portable_subset_is_found(sql, kind):
    assert kind in {finding.kind for finding in portable.findings(sql)}


@pytest.mark.parametrize("language", words.languages())
def test_every_finding_has_its_sentence(language):
    kinds = [*portable.REFUSED, *portable.MANY_ROWS, "open_nulls", "unreadable", "not_one_select", "untranslatable"]
    assert not [kind for kind in kinds if not words.known(f"problem.{kind}", language)]


@pytest.mark.parametrize(
    "sql",
    [
        "select cast(date_trunc('month', a) as date) as x from t",
        "select length(name) as x, a + interval '1 day' as y from t order by a desc nulls last, b asc nulls first",
        "select sum(a) over (partition by b order by c asc nulls last rows unbounded preceding) as x from t",
        "with x as (select 1 as a) select a from x union all select a from y",
    ],
)
def test_portable_sql_passes(sql):
    assert not portable.findings(sql)


def test_rows_of_a_metric_are_neither_grouped_nor_added_up():
    found = portable.findings("select distinct a, sum(b) as n from t group by a", row_level=True)
    assert {finding.kind for finding in found} == {"grouped_rows", "aggregated_rows"}
    assert [f.kind for f in portable.findings("select * from t", row_level=True)] == ["all_columns"]
    assert not portable.findings("select max(a) over (partition by b) as n from t", row_level=True)


def test_what_another_engine_cannot_say_is_found():
    assert [f.kind for f in portable.findings("select max(a, 3) as x from t")] == ["untranslatable"]


def test_a_select_becomes_another_dialect():
    assert "LATERAL VIEW" in portable.translate("select v from t cross join unnest(t.l) as x (v)", "spark")
