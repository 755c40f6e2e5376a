"""Versions of one text: the same plan filed twice, in the other script, masked, or with small losses of words.

MinHash (Broder 1997) and locality-sensitive hashing, by datasketch: no other file imports it. A signature of 512 bytes
stands for a precedent's wording; the share of equal places of two signatures estimates the share of shingles in common.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable

import numpy as np
from datasketch import MinHash, MinHashLSH
from numpy.typing import NDArray

Signature = NDArray[np.uint32]
Years = tuple[int, int] | None

PERMUTATIONS = 128
ALIKE = 0.4
"""Estimated share of shingles in common. Two offices' plans on the same matters have under 0.1."""
_SEED, _SCHEME = 1, "affine32"


def signature(shingles: Iterable[str]) -> Signature:
    """Return the signature, uint32 [128], of a text's shingles; equal for equal sets."""
    made = MinHash(num_perm=PERMUTATIONS, seed=_SEED, scheme=_SCHEME)
    made.update_batch([each.encode("utf-8", "surrogatepass") for each in shingles])
    return np.asarray(made.hashvalues, np.uint32)


class Versions:
    """Which precedents are versions of one text. Safe to use from several threads."""

    def __init__(self) -> None:
        """Start empty."""
        self._near = MinHashLSH(threshold=ALIKE, num_perm=PERMUTATIONS)
        self._signatures: dict[str, Signature] = {}
        self._years: dict[str, Years] = {}
        self._lock = threading.Lock()
        self._others: int | None = None

    def __len__(self) -> int:
        """Return how many precedents are known."""
        return len(self._signatures)

    def add(self, precedent_id: str, own: Signature, years: Years = None) -> None:
        """Take a precedent in; one without a signature (shape [0]) is nobody's version.

        One of other years is none either: a plan that was copied from last year's is this year's plan.
        """
        if len(own) != PERMUTATIONS:
            return
        with self._lock:
            self._near.insert(precedent_id, _hash(own))
            self._signatures[precedent_id] = own
            self._years[precedent_id] = years
            self._others = None

    def date(self, precedent_id: str, years: Years) -> None:
        """Say what years a precedent is of, after all."""
        with self._lock:
            self._years[precedent_id] = years
            self._others = None

    def remove(self, precedent_id: str) -> None:
        """Forget a precedent, known or not."""
        with self._lock:
            if self._signatures.pop(precedent_id, None) is not None:
                self._near.remove(precedent_id)
            self._years.pop(precedent_id, None)
            self._others = None

    def others(self) -> int:
        """Return how many precedents are a further version of a text that is there already; kept until one changes."""
        with self._lock:
            known, ids = self._others, list(self._signatures)
        if known is None:
            seen: set[str] = set()
            texts = 0
            for each in ids:
                if each not in seen:
                    seen.update(self.of(each))
                    texts += 1
            known = len(ids) - texts
            with self._lock:
                if ids == list(self._signatures):
                    self._others = known
        return known

    def of(self, precedent_id: str) -> list[str]:
        """Return the ids of all versions of a precedent's text, itself included, in the order they were taken in.

        What is alike by way of a third one is a version, too.
        """
        group, waiting = {precedent_id}, [precedent_id]
        with self._lock:
            while waiting:
                near = self._near_ones(waiting.pop()) - group
                new = {each for each in near if _meet(self._years.get(precedent_id), self._years[each])}
                group |= new
                waiting += new
            return [each for each in self._signatures if each in group] if len(group) > 1 else [precedent_id]

    def _near_ones(self, precedent_id: str) -> set[str]:
        own = self._signatures.get(precedent_id)
        if own is None:
            return set()
        near = self._near.query(_hash(own))
        return {each for each in near if float((own == self._signatures[each]).mean()) >= ALIKE}


def _meet(one: Years, other: Years) -> bool:
    return one is None or other is None or (one[0] <= other[1] and other[0] <= one[1])


def _hash(own: Signature) -> MinHash:
    return MinHash(num_perm=PERMUTATIONS, seed=_SEED, scheme=_SCHEME, hashvalues=own)
