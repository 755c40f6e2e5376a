"""Qicao: the composition root. ``python app.py`` serves, with the sample corpus when the library is empty.

Settings → encoder → library → assistant → REST routes with the page mounted. Nothing else wires anything.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import cli
from assistant.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.pipeline import Assistant

CORPUS = Path(__file__).with_name("corpus")
_OFFLINE = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_RUN_HISTORY": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "DO_NOT_TRACK": "1",
}
"""What keeps libraries from asking the network anything; they read it while they are imported."""


class Parts:
    """Puts the parts together, for the command line."""

    def assistant(self, settings: Settings) -> Assistant:
        """Open the library and return the assistant over it. Raises ModelUnavailable, LibraryInUse, LibraryDamaged."""
        from assistant.pipeline import Assistant
        from assistant.retrieval.lexicon.expansion import Lexicon
        from ingest.index.encoder import SentenceEncoder
        from ingest.library import Library

        encoder = SentenceEncoder.bundled() if settings.encoder == "bundled" else SentenceEncoder(settings.encoder)
        return Assistant(Library(settings.data_dir, encoder), Lexicon.load(settings.data_dir / "lexicon"))

    def web(self, assistant: Assistant, settings: Settings) -> FastAPI:
        """Return the REST routes and the page as one app; the page takes whatever path is no route."""
        from assistant.web.server import create_app
        from assistant.web.ui.page import mount_page

        return mount_page(create_app(assistant, settings), assistant, settings.upload_limit)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line; the console script ``qicao`` is this."""
    os.environ.update(_OFFLINE)
    return cli.main(argv, build=Parts())


if __name__ == "__main__":
    sys.exit(main(["serve", "--corpus", str(CORPUS), *sys.argv[1:]]))
