from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.web.serving import assert_problem

SEARCH = "/api/v1/search"
QUERY = "校园安全隐患排查"


def test_a_hit_is_a_slice_of_its_source(shelf: TestClient) -> None:
    body = shelf.post(SEARCH, json={"query": QUERY}).json()
    assert body["query"] == QUERY
    assert body["took_ms"] >= 0
    assert body["passages"]
    assert {"隐患" in hit["text"] for hit in body["passages"][:2]} == {True}
    for hit in body["passages"]:
        url = f"/api/v1/sources/{hit['source']['id']}/text?start={hit['start']}&end={hit['end']}"
        assert shelf.get(url).text == hit["text"]
        assert 0 <= hit["score"] <= 1
        assert hit["id"] == f"{hit['source']['id']}.{hit['start']}-{hit['end']}"
        assert all(heading[:1] in "一二三（" for heading in hit["heading_path"])
        assert hit["start"] <= hit["nearest"]["start"] < hit["nearest"]["end"] <= hit["end"]
        for other in hit["also_in"]:
            assert set(other) == {"source", "start", "end"}
    scores = [hit["score"] for hit in body["passages"]]
    assert scores == sorted(scores, reverse=True)


def test_why_a_hit_came_is_told(shelf: TestClient) -> None:
    query = "下河巡查"
    body = shelf.post(SEARCH, json={"query": query}).json()
    assert body["expanded"]
    for each in body["expanded"]:
        assert each["said"] in query
        assert each["terms"]
    first = body["passages"][0]
    assert "巡查" in first["matched"]
    assert "溺水" in first["added"]
    assert not set(first["added"]) & set(first["matched"])
    assert min(hit["places"]["dense"] for hit in body["passages"]) == 1
    assert all(place >= 1 for hit in body["passages"] for place in hit["places"].values())
    assert shelf.post(SEARCH, json={"query": "承诺书"}).json()["expanded"] == []


def test_the_precedent_of_a_hit_is_told(shelf: TestClient) -> None:
    filters = {"doc_type": "summary"}
    hit = shelf.post(SEARCH, json={"query": QUERY, "filters": filters}).json()["passages"][0]
    assert hit["source"]["name"] == "澄岸区总结.txt"
    assert hit["precedent"]["title"] == "澄岸区教育局2022年工作总结"
    assert (hit["precedent"]["doc_type"], hit["precedent"]["year"]) == ("summary", [2022, 2022])


def test_filters_hold(shelf: TestClient) -> None:
    sources = {item["name"]: item["id"] for item in shelf.get("/api/v1/sources").json()["items"]}
    plan, summary = sources["枫浦区计划.txt"], sources["澄岸区总结.txt"]
    for filters, only in [
        ({"doc_type": "summary"}, summary),
        ({"year_from": 2023}, plan),
        ({"year_to": 2022, "doc_type": "summary"}, summary),
        ({"source_ids": [summary]}, summary),
        ({"exclude_source_ids": [summary], "year_from": 2023}, plan),
    ]:
        hits = shelf.post(SEARCH, json={"query": QUERY, "filters": filters}).json()["passages"]
        assert {hit["source"]["id"] for hit in hits} == {only}, filters


def test_years_the_wrong_way_round(shelf: TestClient) -> None:
    filters = {"year_from": 2024, "year_to": 2019}
    draft = {"title": "2026年工作计划", "section": "校园安全管理", "filters": filters}
    for response in (
        shelf.post(SEARCH, json={"query": QUERY, "filters": filters}),
        shelf.post("/api/v1/drafts", json=draft),
    ):
        assert_problem(response, 422, "invalid_request", "2024", "2019", "year_from")
    same = {"year_from": 2023, "year_to": 2023}
    assert shelf.post(SEARCH, json={"query": QUERY, "filters": same}).json()["passages"]


def test_top_k_bounds_the_answer(shelf: TestClient) -> None:
    assert len(shelf.post(SEARCH, json={"query": QUERY, "top_k": 1}).json()["passages"]) == 1


@pytest.mark.parametrize("query", ["", "   ", "\n\u3000"])
def test_nothing_to_search_for(shelf: TestClient, query: str) -> None:
    assert_problem(shelf.post(SEARCH, json={"query": query}), 422, "empty_query")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "query"),
        ({"query": 5}, "query"),
        ({"query": "安" * 2001}, "query"),
        ({"query": "安全", "top_k": 0}, "top_k"),
        ({"query": "安全", "top_k": 101}, "top_k"),
        ({"query": "安全", "top_k": 2.5}, "top_k"),
        ({"query": "安全", "topk": 5}, "topk"),
        ({"query": "安全", "filters": {"doc_type": "mixed"}}, "filters.doc_type"),
        ({"query": "安全", "filters": {"year_from": 99999999999999999999}}, "filters.year_from"),
        ({"query": "安全", "filters": {"colour": "red"}}, "filters.colour"),
        ({"query": "安全", "filters": {"source_ids": "abc"}}, "filters.source_ids"),
    ],
)
def test_what_is_wrong_with_a_field_is_told(shelf: TestClient, body: dict[str, object], field: str) -> None:
    response = shelf.post(SEARCH, json=body)
    assert_problem(response, 422, "invalid_request", field)
    assert [each["field"] for each in response.json()["errors"]] == [field]
    assert response.json()["errors"][0]["location"] == "body"


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"a"', b'{"query":"\xff"}', b'{"query":"\\ud800"}', b"[" * 100_000, b"9" * 9999],
)
def test_a_body_that_is_no_json_object(shelf: TestClient, body: bytes) -> None:
    response = shelf.post(SEARCH, content=body, headers={"Content-Type": "application/json"})
    assert response.status_code in (400, 422)
    assert response.headers["content-type"] == "application/problem+json"


def test_json_must_say_that_it_is(shelf: TestClient) -> None:
    response = shelf.post(SEARCH, content=b'{"query":"a"}', headers={"Content-Type": "text/plain"})
    assert_problem(response, 422, "invalid_request", "application/json")


@pytest.mark.parametrize("query", ["NOT (", '"', "a" * 2000, "\x00", "😀", "%_", "text:* OR", "'; DROP TABLE sources"])
def test_odd_queries_are_only_words(shelf: TestClient, query: str) -> None:
    response = shelf.post(SEARCH, json={"query": query})
    if response.status_code != 200:
        assert_problem(response, 422, "empty_query")
