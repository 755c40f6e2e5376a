"""The whole flow: brief → hits → statements → sub-topics → outline → verified draft."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from pydantic import TypeAdapter

from assistant.checking.verify import review_whole, verify, verify_item
from assistant.drafting.builtin import BuiltinDrafter
from assistant.drafting.names import names_in_titles
from assistant.drafting.specifics import slots_of
from assistant.plan import Brief, Draft, Finding, Hit, Item, Topic
from assistant.retrieval.lexicon.expansion import Lexicon, shipped
from assistant.retrieval.llamaindex import PassageRetriever
from assistant.retrieval.survey import survey
from assistant.retrieval.words import content_words
from ingest.document import Filters
from ingest.errors import InvalidRequest, NotFound
from ingest.library import Library

_DRAFT = TypeAdapter(Draft)


class Assistant:
    """Searches and drafts over one library, and keeps the drafts."""

    def __init__(self, library: Library, lexicon: Lexicon | None = None) -> None:
        """Take the library to work over, and the lexicon to search by (the one that ships where none is given)."""
        self.library, self.lexicon = library, lexicon or shipped()
        self._drafter = BuiltinDrafter(library)
        self._editing = threading.Lock()

    def search(self, query: str, *, top_k: int = 10, filters: Filters | None = None) -> list[Hit]:
        """Return at most ``top_k`` hits, best first. Raises EmptyQuery."""
        return PassageRetriever(self.library, top_k=top_k, filters=filters, lexicon=self.lexicon).hits(query)

    def draft(self, brief: Brief) -> Draft:
        """Draft a section, verify it, keep it. Raises InvalidRequest."""
        began = time.perf_counter()
        found = survey(self.library, _valid(brief), self.lexicon)
        drafted = self._drafter.draft(brief, found)
        outline, findings = verify(drafted.outline, brief, drafted.names, self._text_at)
        topics = _covered(drafted.topics, outline)
        findings += review_whole(outline, topics) if outline else [_nothing(brief, found.searched)]
        draft = Draft(
            id=secrets.token_hex(6), created_at=datetime.now(UTC).isoformat(timespec="microseconds"), status="draft",
            engine=self._drafter.name, brief=brief, outline=outline, topics=topics, findings=tuple(findings),
            took_ms=round(1000 * (time.perf_counter() - began)), searched=found.searched,
        )  # fmt: skip
        self._keep(draft)
        return draft

    def edit_item(self, draft_id: str, item_id: str, text: str) -> Draft:
        """Put a person's words in place of an item's, verify them anew, keep the draft.

        What does not stand is told, not taken away: whoever wrote it decides.

        Raises:
            NotFound: no such draft or item.
            InvalidRequest: there is nothing in ``text``.
        """
        if not text.strip():
            raise InvalidRequest("条目内容为空；请写明内容，或在导出后删去这一条。")
        with self._editing:
            draft = self.find_draft(draft_id)
            before = next((item for item in draft.items() if item.id == item_id), None)
            if before is None:
                raise NotFound("item", item_id)
            names = names_in_titles(each.precedent_title for item in draft.items() for each in item.citations)
            edited = replace(before, text=text.strip(), slots=slots_of(text.strip(), item_id))
            edited, reasons = verify_item(edited, draft.brief, names, self._text_at)
            outline = tuple(_with(item, edited) for item in draft.outline)
            told = [replace(each, message=each.message + "；请核实后修改，或补充引证。") for each in reasons]
            kept = [each for each in draft.findings if each.item_id != item_id]
            draft = replace(draft, outline=outline, topics=_covered(draft.topics, outline), findings=(*kept, *told))
            self._keep(draft)
        return draft

    def _keep(self, draft: Draft) -> None:
        self.library.store.drafts.save(draft.id, draft.created_at, draft.status, _DRAFT.dump_python(draft, mode="json"))

    def find_draft(self, draft_id: str) -> Draft:
        """Return a draft that was kept. Raises NotFound."""
        return _DRAFT.validate_python(self.library.store.drafts.find(draft_id))

    def list_drafts(self, *, status: str | None = None, limit: int = 50, before: str = "") -> list[Draft]:
        """Return drafts, newest first, those made before ``before`` (an ISO time) if given."""
        kept = self.library.store.drafts.all(status=status, limit=limit, before=before)
        return [_DRAFT.validate_python(each) for each in kept]

    def _text_at(self, source_id: str, start: int, end: int) -> str:
        try:
            return self.library.store.text(source_id, start, end)
        except NotFound:  # removed while the draft was written: its lines do not stand
            return ""


def _valid(brief: Brief) -> Brief:
    if not brief.section.strip():
        raise InvalidRequest("请写明要起草的章节，例如“校园安全管理”。")
    if not 1 <= brief.max_items <= 20:
        raise InvalidRequest("提纲条数应在 1 到 20 之间。")
    return brief


def _with(item: Item, edited: Item) -> Item:
    """Return ``item`` with ``edited`` in the place of the one with its id."""
    if item.id == edited.id:
        return edited
    return replace(item, children=tuple(_with(child, edited) for child in item.children))


def _covered(topics: Sequence[Topic], outline: Sequence[Item]) -> tuple[Topic, ...]:
    """Say of each topic which items hold it: those under its heading, and those that name it."""
    items = [each for item in outline for each in (item, *item.children)]
    named = []
    for topic in topics:
        words = [word for word in content_words(topic.name) if len(word) > 1] or [topic.name]
        holding = tuple(
            each.id for each in items if each.heading == topic.name or any(word in each.text for word in words)
        )
        named.append(replace(topic, covered=bool(holding), item_ids=holding))
    return tuple(named)


def _nothing(brief: Brief, searched: Sequence[str]) -> Finding:
    looked = "、".join(f"“{each}”" for each in searched)
    return Finding(
        "no_precedent", "warning", f"资料库没有写到“{brief.section}”的先例，已检索：{looked}。请补充资料或换一种说法。"
    )
