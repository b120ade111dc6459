"""Each layout's sample beside what it gives: exactly one layout claims it, and its rows are those written by hand."""

import json
from pathlib import Path

import pytest

from kpi import exports
from kpi.exports import recognise
from kpi.exports.tables import grids
from tests.exports.reading import one as found_at
from tests.exports.taking import take

HERE = Path(__file__).parent
SAMPLES = sorted(path.with_name(path.name.removesuffix(".expected.json")) for path in HERE.glob("*.expected.json"))


def stray() -> list[Path]:
    known = {*SAMPLES, *(Path(f"{sample}.expected.json") for sample in SAMPLES)}
    here = [path for path in HERE.iterdir() if path.is_file() and path.name[0] != "." and path.suffix != ".py"]
    return [path for path in here if path not in known]


def test_every_sample_has_its_expectation_and_the_other_way_round():
    assert not stray()
    assert not [sample for sample in SAMPLES if not sample.exists()]


def test_every_layout_has_a_sample():
    assert {sample.name.split(".")[0] for sample in SAMPLES} >= set(exports.layouts())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_exactly_one_layout_claims_a_sample(sample):
    """With all layouts known it is the one of its name; without that one nobody takes it for something as large."""
    expected = sample.name.split(".")[0]
    for grid in grids(found_at(sample)):
        layout, _ = recognise.recognise(sample.name, grid.head, grid.head_rows, exports.layouts())
        assert layout.id == expected
        others = {name: other for name, other in exports.layouts().items() if name != expected}
        other = recognise.recognise(sample.name, grid.head, grid.head_rows, others)
        assert other is None or len(other[0].recognise.columns) < len(layout.recognise.columns)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_sample_gives_the_rows_that_were_written_by_hand(sample):
    expected = json.loads(Path(f"{sample}.expected.json").read_text("utf-8"))
    (given,) = take(sample, name=sample.name)
    account = {"rows": given.rows, "skipped": given.skipped, "quarantined": given.quarantined}
    assert account == {key: expected[key] for key in account}
    assert given.reasons == [tuple(reason) for reason in expected.get("set_aside", [])]
    for entity, rows in expected["tables"].items():
        fields = ["_row", "_rows", *given.carries[entity], *given.told[entity]]
        shown = [{f: row[f] for f in fields if row[f] is not None} for row in given.tables[entity]]
        assert shown == rows
    assert set(expected["tables"]) == set(given.tables)
