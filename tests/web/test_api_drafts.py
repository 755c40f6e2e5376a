from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.export.json import to_json
from assistant.export.markdown import to_markdown
from tests.web.serving import assert_problem

DRAFTS = "/api/v1/drafts"
BRIEF = {"title": "2026年云陂区教育局工作计划", "section": "校园安全管理"}


@pytest.fixture(scope="module")
def drafted(shelf: TestClient) -> Iterator[dict[str, object]]:
    response = shelf.post(DRAFTS, json=BRIEF)
    assert response.status_code == 201, response.text
    assert response.headers["location"] == f"{DRAFTS}/{response.json()['id']}"
    yield response.json()


def test_every_citation_is_a_slice_of_its_source(shelf: TestClient, drafted: dict[str, object]) -> None:
    assert drafted["abstained"] is False
    items = drafted["outline"]
    assert isinstance(items, list)
    assert items
    for item in items:
        assert item["citations"]
        for citation in item["citations"]:
            url = f"/api/v1/sources/{citation['source']['id']}/text?start={citation['start']}&end={citation['end']}"
            assert shelf.get(url).text == citation["quote"]
        for slot in item["slots"]:
            assert item["text"][slot["start"] : slot["end"]] == slot["placeholder"]


def test_a_draft_is_kept(shelf: TestClient, drafted: dict[str, object]) -> None:
    assert shelf.get(f"{DRAFTS}/{drafted['id']}").json() == drafted
    assert drafted in shelf.get(DRAFTS).json()["items"]
    assert drafted["status"] == "draft"
    brief = drafted["brief"]
    assert isinstance(brief, dict)
    assert brief.items() >= BRIEF.items()


def test_markdown_and_json_to_take_away(shelf: TestClient, drafted: dict[str, object]) -> None:
    assistant = shelf.app.state.services.assistant  # type: ignore[attr-defined]
    draft = assistant.find_draft(drafted["id"])
    markdown = shelf.get(f"{DRAFTS}/{drafted['id']}/export?format=md")
    assert markdown.headers["content-type"] == "text/markdown; charset=utf-8"
    assert markdown.text == to_markdown(draft)
    assert "attachment" in markdown.headers["content-disposition"]
    exported = shelf.get(f"{DRAFTS}/{drafted['id']}/export?format=json")
    assert json.loads(exported.text) == drafted == json.loads(json.dumps(to_json(draft)))


@pytest.mark.parametrize("query", ["?format=docx", "?format=exe", ""])
def test_other_formats(shelf: TestClient, drafted: dict[str, object], query: str) -> None:
    assert_problem(shelf.get(f"{DRAFTS}/{drafted['id']}/export{query}"), 422, "invalid_request", "format")


def test_an_unknown_draft(shelf: TestClient) -> None:
    assert_problem(shelf.get(f"{DRAFTS}/nope"), 404, "unknown_draft", "nope")
    assert_problem(shelf.get(f"{DRAFTS}/nope/export?format=md"), 404, "unknown_draft", "nope")


def test_a_library_that_does_not_cover_the_section(client: TestClient) -> None:
    response = client.post(DRAFTS, json=BRIEF)
    assert response.status_code == 201
    body = response.json()
    assert (body["abstained"], body["outline"]) == (True, [])
    assert body["searched"]
    assert "no_precedent" in {finding["code"] for finding in body["findings"]}


def test_no_language_model_is_configured(shelf: TestClient) -> None:
    assert_problem(shelf.post(DRAFTS, json=BRIEF | {"engine": "llm"}), 422, "invalid_request", "语言模型")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": None}, "title"),
        ({"section": "安" * 101}, "section"),
        ({"doc_type": "mixed"}, "doc_type"),
        ({"year": 26}, "year"),
        ({"max_items": 0}, "max_items"),
        ({"max_items": 21}, "max_items"),
        ({"requirements": "要" * 4001}, "requirements"),
        ({"engine": "gpt"}, "engine"),
        ({"filters": {"year_to": "x"}}, "filters.year_to"),
        ({"extra": 1}, "extra"),
    ],
)
def test_what_is_wrong_with_a_field_is_told(shelf: TestClient, change: dict[str, object], field: str) -> None:
    response = shelf.post(DRAFTS, json=BRIEF | change)
    assert_problem(response, 422, "invalid_request", field)
    assert [each["field"] for each in response.json()["errors"]] == [field]


