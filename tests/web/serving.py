"""What the tests of the routes share: two small documents, a server, an upload, what a problem looks like."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fastapi.testclient import TestClient

from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.web.server import create_app
from ingest.index.encoder import HashingEncoder
from ingest.library import Library

PLAN = """枫浦区教育局2023年工作计划

一、校园安全管理
（一）开展校园安全隐患排查。每月组织一次校园安全隐患大排查，对消防设施、用电线路、校舍墙体、体育器材逐一登记造册，明确整改责任人和完成时限，发现隐患立即整改，整改不到位的学校不得开学。每学期末向社会公布排查结果，接受家长监督。
（二）加强防溺水教育。暑假前开展防溺水主题班会，组织家长签订防溺水承诺书，在河道水塘边设置警示标志，落实教师包片巡查制度，做到每个水域有人管、每名学生有人问，坚决防止学生溺水事故发生。
二、教师队伍建设
（一）开展师德师风教育。组织全体教师学习师德规范，签订师德承诺书，评选师德标兵，建立师德考核档案，把师德表现作为职称评审、评优评先的首要依据，对违反师德的行为零容忍。
（二）加强教师培训。实施青年教师成长工程，安排骨干教师结对帮带，每学期组织教学观摩和基本功比赛，支持教师参加各级教研活动，不断提高课堂教学质量。
三、家校协同育人
（一）办好家长学校。每学期开设家庭教育讲座四次，印发家庭教育手册，开展教师家访活动，做到困境儿童、留守儿童家访全覆盖，形成家校共育合力。
（二）畅通沟通渠道。设立家长开放日，邀请家长参与食堂管理、课堂观摩和校服选用，认真办理家长意见建议，办理结果在一周内反馈。
"""
SUMMARY = """澄岸区教育局2022年工作总结

一、校园安全管理
（一）校园安全隐患排查扎实有效。全年组织校园安全隐患排查十二次，整改隐患三十七处，消防设施全部达标，校舍检测全部完成，各校建立了隐患台账，没有发生安全责任事故，家长满意度明显提高。
（二）应急演练常态开展。各校每月组织一次防火、防震疏散演练，邀请消防部门现场指导，师生自救自护能力不断增强，演练方案更加贴近实际。
二、食堂食品安全
（一）落实校长陪餐制度。各校建立食堂食品留样制度，定期检查食材采购台账，食堂明厨亮灶全部建成，学生和家长可以随时查看后厨操作，食品安全管理员全部持证上岗，大宗食材实行统一招标采购。
（二）营养改善计划稳步推进。农村学校供餐质量逐步提高，受益学生范围继续扩大，资金使用公开透明，接受审计监督，没有发生违规使用资金的问题。
三、体育美育工作
（一）阳光体育深入开展。各校落实每天一小时体育活动，举办全区中小学生运动会，学生体质健康优良率稳步提升，足球、跳绳等特色项目蓬勃发展。
（二）美育工作有声有色。举办中小学生艺术节，合唱、书法、剪纸等社团实现学校全覆盖，农村学校美术音乐课程开齐开足，学生艺术素养不断提升。
"""
SECOND_PLAN = """月桥区教育局2022年工作计划

一、指导思想
以立德树人为根本，全面提高教育质量，办好人民满意的教育，推动全区教育事业持续健康发展，为学生终身发展奠定坚实基础。坚持问题导向，狠抓工作落实。
二、校园安全管理
（一）排查校园安全隐患。每学期开学前组织校园安全隐患排查，重点检查消防设施、用电线路和校舍，建立隐患台账，限期整改，逐项销号。
（二）开展防溺水教育。组织防溺水主题班会，签订防溺水承诺书，落实教师包片巡查，在危险水域设置警示标志和救生设备。
三、教师队伍建设
（一）加强师德建设。开展师德承诺和师德标兵评选，建立教师师德考核档案，把师德作为评价教师的第一标准。组织教师学习教育法律法规，依法执教。
（二）实施名师工程。遴选骨干教师，组建名师工作室，开展送教下乡活动，带动农村学校教师专业成长，促进城乡教育均衡发展。
"""
BASE = "http://127.0.0.1:8000"


def make_client(folder: Path) -> Iterator[TestClient]:
    """Yield a client of a server over the library in ``folder``; errors come back as answers."""
    with Library(folder, HashingEncoder()) as library:
        app = create_app(Assistant(library), Settings(data_dir=folder))
        with TestClient(app, base_url=BASE, raise_server_exceptions=False) as client:
            yield client


def upload(client: TestClient, data: bytes | str, name: str, wait: int = 60) -> dict[str, object]:
    """Take a file in and return the answer, which must be a success."""
    body = data.encode() if isinstance(data, str) else data
    response = client.post(f"/api/v1/sources?wait={wait}", files={"file": (name, body)})
    assert response.status_code in (200, 201), response.text
    found: dict[str, object] = response.json()
    return found


def assert_problem(response: object, status: int, code: str, *words: str) -> None:
    """Hold that an answer is a problem with ``status`` and ``code``, whose Chinese detail has all ``words``."""
    body = response.json()  # type: ignore[attr-defined]
    assert response.status_code == status, body  # type: ignore[attr-defined]
    assert response.headers["content-type"] == "application/problem+json"  # type: ignore[attr-defined]
    assert {"type", "title", "status", "detail", "code"} <= set(body)
    assert (body["status"], body["code"], body["type"]) == (status, code, f"urn:qicao:problem:{code}")
    assert "Traceback" not in body["detail"]
    assert any("一" <= char <= "鿿" for char in body["detail"])
    assert all(word in body["detail"] for word in words), body["detail"]
