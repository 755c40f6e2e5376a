"""The library as llama-index sees it."""

from __future__ import annotations

import pytest
from llama_index.core import VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import Document, TextNode
from llama_index.core.vector_stores.types import FilterOperator, MetadataFilter, MetadataFilters, VectorStoreQuery

from assistant.retrieval.llamaindex import PassageParser, PassageRetriever, PassageStore
from ingest.index.encoder import HashingEncoder
from ingest.library import Library

TEXT = """澄安县教育局2023年工作计划
一、校园安全
每月组织一次校园安全隐患排查，登记造册，限期整改。
二、教师队伍
每学期组织教师集中培训，开展师德考核。
"""
ENCODER = HashingEncoder()


def node(name: str, text: str, document: str, **metadata: object) -> TextNode:
    made = TextNode(id_=name, text=text, metadata=metadata, embedding=ENCODER.encode_passages([text])[0].tolist())
    made.relationships["1"] = Document(id_=document, text=text).as_related_node_info()  # "1" is SOURCE
    return made


def asked(text: str, **more: object) -> VectorStoreQuery:
    return VectorStoreQuery(query_embedding=ENCODER.encode_query(text).tolist(), similarity_top_k=3, **more)


def test_nodes_are_passages_with_exact_offsets() -> None:
    nodes = PassageParser().get_nodes_from_documents([Document(id_="d1", text=TEXT)])
    assert [each.metadata["heading_path"] for each in nodes] == ["一、校园安全", "二、教师队伍"]
    assert all(TEXT[each.start_char_idx : each.end_char_idx] == each.text for each in nodes)


def test_after_a_removal_a_new_node_answers_for_itself() -> None:
    store = PassageStore(ENCODER.dimension)
    store.add([node("a", "校园安全隐患排查", "d1"), node("b", "教师培训与考核", "d2")])
    store.delete("d1")
    store.add([node("c", "食堂食品安全检查", "d3")])
    found = store.query(asked("校园安全隐患排查"))
    assert "a" not in found.ids
    assert set(found.ids) == {"b", "c"}
    assert store.query(asked("食堂食品安全检查")).ids[0] == "c"
    assert store.query(asked("教师培训与考核")).ids[0] == "b"


def test_removal_goes_by_document_and_by_node() -> None:
    store = PassageStore(ENCODER.dimension)
    store.add([node("a", "校园安全", "d1"), node("b", "防溺水教育", "d1"), node("c", "教师培训", "d2")])
    store.delete_nodes(["b"])
    assert set(store.query(asked("校园")).ids) == {"a", "c"}
    store.delete("d1")
    assert store.query(asked("校园")).ids == ["c"]


@pytest.mark.parametrize(
    ("operator", "value", "expected"),
    [
        (FilterOperator.EQ, "plan", {"a"}),
        (FilterOperator.NE, "plan", {"b"}),
        (FilterOperator.IN, ["plan", "summary"], {"a", "b"}),
    ],
)
def test_filters_hold(operator: FilterOperator, value: object, expected: set[str]) -> None:
    store = PassageStore(ENCODER.dimension)
    store.add([node("a", "校园安全", "d1", doc_type="plan"), node("b", "校园安全", "d2", doc_type="summary")])
    filters = MetadataFilters(filters=[MetadataFilter(key="doc_type", value=value, operator=operator)])
    assert set(store.query(asked("校园", filters=filters)).ids) == expected


def test_the_retriever_gives_what_the_search_gives(library: Library) -> None:
    added = library.add(TEXT.encode(), "计划.txt")
    found = PassageRetriever(library, top_k=1).retrieve("教师培训")
    assert len(found) == 1
    assert found[0].node.metadata["precedent_title"] == "澄安县教育局2023年工作计划"
    assert added.source.text[found[0].node.start_char_idx : found[0].node.end_char_idx] == found[0].node.get_content()


class Hashing(BaseEmbedding):
    """The product's fake encoder, as llama-index wants one."""

    def _get_text_embedding(self, text: str) -> list[float]:
        return ENCODER.encode_passages([text])[0].tolist()

    def _get_query_embedding(self, query: str) -> list[float]:
        return ENCODER.encode_query(query).tolist()

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


def test_an_index_of_llama_index_finds_through_the_store() -> None:
    store = PassageStore(ENCODER.dimension)
    index = VectorStoreIndex.from_vector_store(store, embed_model=Hashing())
    index.insert_nodes(PassageParser().get_nodes_from_documents([Document(id_="d1", text=TEXT)]))
    found = index.as_retriever(similarity_top_k=1).retrieve("教师集中培训")
    assert [each.node.metadata["heading_path"] for each in found] == ["二、教师队伍"]
    index.delete_ref_doc("d1")
    assert index.as_retriever(similarity_top_k=1).retrieve("教师集中培训") == []


def test_the_same_node_twice_is_one() -> None:
    store = PassageStore(ENCODER.dimension)
    store.add([node("a", "校园安全", "d1")])
    store.add([node("a", "教师培训", "d1")])
    assert [each.get_content() for each in store.get_nodes()] == ["教师培训"]
    assert store.query(asked("校园")).ids == ["a"]
    store.clear()
    assert store.query(asked("校园")).ids == []
