"""The web door (ASGI): routes and middleware round the pages; draws nothing. Run it with `kpi serve`."""

from __future__ import annotations

import gc
import socket

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
_PRIVATE = ("/media/", "/healthz")  # downloads carry buyers' names, and their addresses ask nobody who they are


class Guard:
    """Adds the security headers to every answer, and hides what nobody outside needs."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand round another application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "websocket":
            send_at_once(send)
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["path"].startswith(_HIDDEN):
            await JSONResponse({"detail": "not found"}, 404)(scope, receive, send)
            return

        added = _HEADERS | ({b"cache-control": b"no-store"} if scope["path"].startswith(_PRIVATE) else {})

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in added]
                message["headers"] = [*kept, *added.items()]
            await send(message)

        await self.app(scope, receive, with_headers)


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
