from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from ingest.library import Library
from tests.paged import UNSURE, add_scanned
from tests.web.serving import PLAN, SUMMARY, assert_problem, upload

SOURCES, PRECEDENTS = "/api/v1/sources", "/api/v1/precedents"
NAVIGATION = "<html><body><nav>首页 工作计划 工作总结</nav><main>{}</main></body></html>"


@pytest.fixture
def precedent(client: TestClient) -> dict[str, Any]:
    source = upload(client, PLAN, "枫浦区计划.txt")
    (found,) = client.get(f"{SOURCES}/{source['id']}/precedents").json()
    assert isinstance(found, dict)
    return found


def _found(client: TestClient, **filters: object) -> set[str]:
    body = {"query": "校园安全隐患排查", "filters": filters}
    return {each["precedent"]["title"] for each in client.post("/api/v1/search", json=body).json()["passages"]}


def test_what_is_put_right_holds_everywhere_until_it_is_taken_back(
    client: TestClient, precedent: dict[str, Any]
) -> None:
    url = f"{PRECEDENTS}/{precedent['id']}"
    assert (precedent["corrected"], precedent["versions"]) == ([], [])
    right = client.patch(url, json={"title": " 另一个 题目\n", "doc_type": "summary", "year": [2019, 2020]})
    assert right.status_code == 200, right.text
    body = right.json()
    assert (body["title"], body["doc_type"], body["year"]) == ("另一个 题目", "summary", [2019, 2020])
    assert (body["agency_level"], body["year_evidence"]) == (precedent["agency_level"], None)
    assert body["corrected"] == ["title", "doc_type", "year"]
    assert {each["doc_type"] for each in body["sections"]} == {"summary"}
    source_id = precedent["id"].split(".")[0]
    assert client.get(f"{SOURCES}/{source_id}/precedents").json() == [body]
    assert _found(client, year_to=2019, doc_type="summary") == {"另一个 题目"}
    assert _found(client, year_from=2023) == set()
    back = client.delete(f"{url}/corrections")
    assert (back.status_code, back.json()) == (200, precedent)
    assert _found(client, year_from=2023, doc_type="plan") == {precedent["title"]}


