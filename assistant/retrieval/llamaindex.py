"""The library as llama-index sees it: node parser, vector store, retriever. The only file that imports llama_index.

    documents → PassageParser → nodes → PassageStore          (an ingestion pipeline of llama-index's)
    query → PassageRetriever → nodes with scores              (any query engine, agent or workflow of llama-index's)

llama-index's own FAISS stores number vectors by their place, so that after a removal an old vector answers for a new node;
they remove by node id where a document's id is given, and refuse filters. This one goes by keys that are never given again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import count
from typing import Any, Self

import numpy as np
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import (
    BaseNode,
    NodeRelationship,
    NodeWithScore,
    QueryBundle,
    RelatedNodeInfo,
    TextNode,
)
from llama_index.core.vector_stores.types import (
    BasePydanticVectorStore,
    FilterCondition,
    FilterOperator,
    MetadataFilter,
    MetadataFilters,
    VectorStoreQuery,
    VectorStoreQueryResult,
)
from pydantic import PrivateAttr

from assistant.plan import Hit
from assistant.retrieval.lexicon.expansion import Lexicon
from assistant.retrieval.search import find
from ingest.document import Extract, Filters, Passage
from ingest.index.vectors import VectorIndex
from ingest.library import Library
from ingest.structure.analysis import analyse

_COMPARE: dict[FilterOperator, Callable[[Any, Any], bool]] = {
    FilterOperator.EQ: lambda held, wanted: held == wanted,
    FilterOperator.NE: lambda held, wanted: held != wanted,
    FilterOperator.GTE: lambda held, wanted: held is not None and held >= wanted,
    FilterOperator.LTE: lambda held, wanted: held is not None and held <= wanted,
    FilterOperator.GT: lambda held, wanted: held is not None and held > wanted,
    FilterOperator.LT: lambda held, wanted: held is not None and held < wanted,
    FilterOperator.IN: lambda held, wanted: held in wanted,
    FilterOperator.NIN: lambda held, wanted: held not in wanted,
    FilterOperator.ANY: lambda held, wanted: any(each in wanted for each in held or ()),
    FilterOperator.ALL: lambda held, wanted: all(each in (held or ()) for each in wanted),
    FilterOperator.CONTAINS: lambda held, wanted: wanted in (held or ()),
    FilterOperator.TEXT_MATCH: lambda held, wanted: wanted in (held or ""),
    FilterOperator.TEXT_MATCH_INSENSITIVE: lambda held, wanted: wanted.lower() in (held or "").lower(),
    FilterOperator.IS_EMPTY: lambda held, _: not held,
}


class PassageParser(NodeParser):
    """Cuts documents into passages: one section each, with heading path and exact offsets."""

    def _parse_nodes(self, nodes: Sequence[BaseNode], show_progress: bool = False, **_: object) -> list[BaseNode]:
        cut: list[BaseNode] = []
        for document in nodes:
            name = str(document.metadata.get("file_name", document.node_id))
            found = analyse(document.node_id, name, Extract(document.get_content(), "text/plain"))
            cut += [to_node(passage) for passage in found.passages]
        return cut


class PassageStore(BasePydanticVectorStore):
    """Vectors of nodes in FAISS, by keys; removal by document or by node, and metadata filters, work."""

    stores_text: bool = True
    _index: VectorIndex = PrivateAttr()
    _nodes: dict[int, BaseNode] = PrivateAttr(default_factory=dict)
    _next: count[int] = PrivateAttr(default_factory=lambda: count(1))

    def __init__(self, dimension: int) -> None:
        """Make an empty store of vectors of ``dimension`` numbers."""
        super().__init__(stores_text=True)
        self._index = VectorIndex(dimension)

    @property
    def client(self) -> VectorIndex:
        """The index behind it."""
        return self._index

    def add(self, nodes: Sequence[BaseNode], **_: object) -> list[str]:
        """Add nodes with their embeddings, in place of those with the same ids; return their ids."""
        self.delete_nodes([node.node_id for node in nodes])
        keys = [next(self._next) for _ in nodes]
        if nodes:
            self._index.add(np.array(keys, np.int64), np.array([node.get_embedding() for node in nodes], np.float32))
        self._nodes |= dict(zip(keys, nodes, strict=True))
        return [node.node_id for node in nodes]

    def delete(self, ref_doc_id: str, **_: object) -> None:
        """Remove all nodes of a document."""
        self._remove(key for key, node in self._nodes.items() if node.ref_doc_id == ref_doc_id)

    def delete_nodes(
        self, node_ids: list[str] | None = None, filters: MetadataFilters | None = None, **_: object
    ) -> None:
        """Remove the nodes with these ids that the filters allow."""
        wanted = None if node_ids is None else set(node_ids)
        self._remove(
            key
            for key, node in self._nodes.items()
            if (wanted is None or node.node_id in wanted) and _allowed(node, filters)
        )

    def get_nodes(self, node_ids: list[str] | None = None, filters: MetadataFilters | None = None) -> list[BaseNode]:
        """Return the nodes with these ids that the filters allow."""
        wanted = None if node_ids is None else set(node_ids)
        nodes = self._nodes.values()
        return [node for node in nodes if (wanted is None or node.node_id in wanted) and _allowed(node, filters)]

    def clear(self) -> None:
        """Remove all nodes."""
        self._remove(list(self._nodes))

    def query(self, query: VectorStoreQuery, **_: object) -> VectorStoreQueryResult:
        """Return the nearest nodes among those that the filters allow, best first."""
        # llama-index's own retriever hands over an empty list where it means all.
        nodes, documents = set(query.node_ids or ()), set(query.doc_ids or ())
        allowed = [
            key
            for key, node in self._nodes.items()
            if (not nodes or node.node_id in nodes)
            and (not documents or node.ref_doc_id in documents)
            and _allowed(node, query.filters)
        ]
        vector = np.array(query.query_embedding, np.float32)
        keys, scores = self._index.search(vector, query.similarity_top_k, np.array(allowed, np.int64))
        found = [self._nodes[int(key)] for key in keys]
        return VectorStoreQueryResult(nodes=found, similarities=scores.tolist(), ids=[node.node_id for node in found])

    def _remove(self, keys: Iterable[int]) -> None:
        gone = list(keys)
        self._index.remove(np.array(gone, np.int64))
        for key in gone:
            del self._nodes[key]


class HitNode(TextNode):
    """A passage as a node that a search found, with all that the search says of it."""

    _hit: Hit = PrivateAttr()

    @classmethod
    def of(cls, hit: Hit) -> Self:
        """Return the node of a hit."""
        node = cls(**to_node(hit.passage, hit).model_dump(exclude={"class_name"}))
        node._hit = hit
        return node

    @property
    def hit(self) -> Hit:
        """The hit."""
        return self._hit


class PassageRetriever(BaseRetriever):
    """The assistant's search as a llama-index retriever: what the product itself searches by."""

    def __init__(
        self,
        library: Library,
        *,
        top_k: int = 10,
        filters: Filters | None = None,
        lexicon: Lexicon | None = None,
        declining: bool = True,
    ) -> None:
        """Search ``library`` for passages.

        Args:
            library: what is searched.
            top_k: most passages to return.
            filters: which passages may be found.
            lexicon: the one that ships where none is given.
            declining: whether nothing is returned where the library hardly covers the query.
        """
        super().__init__()
        self._library, self._top_k, self._filters = library, top_k, filters
        self._lexicon, self._declining = lexicon, declining

    def hits(self, query: str) -> list[Hit]:
        """Return at most ``top_k`` hits, best first. Raises EmptyQuery."""
        return [each.node.hit for each in self.retrieve(query) if isinstance(each.node, HitNode)]

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = find(
            self._library,
            query_bundle.query_str,
            top_k=self._top_k,
            filters=self._filters,
            lexicon=self._lexicon,
            declining=self._declining,
        )
        return [NodeWithScore(node=HitNode.of(hit), score=hit.score) for hit in hits]


