"""Saved pages in the styles of Chromium and of Word."""

import base64
import quopri

from .office import PAGE

FRAME = "<html><body><p>outer page</p><iframe src='cid:frame-1@x'></iframe></body></html>"


def part(kind: str, encoding: str, content: bytes, *headers: str) -> bytes:
    """A part with its headers."""
    packed = quopri.encodestring(content) if encoding == "quoted-printable" else base64.encodebytes(content)
    head = [f"Content-Type: {kind}", f"Content-Transfer-Encoding: {encoding}", *headers]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + packed.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def saved(head: list[str], boundary: str, parts: list[bytes]) -> bytes:
    """A file of parts."""
    out = "\r\n".join(head).encode() + b"\r\n\r\n"
    for content in parts:
        out += f"--{boundary}\r\n".encode() + content + b"\r\n"
    return out + f"--{boundary}--\r\n".encode()


def files() -> dict[str, bytes]:
    """All saved pages, by name."""
    mark = "----MultipartBoundary--abc123----"
    browser = [
        "From: <Saved by Blink>",
        "Snapshot-Content-Location: https://www.example.cn/report/1.html",
        "Subject: =?utf-8?Q?=E5=B9=B4=E6=8A=A5?=",
        "MIME-Version: 1.0",
        "Content-Type: multipart/related;",
        '\ttype="text/html";',
        f'\tboundary="{mark}"',
    ]
    style = part("text/css", "quoted-printable", b"p { color: red }", "Content-Location: cid:css-1@x")
    page = part("text/html", "quoted-printable", PAGE.encode(), "Content-ID: <frame-0@x>", "Content-Location: https://www.example.cn/report/1.html")
    outer = part("text/html", "quoted-printable", FRAME.encode(), "Content-ID: <frame-0@x>")
    inner = part("text/html", "quoted-printable", PAGE.encode(), "Content-ID: <frame-1@x>", "Content-Location: https://www.example.cn/inner.html")
    word = [
        "MIME-Version: 1.0",
        'Content-Type: multipart/related; boundary="----=_NextPart_01"',
        "",
        "This document is a web archive.",
    ]
    plain = PAGE.replace('<meta charset="utf-8">', "").encode("gb18030")
    return {
        "browser.mhtml": saved(browser, mark, [page, style]),
        "framed.mhtml": saved(browser, mark, [outer, style, inner]),
        "word.mht": saved(word, "----=_NextPart_01", [part('text/html; charset="gb2312"', "base64", plain, "Content-Location: file:///C:/1.htm")]),
    }
