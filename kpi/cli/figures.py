"""`metrics`, `metric`, `query` and `rows`: the catalogue, figures, and the rows behind them."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kpi import catalogue
from kpi.catalogue import Metric
from kpi.cli import common
from kpi.cli.common import Csv, Json
from kpi.errors import WrongUsage
from kpi.figures import Behind, Figure, Period, Question, ask, behind
from kpi.figures.periods import month as month_period

from kpi.cli import app  # isort: skip — the commands register themselves


class NotAFilter(WrongUsage):
    """`--where` is not DIM=VALUE."""

    FIELDS = ("value",)


class HalfAPeriod(WrongUsage):
    """`--from` without `--to`, an end before its start, or a month and days together."""

    FIELDS = ()


Month = Annotated[str | None, typer.Option(help="A month, as 2026-10.")]
From = Annotated[str | None, typer.Option("--from", help="First day, as 2026-08-01.")]
To = Annotated[str | None, typer.Option("--to", help="Last day.")]
Grain = Annotated[str, typer.Option(help="day, week, month, quarter, year or total.")]
By = Annotated[str, typer.Option(help="Dimensions to group by, with commas between.")]
Where = Annotated[list[str] | None, typer.Option(help="DIM=VALUE; several of one dimension are alternatives.")]
Viewer = Annotated[str | None, typer.Option(help="Answer with this user's rights.")]


@app.command()
def metrics(context: typer.Context, *, json: Json = False) -> None:
    """List the metrics."""
    shell = common.shell(context)
    found = [_metric_row(m, shell.lang) for m in catalogue.load().metrics.values() if not m.internal]
    common.write(found, ["metric", "label", "unit", "better", "lines", "dimensions"], as_json=json)


def _metric_row(metric: Metric, lang: str) -> dict[str, Any]:
    return {
        "metric": metric.id,
        "label": metric.label[lang],
        "explain": metric.explain[lang],
        "n": metric.n[lang],
        "d": metric.d[lang] if metric.d else None,
        "unit": metric.unit,
        "better": metric.better,
        "lines": list(metric.lines),
        "dimensions": ["day", *metric.all_dimensions],
        "overlapping": list(metric.overlapping),
        "sources": list(metric.sources),
        "matures_after": metric.matures_after or None,
        "owner": metric.owner,
        "source": metric.source,
    }


@app.command()
def metric(
    context: typer.Context, metric_id: Annotated[str, typer.Argument(metavar="ID")], *, json: Json = False
) -> None:
    """Show one metric: its definition with its SQL and its source line."""
    shell = common.shell(context)
    found = catalogue.load().metric(metric_id)
    row = _metric_row(found, shell.lang)
    if json:
        common.write_json({
            **row,
            "definition": found.text,
            "file": found.path.name,
            "checked_by": found.checked_by,
            "next_review": found.next_review,
        })
        return
    for name, value in row.items():
        print(f"{name}: {', '.join(value) if isinstance(value, list) else value if value is not None else '—'}")
    print(f"\n{found.path.name}\n{found.text}")


@app.command()
def query(
    context: typer.Context,
    metric_ids: Annotated[list[str], typer.Argument(metavar="METRIC...")],
    *,
    month: Month = None,
    from_: From = None,
    to: To = None,
    grain: Grain = "total",
    by: By = "",
    where: Where = None,
    viewer: Viewer = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Answer figures: n, d and value by period and group."""
    shell = common.shell(context)
    question = _question(metric_ids, month, from_, to, grain, by, where, viewer)
    answer = ask(question, shell.data)
    rows = [_figure_row(figure) for figure in answer.figures]
    common.write(rows, ["metric", "period", *question.by, "n", "d", "value"], as_json=json, as_csv=csv)
    for name in sorted({source for figure in answer.figures for source in figure.missing}):
        common.note(shell.say("query.missing_source", source=name))


def _figure_row(figure: Figure) -> dict[str, Any]:
    return {
        "metric": figure.metric,
        "period": figure.period,
        **figure.group,
        "n": figure.n,
        "d": figure.d,
        "value": figure.value,
    }


@app.command()
def rows(
    context: typer.Context,
    metric_id: Annotated[str, typer.Argument(metavar="METRIC")],
    *,
    month: Month = None,
    from_: From = None,
    to: To = None,
    by: By = "",
    where: Where = None,
    viewer: Viewer = None,
    most: Annotated[int | None, typer.Option(help="At most so many rows of each part.")] = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List the source rows behind a figure: part, amount, file and row, values."""
    shell = common.shell(context)
    question = _question([metric_id], month, from_, to, "total", by, where, viewer)
    found = list(behind(question, metric_id, shell.data, most=most))
    if json:
        common.write_json([_row_behind(row) for row in found])
        return
    flat = [
        {
            "part": row.part,
            "amount": row.amount,
            "source": "; ".join(f"{source.file}:{source.row}" for source in row.sources),
            **row.values,
        }
        for row in found
    ]
    columns = list(dict.fromkeys(name for row in flat for name in row)) or ["part", "amount", "source"]
    common.write([{c: r.get(c) for c in columns} for r in flat], columns, as_json=False, as_csv=csv)


def _row_behind(row: Behind) -> dict[str, Any]:
    sources = [{"file": source.file, "row": source.row} for source in row.sources]
    return {"part": row.part, "amount": row.amount, "sources": sources, "values": dict(row.values)}


def _question(
    metric_ids: list[str],
    month: str | None,
    first: str | None,
    last: str | None,
    grain: str,
    by: str,
    where: list[str] | None,
    viewer: str | None,
) -> Question:
    return Question(
        metrics=tuple(dict.fromkeys(metric_ids)),
        period=_period(month, first, last),
        grain=grain,
        by=tuple(dict.fromkeys(d.strip() for d in by.split(",") if d.strip())),
        where=_filters(where or []),
        viewer=viewer,
    )


def _period(month: str | None, first: str | None, last: str | None) -> Period | None:
    if month:
        if first or last:
            raise HalfAPeriod
        try:
            return month_period(month)
        except ValueError as error:
            raise common.NotADate(option="--month", value=month, expected="2026-10") from error
    from_day, to_day = common.day("--from", first), common.day("--to", last)
    if from_day is None and to_day is None:
        return None
    if from_day is None or to_day is None or to_day < from_day:
        raise HalfAPeriod
    return Period(from_day, to_day)


def _filters(given: list[str]) -> dict[str, tuple[str | None, ...]]:
    found: dict[str, tuple[str | None, ...]] = {}
    for text in given:
        dimension, equals, value = text.partition("=")
        if not equals:
            raise NotAFilter(value=text)
        found[dimension] = (*found.get(dimension, ()), value or None)
    return found
