"""Every word that the page shows, in Chinese and in English; no file of it but this and the other …_strings.py has any.

``Words("zh")("desk.items", n=3)`` → ``"3 条"``; ``Words("en")("desk.items", n=3)`` → ``"3 items"``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.web.ui import reader_strings, search_strings

Language = Literal["zh", "en"]

TEXT: dict[str, tuple[str, str]] = {
    "app.title": ("起草", "Qicao"),
    "app.tagline": ("每一条都有出处的计划起草助手", "Plans drafted from precedent, every line with its source"),
    "app.switch": ("English", "中文"),
    "app.unreachable": ("没有连上本机服务，请稍后再点一次。", "The local service did not answer; please click again."),
    "app.failed": (
        "出了意料之外的错误，这一步没有完成；请重试，若仍出现，请把时间告诉管理员。",
        "Something unforeseen went wrong and this was not done; try again, and if it happens again, "
        "tell the administrator when.",
    ),
    "tab.desk": ("起草", "Draft"),
    "tab.search": ("检索", "Search"),
    "tab.library": ("资料库", "Library"),
    # the brief
    "brief.heading": ("起草要求", "Brief"),
    "brief.title": ("文稿标题", "Title of the document"),
    "brief.title.hint": ("2026年枫浦区教育局工作计划", "2026年枫浦区教育局工作计划"),
    "brief.section": ("要起草的章节", "Section to draft"),
    "brief.section.hint": ("校园安全管理", "校园安全管理"),
    "brief.doc_type": ("文种", "Kind"),
    "brief.organization": ("单位", "Organization"),
    "brief.organization.hint": ("枫浦区教育局", "枫浦区教育局"),
    "brief.year": ("年份", "Year"),
    "brief.year.wrong": (
        "年份“{text}”不对；请填四位数字，如 2026，或留空。",
        "“{text}” is no year; give four digits, e.g. 2026, or none.",
    ),
    "brief.requirements": ("补充要求（可不填）", "Further requirements (optional)"),
    "brief.requirements.hint": ("如：侧重食品安全和防溺水", "e.g. dwell on food safety and drowning prevention"),
    "brief.max_items": ("最多几条", "At most this many items"),
    "brief.submit": ("起草提纲", "Draft the outline"),
    "brief.examples": ("试一试", "Examples"),
    "brief.recent": ("最近的草稿", "Recent drafts"),
    "type.plan": ("计划", "Plan"),
    "type.summary": ("总结", "Summary"),
    "type.mixed": ("总结与计划", "Summary and plan"),
    "type.any": ("不限", "Any"),
    # the outline
    "desk.step.1": (
        "写明文稿标题和要起草的章节，点“起草提纲”；也可以先点“试一试”里的例子。",
        "Name the document and the section, then draft the outline; or try one of the examples.",
    ),
    "desk.step.2": (
        "提纲的每一条都引自资料库里的原文：点条目后的编号 ①，核对原文和上下文。",
        "Every line quotes the library: click the number ① after it to check the words in their context.",
    ),
    "desk.step.3": (
        "黄色的【…】是要换成本单位情况的地方，核对后导出。",
        "Yellow 【…】 marks what only your own office knows; check, then export.",
    ),
    "desk.busy": ("正在查找先例并起草……", "Looking for precedents and drafting …"),
    "desk.items": ("{n} 条", "{n} items"),
    "desk.citations": ("{n} 处引证", "{n} citations"),
    "desk.slots": ("{n} 处待填", "{n} slots to fill"),
    "desk.took": ("用时 {seconds} 秒", "took {seconds} s"),
    "desk.year": ("{year}年", "{year}"),
    "desk.years": ("{first}—{last}年", "{first}–{last}"),
    "desk.year.unknown": ("年份不明", "year unknown"),
    "desk.export.md": ("导出 Markdown", "Export Markdown"),
    "desk.export.json": ("导出 JSON", "Export JSON"),
    "desk.topics": ("先例里的分题", "Topics that precedents hold"),
    "desk.precedents": ("{n} 份先例", "{n} precedents"),
    "desk.uncovered": ("未写入提纲", "not in the outline"),
    "desk.findings": ("核查意见", "Findings"),
    "desk.slot": ("待填：请换成本单位的实际情况", "To fill: put your own office's fact here"),
    "desk.cite": ("引证 {number}：{title}，查看原文", "Citation {number}: {title}; show the words"),
    "desk.support": ("支持度 {percent}%", "support {percent}%"),
    "severity.error": ("问题", "Problem"),
    "severity.warning": ("提醒", "Caution"),
    "severity.info": ("说明", "Note"),
    "status.draft": ("草稿", "Draft"),
    "status.in_review": ("审核中", "In review"),
    "status.approved": ("已通过", "Approved"),
    "status.returned": ("已退回", "Returned"),
    # nothing found
    "none.title": (
        "资料库里没有“{section}”的先例，没有起草。",
        "The library holds no precedent for “{section}”; nothing was drafted.",
    ),
    "none.why": (
        "起草只依据资料库里的原文，没有依据的内容不会编写。",
        "Only what the library says is drafted; nothing is made up.",
    ),
    "none.searched": ("检索过", "Looked for"),
    "none.next": ("可以这样做", "What to do"),
    "none.next.upload": (
        "到“资料库”上传写过这一章节的计划或总结，再起草。",
        "Upload plans or summaries that have such a section under “Library”, then draft again.",
    ),
    "none.next.rename": (
        "换一个更常见的章节名称，例如把“平安建设”改为“校园安全管理”。",
        "Give the section a more usual name.",
    ),
    "none.next.search": (
        "到“检索”里用几个关键词查一查资料库里有没有相近的内容。",
        "Look under “Search” for something near to it.",
    ),
    # a passage in its context
    "context.heading": ("原文", "Source"),
    "context.empty": ("点提纲里的编号 ①，在这里核对原文。", "Click a number ① in the outline to check its words here."),
    "context.empty.search": ("点一条结果，在这里看它的上下文。", "Click a result to see it in its context."),
    "context.source": ("来源文件", "Source file"),
    "context.path": ("位置", "Section"),
    "context.range": ("全文第 {start}—{end} 字", "characters {start}–{end}"),
    "context.close": ("收起原文", "Hide the source"),
    "context.whole_start": ("（文件开头）", "(start of file)"),
    "context.whole_end": ("（文件结尾）", "(end of file)"),
    "context.bad_reference": (
        "找不到这处原文的位置，请刷新页面后再点。",
        "This place cannot be found in the source; reload the page and click again.",
    ),
    "level.province": ("省级", "province"),
    "level.city": ("市级", "city"),
    "level.county": ("区县级", "county"),
    "level.school": ("学校", "school"),
    "level.office": ("科室", "office"),
    "level.unknown": ("", ""),
    # library
    "library.upload": (
        "上传计划、总结（可多选；.zip 和邮件会逐个收进里面的文件）",
        "Upload plans and summaries (several at once; of a .zip or a mail, the files in it)",
    ),
    "library.formats": ("可以收进：{suffixes}", "Formats: {suffixes}"),
    "library.limits": (
        "单个文件不能超过 {one}；一次上传合计不能超过 {all}。",
        "One file may have {one} at the most; all files of one upload together {all}.",
    ),
    "library.too_much": (
        "单个文件不能超过 {one}；一次上传合计不能超过 {all}。这次的内容超出了，没有保存任何内容；请分几次上传。",
        "One file may have {one} at the most; all files of one upload together {all}. "
        "This was more, and nothing of it was kept; upload fewer at a time.",
    ),
    "library.result": ("入库结果", "Result"),
    "library.progress.pages": (
        "（{at}/{of}）{name}：已识别 {done}/{total} 页",
        "({at}/{of}) {name}: {done} of {total} pages recognised",
    ),
    "library.progress.passages": (
        "（{at}/{of}）{name}：已处理 {done}/{total} 段",
        "({at}/{of}) {name}: {done} of {total} passages",
    ),
    "library.progress.files": (
        "（{at}/{of}）{name}：已处理其中 {done}/{total} 个文件",
        "({at}/{of}) {name}: {done} of {total} files in it",
    ),
    "library.reading": ("（{at}/{of}）{name}：正在读取", "({at}/{of}) {name}: reading"),
    "library.added": (
        "已入库：{precedents} 篇先例，{passages} 个段落",
        "added: {precedents} precedents, {passages} passages",
    ),
    "library.known": (
        "资料库里已有内容完全相同的文件，没有重复入库",
        "the very same file is there already; not added twice",
    ),
    "library.too_large": (
        "文件有 {size}，超过上限 {limit}；请拆分或压缩后再上传。",
        "the file is {size}, over the limit of {limit}; split or compress it.",
    ),
    "library.unreadable": ("没有收到这个文件的内容，请重新上传。", "the file did not arrive; upload it again."),
    "library.disk": (
        "无法读写（{why}）；请检查磁盘后重新上传。",
        "could not be read or written ({why}); check the disk, then upload it again.",
    ),
    "library.tally": (
        "成功 {ok} 个，重复 {same} 个，未入库 {failed} 个",
        "{ok} added, {same} known, {failed} refused",
    ),
    "library.ok": ("成功", "Added"),
    "library.same": ("重复", "Known"),
    "library.failed": ("未入库", "Refused"),
    "library.find": ("按文件名查找", "Find by file name"),
    "library.counts": (
        "{sources} 个文件 · {precedents} 篇先例{versions} · {passages} 个段落",
        "{sources} files · {precedents} precedents{versions} · {passages} passages",
    ),
    "library.versions": (
        "（其中 {n} 篇为同一文稿的其他版本）",
        " ({n} of them other versions of the same text)",
    ),
    "library.shown": ("当前显示 {n} 个", "{n} shown"),
    "library.more": ("显示更多", "Show more"),
    "library.none": (
        "资料库还是空的。上传几份往年的计划或总结就可以开始起草。",
        "The library is empty. Upload a few past plans to begin.",
    ),
    "library.none.named": ("没有文件名包含“{name}”的来源文件。", "No source file's name contains “{name}”."),
    "library.name": ("文件名", "File"),
    "library.folder.count": ("{n} 份", "{n}"),
    "library.folder.shown": ("已显示 {n} 份", "{n} shown"),
    "library.precedents": ("先例", "Precedents"),
    "library.precedents.count": ("{n} 篇", "{n}"),
    "library.passages": ("段落", "Passages"),
    "library.size": ("大小", "Size"),
    "library.added_at": ("入库时间", "Added"),
    "library.delete": ("删除", "Delete"),
    "library.delete.label": ("删除 {name}", "Delete {name}"),
    "library.delete.ask": (
        "删除后，检索和起草不再用到它，已有草稿里引自它的原文也无法再查看。确定删除“{name}”吗？",
        "Search and drafting will no longer use it, and drafts that quote it can no longer show it. Delete “{name}”?",
    ),
    "library.delete.yes": ("确定删除", "Delete"),
    "library.delete.no": ("取消", "Cancel"),
    "library.deleted": ("已删除“{name}”。", "“{name}” has been deleted."),
    **reader_strings.TEXT,
    **search_strings.TEXT,
}

EXAMPLES: tuple[tuple[str, str, str, str, str, str], ...] = (
    # name of the button; title, section, doc type, year, requirements (Chinese in both languages: so are the documents)
    ("校园安全（计划）", "2026年枫浦区教育局工作计划", "校园安全管理", "plan", "2026", ""),
    ("教师队伍（计划）", "2026年枫浦区教育局工作计划", "教师队伍建设", "plan", "2026", ""),
    ("招生工作（总结）", "2025年枫浦区教育局工作总结", "招生工作", "summary", "2025", ""),
)


@dataclass(frozen=True, slots=True)
class Words:
    """The catalogue in one language."""

    language: Language

    def __call__(self, key: str, **fields: object) -> str:
        """Return the text under ``key`` with its fields filled in: plain text, still to be escaped for HTML."""
        text = TEXT[key][0 if self.language == "zh" else 1]
        return text.format(**fields) if fields else text
