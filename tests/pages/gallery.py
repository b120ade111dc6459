"""Every part with invented figures, in a real Streamlit: `python tests/pages/gallery.py FOLDER [PAGE,…] [SCENE…]`.

Makes a picture of each page in zh and en, light and dark, on wide and narrow screens, and says what is cut or too
wide. `test_parts_browser.py` looks at the same pages.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parents[2]
SCENES = [
    ("zh", "light", 1440),
    ("zh", "light", 390),
    ("zh", "dark", 1440),
    ("zh", "dark", 390),
    ("en", "light", 1440),
    ("en", "light", 390),
    ("zh", "light", 1024),
    ("en", "light", 768),
    ("zh", "light", 1920),
]
MAIN = "import sys\nsys.path.insert(0, {root!r})\nfrom tests.pages import gallery\ngallery.show()\n"

# What hides text, or is wider than its place: hidden elements and boxes that scroll by themselves are left out.
CHECK = """() => {
  const cut = [];
  const phone = window.innerWidth < 800;
  for (const e of document.querySelectorAll('.k, .k *')) {
    if (e.closest('.pop, .scroll, .chips, .acc td, details:not([open])')) continue;
    if (phone && e.closest('[data-testid=stSidebar]')) continue;
    const s = getComputedStyle(e);
    if (s.display === 'inline' || s.display === 'none' || s.visibility === 'hidden') continue;
    if (e.scrollWidth <= e.clientWidth + 1 || !e.clientWidth || !e.textContent.trim()) continue;
    cut.push((e.className || e.tagName) + ': ' + e.textContent.slice(0, 40));
  }
  const main = document.querySelector('[data-testid=stMain]');
  const wide = main.scrollWidth - main.clientWidth + document.documentElement.scrollWidth - window.innerWidth;
  return {wide, cut: cut.slice(0, 12), height: main.scrollHeight};
}"""


def show() -> None:
    """The page that the address asks for: what Streamlit runs."""
    from tests.pages import scenes_data, scenes_person, scenes_review

    st.set_page_config(page_title="gallery", layout="wide", initial_sidebar_state=208)
    page, lang = st.query_params.get("page", "month"), st.query_params.get("lang", "zh")
    start = time.perf_counter()
    next(getattr(room, page) for room in (scenes_review, scenes_person, scenes_data) if hasattr(room, page))(lang)
    sys.stderr.write(f"{page} {lang} {1000 * (time.perf_counter() - start):.1f} ms\n")


@contextmanager
def serving(port: int, log: Path) -> Iterator[str]:
    """A server of the gallery; yields its address."""
    with tempfile.TemporaryDirectory() as place, log.open("w") as output:
        home = Path(place)
        (home / "main.py").write_text(MAIN.format(root=str(ROOT)), encoding="utf-8")
        (home / "static").symlink_to(ROOT / "pages" / "static")
        options = [f"--server.port={port}", "--server.headless=true"]
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(home / "main.py"), *options],
            cwd=ROOT,
            stdout=output,
            stderr=output,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def opened(page, url: str, name: str, lang: str) -> dict:
    """Go to a page, wait until it stands, say what is wrong with it."""
    page.goto(f"{url}/?page={name}&lang={lang}", wait_until="load")
    page.wait_for_selector(".top h1", timeout=30_000)
    page.wait_for_timeout(1500 if name in {"department", "person"} else 600)
    return page.evaluate(CHECK)


def shoot(folder: Path, pages: list[str], scenes: list[tuple[str, str, int]]) -> None:
    """Make the pictures."""
    from playwright.sync_api import sync_playwright

    from tests.browser import chromium

    folder.mkdir(parents=True, exist_ok=True)
    with serving(8790, folder / "log.txt") as url, sync_playwright() as playwright:
        time.sleep(4)
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=list(chromium.FLAGS))
        for lang, scheme, width in scenes:
            scale = 1 if width > 600 else 1.5
            context = browser.new_context(color_scheme=scheme, device_scale_factor=scale)
            page = context.new_page()
            for name in pages:
                page.set_viewport_size({"width": width, "height": 900})
                found = opened(page, url, name, lang)
                page.set_viewport_size({"width": width, "height": found["height"] + 10})
                page.wait_for_timeout(400)
                page.screenshot(path=str(folder / f"{name}-{lang}-{scheme}-{width}.png"))
                sys.stdout.write(f"{name} {lang} {scheme} {width} {found}\n")
            context.close()
        browser.close()


if __name__ == "__main__":
    from tests.pages.invented import PAGES

    asked = sys.argv[2].split(",") if len(sys.argv) > 2 else PAGES
    shoot(Path(sys.argv[1]), list(asked), [SCENES[int(i)] for i in sys.argv[3]] if len(sys.argv) > 3 else SCENES)
