"""The layout file of a proposal: the department's own, which makes a further export known."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kpi.errors import Refused
from kpi.exports.entities import fields_of, key_of
from kpi.exports.layout import Column, layouts, read
from kpi.exports.mapping import DEFAULTS, Proposal, knowledge

LONG_NUMBER = 11


class NotALayoutName(Refused):
    """A layout's name is small letters, digits and `_`, and not one of the product's own."""

    FIELDS = ("name",)


class MappingIncomplete(Refused):
    """A field without which no row of this kind can be taken has no column."""

    FIELDS = ("file", "fields")


def write(
    proposal: Proposal,
    layout: str,
    label: Mapping[str, str],
    folder: Path,
    *,
    choices: Mapping[str, str | None] | None = None,
    platforms: Sequence[str] = (),
) -> Path:
    """Write the layout file of a proposal.

    Args:
        proposal: what `propose` gave.
        layout: the new layout's id.
        label: its name by language.
        folder: where the department's own layouts lie.
        choices: the field of a header where a person decided; None: leave it as text.
        platforms: whose export it is, for files that do not say their shop.

    Raises:
        NotALayoutName: the id is none, or one of the product's own.
        MappingIncomplete: a needed field has no column.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,60}", layout) or layout in layouts():
        raise NotALayoutName(name=layout)
    chosen = {match.header: match.field for match in proposal.matches} | dict(choices or {})
    fields = {name: header for header, name in chosen.items() if name}
    lacking = [name for name in proposal.needed if name not in fields]
    if "platform" in key_of(proposal.entity) and not platforms:
        lacking.append("platform")
    if lacking:
        raise MappingIncomplete(file=proposal.file, fields=", ".join(lacking))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{layout}.toml"
    path.write_text(_toml(proposal, fields, label, list(platforms)), encoding="utf-8")
    read(path, ours=False)
    return path


def _toml(proposal: Proposal, fields: Mapping[str, str], label: Mapping[str, str], platforms: list[str]) -> str:
    known = knowledge(proposal.entity)
    quoted = {lang: _text(text) for lang, text in label.items()}
    core = [fields[name] for name in fields_of(proposal.entity) if name in fields]
    lines = [
        _comment(proposal.header),
        _comment(masked(cell) for cell in proposal.first_row),
        f"label = {{ {', '.join(f'{lang} = {text}' for lang, text in quoted.items())} }}",
        f"entity = {_text(proposal.entity)}",
        *([f"platforms = {json.dumps(platforms, ensure_ascii=False)}"] if platforms else []),
        *(["ordinal = true"] if proposal.entity == "chats" else []),
        "",
        "[recognise]",
        f"columns = {json.dumps(core, ensure_ascii=False)}",
        "",
        "[column]",
    ]
    ours = [name for name in fields_of(proposal.entity) if name in fields]
    lines += [_line(name, fields, known[name].column, proposal) for name in ours]
    for name in fields_of(proposal.entity):
        if name in DEFAULTS and name not in fields:
            lines.append(f"{name} = {{ default = {_text(DEFAULTS[name])} }}")
    return "\n".join(lines) + "\n"


def _line(name: str, fields: Mapping[str, str], known: Column, proposal: Proposal) -> str:
    parts = [f"from = {_text(fields[name])}", f"type = {_text(known.type)}"]
    if name in proposal.needed and name not in {"paid_at", "paid_amount"}:
        parts.append("needed = true")
    if name == "paid_at":
        parts.append("present = true")
    if name in {"paid_amount", "order_refund"} and "paid_at" in fields:
        parts.append('only_with = "paid_at"')
    parts += [f"{word} = {value}" for word, value in (("min", known.min), ("max", known.max)) if value is not None]
    if known.default is not None:
        parts.append(f"default = {_text(known.default)}")
    if known.values:
        parts.append(f"values = {{ {', '.join(f'{_text(a)} = {_text(b)}' for a, b in known.values.items())} }}")
    return f"{name} = {{ {', '.join(parts)} }}"


def _text(text: str) -> str:
    """A TOML string: JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(cells: Iterable[str]) -> str:
    return "# " + re.sub(r"[\x00-\x08\x0a-\x1f\x7f]", " ", ",".join(cells))


def masked(cell: str) -> str:
    """A cell without what it says of a person: all but the first letter of a text or a long number is starred."""
    number = re.fullmatch(r"[0-9\s.,:/￥%+-]*", cell) and len(re.sub(r"[^0-9]", "", cell)) < LONG_NUMBER
    if number or re.match(r"20[0-9]{2}[-/年]", cell):
        return cell
    return cell[:1] + "*" * min(len(cell) - 1, 8) if cell else cell
