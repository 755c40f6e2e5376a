"""Page furniture: what a web page's own markup says is navigation, sharing, copyright and the like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.reading.lines import words

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

CERTAIN = words("nav footer aside button select menu")
"""Tags that are furniture however much they hold; the rest may be a template's wrapper around everything."""
_TAGS = CERTAIN | words("header form dialog")
_CONTENT_TAGS = words("html body main article h1")
_ROLES = words("navigation banner contentinfo complementary search form button menu menubar toolbar dialog alertdialog")
_NAMES = words(
    "nav navbar navigation menu breadcrumb breadcrumbs crumb crumbs share sharing bdshare bdsharebuttonbox related "
    "recommend recommended footer foot copyright sidebar aside pagination pager toolbar login qrcode "
    "daohang fenxiang mianbaoxie banquan"
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


def is_furniture(node: LexborNode, tag: str, in_article: bool) -> bool:
    """Tell an element that by tag, role, class or id is no part of the article.

    Only whole words of a name count: ``class="site-nav"`` and ``id="pageFooter"`` do, ``class="navy"`` does not.
    A ``<header>`` inside an article holds its title, not the site's banner.
    """
    if tag in _CONTENT_TAGS:
        return False
    if tag in _TAGS:
        return tag != "header" or not in_article
    attributes = node.attributes
    if (attributes.get("role") or "").strip().lower() in _ROLES:
        return True
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return any(word.lower() in _NAMES for word in _WORD.findall(names))
