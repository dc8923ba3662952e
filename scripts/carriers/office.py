"""The same small report in every format that LibreOffice writes."""

import datetime
import io
import subprocess
import tempfile
from pathlib import Path

PAGE = """<html><head><meta charset="utf-8"><title>站点年报</title></head><body>
<p>站点年度报告</p>
<p>一、巡查情况</p>
<table border="1">
<tr><td rowspan="2">项目</td><td colspan="2">本年</td><td rowspan="2">合计</td></tr>
<tr><td>计划</td><td>完成</td></tr>
<tr><td>巡查<br>（日常）</td><td>12</td><td>11</td><td>23</td></tr>
<tr><td>维修</td><td>3</td><td></td><td>3.5</td></tr>
</table>
<p>二、其他</p>
<table border="1">
<tr><td>上年</td><td>本年</td></tr>
<tr><td>0</td><td>-8</td></tr>
</table>
<p>以上。</p>
</body></html>
"""

def workbook() -> bytes:
    """The same report as a workbook, with borders around its tables, a hidden sheet, row and column."""
    import openpyxl
    from openpyxl.styles import Border, Side

    book = openpyxl.Workbook()
    sheet = book.active
    side = Side(style="thin")
    rows = {
        1: ["站点年度报告"],
        3: ["一、巡查情况"],
        4: ["项目", "本年", None, "合计"],
        5: [None, "计划", "完成", None],
        6: ["巡查\n（日常）", 12, 11, "=B6+C6"],
        7: ["藏", 1, 1, 2],
        8: ["维修", 3, None, 3.5],
        9: ["二、其他"],
        10: ["上年", "本年"],
        11: [0, -8],
        13: ["以上。"],
    }
    for row, values in rows.items():
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column, value)
            if len(values) > 1:
                cell.border = Border(side, side, side, side)
    sheet["D6"] = 23
    sheet["D8"].number_format = "#,##0.0_ "
    sheet["G8"] = "aside"
    sheet.column_dimensions["G"].hidden = True
    sheet.row_dimensions[7].hidden = True
    for region in ("A1:D1", "A4:A5", "B4:C4", "D4:D5"):
        sheet.merge_cells(region)
    book.create_sheet("草稿").sheet_state = "hidden"
    book["草稿"]["A1"] = "draft"
    book.properties.created = book.properties.modified = datetime.datetime(2024, 1, 15)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def convert(out: Path) -> dict[str, bytes]:
    """Writes the files into the folder, and gives them by name."""
    made = {}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "office.html"
        source.write_text(PAGE, encoding="utf-8")
        profile = f"-env:UserInstallation=file://{folder}/profile"
        steps = [(source, "odt", "HTML (StarWriter)", "odt")]
        document = Path(folder) / "office.odt"
        steps += [(document, name, "", name) for name in ("docx", "rtf", "doc")]
        sheet = Path(folder) / "office.xlsx"
        sheet.write_bytes(workbook())
        (out / "office.xlsx").write_bytes(sheet.read_bytes())
        made["office.xlsx"] = sheet.read_bytes()
        steps += [(sheet, "xls", "", "xls")]
        for suffix in ("doc", "rtf"):
            steps.append((out / "numbered.docx", suffix, "", suffix))
        for origin, suffix, reader, writer in steps:
            infilter = [f"--infilter={reader}"] if reader else []
            subprocess.run(
                ["soffice", profile, "--headless", *infilter, "--convert-to", writer, "--outdir", folder, str(origin)],
                check=True, capture_output=True, timeout=180,
            )
            if suffix != "odt":
                name = f"{origin.stem}.{suffix}"
                content = (Path(folder) / name).read_bytes()
                (out / name).write_bytes(content)
                made[name] = content
    return made
