"""A real browser on a real server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.browser import chromium
from tests.browser.server import serving


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests here are browser tests; where the browser is missing they are skipped, with the reason."""
    lack = chromium.missing()
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if lack:
                item.add_marker(pytest.mark.skip(reason=lack))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {"executable_path": chromium.path(), "args": list(chromium.FLAGS)}


@pytest.fixture(scope="session")
def server(department, tmp_path_factory) -> Iterator[str]:
    """One server over the demo department for all tests of a worker."""
    with serving(department, tmp_path_factory.mktemp("server") / "log") as url:
        yield url


@pytest.fixture
def fresh_server(tmp_path) -> Iterator[Callable[[Path], str]]:
    """Starts a server that nobody has asked yet, over any data folder."""
    with ExitStack() as opened:
        yield lambda data: opened.enter_context(serving(data, tmp_path / "server.log"))
