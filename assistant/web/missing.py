"""404 and 405 as problems, whoever answers them: the page is an application of its own, with error answers of its own."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.problems import MEDIA_TYPE, answer, problem_of_status

_STATUSES = frozenset({404, 405})


class Missing:
    """ASGI middleware; every other answer goes through untouched, and so do problems that say more themselves."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand round ``app``."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        replaced = False

        async def replacing(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and _is_bare(message):
                replaced = True
                allow = Headers(raw=message["headers"]).get("allow")
                headers = {"Allow": allow} if allow else {}  # RFC 9110 asks for it in a 405
                await answer(problem_of_status(message["status"]), headers)(scope, receive, send)
            elif not replaced:
                await send(message)

        await self._app(scope, receive, replacing)


def _is_bare(start: Message) -> bool:
    found = Headers(raw=start.get("headers", [])).get("content-type", "")
    return start["status"] in _STATUSES and not found.startswith(MEDIA_TYPE)
