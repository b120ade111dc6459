"""The door, met by a browser that comes from outside: deep links to a server nobody has asked yet, headers, health."""

import json
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from pages.parts import shell
from tests.browser.server import ROOT, answers, free_port

PAGES = [page.name for page in shell.page_files()]
TEXTS = {"zh": ("zh-CN", "复盘"), "en": ("en-GB", "Review")}


def address(url, name):
    return url if name == shell.first_page() else f"{url}/{name}"


def asked(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.status, dict(answer.headers), answer.read()


@pytest.mark.parametrize("name", PAGES)
def test_a_cold_deep_link_meets_the_frame_first(browser, fresh_server, department, name):
    """The first visitor of a fresh server, who comes by a link to any page, finds the frame round it and no message."""
    url = fresh_server(department)
    page = browser.new_page(locale="zh-CN")
    page.goto(address(url, name))
    expect(page.locator("[data-testid=stSidebar]")).to_contain_text("复盘", timeout=30_000)
    expect(page.locator("[data-testid=stApp]")).not_to_have_attribute(
        "data-test-script-state", "running", timeout=30_000
    )
    assert page.get_by_text("Page not found").count() == 0
    assert page.locator("[data-testid=stException]").count() == 0
    page.close()


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_is_the_browsers(browser, server, language):
    locale, text = TEXTS[language]
    page = browser.new_page(locale=locale)
    page.goto(server)
    expect(page.locator("[data-testid=stSidebar]")).to_contain_text(text, timeout=30_000)
    page.close()


def test_nothing_is_asked_of_another_host(browser, server):
    page = browser.new_page()
    elsewhere = []
    page.on("request", lambda request: elsewhere.append(request.url))
    page.goto(server)
    expect(page.locator("[data-testid=stSidebar]")).to_be_visible(timeout=30_000)
    page.wait_for_load_state("networkidle")
    page.close()
    assert [each for each in elsewhere if not each.startswith((server, "data:", "blob:"))] == []


def test_the_first_page_is_found_under_its_name_too(browser, server):
    page = browser.new_page(locale="zh-CN")
    page.goto(f"{server}/{shell.first_page()}?month=2026-10&lang=en")
    expect(page.locator("[data-testid=stSidebar]")).to_contain_text("Review", timeout=30_000)
    assert page.url == f"{server}/?month=2026-10&lang=en"
    assert page.get_by_text("Page not found").count() == 0
    page.goto(f"{server}/{shell.first_page()}")
    assert page.url == f"{server}/"
    page.close()


def test_health_is_told_and_metrics_are_not(server):
    status, _, body = asked(f"{server}/healthz")
    assert status == 200
    assert json.loads(body)["status"] == "ok"
    assert json.loads(body)["version"] >= 1
    with pytest.raises(urllib.error.HTTPError, match="404"):
        asked(f"{server}/_stcore/metrics")


@pytest.mark.parametrize("path", ["/", "/healthz", "/_stcore/health"])
def test_every_answer_has_its_headers(server, path):
    _, headers, _ = asked(server + path)
    headers = {name.lower(): value for name, value in headers.items()}
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_who_stops_the_command_stops_the_pages(department, tmp_path):
    port = free_port()
    command = [sys.executable, "-m", "kpi", "--data", str(department), "serve", "--port", str(port)]
    with (tmp_path / "log").open("wb") as log, subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log) as serving:
        assert answers(f"http://127.0.0.1:{port}/healthz", serving)
        serving.terminate()
        assert serving.wait(20) == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
