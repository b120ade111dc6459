"""The web door as `kpi serve` opens it from any folder: health, headers, what is hidden, who may hand in files."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.server import answers, free_port

HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "content-security-policy": "frame-ancestors 'none'; object-src 'none'; base-uri 'self'",
}


LOOK = """
import sys, app
from kpi.engine import versions
from kpi.figures import Question, ask, loaded_period
from kpi import settings
from kpi.review import uploads
from pages.parts import answers
data = settings.data_folder()
ask(Question(("gmv",), loaded_period(data), where={"shop": ("x",)}), data)
uploads.overview(data)
heavy = ("pandas", "numpy", "pyarrow", "python_calamine", "pydantic", "sqlglot")
print(*(name for name in heavy if name in sys.modules))
"""


@pytest.fixture(scope="module")
def port(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A server that the command opened in a folder of its own, its data named as from there."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "mine").symlink_to(sample)
    number = free_port()
    command = [sys.executable, "-m", "kpi", "--data", "mine", "serve", "--port", str(number)]
    with (folder / "log").open("w+") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, start_new_session=True)
        try:
            if not answers(f"http://127.0.0.1:{number}/healthz", server, 120):
                log.seek(0)
                pytest.fail(f"the server did not come up: {log.read()[-2000:]}")
            yield number
        finally:
            os.killpg(server.pid, signal.SIGINT)  # as Ctrl+C does
            server.wait(30)
    assert server.returncode == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", number)), "nothing listens any more"


def ask(port: int, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    """One request, its path sent as it is."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    answer.body = answer.read()  # type: ignore[attr-defined]
    connection.close()
    return answer


def test_health_tells_the_version_of_the_data_named(port):
    answer = ask(port, "/healthz")
    assert answer.status == 200
    assert json.loads(answer.body) == {"status": "ok", "version": 1}
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    ["/", "/month", "/upload", "/no-such-page", "/healthz", "/_stcore/health", "/app/static/links.js", "/media/x"],
)
def test_every_answer_has_its_headers_once(port, path):
    answer = ask(port, path)
    assert {name: answer.headers.get_all(name) for name in HEADERS} == {n: [value] for n, value in HEADERS.items()}


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/metrics/", "/_stcore/metrics?families=x", "/%5fstcore/metrics"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_the_numbers_of_sessions_are_hidden(port, path, method):
    answer = ask(port, path, method)
    assert answer.status == 404
    assert b"session" not in answer.body


def test_a_download_is_kept_by_nobody_on_the_way(port):
    assert ask(port, "/media/no-such-file.zip").headers["cache-control"] == "no-store"


def test_the_font_comes_from_this_server(port):
    answer = ask(port, "/app/static/kaohe.woff2")
    assert answer.status == 200
    assert answer.body.startswith(b"wOF2")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:80"])
def test_another_name_for_this_machine_gets_no_socket(port, host):
    """A page elsewhere whose name is made to lead here (DNS rebinding) is answered by no session."""
    answer = ask(
        port,
        "/_stcore/stream",
        Host=host,
        Origin=f"http://{host}",
        Connection="Upgrade",
        Upgrade="websocket",
        Sec_WebSocket_Version="13",
        Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25jZQ==",
    )
    assert answer.status == 403


@pytest.fixture(scope="module")
def open_port(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A server that listens on the whole network, as a machine called kaohe.example too."""
    number, log = free_port(), tmp_path_factory.mktemp("open") / "log"
    command = [sys.executable, "-m", "kpi", "--data", str(sample), "serve", "--port", str(number)]
    command += ["--address", "0.0.0.0", "--host", "kaohe.example"]
    with log.open("w+") as output:
        server = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)
        try:
            assert answers(f"http://127.0.0.1:{number}/healthz", server, 120), log.read_text()
            yield number
        finally:
            os.killpg(server.pid, signal.SIGINT)
            server.wait(30)


OPENS = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13"}


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("192.168.7.9:8501", 101),
        ("[fd00::9]:8501", 101),
        ("localhost", 101),
        (socket.gethostname(), 101),
        ("Kaohe.Example.:8501", 101),
        ("evil.example", 403),
        ("192.168.7.9.evil.example", 403),
        ("[evil", 403),
        ("", 403),
    ],
)
def test_on_the_network_it_answers_to_addresses_and_its_own_names(open_port, host, status):
    key = "dGhlIHNhbXBsZSBub25jZQ=="
    origin = f"http://{host}"
    connection = http.client.HTTPConnection("127.0.0.1", open_port, timeout=20)
    headers = {name.replace("_", "-"): value for name, value in OPENS.items()}
    connection.request(
        "GET", "/_stcore/stream", headers={**headers, "Host": host, "Origin": origin, "Sec-WebSocket-Key": key}
    )
    answer = connection.getresponse()
    connection.close()
    assert answer.status == status
    assert ask(open_port, "/healthz", Host=host).status == (200 if status == 101 else 403)


@pytest.mark.parametrize("path", ["/", "/healthz", "/_stcore/metrics", "/app/static/links.js"])
def test_no_answer_tells_what_software_gives_it(port, path):
    assert ask(port, path).headers["server"] is None


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])
def test_a_port_that_is_taken_is_refused_with_a_sentence_and_nothing_promised(data: Path, port: int, address: str):
    command = [sys.executable, "-m", "kpi", "serve", "--port", str(port), "--address", address]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"KPI_LANG": "en"}, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Port {port} of {address} is taken: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("address", ["203.0.113.1", "no-such-name.invalid", "1:2:3"])
def test_an_address_that_is_none_of_this_machines_is_refused(data: Path, address: str):
    command = [sys.executable, "-m", "kpi", "serve", "--port", str(free_port()), "--address", address]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"KPI_LANG": "en"}, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert address in done.stderr
    assert len(done.stderr.splitlines()) == 1


QUOTA = """
import app
app.held_by = lambda session: {"full": 2**30 - 10}.get(session, 0)
def told(method, session, length):
    headers = [] if length is None else [(b"content-length", length)]
    return app.refusal({"path": f"/_stcore/upload_file/{session}/f", "method": method, "headers": headers})
asked = [("PUT", "full", b"10"), ("PUT", "full", b"11"), ("PUT", "new", b"11"), ("PUT", "new", None)]
asked.append(("DELETE", "full", None))
print(*(told(*one) and int(told(*one)) for one in asked))
"""


class TestUploads:
    """Files are taken of those only who have a session here and its token."""

    def test_not_without_the_token(self, port):
        assert ask(port, "/_stcore/upload_file/somebody/some-file", "PUT").status == 403

    def test_not_for_a_session_that_there_is_not(self, port):
        first = ask(port, "/_stcore/health")
        cookie = first.headers["set-cookie"].split(";")[0] if first.headers["set-cookie"] else ""
        name, _, token = cookie.partition("=")
        assert name == "_streamlit_xsrf"
        answer = ask(port, "/_stcore/upload_file/nobody/some-file", "PUT", Cookie=cookie, X_Xsrftoken=token.strip('"'))
        assert answer.status == 400
        assert b"session" in answer.body

    def test_no_more_than_a_session_may_hold(self):
        command, root = [sys.executable, "-c", QUOTA], Path(__file__).parents[2]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout.split() == ["None", "413", "None", "411", "None"]


def test_the_server_loads_no_package_that_no_page_needs(department: Path):
    """Pages are drawn in a process that holds neither pandas nor the readers of exports: 100 MB less."""
    done = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        env=os.environ | {"KPI_DATA": str(department)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
