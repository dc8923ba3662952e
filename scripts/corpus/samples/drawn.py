"""PDFs drawn by reportlab."""

from __future__ import annotations

from .. import forms
from ..grids import Look
from ..model import Extra, Report
from ..prose import Story
from ..recipe import Recipe
from ..render import drawn
from .faults import increase
from .kinds import Direct, Sample


def _subtotal(report: Report) -> None:
    """（六）其他处理 as a line of figures, its three rows below it."""
    rows = [row.key for row in forms.LEAVES["2021"] if row.key.startswith("other.")]
    sums = tuple(str(sum(int(report.cells["requests", row, column] or 0) for row in rows)) for column, _ in forms.PERSONS)
    report.extras.append(Extra("not_processed.reconfirm", "（六）其他处理", sums, subtotal=True))


SAMPLES: list[Sample] = [
    Sample(
        "009-luwan-2022.pdf",
        "SimSun not embedded, /GBK-EUC-H with GBK bytes and no ToUnicode; a town with mostly zeros",
        "reportlab",
        Recipe(
            "松坪县芦湾镇人民政府",
            "松坪县芦湾镇人民政府2022年政府信息公开工作年度报告",
            2022,
            "我镇",
            "town",
            Story(
                ("高标准农田建设", "农村危房改造"),
                "芦湾镇芦花路5号",
                "松坪县人民政府网站（www.songping.example.cn）",
                "5550909",
                own=("镇里每逢集日在广场摆出公开展板，群众可以当场翻看台账，干部在旁边解释。",),
            ),
            seed=99,
        ),
        Direct(lambda report: drawn.render(report.blocks, drawn.Style(font="gbk", page_number="- {} -"))),
    ),
    Sample(
        "010-鹿浦市交通运输局2024.pdf",
        "STSong-Light not embedded, UniGB-UCS2-H; rulings are thin filled rectangles; heads and （七）总计 drawn twice as bold; 总计 of two rows wrong",
        "reportlab",
        Recipe(
            "鹿浦市交通运输局",
            "鹿浦市交通运输局2024年政府信息公开工作年度报告",
            2024,
            "我局",
            "bureau",
            Story(
                ("公交线网调整", "农村客运补贴"),
                "鹿浦市通港路12号",
                "鹿浦市交通运输局网站（jtj.lupu.example.cn）",
                "5551010",
                silent=frozenset({"requests"}),
                own=("我局公布了全部公交线路的首末班时间和发车间隔，调整前十日在站牌张贴预告，并开通意见专线。",),
            ),
            seed=110,
            spoil=lambda cells: (increase(cells, "granted", "total", 1), increase(cells, "partial", "total", -1)),
        ),
        Direct(
            lambda report: drawn.render(
                report.blocks, drawn.Style(font="song", rulings="fills", fake_bold=True, repeat_heads=True)
            )
        ),
        ("requests-row-total",),
        {"requests-row-total": "one case moved between the 总计 of （一） and （二）, so the column still adds up"},
    ),
    Sample(
        "011-chengpu-2025.pdf",
        "表三 on a page with /Rotate 90, TrueType subset embedded, watermark; （七）总计 of one kind of applicant wrong",
        "reportlab",
        Recipe(
            "岚州市澄浦区人民政府",
            "岚州市澄浦区人民政府2025年政府信息公开工作年度报告",
            2025,
            "我区",
            "county",
            Story(
                ("城市更新单元规划", "政府采购意向", "养老机构评定"),
                "澄浦区湖滨路1号",
                "澄浦区政府网站（www.chengpu.example.cn）",
                "5551111",
                silent=frozenset({"requests"}),
                own=("我区试行公开事项“反向清单”，凡不公开的须写明条款和理由，由区司法局复核后存档。",),
            ),
            seed=121,
            spoil=lambda cells: (
                increase(cells, "total", "legal_service", 2),
                increase(cells, "new", "legal_service", 2),
                increase(cells, "total", "total", 2),
                increase(cells, "new", "total", 2),
            ),
        ),
        Direct(
            lambda report: drawn.render(
                report.blocks, drawn.Style(turned_requests=True, table_size=9, watermark="澄浦区人民政府")
            )
        ),
        ("requests-result-total",),
        {"requests-result-total": "total[legal_service] is 2 above its parts, new was made to fit"},
    ),
    Sample(
        "012-云汀区统计局2024年政府信息公开工作年度报告.pdf",
        "no rulings at all: columns by alignment alone; heads repeated on each page",
        "reportlab",
        Recipe(
            "临桐市云汀区统计局",
            "临桐市云汀区统计局2024年政府信息公开工作年度报告",
            2024,
            "我局",
            "bureau",
            Story(
                ("经济普查结果", "统计调查项目清单"),
                "云汀区云锦路31号",
                "云汀区政府网站（www.yunting.example.cn）",
                "5551212",
                own=("我局在发布季度数据的同时附上指标解释和口径说明，避免公众误读，并提供表格文件下载。",),
            ),
            seed=132,
        ),
        Direct(
            lambda report: drawn.render(
                report.blocks, drawn.Style(rulings="none", repeat_heads=True, page_number="第{}页", size=10.5)
            )
        ),
    ),
    Sample(
        "029-临桐市审计局2022.pdf",
        "（六）其他处理 printed with figures of its own above its three rows: a subtotal, not a leaf; rulings as thin fills, SimSun not embedded",
        "reportlab",
        Recipe(
            "临桐市审计局",
            "临桐市审计局2022年政府信息公开工作年度报告",
            2022,
            "我局",
            "bureau",
            Story(
                ("审计结果公告", "整改情况跟踪"),
                "临桐市明德路5号",
                "临桐市审计局网站（sjj.lintong.example.cn）",
                "5552929",
                share=True,
                own=("我局公告审计结果时同步公布整改时限和责任单位，逾期未改的列入下一次公告。",),
            ),
            seed=319,
            look=Look(wording={"（六）其他处理": "其中"}),
            reprint=_subtotal,
        ),
        Direct(lambda report: drawn.render(report.blocks, drawn.Style(font="gbk", rulings="fills", page_number="— {} —"))),
    ),
]
