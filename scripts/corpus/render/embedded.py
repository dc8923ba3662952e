"""Laid out pages as PDF by reportlab, with an embedded TrueType subset."""

from __future__ import annotations

import io

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from . import tools
from .pages import Page

_NAME = "WQY"


def register() -> None:
    """Makes the font known, once a process."""
    if _NAME not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(_NAME, tools.font(tools.WQY, "fonts-wqy-zenhei")))


def measure(text: str, size: float) -> float:
    """The width of text in the embedded font."""
    register()
    return pdfmetrics.stringWidth(text, _NAME, size)


def write(pages: list[Page], compress: bool = True) -> bytes:
    """The pages as a PDF file."""
    register()
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=int(compress))
    for page in pages:
        h = page.height
        canvas.setPageSize((page.width, h))
        canvas.setPageRotation(0)
        if page.turned:
            canvas.setPageRotation(90)  # reportlab turns the media box back to portrait
            canvas.translate(h, 0)
            canvas.rotate(90)
        for x, y, wide, high, gray in page.fills:
            canvas.setFillGray(gray)
            canvas.rect(x, h - y - high, wide, high, 0, 1)
        for x0, y0, x1, y1, width in page.strokes:
            canvas.setLineWidth(width)
            canvas.line(x0, h - y0, x1, h - y1)
        for text in page.texts:
            canvas.setFillGray(text.gray)
            canvas.setFont(_NAME, text.size)
            if text.turn:
                canvas.saveState()
                canvas.translate(text.x, h - text.y)
                canvas.rotate(text.turn)
                canvas.drawString(0, 0, text.text)
                canvas.restoreState()
                continue
            canvas.drawString(text.x, h - text.y, text.text)
            if text.bold:
                canvas.drawString(text.x + 0.25, h - text.y, text.text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
