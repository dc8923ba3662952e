"""Files that are no readable report, for the tests: each with the status that a reader has to give it."""

from __future__ import annotations

import io
import json
import random
import re
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from .recipe import cook
from .render import drawn, html, tools
from .samples import SAMPLES

_LETTER = """关于调整食堂开放时间的通知

各科室：
　　自下月起，食堂早餐时间改为七点到八点半，午餐时间不变。请大家错峰就餐，自带餐具，用后放回指定位置。
　　夏季停电检修期间，晚餐改为盒饭，由各科室派人领取。

后勤服务中心
"""


def _report_pdf() -> bytes:
    sample = next(sample for sample in SAMPLES if sample.file.startswith("010"))
    return drawn.render(cook(sample.recipe).blocks, drawn.Style(font="song"))


def _picture() -> Image.Image:
    """A page with words and a table, as a scanner would see it."""
    picture = Image.new("1", (620, 877), 1)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(tools.font(tools.WQY, "fonts-wqy-zenhei"), 22)
    draw.text((90, 80), "某某镇2023年政府信息公开工作年度报告", font=font, fill=0)
    draw.text((60, 140), "二、主动公开政府信息情况", font=font, fill=0)
    for y in range(190, 520, 40):
        draw.line((60, y, 560, y), fill=0)
        if y < 500:
            draw.text((70, y + 8), "规章", font=font, fill=0)
            draw.text((420, y + 8), "0", font=font, fill=0)
    for x in (60, 310, 560):
        draw.line((x, 190, x, 510), fill=0)
    return picture


def _picture_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=drawn.A4, invariant=1)
    canvas.drawImage(ImageReader(_picture().convert("L")), 0, 0, *drawn.A4)
    canvas.save()
    return out.getvalue()


def _png() -> bytes:
    out = io.BytesIO()
    _picture().save(out, "PNG", optimize=True)
    return out.getvalue()


def _pictured_html() -> str:
    """A report whose three tables are pictures."""
    blocks = cook(SAMPLES[5].recipe).blocks
    page = html.cms(
        blocks, html.Style(), charset="utf-8", site_name="凌河县人民政府", source="凌河县教育局", published="2024-01-18",
        index="202401006", years=[2022, 2021],
    )  # fmt: skip
    return re.sub(r"<table class=.*?</table>", '<p align="center"><img src="table.png" width="640"></p>', page, flags=re.DOTALL)


def _prose_only() -> str:
    """A report without tables, as the years before the form of 2019 knew it."""
    return (
        "柳汀区竹埠镇人民政府2018年政府信息公开工作年度报告\n\n一、概述\n　　本报告中所列数据的统计期限为2018年1月1日至2018年12月31日。"
        "我镇安排专人负责公开栏和网站栏目，重点公开了扶贫资金、村级财务和工程招标结果。\n二、主动公开情况\n　　全年在网站发布信息86条，"
        "张贴公告41份。\n三、依申请公开情况\n　　2018年未收到公开申请。\n四、复议和诉讼情况\n　　没有相关案件。\n五、问题和打算\n"
        "　　公开内容还不够细，来年将请村民代表参与选题。\n"
    )


def _lock(source: bytes, target: Path) -> None:
    """AES-256 with a user password. Its salts are random: an existing file is kept."""
    if target.exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.pdf"
        plain.write_bytes(source)
        qpdf = tools.program("qpdf", "qpdf")
        tools.run([qpdf, "--encrypt", "secret", "owner", "256", "--", str(plain), str(target)])


def _figures() -> str:
    """A page of figures that is no report: as many in a row as table four has, under heads of another kind."""
    rows = "".join("<tr>" + "".join(f"<td>{row * 15 + column}</td>" for column in range(15)) + "</tr>" for row in range(30))
    head = "".join(f"<th>第{column + 1}站</th>" for column in range(15))
    return f"<html><meta charset=utf-8><body><h1>水位记录</h1><table><tr>{head}</tr>{rows}</table></body></html>"


_TITLE = "柳汀区竹埠镇人民政府2023年政府信息公开工作年度报告"


def _beside() -> dict[str, tuple[bytes, str]]:
    """What lies beside reports in a collector's folder, and names them."""
    page = html.printable(cook(SAMPLES[5].recipe).blocks, font="SimSun", css="")
    record = {"title": _TITLE, "tables": [{"heading": "二、主动公开政府信息情况", "rows": [["规章", 0, 0, 3], ["行政许可", 12]]}]}
    files = {
        "record.json": json.dumps(record, ensure_ascii=False, indent=1) + "\n",
        "records.jsonl": "".join(json.dumps(record | {"number": number}, ensure_ascii=False) + "\n" for number in (1, 2)),
        "facts.tsv": f"key\tvalue\ntitle\t{_TITLE}\nyear\t2023\n",
        "sections.csv": f"number,heading,text\n1,一、总体情况,{_TITLE}\n3,三、收到和处理政府信息公开申请情况,本年新收 0 件\n",
        "list.csv": f"文件,网址,标题\na.pdf,https://www.example.cn/1.html,{_TITLE}\nb.pdf,https://www.example.cn/2.html,{_TITLE}\n",
        "address.txt": f"{_TITLE}\nhttps://www.example.cn/1.html\n",
        "page-of-gouji.html": page.replace("<head>", '<head><meta name="generator" content="gouji">', 1),
    }
    return {name: (text.encode(), "not-a-report") for name, text in files.items()}


def build(folder: Path) -> None:
    """Write the files and expected.tsv."""
    folder.mkdir(parents=True, exist_ok=True)
    report = _report_pdf()
    files = {
        "empty.pdf": (b"", "empty"),
        "cut.pdf": (report[:300], "damaged"),
        "picture-only.pdf": (_picture_pdf(), "needs-ocr"),
        "scan.png": (_png(), "needs-ocr"),
        "reports.rar": (b"Rar!\x1a\x07\x01\0" + random.Random(9).randbytes(200), "unsupported"),
        "random.bin": (random.Random(8).randbytes(2048), "unsupported"),
        "notice.txt": (_LETTER.encode(), "not-a-report"),
        "figures.html": (_figures().encode(), "not-a-report"),
        "notice.html": (f"<html><meta charset=utf-8><body><p>{_LETTER}</p></body></html>".encode(), "not-a-report"),
        "tables-are-images.html": (_pictured_html().encode(), "tables-are-images"),
        "prose-only.txt": (_prose_only().encode(), "no-tables"),
        **_beside(),
    }
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    _lock(report, folder / "locked.pdf")
    expected = {"locked.pdf": "needs-password", **{name: status for name, (_, status) in files.items()}}
    lines = ["file\tstatus", *(f"{name}\t{expected[name]}" for name in sorted(expected))]
    (folder / "expected.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
