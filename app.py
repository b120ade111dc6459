"""The web door (ASGI): routes and middleware round the pages; draws nothing. Run it with `kpi serve`."""

from __future__ import annotations

import gc
import ipaddress
import socket
from http import HTTPStatus
from urllib.parse import urlsplit

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import Runtime

from kpi import figures, settings  # noqa: F401 — imported before the freeze
from kpi.engine import duck, versions
from pages.parts import shell

_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"same-origin",
    b"content-security-policy": b"frame-ancestors 'none'; object-src 'none'; base-uri 'self'",
}
_HIDDEN = ("/_stcore/metrics",)
_UPLOAD = "/_stcore/upload_file/"
_HELD = 1024**3  # bytes of uploads that one visitor's session may hold in memory
_PRIVATE = ("/media/", "/healthz")  # downloads carry buyers' names, and their addresses ask nobody who they are


class Guard:
    """Adds the security headers to every answer, and hides what nobody outside needs."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand round another application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            name_no_server(receive)
        if scope["type"] == "websocket":
            send_at_once(send)
            if not is_called_rightly(scope):
                await send({"type": "websocket.close", "code": 1008})
                return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        added = _HEADERS | ({b"cache-control": b"no-store"} if scope["path"].startswith(_PRIVATE) else {})

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in added]
                message["headers"] = [*kept, *added.items()]
            await send(message)

        refused = refusal(scope)
        app = JSONResponse({"detail": refused.phrase}, refused) if refused else self.app
        await app(scope, receive, with_headers)


def refusal(scope: Scope) -> HTTPStatus | None:
    """Why a request goes no further; None where it may."""
    if not is_called_rightly(scope):
        return HTTPStatus.FORBIDDEN
    if scope["path"].startswith(_HIDDEN):
        return HTTPStatus.NOT_FOUND
    if scope["path"].startswith(_UPLOAD) and scope["method"] == "PUT":
        length = header(scope, b"content-length")
        if not length.isdigit():
            return HTTPStatus.LENGTH_REQUIRED
        session = scope["path"].removeprefix(_UPLOAD).split("/")[0]
        if held_by(session) + int(length) > _HELD:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return None


def header(scope: Scope, name: bytes) -> str:
    """A header of a request; empty where it has none."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def held_by(session: str) -> int:
    """How many bytes of uploads a session holds."""
    stored = getattr(Runtime.instance().uploaded_file_mgr, "file_storage", {})
    return sum(len(file.data) for file in list(stored.get(session, {}).values()))


def is_called_rightly(scope: Scope) -> bool:
    """Whether a request calls the server by a name of its own, or by any address of numbers.

    A page elsewhere that has its own name point here gets nothing: its visitor's browser still sends that name.
    """
    names = settings.hosts()
    if not names:
        return True  # on this machine alone, where Streamlit's own list holds
    try:
        called = urlsplit(f"//{header(scope, b'host')}").hostname or ""
        return called.rstrip(".") in names or bool(ipaddress.ip_address(called))
    except ValueError:
        return False


def name_no_server(receive: Receive) -> None:
    """Have answers not tell what software gives them, where this is the server that Streamlit runs."""
    config = getattr(getattr(receive, "__self__", None), "config", None)
    if config is not None:
        config.encoded_headers = [pair for pair in config.encoded_headers if pair[0] != b"server"]


def send_at_once(send: Send) -> None:
    """Let no small message of a session wait for the receipt of the one before: that costs 40 ms a click.

    asyncio sees to it by itself, but not on the socket that Streamlit binds, whose protocol number is 0. Where the
    server is another one and this finds no connection, nothing is lost but that time.
    """
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    connection = transport.get_extra_info("socket") if transport else None
    if connection is not None and connection.family != getattr(socket, "AF_UNIX", None):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


async def health(_: Request) -> JSONResponse:
    """Say whether the server is up and which version it shows."""
    return JSONResponse({"status": "ok", "version": versions.newest(settings.data_folder())})


async def first_page(request: Request) -> RedirectResponse:
    """The first page by its own name: its address is that of the site, and any other one is unknown to Streamlit."""
    return RedirectResponse(f"./?{request.url.query}" if request.url.query else "./")


routes = [Route("/healthz", health), Route(f"/{shell.first_page()}", first_page)]
app = st.App("pages/main.py", routes=routes, middleware=[Middleware(Guard)])

duck.leave_pandas_out()
gc.collect()
gc.freeze()  # what is imported stays: later collections have little to look at
