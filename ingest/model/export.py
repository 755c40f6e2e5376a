"""Turn e5's weights into one ONNX file: rebuild the network, trace it, fuse it, quantise it to int8.

Build time only. The graph maps ``input_ids`` and ``attention_mask``, int64 [batch, tokens], to
``token_embeddings``, float32 [batch, tokens, hidden]; pooling stays outside, so that token vectors can be had
as well.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.model.weights import Checkpoint, FloatArray

if TYPE_CHECKING:
    from transformers import BertModel

OPSET = 17

KEEP_FLOAT = tuple(f"/bert/encoder/layer.{layer}/output/dense/MatMul" for layer in (4, 5))
"""Products left in float32. A few activations in front of them are so large that an int8 scale drowns the
rest; leaving out these two of 48 takes the mean cosine to float32 from .9973 to .9987 (the other layers:
under .0002 each)."""

_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def rebuild(checkpoint: Checkpoint, rows: Sequence[int]) -> BertModel:
    """The network in torch, float32, evaluation mode, with only the given embedding rows.

    Args:
        checkpoint: shape and tensors.
        rows: ids of the pieces to keep, in their new order: embedding row i is old row ``rows[i]``.

    Raises:
        RuntimeError: a tensor is missing or of the wrong size (torch's strict loading).
    """
    import torch
    from transformers import BertConfig, BertModel

    shape = checkpoint.shape
    config = BertConfig(
        vocab_size=len(rows),
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.token_types,
        layer_norm_eps=shape.epsilon,
        pad_token_id=1,
    )
    model = BertModel(config, add_pooling_layer=False)
    model.set_attn_implementation("eager")  # the spelled-out attention is the one the fusion recognises
    state = {name: torch.from_numpy(values.copy()) for name, values in _state(checkpoint, rows).items()}
    expected = {name for name in model.state_dict() if not name.endswith(("position_ids", "token_type_ids"))}
    if missing := expected ^ state.keys():
        raise RuntimeError(f"tensors do not match BertModel's: {sorted(missing)}")
    model.load_state_dict(state, strict=False)
    model.train(False)
    return model


def _state(checkpoint: Checkpoint, rows: Sequence[int]) -> Mapping[str, FloatArray]:
    tensors, shape = checkpoint.tensors, checkpoint.shape
    state = {
        "embeddings.word_embeddings.weight": tensors["emb.word"][list(rows)],
        "embeddings.position_embeddings.weight": tensors["emb.pos"],
        "embeddings.token_type_embeddings.weight": tensors["emb.type"].reshape(shape.token_types, shape.hidden),
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"],
    }
    for layer in range(shape.layers):
        for short, long in _LAYER_NAMES.items():
            state[f"encoder.layer.{layer}.{long}.weight"] = tensors[f"l{layer}.{short}.w"]
            state[f"encoder.layer.{layer}.{long}.bias"] = tensors[f"l{layer}.{short}.b"]
    return state


def trace(model: BertModel, target: Path) -> None:
    """Write the float32 graph to ``target`` with torch's tracing exporter (the other one resists fusion)."""
    import torch

    class Tokens(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.bert = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            states: torch.Tensor = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            return states

    ids = torch.tensor([[0, 5, 6, 2], [0, 7, 2, 1]])
    mask = (ids != 1).long()
    axes = {0: "batch", 1: "tokens"}
    with warnings.catch_warnings(), torch.inference_mode():
        # Tracing announces every Python branch it fixes; the parity measured afterwards says more.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            # The exporter puts the mode it found back on all modules inside: training would mean dropout.
            Tokens().train(False),
            (ids, mask),
            str(target),
            input_names=["input_ids", "attention_mask"],
            output_names=["token_embeddings"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "token_embeddings": axes},
            opset_version=OPSET,
            dynamo=False,
        )


def fuse(source: Path, target: Path, heads: int, hidden: int) -> dict[str, int]:
    """Merge attention, layer norm and GELU into onnxruntime's own operators; returns how many of each."""
    from onnxruntime.transformers.fusion_options import FusionOptions
    from onnxruntime.transformers.optimizer import optimize_model

    optimized = optimize_model(
        str(source),
        model_type="bert",
        num_heads=heads,
        hidden_size=hidden,
        opt_level=0,
        optimization_options=FusionOptions("bert"),
    )
    optimized.save_model_to_file(str(target))
    counts: dict[str, int] = optimized.get_fused_operator_statistics()
    return {name: count for name, count in counts.items() if count}


def quantize(source: Path, target: Path) -> None:
    """Weights and word embeddings to int8, one scale an output channel; activations on the fly.

    Raises:
        RuntimeError: the products of ``KEEP_FLOAT`` are not in the graph under these names.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    names = {node.name for node in onnx.load(source).graph.node}
    if lost := set(KEEP_FLOAT) - names:
        raise RuntimeError(f"not in the fused graph: {sorted(lost)}")
    quantize_dynamic(
        source,
        target,
        per_channel=True,
        # 7 of 8 bits for weights: processors before VNNI add two products in 16 bits, which 8 overflow. Costs
        # .0002 of cosine on a new processor; saves .001, and a difference between machines, on an old one.
        reduce_range=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=list(KEEP_FLOAT),
        # Fused operators are not in onnx's shape inference, so the types of their outputs must be told.
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
