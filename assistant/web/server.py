"""The HTTP server: routes under /api/v1, health at the root, every error a problem."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.routing import Match

from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.web import docs, problems
from assistant.web.api import drafts, health, jobs, precedents, search, sources, uploads
from assistant.web.guard import BodyTooLarge, Guard, too_large
from assistant.web.jobs import Jobs
from assistant.web.missing import Missing
from assistant.web.readiness import Readiness
from assistant.web.services import Services

_PREFIX = "/api/v1"
_WAITING_UPLOADS = 4
"""How many files of the largest size may wait to be taken in; many more small ones."""
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def create_app(assistant: Assistant, settings: Settings) -> FastAPI:
    """Return the app, without any page; what is mounted later comes after its routes.

    Args:
        assistant: open; who opened it closes it, after the app has shut down.
        settings: what the office chose.

    Raises:
        InvalidSetting: the host is not of this machine only.
    """
    settings.require_loopback()
    limit = settings.upload_limit
    queue = Jobs(assistant.library, waiting_limit=_WAITING_UPLOADS * limit, largest=limit)
    readiness = Readiness(assistant.library)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        queue.close()
        readiness.close()

    app = FastAPI(
        title="起草 Qicao",
        version="1",
        description="A plan-drafting assistant: every line of a draft cites the exact words it stands on.",
        docs_url=None,
        redoc_url=None,
        swagger_ui_oauth2_redirect_url=None,
        lifespan=lifespan,
        responses=problems.documented(400, 403),
    )
    app.state.services = Services(assistant, queue, readiness)
    app.add_middleware(Missing)
    app.add_middleware(Guard, upload_limit=settings.upload_limit)
    problems.install(app)
    app.add_exception_handler(BodyTooLarge, too_large)
    app.include_router(health.router)
    api = APIRouter(prefix=_PREFIX, responses=problems.documented(422))
    for router in (uploads.router, sources.router, precedents.router, jobs.router, search.router, drafts.router):
        api.include_router(router)
    app.include_router(api)
    docs.install(app)
    app.add_api_route("/api/{path:path}", _unknown, methods=_METHODS, include_in_schema=False)
    return app


async def _unknown(request: Request) -> None:
    """Answer for /api what is no route, before a page mounted at / would."""
    matches = (route.matches(request.scope)[0] for route in request.app.router.routes)
    raise HTTPException(405 if Match.PARTIAL in matches else 404)