def test_a_year_can_be_unknown(client: TestClient, precedent: dict[str, Any]) -> None:
    body = client.patch(f"{PRECEDENTS}/{precedent['id']}", json={"year": None}).json()
    assert (body["year"], body["corrected"]) == (None, ["year"])
    assert _found(client, year_from=1950) == set()


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({}, "至少"),
        ({"title": ""}, "title"),
        ({"title": " \n"}, "title"),
        ({"title": "题" * 201}, "title"),
        ({"title": None}, "title"),
        ({"doc_type": "report"}, "doc_type"),
        ({"doc_type": None}, "doc_type"),
        ({"agency_level": "state"}, "agency_level"),
        ({"year": [1948, 1950]}, "1949"),
        ({"year": [2100, 2101]}, "2100"),
        ({"year": [2024, 2023]}, "2024"),
        ({"year": [2019, 2025]}, "2019"),
        ({"year": [2019]}, "year"),
        ({"year": [2019, 2020, 2021]}, "year"),
        ({"year": 2019}, "year"),
        ({"year": ["二", 2019]}, "year"),
        ({"start": 5}, "start"),
        ({"title": "好题目", "colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    client: TestClient, precedent: dict[str, Any], change: dict[str, object], word: str
) -> None:
    assert_problem(client.patch(f"{PRECEDENTS}/{precedent['id']}", json=change), 422, "invalid_request", word)
    source_id = precedent["id"].split(".")[0]
    assert client.get(f"{SOURCES}/{source_id}/precedents").json() == [precedent]


@pytest.mark.parametrize("years", [[1949, 1949], [2021, 2026], [2100, 2100]])
def test_years_at_the_edge(client: TestClient, precedent: dict[str, Any], years: list[int]) -> None:
    assert client.patch(f"{PRECEDENTS}/{precedent['id']}", json={"year": years}).json()["year"] == years


def test_an_unknown_precedent(client: TestClient) -> None:
    assert_problem(client.patch(f"{PRECEDENTS}/no.0-1", json={"title": "题"}), 404, "unknown_precedent", "no.0-1")
    assert_problem(client.delete(f"{PRECEDENTS}/no.0-1/corrections"), 404, "unknown_precedent", "no.0-1")


def test_other_versions_of_the_text_are_named(client: TestClient, precedent: dict[str, Any]) -> None:
    again = upload(client, PLAN.replace("枫浦区", "XX区"), "转载.txt")
    upload(client, SUMMARY, "澄岸区总结.txt")
    (other,) = client.get(f"{SOURCES}/{again['id']}/precedents").json()
    source_id = precedent["id"].split(".")[0]
    assert other["versions"] == [
        {
            "source": {"id": source_id, "name": "枫浦区计划.txt"},
            "precedent_id": precedent["id"],
            "title": precedent["title"],
        }
    ]
    told = client.get(f"{SOURCES}/{source_id}/precedents").json()[0]["versions"]
    assert [each["precedent_id"] for each in told] == [other["id"]]
    hits = client.post("/api/v1/search", json={"query": "校园安全隐患排查"}).json()["passages"]
    assert {each["precedent"]["title"]: each["precedent"]["versions"] for each in hits}.items() >= {
        ("澄岸区教育局2022年工作总结", 1)
    }
    assert 2 in {each["precedent"]["versions"] for each in hits}
    client.delete(f"{SOURCES}/{again['id']}")
    assert client.get(f"{SOURCES}/{source_id}/precedents").json()[0]["versions"] == []


def test_page_furniture_is_told_as_spans(client: TestClient) -> None:
    lines = "".join(f"<p>{line}</p>" for line in PLAN.splitlines())
    source = upload(client, NAVIGATION.format(lines), "枫浦区计划.html")
    spans = client.get(f"{SOURCES}/{source['id']}/noise").json()
    texts = [
        client.get(f"{SOURCES}/{source['id']}/text?start={each['start']}&end={each['end']}").text for each in spans
    ]
    assert any("首页 工作计划 工作总结" in text for text in texts)
    assert not any("校园安全" in text for text in texts)
    assert_problem(client.get(f"{SOURCES}/nope/noise"), 404, "unknown_source", "nope")


def test_pages_and_how_sure_they_are(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    library: Library = client.app.state.services.assistant.library  # type: ignore[attr-defined]
    add_scanned(library, PLAN, "扫描.pdf", "二、教师队伍建设", monkeypatch)
    hits = client.post("/api/v1/search", json={"query": "校园安全隐患排查 师德师风教育"}).json()["passages"]
    assert {(tuple(each["pages"]), each["confidence"]) for each in hits} >= {((1,), None), ((2,), UNSURE)}
    brief = {"title": "2026年云陂区教育局工作计划", "section": "教师队伍建设"}
    draft = client.post("/api/v1/drafts", json=brief).json()
    lines = [each for item in draft["outline"] for each in (item, *item["children"])]
    pages = {
        citation["start"] >= PLAN.index("二、教师"): citation["page"]
        for line in lines
        for citation in line["citations"]
    }
    assert pages[True] == 2
    assert pages.get(False, 1) == 1
    exported = client.get(f"/api/v1/drafts/{draft['id']}/export?format=md").text
    assert "扫描.pdf，第 2 页，第 " in exported
    plain = upload(client, SUMMARY, "总结.txt")
    filters = {"source_ids": [plain["id"]]}
    hits = client.post("/api/v1/search", json={"query": "食堂食品安全", "filters": filters}).json()["passages"]
    assert {(tuple(each["pages"]), each["confidence"]) for each in hits} == {((), None)}
