"""The script that puts this page's words for Gradio's own.

Most of its words Gradio takes from its catalogue, by the browser's language, which offline.py settles. The rest are in
gradio_strings.py, and ``gradio_words.js`` replaces them as they appear.
"""

from __future__ import annotations

import json
from pathlib import Path

from assistant.web.limits import form_limit, megabytes
from assistant.web.ui.gradio_strings import WORDINGS
from assistant.web.ui.strings import Language, Words

_SCRIPT = Path(__file__).with_name("gradio_words.js").read_text(encoding="utf-8")


def script(language: Language, upload_limit: int) -> str:
    """Return the script, with its words, to stand in the page before Gradio's own; ``upload_limit`` is in bytes."""
    column = 1 if language == "zh" else 2
    wordings = [[each[0], each[column]] for each in WORDINGS if each[column]]
    limits = {"one": megabytes(upload_limit), "all": megabytes(form_limit(upload_limit))}
    # A problem of our server says in Chinese what is wrong; an English page has words of its own for the usual one.
    problems = {} if language == "zh" else {"source_too_large": Words(language)("library.too_much", **limits)}
    words = json.dumps([wordings, problems], ensure_ascii=False).replace("<", "\\u003c")
    return f"({_SCRIPT.strip().rstrip(';')})(...{words});"
