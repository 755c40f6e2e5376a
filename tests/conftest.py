"""What tests share: fictional documents, a library on a temporary folder, and the sample corpus with the real encoder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from assistant.pipeline import Assistant
from ingest.index.encoder import HashingEncoder, SentenceEncoder
from ingest.library import Library

settings.register_profile("qicao", deadline=None)  # the first example of a test loads dictionaries
settings.load_profile("qicao")

CORPUS = Path(__file__).parents[1] / "corpus"
PLAN = """月桥区教育局2023年工作计划

一、指导思想
坚持立德树人，办好每一所家门口的学校，让每一名学生都能安心学习、健康成长。
二、校园安全管理
（一）排查安全隐患。每月组织一次校园安全隐患排查，对消防设施、用电线路和校舍墙体逐一登记造册，明确整改责任人和完成时限，整改不到位的学校不得开学。
（二）加强防溺水教育。暑假前召开防溺水主题班会，组织家长签订承诺书，在危险水域设置警示标志，落实教师包片巡查制度。
（三）开展应急演练。各校每月组织一次疏散演练，请消防人员到校指导，演练后及时修订预案，提高师生自救自护能力。
三、教师队伍建设
（一）培养骨干教师。实施青年教师成长工程，安排骨干教师结对帮带，每学期组织教学观摩和基本功比赛，提高课堂教学质量。
（二）加强师德建设。组织教师学习师德规范，签订师德承诺书，建立师德考核档案，把师德表现作为职称评审的首要依据。
"""
SUMMARY = """青浦湾县教育局2021年工作总结

一、校园安全工作
（一）隐患整改到位。全年完成校园安全隐患排查十二轮，整改了三十七处隐患，消防设施全部达标，校舍检测全部完成。
（二）演练取得成效。各校先后开展防火、防震疏散演练，消防人员到校指导，师生自救能力明显增强。
二、食堂食品安全
（一）落实陪餐制度。各校建立食品留样台账，校长每周陪餐，食堂明厨亮灶全部建成，家长可以随时查看后厨操作。
（二）营养改善计划稳步推进。农村学校供餐质量逐步提高，大宗食材实行统一招标采购，资金使用公开透明。
"""
REPOST = PLAN.replace("月桥区教育局2023年工作计划", "教育局20xx年工作计划").replace(
    "让每一名学生都能安心学习、健康成长。", ""
)
TRADITIONAL = """松濤縣政府教育處112學年度工作計畫

一、校園安全
（一）落實防災演練。各國小每學期辦理複合型防災演練，訂定緊急疏散路線，強化學童自我保護能力，並邀請消防人員到校指導。
（二）推動交通安全教育。校門口設置家長接送區，安排導護志工值勤，辦理行人安全體驗課程，維護學童上下學安全。
二、營養午餐
（一）落實食材登錄。學校營養午餐食材每日公告產地，由午餐秘書查驗留樣，邀請家長參與訪視廚房，維護師生飲食安全。
"""


@pytest.fixture(scope="session")
def documents() -> dict[str, bytes]:
    """Fictional files, name → bytes: a plan, a summary, a masked repost of the plan, a plan in Traditional script."""
    texts = {"月桥计划.txt": PLAN, "青浦湾总结.txt": SUMMARY, "转载计划.txt": REPOST, "松濤計畫.txt": TRADITIONAL}
    return {name: text.encode() for name, text in texts.items()}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library with the fake encoder."""
    with Library(tmp_path / "data", HashingEncoder()) as opened:
        yield opened


@pytest.fixture
def filled(library: Library, documents: dict[str, bytes]) -> Library:
    """A library that holds all ``documents``."""
    for name, data in documents.items():
        library.add(data, name)
    return library


@pytest.fixture
def assistant(filled: Library) -> Assistant:
    """An assistant over all ``documents``."""
    return Assistant(filled)


@pytest.fixture(scope="session")
def corpus_assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over the sample corpus with the encoder that ships: about a minute to make, for slow tests."""
    with Library(tmp_path_factory.mktemp("corpus") / "data", SentenceEncoder.bundled()) as opened:
        for path in sorted(CORPUS.iterdir()):
            if path.suffix not in (".csv", ".json", ".py"):
                opened.add(path.read_bytes(), path.name)
        yield Assistant(opened)
