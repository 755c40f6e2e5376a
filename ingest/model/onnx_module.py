"""A sentence-transformers module that runs the transformer in onnxruntime; the only file that imports the library.

It takes the place of sentence-transformers' own ``Transformer``: text -> token vectors. ``modules.json``
names it, followed by the library's ``Pooling`` and ``Normalize``, so that whatever accepts a
``SentenceTransformer`` accepts this model. Importing this file imports torch and sentence-transformers
(seconds): import it late.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self

import numpy as np
import onnxruntime
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modality_types import PairInput, SingleInput
from sentence_transformers.base.modules.input_module import InputModule
from tokenizers import Tokenizer

__all__ = ["OnnxTransformer", "SentenceTransformer", "load_model"]


def load_model(directory: Path, *, own: bool, threads: int | None = None) -> SentenceTransformer:
    """Load a sentence-transformers model from a local folder, and only from there.

    Args:
        directory: with the model's ``modules.json``.
        own: it names ``OnnxTransformer``, which runs on the CPU; no other class from outside the library is let through.
        threads: cores for it, None meaning all.
    """
    return SentenceTransformer(
        str(directory),
        local_files_only=True,
        # The library asks for this before it imports a class outside itself.
        trust_remote_code=own,
        device="cpu" if own else None,
        model_kwargs={"threads": threads} if own else None,
    )


class OnnxTransformer(InputModule):
    """Tokens -> token vectors, by ``model.onnx`` and ``tokenizer.json`` of one folder, on the CPU.

    Attributes:
        max_seq_length: tokens a text is cut to, ``<s>`` and ``</s>`` included.
        threads: texts of a batch that run at once, one core each.
    """

    config_file_name = "onnx_transformer.json"
    config_keys = ["max_seq_length", "pad_token"]  # noqa: RUF012 - the base class declares it so
    save_in_root = True
    tokenizer: Tokenizer

    def __init__(
        self, directory: str, max_seq_length: int = 512, pad_token: str = "<pad>", threads: int | None = None
    ) -> None:
        """Open the two files.

        Args:
            directory: local folder with ``model.onnx`` and ``tokenizer.json``.
            max_seq_length: 2 to 512.
            pad_token: must be in the tokenizer.
            threads: None means one a core.
        """
        super().__init__()  # type: ignore[no-untyped-call]  # the base class is not annotated
        self.directory = Path(directory)
        self.pad_token = pad_token
        self.threads = threads or os.cpu_count() or 1
        self.tokenizer = Tokenizer.from_file(str(self.directory / "tokenizer.json"))
        pad_id = self.tokenizer.token_to_id(pad_token)
        if pad_id is None:
            raise ValueError(f"{self.directory / 'tokenizer.json'}: no piece {pad_token!r}")
        self.tokenizer.enable_padding(pad_id=pad_id, pad_token=pad_token)
        self.max_seq_length = max_seq_length
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        model = str(self.directory / "model.onnx")
        self._workers = ThreadPoolExecutor(self.threads, thread_name_prefix="encoder")
        self.session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    @property
    def max_seq_length(self) -> int:
        """Tokens a text is cut to, ``<s>`` and ``</s>`` included."""
        return self._max_seq_length

    @max_seq_length.setter
    def max_seq_length(self, value: int) -> None:
        self._max_seq_length = value
        self.tokenizer.enable_truncation(value)

    def preprocess(
        self, inputs: Sequence[SingleInput | PairInput], prompt: str | None = None, **kwargs: object
    ) -> dict[str, torch.Tensor | Any]:
        """Texts -> ``input_ids`` and ``attention_mask``, int64 [batch, tokens], padded to the longest.

        A lone surrogate, which no UTF-8 can hold, becomes a question mark.

        Raises:
            ValueError: an input is not a string.
        """
        texts: list[str] = []
        for text in inputs:
            if not isinstance(text, str):
                raise ValueError(f"this model reads text only, not {type(text).__name__}")
            texts.append(((prompt or "") + text).encode("utf-8", "replace").decode("utf-8"))
        encodings = self.tokenizer.encode_batch(texts)
        return {
            "input_ids": torch.tensor([encoding.ids for encoding in encodings], dtype=torch.int64),
            "attention_mask": torch.tensor([encoding.attention_mask for encoding in encodings], dtype=torch.int64),
        }

    def forward(self, features: dict[str, torch.Tensor | Any], **kwargs: object) -> dict[str, torch.Tensor | Any]:
        """Add ``token_embeddings``, float32 [batch, tokens, dimension], zero where the input is padding.

        Each text runs in a call of its own. The int8 activations of one call share a scale, so texts in one
        call would change each other's vectors; and single-threaded calls side by side beat one call on all
        cores by 15% on an idle machine and by a factor of two on a busy one.
        """
        ids, mask = features["input_ids"].cpu().numpy(), features["attention_mask"].cpu().numpy()
        states = np.zeros((*ids.shape, self.get_embedding_dimension()), dtype=np.float32)

        def run(row: int) -> None:
            length = int(mask[row].sum())
            feed = {"input_ids": ids[row : row + 1, :length], "attention_mask": mask[row : row + 1, :length]}
            (states[row : row + 1, :length],) = self.session.run(["token_embeddings"], feed)

        list(self._workers.map(run, range(len(ids))))
        return {**features, "token_embeddings": torch.from_numpy(states)}

    def get_embedding_dimension(self) -> int:
        """Length of a token vector."""
        return int(self.session.get_outputs()[0].shape[-1])

    def save(self, output_path: str, *args: object, safe_serialization: bool = True, **kwargs: object) -> None:
        """Copy the two files and write the configuration, as ``SentenceTransformer.save`` asks."""
        for name in ("model.onnx", "tokenizer.json"):
            shutil.copyfile(self.directory / name, Path(output_path) / name)
        self.save_config(output_path)

    @classmethod
    def load(
        cls,
        model_name_or_path: str,
        subfolder: str = "",
        token: bool | str | None = None,
        cache_folder: str | None = None,
        revision: str | None = None,
        local_files_only: bool = False,
        init_defaults: dict[str, Any] | None = None,
        **kwargs: object,
    ) -> Self:
        """Open the model in a local folder; nothing is ever fetched, whatever the other arguments say.

        ``model_kwargs={"threads": 1}`` sets the number of threads.
        """
        config = cls.load_config(model_name_or_path, subfolder=subfolder, local_files_only=True)
        options = kwargs.get("model_kwargs")
        threads = options.get("threads") if isinstance(options, dict) else None
        return cls(str(Path(model_name_or_path) / subfolder), threads=threads, **config)
