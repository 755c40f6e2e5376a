"""Teach the encoder how people ask for what office prose says. Build time only.

The lower layers stay as they are, so each text passes through them once; only the upper ones learn, from pairs of a query and
the statement that answers it (``training/*.jsonl``, written for this project). The loss tells a query's statement from the
others of its batch, and a statement's query likewise, by the mean of their token vectors, as search compares them
(InfoNCE, van den Oord et al. 2018).
"""

from __future__ import annotations

import json
import logging
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

from ingest.model.vocabulary import PROMPTS

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from transformers import BertModel

log = logging.getLogger("ingest.model.train")

PAIRS = Path(__file__).parent / "training"
FROZEN = 6
"""Layers from below that do not learn, of 12."""
EPOCHS, BATCH, RATE, WARM_UP = 6, 96, 8e-5, 0.1
TEMPERATURE = 0.03
BLOCK = 12
"""Neighbouring statements that stay together in a batch."""
LONGEST = 160
"""Tokens of a text that are looked at."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of office prose and the queries that it answers."""

    text: str
    queries: tuple[str, ...]


def read_statements(folder: Path = PAIRS) -> list[Statement]:
    """Read all pairs: a JSON object a line, ``{"text": "…", "queries": ["…", …]}``."""
    rows = (
        json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    )
    return [Statement(row["text"], tuple(row["queries"])) for row in rows]


def train(model: BertModel, tokenizer: Tokenizer, statements: Sequence[Statement], seed: int = 0) -> None:
    """Change the weights of the upper layers of ``model`` in place. A quarter of an hour on two cores."""
    random.seed(seed)
    torch.manual_seed(seed)
    upper = torch.nn.ModuleList(model.encoder.layer[FROZEN:])
    texts = _lower(model, tokenizer, [PROMPTS[True] + each.text for each in statements])
    queries = _lower(model, tokenizer, [PROMPTS[False] + query for each in statements for query in each.queries])
    first = [0, *accumulate(len(each.queries) for each in statements)]
    optimizer = torch.optim.AdamW(upper.parameters(), lr=RATE, weight_decay=0.01)
    batches = list(_batches(statements, first))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=len(batches) + 1, pct_start=WARM_UP)
    for step, batch in enumerate(batches, 1):
        with torch.autocast("cpu", torch.bfloat16):  # several times faster where the processor knows the format
            left = _through(upper, [queries[query] for _, query in batch])
            right = _through(upper, [texts[statement] for statement, _ in batch])
            loss = _pooled(left, right)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(upper.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 20 == 0 or step == len(batches):
            log.info("step %d of %d: loss %.3f", step, len(batches), loss.item())


@torch.inference_mode()
def _lower(model: BertModel, tokenizer: Tokenizer, texts: Sequence[str]) -> list[torch.Tensor]:
    """Return each text's token vectors as the frozen layers leave them, [tokens, hidden], in half precision."""
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    ids = [torch.tensor(each.ids) for each in tokenizer.encode_batch(list(texts))]
    states: dict[int, torch.Tensor] = {}
    order = sorted(range(len(ids)), key=lambda at: len(ids[at]))
    for start in range(0, len(order), BATCH):
        some = order[start : start + BATCH]
        embedded = [model.embeddings(input_ids=ids[at][None])[0] for at in some]
        with torch.autocast("cpu", torch.bfloat16):
            hidden, real = _through(model.encoder.layer[:FROZEN], embedded)
        states |= {at: hidden[row][real[row]].to(torch.float16) for row, at in enumerate(some)}
    return [states[at] for at in range(len(ids))]


Padded = tuple[torch.Tensor, torch.Tensor]
"""Token vectors [batch, tokens, hidden] and where they are, bool [batch, tokens]."""


def _through(layers: Iterable[torch.nn.Module], states: Sequence[torch.Tensor]) -> Padded:
    """Pad token vectors [tokens, hidden] of several texts to the longest and run them through ``layers``."""
    hidden = torch.nn.utils.rnn.pad_sequence([each.float().clone() for each in states], batch_first=True)
    real = torch.zeros(hidden.shape[:2], dtype=torch.bool)
    for at, each in enumerate(states):
        real[at, : len(each)] = True
    blocked = torch.zeros(hidden.shape[:2]).masked_fill(~real, torch.finfo(torch.float32).min)[:, None, None, :]
    for layer in layers:
        out = layer(hidden, attention_mask=blocked)
        hidden = out[0] if isinstance(out, tuple) else out
    return hidden, real


def _pooled(left: Padded, right: Padded) -> torch.Tensor:
    a, b = (functional.normalize((h * r[..., None]).sum(1) / r.sum(1, keepdim=True), dim=-1) for h, r in (left, right))
    return _contrast((a @ b.T).float())


def _contrast(scores: torch.Tensor) -> torch.Tensor:
    right = torch.arange(len(scores))
    return (
        functional.cross_entropy(scores / TEMPERATURE, right) + functional.cross_entropy(scores.T / TEMPERATURE, right)
    ) / 2


def _batches(statements: Sequence[Statement], first: Sequence[int]) -> Iterator[list[tuple[int, int]]]:
    """Yield batches of (statement, query), no two of one statement; those next to one another in a file, which are of
    one topic, stay together, and so are each other's hardest wrong answers.
    """  # noqa: D205
    for _ in range(EPOCHS):
        turns = [random.sample(range(len(each.queries)), len(each.queries)) for each in statements]
        for turn in range(max(map(len, turns))):
            order = [at for at in _in_blocks(len(statements)) if turn < len(turns[at])]
            for start in range(0, len(order) - BATCH // 2, BATCH):
                yield [(at, first[at] + turns[at][turn]) for at in order[start : start + BATCH]]


def _in_blocks(count: int) -> list[int]:
    """Return 0 to ``count`` in shuffled blocks of neighbours."""
    starts = list(range(-random.randrange(BLOCK), count, BLOCK))
    random.shuffle(starts)
    return [at for start in starts for at in range(max(0, start), min(start + BLOCK, count))]
