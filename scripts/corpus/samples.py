"""The samples: each unlike the others in producer, layout, edition, kind of body, figures and faults."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from .grids import Look, map_cells
from .model import Block, Extra, Grid, Report
from .numbers import Figures
from .prose import Story
from .recipe import Recipe, drop_row, drop_table, full_width, grouped, zeros
from .render import docx, drawn, html, text


@dataclass(frozen=True)
class Office:
    """A DOCX that LibreOffice prints to PDF; `then` names a last step: pdftotext or encrypt."""

    style: docx.Style
    then: str = ""


@dataclass(frozen=True)
class Chromium:
    """An HTML page that Chromium prints to PDF."""

    page: Callable[[list[Block]], str]


@dataclass(frozen=True)
class Direct:
    """Bytes that need no other program."""

    make: Callable[[Report], bytes]


@dataclass(frozen=True)
class Sample:
    """A file of the corpus."""

    file: str
    shows: str
    producer: str
    recipe: Recipe
    way: Office | Chromium | Direct
    faults: tuple[str, ...] = ()
    """The rules that have to fire, and no other."""
    notes: dict[str, str] = field(default_factory=dict)


SAMPLES: list[Sample] = []


def _add(*samples: Sample) -> None:
    SAMPLES.extend(samples)


# --- PDF by LibreOffice -------------------------------------------------------------------------------------------

_add(
    Sample(
        "001-qingxi-2023.pdf",
        "a city's report; ruled 表三 broken by the page, 三、本年度办理结果 one character a line, page numbers — 3 —, cells annotated",
        "LibreOffice from DOCX",
        Recipe(
            "青溪市人民政府",
            "青溪市人民政府2023年政府信息公开工作年度报告",
            2023,
            "我市",
            "city",
            Story(
                ("老旧小区加装电梯", "青溪港二期建设", "中小学招生划片"),
                "青溪市澄清大道1号",
                "青溪市人民政府网站（www.qingxi.example.cn）",
                "5550101",
                share=True,
                own=(
                    "这一年，我市把“码上看政策”推广到全部镇街，市民扫码即可看到本地段的规划公示、停水通知和办事流程，年内扫码查询三十余万人次。",
                    "对群众来电来信反映集中的供热、公交线路调整等事项，我市坚持先听意见、再定方案、后公布结果，公布时一并说明没有采纳的理由。",
                ),
            ),
            seed=2,
            makes_regulations=True,
            look=Look(vertical=True),
            reprint=lambda report: report.cells.update(
                {
                    ("proactive", "regulations", "issued"): report.cells["proactive", "regulations", "issued"]
                    + "（其中修订1件）",
                }
            ),
        ),
        Office(docx.Style(page_numbers=True, size=13, line=1.4, table_size=9, bold=False)),
    ),
    Sample(
        "002-云岚省水务厅2022年政府信息公开工作年度报告.pdf",
        "a provincial department's report; 表三 on a landscape page with repeated heads, label turned by text direction",
        "LibreOffice from DOCX",
        Recipe(
            "云岚省水务厅",
            "云岚省水务厅2022年政府信息公开工作年度报告",
            2022,
            "我厅",
            "ministry",
            Story(
                ("中小河流治理项目", "农村供水水质监测", "取水许可告知承诺"),
                "云岚省云溪市柳堤路66号",
                "云岚省水务厅门户网站（slt.yunlan.example.cn）",
                "5550202",
                own=("汛期我厅每日三次公布主要河道水情和水库蓄水情况，遇有洪峰过境加密到每小时一次，并提示下游群众避险。",),
            ),
            seed=12,
        ),
        Office(
            docx.Style(
                landscape_requests=True, repeat_heads=True, text_direction=True, table_size=10.5, size=14, font="Noto Sans CJK SC"
            )
        ),
    ),
    Sample(
        "003-dingjiayan-2024.pdf",
        "a town's small print: all in 7 points, narrow label column so that rows are tall and one is cut in two by the page; 表四 总计 left at 0 in two blocks",
        "LibreOffice from DOCX",
        Recipe(
            "松坪县丁家堰镇人民政府",
            "松坪县丁家堰镇人民政府2024年政府信息公开工作年度报告",
            2024,
            "我镇",
            "town",
            Story(
                ("惠农补贴发放", "村级公路养护"),
                "丁家堰镇正街18号",
                "松坪县人民政府网站（www.songping.example.cn）",
                "5550303",
                silent=frozenset({"disputes"}),
                own=("我镇二十一个村全部更新了公开栏，换上防水面板，内容由村务监督委员会每月核对一次，核对人当场签名。",),
            ),
            seed=33,
            spoil=lambda cells: cells.update(
                {
                    ("disputes", "review", "upheld"): 2,
                    ("disputes", "review", "other"): 1,
                    ("disputes", "review", "total"): 0,
                    ("disputes", "direct_suit", "upheld"): 1,
                    ("disputes", "direct_suit", "total"): 0,
                }
            ),
        ),
        Office(
            docx.Style(
                bold=False,
                size=10.5,
                table_size=7,
                line=1.9,
                margin=3,
                widths=(400, 620, 1250, 800, 800, 800, 800, 800, 800, 800),
            )
        ),
        ("disputes-total",),
        {"disputes-total": "the parts are filled in, 总计 was left at 0"},
    ),
    Sample(
        "004-石镜县人民政府2020年政府信息公开工作年度报告.pdf",
        "the form of 2019 in force, thousands separated, signed changes, money with decimals, rows kept whole over the page break",
        "LibreOffice from DOCX",
        Recipe(
            "石镜县人民政府",
            "石镜县人民政府2020年政府信息公开工作年度报告",
            2020,
            "我县",
            "county",
            Story(
                ("易地搬迁后续扶持", "县域医共体建设", "行政审批事项清单"),
                "石镜县城关镇人民路9号",
                "石镜县人民政府网站（www.shijing.example.cn）",
                "5550404",
                own=("我县用方言录制政策广播，通过应急喇叭在早晚各播一遍，山区老人反映听得懂、记得住。",),
            ),
            seed=44,
            printed=grouped,
            signed=True,
            look=Look(wording={"采购总金额": "采购总金额（万元）"}),
        ),
        Office(docx.Style(bold=False, whole_rows=True, table_size=8.5, size=12)),
    ),
    Sample(
        "005-梧山区政府2023年报.pdf",
        "editions mixed: 表二 of 2021 with a one-row （六） in 表三, report of 2023; one wrong cell breaks the balance of its column and of 总计",
        "LibreOffice from DOCX",
        Recipe(
            "临桐市梧山区人民政府",
            "临桐市梧山区人民政府2023年政府信息公开工作年度报告",
            2023,
            "我区",
            "county",
            Story(
                ("城中村改造安置", "普惠托育服务", "燃气管道更新"),
                "梧山区文昌路200号",
                "梧山区政府网站（www.wushan.example.cn）",
                "5550505",
                silent=frozenset({"requests"}),
                own=("我区在地铁口设置“政策驿站”，下班时段由业务科长轮流坐班，接受现场提问，问答全部留存备查。",),
            ),
            seed=55,
            editions={"requests": "2019"},
            spoil=lambda cells: cells.update(
                {
                    ("requests", "new", "business"): int(cells["requests", "new", "business"]) + 9,
                    ("requests", "new", "total"): int(cells["requests", "new", "total"]) + 9,
                }
            ),
        ),
        Office(docx.Style(table_size=9, size=12, page_numbers=True, font="WenQuanYi Zen Hei", line=1.5)),
        ("form-outdated", "requests-balance"),
        {
            "form-outdated": "表三 keeps the one-row （六）其他处理",
            "requests-balance": "new[business] and its 总计 are 9 too high",
        },
    ),
)

# --- PDF by Chromium ----------------------------------------------------------------------------------------------

_HORIZONTAL = "table { border-top: 1.5px solid #000; border-bottom: 1.5px solid #000; } tr { border-bottom: 0.6px solid #333; }"
_DASHED = "td { border: 1px solid #555; } table.proactive td { border-style: dashed; } td.head, td.title { background: #e8eef7; } h2 { color: #00a; }"
_FULL = (
    "td { border: 0.5px solid #000; } td.num, table.disputes td { font-family: 'Noto Sans CJK SC'; } h1, h2 { font-weight: normal; } table.requests { page-break-inside: avoid; } "
    ".mark { position: fixed; top: 45%; left: 20%; font-size: 40pt; color: #eee; transform: rotate(-30deg); z-index: -1; }"
)

_add(
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
                    ("requests", "unavailable.not_held", "natural_person"): _swapped(
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
)


def _swapped(figure: int) -> int:
    """The last two digits of a figure change places."""
    digits = str(figure)
    assert len(digits) > 1 and digits[-1] != digits[-2], figure
    return int(digits[:-2] + digits[-1] + digits[-2])


def _raise(cells: Figures, row: str, column: str, by: int) -> None:
    cells["requests", row, column] = int(cells["requests", row, column]) + by


# --- PDF by reportlab ---------------------------------------------------------------------------------------------

_add(
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
            spoil=lambda cells: (_raise(cells, "granted", "total", 1), _raise(cells, "partial", "total", -1)),
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
                _raise(cells, "total", "legal_service", 2),
                _raise(cells, "new", "legal_service", 2),
                _raise(cells, "total", "total", 2),
                _raise(cells, "new", "total", 2),
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
)

# --- HTML ---------------------------------------------------------------------------------------------------------


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


_add(
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
            spoil=lambda cells: _empty_row(cells, "not_processed.publication"),
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
)


def _empty_row(cells: Figures, row: str) -> None:
    """The figures of a result row go to （六）3, so that every sum still holds."""
    for column in ("natural_person", "business", "research", "public_interest", "legal_service", "other", "total"):
        _raise(cells, "other.other", column, int(cells["requests", row, column]))
        cells["requests", row, column] = 0


# --- plain text ---------------------------------------------------------------------------------------------------


def _bad_counts(cells: Figures) -> None:
    """A negative result that the sums agree with, and half a penalty."""
    _raise(cells, "not_processed.repeat", "natural_person", -1 - int(cells["requests", "not_processed.repeat", "natural_person"]))
    lost = sum(
        int(cells["requests", "not_processed.repeat", column])
        for column in ("natural_person", "business", "research", "public_interest", "legal_service", "other")
    )
    cells["requests", "not_processed.repeat", "total"] = lost
    for column in ("natural_person", "total"):
        leaves = sum(
            int(figure)
            for (table, row, where), figure in cells.items()
            if table == "requests" and where == column and row not in ("new", "carried_in", "total", "carried_out")
        )
        cells["requests", "total", column] = leaves
        cells["requests", "new", column] = (
            leaves + int(cells["requests", "carried_out", column]) - int(cells["requests", "carried_in", column])
        )
    cells["proactive", "penalties", "decisions"] = f"{cells['proactive', 'penalties', 'decisions']}.5"


_add(
    Sample(
        "019-松坪县财政局2025年政府信息公开工作年度报告.txt",
        "tables as tabs, UTF-8; a count of -1 (with which the sums agree) and a count with a decimal",
        "plain text",
        Recipe(
            "松坪县财政局",
            "松坪县财政局2025年政府信息公开工作年度报告",
            2025,
            "我局",
            "bureau",
            Story(
                ("预算绩效目标", "惠企资金直达"),
                "松坪县府前街6号",
                "松坪县人民政府网站（www.songping.example.cn）",
                "5551919",
                silent=frozenset({"requests"}),
                own=("我局把部门预算、决算放到同一平台，按科目可逐级展开，并附名词解释。",),
            ),
            seed=209,
            spoil=_bad_counts,
        ),
        Direct(lambda report: text.render(report.blocks, text.tabs).encode()),
        ("count-invalid",),
        {"count-invalid": "a count has to be a whole number, not negative"},
    ),
    Sample(
        "020-yanchuan-2019.txt",
        "the form of 2019 in its first year, tables as pipes, GB18030",
        "plain text",
        Recipe(
            "石镜县雁川乡人民政府",
            "石镜县雁川乡人民政府2019年政府信息公开工作年度报告",
            2019,
            "我乡",
            "town",
            Story(
                ("脱贫攻坚项目库", "退耕还林补助"),
                "雁川乡雁落村2组",
                "石镜县人民政府网站（www.shijing.example.cn）",
                "5552020",
                own=("我乡新建的公开长廊设在卫生院对面，赶场的群众歇脚时便能看到低保、救助和项目安排。",),
            ),
            seed=220,
        ),
        Direct(lambda report: text.render(report.blocks, text.pipes).encode("gb18030")),
    ),
    Sample(
        "021-linghe-yibao-2021.txt",
        "columns aligned by blanks as pdftotext -layout leaves them; words in a cell of 表二",
        "pdftotext -layout of a PDF by LibreOffice",
        Recipe(
            "凌河县医疗保障局",
            "凌河县医疗保障局2021年政府信息公开工作年度报告",
            2021,
            "本局",
            "bureau",
            Story(
                ("门诊慢特病认定", "药品集中采购"),
                "凌河县康宁路15号",
                "凌河县人民政府网站（www.linghe.example.cn）",
                "5552121",
                own=("本局在定点医院收费窗口旁设公开屏，滚动显示报销比例和异地就医备案办法。",),
            ),
            seed=231,
            reprint=lambda report: report.cells.update({("proactive", "penalties", "decisions"): "详见县局处罚公示栏"}),
        ),
        Office(docx.Style(size=11, table_size=8, font="WenQuanYi Zen Hei"), then="pdftotext"),
        ("value-unreadable",),
        {"value-unreadable": "words instead of a number"},
    ),
    Sample(
        "022-鹿浦市自然资源局2023年报.txt",
        "UTF-16LE with a byte order mark, one cell a line; fewer documents in force than were issued",
        "plain text",
        Recipe(
            "鹿浦市自然资源局",
            "鹿浦市自然资源局2023年政府信息公开工作年度报告",
            2023,
            "我局",
            "bureau",
            Story(
                ("国土空间规划公示", "征地信息查询"),
                "鹿浦市规划路8号",
                "鹿浦市自然资源局网站（zrj.lupu.example.cn）",
                "5552222",
                silent=frozenset({"proactive"}),
                own=("征地批文、补偿方案和听证笔录按地块归集，输入村名即可查到，图件可以放大。",),
            ),
            seed=242,
            spoil=lambda cells: cells.update(
                {
                    ("proactive", "normative_documents", "issued"): 9,
                    ("proactive", "normative_documents", "repealed"): 2,
                    ("proactive", "normative_documents", "in_force"): 4,
                }
            ),
        ),
        Direct(
            lambda report: b"\xff\xfe" + text.render(report.blocks, text.one_a_line).replace("\n", "\r\n").encode("utf-16-le")
        ),
        ("in-force-too-small",),
        {"in-force-too-small": "9 issued, 2 repealed, 4 in force"},
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
            )
        ),
    ),
    Sample(
        "024-wanghe-2022.docx",
        "a DOCX; 表四 is not there, a sentence stands in its place",
        "python-docx",
        Recipe(
            "丹崖县望鹤镇人民政府",
            "丹崖县望鹤镇人民政府2022年政府信息公开工作年度报告",
            2022,
            "我镇",
            "town",
            Story(
                ("渔村民宿管理", "海岸线环境整治"),
                "望鹤镇鹤鸣街1号",
                "丹崖县政府门户网站（www.danya.example.cn）",
                "5552424",
                no_table="2022年，我镇没有行政复议和行政诉讼案件，不再列表。",
                own=("渔汛期间我镇把码头电子屏交给信息公开专用，潮汐、补贴、招工三类内容轮播。",),
            ),
            seed=264,
            look=Look(vertical=True),
            reprint=lambda report: drop_table(report, "disputes"),
        ),
        Direct(lambda report: docx.render(report.blocks, docx.Style(repeat_heads=True, font="SimSun", page_numbers=True))),
        ("table-missing",),
        {"table-missing": "表四 is replaced by a sentence"},
    ),
    Sample(
        "025-梧山区文化和旅游局2022年报.docx",
        "a DOCX; the whole form of 2019 in a report of 2022",
        "python-docx",
        Recipe(
            "梧山区文化和旅游局",
            "梧山区文化和旅游局2022年政府信息公开工作年度报告",
            2022,
            "我局",
            "bureau",
            Story(
                ("博物馆免费开放", "旅行社质量等级"),
                "梧山区戏台巷4号",
                "梧山区政府网站（www.wushan.example.cn）",
                "5552525",
                own=("演出、展览和讲座按月排成日历发布，场馆限流和闭馆信息提前三天预告。",),
            ),
            seed=275,
            editions={"proactive": "2019", "requests": "2019"},
        ),
        Direct(
            lambda report: docx.render(
                report.blocks, docx.Style(font="仿宋_GB2312", size=16, table_size=10.5, text_direction=True)
            )
        ),
        ("form-outdated",),
        {"form-outdated": "the form of 2019 in a report of 2022"},
    ),
    Sample(
        "026-鹿浦市公共资源交易中心2025年政府信息公开工作年度报告.pdf",
        "encrypted with an owner's password only, so that anyone may read it; a body of which everything is zero",
        "LibreOffice from DOCX, qpdf",
        Recipe(
            "鹿浦市公共资源交易中心",
            "鹿浦市公共资源交易中心2025年政府信息公开工作年度报告",
            2025,
            "我中心",
            "town",
            Story(
                ("招标投标全流程公开", "评标专家抽取"),
                "鹿浦市开元路60号",
                "鹿浦市公共资源交易网（ggzy.lupu.example.cn）",
                "5552626",
                own=("我中心将每个项目的公告、澄清、中标和合同履行挂在同一时间轴上，投标人和群众看到的是同一份材料。",),
            ),
            seed=286,
            spoil=lambda cells: cells.update(dict.fromkeys(cells, 0)),
        ),
        Office(docx.Style(bold=False, size=12, table_size=9, line=1.2, borders="dotted"), then="encrypt"),
    ),
)


def _traditional(page: str) -> bytes:
    """The page in traditional characters and Big5."""
    from opencc import OpenCC

    return OpenCC("s2tw").convert(page).encode("big5", "xmlcharrefreplace")
