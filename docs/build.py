"""Writes the generated pages of docs/reference/: metrics, layouts, refusals, commands. `make docs` runs it."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import kpi  # noqa: E402 — the checkout's own, not an installed one
from kpi import catalogue, errors, words  # noqa: E402 — as above

REFERENCE = ROOT / "docs" / "reference"
GENERATED = "<!-- written by `make docs`; edit what it is made from -->\n"
UNITS = {
    "percent": "percent",
    "count": "a count",
    "money": "money",
    "seconds": "seconds",
    "hours": "hours",
    "ratio": "a ratio",
    "score": "a score",
}


def definition(source: str) -> str:
    """A metric's source line, `docs/reference/kpis.md#part`, as a link from the reference."""
    place = source.removeprefix("docs/reference/")
    return f"[{place.partition('#')[0]}]({place})"


def metric(one: catalogue.Metric) -> Iterator[str]:
    """The lines about one metric."""
    yield f"## {one.id}"
    yield ""
    yield f"**{one.label['zh']} · {one.label['en']}**: {one.explain['zh']} · {one.explain['en']}"
    yield ""
    yield f"- n: {one.n['en']} ({one.n['zh']})" if one.n else "- made of other metrics: " + made_of(one)
    if one.n and one.composed:
        yield "- made of other metrics: " + made_of(one)
    if one.d:
        yield f"- d: {one.d['en']} ({one.d['zh']})"
    yield f"- {UNITS[one.unit]}, better {one.better}; by day" + "".join(f", {each}" for each in one.all_dimensions)
    if one.overlapping:
        yield "- groups that may overlap: " + ", ".join(one.overlapping)
    if one.matures_after:
        yield f"- final after: {one.matures_after}"
    if one.lines:
        yield "- assesses: " + ", ".join(one.lines) + " of [the roles](roles.md)"
    yield f"- from: {', '.join(one.sources)}; owner: {one.owner}"
    yield f"- checked by {one.checked_by}, next review {one.next_review}"
    proof = ROOT / "tests" / "sql" / f"{one.id}.md"
    links = [f"[definition](../../{one.path.relative_to(ROOT).as_posix()})"]
    links += [f"[worked examples](../../tests/sql/{one.id}.md)"] if proof.exists() else []
    yield f"- {', '.join(links)}, {definition(one.source)}"
    yield ""


def made_of(one: catalogue.Metric) -> str:
    """Which metrics a composed one is computed from."""
    if one.n_of:
        return f"`{one.n_of}` / `{one.d_of}`"
    return " + ".join(f"`{name}`" for name in one.plus) + "".join(f" − `{name}`" for name in one.minus)


def metrics_page() -> str:
    """All metrics, the department's own first, then the helpers."""
    known = sorted(catalogue.load(ROOT).metrics.values(), key=lambda one: (one.internal, one.id))
    lines = ["# Metrics", "", GENERATED, "| id | 中文 | English | Unit | Assesses |", "|---|---|---|---|---|"]
    shown = [one for one in known if not one.internal]
    for one in shown:
        row = [f"[`{one.id}`](#{one.id})", one.label["zh"], one.label["en"], UNITS[one.unit], ", ".join(one.lines)]
        lines.append(f"| {' | '.join(row)} |")
    lines.append("")
    for one in shown:
        lines += metric(one)
    helpers = [one for one in known if one.internal]
    if helpers:
        lines += ["## Helpers", "", "They are part of other metrics and no KPI themselves.", ""]
        lines += [f"- `{one.id}`: {one.explain['en']}" for one in helpers]
    return "\n".join(lines).rstrip() + "\n"


def layout(path: Path) -> Iterator[str]:
    """The lines about one export layout."""
    text = path.read_text(encoding="utf-8")
    found = tomllib.loads(text)
    label = found["label"]
    yield f"## {path.stem}"
    yield ""
    yield f"**{label['zh']} · {label['en']}**"
    yield ""
    head = [line[1:].strip() for line in text.split("\n\n", 1)[0].splitlines() if line.startswith("#")]
    if head:
        yield "```"
        yield from head
        yield "```"
        yield ""
    needed = found.get("recognise", {}).get("columns", [])
    if needed:
        yield "Recognised by: " + "、".join(needed)
        yield ""
    yield f"[{path.name}](../../{path.relative_to(ROOT).as_posix()})"
    yield ""


def layouts_page() -> str:
    """All export layouts with their headers."""
    lines = ["# Export layouts", "", GENERATED, "How they are read: [exports.md](exports.md).", ""]
    for path in sorted((ROOT / "kpi" / "exports" / "layouts").glob("*.toml")):
        lines += layout(path)
    return "\n".join(lines).rstrip() + "\n"


def import_all() -> None:
    """Import every module of kpi: errors and commands are known once they are imported."""
    for module in pkgutil.walk_packages(kpi.__path__, "kpi."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def refusals() -> Iterator[type[errors.KaoheError]]:
    """Every error that no other specialises, by its sentence's id."""
    import_all()
    todo, leaves = [errors.KaoheError], set()
    while todo:
        one = todo.pop()
        todo += one.__subclasses__()
        if not one.__subclasses__() and one.__module__.startswith("kpi."):
            leaves.add(one)
    return iter(sorted(leaves, key=lambda one: one.__name__))


def errors_page() -> str:
    """All refusals as they are told, in every language."""
    lines = ["# What Kaohe refuses, and how it says so", "", GENERATED]
    for one in refusals():
        error = one(**{field: f"‹{field}›" for field in one.FIELDS})
        lines += [f"## {one.__name__}", "", f"{(one.__doc__ or '').splitlines()[0]} Exit code {one.exit_code}.", ""]
        lines += [f"- {language}: {words.tell(error, language)}" for language in words.languages()]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def commands_page() -> str:
    """What `--help` says of the command and each of its own."""
    from typer.main import get_command  # noqa: PLC0415 — only here

    from kpi import cli  # noqa: PLC0415 — as above

    import_all()
    top = get_command(cli.app)

    def help_of(command: Any, name: str, parent: Any = None) -> str:
        context = command.make_context(name, [], parent, resilient_parsing=True, terminal_width=100)
        return f"```\n{command.get_help(context).strip()}\n```"

    lines = [
        "# Commands",
        "",
        GENERATED,
        "Data go to standard output, all that is said about them to standard error.",
        "",
    ]
    lines += ["Exit code 0: done; 1: something was refused; 2: wrong usage.", "", help_of(top, "kpi"), ""]
    context = top.make_context("kpi", [], resilient_parsing=True)
    for name in sorted(top.commands):
        lines += [f"## {name}", "", help_of(top.commands[name], name, context), ""]
    return "\n".join(lines).rstrip() + "\n"


def pages() -> dict[Path, str]:
    """Each generated page with its text."""
    return {
        REFERENCE / "cli.md": commands_page(),
        REFERENCE / "metrics.md": metrics_page(),
        REFERENCE / "layouts.md": layouts_page(),
        REFERENCE / "errors.md": errors_page(),
    }


if __name__ == "__main__":
    for file, text in pages().items():
        file.write_text(text, encoding="utf-8", newline="\n")
        print(f"{file.relative_to(ROOT).as_posix()}: {len(text.splitlines())} lines")
