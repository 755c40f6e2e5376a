"""The machine's int8 peak, and how much of it embedding uses."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

from eval.speed.rows import Row
from ingest.index.encoder import Encoder
from ingest.model.artefact import bundled_directory

OPERATIONS_A_TOKEN = 2 * 21_300_000
"""A multiplication and an addition for each weight of twelve layers; what attention multiplies token by token is left out."""
SHARE = 0.2
_SIZES = ((1024, 1024, 1024), (512, 384, 1536), (2048, 1536, 384))
"""Rows, inner width, columns: a square, and what the model multiplies."""
_SECONDS = 1.5
_TIMES = 3


def peak() -> float:
    """Return int8 operations a second, all cores: the best of several matrix products by onnxruntime's MatMulInteger."""
    return max(_rate(size) for size in _SIZES)


def _rate(size: tuple[int, int, int]) -> float:
    rows, inner, columns = size
    random = np.random.default_rng(0)
    weights = random.integers(-127, 127, (inner, columns), np.int8)
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["a", "weights"], ["product"])],
        "peak",
        [helper.make_tensor_value_info("a", TensorProto.UINT8, [rows, inner])],
        [helper.make_tensor_value_info("product", TensorProto.INT32, [rows, columns])],
        [numpy_helper.from_array(weights, "weights")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = os.cpu_count() or 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    feed = {"a": random.integers(0, 255, (rows, inner), np.uint8)}
    session.run(None, feed)
    best, until = float("inf"), time.perf_counter() + _SECONDS
    while (begun := time.perf_counter()) < until:
        session.run(None, feed)
        best = min(best, time.perf_counter() - begun)
    return 2 * rows * inner * columns / best


def embedding(encoder: Encoder, texts: Sequence[str]) -> Row:
    """Measure how many tokens a second ``encoder``, the bundled one, embeds, as a share of the peak: best of three."""
    tokenizer = Tokenizer.from_file(str(bundled_directory() / "tokenizer.json"))
    tokenizer.enable_truncation(512)
    tokens = sum(len(each.ids) for each in tokenizer.encode_batch([f"passage: {text}" for text in texts]))
    encoder.encode_passages(texts[:8])
    took = min(_seconds(encoder, texts) for _ in range(_TIMES))
    best, rate = peak(), tokens / took
    detail = (
        f"{rate:,.0f} tokens/s ({len(texts)} passages of {tokens / len(texts):.0f} tokens) of {best / 1e9:,.0f} GOP/s; "
        "attention, layer norm and GELU are not in it"
    )
    return Row("embedding, share of the int8 peak", rate * OPERATIONS_A_TOKEN / best, "", SHARE, "at least", detail)


def _seconds(encoder: Encoder, texts: Sequence[str]) -> float:
    begun = time.perf_counter()
    encoder.encode_passages(texts)
    return time.perf_counter() - begun
