from __future__ import annotations

import json

from assistant.export.json import to_json
from assistant.plan import Item
from assistant.web.api.draft_shapes import DraftOut
from tests.export.samples import citation, draft, full


def test_the_shape_is_that_of_the_contract() -> None:
    told = to_json(full())
    assert set(told) == {
        "id", "created_at", "status", "engine", "brief", "abstained", "outline", "topics", "findings", "searched",
        "took_ms",
    }  # fmt: skip
    item = told["outline"][0]
    assert set(item) == {"id", "heading", "text", "slots", "citations", "children"}
    assert item["slots"] == [{"id": "s1", "kind": "amount", "placeholder": "【金额】", "start": 2, "end": 6}]
    assert item["citations"][0] == {
        "passage_id": "abc.40-90",
        "source": {"id": "abc", "name": "计划.txt"},
        "precedent": {
            "id": "abc.0-900",
            "title": "枫浦区教育局2023年工作计划",
            "doc_type": "mixed",
            "year": None,
            "agency_level": "unknown",
        },
        "start": 40,
        "end": 55,
        "page": None,
        "quote": "每月组织一次校园安全隐患大排查",
        "support": 0.9,
    }
    assert item["children"][0]["id"] == "i2"
    assert told["topics"][1] == {"name": "食堂", "precedents": 2, "covered": False, "item_ids": []}
    assert told["findings"][0]["item_id"] == "i2"


def test_it_is_json_and_what_the_routes_promise() -> None:
    for made in (full(), draft()):
        told = to_json(made)
        assert json.loads(json.dumps(told)) == told
        assert DraftOut.model_validate(told).model_dump(mode="json") == told
    assert to_json(draft())["abstained"] is True


def test_a_citation_tells_its_page() -> None:
    told = to_json(draft(Item("i1", "", "条", citations=(citation("建立隐患台账", page=3),))))
    assert told["outline"][0]["citations"][0]["page"] == 3
