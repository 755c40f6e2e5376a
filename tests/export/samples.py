"""Drafts to export, of fictional offices."""

from __future__ import annotations

from assistant.plan import Brief, Citation, Draft, Finding, Item, Slot, Topic

BRIEF = Brief(title="2026年云陂区教育局工作计划", section="校园安全管理", organization="云陂区教育局", year=2026)


def citation(
    quote: str,
    start: int = 40,
    title: str = "枫浦区教育局2023年工作计划",
    source: str = "计划.txt",
    page: int | None = None,
) -> Citation:
    return Citation("abc.40-90", "abc", source, "abc.0-900", title, start, start + len(quote), quote, 0.9, page=page)


def draft(*outline: Item, findings: tuple[Finding, ...] = (), topics: tuple[Topic, ...] = ()) -> Draft:
    return Draft(
        id="d1", created_at="2026-01-05T08:30:00+00:00", status="draft", engine="builtin", brief=BRIEF, outline=outline,
        topics=topics, findings=findings, took_ms=12, searched=("校园安全管理", "校园安全"),
    )  # fmt: skip


def full() -> Draft:
    again = Item("i4", "隐患排查", "建立隐患台账。", citations=(citation("建立隐患台账", 75),))
    child = Item("i2", "消防设施", "逐校登记消防设施。", citations=(citation("对消防设施逐一登记", 60),))
    first = Item(
        "i1", "隐患排查", "投入【金额】开展校园安全隐患大排查。", (Slot("s1", "amount", "【金额】", 2, 6),),
        (citation("每月组织一次校园安全隐患大排查"), citation("投入12万元。\n开展排查")), (child, again),
    )  # fmt: skip
    second = Item("i3", "", "开展防溺水教育。", citations=(citation("加强防溺水教育"),))
    topics = (Topic("隐患排查", 5, True, ("i1",)), Topic("食堂", 2, False))
    findings = (
        Finding("single_source", "warning", "只有一份先例支持这一条。", "i2"),
        Finding("missing_topic", "info", "没有写到食堂。", None, "食堂食品安全"),
    )
    return draft(first, second, topics=topics, findings=findings)