def to_node(passage: Passage, hit: Hit | None = None) -> TextNode:
    """Return a passage as a node: same id, same words, same offsets; what it is of stands in its metadata."""
    metadata = {
        "source_id": passage.source_id,
        "precedent_id": passage.precedent_id,
        "heading_path": " > ".join(passage.heading_path),
        "doc_type": passage.doc_type,
        "year_first": passage.year[0] if passage.year else None,
        "year_last": passage.year[1] if passage.year else None,
        "agency_level": passage.agency_level,
    }
    if hit:
        metadata |= {"file_name": hit.source_name, "precedent_title": hit.precedent_title}
    return TextNode(
        id_=passage.id,
        text=passage.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata=metadata,
        excluded_embed_metadata_keys=list(metadata),
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.source_id)},
    )


def _allowed(node: BaseNode, filters: MetadataFilters | None) -> bool:
    if filters is None:
        return True
    outcomes = [_passes(node, each) for each in filters.filters]
    if filters.condition == FilterCondition.NOT:
        return not any(outcomes)
    return any(outcomes) if filters.condition == FilterCondition.OR else all(outcomes)


def _passes(node: BaseNode, wanted: MetadataFilter | MetadataFilters) -> bool:
    if isinstance(wanted, MetadataFilters):
        return _allowed(node, wanted)
    return bool(_COMPARE[wanted.operator](node.metadata.get(wanted.key), wanted.value))
