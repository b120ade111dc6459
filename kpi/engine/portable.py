"""The SQL that means the same on every engine: what is refused, and what it becomes in another dialect.

Each refusal has been seen to give other rows, or none at all, elsewhere (docs/design.md): `date_diff` counts boundaries
in one engine and whole units in another, ASOF passes untranslated, a null not placed comes first here and last there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import sqlglot
from sqlglot import Token, TokenType, exp

HOME = "duckdb"


@dataclass(frozen=True)
class Finding:
    """Something outside of the subset: its kind (`problem.<kind>` in the word files), and the piece of SQL."""

    kind: str
    what: str


_INEXACT = (
    exp.PercentileCont,
    exp.PercentileDisc,
    exp.Quantile,
    exp.ApproxQuantile,
    exp.ApproxDistinct,
    exp.ApproxTopK,
    exp.Median,
)
#: What is refused, and how it is known.
REFUSED: dict[str, Callable[[exp.Expr], bool]] = {
    "date_diff": lambda e: isinstance(e, exp.DateDiff | exp.TimestampDiff | exp.DatetimeDiff | exp.TimeDiff),
    "asof_join": lambda e: isinstance(e, exp.Join) and e.method == "ASOF",
    "list_length": lambda e: isinstance(e, exp.ArraySize) or (isinstance(e, exp.Length) and _is_list(e.this)),
    "inexact": lambda e: isinstance(e, _INEXACT),
    "group_by_all": lambda e: isinstance(e, exp.Group) and bool(e.args.get("all")),
    "unknown_function": lambda e: isinstance(e, exp.Anonymous),
    "open_bucket": lambda e: isinstance(e, exp.TimestampTrunc | exp.DateTrunc) and not _becomes_date(e),
}
#: What is refused besides where each row read gives one row.
MANY_ROWS: dict[str, Callable[[exp.Expr], bool]] = {
    "grouped_rows": lambda e: isinstance(e, exp.Group | exp.Having | exp.Distinct),
    "aggregated_rows": lambda e: isinstance(e, exp.AggFunc) and e.find_ancestor(exp.Window) is None,
    "all_columns": lambda e: isinstance(e, exp.Star),
}


def _is_list(value: exp.Expr) -> bool:
    return isinstance(value, exp.ArrayAgg | exp.Array | exp.Split | exp.ArrayConcat | exp.Flatten)


def _becomes_date(truncated: exp.Expr) -> bool:
    around = truncated.parent
    return isinstance(around, exp.Cast) and around.to.is_type(exp.DataType.Type.DATE)


def findings(sql: str, *, row_level: bool = False) -> list[Finding]:
    """What of a statement is outside of the portable subset.

    Args:
        sql: one select.
        row_level: whether it must give a row for each row it reads: no aggregates, no grouping.
    """
    try:
        statements = [one for one in sqlglot.parse(sql, read=HOME) if one is not None]
    except sqlglot.errors.SqlglotError as error:
        return [Finding("unreadable", _first_line(error))]
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        return [Finding("not_one_select", sql.split("\n", 1)[0])]
    rules = REFUSED | MANY_ROWS if row_level else REFUSED
    found = [
        Finding(kind, node.sql(HOME)[:80])
        for node in statements[0].walk()
        for kind, is_one in rules.items()
        if is_one(node)
    ]
    found += [Finding("open_nulls", text) for text in _orders_without_nulls(sql)]
    return found or _untranslatable(sql)


def _untranslatable(sql: str) -> list[Finding]:
    try:
        translate(sql, "spark")
    except sqlglot.errors.SqlglotError as error:
        return [Finding("untranslatable", _first_line(error))]
    return []


def translate(sql: str, dialect: str) -> str:
    """A select of the subset in another dialect; raises sqlglot's errors for what that cannot say."""
    return sqlglot.transpile(sql, read=HOME, write=dialect, unsupported_level=sqlglot.ErrorLevel.RAISE, pretty=True)[0]


def tables(sql: str) -> set[str]:
    """The tables that a select reads, without its own CTEs."""
    parsed = sqlglot.parse_one(sql, read=HOME)
    own = {cte.alias for cte in parsed.find_all(exp.CTE)}
    return {table.name for table in parsed.find_all(exp.Table) if table.name} - own


def columns(sql: str) -> tuple[str, ...]:
    """The names of the columns that a select gives."""
    parsed = sqlglot.parse_one(sql, read=HOME)
    return tuple(parsed.named_selects) if isinstance(parsed, exp.Query) else ()


def _orders_without_nulls(sql: str) -> Iterator[str]:
    """The items of each `order by` that do not say where nulls go; the parser fills a default in: read tokens."""
    tokens = sqlglot.tokenize(sql, read=HOME)
    for at, token in enumerate(tokens):
        if token.token_type == TokenType.ORDER_BY:
            for item in _items(tokens[at + 1 :]):
                words = [one.text.lower() for one in item]
                if words and "nulls" not in words:
                    yield "order by " + " ".join(words)


_ENDS = (TokenType.ROWS, TokenType.RANGE, TokenType.LIMIT, TokenType.SEMICOLON, TokenType.UNION, TokenType.OFFSET)


def _items(tokens: list[Token]) -> list[list[Token]]:
    items: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        if token.text in ("(", "[", "{"):
            depth += 1
        elif token.text in (")", "]", "}"):
            depth -= 1
        if depth < 0 or (depth == 0 and token.token_type in _ENDS):
            break
        if depth == 0 and token.token_type == TokenType.COMMA:
            items.append([])
        else:
            items[-1].append(token)
    return items


def _first_line(error: Exception) -> str:
    return str(error).split("\n", 1)[0][:200]
