"""HTML pages printed to PDF by Chromium."""

from __future__ import annotations

from ..grids import Look
from ..prose import Story
from ..recipe import Recipe
from ..render import html
from .faults import swapped
from .kinds import Chromium, Sample

_HORIZONTAL = "table { border-top: 1.5px solid #000; border-bottom: 1.5px solid #000; } tr { border-bottom: 0.6px solid #333; }"
_DASHED = "td { border: 1px solid #555; } table.proactive td { border-style: dashed; } td.head, td.title { background: #e8eef7; } h2 { color: #00a; }"
_FULL = (
    "td { border: 0.5px solid #000; } td.num, table.disputes td { font-family: 'Noto Sans CJK SC'; } h1, h2 { font-weight: normal; } table.requests { page-break-inside: avoid; } "
    ".mark { position: fixed; top: 45%; left: 20%; font-size: 40pt; color: #eee; transform: rotate(-30deg); z-index: -1; }"
)

SAMPLES: list[Sample] = [
    Sample(
        "006-凌河县教育局2023年度政府信息公开工作年度报告.pdf",
        "tables with horizontal rules only; a county bureau",
        "Chromium from HTML",
        Recipe(
            "岚州市凌河县教育局",
            "岚州市凌河县教育局2023年度政府信息公开工作年度报告",
            2023,
            "我局",
            "bureau",
            Story(
                ("义务教育入学政策", "学校食堂采购"),
                "凌河县学府街3号",
                "凌河县人民政府网站（www.linghe.example.cn）",
                "5550606",
                own=("我局把每所学校的收费项目、作息安排和校车线路做成一页纸，开学前送到每位家长手里，同时挂网。",),
            ),
            seed=66,
            look=Look(wording={"五、存在的主要问题及改进情况": "五、政府信息公开工作存在的主要问题及改进情况"}),
        ),
        Chromium(lambda blocks: html.printable(blocks, font="WenQuanYi Zen Hei", css=_HORIZONTAL)),
    ),
    Sample(
        "007-danya-2021.pdf",
        "CSS borders, dashed in 表二, and shaded heads; the two digits of one result cell are swapped, so its row and its column break",
        "Chromium from HTML",
        Recipe(
            "鹿浦市丹崖县人民政府",
            "鹿浦市丹崖县人民政府2021年政府信息公开工作年度报告",
            2021,
            "本县",
            "county",
            Story(
                ("古村落保护修缮", "海塘加固工程", "渔港经济区规划"),
                "丹崖县海潮路77号",
                "丹崖县政府门户网站（www.danya.example.cn）",
                "5550707",
                silent=frozenset({"requests"}),
                own=("本县为渔民开设船上广播，出海前可以听到当天的伏休政策、燃油补贴和避风锚地信息。",),
            ),
            seed=77,
            spoil=lambda cells: cells.update(
                {
                    ("requests", "unavailable.not_held", "natural_person"): swapped(
                        int(cells["requests", "unavailable.not_held", "natural_person"])
                    )
                }
            ),
        ),
        Chromium(lambda blocks: html.printable(blocks, font="WenQuanYi Zen Hei", css=_DASHED, table_size=9)),
        ("requests-result-total", "requests-row-total"),
        {
            rule: "digits of unavailable.not_held[natural_person] swapped"
            for rule in ("requests-result-total", "requests-row-total")
        },
    ),
    Sample(
        "008-国家湿地观测局2022年政府信息公开工作年度报告.pdf",
        "a central body that makes rules; OpenType font of the figures and of 表四 printed as Type 3, pale watermark behind the text, 表二 one table a block",
        "Chromium from HTML",
        Recipe(
            "国家湿地观测局",
            "国家湿地观测局2022年政府信息公开工作年度报告",
            2022,
            "我局",
            "ministry",
            Story(
                ("候鸟迁飞监测数据", "湿地名录调整"),
                "京畿路甲8号",
                "国家湿地观测局网站（www.shidi.example.cn）",
                "5550808",
                share=True,
                own=("我局向社会开放了十二年的观测序列，科研人员和公众可以按站点下载，数据说明与质控方法同步公布。",),
            ),
            seed=88,
            makes_regulations=True,
            look=Look(split_proactive=True),
        ),
        Chromium(
            lambda blocks: html.printable(
                blocks, font="WenQuanYi Zen Hei", css=_FULL, size=12, table_size=8, extra='<div class="mark">国家湿地观测局</div>'
            )
        ),
    ),
]
