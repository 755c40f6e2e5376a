"""Other people's searches over the same texts, set up as their documentation says; each file imports one of them."""

from __future__ import annotations

from eval.systems import System
from ingest.library import Library


def peers(library: Library) -> list[System]:
    """Build every peer over a library's texts. Raises ImportError, naming what is missing, without the extra ``eval``."""
    from eval.peers import bm25, llamaindex, txtai

    return [llamaindex.system(library), txtai.system(library), bm25.system(library)]
