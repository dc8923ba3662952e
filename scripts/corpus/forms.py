"""The official forms as data: tables, rows, columns and their printed labels, for the editions of 2014, 2019 and 2021."""

from __future__ import annotations

from dataclasses import dataclass

from . import statistics


@dataclass(frozen=True)
class Row:
    """A row of a form's table: its key, its label and the group label it stands under."""

    key: str
    label: str
    group: str = ""


@dataclass(frozen=True)
class Block:
    """A part of 表二 with a heading of its own: title, head cells by column key, rows."""

    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]


STUB = "信息内容"
"""Head of the label column of 表二."""

CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
"""Corner cell of 表三."""

RESULTS = "三、本年度办理结果"
"""Group label of all result rows of 表三."""

PERSONS = (
    ("natural_person", "自然人"),
    ("business", "商业企业"),
    ("research", "科研机构"),
    ("public_interest", "社会公益组织"),
    ("legal_service", "法律服务机构"),
    ("other", "其他"),
    ("total", "总计"),
)
"""Columns of 表三."""

OUTCOMES = (
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("other", "其他结果"),
    ("pending", "尚未审结"),
    ("total", "总计"),
)
"""Columns of each block of 表四."""

DISPUTES = (
    Row("review", "行政复议"),
    Row("direct_suit", "未经复议直接起诉", "行政诉讼"),
    Row("suit_after_review", "复议后起诉", "行政诉讼"),
)
"""Blocks of 表四."""

_DECISIONS_2019 = (("prior_items", "上一年项目数量"), ("change", "本年增/减"), ("decisions", "处理决定数量"))
_DECISIONS_2021 = (("decisions", "本年处理决定数量"),)

PROACTIVE = {
    "2019": (
        Block(
            "第二十条第（一）项",
            (("made", "本年新制作数量"), ("published", "本年新公开数量"), ("total_published", "对外公开总数量")),
            (Row("regulations", "规章"), Row("normative_documents", "规范性文件")),
        ),
        Block(
            "第二十条第（五）项",
            _DECISIONS_2019,
            (Row("licensing", "行政许可"), Row("other_services", "其他对外管理服务事项")),
        ),
        Block("第二十条第（六）项", _DECISIONS_2019, (Row("penalties", "行政处罚"), Row("coercion", "行政强制"))),
        Block("第二十条第（八）项", _DECISIONS_2019[:2], (Row("fees", "行政事业性收费"),)),
        Block(
            "第二十条第（九）项",
            (("projects", "采购项目数量"), ("amount", "采购总金额")),
            (Row("procurement", "政府集中采购"),),
        ),
    ),
    "2021": (
        Block(
            "第二十条第（一）项",
            (("issued", "本年制发件数"), ("repealed", "本年废止件数"), ("in_force", "现行有效件数")),
            (Row("regulations", "规章"), Row("normative_documents", "行政规范性文件")),
        ),
        Block("第二十条第（五）项", _DECISIONS_2021, (Row("licensing", "行政许可"),)),
        Block("第二十条第（六）项", _DECISIONS_2021, (Row("penalties", "行政处罚"), Row("coercion", "行政强制"))),
        Block("第二十条第（八）项", (("amount", "本年收费金额（单位：万元）"),), (Row("fees", "行政事业性收费"),)),
    ),
}
"""Blocks of 表二 by edition."""

_DENIED = "（三）不予公开"
_UNAVAILABLE = "（四）无法提供"
_NOT_PROCESSED = "（五）不予处理"
_OTHER = "（六）其他处理"

_RESULTS_COMMON = (
    Row("granted", "（一）予以公开"),
    Row("partial", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    Row("denied.state_secret", "1.属于国家秘密", _DENIED),
    Row("denied.other_law", "2.其他法律行政法规禁止公开", _DENIED),
    Row("denied.security_stability", "3.危及“三安全一稳定”", _DENIED),
    Row("denied.third_party", "4.保护第三方合法权益", _DENIED),
    Row("denied.internal_affairs", "5.属于三类内部事务信息", _DENIED),
    Row("denied.deliberative", "6.属于四类过程性信息", _DENIED),
    Row("denied.enforcement_file", "7.属于行政执法案卷", _DENIED),
    Row("denied.admin_query", "8.属于行政查询事项", _DENIED),
    Row("unavailable.not_held", "1.本机关不掌握相关政府信息", _UNAVAILABLE),
    Row("unavailable.must_create", "2.没有现成信息需要另行制作", _UNAVAILABLE),
    Row("unavailable.unclear", "3.补正后申请内容仍不明确", _UNAVAILABLE),
    Row("not_processed.petition", "1.信访举报投诉类申请", _NOT_PROCESSED),
    Row("not_processed.repeat", "2.重复申请", _NOT_PROCESSED),
    Row("not_processed.publication", "3.要求提供公开出版物", _NOT_PROCESSED),
    Row("not_processed.excessive", "4.无正当理由大量反复申请", _NOT_PROCESSED),
    Row("not_processed.reconfirm", "5.要求行政机关确认或重新出具已获取信息", _NOT_PROCESSED),
)

LEAVES = {
    "2019": (*_RESULTS_COMMON, Row("other", _OTHER)),
    "2021": (
        *_RESULTS_COMMON,
        Row("other.uncorrected", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", _OTHER),
        Row("other.unpaid_fee", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", _OTHER),
        Row("other.other", "3.其他", _OTHER),
    ),
}
"""Result rows of 表三 that add up to its total, by edition."""

NEW = Row("new", "一、本年新收政府信息公开申请数量")
CARRIED_IN = Row("carried_in", "二、上年结转政府信息公开申请数量")
TOTAL = Row("total", "（七）总计")
CARRIED_OUT = Row("carried_out", "四、结转下年度继续办理")

HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
"""Headings of the six sections."""

TABLES = ("proactive", "requests", "disputes")

Key = tuple[str, str, str]
"""Table, row, column."""


def request_rows(edition: str) -> tuple[Row, ...]:
    """All rows of 表三 in printed order."""
    return (NEW, CARRIED_IN, *LEAVES[edition], TOTAL, CARRIED_OUT)


def fields(table: str, edition: str) -> list[Key]:
    """Every field of a table in the order of the form."""
    if table == "statistics":
        return [(table, key, "value") for key in statistics.fields()]
    if table == "proactive":
        return [(table, row.key, column) for block in PROACTIVE[edition] for row in block.rows for column, _ in block.columns]
    if table == "requests":
        return [(table, row.key, column) for row in request_rows(edition) for column, _ in PERSONS]
    return [(table, row.key, column) for row in DISPUTES for column, _ in OUTCOMES]


def edition_in_force(year: int) -> str:
    """The edition that a report of this year has to follow."""
    return "2014" if year < 2019 else "2019" if year < 2021 else "2021"


def tables_of(edition: str) -> tuple[str, ...]:
    """The tables that an edition has."""
    return ("statistics",) if edition == "2014" else TABLES
