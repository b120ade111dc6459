"""The account of a load: what was read of each file is what became of it; and what was set aside, by reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

import streamlit as st

from pages.parts.links import anchor
from pages.parts.markup import box, esc, plain, table, td
from pages.parts.numbers import whole
from pages.parts.status import Status, badge
from pages.parts.words import word

PARTS = ("new", "updated", "duplicate", "quarantined", "skipped")
LOOKS = {
    "loaded": Status.MET,
    "unchanged": Status.NEAR,
    "refused": Status.MISSED,
    "undone": Status.UNSET,
    "undo": Status.NEAR,
}


class Rows(NamedTuple):
    """What became of rows: read = new + updated + duplicate + quarantined + skipped."""

    read: int = 0
    new: int = 0
    updated: int = 0
    duplicate: int = 0
    quarantined: int = 0
    skipped: int = 0


@dataclass(frozen=True)
class File:
    """One file of a load: what it was known as, what became of its rows; a refused one says why and what to do.

    Or a load in a list of them: then also `undone`, or `undo` with what it took back as its reason.
    """

    name: str
    known_as: str
    status: str  # loaded | unchanged | refused | undone | undo
    read: int = 0
    new: int = 0
    updated: int = 0
    duplicate: int = 0
    quarantined: int = 0
    skipped: int = 0
    reason: str = ""
    href: str = ""

    @classmethod
    def of(cls, name: str, known_as: str, status: str, rows: Rows, *, reason: str = "", href: str = "") -> Self:
        """A file with the counts of its rows."""
        return cls(name, known_as, status, **rows._asdict(), reason=reason, href=href)

    def missing(self) -> int:
        """Rows read and not accounted for: none in a balanced account."""
        return self.read - sum(self.rows(part) for part in PARTS)

    def rows(self, part: str) -> int:
        """How many rows had this fate: one of PARTS, or read."""
        return int(getattr(self, part))


@dataclass(frozen=True)
class Reason:
    """Rows of one file set aside for one reason; `shared` says how many of them have another reason too."""

    reason: str
    rows: int
    file: str
    column: str
    example: str
    remedy: str
    shared: str = ""


def html(files: Sequence[File], lang: str) -> str:
    """The account as HTML; refused files first."""
    ordered = sorted(files, key=lambda file: file.status != "refused")
    body = "".join(_row(file, lang) for file in ordered)
    taken = [file for file in files if file.status != "refused"]
    if len(taken) > 1:
        sums = Rows(*(sum(file.rows(part) for file in taken) for part in ("read", *PARTS)))
        body += _file(File.of(word("account.total", lang), "", "", sums), lang, "tot")
    return _table("file", body, lang)


def loads_html(loads: Sequence[File], lang: str) -> str:
    """A list of loads as HTML, each with its account."""
    return _table("load", "".join(_row(load, lang) for load in loads), lang)


def draw(files: Sequence[File], lang: str) -> None:
    """The account on the page."""
    st.html(html(files, lang))


def draw_loads(loads: Sequence[File], lang: str) -> None:
    """The list of loads on the page."""
    st.html(loads_html(loads, lang))


def quarantine_html(reasons: Sequence[Reason], lang: str) -> str:
    """What was set aside, by reason, as HTML."""
    names = (("reason", ""), ("rows", "n"), ("bar", "b"), ("where", ""), ("example", ""), ("remedy", ""))
    heads = [(word(f"quarantine.{name}", lang), kind) for name, kind in names]
    most = max((reason.rows for reason in reasons), default=1) or 1
    body = "".join(_reason(reason, most, lang) for reason in reasons)
    return box("qua", table(heads, body), lang)


def draw_quarantine(reasons: Sequence[Reason], lang: str) -> None:
    """What was set aside, on the page."""
    st.html(quarantine_html(reasons, lang))


def _table(first: str, body: str, lang: str) -> str:
    names = [(first, ""), ("read", "n"), *((part, "n") for part in PARTS), ("balance", ""), ("result", "")]
    return box("acc", table([(word(f"account.{name}", lang), kind) for name, kind in names], body), lang)


def _named(file: File) -> str:
    name = anchor(file.href, f"<b>{esc(file.name)}</b>", "nm") if file.href else f"<b>{esc(file.name)}</b>"
    return f'<td class="w">{name}{plain(file.known_as, "wh")}</td>'


def _row(file: File, lang: str) -> str:
    return _refused(file, lang) if file.status in {"refused", "undo"} else _file(file, lang)


def _result(file: File, lang: str) -> str:
    if not file.status:
        return '<td class="s"></td>'
    return f'<td class="s">{badge(LOOKS[file.status], lang, pill=True, text=word(f"account.{file.status}", lang))}</td>'


def _refused(file: File, lang: str) -> str:
    return (
        f'<tr class="ref">{_named(file)}<td class="why" colspan="7">{esc(file.reason)}</td>{_result(file, lang)}</tr>'
    )


def _file(file: File, lang: str, name: str = "") -> str:
    cells = (
        f'<td class="n rd" data-s="" data-l="{esc(word("account.read", lang))}"><b>{whole(file.read)}</b><i>=</i></td>'
    )
    first = next((part for part in PARTS if file.rows(part)), "")
    for part in PARTS:
        cells += _rows(part, file.rows(part), "=" if part == first else "+", lang)
    missing = file.missing()
    balance = (
        f'<span class="good">✓ {esc(word("account.balanced", lang))}</span>'
        if not missing
        else f'<span class="bad">▼ {esc(word("account.missing", lang, rows=whole(missing)))}</span>'
    )
    return f'<tr class="{name}">{_named(file)}{cells}<td class="eq">{balance}</td>{_result(file, lang)}</tr>'


def _rows(part: str, amount: int, before: str, lang: str) -> str:
    """Rows of one fate; `before` is the sign that a record on a phone reads with it."""
    look = " zero" if not amount else " bad" if part == "quarantined" else ""
    sign = "" if part == PARTS[-1] else "<i>+</i>"
    named = f'data-s="{before}" data-l="{esc(word(f"account.{part}", lang))}"'
    return f'<td class="n{look}" {named}><span>{whole(amount)}</span>{sign}</td>'


def _reason(reason: Reason, most: int, lang: str) -> str:
    column = word("quarantine.column", lang, column=reason.column) if reason.column else ""
    rows = plain(whole(reason.rows), "no-p") + plain(word("quarantine.count", lang, rows=whole(reason.rows)), "only-p")
    cells = (
        td("w", f"<b>{esc(reason.reason)}</b>{plain(reason.shared, 'wh')}"),
        td("n", f"<b>{rows}</b>"),
        td("b", f'<i style="width:{max(reason.rows / most * 100, 1):.1f}%"></i>'),
        td("f", f"{plain(reason.file)}{plain(column)}"),
        td("e", plain(reason.example)),
        td("r", esc(reason.remedy)),
    )
    return f"<tr>{''.join(cells)}</tr>"
