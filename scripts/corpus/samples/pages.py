"""HTML pages as content systems of governments serve them."""

from __future__ import annotations

from dataclasses import replace

from opencc import OpenCC

from ..grids import Look, map_cells
from ..model import Block, Extra, Grid, Report
from ..prose import Story
from ..recipe import Recipe, drop_row, full_width, zeros
from ..render import html
from .faults import empty_row
from .kinds import Direct, Sample

_traditional = OpenCC("s2tw").convert


def _lying(blocks: list[Block]) -> list[Block]:
    """The same blocks with column spans that do not fit: heads and figures still stand in order."""

    def lie(grid: Grid) -> Grid:
        if grid.name == "proactive":
            return replace(
                grid,
                rows=tuple(
                    (row[0], replace(row[1], colspan=2), replace(row[2], colspan=1))
                    if len(row) == 3 and row[1].kind == "num"
                    else row
                    for row in grid.rows
                ),
            )
        if grid.name == "requests":
            return map_cells(grid, lambda cell: replace(cell, colspan=4) if cell.rowspan == 3 and cell.kind == "head" else cell)
        return grid

    return [lie(block) if isinstance(block, Grid) else block for block in blocks]


def _blank_zeros(report: Report) -> None:
    for table in ("proactive", "requests", "disputes"):
        zeros(report, table, "")


def _unknown_row(report: Report) -> None:
    drop_row(report, "requests", "not_processed.publication")
    values = tuple(
        report.cells["requests", "denied.admin_query", column] or ""
        for column in ("natural_person", "business", "research", "public_interest", "legal_service", "other", "total")
    )
    report.extras.append(Extra("denied.admin_query", "8a.其中：地方自设查询事项", values))


def _other_period(report: Report) -> None:
    report.start, report.end = (2022, 1, 1), (2022, 12, 31)
    report.headings[4] = None


