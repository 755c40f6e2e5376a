"""Facts of other offices become blanks; measures, frequencies and laws of the state stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.names import names_in_titles, stems
from assistant.drafting.specifics import PLACEHOLDERS, find_specifics, slots_of, with_slots


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # years
        ("2024年全面完成校舍加固。", "【年份】全面完成校舍加固。"),
        ("2024—2025学年度全面推行集体备课。", "【年份】全面推行集体备课。"),
        ("20xx年全面完成校舍加固。", "【年份】全面完成校舍加固。"),
        ("二〇二四年全面完成校舍加固。", "【年份】全面完成校舍加固。"),
        ("112学年度办理防灾演练。", "【年份】办理防灾演练。"),
        # dates
        ("9月15日前完成隐患整改。", "【时间】前完成隐患整改。"),
        ("3月底召开部署会议。", "【时间】召开部署会议。"),
        ("6月上旬组织防溺水宣传。", "【时间】组织防溺水宣传。"),
        ("3月至5月开展集中排查。", "【时间】开展集中排查。"),
        ("x月x日召开部署会议。", "【时间】召开部署会议。"),
        # amounts
        ("投入645万元改造食堂。", "投入【金额】改造食堂。"),
        ("投入1.2亿元改造校舍。", "投入【金额】改造校舍。"),
        ("补助标准为每生每年1,250元。", "补助标准为每生每年【金额】。"),
        ("投入xx万元改造食堂。", "投入【金额】改造食堂。"),
        ("争取专项资金300余万元。", "争取专项资金【金额】。"),
        # figures
        ("招聘教师120名。", "招聘教师【数量】。"),
        ("新建公办幼儿园3所。", "新建公办幼儿园【数量】。"),
        ("巩固率达到99.5%。", "巩固率达到【数量】。"),
        ("巩固率达到99.5％以上。", "巩固率达到【数量】以上。"),
        ("新增学位2,400个。", "新增学位【数量】。"),
        ("近视率下降0.8个百分点。", "近视率下降【数量】。"),
        ("改造运动场1.5万平方米。", "改造运动场【数量】。"),
        ("培训骨干教师600余人次。", "培训骨干教师【数量】。"),
        ("排查隐患xx处并限期整改。", "排查隐患【数量】并限期整改。"),
        ("建成录播教室26间。", "建成录播教室【数量】。"),
        # documents
        ("落实《枫浦区校园安全管理办法》。", "落实【文件名称】。"),
        ("贯彻《关于加强中小学校安全工作的意见》精神。", "贯彻【文件名称】精神。"),
        ("按照枫教发〔2023〕15号要求抓好整改。", "【文件名称】要求抓好整改。"),
        ("按照（枫教发〔20xx〕15号）要求抓好整改。", "按照【文件名称】要求抓好整改。"),
        # places
        ("组织教师到汝南县和海门学习。", "组织教师到【地名】学习。"),
        ("与江苏省建立结对帮扶关系。", "与【地名】建立结对帮扶关系。"),
        ("在xx镇建设寄宿制学校。", "在【地名】建设寄宿制学校。"),
        ("在某某县召开现场会。", "在【地名】召开现场会。"),
        ("优先改造石鼓镇、白果乡的校舍。", "优先改造【地名】的校舍。"),
        # schools and offices
        ("扩建第三中学运动场。", "扩建【单位】运动场。"),
        ("支持北师大附属学校办学。", "支持【单位】附属学校办学。"),
        ("推进二中、三中集团化办学。", "推进【单位】集团化办学。"),
        ("在枫浦区实验小学召开现场会。", "在【地名】实验小学召开现场会。"),
        # persons
        ("由局长王建国带队检查学校。", "由局长【姓名】带队检查学校。"),
        ("学习李红梅老师的先进事迹。", "学习【姓名】老师的先进事迹。"),
        # masks
        ("学习**精神，抓好落实。", "学习【待填】精神，抓好落实。"),
        ("由xx教育局牵头落实。", "由【待填】牵头落实。"),
        ("打造“ ”教育品牌。", "打造【待填】教育品牌。"),
        # several at once
        ("2024年9月投入500万元新建学校2所。", "【年份】【时间】投入【金额】新建学校【数量】。"),
        ("新建幼儿园3所、小学2所、初中1所。", "新建幼儿园【数量】、小学【数量】、初中【数量】。"),
    ],
)
def test_a_fact_of_another_office_becomes_a_blank(line: str, expected: str) -> None:
    assert with_slots(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "每月组织一次校园安全隐患排查。",
        "每学期开展应急演练不少于2次。",
        "落实24小时值班制度。",
        "留样不少于48小时。",
        "每天锻炼一小时，保证睡眠时间。",
        "每周五安排一小时业务学习。",
        "新任教师岗前培训不少于120学时。",
        "学生到校率保持100%。",
        "整改率达到100％。",
        "隐患在3个工作日内整改完毕。",
        "小学六年级作业不超过60分钟。",
        "落实《义务教育法》。",
        "贯彻《中华人民共和国未成年人保护法》。",
        "落实“一岗双责”要求。",
        "抓好“双减”政策落实。",
        "开展5.12全国防灾减灾日宣传活动。",
        "开展“5.12”全国防灾减灾日宣传活动。",
        "抓好“4.15”全民国家安全教育日宣传。",
        "落实校长陪餐和食品留样制度。",
        "建立中小学幼儿园安全工作联席会议制度。",
        "推进农村寄宿制学校建设。",
        "同一学校任满两届的校长应当交流。",
        "建设教师周转房，改善住宿条件。",
        "让一线教师安心从教、热心从教。",
        "规范中小学办学行为。",
        "加强小学中年级阅读指导。",
        "一是落实责任，二是排查隐患。",
        "实行“一生一策”精准帮扶。",
        "全县各级各类学校都要落实。",
        "投入【金额】改造食堂。",
        "加强家校共育，办好家长学校。",
        "提高普惠性幼儿园覆盖率。",
    ],
)
def test_what_holds_everywhere_stays(line: str) -> None:
    assert with_slots(line) == line
    assert find_specifics(line) == []


def test_names_from_titles_are_specifics() -> None:
    names = names_in_titles(["枫浦区教育局2018年工作计划", "青浦湾县教育局2021年工作总结"])
    assert {"枫浦区", "枫浦", "青浦湾县", "青浦湾"} <= names
    line = with_slots("擦亮枫浦区教育品牌，建设枫浦名校，学习青浦湾县经验。", names)
    assert "枫浦" not in line and "青浦湾" not in line


@pytest.mark.parametrize("title", ["全县教育工作计划", "市区学校工作计划", "各乡镇工作计划", "教育局工作计划"])
def test_a_title_without_a_name_gives_none(title: str) -> None:
    assert names_in_titles([title]) == frozenset()


def test_slots_are_numbered_in_order() -> None:
    line = "【年份】投入【金额】改造【单位】食堂。"
    slots = slots_of(line, "i1")
    assert [(each.id, each.kind, each.placeholder) for each in slots] == [
        ("i1-s1", "year", "【年份】"), ("i1-s2", "amount", "【金额】"), ("i1-s3", "organization", "【单位】"),
    ]  # fmt: skip
    assert [line[each.start : each.end] for each in slots] == [each.placeholder for each in slots]
    assert slots_of("【责任人】", "i2")[0].kind == "other"


PARTS = [
    "2024年",
    "9月15日",
    "645万元",
    "120名",
    "99.5%",
    "《某某办法》",
    "xx县",
    "海门",
    "二中",
    "落实",
    "隐患排查",
    "，",
    "。",
    "【金额】",
    "每月",
    "“ ”",
    "〔2023〕15号",
    "王建国",
    "校长",
]
parts = st.lists(st.sampled_from(PARTS), max_size=14)
lines = st.one_of(st.text(max_size=60), parts.map("".join))


@given(lines)
def test_specifics_stand_in_order_and_apart(line: str) -> None:
    found = find_specifics(line)
    at = 0
    for each in found:
        assert at <= each.start < each.end <= len(line)
        assert each.kind in PLACEHOLDERS
        at = each.end


@given(parts.map("，".join))
def test_once_the_blanks_are_in_nothing_is_left_to_blank(line: str) -> None:
    filled = with_slots(line)
    assert with_slots(filled) == filled


@pytest.mark.parametrize(
    ("line", "blank"),
    [
        ("依托鹿角湾农耕园开展劳动教育。", "依托【单位】开展劳动教育。"),
        ("柳荫街道卫生服务中心建成。", "【地名】卫生服务中心建成。"),
        ("3月底前印发学校领域实施方案。", "【时间】前印发学校领域实施方案。"),
        ("全面推行学校负责人接送制度。", "全面推行学校负责人接送制度。"),
        ("各街道每季度开展一次督查。", "各街道每季度开展一次督查。"),
        ("由岱川中学牵头开展教研。", "由【单位】牵头开展教研。"),
        ("城区学校向鹿角湾、石桥片区选派教师。", "城区学校向【地名】选派教师。"),
        ("三月五日前惠及二十三所学校，投入叁佰万元。", "【时间】前惠及【数量】学校，投入【金额】。"),
        ("设立“心语”信箱，承办“口算题”教学研讨会。", "设立【待填】信箱，承办【待填】教学研讨会。"),
        ("开通“柘心”24小时热线，办好“澄水之春”艺术展演。", "开通【待填】24小时热线，办好【待填】艺术展演。"),
        ("落实“双减”要求，开展“护苗”行动。", "落实“双减”要求，开展“护苗”行动。"),
    ],
)
def test_names_whose_words_are_cut_too_short_are_blanks_and_common_words_are_none(line: str, blank: str) -> None:
    assert with_slots(line) == blank


@pytest.mark.parametrize(
    ("line", "blank"),
    [
        # places told by what stands beside them
        ("优先投放到柳沟、岭背等边远乡镇。", "优先投放到【地名】等边远乡镇。"),
        ("由校长秦若山等带队巡查。", "由校长【姓名】等带队巡查。"),
        ("由邵立群、任瑾分片联系。", "由【姓名】分片联系。"),
        ("选派教师到洋思中学跟岗。", "选派教师到【单位】跟岗。"),
        # a brand of one office's own, an office behind a mask
        ("依托“柳教云”平台开展教研。", "依托【待填】平台开展教研。"),
        ("办好“柳河杯”足球联赛。", "办好【待填】足球联赛。"),
        ("XX职业技术学校增设专业。", "【单位】职业技术学校增设专业。"),
        ("成立以局长某某为组长的专班。", "成立以局长【姓名】为组长的专班。"),
        # figures
        ("加固校舍1.2万m2。", "加固校舍【数量】。"),
        ("用2—3年时间补齐短板。", "用【数量】时间补齐短板。"),
        # no names, though a tagger takes them for some
        ("指导学校开展演练。", "指导学校开展演练。"),
        ("部分学校开展试点。", "部分学校开展试点。"),
        ("建设九年一贯制学校。", "建设九年一贯制学校。"),
        ("发挥教研基地学校作用。", "发挥教研基地学校作用。"),
        ("优先招聘特岗教师。", "优先招聘特岗教师。"),
        ("书记每学期上一次廉政党课。", "书记每学期上一次廉政党课。"),
        ("学习党的十九届四中、五中全会精神。", "学习党的十九届四中、五中全会精神。"),
        ("荣获市级表彰的教师优先推荐。", "荣获市级表彰的教师优先推荐。"),
        ("首次把线上教学能力作为必修内容。", "首次把线上教学能力作为必修内容。"),
        # figures that are part of the measure
        ("一般隐患7天内整改。", "一般隐患7天内整改。"),
        ("每月巡查2至3次。", "每月巡查2至3次。"),
        ("实行“1+3”师徒结对。", "实行“1+3”师徒结对。"),
        ("全员培训不少于360学时/5年。", "全员培训不少于360学时/5年。"),
    ],
)
def test_form_and_neighbours_tell_a_name_from_a_common_word(line: str, blank: str) -> None:
    assert with_slots(line) == blank


def test_a_town_is_known_by_its_short_name_too() -> None:
    found = stems(["扩建柳沟镇中心小学。", "建设示范区和实验区。", "会同县公安局巡查。"])
    assert found == {"柳沟"}
    assert with_slots("组织柳沟教师跟岗，改造柳沟镇校舍。", found) == "组织【地名】教师跟岗，改造【地名】校舍。"


@pytest.mark.parametrize(
    ("line", "blank"),
    [
        ("今年先完成**%，年底完成*%以上。", "今年先完成【数量】，年底完成【数量】以上。"),
        ("招聘教师**名，培训_人次。", "招聘教师【数量】，培训【数量】。"),
        ("到**所初中巡回把脉。", "到【数量】初中巡回把脉。"),
        ("在*所小学、*所初中试点。", "在【数量】小学、【数量】初中试点。"),
        ("投入X万元，20*年建成。", "投入【金额】，【年份】建成。"),
        ("推进**项目落地。", "推进【待填】项目落地。"),
        ("由**人民政府牵头。", "由【待填】人民政府牵头。"),
        ("推广A*算法，配备X光机。", "推广A*算法，配备X光机。"),
        ("开设“3+X”社团。", "开设“3+X”社团。"),
    ],
)
def test_a_mask_becomes_the_blank_of_what_it_hides(line: str, blank: str) -> None:
    assert with_slots(line) == blank


@pytest.mark.parametrize(
    ("line", "blank"),
    [
        ("资金用于马城地区学校建设。", "资金用于【地名】地区学校建设。"),
        ("打造江海风情园。", "打造【单位】。"),
        ("推进枫浦、砚池、石塬乡三地结对。", "推进【地名】三地结对。"),
        ("帮扶汀原两县学校。", "帮扶【地名】两县学校。"),
        ("澄安、汀原两县结对。", "【地名】两县结对。"),
        ("会同县消防救援大队排查隐患。", "会同县消防救援大队排查隐患。"),
        ("到会同县学习。", "到【地名】学习。"),
        ("教育资源县域统筹。", "教育资源县域统筹。"),
        ("学校、家庭、社会三地联动，城乡两地结对。", "学校、家庭、社会三地联动，城乡两地结对。"),
        ("开放图书馆和文化广场。", "开放图书馆和文化广场。"),
    ],
)
def test_names_in_a_row_and_before_a_region_are_blanks(line: str, blank: str) -> None:
    assert with_slots(line) == blank
