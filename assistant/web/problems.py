"""Every error as ``application/problem+json`` (RFC 9457), with a stable ``code`` and a Chinese ``detail``."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from assistant.web.complaints import complaint
from ingest.errors import QicaoError

_log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
_RETRY_AFTER_SECONDS = "5"
_FRAMEWORK = {
    400: ("bad_request", "请求有误", "请求体无法解析；请检查格式（JSON 或 multipart/form-data）后重试。"),
    404: ("not_found", "找不到", "没有这个地址；请对照 /openapi.json 检查路径。"),
    405: ("method_not_allowed", "方法不允许", "这个地址不支持该请求方法；请对照 /openapi.json 检查。"),
}


class Complaint(BaseModel):
    """One field that a request got wrong."""

    location: str = Field(description="Where the field stands: body, query, path or header.", examples=["body"])
    field: str = Field(description="Its path, dots between; empty for the whole body.", examples=["filters.year_from"])
    message: str = Field(description="What is wrong with it, in Chinese.", examples=["应为整数"])


class Problem(BaseModel):
    """An error, as RFC 9457 defines it."""

    type: str = Field(description="URI of the kind of problem.", examples=["urn:qicao:problem:empty_query"])
    title: str = Field(description="The kind of problem, in Chinese.", examples=["检索内容为空"])
    status: int = Field(description="HTTP status.", examples=[422])
    detail: str = Field(description="What is wrong, where, and what to do, in Chinese.", examples=["请输入检索内容。"])
    code: str = Field(description="Stable snake_case word to program against.", examples=["empty_query"])
    errors: list[Complaint] | None = Field(
        default=None, description="Which fields are wrong; only with code invalid_request.", examples=[None]
    )


def problem(status: int, code: str, title: str, detail: str, errors: list[Complaint] | None = None) -> Problem:
    """Put a problem together."""
    kind = f"urn:qicao:problem:{code}"
    return Problem(type=kind, title=title, status=status, detail=detail, code=code, errors=errors)


def problem_of(error: QicaoError) -> Problem:
    """Say one of our own errors as a problem."""
    return problem(error.status, error.code, error.title, error.detail)


def problem_of_status(status: int) -> Problem:
    """Say an error status of the framework, which explains nothing itself, as a problem."""
    code, title, detail = _FRAMEWORK.get(status, (f"http_{status}", "请求有误", f"请求没有完成（{status}）。"))
    return problem(status, code, title, detail)


def internal_problem() -> Problem:
    """Return what is told of an error that nobody foresaw: nothing of its inside."""
    detail = "服务器内部出错，本次请求没有完成；请稍后重试，若仍出现请把时间告诉管理员。"
    return problem(500, "internal_error", "内部错误", detail)


def answer(found: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """Return the response that carries a problem; 503 says when to come again."""
    extra = dict(headers or {})
    if found.status == 503:
        extra.setdefault("Retry-After", _RETRY_AFTER_SECONDS)
    return JSONResponse(found.model_dump(exclude_none=True), found.status, extra, MEDIA_TYPE)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the ``responses=`` of a route that can answer problems with ``statuses``, for the OpenAPI document."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": "A problem; see its code.", "content": content} for status in (*statuses, 500)}


def install(app: FastAPI) -> None:
    """Have every error of ``app`` answered as a problem."""
    app.add_exception_handler(QicaoError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _frameworks)
    # The last resort: the framework catches everything else, tells the server's log, and asks this for an answer.
    app.add_exception_handler(Exception, _unforeseen)


async def _ours(_request: Request, error: Exception) -> Response:
    assert isinstance(error, QicaoError)
    return answer(problem_of(error))


async def _invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    complaints = [Complaint(**complaint(each)) for each in error.errors()]
    said = "；".join(f"{each.field or '请求体'}：{each.message}" for each in complaints[:3])
    return answer(problem(422, "invalid_request", "请求有误", f"{said}。请改正后重试。", complaints))


async def _frameworks(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return answer(problem_of_status(error.status_code), error.headers)


async def _unforeseen(request: Request, error: Exception) -> Response:
    _log.error("处理 %s %s 时发生没有预料到的错误", request.method, request.url.path, exc_info=error)
    return answer(internal_problem())
