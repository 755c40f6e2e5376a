"""``/docs``: the REST contract to read and try, from files on this machine (the framework's own page loads a CDN)."""

from __future__ import annotations

from importlib.util import find_spec

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

_PACKAGE = "fastapi_swagger"
"""Holds the current Swagger UI (MIT, the UI Apache-2.0; 1.9 MB); an extra, without which there is no such page."""


def install(app: FastAPI) -> None:
    """Serve the page when its package is installed."""
    if find_spec(_PACKAGE) is None:
        return
    app.mount("/docs/files", StaticFiles(packages=[(_PACKAGE, "resources")]), name="swagger-files")

    @app.get("/docs", include_in_schema=False)
    async def page() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url="/openapi.json",
            title="起草接口说明",
            swagger_js_url="/docs/files/swagger-ui-bundle.js",
            swagger_css_url="/docs/files/swagger-ui.css",
            swagger_favicon_url="/docs/files/favicon-32x32.png",
        )
