"""What the look rests on: words in both languages, the font, the settings, lines that are right."""

import re
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest

from kpi.words import known
from pages.parts import account, board, calendar, exceptions, lines, spark, team, theme
from pages.parts.status import Status

ROOT = Path(__file__).resolve().parents[2]
PARTS = sorted((ROOT / "pages" / "parts").glob("*.py"))
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def used_words():
    found = {text for path in PARTS for text in re.findall(r'\bword\(\s*"([^"{}]+)"', path.read_text(encoding="utf-8"))}
    found |= {f"status.{one}" for one in Status} | {f"month.{number}" for number in range(1, 13)}
    found |= {f"unit.{unit}" for unit in ("seconds", "hours", "score", "points")}
    found |= {f"lines.{name}" for name, _ in lines.COLUMNS} | {
        f"team.{name}" for name, _ in team.COLUMNS if name != "value"
    }
    found |= {f"account.{name}" for name in (*account.PARTS, *account.LOOKS, "file", "read", "balance", "result")}
    found |= {f"calendar.{name}" for name in (calendar.MISSING, calendar.HALF, calendar.NONE)}
    return sorted(found)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("text", used_words())
def test_each_word_a_part_asks_for_exists(text, lang):
    assert known(text, lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_id_shows_where_a_word_should(lang):
    drawn = board.legend(lang) + calendar.legend(lang) + exceptions.html([], lang) + account.html([], lang)
    assert not re.search(r">[a-z]+\.[a-z_.]+<", drawn)


def test_a_chinese_drawing_has_no_english():
    texts = re.sub(
        r"<[^>]*>",
        " ",
        board.html([], "zh") + exceptions.html([], "zh") + lines.html([], "zh") + account.html([], "zh"),
    )
    assert not re.search(r"[A-Za-z]{2,}", texts)


def test_the_font_is_ours_small_and_named_in_the_settings():
    face = CONFIG["theme"]["fontFaces"][0]
    font = ROOT / "pages" / face["url"].removeprefix("app/")
    assert font.read_bytes()[:4] == b"wOF2"
    assert font.stat().st_size < 30_000
    assert CONFIG["theme"]["font"].startswith(face["family"])
    assert (font.parent / "OFL.txt").exists()


def test_the_settings_that_keep_it_quick_and_shut():
    assert CONFIG["runner"]["postScriptGC"] is False
    assert CONFIG["server"]["fileWatcherType"] == "none"
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["client"]["toolbarMode"] == "minimal"


def test_styles_are_one_valid_block():
    css = theme.css()
    assert css.count("{") == css.count("}")
    assert "/*" not in css
    assert "<" not in css
    assert len(css) < 40_000


def test_every_colour_is_a_token_with_both_themes():
    css = (ROOT / "pages" / "parts" / "theme.css").read_text(encoding="utf-8")
    rules = css[css.index("}") :]
    loose = [
        found
        for found in re.findall(r"[^\n]*#[0-9A-Fa-f]{3,6}\b[^\n]*", rules)
        if "light-dark(" not in found and "st-key-plot" not in found
    ]
    assert loose == []


def path_of(drawn, name):
    found = re.search(rf'<u class="{name}" style="--s:url\(&quot;data:image/svg\+xml,([^&]*)&quot;\)">', drawn)
    return re.search(r"d='([^']*)'", unquote(found.group(1))).group(1) if found else None


def test_a_line_runs_from_left_to_right_and_breaks_where_there_is_no_value():
    drawn = spark.html(spark.Spark((1.0, None, 2.0, 3.0), (), "x"), Status.MET)
    assert path_of(drawn, "ln") == "M0.0 27.6h2M66.7 15.0L100.0 2.4"
    assert path_of(drawn, "tg") is None
    assert '<i class="met" style="top:8.0%">' in drawn


def test_a_target_is_stepped_by_month():
    drawn = spark.html(spark.Spark((1.0, 1.0, 2.0), (1.0, 1.0, 2.0)), Status.MET)
    assert path_of(drawn, "tg") == "M0.0 27.6H25.0H75.0V2.4H100.0"


def test_one_month_alone_is_a_dot_and_no_month_is_nothing():
    alone = spark.html(spark.Spark((None, None, 5.0)), Status.MISSED)
    assert path_of(alone, "ln") is None
    assert '<i class="missed"' in alone
    assert spark.html(spark.Spark(), Status.EMPTY) == '<span class="sp"></span>'


def test_a_common_scale_puts_equal_values_at_equal_height():
    tops = [
        re.search(r"top:([\d.]+)%", spark.html(spark.Spark(values), Status.MET, (0.0, 10.0))).group(1)
        for values in ((1.0, 5.0), (9.0, 5.0))
    ]
    assert tops == ["50.0", "50.0"]


def test_the_board_tells_shortfall_from_surplus_by_form():
    from pages.parts.numbers import Shown

    def row(share):
        return board.html([board.Bar("x", "", Shown("1"), Shown("2"), share, Status.MET)], "zh")

    assert 'class="br" style="width:76.00%"' in row(0.95)
    assert 'class="sf" style="left:76.00%;width:4.00%"' in row(0.95)
    assert 'class="bx" style="left:80.00%;width:8.00%"' in row(1.1)
    assert 'class="ov"' in row(1.5)
    assert 'class="br" style="width:0.00%"' in row(-1)


def test_an_unbalanced_account_says_by_how_much():
    drawn = account.html([account.File("a.csv", "", "loaded", 10, 5, 1, 1, 1, 1)], "zh")
    assert "差 1 行" in drawn
    assert "账平" not in drawn


@pytest.mark.parametrize(("rows", "step"), [(49, 1), (50, 1), (51, 2), (150, 2), (151, 3), (300, 3), (301, 4)])
def test_a_day_is_as_dark_as_its_rows_against_the_median(rows, step):
    assert calendar.step_of(rows, 100) == step
