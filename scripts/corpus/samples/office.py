"""Reports made as DOCX: printed by LibreOffice, kept as they are, or taken apart by pdftotext."""

from __future__ import annotations

from ..grids import Look
from ..prose import Story
from ..recipe import Recipe, drop_table, grouped
from ..render import docx
from .kinds import Direct, Office, Sample

SAMPLES: list[Sample] = [
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
]
