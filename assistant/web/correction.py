"""A person's correction of what was recognised of a precedent: checked, then kept by the library."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args

from ingest.document import AgencyLevel, DocType, Precedent
from ingest.errors import InvalidRequest
from ingest.library import Library

FIRST_YEAR, LAST_YEAR = 1949, 2100
LONGEST_TITLE = 200
MOST_YEARS = 5
"""From the first year to the last that one document can be for: a five-year plan has one more."""


def correct(library: Library, precedent_id: str, changes: Mapping[str, Any]) -> Precedent:
    """Put fields of a precedent right: title, doc_type, agency_level, year; return it as it stands then.

    ``year`` is (first, last), None where it is unknown.

    Raises:
        InvalidRequest: there is nothing to change, or a value that cannot be.
        NotFound: there is no such precedent.
    """
    if not changes:
        raise InvalidRequest("没有要更正的内容；请至少给出 title、doc_type、agency_level、year 中的一项。")
    return library.correct(precedent_id, {name: _CHECKS[name](value) for name, value in changes.items()})


def restore(library: Library, precedent_id: str) -> Precedent:
    """Put back all that was recognised of a precedent at first. Raises NotFound."""
    return library.correct(precedent_id, {})


def _title(title: str) -> str:
    plain = " ".join(title.split())
    if not 1 <= len(plain) <= LONGEST_TITLE:
        raise InvalidRequest(f"标题（title）应有 1 到 {LONGEST_TITLE} 个字，现有 {len(plain)} 个；请改正。")
    return plain


def _doc_type(doc_type: str) -> str:
    if doc_type not in get_args(DocType):
        raise InvalidRequest(f"文种（doc_type）不能是“{doc_type[:20]}”；请填 plan、summary 或 mixed。")
    return doc_type


def _agency_level(level: str) -> str:
    if level not in get_args(AgencyLevel):
        raise InvalidRequest(
            f"层级（agency_level）不能是“{level[:20]}”；请填 province、city、county、school、office 或 unknown。"
        )
    return level


def _year(year: tuple[int, int] | None) -> tuple[int, int] | None:
    if year is None:
        return None
    first, last = year
    if not FIRST_YEAR <= first <= last <= min(first + MOST_YEARS, LAST_YEAR):
        raise InvalidRequest(
            f"年份（year）{first}—{last} 不对：应在 {FIRST_YEAR} 到 {LAST_YEAR} 之间，"
            f"先早后晚，首尾相差不超过 {MOST_YEARS} 年；请改正，不明的填空。"
        )
    return first, last


_CHECKS: Mapping[str, Callable[[Any], object]] = {
    "title": _title,
    "doc_type": _doc_type,
    "agency_level": _agency_level,
    "year": _year,
}
