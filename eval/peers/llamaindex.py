"""llama-index as it comes: its default splitter, its embedding class, its FAISS store."""

from __future__ import annotations

from collections.abc import Iterable

import faiss
from llama_index.core import Document, StorageContext, VectorStoreIndex
from llama_index.core.node_parser import SentenceSplitter
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.faiss import FaissVectorStore

from eval.systems import TOP, System, sources_of
from ingest.document import Filters
from ingest.library import Library
from ingest.model.artefact import bundled_directory

NOTE = (
    "whole extracted texts, SentenceSplitter (1,024 tokens, overlap 200), the same model, FaissVectorStore (flat); "
    "it knows no plan from a summary, so filters are not applied"
)


def embedding() -> HuggingFaceEmbedding:
    """Return its embedding class around the bundled model, with the prompts that the model asks for."""
    return HuggingFaceEmbedding(
        str(bundled_directory()),
        query_instruction="query: ",
        text_instruction="passage: ",
        trust_remote_code=True,  # the folder names a module of ours
    )


def index_of(texts: Iterable[tuple[str, str]], model: HuggingFaceEmbedding) -> VectorStoreIndex:
    """Return an index over (file name, text) pairs: split, embedded, stored, all by its defaults."""
    # SimpleDirectoryReader keeps the name out of what is embedded too.
    documents = [
        Document(text=text, metadata={"file_name": name}, excluded_embed_metadata_keys=["file_name"])
        for name, text in texts
    ]
    store = FaissVectorStore(faiss_index=faiss.IndexFlatL2(len(model.get_query_embedding("长度"))))
    return VectorStoreIndex.from_documents(
        documents,
        storage_context=StorageContext.from_defaults(vector_store=store),
        transformations=[SentenceSplitter()],
        embed_model=model,
    )


def system(library: Library) -> System:
    """Return the system over all texts of a library."""
    index = index_of(((source.name, source.text) for source in sources_of(library)), embedding())
    retriever = index.as_retriever(similarity_top_k=TOP)

    def search(query: str, _filters: Filters) -> list[str]:
        return [found.node.get_content() for found in retriever.retrieve(query)]

    return System("llama-index", NOTE, search)
