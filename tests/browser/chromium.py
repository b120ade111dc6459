"""Where the system's Chromium and a Chinese font are, and how the tests start it."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


@cache
def path() -> str | None:
    """The browser: `KPI_CHROMIUM`, else by its usual names and places."""
    given = os.environ.get("KPI_CHROMIUM")
    found = [shutil.which(name) for name in ([given] if given else NAMES)]
    found += [place for place in PLACES if Path(place).exists()]
    return next((each for each in found if each), None)


@cache
def chinese_font() -> bool:
    """Whether Chinese text shows as such; Windows and macOS bring a font along."""
    if sys.platform in {"win32", "darwin"}:
        return True
    if shutil.which("fc-list"):
        return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout.strip())
    return any(Path("/usr/share/fonts").rglob("*CJK*"))


def missing() -> str | None:
    """What the browser tests lack here, as a sentence; None when they can run."""
    if path() is None:
        return "browser tests skipped: no Chromium found (Debian and Ubuntu: apt install chromium; or set KPI_CHROMIUM)"
    if not chinese_font():
        return "browser tests skipped: no Chinese font found (Debian and Ubuntu: apt install fonts-noto-cjk)"
    return None
