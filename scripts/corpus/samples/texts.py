"""Plain text."""

from __future__ import annotations

from ..prose import Story
from ..recipe import Recipe
from ..render import text
from .faults import bad_counts
from .kinds import Direct, Sample

SAMPLES: list[Sample] = [
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
            spoil=bad_counts,
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
        "028-liuting-shuiwu-2024.txt",
        "one cell a line and a lone pipe after each, as some text captures leave tables; no indents",
        "plain text",
        Recipe(
            "柳汀区水务局",
            "柳汀区水务局2024年政府信息公开工作年度报告",
            2024,
            "我局",
            "bureau",
            Story(
                ("排水管网普查", "水价听证", "节水器具补贴"),
                "柳汀区清波路17号",
                "柳汀区政府网站（www.liuting.example.cn）",
                "5552828",
                own=("停水预告由原来的前一天改为前三天发布，并按小区推送短信，抢修进度每两小时更新一次。",),
            ),
            seed=308,
        ),
        Direct(lambda report: text.render(report.blocks, text.lone_pipes, indent="").encode()),
    ),
]
