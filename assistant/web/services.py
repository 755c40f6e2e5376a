"""What the routes work with, reached from a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from assistant.pipeline import Assistant
from assistant.web.jobs import Jobs
from assistant.web.readiness import Readiness
from ingest.library import Library


@dataclass(frozen=True, slots=True)
class Services:
    """One set an app; ``server.create_app`` puts it into ``app.state.services``."""

    assistant: Assistant
    jobs: Jobs
    readiness: Readiness


def _services(request: Request) -> Services:
    found: Services = request.app.state.services
    return found


def _assistant(request: Request) -> Assistant:
    return _services(request).assistant


def _library(request: Request) -> Library:
    return _services(request).assistant.library


def _jobs(request: Request) -> Jobs:
    return _services(request).jobs


def _readiness(request: Request) -> Readiness:
    return _services(request).readiness


AssistantOf = Annotated[Assistant, Depends(_assistant)]
LibraryOf = Annotated[Library, Depends(_library)]
JobsOf = Annotated[Jobs, Depends(_jobs)]
ReadinessOf = Annotated[Readiness, Depends(_readiness)]
