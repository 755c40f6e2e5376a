"""A query or brief → its content words with weights."""

from __future__ import annotations

from ingest.structure.words import tokens

_EMPTY = frozenset(
    "的 了 和 与 及 或 在 是 有 为 以 对 从 到 由 把 被 向 按 等 也 都 就 还 又 再 而 并 且 但 则 之 其 这 那 此 该 各 每 某 一 二 三 不 没有 没 无 "
    "怎么 怎样 如何 什么 哪些 哪个 哪位 哪 谁 多少 几 吗 呢 吧 啊 咋 啥 要 应 应该 应当 可以 能 会 让 使 给 请 需要 得 别 "
    "我 我们 你 他 她 它 咱 大伙 自己 工作 方面 情况 进行 有关 相关 关于 以及 通过 一个 一些 时候 今年 本年度 年度 年 月 日".split()
)
_OFFICE = frozenset("开展 推进 加强 加快 落实 做好 抓好 提高 提升 强化 深化 完善 健全 实施 促进 组织 安排 建设 发展 管理 全面 进一步 切实 严格".split())
_ACTORS = frozenset(
    "学校 教师 学生 师生 教育 教育局 全县 全市 全区 全省 各校 各级 各类 中小学 单位 部门 机制 制度 体系 能力 水平 质量 力度 活动 措施 方式 形式 内容 "
    "重点 要求 目标 任务 问题 意识 责任 服务 基础 项目 计划 方案 办法 意见 文件 精神 会议 领导 有效 积极 充分 不断 主动 认真 严肃 继续 坚持 确保 努力 力争 建立 制定 "
    "执行 结合 利用 参加 配合 指导 监督 检查 达到 实现 保障 支持 鼓励 引导 推动 推广 突出 注重 打造 优化 规范 全员 人员 主要 各项 教职工 教育系统 各级各类 及时 定期 专项 统一 具体 "
    "情况 方面 学期 学年 年度 每年 每月 每周 每学期 全体 相关 负责 完成 召开 举办 参与 深入 持续 有序 高质量 需要 考虑 作用 条件 环境 效益 使用 加大 落到实处 区域 全部 集中 日常 常态 常态化".split()
)
OFFICE_WEIGHT = 0.4
"""Of a word that stands in every plan, against 1 for one that tells what is meant."""


def content_words(text: str) -> dict[str, float]:
    """Return word → weight of the words that tell what ``text`` is about, in order.

    ``"怎样加强校园安全工作"`` → ``{"加强": 0.4, "校园": 1.0, "安全": 1.0}``.
    """
    words = (word for word in tokens(text) if word not in _EMPTY)
    return {word: OFFICE_WEIGHT if word in _OFFICE else 1.0 for word in words}


def is_general(word: str) -> bool:
    """Tell whether a word says nothing of what a text is about: ``"开展"`` → True, ``"演练"`` → False."""
    return word in _EMPTY or word in _OFFICE or word in _ACTORS
