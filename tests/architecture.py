"""The house rules that no linter knows: each test is one of them."""

import ast
import importlib
import pkgutil
import re
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import kpi
from kpi import errors, words

ROOT = Path(__file__).parent.parent
PRODUCT = ("kpi", "pages", "docs")
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
STEPS = {"万", "亿"}  # how Chinese counts, as K and M elsewhere: part of a number, not of a text


def show(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def modules(*folders: str) -> tuple[Path, ...]:
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return tuple(sorted(found + (list(ROOT.glob("*.py")) if folders == PRODUCT else [])))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=show(path))


def nodes(folders: tuple[str, ...], *kinds: type) -> Iterator[tuple[Path, ast.AST]]:
    return ((path, node) for path in modules(*folders) for node in ast.walk(tree(path)) if isinstance(node, kinds))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module a file imports, inside functions too, with the line; `from kpi import x` counts as kpi.x."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            deeper = node.module in {"kpi", "pages"}
            yield from ((f"{node.module}.{a.name}" if deeper else node.module, node.lineno) for a in node.names)


def importers(folder: str, target: str, but: tuple[str, ...] = ()) -> list[str]:
    """Where a folder's modules import a module or what lies in it, but for the places where that is right."""
    return [
        f"{show(path)}:{line} imports {name}"
        for path in modules(folder)
        if not show(path).startswith(but or ("-",))
        for name, line in imports(path)
        if f"{name}.".startswith(f"{target}.")
    ]


def stems(folder: str, *patterns: str) -> set[str]:
    return {path.stem for pattern in patterns for path in (ROOT / folder).glob(pattern)}


# ------------------------------------------------------------------------------------------------ proofs


def test_every_metric_has_its_proof_beside_it():
    """A metric `sql/metrics/x.sql` comes with `tests/sql/x.md`."""
    assert not stems("sql/metrics", "*.sql", "*.toml") - stems("tests/sql", "*.md")


def test_every_check_on_data_has_its_proof():
    """A check `sql/checks/x.sql` comes with `tests/sql/x.md`."""
    assert not stems("sql/checks", "*.sql") - stems("tests/sql", "*.md")


def test_every_proof_in_tests_sql_proves_something_there_is():
    known = stems("sql", "metrics/*.sql", "metrics/*.toml", "facts/*.sql", "checks/*.sql")
    assert not stems("tests/sql", "*.md") - known - {"README"}


def expectations() -> list[Path]:
    return sorted((ROOT / "tests" / "exports").glob("*.expected.json"))


def test_every_layout_has_a_sample_and_what_is_expected_of_it():
    """A layout `x.toml` comes with `tests/exports/x.csv` (or another kind) and `x.csv.expected.json`."""
    samples = {path.name.split(".")[0] for path in expectations()}
    assert not stems("kpi/exports/layouts", "*.toml") - samples


def test_every_expectation_has_its_sample():
    samples = {show(path): path.with_name(path.name.removesuffix(".expected.json")) for path in expectations()}
    assert not [name for name, sample in samples.items() if not sample.exists()]


def test_every_page_has_its_test():
    """A page `pages/x.py` comes with `tests/pages/test_x.py`."""
    assert not {f"test_{stem}" for stem in stems("pages", "[!_]*.py")} - stems("tests/pages", "test_*.py")


# ------------------------------------------------------------------------------------------------ size


def test_no_module_passes_400_lines():
    lengths = {show(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules(*PRODUCT)}
    assert not {name: length for name, length in lengths.items() if length > 400}


def test_no_function_passes_60_lines():
    def length(node):
        return node.end_lineno - node.lineno + 1

    functions = nodes(PRODUCT, ast.FunctionDef, ast.AsyncFunctionDef)
    assert not {f"{show(path)}:{node.name}": length(node) for path, node in functions if length(node) > 60}


# ------------------------------------------------------------------------------------------------ rooms


@pytest.mark.parametrize(
    ("library", "room"),
    [
        ("duckdb", "kpi/engine/"),
        ("pyspark", "kpi/engine/"),
        ("sqlglot", "kpi/engine/"),
        ("sqlalchemy", "kpi/people"),
        ("alembic", "kpi/people"),
        ("plotly", "kpi/deliver"),
    ],
)
def test_a_library_is_imported_in_its_own_room_only(library, room):
    assert not importers("kpi", library, but=(room,))


@pytest.mark.parametrize("screen", ["streamlit", "pages", "app"])
def test_nothing_in_kpi_knows_that_there_is_a_screen(screen):
    assert not importers("kpi", screen)


def test_one_factory_makes_every_connection():
    """A wall round DuckDB holds for an instance, so `duckdb.connect` stands in one place."""
    calls = [
        f"{show(path)}:{node.lineno}"
        for path, node in nodes(PRODUCT, ast.Attribute)
        if node.attr == "connect" and isinstance(node.value, ast.Name) and node.value.id == "duckdb"
    ]
    assert {call.split(":")[0] for call in calls} <= {"kpi/engine/duck.py"}, calls


def test_one_module_reads_the_environment():
    reads = [
        f"{show(path)}:{node.lineno}"
        for path, node in nodes(("kpi", "pages"), ast.Attribute, ast.Name)
        if (getattr(node, "attr", None) or getattr(node, "id", None)) in {"environ", "getenv"}
    ]
    assert not [read for read in reads if not read.startswith("kpi/settings.py:")]


def test_pages_ask_figures_and_know_no_database():
    """What a page may know of kpi: where answers, words, definitions and decisions come from."""
    may = ["figures", "review", "insight", "people", "catalogue", "loads", "words", "deliver", "errors", "settings"]
    wrong = [
        f"{show(path)}:{line} imports {name}"
        for path in modules("pages")
        for name, line in imports(path)
        if name.split(".")[0] == "kpi" and name.split(".")[1:2] != [] and name.split(".")[1] not in may
    ]
    assert not wrong + importers("pages", "duckdb") + importers("pages", "sqlalchemy")


def test_pages_do_not_know_each_other():
    """What two pages share lies in pages/parts; the frame alone names the pages, as files."""
    assert not [
        f"{show(path)}:{line} imports {name}"
        for path in modules("pages")
        for name, line in imports(path)
        if name.startswith("pages.") and not f"{name}.".startswith("pages.parts.")
    ]


# ------------------------------------------------------------------------------------------------ words


@cache
def entries(language: str) -> dict[str, str]:
    """All texts of a language; one that stands twice fails here."""
    with (words.HERE / f"{language}.po").open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, abort_invalid=True) if m.id}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


