"""The same small report in every format that LibreOffice writes."""

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
        steps += [(source, "xlsx", "HTML (StarCalc)", 'xlsx:Calc MS Excel 2007 XML')]
        sheet = Path(folder) / "office.xlsx"
        steps += [(sheet, "xls", "", "xls")]
        for origin, suffix, reader, writer in steps:
            infilter = [f"--infilter={reader}"] if reader else []
            subprocess.run(
                ["soffice", profile, "--headless", *infilter, "--convert-to", writer, "--outdir", folder, str(origin)],
                check=True, capture_output=True, timeout=180,
            )
            if suffix != "odt":
                content = (Path(folder) / f"office.{suffix}").read_bytes()
                (out / f"office.{suffix}").write_bytes(content)
                made[f"office.{suffix}"] = content
    return made
