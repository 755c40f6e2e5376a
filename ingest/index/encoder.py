"""Text -> vectors. A protocol, the sentence-transformers encoder behind it, and a fake for fast tests.

Importing this file is cheap: torch and sentence-transformers are imported when a ``SentenceEncoder`` is made.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.errors import ModelUnavailable
from ingest.model import artefact

if TYPE_CHECKING:
    from ingest.model.onnx_module import SentenceTransformer

Vectors = NDArray[np.float32]

BATCH = 32
"""Texts handed over at a time; the shipped model still runs each alone, one a core."""

_OWN_MODULE = "ingest.model.onnx_module.OnnxTransformer"


class Encoder(Protocol):
    """What turns text into vectors of unit length, so that a dot product is a cosine."""

    @property
    def name(self) -> str:
        """Identifies weights and prompts, e.g. ``e5-small-zh@1a2b3c4d``; a change means re-embedding all."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Texts to be found -> float32 [len(texts), dimension], rows of unit length, in the order given.

        No text gives [0, dimension]; an empty or over-long text gives a finite vector (what fits is read).
        """

    def encode_query(self, text: str) -> Vectors:
        """A text to search with -> float32 [dimension], of unit length."""


class SentenceEncoder:
    """Any sentence-transformers model in a local folder or the local Hugging Face cache; never the network.

    Attributes:
        model: the ``SentenceTransformer`` itself, for what takes one (llama-index) and for token vectors:
            ``model.encode(texts, prompt="passage: ", output_value="token_embeddings")``.
    """

    def __init__(
        self,
        path_or_name: str | Path,
        *,
        query_prompt: str | None = None,
        passage_prompt: str | None = None,
        batch_size: int = BATCH,
        threads: int | None = None,
    ) -> None:
        """Load the model: 0.3 s for the shipped one, after 3 to 6 s for importing torch and its company.

        Args:
            path_or_name: a folder, or a hub name that was put in the local cache beforehand
                (``BAAI/bge-m3``).
            query_prompt: put before each query; None means what the model's own configuration says (often
                "").
            passage_prompt: put before each passage; likewise.
            batch_size: texts in one pass, 1 or more.
            threads: cores the shipped model uses, None meaning all; other models go by torch's setting.

        Raises:
            ModelUnavailable: no such folder, not a model, or a file of it is missing or damaged.
        """
        directory = _local_directory(path_or_name)
        own = (directory / artefact.MANIFEST).is_file()
        weights = artefact.verify(directory) if own else artefact.fingerprint(directory)
        self.model = _load(directory, threads)
        self._batch_size = batch_size
        prompts = self.model.prompts
        self._query_prompt = (prompts.get("query") or "") if query_prompt is None else query_prompt
        self._passage_prompt = (prompts.get("document") or "") if passage_prompt is None else passage_prompt
        dimension = self.model.get_embedding_dimension()
        self._dimension = len(self.encode_query("")) if dimension is None else dimension
        title = directory.name if Path(path_or_name).is_dir() else str(path_or_name)
        self._name = f"{title}@{_identity(weights, self._query_prompt, self._passage_prompt)}"

    @classmethod
    def bundled(cls) -> SentenceEncoder:
        """The encoder that ships with Qicao: multilingual-e5-small, int8, 384 dimensions, 512 tokens.

        Raises:
            ModelUnavailable: its files are missing or are not the ones that were shipped.
        """
        return cls(artefact.bundled_directory())

    @property
    def name(self) -> str:
        """Folder name and a hash of weights and prompts, e.g. ``e5-small-zh@1a2b3c4d``."""
        return self._name

    @property
    def dimension(self) -> int:
        """Length of a vector: 384 for the shipped model."""
        return self._dimension

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """See ``Encoder``. With the shipped model a text has one vector, whatever it is encoded with."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return self._encode(list(texts), self._passage_prompt)

    def encode_query(self, text: str) -> Vectors:
        """See ``Encoder``. About 5 ms for a short query."""
        row: Vectors = self._encode([text], self._query_prompt)[0]
        return row

    def _encode(self, texts: list[str], prompt: str) -> Vectors:
        # encode() sorts by length before batching, so that short texts are not padded to the length of long
        # ones.
        vectors = self.model.encode(
            texts,
            prompt=prompt,
            batch_size=self._batch_size,
            show_progress_bar=False,
            normalize_embeddings=True,
        )
        return np.asarray(vectors, dtype=np.float32)


class HashingEncoder:
    """The fake: no model, no meaning, but texts that share characters get vectors that point the same way.

    Each run of 1 to 3 characters adds +1 or -1 to one of 256 dimensions, both chosen by its CRC-32 (feature
    hashing, Weinberger et al. 2009). Deterministic across processes and machines; some 3,000
    texts of 272 characters a second.
    """

    name = "hashing-256"
    dimension = 256

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """See ``Encoder``."""
        rows = [self._vector(text) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self.dimension), dtype=np.float32)

    def encode_query(self, text: str) -> Vectors:
        """See ``Encoder``; the same vector as for a passage of that text."""
        return self._vector(text)

    def _vector(self, text: str) -> Vectors:
        vector = np.zeros(self.dimension, dtype=np.float32)
        for size in (1, 2, 3):
            for start in range(len(text) - size + 1):
                code = zlib.crc32(text[start : start + size].encode("utf-8", "surrogatepass"))
                vector[code % self.dimension] += 1.0 if code & 0x10000 else -1.0
        length = float(np.linalg.norm(vector))
        if length == 0.0:  # an empty text, or hits that cancelled out: any fixed direction will do
            vector[0] = length = 1.0
        return vector / np.float32(length)


def _local_directory(path_or_name: str | Path) -> Path:
    """The model's folder: the path itself, or where the local cache keeps a hub name."""
    path = Path(path_or_name)
    if path.is_dir():
        return path.resolve()
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(str(path_or_name), local_files_only=True))
    except (HFValidationError, LocalEntryNotFoundError, OSError) as error:
        raise ModelUnavailable(
            f"找不到向量模型“{path_or_name}”：它既不是本机目录，也不在本机的模型缓存里；请把模型拷到本机并填写其目录。"
        ) from error


def _load(directory: Path, threads: int | None) -> SentenceTransformer:
    from safetensors import SafetensorError

    from ingest.model.onnx_module import load_model

    try:
        return load_model(directory, own=_names_only_our_module(directory), threads=threads)
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, ImportError, SafetensorError) as error:
        raise ModelUnavailable(
            f"目录“{directory}”里的向量模型无法加载（{error}）；请检查文件是否完整、是否为 sentence-transformers 格式。"
        ) from error


def _names_only_our_module(directory: Path) -> bool:
    path = directory / "modules.json"
    if not path.is_file():
        return False
    foreign = {
        module["type"]
        for module in json.loads(path.read_text(encoding="utf-8"))
        if not module["type"].startswith("sentence_transformers.")
    }
    return foreign == {_OWN_MODULE}


def _identity(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8]
