"""Pictures of every page: zh and en, light and dark, 1440 and 390 pixels wide. `make screenshots` runs it.

    python -m tests.browser.screenshots [--data DIR] [--out DIR] [--only PAGE] [--readme]

Without --data a demo department is written and loaded first. It also says what scrolls sideways. With --readme it takes
the pictures that the README shows instead, into docs/pictures/.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from kpi import demo
from pages.parts import links, shell
from tests.browser import chromium
from tests.browser.server import ROOT, serving

TODAY = date(2026, 11, 15)
README = {"month": "light", "department": "light", "person": "dark"}
WIDTHS = {1440: 900, 390: 844}
MONTH = "2026-10"
FIRST = {"metric": {"metric": "consultation_conversion", "month": MONTH}}


def pages() -> list[str]:
    """The pages there are, in the order of the navigation."""
    return [page.name for page in shell.page_files()]


def settle(page: Page) -> None:
    """Wait until the script has run and the fonts are there."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
    page.wait_for_function("document.querySelectorAll('[data-stale=true], [data-testid=stSkeleton]').length === 0")
    page.wait_for_function("(document.querySelector('[data-testid=stMain]')?.innerText ?? '').length > 60")
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)


def tall(page: Page, width: int) -> None:
    """Make the window as high as the page, so that all of it is in the picture."""
    height = page.evaluate("document.querySelector('[data-testid=stMainBlockContainer]')?.scrollHeight ?? 0")
    page.set_viewport_size({"width": width, "height": max(WIDTHS[width], int(height) + 60)})
    page.wait_for_timeout(300)


@contextmanager
def window(browser: Browser, language: str, scheme: str, width: int) -> Iterator[Page]:
    """A new visitor."""
    context = browser.new_context(
        locale={"zh": "zh-CN", "en": "en-GB"}[language],
        color_scheme=scheme,
        viewport={"width": width, "height": WIDTHS[width]},
        device_scale_factor=1.5 if width < 1000 else 1,
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def followed(browser: Browser, url: str, selector: str, text: str = "") -> str:
    """Where a page's link leads: the first, or the one with this text."""
    with window(browser, "zh", "light", 1440) as page:
        page.goto(url)
        settle(page)
        return page.locator(selector).filter(has_text=text).first.evaluate("link => link.href")


def addresses(browser: Browser, url: str, wanted: list[str]) -> dict[str, str]:
    """An address for each page; department and person are found as a reader finds them."""
    found = {name: f"{url}/{links.address(name, **FIRST.get(name, {}))}" for name in wanted}
    found |= {name: f"{url}/{links.address('', month=MONTH)}" for name in wanted if name == shell.first_page()}
    if {"department", "person"} & set(wanted):
        start = f"{url}/{links.address('department', month=MONTH)}"
        found["department"] = followed(browser, start, "a[href*='department=']", "客服部")
        found["person"] = followed(browser, found["department"], "a[href*='person=']")
    return {name: found[name] for name in wanted}


def shoot(url: str, out: Path, wanted: list[str]) -> int:
    """Take all pictures; returns how many pages scroll sideways."""
    wide = 0
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium.path(), args=list(chromium.FLAGS))
        targets = addresses(browser, url, wanted)
        for language, scheme, width in product(("zh", "en"), ("light", "dark"), WIDTHS):
            with window(browser, language, scheme, width) as page:
                for name, address in targets.items():
                    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
                    page.goto(address)
                    settle(page)
                    tall(page, width)
                    page.screenshot(path=out / f"{name}-{language}-{scheme}-{width}.png")
                    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                        print(f"{name} {language} {scheme} {width}: scrolls sideways", file=sys.stderr)
                        wide += 1
        browser.close()
    return wide


def shoot_for_readme(url: str, out: Path) -> int:
    """Take what a first glance at three pages shows, in both languages, in few colours."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium.path(), args=list(chromium.FLAGS))
        targets = addresses(browser, url, list(README))
        for language, (name, scheme) in product(("zh", "en"), README.items()):
            with window(browser, language, scheme, 1440) as page:
                page.goto(targets[name])
                settle(page)
                file = out / f"{name}-{language}.png"
                page.screenshot(path=file)
                Image.open(file).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(file, optimize=True)
        browser.close()
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "screenshots")
    parser.add_argument("--only", action="append", choices=pages())
    parser.add_argument("--readme", action="store_true")
    given = parser.parse_args()
    given.out = ROOT / "docs" / "pictures" if given.readme else given.out
    if lack := chromium.missing():
        print(lack, file=sys.stderr)
        return 1
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        data = given.data or Path(scratch, "data")
        if given.data is None:
            demo.prepare(Path(scratch, "exports"), data, months=14, scale=0.3, seed=1, today=TODAY)
        with serving(data, Path(scratch, "log")) as url:
            wide = shoot_for_readme(url, given.out) if given.readme else shoot(url, given.out, given.only or pages())
    print(f"{len(list(given.out.glob('*.png')))} pictures in {given.out}")
    return int(wide > 0)


if __name__ == "__main__":
    sys.exit(main())
