"""Files that a stranger might hand over among the good ones: each kind a function of a good PDF and a random source."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

_LETTER = "关于调整食堂开放时间的通知\n\n各科室：\n　　自下月起，食堂早餐时间改为七点到八点半，请错峰就餐。编号{number}。\n"


def _objects(*bodies: bytes, extra: bytes = b"") -> bytes:
    """A PDF of these objects, the first its catalogue."""
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, extra, start)


_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"


def cut(good: bytes, rng: random.Random) -> tuple[str, bytes]:
    """The download broke off."""
    return ".pdf", good[: rng.randint(1, len(good) - 1)]


def flipped(good: bytes, rng: random.Random) -> tuple[str, bytes]:
    """Bits turned over."""
    data = bytearray(good)
    for _ in range(rng.randint(1, 40)):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return ".pdf", bytes(data)


@cache
def _spaces(millions: int) -> bytes:
    """So many million spaces, packed twice."""
    return zlib.compress(zlib.compress(b" " * (millions * 1_000_000), 9), 9)


def bomb(good: bytes, rng: random.Random) -> tuple[str, bytes]:
    """A page of few bytes that unpacks to a hundred million."""
    packed = _spaces(rng.choice((90, 110)))
    stream = b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n" % len(packed) + packed + b"\nendstream"
    return ".pdf", _objects(
        b"<</Type/Catalog/Pages 2 0 R/Mark %d>>" % rng.randrange(10**9), b"<</Type/Pages/Count 1/Kids[3 0 R]>>", _PAGE, stream
    )


def loop(good: bytes, rng: random.Random) -> tuple[str, bytes]:
    """A tree of pages that is its own child."""
    kids = b"2 0 R " * rng.randint(1, 4)
    return ".pdf", _objects(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 9/Kids[%s3 0 R]/Parent 2 0 R>>" % kids,
        _PAGE,
        b"<</Length 0>>stream\n\nendstream",
    )


def nested(good: bytes, rng: random.Random) -> tuple[str, bytes]:
    """Arrays in arrays, thousands deep."""
    depth = rng.randint(5000, 9000)
    return ".pdf", _objects(
        b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * depth + b"]" * depth + b">>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        _PAGE,
        b"<</Length 0>>stream\n\nendstream",
    )


def many_pages(good: bytes, rng: random.Random) -> tuple[str, bytes]:
    """A page listed thousands of times."""
    count = rng.randint(1500, 2500)
    return ".pdf", _objects(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, b"3 0 R " * count),
        _PAGE,
        b"<</Length 0>>stream\n\nendstream",
    )


def empty(good: bytes, rng: random.Random) -> tuple[str, bytes]:
    """Nothing."""
    return rng.choice((".pdf", ".html", ".txt", ".docx")), b""


def wrong_suffix(good: bytes, rng: random.Random) -> tuple[str, bytes]:
    """A PDF under another name: the bytes decide, the report is read."""
    return rng.choice((".html", ".doc", ".txt", "")), good


def locked(good: bytes, rng: random.Random) -> tuple[str, bytes]:
    """A PDF that asks for a password."""
    secret = b"/Encrypt<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -44>>/ID[<%s><%s>]" % tuple(
        rng.randbytes(length).hex().encode() for length in (32, 32, 16, 16)
    )
    return ".pdf", good.replace(b"/Root 1 0 R", b"/Root 1 0 R" + secret)


def letter(good: bytes, rng: random.Random) -> tuple[str, bytes]:
    """A text that is no report."""
    text = _LETTER.format(number=rng.randrange(10**9))
    return rng.choice(((".txt", text.encode()), (".html", f"<html><meta charset=utf-8><p>{text}</p></html>".encode())))


def noise(good: bytes, rng: random.Random) -> tuple[str, bytes]:
    """Random bytes."""
    return rng.choice((".pdf", ".bin", ".xls", ".docx")), rng.randbytes(rng.randint(10, 4000))


@cache
def _packed_paragraphs() -> bytes:
    """Ten million bytes of paragraphs in a word file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("[Content_Types].xml", (2024, 1, 15, 8, 0, 0)), "<Types/>")
        body = b"<w:document><w:body>" + b"<w:p>" * 2_000_000
        package.writestr(zipfile.ZipInfo("word/document.xml", (2024, 1, 15, 8, 0, 0)), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def packed_bomb(good: bytes, rng: random.Random) -> tuple[str, bytes]:
    """A word file whose text unpacks to ten million bytes, with a few bytes of its own at the end."""
    return ".docx", _packed_paragraphs() + b"%d" % rng.randrange(10**9)


def spans(good: bytes, rng: random.Random) -> tuple[str, bytes]:
    """A page whose cells claim to cover millions of places."""
    rows = f'<tr><td colspan="{rng.randint(10**6, 10**9)}" rowspan="65534">规章</td><td>0</td></tr>' * 60
    return ".html", f"<html><meta charset=utf-8><h1>政府信息公开工作年度报告</h1><table>{rows}</table></html>".encode()


def deep_page(good: bytes, rng: random.Random) -> tuple[str, bytes]:
    """A page of boxes in boxes."""
    depth = rng.randint(1200, 1700)
    return ".html", ("<html><body>" + "<div>" * depth + "政府信息公开工作年度报告" + "</div>" * depth).encode()


KINDS: dict[str, Callable[[bytes, random.Random], tuple[str, bytes]]] = {
    "cut": cut, "flipped": flipped, "bomb": bomb, "loop": loop, "nested": nested, "many-pages": many_pages, "empty": empty,
    "wrong-suffix": wrong_suffix, "locked": locked, "letter": letter, "noise": noise, "packed-bomb": packed_bomb, "spans": spans, "deep-page": deep_page,
}  # fmt: skip
