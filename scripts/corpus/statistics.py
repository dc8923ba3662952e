"""The form of 2014, 政府信息公开情况统计表: one table of three columns, its lines in printed order."""

from __future__ import annotations

from dataclasses import dataclass

HEADS = ("统计指标", "单位", "统计数")


@dataclass(frozen=True)
class Line:
    """A printed line: its key (empty for a line without a figure), label and unit."""

    key: str
    label: str
    unit: str = ""


LINES = (
    Line("", "一、主动公开情况"),
    Line("proactive.total", "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条"),
    Line("proactive.normative_documents", "其中：主动公开规范性文件数", "条"),
    Line("proactive.normative_documents_made", "制发规范性文件总数", "件"),
    Line("", "（二）通过不同渠道和方式公开政府信息的情况"),
    Line("channel.gazette", "1.政府公报公开政府信息数", "条"),
    Line("channel.website", "2.政府网站公开政府信息数", "条"),
    Line("channel.weibo", "3.政务微博公开政府信息数", "条"),
    Line("channel.wechat", "4.政务微信公开政府信息数", "条"),
    Line("channel.other", "5.其他方式公开政府信息数", "条"),
    Line("", "二、回应解读情况"),
    Line("response.hot_topics", "（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", "次"),
    Line("", "（二）通过不同渠道和方式回应解读的情况"),
    Line("response.press_conferences", "1.参加或举办新闻发布会总次数", "次"),
    Line("response.press_conferences_by_head", "其中：主要负责同志参加新闻发布会次数", "次"),
    Line("response.online_interviews", "2.政府网站在线访谈次数", "次"),
    Line("response.online_interviews_by_head", "其中：主要负责同志参加政府网站在线访谈次数", "次"),
    Line("response.policy_explanations", "3.政策解读稿件发布数", "篇"),
    Line("response.social_media", "4.微博微信回应事件数", "次"),
    Line("response.other", "5.其他方式回应事件数", "次"),
    Line("", "三、依申请公开情况"),
    Line("requests.received", "（一）收到申请数", "件"),
    Line("requests.received.in_person", "1.当面申请数", "件"),
    Line("requests.received.fax", "2.传真申请数", "件"),
    Line("requests.received.online", "3.网络申请数", "件"),
    Line("requests.received.letter", "4.信函申请数", "件"),
    Line("requests.closed", "（二）申请办结数", "件"),
    Line("requests.closed.on_time", "1.按时办结数", "件"),
    Line("requests.closed.extended", "2.延期办结数", "件"),
    Line("requests.answered", "（三）申请答复数", "件"),
    Line("requests.answered.already_public", "1.属于已主动公开范围数", "件"),
    Line("requests.answered.granted", "2.同意公开答复数", "件"),
    Line("requests.answered.partial", "3.同意部分公开答复数", "件"),
    Line("requests.answered.refused", "4.不同意公开答复数", "件"),
    Line("requests.refused.state_secret", "其中：涉及国家秘密", "件"),
    Line("requests.refused.trade_secret", "涉及商业秘密", "件"),
    Line("requests.refused.privacy", "涉及个人隐私", "件"),
    Line("requests.refused.security_stability", "危及国家安全、公共安全、经济安全和社会稳定", "件"),
    Line("requests.refused.not_government_information", "不是《条例》所指政府信息", "件"),
    Line("requests.refused.other_law", "法律法规规定的其他情形", "件"),
    Line("requests.answered.other_agency", "5.不属于本行政机关公开数", "件"),
    Line("requests.answered.not_exist", "6.申请信息不存在数", "件"),
    Line("requests.answered.amend", "7.告知作出更改补充数", "件"),
    Line("requests.answered.other_channel", "8.告知通过其他途径办理数", "件"),
    Line("review", "四、行政复议数量", "件"),
    Line("review.upheld", "（一）维持具体行政行为数", "件"),
    Line("review.corrected", "（二）被依法纠错数", "件"),
    Line("review.other", "（三）其他情形数", "件"),
    Line("suit", "五、行政诉讼数量", "件"),
    Line("suit.upheld", "（一）维持具体行政行为或者驳回原告诉讼请求数", "件"),
    Line("suit.corrected", "（二）被依法纠错数", "件"),
    Line("suit.other", "（三）其他情形数", "件"),
    Line("complaints", "六、举报投诉数量", "件"),
    Line("fees", "七、依申请公开信息收取的费用", "万元"),
    Line("", "八、机构建设和保障经费情况"),
    Line("staff.offices", "（一）政府信息公开工作专门机构数", "个"),
    Line("staff.reading_points", "（二）设置政府信息公开查阅点数", "个"),
    Line("staff.people", "（三）从事政府信息公开工作人员数", "人"),
    Line("staff.full_time", "1.专职人员数（不包括政府公报及政府网站工作人员数）", "人"),
    Line("staff.part_time", "2.兼职人员数", "人"),
    Line("staff.budget", "（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）", "万元"),
    Line("", "九、政府信息公开会议和培训情况"),
    Line("training.meetings", "（一）召开政府信息公开工作会议或专题会议数", "次"),
    Line("training.courses", "（二）举办各类培训班数", "次"),
    Line("training.attendees", "（三）接受培训人员数", "人次"),
)

MONEY = {"fees", "staff.budget"}

SUMS = {
    "requests.received": ("in_person", "fax", "online", "letter"),
    "requests.closed": ("on_time", "extended"),
    "requests.answered": (
        "already_public", "granted", "partial", "refused", "other_agency", "not_exist", "amend", "other_channel",
    ),
    "review": ("upheld", "corrected", "other"),
    "suit": ("upheld", "corrected", "other"),
}  # fmt: skip
"""A total and its parts, by the last word of their keys."""

REFUSED = ("state_secret", "trade_secret", "privacy", "security_stability", "not_government_information", "other_law")


def parts() -> dict[str, tuple[str, ...]]:
    """Every total of the form with the keys of its parts."""
    sums = {total: tuple(f"{total}.{part}" for part in rest) for total, rest in SUMS.items()}
    sums["requests.answered.refused"] = tuple(f"requests.refused.{part}" for part in REFUSED)
    sums["staff.people"] = ("staff.full_time", "staff.part_time")
    return sums


def fields() -> list[str]:
    """The keys of all lines that hold a figure, in printed order."""
    return [line.key for line in LINES if line.key]
