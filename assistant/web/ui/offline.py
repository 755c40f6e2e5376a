"""No request leaves the machine: a Content-Security-Policy on every answer, Gradio's page freed of addresses.

The policy lets a browser load from this server only, so that even a stray tag in a page cannot reach another host. What
Gradio needs on top: its start-up script and style are inline, and it compiles its HTML templates in the browser
(``unsafe-inline``, ``unsafe-eval``); icons and previews are ``data:`` and ``blob:`` addresses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join((
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "media-src 'self' data: blob:",
    "connect-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
))  # fmt: skip
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_TAGS = {"zh": "zh-CN", "en": "en"}
_OUTSIDE = re.compile(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*|<link\s+rel="manifest"[^>]*>\s*')
_IS_GRADIO = "window.gradio_config"


class Offline:
    """ASGI middleware for the whole server.

    Args:
        app: the server.
        pages: path → language of the Gradio pages mounted on it, the root last.
        scripts: language → script that is to run in its pages before Gradio's own.
    """

    def __init__(self, app: ASGIApp, pages: Mapping[str, str], scripts: Mapping[str, str]) -> None:
        """See the class."""
        self._app, self._pages, self._scripts = app, dict(pages), dict(scripts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        language = self._language(scope)
        if language is None:
            await self._app(scope, receive, _with_headers(send))
            return
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self._app({**scope, "headers": plain}, receive, self._rewriter(send, language))

    def _rewriter(self, send: Send, language: str) -> _Rewriter:
        return _Rewriter(_with_headers(send), lambda page: localised(page, language, self._scripts[language]))

    def _language(self, scope: Scope) -> str | None:
        """Return the language of the page that is asked for, None when the request is not for a page itself."""
        if scope["method"] != "GET":
            return None
        path = scope["path"].rstrip("/") or "/"
        return self._pages.get(path)


def localised(page: str, language: str, script: str) -> str:
    """Return Gradio's ``page`` without addresses of other hosts, its own words in ``language`` (``zh`` or ``en``).

    Gradio takes its words from the browser's language; an English browser in a Chinese office is common. ``script`` sees
    to the words that it takes from nowhere.
    """
    tag = _TAGS[language]
    page = _OUTSIDE.sub("", page)
    page = re.sub(r'(<html\s[^>]*?lang=)"[^"]*"', rf'\1"{tag}"', page, count=1)
    settled = f"Object.defineProperty(navigator,'language',{{get:()=>'{tag}'}});"
    return page.replace("<head>", f"<head><script>{settled}{script}</script>", 1)


def _with_headers(send: Send) -> Send:
    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return answer


def _is_html(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")


class _Rewriter:
    """Holds back one page until it is whole, then sends it rewritten; anything else goes through as it is."""

    def __init__(self, send: Send, rewrite: Callable[[str], str]) -> None:
        self._send, self._rewrite = send, rewrite
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif message["type"] == "http.response.body" and self._start is not None:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start)
        else:
            await self._send(message)

    async def _finish(self, start: Message) -> None:
        page = self._body.decode("utf-8")
        body = self._rewrite(page).encode() if _IS_GRADIO in page else self._body
        MutableHeaders(scope=start)["Content-Length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body, "more_body": False})
