"""A head's way from a red figure to the rows behind it, by clicks alone, and back; and what any page must bear."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from kpi.catalogue import load
from kpi.words import say
from pages.parts import shell

WAIT = 30_000
ENGLISH_ON_A_CHINESE_PAGE = {"Asia", "Shanghai", "English", "SKU", "ROI", "GMV", "xlsx", "xls", "csv", "zip", "demo"}


def opened(browser: Browser, address: str, lang: str, width: int = 1440) -> Page:
    """A page that has been drawn."""
    page = browser.new_page(locale={"zh": "zh-CN", "en": "en-GB"}[lang], viewport={"width": width, "height": 900})
    page.goto(address)
    settled(page)
    return page


def settled(page: Page) -> None:
    """Wait until the script has run."""
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning", timeout=WAIT)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_from_the_month_to_the_rows_of_one_day_by_clicks_alone_and_back(
    browser: Browser, server: str, lang: str
) -> None:
    label = load().metric("consultation_conversion").label[lang]
    page = opened(browser, f"{server}/?month=2026-10", lang)
    main = page.locator("[data-testid=stMain]")
    main.locator("a.go", has_text="客服部").first.click()  # the department's own line of the matrix
    expect(page).to_have_url(re.compile("department"), timeout=WAIT)
    settled(page)
    main.locator("a.go", has_text=label).first.click()
    settled(page)
    team = main.locator(".team a.go[href*='person?']")
    expect(team.first).to_be_visible(timeout=WAIT)
    weakest = team.last.inner_text()  # the team stands from best to worst
    team.last.click()
    expect(page).to_have_url(re.compile("person"), timeout=WAIT)
    settled(page)
    expect(main.locator("h1")).to_have_text(weakest)
    main.locator(".daily a.go").first.click()
    expect(page).to_have_url(re.compile("day=2026-10"), timeout=WAIT)
    settled(page)
    expect(main).to_contain_text(".csv:")
    for _ in range(10):
        if "day=" not in page.url and "person" not in page.url and "department" not in page.url:
            break
        page.go_back()
        settled(page)
    expect(main).to_contain_text(say("month.exceptions", lang), timeout=WAIT)
    page.close()


@pytest.mark.parametrize("name", [page.name for page in shell.page_files()])
def test_a_phone_scrolls_no_page_sideways_and_axe_finds_nothing_serious(
    browser: Browser, server: str, name: str
) -> None:
    chosen = {"department": "&department=客服部", "metric": "&metric=gmv", "person": "&person=PH009"}.get(name, "")
    path = "" if name == shell.first_page() else name
    page = opened(browser, f"{server}/{path}?month=2026-10{chosen}", "zh", width=390)
    expect(page.locator("[data-testid=stMain]")).to_contain_text(re.compile("[一-鿿]"), timeout=WAIT)
    wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth")
    assert wide <= 0
    found = [v for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == []
    words = set(re.findall(r"[A-Za-z]{3,}", page.locator("[data-testid=stMain]").inner_text()))
    if name in ("month", "department"):
        assert words <= ENGLISH_ON_A_CHINESE_PAGE
    page.close()
