"""The shipped encoder against float32 vectors of the same network, and the promises of every encoder.

The float32 vectors in ``golden/encoder.json`` are rewritten, with the model itself, by
``python -m ingest.model.build --golden tests/index/golden/encoder.json`` (needs the extra ``model``).
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ingest.errors import ModelUnavailable
from ingest.index.encoder import Encoder, HashingEncoder, SentenceEncoder, Vectors
from ingest.model import artefact

GOLDEN = json.loads((Path(__file__).parent / "golden" / "encoder.json").read_text(encoding="utf-8"))["texts"]
TEXTS = [row["text"] for row in GOLDEN]
EXPECTED: Vectors = np.array([row["vector"] for row in GOLDEN], dtype=np.float32)


pytestmark = pytest.mark.slow  # the real encoder takes seconds to import


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    """The shipped encoder, loaded once: most of its time goes to importing torch."""
    return SentenceEncoder.bundled()


@pytest.fixture(scope="module")
def vectors(encoder: SentenceEncoder) -> Vectors:
    """The golden texts by the shipped encoder, each alone as in the float32 run."""
    return np.stack(
        [
            encoder.encode_query(row["text"]) if row["kind"] == "query" else encoder.encode_passages([row["text"]])[0]
            for row in GOLDEN
        ]
    )


def test_int8_agrees_with_float32(vectors: Vectors) -> None:
    """Quantisation may turn a vector a little, and no more.

    Teaching spread the vectors (the median of two golden texts went from .86 to .09), so the same error of the weights
    turns them further than it did.
    """
    cosines = (vectors * EXPECTED).sum(axis=1)
    assert cosines.min() >= 0.975, dict(zip(TEXTS, cosines, strict=True))
    assert cosines.mean() >= 0.985


def test_int8_keeps_the_distances_between_texts(vectors: Vectors) -> None:
    """What ranking needs: cosines between texts stay where float32 had them."""
    assert np.abs(vectors @ vectors.T - EXPECTED @ EXPECTED.T).max() <= 0.08


@pytest.mark.parametrize(
    ("query", "passage"),
    [
        ("校园安全工作怎么安排", "一是健全校园安全责任体系"),
        ("今年教师培训有哪些举措", "加强师德师风建设"),
        ("学前教育普惠园建设情况", "持续改善办学条件，新建、改扩建公办幼儿园6所"),
        ("國中小閱讀推動實施計畫", "本校為提升學生閱讀興趣"),
        ("AI and digital campus development plan", "依托智慧教育平台"),
        ("控辍保学", "认真做好控辍保学工作"),
    ],
)
def test_a_query_finds_its_passage(vectors: Vectors, query: str, passage: str) -> None:
    """First or second of all passages, in both scripts and across languages."""
    passages = [index for index, row in enumerate(GOLDEN) if row["kind"] == "passage"]
    cosines = vectors[passages] @ vectors[TEXTS.index(query)]
    best = [TEXTS[passages[index]] for index in np.argsort(-cosines)[:2]]
    assert any(text.startswith(passage) for text in best), best


def test_shapes_and_unit_length(encoder: SentenceEncoder, vectors: Vectors) -> None:
    """Rows of unit length, float32; no text, no row."""
    assert encoder.dimension == 384
    assert vectors.shape == (len(GOLDEN), 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert encoder.encode_passages([]).shape == (0, 384)


def test_same_text_same_vector(encoder: SentenceEncoder) -> None:
    """To the bit, so that an index can be rebuilt."""
    assert np.array_equal(encoder.encode_query(TEXTS[0]), encoder.encode_query(TEXTS[0]))
    assert np.array_equal(encoder.encode_passages(TEXTS), encoder.encode_passages(TEXTS))


def test_neighbours_in_a_batch_do_not_matter(encoder: SentenceEncoder) -> None:
    """A text has one vector: int8 scales are not shared between texts."""
    together = encoder.encode_passages(TEXTS)
    alone = np.stack([encoder.encode_passages([text])[0] for text in TEXTS])
    assert np.allclose(together, alone, atol=1e-6)


def test_query_and_passage_prompts_differ(encoder: SentenceEncoder) -> None:
    """The two sides of a search are different inputs, but close."""
    cosine = float(encoder.encode_query(TEXTS[0]) @ encoder.encode_passages([TEXTS[0]])[0])
    assert 0.8 < cosine < 0.999


@pytest.mark.parametrize("text", ["", " ", "\n\t\u3000", "\x00", "😀", "\ud800", "ѣ", "郦" * 3, "、，。"])
def test_odd_text_gives_a_finite_vector(encoder: SentenceEncoder, text: str) -> None:
    """Nothing a file can hold breaks the encoder."""
    for vector in (encoder.encode_query(text), encoder.encode_passages([text])[0]):
        assert np.isfinite(vector).all()
        assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)


def test_text_beyond_512_tokens_is_cut(encoder: SentenceEncoder) -> None:
    """What is over the limit is not read, and does no harm."""
    long = "落实立德树人根本任务，推进教育高质量发展。" * 2000
    whole, start = encoder.encode_passages([long, long[:2000]])
    assert whole @ start >= 0.999


def test_name_tells_weights_and_prompts_apart(encoder: SentenceEncoder) -> None:
    """Another prompt means other vectors, hence another name."""
    assert re.fullmatch(r"e5-small-zh@[0-9a-f]{8}", encoder.name)
    other = SentenceEncoder(artefact.bundled_directory(), query_prompt="问题：")
    assert other.name != encoder.name
    assert not np.allclose(other.encode_query("控辍保学"), encoder.encode_query("控辍保学"), atol=1e-3)


def test_it_is_a_sentence_transformer_with_token_vectors(encoder: SentenceEncoder) -> None:
    """Whoever takes a SentenceTransformer gets one."""
    (tokens,) = encoder.model.encode(["控辍保学"], prompt="passage: ", output_value="token_embeddings")
    states = np.asarray(tokens)
    pooled = states.mean(axis=0)
    assert states.shape[1] == 384
    assert pooled / np.linalg.norm(pooled) @ encoder.encode_passages(["控辍保学"])[0] == pytest.approx(1.0, abs=1e-5)


OFFLINE = """
import os, socket, sys
def refuse(*arguments, **options):
    raise AssertionError(f"network: {arguments}")
