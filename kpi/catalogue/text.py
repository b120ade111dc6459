"""Reading a SQL file without a parser: its front matter, its further selects, the columns and tables it names."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import Any

_FRONT = re.compile(r"/\*\s*---[ \t]*\n(.*?)\n[ \t]*---\s*\*/", re.DOTALL)
_BY = re.compile(r"/\*\s*by:\s*([a-z_, ]+?)\s*(?:;\s*once:\s*([a-z_]+)\s*)?\*/")
_COMMENT = re.compile(r"'(?:[^']|'')*'|/\*.*?\*/|--[^\n]*", re.DOTALL)
_TABLE = re.compile(r"(?<!distinct )\b(?:from|join)\s+([a-z_][a-z0-9_]*)\b(?!\s*\()")
_CTE = re.compile(
    r"(?:\bwith\s+(?:recursive\s+)?|,\s*)([a-z_][a-z0-9_]*)\s*(?:\([^()]*\)\s*)?as\s*(?:not\s+)?(?:materialized\s*)?\("
)


class Malformed(ValueError):
    """A file that cannot be read; the argument is the kind of the problem."""


@dataclass(frozen=True)
class Part:
    """One select of a file: its text, and the overlapping dimensions that it answers."""

    sql: str
    by: tuple[str, ...] = ()
    once: str | None = None


def title_of(text: str, mark: str) -> str:
    """The first line without its comment mark; empty when it is no comment."""
    first = text.split("\n", 1)[0]
    return first.removeprefix(mark).strip() if first.startswith(mark) else ""


def front_matter(text: str) -> dict[str, Any]:
    """The TOML between `/* ---` and `--- */`.

    Raises:
        Malformed: when there is none, or it is no TOML.
    """
    found = _FRONT.search(text)
    if not found:
        raise Malformed("no_front_matter")
    try:
        return tomllib.loads(found.group(1))
    except tomllib.TOMLDecodeError as error:
        raise Malformed("not_toml", str(error)) from error


def selects(text: str) -> list[Part]:
    """The selects of a file: its own, then one for each `/* by: … */`."""
    body = _FRONT.sub("", text, count=1)
    pieces = _BY.split(body)
    parts = [Part(_tidy(pieces[0]))]
    for by, once, sql in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        parts.append(Part(_tidy(sql), tuple(re.split(r"\s*,\s*", by.strip())), once))
    return parts


def _tidy(sql: str) -> str:
    lines = sql.strip().rstrip(";").strip().split("\n")
    while lines and lines[0].startswith("--"):
        lines.pop(0)
    return "\n".join(lines).strip()


def without_comments(sql: str) -> str:
    """The SQL in lower case with comments blanked and text literals emptied."""
    return _COMMENT.sub(lambda m: "''" if m.group().startswith("'") else " ", sql).lower()


def tables(sql: str) -> set[str]:
    """The tables after `from` and `join`, without the names of its own CTEs."""
    plain = without_comments(sql)
    return set(_TABLE.findall(plain)) - set(_CTE.findall(plain))


def columns(sql: str) -> tuple[str, ...]:
    """The names of the columns that the last select outside of any brackets gives, in order."""
    inner = _last_select(without_comments(sql))
    return tuple(_name(item) for item in _split(inner)) if inner else ()


def _last_select(plain: str) -> str:
    depth, start, end = 0, -1, len(plain)
    for found in re.finditer(r"[()\[\]{}]|\b(?:select|from)\b", plain):
        mark = found.group()
        if mark in "([{":
            depth += 1
        elif mark in ")]}":
            depth -= 1
        elif depth == 0 and mark == "select":
            start, end = found.end(), len(plain)
        elif depth == 0 and start >= 0 and end == len(plain):
            end = found.start()
    return plain[start:end] if start >= 0 else ""


def _split(text: str) -> list[str]:
    depth, start, items = 0, 0, []
    for at, char in enumerate(text):
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif char == "," and depth == 0:
            items.append(text[start:at])
            start = at + 1
    return [item.strip() for item in [*items, text[start:]] if item.strip()]


def _name(item: str) -> str:
    renamed = re.search(r"\bas\s+([a-z_][a-z0-9_]*)$", item)
    return renamed.group(1) if renamed else item.rsplit(".", 1)[-1].strip()
