"""The guards of the app: only who has the token, only from the app's own address, and nothing loaded from elsewhere.

A page elsewhere on the web, open in the same browser, can send requests to this machine. It has no cookie
(``SameSite=Strict``), its Origin is another, and where it makes its own name point here, the Host is another.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.reviewapp.visitors import Visitor, Visitors

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
KEY = "sleutel"
_OPEN = "/static/"  # the stylesheet and the script hold nothing of anybody's
_SAFE = frozenset({"GET", "HEAD"})
_QUESTIONS = 50  # fields of an address
_BODY = 2_000_000  # bytes of a form
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Door:
    """The address of the app: its port, the names that it answers to, and the token that opens it."""

    port: int
    names: tuple[str, ...] = LOOPBACK
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def start(self) -> str:
        """The address to open."""
        return f"http://{self.names[0]}:{self.port}/?{KEY}={self.token}"

    @property
    def cookie(self) -> str:
        """The cookie's name; browsers keep one jar for all ports of a machine."""
        return f"doelenboom-{self.port}"

    def is_host(self, host: str | None) -> bool:
        """Say whether a Host header names this app."""
        return host is not None and host.lower() in {f"{name}:{self.port}" for name in self.names}

    def is_origin(self, origin: str | None, host: str | None) -> bool:
        """Say whether an Origin header is that of a page of this app, as the browser has it open."""
        return host is not None and origin is not None and origin.lower() == f"http://{host.lower()}"


class Guard:
    """Lets a request through to ``app``, or answers it. A visitor that is let in stands in the scope's state."""

    def __init__(self, app: ASGIApp, door: Door, visitors: Visitors) -> None:
        self._app, self._door, self._visitors = app, door, visitors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # there are no web sockets here
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        answer = self._answer(scope)
        await (answer or self._app)(scope, receive, sealed)

    def _answer(self, scope: Scope) -> Response | None:
        """Return what is said to a request that isn't let through."""
        headers = Headers(scope=scope)
        if not self._door.is_host(headers.get("host")):
            return refusal("Dit adres hoort niet bij deze app.", 400)
        if scope["path"].startswith(_OPEN) and scope["method"] in _SAFE:
            return None
        if scope["method"] not in _SAFE:
            if scope["method"] != "POST":
                return refusal("Zo werkt deze app niet.", 405)
            if not self._door.is_origin(headers.get("origin"), headers.get("host")):
                return refusal("Dit verzoek komt niet van een bladzijde van deze app.", 403)
            length = headers.get("content-length", "")
            if not length.isdecimal() or int(length) > _BODY:
                return refusal("Dit formulier is te groot.", 413)
        elif (given := _query(scope, KEY)) is not None:
            return self._let_in(given)
        visitor = self._visitors.find(_cookie(headers.get("cookie"), self._door.cookie))
        if visitor is None:
            return refusal("Open de app met het adres dat in het venster staat waarin u hem startte.", 403)
        scope.setdefault("state", {})["visitor"] = visitor
        return None

    def _let_in(self, given: str) -> Response:
        if not hmac.compare_digest(given.encode(), self._door.token.encode()):
            return refusal("Deze sleutel past niet. Neem het hele adres over uit het venster van de app.", 403)
        answer = RedirectResponse("/", 303)
        visitor = self._visitors.welcome()
        answer.set_cookie(self._door.cookie, visitor.id, httponly=True, samesite="strict", path="/")
        return answer


def own_form(visitor: Visitor, given: str) -> bool:
    """Say whether a form came from a page that this visitor was given."""
    return hmac.compare_digest(given.encode(), visitor.csrf.encode())


def refusal(why: str, status: int) -> Response:
    """Return a page that says in a sentence why not. The sentence is ours: nothing of the request stands in it."""
    return HTMLResponse(
        '<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>Doelenboom</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="/static/app.css"></head><body><main class="alone"><h1>Doelenboom</h1>'
        f"<p>{why}</p></main></body></html>",
        status,
        HEADERS,
    )


def _query(scope: Scope, name: str) -> str | None:
    try:
        found = parse_qs(scope["query_string"].decode("latin-1"), max_num_fields=_QUESTIONS).get(name)
    except ValueError:
        return None
    return found[0] if found else None


def _cookie(header: str | None, name: str) -> str | None:
    try:
        found = SimpleCookie(header or "").get(name)
    except CookieError:
        return None
    return found.value if found else None
