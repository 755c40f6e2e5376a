"""The model folder on disk: where the shipped one is, and whether a folder holds what its manifest says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from importlib.resources import as_file, files
from pathlib import Path

from ingest.errors import ModelUnavailable

NAME = "e5-small-zh"
MANIFEST = "manifest.json"
VECTOR_FILES = (
    "model.onnx",
    "tokenizer.json",
    "modules.json",
    "onnx_transformer.json",
    "config_sentence_transformers.json",
    "1_Pooling/config.json",
)
"""The files that decide what a vector is; the others (card, licence) may change without re-embedding."""


def bundled_directory() -> Path:
    """The folder of the model that ships inside this package.

    Raises:
        ModelUnavailable: the package was installed without it, or into a zip file.
    """
    with as_file(files("ingest.model") / NAME) as directory:
        if directory.is_dir():
            return directory
    raise ModelUnavailable(f"找不到随程序附带的向量模型目录“{directory}”；请重新安装 qicao 完整安装包。")


def digest(path: Path) -> str:
    """SHA-256 of a file, 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_manifest(directory: Path) -> dict[str, str]:
    """Record the digests of ``VECTOR_FILES`` in the folder's manifest; returns file -> digest."""
    digests = {name: digest(directory / name) for name in VECTOR_FILES}
    text = json.dumps({"name": NAME, "sha256": digests}, indent=2) + "\n"
    (directory / MANIFEST).write_text(text, encoding="utf-8")
    return digests


def verify(directory: Path) -> str:
    """Check every file the manifest lists and return a fingerprint of them all, 8 hexadecimal digits.

    A flipped bit in the weights still loads and still gives vectors, only wrong ones; hashing 50 MB takes
    some 50 ms.

    Raises:
        ModelUnavailable: the manifest or a file is missing, unreadable, or not the one that was shipped.
    """
    path = directory / MANIFEST
    try:
        digests: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))["sha256"]
        for name in VECTOR_FILES:
            path = directory / name
            if digest(path) != digests[name]:
                raise ModelUnavailable(
                    f"向量模型文件“{path}”已损坏或被改动（校验值不符）；请重新安装 qicao 完整安装包。"
                )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelUnavailable(
            f"向量模型文件“{path}”缺失或无法读取（{error}）；请重新安装 qicao 完整安装包。"
        ) from error
    return _short_hash(digests[name] for name in VECTOR_FILES)


def fingerprint(directory: Path) -> str:
    """A fingerprint of any model folder, 8 hexadecimal digits, without reading gigabytes of weights.

    Every file counts by its path, size, first and last MiB: training on moves all weights, so these change
    too.
    """
    edge = 1 << 20

    def parts() -> Iterator[str]:
        for path in sorted(entry for entry in directory.rglob("*") if entry.is_file()):
            local = path.relative_to(directory)
            if path.suffix == ".md" or any(part.startswith(".") for part in local.parts):
                continue
            size = path.stat().st_size
            with path.open("rb") as file:
                head = file.read(edge)
                file.seek(max(0, size - edge))
                tail = file.read(edge)
            yield f"{local} {size} {hashlib.sha256(head + tail).hexdigest()}"

    return _short_hash(parts())


def _short_hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]