@pytest.mark.parametrize("blank", ["title", "section"])
def test_blanks_are_no_title(shelf: TestClient, blank: str) -> None:
    assert_problem(shelf.post(DRAFTS, json=BRIEF | {blank: " \n"}), 422, "invalid_request")


def test_pages_of_the_list_hold_every_draft_once(client: TestClient) -> None:
    ids = {client.post(DRAFTS, json=BRIEF | {"section": f"第{number}项"}).json()["id"] for number in range(7)}
    seen: list[str] = []
    query = "?limit=2&status=draft"
    for _ in range(4):
        page = client.get(DRAFTS + query).json()
        seen += [item["id"] for item in page["items"]]
        query = f"?limit=2&status=draft&cursor={page['next_cursor']}".replace("+", "%2B")
    assert page["next_cursor"] is None
    assert (sorted(seen), len(seen)) == (sorted(ids), 7)
    assert client.get(f"{DRAFTS}?status=approved").json() == {"items": [], "next_cursor": None}


@pytest.mark.parametrize("query", ["status=lost", "limit=0", "cursor=x", "cursor=2026-01-05T08:30:00,x"])
def test_a_senseless_page(client: TestClient, query: str) -> None:
    assert_problem(client.get(f"{DRAFTS}?{query}"), 422, "invalid_request", query.split("=")[0])


def test_a_line_can_be_put_in_other_words_and_is_verified(shelf: TestClient) -> None:
    draft = shelf.post(DRAFTS, json=BRIEF).json()
    item = draft["outline"][0]
    url = f"{DRAFTS}/{draft['id']}/items/{item['id']}"
    edited = shelf.patch(url, json={"text": item["text"].rstrip("。") + "，投入【金额】。"}).json()
    assert edited["outline"][0]["slots"][-1]["placeholder"] == "【金额】"
    assert edited["outline"][0]["citations"][0]["quote"] == item["citations"][0]["quote"]
    assert shelf.get(f"{DRAFTS}/{draft['id']}").json() == edited
    strayed = shelf.patch(url, json={"text": "组织全体职工体检并发放三百元补贴。"}).json()
    told = [each for each in strayed["findings"] if each["item_id"] == item["id"] and each["code"] == "unsupported"]
    assert told
    assert strayed["outline"][0]["text"] == "组织全体职工体检并发放三百元补贴。"
    back = shelf.patch(url, json={"text": item["text"]}).json()
    assert [each for each in back["findings"] if each["item_id"] == item["id"] and each["severity"] == "error"] == []


def test_what_cannot_be_edited(shelf: TestClient, drafted: dict[str, object]) -> None:
    assert_problem(shelf.patch(f"{DRAFTS}/{drafted['id']}/items/i99", json={"text": "某事。"}), 404, "unknown_item")
    assert_problem(shelf.patch(f"{DRAFTS}/nope/items/i1", json={"text": "某事。"}), 404, "unknown_draft")
    assert_problem(shelf.patch(f"{DRAFTS}/{drafted['id']}/items/i1", json={"text": " "}), 422, "invalid_request")


def test_a_draft_as_events(shelf: TestClient) -> None:
    response = shelf.post(DRAFTS, json=BRIEF, headers={"Accept": "text/event-stream"})
    assert response.status_code == 201
    assert response.headers["content-type"].startswith("text/event-stream")
    events = [block.split("\n", 1) for block in response.text.strip().split("\n\n")]
    names = [name.removeprefix("event: ") for name, _ in events]
    assert names[0] == "passages"
    assert names[-1] == "done"
    done = json.loads(events[-1][1].removeprefix("data: "))
    assert names.count("item") == len(done["outline"]) > 0
    assert shelf.get(response.headers["location"]).json() == done
