"""The wall round every connection (docs/decisions/0004): nothing outside is read, written or asked; it stays."""

import duckdb
import pytest

from kpi.engine import duck, versions

SECRET = "a secret"


@pytest.fixture
def outside(tmp_path):
    """A file and a database that no connection may reach."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret.csv").write_text(f"a\n{SECRET}\n", encoding="utf-8")
    with duckdb.connect(str(folder / "other.duckdb")) as other:
        other.execute(f"create table t as select '{SECRET}' as a")
    return folder


@pytest.fixture
def inside(tmp_path):
    """The folder that a writer may use."""
    folder = tmp_path / "inside"
    folder.mkdir()
    return folder


@pytest.fixture(params=["reader", "writer", "scratch"])
def con(request, tmp_path, inside):
    """Each kind of connection there is."""
    path = tmp_path / "v.duckdb"
    with duckdb.connect(str(path)) as made:
        made.execute("create table t as select 1 as a")
    make = {
        "reader": lambda: duck.reader(path),
        "writer": lambda: duck.writer(path, [inside]),
        "scratch": lambda: duck.scratch([inside]),
    }
    with make[request.param]() as found:
        yield found


@pytest.mark.parametrize(
    "sql",
    [
        "from read_csv('{outside}/secret.csv')",
        "from '{outside}/secret.csv'",
        "from read_text('{outside}/secret.csv')",
        "from read_blob('{outside}/secret.csv')",
        "from read_json('{outside}/secret.csv')",
        "from read_text('{inside}/../outside/secret.csv')",
        "from glob('{outside}/*')",
        "from sniff_csv('{outside}/secret.csv')",
        "attach '{outside}/other.duckdb' as other (read_only)",
        "copy (select 1) to '{outside}/written.csv'",
        "export database '{outside}/all'",
        "from frame_of_the_caller",
        "install httpfs",
        "load httpfs",
        "from read_csv('https://example.com/x.csv')",
        "create secret s (type s3, key_id 'k', secret 's')",
        "set enable_external_access = true",
        "set allowed_directories = ['/']",
        "set memory_limit = '64GB'",
        "set python_enable_replacements = true",
        "set lock_configuration = false",
        "reset lock_configuration",
    ],
)
def test_nothing_outside_is_within_reach(con, outside, inside, sql):
    frame_of_the_caller = [SECRET]
    with pytest.raises(duck.Error):
        con.execute(sql.format(outside=outside, inside=inside)).fetchall()
    assert frame_of_the_caller
    assert sorted(path.name for path in outside.iterdir()) == ["other.duckdb", "secret.csv"]


def test_a_link_out_of_an_allowed_folder_is_followed_and_refused(outside, inside):
    try:
        (inside / "link.csv").symlink_to(outside / "secret.csv")
    except OSError:
        pytest.skip("this system makes no links")
    with duck.scratch([inside]) as con, pytest.raises(duck.Error):
        con.execute(f"from read_csv('{inside}/link.csv')").fetchall()


def test_a_reader_changes_nothing(tmp_path):
    path = tmp_path / "v.duckdb"
    with duckdb.connect(str(path)) as made:
        made.execute("create table t as select 1 as a")
    with duck.reader(path) as con:
        for sql in ("insert into t values (2)", "drop table t", "create table u (a int)"):
            with pytest.raises(duck.Error):
                con.execute(sql)


def test_a_writer_uses_its_folder(tmp_path, inside):
    with duck.writer(tmp_path / "w.duckdb", [inside]) as con:
        con.execute(f"copy (select 7 as a) to '{inside}/x.parquet' (format parquet)")
        assert con.execute(f"select a from '{inside}/x.parquet'").fetchall() == [(7,)]


def test_a_version_that_this_process_reads_can_be_opened_again(sample):
    """A server that shows pages also loads: its look whether the newest version is sound must not find it broken."""
    newest = versions.newest(sample)
    with versions.reading(sample) as (con, number):
        assert number == newest
        assert versions.opens(sample, newest)
        assert con.execute("select count(*) from ledger.loads").fetchone()
    with duck.reader(versions.path_of(sample, newest)) as again, pytest.raises(duck.Error):
        again.execute("from glob('/*')").fetchall()


@pytest.mark.parametrize(
    ("text", "literal"), [("a", "'a'"), ("it's", "'it''s'"), ("';--", "''';--'"), ("\\'", "'\\'''")]
)
def test_a_text_becomes_a_literal_and_nothing_else(text, literal):
    assert duck.quoted(text) == literal
    with duck.scratch() as con:
        assert con.execute(f"select {duck.quoted(text)}").fetchall() == [(text,)]


@pytest.mark.parametrize("name", ["a", 'a"b', "x:订单 编号", "select"])
def test_a_name_is_a_name_whatever_it_holds(name):
    with duck.scratch() as con:
        assert con.execute(f"select 1 as {duck.name(name)}").description[0][0] == name
