"""Pages as a browser has them, beyond the walk: both languages, both schemes, a desk's width, and states by address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from kpi.words import say

WAIT = 30_000
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
MONTH = "?month=2026-10"
METRIC = "metric?metric=consultation_conversion&month=2026-10&by=person"
#: Files as platforms name them, the zone's own name, and a setting as one types it.
NAMED = re.compile(r"\S*\.csv|Asia/Shanghai|ExportOrderList\S*|orders_export\S*|kpi settings|[a-z]+(_[a-z]+)*_days")


@contextmanager
def visitor(browser: Browser, lang: str, scheme: str = "light", width: int = 1440) -> Iterator[Page]:
    """Somebody new, with a browser in this language."""
    context = browser.new_context(locale=LOCALES[lang], color_scheme=scheme, viewport={"width": width, "height": 900})
    try:
        yield context.new_page()
    finally:
        context.close()


def settled(page: Page, text: str) -> None:
    """Wait until the page says this and its script has run."""
    expect(page.locator("[data-testid=stMain]")).to_contain_text(text, timeout=WAIT)
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning", timeout=WAIT)


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize(("address", "title"), [(MONTH, "month.exceptions"), (METRIC, "metric.by")])
def test_axe_finds_nothing_serious_and_nothing_is_too_wide(
    browser: Browser, server: str, address: str, title: str, lang: str
) -> None:
    for scheme, width in (("light", 1440), ("dark", 1440), ("dark", 390)):
        with visitor(browser, lang, scheme, width) as page:
            page.goto(f"{server}/{address}")
            settled(page, say(title, lang))
            found = [v for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
            assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == [], (scheme, width)
            main = page.locator("[data-testid=stMain]")
            assert main.evaluate("main => main.scrollWidth - main.clientWidth") <= 0, (scheme, width)


@pytest.mark.parametrize("lang", LOCALES)
def test_a_tab_is_called_what_its_page_is_called(browser: Browser, server: str, lang: str) -> None:
    with visitor(browser, lang) as page:
        for address, title in (("upload", "page.upload"), ("department", "page.department"), ("", "page.month")):
            page.goto(f"{server}/{address}")
            expect(page).to_have_title(f"{say(title, lang)} · {say('frame.brand', lang)}", timeout=WAIT)
        page.locator("[data-testid=stSidebar] a", has_text=say("page.metric", lang)).click()
        expect(page).to_have_title(f"{say('page.metric', lang)} · {say('frame.brand', lang)}", timeout=WAIT)


def test_the_language_follows_the_browser_and_a_click_changes_it_and_nothing_else(
    browser: Browser, server: str
) -> None:
    with visitor(browser, "zh") as page:
        page.goto(f"{server}/{METRIC}")
        settled(page, say("metric.by", "zh"))
        page.locator("[data-testid=stSidebar] a", has_text=say("language.name", "en")).click()
        settled(page, say("metric.by", "en"))
        for kept in ("metric=consultation_conversion", "month=2026-10", "by=person", "lang=en"):
            assert kept in page.url
        page.reload()
        settled(page, say("metric.by", "en"))
        page.locator("[data-testid=stSidebar] a", has_text=say("page.month", "en")).click()
        settled(page, say("month.exceptions", "en"))
        page.go_back()
        settled(page, say("metric.by", "en"))


def test_a_metric_in_chinese_has_no_english_but_names(browser: Browser, server: str) -> None:
    with visitor(browser, "zh") as page:
        for address, title in ((METRIC, "metric.by"), ("metric?metric=gmv&month=2026-10", "metric.by"), ("metric", "")):
            page.goto(f"{server}/{address}")
            settled(page, say(title or "page.metric", "zh"))
            text = NAMED.sub("", page.locator("[data-testid=stMain]").inner_text())
            assert set(re.findall(r"[A-Za-z]{3,}", text)) == set(), address


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("?month=1999-01", "empty.back"),
        ("metric?metric=gmv&month=nonsense", "empty.back"),
        ("metric?metric=no_such", ""),
    ],
)
def test_an_address_that_means_nothing_is_said_so(
    browser: Browser, server: str, address: str, says: str, lang: str
) -> None:
    with visitor(browser, lang) as page:
        page.goto(f"{server}/{address}")
        settled(page, say(says, lang) if says else "no_such")
        expect(page.locator("[data-testid=stException]")).to_have_count(0)
        expect(page.locator("[data-testid=stSidebar]")).to_contain_text(say("page.month", lang))
