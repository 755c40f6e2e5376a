"""What a reposter writes over a name, a number or a year: ``XX``, ``**``, ``__``, ``○○``, ``某``, and single ones of them.

Two signs or more are a mask wherever they stand. A single sign has other uses (A*算法, 5×3, X光, 二○一八年), so it is one only
where a name or a number would stand.
"""

from __future__ import annotations

COUNTED = "名|人次|人|位|所|栋|个|件|项|篇|套|台|册|辆|亩|公里|吨|户|场|门|班|处|条|份|期|例|类|起|幢|间|座|块|支|批|家|部|本|张|轮"
"""What follows a number of things."""
DIVISIONS = "省|市|县|区|州|旗|镇|乡|村|街道"
_TAIL = rf"\s*(?:{COUNTED}|{DIVISIONS}|次|届|年|月|日|号|校|局|中(?!的)|小学|%|％|[千万亿]|元|平方米|个?百分点)"
"""What a single ``x``, ``×`` or ``○`` is followed by when it hides something."""
MASK = (
    r"(?:(?<![A-Za-z])[xX×ⅩＸｘ]{2,}(?![A-Za-z])"
    rf"|(?<![A-Za-z0-9])[xX×ＸｘⅩ](?={_TAIL})"
    r"|\*{2,}|(?<![A-Za-z0-9)）*])\*(?![*A-Za-z0-9])"
    r"|_{2,}|(?<![A-Za-z0-9_])_(?![A-Za-z0-9_])"
    r"|(?<![一二三四五六七八九十〇○])(?:○{2,}|○(?=" + _TAIL + r"))"
    r"|某某|某(?=[省市县区镇乡村校局]|中学|小学|年(?!级)|月))"
)
"""A pattern, to be put into others."""
NOT_COUNTED = (
    "(?!人[民大社才员武工事文]|名[师校优牌]|所[有属在需]|个[别性体]|项目|部[门分属署队]|家[长庭校委]|本[地级校市县区]|班[级主子额]"
    "|处[理室置]|条[件例]|期[间末中]|例[会如]|类别|起[草步来]|批评|支[持部教]|场[所地馆]|门类|台账|位[于置]|座谈|轮[岗训]|户籍|张贴|件件)"
)
"""After a mask: what follows is no counter but the beginning of a word (**人民政府, **项目)."""
