"""The parts in a real browser: nothing cut or too wide, nothing fetched, readable to all, links that stay."""

import socket
import time

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import chromium
from tests.pages import gallery
from tests.pages.invented import PAGES

LACK = chromium.missing()
pytestmark = [pytest.mark.browser, pytest.mark.skipif(bool(LACK), reason=LACK or "")]
SCENES = [("zh", "light", 390), ("en", "dark", 390), ("zh", "dark", 1440), ("en", "light", 768)]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {"executable_path": chromium.path(), "args": list(chromium.FLAGS)}


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with gallery.serving(port, tmp_path_factory.mktemp("gallery") / "log") as address:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        yield address


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: "-".join(map(str, scene)))
def test_every_part_fits_and_reads(browser, url, scene):
    lang, scheme, width = scene
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    elsewhere, errors, wrong = [], [], {}
    page.on("request", lambda request: elsewhere.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    for name in PAGES:
        found = gallery.opened(page, url, name, lang)
        serious = [v["id"] for v in Axe().run(page).response["violations"] if v["impact"] in {"serious", "critical"}]
        if found["cut"] or found["wide"] or serious:
            wrong[name] = (found, serious)
    page.close()
    assert wrong == {}
    assert errors == []
    assert [asked for asked in elsewhere if not asked.startswith((url, "data:", "blob:"))] == []


def test_a_link_stays_in_the_session_and_back_returns(browser, url):
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    gallery.opened(page, url, "month", "zh")
    page.evaluate("window.stays = true")
    page.click(".mx .dn a >> nth=0")
    page.wait_for_selector(".lines")
    assert "page=department" in page.url
    page.click(".team td.w a >> nth=6")
    page.wait_for_selector(".rows")
    assert "page=person" in page.url
    page.go_back()
    page.wait_for_selector(".team")
    assert "page=department" in page.url
    assert page.evaluate("window.stays") is True
    page.close()


def test_the_font_is_the_one_we_ship(browser, url):
    page = browser.new_page()
    gallery.opened(page, url, "month", "zh")
    assert "Kaohe" in page.evaluate("[...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family)")
    page.close()


def test_on_a_phone_the_side_closes_behind_a_choice(browser, url):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    gallery.opened(page, url, "upload", "zh")
    page.click("[data-testid=stExpandSidebarButton]")
    page.wait_for_selector("[data-testid=stExpandSidebarButton]", state="hidden")
    page.click(".nav a.pg >> nth=0")
    page.wait_for_selector(".cards")
    page.wait_for_selector("[data-testid=stExpandSidebarButton]")
    right = "document.querySelector('.nav a.pg')?.getBoundingClientRect().right ?? 0"
    page.wait_for_function(f"({right}) <= 0")  # the side slides out
    assert page.evaluate(right) <= 0
    page.close()
