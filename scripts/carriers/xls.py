"""Binary workbooks written by hand: those of Excel 95, and bare streams of records."""

import struct

from .ole import compound


def record(number: int, content: bytes = b"") -> bytes:
    """A record."""
    return struct.pack("<HH", number, len(content)) + content


def label(row: int, column: int, style: int, text: bytes) -> bytes:
    """A text in single bytes."""
    return record(0x0204, struct.pack("<HHHH", row, column, style, len(text)) + text)


def number(row: int, column: int, style: int, value: float) -> bytes:
    """A number."""
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def style(lines: bool, format_: int = 0, font: int = 0, align: int = 0) -> bytes:
    """A style of Excel 95: font, format, alignment, lines."""
    bottom, rest = (1 << 6, 0x49) if lines else (0, 0)
    return record(0x00E0, struct.pack("<HHHHHHHH", font, format_, 1, align, 0, bottom, rest, 0))


def font(flags: int = 0) -> bytes:
    """A font of Excel 95."""
    return record(0x0031, struct.pack("<HHHHHBBBB", 200, flags, 0x7FFF, 400, 0, 0, 0, 134, 0) + b"\x04Song")


def excel_95() -> bytes:
    """A report of Excel 95: texts in GBK, a text centred over cells, numbers in every record, a struck out cell."""
    begin = lambda kind: record(0x0809, struct.pack("<HHHH", 0x0500, kind, 0, 0))
    text = lambda words: words.encode("gbk")
    formats = record(0x041E, struct.pack("<HB", 164, 8) + b'0.0_ ;\\-'[:8])
    shared = begin(5) + record(0x0042, struct.pack("<H", 936)) + font() * 4 + font(8) + formats
    # 0 plain, 1 with lines, 2 with lines and one decimal, 3 centred over cells, 4 struck out, 5 zero as a dash
    shared += style(False) + style(True) + style(True, 164) + style(True, align=6) + style(True, font=5) + style(True, 41)
    names = [b"Sheet1", text("草稿")]
    cells = [label(0, 0, 0, text("站点年度报告")), label(2, 0, 0, text("一、巡查情况"))]
    cells += [label(3, 0, 1, text("项目")), label(3, 1, 3, text("本年")), record(0x0201, struct.pack("<HHH", 3, 2, 3)), label(3, 3, 1, text("合计"))]
    cells += [record(0x0201, struct.pack("<HHH", 4, 0, 1)), label(4, 1, 1, text("计划")), label(4, 2, 1, text("完成")), record(0x0201, struct.pack("<HHH", 4, 3, 1))]
    cells += [label(5, 0, 1, text("巡查\n（日常）")), record(0x027E, struct.pack("<HHHI", 5, 1, 1, 12 << 2 | 2)), number(5, 2, 1, 11.0)]
    cells += [record(0x0006, struct.pack("<HHHdHIH", 5, 3, 1, 23.0, 0, 0, 0))]
    cells += [record(0x00D6, struct.pack("<HHHH", 6, 0, 1, 4) + text("维修") + b"\x01\0\0"), number(6, 1, 1, 3.0)]
    cells += [record(0x00BE, struct.pack("<HHHH", 6, 2, 1, 2)), number(6, 3, 2, 3.5)]
    cells += [label(7, 0, 1, text("撤销")), number(7, 1, 4, 9.0), number(7, 2, 5, 0.0), number(7, 3, 5, 4.0)]
    # A formula whose text stands behind it.
    cells += [record(0x0006, struct.pack("<HHHBBBBHHHIH", 9, 0, 0, 0, 0, 0, 0, 0, 0xFFFF, 0, 0, 0)), record(0x0207, struct.pack("<H", 6) + text("以上。"))]
    first = begin(0x10) + b"".join(cells) + record(0x000A)
    second = begin(0x10) + label(0, 0, 0, b"draft") + record(0x000A)
    size = len(shared) + sum(4 + 7 + len(name) for name in names) + 4
    places = [size, size + len(first)]
    listed = b"".join(
        record(0x0085, struct.pack("<IBBB", place, hidden, 0, len(name)) + name) for place, hidden, name in zip(places, (0, 1), names)
    )
    return compound({"Book": shared + listed + record(0x000A) + first + second})


def bare(encoding: str) -> bytes:
    """What small programs write as a workbook: one sheet, no file around it, texts in whatever the program has."""
    cells = [label(r, c, 0, text.encode(encoding)) for r, row in enumerate([["站点年度报告"], ["项目", "计划"], ["巡查", ""], ["维修", ""]]) for c, text in enumerate(row) if text]
    cells += [number(2, 1, 0, 12.0), number(3, 1, 0, 3.0)]
    return record(0x0809, struct.pack("<HHHH", 0, 0x10, 0, 0)) + b"".join(cells) + record(0x000A)


def files() -> dict[str, bytes]:
    """All workbooks, by name."""
    return {"excel95.xls": excel_95(), "bare-gbk.xls": bare("gbk"), "bare-utf8.xls": bare("utf-8")}
