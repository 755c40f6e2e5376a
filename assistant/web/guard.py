"""What a request must pass before it is looked at: whom it was meant for, who sent it, how large it is.

- Host: while the server listens on a loopback address, a request must name a loopback host. Otherwise a web page could
  point its own domain name at 127.0.0.1 and read the library (DNS rebinding).
- Origin: a browser names the page that a changing request came from; only pages of this server may send one.
- Size: bodies are counted as they stream in, so that one that lies about its length, or tells none, is cut off as well.

Being outermost, it also answers the requests that a server which stops has no more time for.
"""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.settings import is_loopback
from assistant.web.limits import MEBIBYTE, form_limit, megabytes
from assistant.web.problems import Problem, answer, problem

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_OTHER_BODIES = 4 * MEBIBYTE
"""Most bytes of a body that is no form."""
_MOST_DRAINED = 1024 * MEBIBYTE
"""Bytes of a refused body that are read and thrown away before the connection is closed."""
_FORM_OVERHEAD = 64 * 1024
"""Room for the boundaries and headers of a multipart form round the file."""


class BodyTooLarge(HTTPException):
    """A body went over its limit while it was read; an HTTPException, because form parsers let only those through."""

    def __init__(self, found: Problem) -> None:
        """Keep the problem to answer with."""
        super().__init__(found.status, found.detail)
        self.problem = found


async def too_large(_request: Request, error: Exception) -> Response:
    """Answer a BodyTooLarge."""
    assert isinstance(error, BodyTooLarge)
    return answer(error.problem, {"Connection": "close"})


class Guard:
    """ASGI middleware; outermost of all."""

    def __init__(self, app: ASGIApp, *, upload_limit: int) -> None:
        """Let an upload be at most ``upload_limit`` bytes."""
        self._app, self._upload_limit = app, upload_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, or answer it with a problem."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limit, excess = self._limit(headers, scope["path"])
        refusal = _refuse_host(headers) or _refuse_origin(headers, scope)
        if refusal is None and _announced(headers) > limit:
            refusal = excess
        if refusal is None:
            await self._served(scope, self._counted(receive, limit, excess), send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": refusal.code})
        else:
            if headers.get("expect", "").lower() != "100-continue":
                await _drain(receive)
            await answer(refusal, {"Connection": "close"})(scope, receive, send)

    async def _served(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on; when the server gives it up, say so where nothing has been answered yet.

        A server that stops waits a little and then cancels what is left. Were that let through, it would answer with
        a bare 500 and log a traceback as if something had failed. The task has nothing else to do, so it may end here.
        """
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except asyncio.CancelledError:
            if scope["type"] == "http" and not begun:
                await answer(_stopping(), {"Connection": "close"})(scope, receive, send)

    def _limit(self, headers: Headers, path: str) -> tuple[int, Problem]:
        """Return how many bytes the body may have, and what to answer to more."""
        if not headers.get("content-type", "").lower().startswith("multipart/form-data"):
            return _OTHER_BODIES, _too_large(f"请求内容不能超过 {megabytes(_OTHER_BODIES)}", "请缩短后重试")
        one = f"单个文件不能超过 {megabytes(self._upload_limit)}"
        if path.startswith("/api/"):
            return self._upload_limit + _FORM_OVERHEAD, _too_large(one, "请拆分或压缩后重新上传")
        several = form_limit(self._upload_limit)
        both = f"{one}；一次上传合计不能超过 {megabytes(several)}"
        return several + _FORM_OVERHEAD, _too_large(both, "请分几次上传，或拆分、压缩后重新上传")

    def _counted(self, receive: Receive, limit: int, excess: Problem) -> Receive:
        seen = 0

        async def counting() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                if message.get("more_body", False):
                    await _drain(receive)
                raise BodyTooLarge(excess)
            return message

        return counting


async def _drain(receive: Receive) -> None:
    """Read the rest of a body and throw it away: a connection closed on one who still sends loses the answer."""
    seen = 0
    while seen < _MOST_DRAINED:
        message = await receive()
        seen += len(message.get("body", b""))
        if not message.get("more_body", False):
            return


def _refuse_host(headers: Headers) -> Problem | None:
    if is_loopback(_hostname(headers.get("host", ""))):
        return None
    detail = "请求头 Host 不是本机地址；请用 http://127.0.0.1 访问。"
    return problem(400, "untrusted_host", "主机名不符", detail)


def _refuse_origin(headers: Headers, scope: Scope) -> Problem | None:
    origin = headers.get("origin")
    if origin is None or scope.get("method") in _SAFE_METHODS:
        return None
    if _netloc(origin) == headers.get("host", "").lower():
        return None
    detail = "请求来自别的网页，已拒绝；请在本系统的页面里操作，或由程序直接调用接口。"
    return problem(403, "cross_site_request", "跨站请求", detail)


def _stopping() -> Problem:
    return problem(503, "busy", "服务正在停止", "服务正在停止，这次请求没有完成；请在重新启动后再试。")


def _too_large(limits: str, remedy: str) -> Problem:
    detail = f"{limits}。这次的内容超出了，没有保存任何内容；{remedy}。"
    return problem(413, "source_too_large", "文件过大", detail)


def _announced(headers: Headers) -> int:
    """Return the length that a body is said to have, 0 where nothing sensible is said."""
    length = headers.get("content-length", "")
    return int(length[:20]) if length.isascii() and length.isdigit() else 0


def _hostname(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _netloc(origin: str) -> str | None:
    """Return host and port of an origin, None without: ``"http://127.0.0.1:8000"`` → ``"127.0.0.1:8000"``."""
    try:
        return urlsplit(origin).netloc.lower() or None
    except ValueError:
        return None
