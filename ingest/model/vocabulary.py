"""Prune the 250,002 pieces of e5's vocabulary to those that Chinese office text can use.

Two thirds of the original file is embedding rows for scripts that never occur here. A unigram tokenizer picks
the best-scoring split, so dropping pieces that cannot match a text leaves that text's split, and its vector,
as it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from ingest.model.weights import FloatArray, Pieces

SPECIALS = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")

PROMPTS = ("query: ", "passage: ")
"""What the model was trained to see before a query and before a passage (its model card)."""

_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = "\u00a0-\u00bf\u00d7\u00f7\u2000-\u2bff\u3000-\u303f\u30fb\ufe10-\ufe1f\ufe30-\ufe6f\uff00-\uff20\uff3b-\uff65"
_ASCII_MARKS = " -@\\[-`{-~"
_CHINESE = re.compile(f"[{_HAN}{_MARKS}{_ASCII_MARKS}]+")
_LATIN = re.compile("[ -~]+")

_DELETED = "[\\x{01}-\\x{08}\\x{0B}\\x{0E}-\\x{1F}\\x{7F}\\x{8F}\\x{9F}]"
_SPACES = "[\\t\\n\\f\\r\\x{1680}\\x{200B}-\\x{200F}\\x{2028}\\x{2029}\\x{2581}\\x{FEFF}\\x{FFFD}]"
_STAND_IN = "\ue000"


@dataclass(frozen=True)
class Vocabulary:
    """The kept pieces.

    Attributes:
        pieces: texts and scores of the kept pieces, renumbered 0 … n - 1 in their old order.
        rows: the old id of each kept piece: which embedding rows to keep, ascending.
    """

    pieces: Pieces
    rows: tuple[int, ...]


def prune(pieces: Pieces, latin: Collection[str]) -> Vocabulary:
    """Keep specials, Chinese pieces (Han characters, digits, punctuation, symbols) and the given Latin ones.

    Args:
        pieces: the full vocabulary.
        latin: pieces allowed to contain Latin letters, e.g. those of a smaller en/pt model; only its
            pure-ASCII members count.

    ``"教育"``, ``"、1"``, ``"》"`` stay; ``"школа"``, ``"です"``, ``"ção"`` go.
    """
    allowed = frozenset(latin)

    def keep(piece: str) -> bool:
        body = piece.replace("▁", " ")
        if piece in SPECIALS or _CHINESE.fullmatch(body):
            return True
        return piece in allowed and _LATIN.fullmatch(body) is not None

    rows = tuple(index for index, text in enumerate(pieces.texts) if keep(text))
    new_id = {old: new for new, old in enumerate(rows)}
    scores: FloatArray = pieces.scores[list(rows)]
    kept = replace(
        pieces,
        texts=tuple(pieces.texts[row] for row in rows),
        scores=scores,
        bos=new_id[pieces.bos],
        eos=new_id[pieces.eos],
        pad=new_id[pieces.pad],
        unk=new_id[pieces.unk],
    )
    return Vocabulary(kept, rows)


def tokenizer_json(pieces: Pieces) -> str:
    """The vocabulary as a ``tokenizers`` file: normaliser, unigram pieces, ``<s> … </s>``.

    The package's table of code points equals Unicode NFKC but for control characters (deleted), invisible
    spaces (made spaces) and the full-width tilde (kept, it is a piece of its own): ``build`` checks that
    against the table.
    """
    replacements: list[tuple[str, str]] = [(_DELETED, ""), (_SPACES, " "), ("～", _STAND_IN)]
    normalizers: list[dict[str, object]] = [_replace(pattern, content) for pattern, content in replacements]
    normalizers += [{"type": "NFKC"}, _replace(_STAND_IN, "～"), _replace(" {2,}", " ")]
    bos, eos = pieces.texts[pieces.bos], pieces.texts[pieces.eos]
    document = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {
                "id": pieces.texts.index(text),
                "content": text,
                "special": True,
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
            }
            for text in SPECIALS
        ],
        "normalizer": {"type": "Sequence", "normalizers": normalizers},
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
                {"type": "WhitespaceSplit"},
                {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
            ],
        },
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [_special(bos), {"Sequence": {"id": "A", "type_id": 0}}, _special(eos)],
            "pair": [
                _special(bos),
                {"Sequence": {"id": "A", "type_id": 0}},
                _special(eos),
                {"Sequence": {"id": "B", "type_id": 0}},
                _special(eos),
            ],
            "special_tokens": {
                text: {"id": text, "ids": [pieces.texts.index(text)], "tokens": [text]} for text in (bos, eos)
            },
        },
        "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        "model": {
            "type": "Unigram",
            "unk_id": pieces.unk,
            "byte_fallback": False,
            # str() of a float32 is the shortest decimal that reads back as the same float32.
            "vocab": [[text, float(str(score))] for text, score in zip(pieces.texts, pieces.scores, strict=True)],
        },
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _replace(pattern: str, content: str) -> dict[str, object]:
    return {"type": "Replace", "pattern": {"Regex": pattern}, "content": content}


def _special(text: str) -> dict[str, object]:
    return {"SpecialToken": {"id": text, "type_id": 0}}
