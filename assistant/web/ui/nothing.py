"""A search that found nothing: what was searched for, and what to try, each with a button where one click does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.retrieval.lexicon.expansion import Expansion
from assistant.retrieval.words import content_words, is_general
from assistant.web.ui import filters as chips
from assistant.web.ui.html import element, escape
from assistant.web.ui.strings import Words
from ingest.document import Filters
from ingest.library import Library

_MOST_WORDS = 6
Count = Callable[[Filters], int]


def nothing_view(
    library: Library, query: str, filters: Filters, expansion: Expansion, count: Count, words: Words
) -> str:
    """Return the page of an empty result.

    Args:
        library: the one searched.
        query: what was asked.
        filters: those that were on.
        expansion: what the lexicon added to the query.
        count: how much the same query finds by other filters; asked only where some are on.
        words: the catalogue.
    """
    if not library.store.counts()["sources"]:
        return element("div", element("p", escape(words("library.none"))), class_="qc-none")
    on = chips.active(filters)
    title = words("search.none.filtered" if on else "search.none", query=query)
    own = list(content_words(query)) or [query]
    searched = _row(words("search.none.own"), own) + _row(words("search.none.added"), expansion.added())
    wider = _wider(filters, on, count, words) if on else ""
    steps = [wider or escape(words("search.none.not_filters"))] if on else []
    if not wider and (known := _known(library, [*own, *expansion.added()], query)):
        steps.append(_words(known, on, words))
    steps += [escape(words("search.none.shorter")), escape(words("search.none.upload"))]
    listed = element("ul", "".join(element("li", each) for each in steps), class_="qc-ways")
    ways = element("h4", escape(words("none.next"))) + listed
    return element("div", element("h2", escape(title), role="status") + searched + ways, class_="qc-none")


def _row(label: str, values: Sequence[str]) -> str:
    if not values:
        return ""
    listed = "".join(element("li", escape(each), class_="qc-chip") for each in values)
    return element("h4", escape(label)) + element("ul", listed, class_="qc-chips", aria_label=label)


def _wider(filters: Filters, on: Sequence[str], count: Count, words: Words) -> str:
    """Return buttons for the filters without which something is found, all at once where no single one will do."""
    alone = {name: n for name in on if (n := count(chips.without(filters, [name])))}
    if alone:
        buttons = [
            _button(words("search.none.drop", filter=chips.told(name, filters, words), n=n), [name])
            for name, n in alone.items()
        ]
    elif len(on) > 1 and (n := count(chips.without(filters, on))):
        buttons = [_button(words("search.none.drop_all", n=n), on)]
    else:
        return ""
    return escape(words("search.none.wider")) + " ".join(buttons)


def _words(known: Mapping[str, int], on: Sequence[str], words: Words) -> str:
    """Return a button for each word; it drops the filters too, as the counts are those of the whole library."""
    buttons = [_button(words("search.none.word", word=word, n=n), on, word) for word, n in known.items()]
    return escape(words("search.none.words")) + " ".join(buttons)


def _button(text: str, drop: Sequence[str], word: str | None = None) -> str:
    drops = " ".join(drop) or None
    return element("button", escape(text), type="button", class_="qc-button", data_drop=drops, data_word=word)


def _known(library: Library, wanted: Sequence[str], query: str) -> dict[str, int]:
    """Return those that are one telling word, but not the query itself, and that stand in passages → in how many."""
    telling = [each for each in wanted if list(content_words(each)) == [each] and len(each) > 1 and each != query]
    _, counts = library.word_counts(dict.fromkeys(word for word in telling if not is_general(word)))
    return dict([(word, n) for word, n in counts.items() if n][:_MOST_WORDS])