SAMPLES: list[Sample] = [
    Sample(
        "013-云汀区农业农村局2023年政府信息公开工作年度报告.html",
        "page of a content system: navigation, sidebar, footer, cells pasted from Word; utf-8",
        "hand-written HTML in the style of a CMS",
        Recipe(
            "临桐市云汀区农业农村局",
            "临桐市云汀区农业农村局2023年政府信息公开工作年度报告",
            2023,
            "我局",
            "bureau",
            Story(
                ("农机购置补贴", "畜禽养殖污染治理"),
                "云汀区稻香路45号",
                "云汀区政府网站（www.yunting.example.cn）",
                "5551313",
                own=("我局把补贴申报、核实、公示、兑付四个环节的时限写进明白卡，由村级信息员送到农户家中。",),
            ),
            seed=143,
            published="2024-01-22",
        ),
        Direct(
            lambda report: html.cms(
                report.blocks,
                html.Style(word=True),
                charset="utf-8",
                site_name="云汀区人民政府",
                source="云汀区农业农村局",
                published=report.published,
                index="202401013",
                years=[2022, 2021, 2020],
            ).encode()
        ),
    ),
    Sample(
        "014-zhubu-2022.html",
        "GB18030 bytes declared as gb2312; old upper-case markup; placeholders — and / and 无 where zeros belong",
        "hand-written HTML in the style of a CMS",
        Recipe(
            "鹿浦市柳汀区竹埠镇人民政府",
            "鹿浦市柳汀区竹埠镇人民政府2022年政府信息公开工作年度报告",
            2022,
            "我镇",
            "town",
            Story(
                ("竹编技艺扶持", "河道清淤"),
                "竹埠镇沿河街22号",
                "柳汀区政府网站（www.liuting.example.cn）",
                "5551414",
                own=("镇文书朱䶮负责公开栏日常维护，村民可在每周三到镇政府翻阅档案。",),
            ),
            seed=154,
            published="2023-01-17",
            reprint=lambda report: (
                zeros(report, "proactive", "／", {"regulations"}),
                zeros(report, "proactive", "无", {"coercion"}),
                zeros(report, "disputes", "—"),
                zeros(report, "requests", "—", {"denied.state_secret", "denied.other_law"}),
            ),
        ),
        Direct(
            lambda report: html.cms(
                report.blocks,
                html.Style(attributes=True),
                charset="gb2312",
                site_name="柳汀区人民政府",
                source="竹埠镇人民政府",
                published=report.published,
                index="202301014",
                years=[2021, 2020],
            ).encode("gb18030")
        ),
        ("value-missing",),
        {"value-missing": "placeholders stand where 0 belongs"},
    ),
    Sample(
        "015-沅禾乡2024年政府信息公开年报.htm",
        "UTF-8 with a byte order mark; layout made of nested tables; every zero left blank",
        "hand-written HTML in the style of an old site",
        Recipe(
            "石镜县沅禾乡人民政府",
            "石镜县沅禾乡人民政府2024年政府信息公开工作年度报告",
            2024,
            "我乡",
            "town",
            Story(
                ("林下经济示范", "饮水安全巩固"),
                "沅禾乡禾坪村1组",
                "石镜县人民政府网站（www.shijing.example.cn）",
                "5551515",
                own=("我乡干部下村时带上当月公开事项摘要，走到哪里讲到哪里，群众的疑问记入本子，三日内回话。",),
            ),
            seed=165,
            published="2025-01-20",
            reprint=_blank_zeros,
        ),
        Direct(
            lambda report: (
                b"\xef\xbb\xbf"
                + html.nested(
                    report.blocks,
                    html.Style(attributes=True),
                    charset="utf-8",
                    source="沅禾乡人民政府",
                    published=report.published,
                ).encode()
            )
        ),
        ("value-missing",),
        {"value-missing": "zeros were left blank"},
    ),
    Sample(
        "016-岚州市人民政府2020年报.html",
        "the form of 2019 in force with lying column spans (of two figures the first spans where in the head the second does; corner spans 4 of 3 columns); full-width digits",
        "hand-written HTML in the style of a CMS",
        Recipe(
            "岚州市人民政府",
            "岚州市人民政府2020年政府信息公开工作年度报告",
            2020,
            "本市",
            "city",
            Story(
                ("疫情防控物资调度", "复工复产政策", "老城排水改造"),
                "岚州市中心广场2号",
                "岚州市人民政府网站（www.lanfu.example.cn）",
                "5551616",
                own=("本市每天两次公布防控信息，先后召开发布会四十余场，集中回应买菜、就医、返程等问题，网站设置滚动问答。",),
            ),
            seed=176,
            published="2021-03-26",
            makes_regulations=True,
            printed=full_width,
        ),
        Direct(
            lambda report: html.cms(
                _lying(report.blocks),
                html.Style(br_labels=True),
                charset="UTF-8",
                site_name="岚州市人民政府",
                source="岚州市人民政府办公室",
                published=report.published,
                index="202103016",
                years=[2019, 2018],
            ).encode()
        ),
    ),
    Sample(
        "017-liuting-2023.html",
        "an unknown row 8a inside （三） (its cases are counted in row 8), and row （五）3 is not there",
        "hand-written HTML in the style of a CMS",
        Recipe(
            "鹿浦市柳汀区人民政府",
            "鹿浦市柳汀区人民政府2023年政府信息公开工作年度报告",
            2023,
            "我区",
            "county",
            Story(
                ("夜间经济街区", "住宅维修资金", "垃圾分类收运"),
                "柳汀区柳堤路10号",
                "柳汀区政府网站（www.liuting.example.cn）",
                "5551717",
                share=True,
                own=("我区把各部门答复中反复出现的问题归并成“常问三十题”，放在申请入口前面，不少群众看完便不必再申请。",),
            ),
            seed=187,
            published="2024-03-21",
            spoil=lambda cells: empty_row(cells, "not_processed.publication"),
            reprint=_unknown_row,
        ),
        Direct(
            lambda report: html.cms(
                report.blocks,
                html.Style(),
                charset="utf-8",
                site_name="柳汀区人民政府",
                source="柳汀区人民政府办公室",
                published=report.published,
                index="202403017",
                years=[2022, 2021],
            ).encode()
        ),
        ("row-missing", "row-unknown"),
        {
            "row-missing": "（五）3.要求提供公开出版物 is not printed",
            "row-unknown": "a local row; its figures are extra and stay out of the sums",
        },
    ),
    Sample(
        "018-桐荫街道2023年政府信息公开工作年度报告.html",
        "period of the year before, heading five left out (its text runs on under four); half-width brackets",
        "hand-written HTML in the style of an old site",
        Recipe(
            "澄浦区桐荫街道办事处",
            "澄浦区桐荫街道办事处2023年政府信息公开工作年度报告",
            2023,
            "我街道",
            "town",
            Story(
                ("社区食堂布点", "楼道堆物清理"),
                "桐荫街道梧桐里9号",
                "澄浦区政府网站（www.chengpu.example.cn）",
                "5551818",
                own=("十一个社区各选一名公开联络员，负责把街道文件翻译成居民听得懂的话，贴到单元门口。",),
            ),
            seed=198,
            published="2024-01-19",
            look=Look(wording={"（": "(", "）": ")"}),
            reprint=_other_period,
        ),
        Direct(
            lambda report: html.nested(
                report.blocks, html.Style(word=True), charset="utf-8", source="桐荫街道办事处", published=report.published
            ).encode()
        ),
        ("section-missing", "period-mismatch"),
        {"section-missing": "heading five is left out", "period-mismatch": "the period is that of the year before"},
    ),
    Sample(
        "023-lintong-sfj-2024-big5.html",
        "the page's mirror in traditional characters, Big5",
        "hand-written HTML converted by OpenCC",
        Recipe(
            "临桐市司法局",
            "临桐市司法局2024年政府信息公开工作年度报告",
            2024,
            "我局",
            "bureau",
            Story(
                ("法律援助指南", "公证办理减证"),
                "临桐市正义路18号",
                "临桐市司法局网站（sfj.lintong.example.cn）",
                "5552323",
                own=("我局把复议文书范本和常见理由整理上网，申请人可以照着填写，也可以请值班律师代书。",),
            ),
            seed=253,
            published="2025-01-23",
        ),
        Direct(
            lambda report: _traditional(
                html.nested(report.blocks, html.Style(), charset="big5", source="临桐市司法局", published=report.published)
            ).encode("big5", "xmlcharrefreplace")
        ),
        script=_traditional,
    ),
    Sample(
        "027-石镜县民政局2023年政府信息公开工作年度报告.html",
        "labels as people retype them: slips (本年发件数, 行政止公开, 过程性性信息), other punctuation, other headings",
        "hand-written HTML in the style of a CMS",
        Recipe(
            "石镜县民政局",
            "石镜县民政局2023年政府信息公开工作年度报告",
            2023,
            "我局",
            "bureau",
            Story(
                ("特困人员供养", "殡葬服务收费", "社会组织年检"),
                "石镜县安康路2号",
                "石镜县人民政府网站（www.shijing.example.cn）",
                "5552727",
                own=("低保审核结果在村组张榜七日，张榜照片由驻村干部上传存档，异议电话有人值守。",),
            ),
            seed=297,
            published="2024-01-25",
            look=Look(
                wording={
                    "本年制发件数": "本年发件数",
                    "行政规范性文件": "规范性文件",
                    "法律行政法规禁止公开": "法律行政止公开",
                    "过程性信息": "过程性性信息",
                    "1.": "1、",
                    "2.": "2、",
                    "3.": "3、",
                    "（区分处理的": "（ 区分处理的",
                    "社会公益组织": "社会 公益组织",
                    "一、总体情况": "一、总体概述",
                    "二、主动公开政府信息情况": "二、行政机关主动公开政府信息的情况",
                    "四、政府信息公开行政复议、行政诉讼情况": "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
                    "五、存在的主要问题及改进情况": "五、存在问题及改进措施",
                }
            ),
        ),
        Direct(
            lambda report: html.cms(
                report.blocks,
                html.Style(attributes=True),
                charset="utf-8",
                site_name="石镜县人民政府",
                source="石镜县民政局",
                published=report.published,
                index="202401027",
                years=[2022],
            ).encode()
        ),
    ),
]