others = pytest.mark.parametrize("language", words.languages()[1:])
every_language = pytest.mark.parametrize("language", words.languages())


@others
def test_a_language_has_the_same_texts_as_the_first(language):
    first, this = set(entries(words.DEFAULT)), set(entries(language))
    assert not sorted(first - this), "texts that this language lacks"
    assert not sorted(this - first), "texts that the first language lacks"


@others
def test_a_text_has_the_same_placeholders_in_every_language(language):
    """But for dates: whether a month is a number or a name is the language's own."""
    first, this = entries(words.DEFAULT), entries(language)
    shared = [each for each in first.keys() & this.keys() if not each.startswith("date.")]
    assert not [each for each in shared if placeholders(first[each]) != placeholders(this[each])]


@every_language
def test_no_text_is_empty(language):
    assert not [each for each, text in entries(language).items() if not text.strip()]


@every_language
def test_no_text_stands_twice_in_a_word_file(language):
    """The reader of word files takes the last of two in silence."""
    ids = re.findall(r'^msgid "(.+)"$', (words.HERE / f"{language}.po").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(ids) == sorted(set(ids))


def refusals() -> set[type[errors.KaoheError]]:
    """Every error a user can meet: the classes that no other class specialises."""
    for module in pkgutil.walk_packages(kpi.__path__, "kpi."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found, seen = [errors.KaoheError], set()
    while found:
        seen.add(one := found.pop())
        found += one.__subclasses__()
    return {one for one in seen if not one.__subclasses__() and one.__module__.startswith("kpi.")} - {
        errors.Refused,
        errors.WrongUsage,
    }


@every_language
def test_every_refusal_has_a_sentence(language):
    """The sentence names no field that the error does not carry."""
    known = entries(language)
    fields = {one(**dict.fromkeys(one.FIELDS, 1)).message_id: set(one.FIELDS) for one in refusals()}
    assert not sorted(set(fields) - set(known))
    assert not [each for each, given in fields.items() if placeholders(known[each]) - given]


def test_every_text_that_the_code_names_exists():
    """`say("some.id")` with an id that no word file has would show the id."""
    known = entries(words.DEFAULT)
    named = [
        (f"{show(path)}:{node.lineno}", node.args[0].value)
        for path, node in nodes(PRODUCT, ast.Call)
        if (getattr(node.func, "attr", None) or getattr(node.func, "id", None)) == "say"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ]
    assert not [each for each in named if each[1] not in known]


def test_pages_and_commands_hold_no_text_of_their_own():
    """Chinese in a page or a command belongs into the word files, where every language has it."""
    folders = ("pages", "kpi/cli")
    docstrings = {id(node.value) for _, node in nodes(folders, ast.Expr)}
    assert not [
        f"{show(path)}:{node.lineno} {node.value[:20]}"
        for path, node in nodes(folders, ast.Constant)
        if isinstance(node.value, str)
        and CHINESE.search(node.value)
        and id(node) not in docstrings
        and node.value not in STEPS
    ]


# ------------------------------------------------------------------------------------------------ care


def test_no_page_lets_markdown_through_as_html():
    """What comes from files is escaped, and st.html cleans what it is given; st.markdown does neither."""
    assert not [
        f"{show(path)}:{node.lineno}"
        for path, node in nodes(PRODUCT, ast.keyword, ast.Constant)
        if "unsafe_allow_html" in (getattr(node, "arg", None), getattr(node, "value", None))
    ]


def test_html_is_made_in_parts_only():
    """Pages put parts together; the escaping stands in few places."""
    calls = nodes(("pages",), ast.Attribute)
    drawn = {show(path) for path, node in calls if node.attr == "html" and getattr(node.value, "id", "") == "st"}
    assert not [path for path in drawn if not path.startswith("pages/parts/") and path != "pages/main.py"]


def test_every_exception_from_a_rule_gives_its_reason():
    """`noqa` and `type: ignore` say why, on the same line."""
    codes = r":?\s*(?:\[[\w\-, ]+\]|[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?"
    mark = re.compile(rf"#\s*(?:noqa|type:\s*ignore)\b{codes}(?P<why>.*)")
    bare = []
    for path in modules(*PRODUCT):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if (found := mark.search(line)) and len(found["why"].strip(" #—-:")) < 5:
                bare.append(f"{show(path)}:{number}")
    assert not bare


def test_every_entity_and_every_fact_says_what_one_row_is():
    files = [*(ROOT / "sql" / "entities").glob("*.toml"), *(ROOT / "sql" / "facts").glob("*.sql")]
    assert not [show(path) for path in files if not re.match(r"(#|--) One row is ", path.read_text(encoding="utf-8"))]


def test_the_lock_file_has_every_dependency_and_no_index_address():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = [re.split(r"[><=; ]", each)[0] for each in wanted]
    assert not [name for name in names if not re.search(rf"^{re.escape(name)}==", lock, re.MULTILINE)]
    assert "://" not in lock
