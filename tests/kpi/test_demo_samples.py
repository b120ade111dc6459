"""The samples: one small file of each layout, the same bytes whenever they are made, and all fit together."""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kpi import figures
from kpi.demo import samples
from kpi.loads import history, quarantine

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "data" / "sample"
OCTOBER = figures.Period(date(2026, 10, 1), date(2026, 10, 31))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_making_them_again_gives_the_same_bytes(tmp_path):
    samples(tmp_path / "sample")
    made, kept = contents(tmp_path / "sample"), contents(SAMPLE)
    assert sorted(made) == sorted(kept)
    assert not [name for name, content in made.items() if kept[name] != content]


def test_there_is_a_sample_of_each_layout(sample):
    layouts = {path.stem for path in (ROOT / "kpi/exports/layouts").glob("*.toml")}
    files = history.loads(sample)
    assert {file["layout"] for file in files} == layouts - {"settings"}  # changed by a command, never exported
    assert len({file["file"] for file in files}) == len(contents(SAMPLE)) + 3  # a workbook has four sheets
    assert not quarantine.read(sample)


def test_they_have_the_encodings_of_their_platforms():
    encodings = Counter()
    for name, content in contents(SAMPLE).items():
        if name.endswith((".csv", ".txt")):
            start = {b"\xef\xbb": "utf-8-sig", b"\xff\xfe": "utf-16"}.get(content[:2])
            try:
                content.decode(start or "utf-8")
            except UnicodeDecodeError:
                start = "gb18030"
                content.decode(start)
            encodings[start or "utf-8"] += 1
    assert min(encodings[each] for each in ("utf-8", "utf-8-sig", "utf-16", "gb18030")) >= 1


@pytest.mark.parametrize(
    ("metric", "n", "d"),
    [
        # 89 + 144.80 + 268 + 239 flagship, 119.80 + 68 outlet, 504 + 268 JD, 387 site (27.80 USD stay out), 168 and 181
        ("gmv", "2436.60", None),
        ("paid_orders", "14", None),
        # 26.80 + 239 flagship and 68 outlet as their own rows say, 144.80 sent back and handled
        ("refund_amount", "478.60", None),
        ("consultations", "5", None),
        ("consultation_conversion", "1", "3"),
        ("unanswered_rate", "1", "5"),
        ("first_response_seconds", str(18 + 75 + 51 + 26), "4"),
        ("satisfaction_rate", "1", "2"),
        ("visitors", "3564", None),
        ("promotion_visitors", "517", None),
        ("ad_spend", "567.00", None),
        ("shipping_error_rate", "1", "8"),
        ("damage_rate", "1", "8"),
        ("inbound_accuracy", "2", "3"),
        ("stock_accuracy", "1", "2"),
        ("shift_completion", "3", "4"),
        ("shift_on_time", "2", "4"),
        ("task_completion", "1", "3"),
        ("task_quality", "176", "2"),
        ("service_quality", "179", "2"),
        ("process_compliance", "1", "1"),
        ("rule_compliance", "1", "1"),
    ],
)
def test_their_figures_are_those_counted_by_hand(sample, metric, n, d):
    figure = figures.ask(figures.Question((metric,), OCTOBER), data=sample).figures[0]
    assert (figure.n, figure.d) == (Decimal(n), None if d is None else Decimal(d))
