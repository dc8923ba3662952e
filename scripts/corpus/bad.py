"""Files that are no readable report, for the tests: each with the status that a reader has to give it."""

from __future__ import annotations

import io
import random
import tempfile
import zipfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from .recipe import cook
from .render import drawn, tools
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


def _unknown_zip() -> bytes:
    """A ZIP that looks like an office file by its name only."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in ("manifest.json", "content/data.bin"):
            package.writestr(zipfile.ZipInfo(name, (2024, 1, 15, 8, 0, 0)), "{}")
    return out.getvalue()


def _lock(source: bytes, target: Path) -> None:
    """AES-256 with a user password. Its salts are random: an existing file is kept."""
    if target.exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.pdf"
        plain.write_bytes(source)
        qpdf = tools.program("qpdf", "qpdf")
        tools.run([qpdf, "--encrypt", "secret", "owner", "256", "--", str(plain), str(target)])


def build(folder: Path) -> None:
    """Write the files and expected.tsv."""
    folder.mkdir(parents=True, exist_ok=True)
    report = _report_pdf()
    files = {
        "empty.pdf": (b"", "empty"),
        "cut.pdf": (report[:300], "damaged"),
        "random.pdf": (random.Random(7).randbytes(2048), "damaged"),
        "picture-only.pdf": (_picture_pdf(), "needs-ocr"),
        "scan.png": (_png(), "unsupported"),
        "unknown-package.docx": (_unknown_zip(), "unsupported"),
        "random.bin": (random.Random(8).randbytes(2048), "unsupported"),
        "notice.txt": (_LETTER.encode(), "not-a-report"),
        "notice.html": (f"<html><meta charset=utf-8><body><p>{_LETTER}</p></body></html>".encode(), "not-a-report"),
        "blank.txt": (b" \r\n\r\n", "empty"),
    }
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    _lock(report, folder / "locked.pdf")
    expected = {"locked.pdf": "needs-password", **{name: status for name, (_, status) in files.items()}}
    lines = ["file\tstatus", *(f"{name}\t{expected[name]}" for name in sorted(expected))]
    (folder / "expected.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
