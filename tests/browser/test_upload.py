"""A file handed in through a real browser: its account comes, and its undo takes it back."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from kpi.review import uploads
from kpi.words import say
from tests.kpi import flow

WORDS = {
    "zh": ("入库", "1 个已入库", "撤销这一批", "确认", "批次 1 已撤销"),
    "en": ("Load", "1 loaded", "Undo this load", "Yes", "Load 1 is taken back"),
}


def settled(page: Page) -> None:
    app = page.locator("[data-testid=stApp]")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=60_000)


@pytest.mark.parametrize("lang", WORDS)
@pytest.mark.parametrize("width", [1440, 390])
def test_a_file_is_handed_in_and_taken_back(browser, fresh_server, tmp_path: Path, lang: str, width: int) -> None:
    send, taken, undo, yes, undone = WORDS[lang]
    data = tmp_path / "data"
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{fresh_server(data)}/upload?lang={lang}")
    settled(page)
    good = flow.orders(tmp_path / "订单 10月.csv", range(3))
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files([good])
    expect(page.locator("[data-testid=stFileChipName]")).to_have_text("订单 10月.csv")
    page.get_by_role("button", name=send, exact=True).click()
    expect(page.locator(".find")).to_contain_text(taken, timeout=60_000)
    expect(page.locator(".acc").first).to_contain_text("订单 10月.csv")
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "nothing scrolls sideways"
    assert flow.figure(data) == 30

    page.get_by_role("button", name=undo, exact=True).click()
    page.get_by_role("button", name=yes, exact=True).click()
    expect(page.locator(".find")).to_contain_text(undone, timeout=60_000)
    assert uploads.overview(data).loads[1].undone_by == 2
    assert page.locator("[data-testid=stException]").count() == 0
    page.close()


@pytest.mark.parametrize("lang", WORDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chosen_file_takes_the_reminder_away_and_all_can_be_read(
    browser, fresh_server, tmp_path: Path, lang: str, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme=scheme)
    page.goto(f"{fresh_server(tmp_path / 'data')}/upload?lang={lang}")
    settled(page)
    page.get_by_role("button", name=WORDS[lang][0], exact=True).click()
    reminder = page.locator(".k", has_text=say("upload.none", lang))
    expect(reminder).to_be_visible()
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files([
        flow.orders(tmp_path / "a.csv", range(3))
    ])
    expect(page.locator("[data-testid=stFileChipName]")).to_have_text("a.csv")
    expect(reminder).not_to_be_visible()
    found = [v for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == []
    page.close()
