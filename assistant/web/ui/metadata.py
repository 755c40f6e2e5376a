"""What was recognised of one precedent → HTML, and the form that puts it right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from assistant.web.correction import LONGEST_TITLE, correct, restore
from assistant.web.ui.context import years
from assistant.web.ui.fields import year_of
from assistant.web.ui.html import attributes_of, element, escape
from assistant.web.ui.marks import versions_mark
from assistant.web.ui.strings import Words
from ingest.document import AgencyLevel, DocType, Precedent
from ingest.errors import QicaoError
from ingest.library import Library

_FIELDS = ("precedent", "title", "doc_type", "agency_level", "year_from", "year_to")
_LONGEST = 400
"""Characters of a field that the browser sends."""


def card(library: Library, precedent: Precedent, words: Words) -> str:
    """Return a precedent's title, kind, level, year with its evidence, versions, and the form to correct them."""
    name = precedent.title or library.store.label(precedent.id).source_name
    title = element("button", escape(name), type="button", class_="qc-link qc-hit-title", data_part=precedent.id)
    facts = {
        "doc_type": words(f"type.{precedent.doc_type}"),
        "agency_level": _level(precedent.agency_level, words),
        "year": years(precedent.year, words),
    }
    badges = "".join(
        element("span", escape(fact) + _corrected(precedent, field, words), class_="qc-badge", data_field=field)
        for field, fact in facts.items()
    )
    evidence = _evidence(precedent, words) if precedent.year_evidence else ""
    return (
        element("h3", title + _corrected(precedent, "title", words))
        + element("div", badges, class_="qc-badges")
        + evidence
        + versions_mark(library, precedent.id, words)
        + _editor(precedent, words)
    )


def save(library: Library, payload: object, words: Words) -> dict[str, str]:
    """Put right what a form holds that is not as it stands: ``{"card", "said"}``, or the ``problem`` in its way."""
    form = _read(payload)
    if form is None:
        return {"problem": words("reader.bad_request")}
    try:
        stands = library.store.precedent(form["precedent"])
        first, last = year_of(form["year_from"], words), year_of(form["year_to"], words)
        years_given = first or last, last or first
        given = {
            "title": " ".join(form["title"].split()),
            "doc_type": form["doc_type"],
            "agency_level": form["agency_level"],
            "year": years_given if first or last else None,
        }
        changes = {name: value for name, value in given.items() if value != getattr(stands, name)}
        if not changes:
            return {"problem": words("reader.unchanged")}
        return {"card": card(library, correct(library, stands.id, changes), words), "said": words("reader.saved")}
    except QicaoError as error:
        return {"problem": error.detail}


def put_back(library: Library, payload: object, words: Words) -> dict[str, str]:
    """Put back what was recognised of the precedent that ``payload`` names; the answer is as of ``save``."""
    form = _read(payload)
    if form is None:
        return {"problem": words("reader.bad_request")}
    try:
        return {"card": card(library, restore(library, form["precedent"]), words), "said": words("reader.restored")}
    except QicaoError as error:
        return {"problem": error.detail}


def _read(payload: object) -> dict[str, str] | None:
    """Check what the browser sent: short texts alone, those left out empty; None when it is not of this form."""
    sent: Mapping[str, Any] = payload if isinstance(payload, Mapping) else {}
    form = {name: sent.get(name, "") for name in _FIELDS}
    if not all(isinstance(each, str) and len(each) <= _LONGEST for each in form.values()) or not form["precedent"]:
        return None
    return form


def _evidence(precedent: Precedent, words: Words) -> str:
    assert precedent.year_evidence
    evidence = precedent.year_evidence
    quote = element(
        "button",
        element("q", escape(evidence.quote)),
        type="button",
        class_="qc-link",
        data_part=precedent.id,
        data_from=str(evidence.start),
        data_to=str(evidence.end),
        title=words("reader.evidence.show"),
    )
    return element("p", escape(words("reader.evidence")) + " " + quote, class_="qc-meta")


def _corrected(precedent: Precedent, field: str, words: Words) -> str:
    if field not in precedent.corrected:
        return ""
    return element("small", escape(words("reader.corrected")), class_="qc-corrected")


def _editor(precedent: Precedent, words: Words) -> str:
    first, last = (str(each) for each in precedent.year) if precedent.year else ("", "")
    fields = [
        _text("title", precedent.title, LONGEST_TITLE, words),
        _choice("doc_type", precedent.doc_type, {each: words(f"type.{each}") for each in get_args(DocType)}, words),
        _choice(
            "agency_level", precedent.agency_level, {each: _level(each, words) for each in get_args(AgencyLevel)}, words
        ),
        _text("year_from", first, 5, words),
        _text("year_to", "" if last == first else last, 5, words),
        element("small", escape(words("reader.year.hint"))),
    ]
    buttons = [_button("save", words, "submit"), _button("cancel", words)]
    buttons += [_button("restore", words)] if precedent.corrected else []
    form = element(
        "form",
        "".join(fields)
        + element("p", "", class_="qc-said", role="status")
        + element("div", "".join(buttons), class_="qc-actions"),
        data_precedent=precedent.id,
        novalidate=True,
    )
    return element("details", element("summary", escape(words("reader.edit"))) + form, class_="qc-edit")


def _text(name: str, value: str, longest: int, words: Words) -> str:
    facts: dict[str, str | bool | None] = {
        "name": name,
        "value": value,
        "maxlength": str(longest),
        "autocomplete": "off",
    }
    facts |= {"inputmode": "numeric"} if name.startswith("year") else {}
    return element("label", escape(words(f"field.{name}")) + f"<input{attributes_of(facts)}>", class_=f"qc-of-{name}")


def _choice(name: str, value: str, choices: Mapping[str, str], words: Words) -> str:
    options = "".join(
        element("option", escape(shown), value=each, selected=each == value) for each, shown in choices.items()
    )
    return element(
        "label", escape(words(f"field.{name}")) + element("select", options, name=name), class_=f"qc-of-{name}"
    )


def _button(what: str, words: Words, kind: str = "button") -> str:
    named: dict[str, str | bool | None] = {"type": kind, "class_": "qc-button", f"data_{what}": kind != "submit"}
    return element("button", escape(words(f"reader.{what}")), **named)


def _level(level: str, words: Words) -> str:
    return words(f"level.{level}") or words("reader.level.none")