for name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, name, refuse)
socket.getaddrinfo = socket.create_connection = socket.gethostbyname = refuse
before = dict(os.environ)
import ingest.index.encoder as module
heavy = {"torch", "transformers", "sentence_transformers", "onnxruntime"}
assert not heavy & set(sys.modules), "heavy import"
encoder = module.SentenceEncoder.bundled()
encoder.encode_passages(["加强校园安全管理"]), encoder.encode_query("安全")
assert {k: v for k, v in os.environ.items() if k.startswith("HF_")} == {
    k: v for k, v in before.items() if k.startswith("HF_")}
try:
    module.SentenceEncoder("BAAI/bge-m3")
except module.ModelUnavailable as error:
    print("refused:", error.detail)
"""


def test_nothing_reaches_for_the_network(tmp_path: Path) -> None:
    """Neither does loading change the environment, or importing load torch."""
    environment = {"PATH": "", "HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])}
    run = subprocess.run(
        [sys.executable, "-c", OFFLINE],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "refused: 找不到向量模型“BAAI/bge-m3”" in run.stdout
    # onnxruntime keeps what it means to tell its maker in a database under the home folder.
    assert not list(tmp_path.rglob("*onnxruntime*"))


@pytest.mark.parametrize("name", artefact.VECTOR_FILES)
@pytest.mark.parametrize("damage", ["missing", "changed"])
def test_a_damaged_model_is_named_in_the_error(tmp_path: Path, name: str, damage: str) -> None:
    """The message names the file."""
    copy = tmp_path / "model"
    # Links instead of 50 MB copies; the damaged file is replaced, never written through.
    shutil.copytree(artefact.bundled_directory(), copy, copy_function=lambda src, dst: Path(dst).symlink_to(src))
    (copy / name).unlink()
    if damage == "changed":
        (copy / name).write_bytes(b"{}")
    with pytest.raises(ModelUnavailable, match=re.escape(name)):
        SentenceEncoder(copy)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    """With an error of ours."""
    with pytest.raises(ModelUnavailable, match="无法加载"):
        SentenceEncoder(tmp_path)
    with pytest.raises(ModelUnavailable, match="找不到"):
        SentenceEncoder(tmp_path / "nowhere")


def test_any_sentence_transformers_model_loads(tmp_path: Path, encoder: SentenceEncoder) -> None:
    """A foreign model: the library's own kinds of module only, no prompts, no manifest of ours."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(artefact.bundled_directory() / "tokenizer.json"))
    weights = np.random.default_rng(7).standard_normal((tokenizer.get_vocab_size(), 16)).astype(np.float32)
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)]).save(str(tmp_path / "own"))
    other = SentenceEncoder(tmp_path / "own", batch_size=8)
    assert other.dimension == 16
    assert other.name.startswith("own@")
    assert np.allclose(other.encode_query("教育"), other.encode_passages(["教育"])[0])
    assert other.name != SentenceEncoder(tmp_path / "own", passage_prompt="passage: ").name


def test_the_card_lists_the_files_as_they_are() -> None:
    """The model card cannot fall behind the model."""
    directory = artefact.bundled_directory()
    card = (directory / "README.md").read_text(encoding="utf-8")
    for name in artefact.VECTOR_FILES:
        assert f"| `{name}` | `{artefact.digest(directory / name)}` |" in card


class TestHashingEncoder:
    """The fake keeps the protocol, and likeness of texts."""

    def test_is_an_encoder(self) -> None:
        """Shapes, types and lengths as the protocol has them."""
        fake: Encoder = HashingEncoder()
        matrix = fake.encode_passages(TEXTS)
        assert matrix.shape == (len(TEXTS), fake.dimension)
        assert matrix.dtype == np.float32
        assert np.linalg.norm(matrix, axis=1) == pytest.approx(1.0, abs=1e-5)
        assert np.array_equal(matrix[3], fake.encode_query(TEXTS[3]))
        assert fake.encode_passages([]).shape == (0, fake.dimension)

    def test_never_changes(self) -> None:
        """Tests elsewhere may rely on its numbers."""
        vector = HashingEncoder().encode_query("教育")
        assert {int(index): round(float(vector[index]), 4) for index in np.flatnonzero(vector)} == {
            3: -0.5774,
            99: -0.5774,
            191: 0.5774,
        }

    def test_like_texts_are_near(self) -> None:
        """Shared characters show in the cosine."""
        fake = HashingEncoder()
        same, near, far = fake.encode_passages(["加强校园安全管理", "加强校园安全工作", "选派骨干教师外出培训"])
        assert same @ near > 0.5 > 0.3 > same @ far

    @pytest.mark.parametrize("text", ["", "一", "\ud800", "安" * 10_000])
    def test_odd_text_gives_a_finite_vector(self, text: str) -> None:
        """Nothing a file can hold breaks the fake either."""
        assert np.isfinite(HashingEncoder().encode_query(text)).all()
