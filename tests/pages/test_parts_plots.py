"""The plotly figures are plain dicts, valid to plotly, and right to the digit."""

import ast
from pathlib import Path

import plotly.graph_objects as go
import pytest

from pages.parts import bridge, plot, trend

GROUPS = [
    bridge.Group("转化", (bridge.Part("周凯", -0.0022), bridge.Part("赵敏 <b>", 0.0013), bridge.Part("其余", 0.0))),
    bridge.Group("占比", (bridge.Part("李可", -0.0052),)),
]


TARGET = bridge.Total("目标", 0.55)


def drawn_bridge(target=TARGET):
    return bridge.figure(bridge.Total("9 月", 0.5412), GROUPS, bridge.Total("10 月", 0.5351), target, "percent", "zh")


def points(count, **more):
    return [trend.Point(str(i + 1), 50 + (i * 7) % 11, 55 if i % 2 else 54, **more) for i in range(count)]


@pytest.mark.parametrize(
    "figure",
    [
        drawn_bridge(),
        drawn_bridge(None),
        bridge.figure(bridge.Total("a", 0), [], bridge.Total("b", 0), None, "count", "en"),
        trend.figure(points(13), "percent", "zh", last_year_first=True, running=True),
        trend.figure(points(31), "money", "en", better="down"),
        trend.figure([trend.Point("1", None, None), trend.Point("2", -3.0, None)], "money", "zh"),
        trend.figure([trend.Point("1", None, 4.0)], "seconds", "zh", running=True),
        trend.figure([], "count", "zh"),
    ],
)
def test_plotly_takes_the_figure(figure):
    go.Figure(figure)


def test_the_bridge_arrives_where_it_says():
    figure = drawn_bridge()
    bars = [trace for trace in figure["data"] if trace["type"] == "bar"]
    assert sum(sum(trace["x"]) for trace in bars) == pytest.approx(0.5351 - 0.5412)
    ticks = figure["layout"]["yaxis"]["ticktext"]
    assert [tick for tick in ticks if "转化" in tick or "占比" in tick] == [
        '<span style="color:#626D7C">转化 −0.09pp</span>',
        '<span style="color:#626D7C">占比 −0.52pp</span>',
    ]
    assert "赵敏 &lt;b&gt;" in ticks
    labels = next(trace for trace in figure["data"] if trace.get("mode") == "markers+text")["text"]
    assert labels == ["<b>54.1%</b>", "<b>53.5%</b>", "<b>55.0%</b>", "−0.22pp", "+0.13pp", "0.00pp", "−0.52pp"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_labels_of_a_bridge_have_room_beside_their_bars(lang):
    fall = [bridge.Group("a", (bridge.Part("x", -0.25), bridge.Part("y", 0.1), bridge.Part("z", -0.1)))]
    figure = bridge.figure(bridge.Total("b", 1.0), fall, bridge.Total("c", 0.75), None, "percent", lang)
    low, high = figure["layout"]["xaxis"]["range"]
    pixel = (high - low) / (356 - figure["layout"]["margin"]["l"])
    labels = next(trace for trace in figure["data"] if trace.get("mode") == "markers+text")
    for at, text, place in zip(labels["x"], labels["text"], labels["textposition"], strict=True):
        long = 6.5 * len(text.removeprefix("<b>").removesuffix("</b>"))
        assert low <= at - long * pixel if place == "middle left" else at + long * pixel <= high


def test_falling_is_good_where_less_is_better():
    figure = bridge.figure(
        bridge.Total("a", 30.0),
        [bridge.Group("g", (bridge.Part("x", -2.0),))],
        bridge.Total("b", 28.0),
        None,
        "seconds",
        "zh",
        better="down",
    )
    bars = [trace for trace in figure["data"] if trace["type"] == "bar" and trace["x"]]
    assert [trace["marker"]["color"] for trace in bars] == ["#0067B2"]


def test_the_columns_carry_the_values_and_stand_on_zero():
    figure = trend.figure(points(13), "percent", "zh", last_year_first=True, running=True)
    columns = [t for t in figure["data"] if t["type"] == "bar" and t["width"] == 0.5 and "yaxis" not in t]
    assert [len(t["x"]) for t in columns] == [11, 1, 1]
    assert figure["layout"]["yaxis"]["range"][0] == 0
    assert columns[2]["marker"]["pattern"]["shape"] == "/"


@pytest.mark.parametrize(("unit", "values"), [("money", (12_840.5, 13_940.2)), ("money", (4466.3, 4244.4))])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_label_stands_over_its_own_column_and_is_not_cut(unit, values, lang):
    first, last = values
    figure = trend.figure(
        [trend.Point(str(i), first if i < 12 else last, first * 1.4) for i in range(13)], unit, lang, running=True
    )
    margin = figure["layout"]["margin"]
    column = (356 - margin["l"] - margin["r"]) / 13
    for trace in (t for t in figure["data"] if t.get("mode") == "markers+text"):
        assert 12 in trace["x"]
        for at, text, place in zip(trace["x"], trace["text"], trace["textposition"], strict=True):
            half = 3.1 * len(text.removeprefix("<b>").removesuffix("</b>"))
            assert place.endswith(" center")
            assert margin["l"] + (at + 0.5) * column >= half
            assert margin["r"] + (12.5 - at) * column >= half


def test_the_distances_from_a_plan_have_their_unit_and_are_equally_fine():
    figure = trend.figure([trend.Point(str(i), 0.04, 0.03 + i / 10) for i in range(4)], "percent", "zh")
    labels = next(t for t in figure["data"] if t.get("yaxis") == "y2" and t.get("mode") == "markers+text")
    assert labels["text"] == ["−9.0pp", "−19.0pp", "−29.0pp"]


def test_labels_keep_clear_of_each_other():
    figure = trend.figure([trend.Point(str(i), 4_000_000 + i, 4_500_000) for i in range(13)], "money", "zh")
    for trace in (t for t in figure["data"] if t.get("mode") == "markers+text"):
        for one, other in zip(trace["x"], trace["x"][1:], strict=False):
            assert (other - one) * 330 / 13 >= 38  # pixels that "¥400.0万" needs at least


def test_the_parts_import_nothing_heavy():
    """Streamlit brings what it needs for a chart when one is drawn; the parts make plain dicts."""
    for path in sorted(Path(plot.__file__).parent.glob("*.py")):
        imported = {
            name.split(".")[0]
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        assert not imported & {"pandas", "plotly", "pyarrow", "numpy", "duckdb"}, path.name
