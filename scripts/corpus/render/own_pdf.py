"""PDF written by ourselves: laid out pages as content streams, fonts named and not embedded. Nothing but the standard library."""

from __future__ import annotations

import random
import zlib
from dataclasses import dataclass, replace

from .pages import Page, Text

FONTS = ("gbk", "ucs2")


@dataclass(frozen=True)
class Ink:
    """How the pages come to be written."""

    font: str = "gbk"
    """gbk: SimSun, /GBK-EUC-H; ucs2: STSong-Light, /UniGB-UCS2-H."""
    shown: str = "whole"
    """whole: a string a line of text; spread: an array of pieces with steps; glyphs: a string a character."""
    order: str = "cells"
    """cells: as set; backwards; shuffled; rules-last."""
    scale: float = 1
    """Units of the page in a point, undone by a matrix."""
    origin: tuple[float, float] = (0, 0)
    """Lower left corner of the media box."""


def _code(text: str, font: str) -> str:
    """The hexadecimal operand of a text."""
    return text.encode("gbk" if font == "gbk" else "utf-16-be", "replace").hex()


def font(kind: str, first: int) -> list[bytes]:
    """The objects of a font, the first of them under the number `first`: ASCII is half as wide as the rest."""
    name, encoding, widths, what = {
        "gbk": ("SimSun", "GBK-EUC-H", "[814 939 500]", "CIDFontType2"),
        "ucs2": ("STSong-Light", "UniGB-UCS2-H", "[1 95 500]", "CIDFontType0"),
    }[kind]
    descendant = f"<</Type/Font/Subtype/{what}/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
    box = "/FontBBox[-8 -145 1000 859]/ItalicAngle 0/Ascent 859/Descent -141/CapHeight 683/StemV 91>>"
    objects = (
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/{encoding}/DescendantFonts[{first + 1} 0 R]>>",
        f"{descendant}/FontDescriptor {first + 2} 0 R/DW 1000/W {widths}>>",
        f"<</Type/FontDescriptor/FontName/{name}/Flags 6{box}",
    )
    return [text.encode() for text in objects]


def stream(data: bytes, level: int = 6) -> bytes:
    """A packed stream object."""
    packed = zlib.compress(data, level)
    return f"<</Filter/FlateDecode/Length {len(packed)}>>stream\n".encode() + packed + b"\nendstream"


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


_TURNS = {0: "1 0 0 1", 90: "0 1 -1 0", 40: ".766 .643 -.643 .766"}


def _show(text: Text, height: float, ink: Ink) -> list[str]:
    """The operators of a line of text."""
    matrix = _TURNS[text.turn]
    y = height - text.y
    lead = f"{_n(text.gray)} g " if text.gray else ""
    tail = " 0 g" if text.gray else ""
    if ink.shown == "glyphs" and not text.turn:
        out, x = [], text.x
        for char in text.text:
            out.append(f"/F {_n(text.size)} Tf {matrix} {_n(x)} {_n(y)} Tm <{_code(char, ink.font)}> Tj")
            x += text.size * (0.5 if ord(char) < 0x2000 else 1)
        return out * (2 if text.bold else 1)
    if ink.shown == "spread" and len(text.text) > 2:
        cut = len(text.text) // 2
        operand = f"[<{_code(text.text[:cut], ink.font)}> -8 <{_code(text.text[cut:], ink.font)}>] TJ"
    else:
        operand = f"<{_code(text.text, ink.font)}> Tj"
    line = f"{lead}/F {_n(text.size)} Tf {matrix} {_n(text.x)} {_n(y)} Tm {operand}{tail}"
    if text.bold:
        return [line, f"/F {_n(text.size)} Tf {matrix} {_n(text.x + 0.25)} {_n(y)} Tm {operand}"]
    return [line]


def _scaled(page: Page, by: float) -> Page:
    """The same page in other units."""
    return Page(
        page.width * by, page.height * by, page.turned,
        [replace(text, x=text.x * by, y=text.y * by, size=text.size * by) for text in page.texts],
        [tuple(number * by for number in stroke) for stroke in page.strokes],
        [(x * by, y * by, wide * by, high * by, gray) for x, y, wide, high, gray in page.fills],
    )  # fmt: skip


def content(page: Page, ink: Ink, rng: random.Random) -> bytes:
    """The operators of a page."""
    if ink.scale != 1:
        page = _scaled(page, ink.scale)
    h = page.height
    rules = [f"{_n(gray)} g {_n(x)} {_n(h - y - high)} {_n(wide)} {_n(high)} re f" for x, y, wide, high, gray in page.fills]
    rules += [f"{_n(w)} w {_n(x0)} {_n(h - y0)} m {_n(x1)} {_n(h - y1)} l S" for x0, y0, x1, y1, w in page.strokes]
    texts = list(page.texts)
    if ink.order == "backwards":
        texts.reverse()
    elif ink.order == "shuffled":
        rng.shuffle(texts)
    words = ["0 g BT", *(line for text in texts for line in _show(text, h, ink)), "ET"]
    parts = [*words, *rules] if ink.order == "rules-last" and not page.fills else [*rules, *words]
    if page.turned:
        parts.insert(0, f"0 1 -1 0 {_n(h)} 0 cm")
    if ink.scale != 1:
        parts = [f"{1 / ink.scale:.6f} 0 0 {1 / ink.scale:.6f} 0 0 cm", *parts]
    if ink.origin != (0, 0):
        parts.insert(0, f"1 0 0 1 {_n(ink.origin[0])} {_n(ink.origin[1])} cm")
    return "\n".join(["q", *parts, "Q"]).encode()


def write(pages: list[Page], ink: Ink, seed: str = "") -> bytes:
    """The pages as a PDF file."""
    rng = random.Random(seed)
    drawn = [content(page, ink, rng) for page in pages]
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    first = 3
    objects += font(ink.font, first)
    kids = []
    for page, operators in zip(pages, drawn, strict=True):
        wide, high = (page.height, page.width) if page.turned else (page.width, page.height)
        x, y = ink.origin
        rotate = "/Rotate 90" if page.turned else ""
        place = len(objects) + 1
        objects.append(stream(operators))
        kids.append(len(objects) + 1)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[{_n(x)} {_n(y)} {_n(x + wide)} {_n(y + high)}]{rotate}"
            f"/Resources<</Font<</F {first} 0 R>>>>/Contents {place} 0 R>>".encode()
        )
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>".encode()
    return package(objects)


def package(objects: list[bytes]) -> bytes:
    """A file of these objects, the first of them its catalogue."""
    out = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
