"""The web door (ASGI): routes and middleware round the pages; draws nothing. Run it with `kpi serve`."""

from __future__ import annotations

import gc

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kpi import figures, settings  # noqa: F401 — imported before the freeze
from kpi.engine import versions

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


async def health(_: Request) -> JSONResponse:
    """Say whether the server is up and which version it shows."""
    return JSONResponse({"status": "ok", "version": versions.newest(settings.data_folder())})


app = st.App("pages/main.py", routes=[Route("/healthz", health)], middleware=[Middleware(Guard)])

gc.collect()
gc.freeze()  # what is imported stays: later collections have little to look at
