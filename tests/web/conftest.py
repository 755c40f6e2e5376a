"""A real library on a temporary folder, the fake encoder, and the routes without any page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.web.serving import PLAN, SECOND_PLAN, SUMMARY, make_client, upload


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """A server with an empty library."""
    yield from make_client(tmp_path / "data")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server with two plans and a summary, for tests that change nothing of them."""
    for made in make_client(tmp_path_factory.mktemp("shelf")):
        upload(made, PLAN, "枫浦区计划.txt")
        upload(made, SUMMARY, "澄岸区总结.txt")
        upload(made, SECOND_PLAN, "月桥区计划.txt")
        yield made
