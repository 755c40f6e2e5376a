"""Every word of the search: the query, its filters, why a passage came, what to try when none did."""

from __future__ import annotations

TEXT: dict[str, tuple[str, str]] = {
    "search.query": ("检索内容", "Query"),
    "search.query.hint": ("校园安全隐患排查", "校园安全隐患排查"),
    "search.submit": ("检索", "Search"),
    "search.year_from": ("年份从", "From year"),
    "search.year_to": ("到", "To year"),
    "search.empty": (
        "输入几个词或一句话，查历年计划、总结里怎么写。",
        "Type a few words to see how past plans put it.",
    ),
    "search.found": ("找到 {n} 处", "{n} found"),
    "search.score": ("相关度 {score}", "score {score}"),
    "search.also": ("另见 {n} 处几乎相同的段落", "Also in {n} near-identical passages"),
    "search.open": ("查看上下文", "Show in context"),
    # what was searched for, and by which filters
    "search.widened": ("已按{terms}一并检索", "Also searched for {terms}"),
    "search.widened.more": ("已按{terms}等 {n} 个说法一并检索", "Also searched for {terms} and others, {n} in all"),
    "search.filters": ("筛选", "Filters"),
    "search.filter.doc_type": ("文种：{value}", "Kind: {value}"),
    "search.filter.years": ("年份：{value}", "Years: {value}"),
    "search.since": ("{year}年起", "from {year}"),
    "search.until": ("{year}年及以前", "up to {year}"),
    "search.drop": ("去掉“{filter}”，重新检索", "Drop “{filter}” and search again"),
    # why a passage came
    "search.legend": ("标记", "Marks"),
    "search.legend.own": ("检索的词", "words of the query"),
    "search.legend.added": ("一并检索的词", "words also searched for"),
    "search.place": ("{leg}第 {n} 位", "{leg}: no. {n}"),
    "search.place.none": ("{leg}未命中", "{leg}: no match"),
    "search.leg.dense": ("语义", "meaning"),
    "search.leg.sentence": ("句子", "sentence"),
    "search.leg.lexical": ("字词", "words"),
    "search.tip.dense": (
        "整段的意思与检索内容有多接近，按这个排的名次；用词不同、意思相近的也能找到。",
        "Its place by how near the meaning of the whole passage is to the query, whatever the wording.",
    ),
    "search.tip.sentence": (
        "段落里最接近的那一句话与检索内容有多接近，按这个排的名次。",
        "Its place by how near its nearest sentence is to the query.",
    ),
    "search.tip.lexical": (
        "检索的词和一并检索的词在段落里出现得多不多，按这个排的名次；越少见的词分量越重。未命中就是没有出现这些词。",
        "Its place by how often the words searched for stand in it, rare ones counting more; no match: none of them does.",
    ),
    # nothing found
    "search.none": ("资料库里没有找到与“{query}”相关的内容", "The library has nothing on “{query}”"),
    "search.none.filtered": (
        "在所选的范围里没有找到与“{query}”相关的内容",
        "Within these filters the library has nothing on “{query}”",
    ),
    "search.none.own": ("检索的词", "Words of the query"),
    "search.none.added": ("一并检索的说法", "Also searched for"),
    "search.none.wider": ("放宽筛选：", "Widen the filters: "),
    "search.none.drop": ("去掉“{filter}”（能找到 {n} 处）", "drop “{filter}” ({n} found)"),
    "search.none.drop_all": ("去掉全部筛选（能找到 {n} 处）", "drop all filters ({n} found)"),
    "search.none.not_filters": (
        "去掉筛选也没有找到，不是筛选的缘故。",
        "Without the filters nothing is found either.",
    ),
    "search.none.words": (
        "资料库里写到过的词，可以单独检索：",
        "Words that the library does hold, to search for alone: ",
    ),
    "search.none.word": ("{word}（{n} 段）", "{word} ({n} passages)"),
    "search.none.shorter": (
        "换成短一些、公文里常用的说法，只留一两个关键词。",
        "Use shorter words that offices write, one or two at a time.",
    ),
    "search.none.upload": (
        "到“资料库”上传写过这方面内容的计划或总结，再检索。",
        "Upload plans or summaries on it under “Library”, then search again.",
    ),
}
