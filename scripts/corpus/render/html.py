"""HTML pages as content systems of governments write them, and plain pages for Chromium to print."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from ..model import Block, Cell, Grid, Para


@dataclass(frozen=True)
class Style:
    """How a page is marked up."""

    word: bool = False
    """Cells and paragraphs as pasted from Word: spans, o:p, nbsp."""
    attributes: bool = False
    """Old markup: border=, width=, align=, font tags, upper-case names."""
    br_labels: bool = False
    """Line breaks inside head cells."""


def _text(text: str, style: Style, bold: bool = False) -> str:
    content = escape(text, quote=False).replace("\n", "<br>")
    if style.word:
        content = (
            '<span style="font-family:仿宋_GB2312;font-size:10.5pt;mso-bidi-font-family:宋体">'
            f'{content or "&nbsp;"}</span><span lang="EN-US"><o:p></o:p></span>'
        )
    elif style.attributes:
        content = f"<FONT face=宋体 size=2>{content or '&nbsp;'}</FONT>"
    return f"<b>{content}</b>" if bold else content


def cell(cell: Cell, style: Style) -> str:
    """A table cell."""
    spans = "".join(f' {name}="{count}"' for name, count in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if count > 1)
    text = cell.text
    if style.br_labels and cell.kind == "head" and len(text) == 4:
        text = text[:2] + "\n" + text[2:]
    content = _text(text, style)
    if style.word:
        look = ' valign="top" style="width:38pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt"'
        return f'<td{spans}{look}><p class="MsoNormal" align="center" style="text-align:center">{content}</p></td>'
    if style.attributes:
        return f"<TD{spans} align=middle>{content}</TD>"
    return f'<td{spans} class="{cell.kind}">{content}</td>'


def table(grid: Grid, style: Style) -> str:
    """A grid as an HTML table."""
    rows = "\n".join("<tr>" + "".join(cell(entry, style) for entry in row) + "</tr>" for row in grid.rows)
    if style.word:
        opening = '<table class="MsoNormalTable" border="1" cellspacing="0" cellpadding="0">'
    elif style.attributes:
        opening = "<TABLE border=1 cellSpacing=0 borderColor=#000000 cellPadding=2 width=640>"
    else:
        opening = f'<table class="{grid.name}">'
    return f"{opening}<tbody>\n{rows}\n</tbody></table>"


def body(blocks: list[Block], style: Style) -> str:
    """The article: paragraphs and tables one after another."""
    parts = []
    for block in blocks:
        if isinstance(block, Grid):
            parts.append(table(block, style))
        elif style.word:
            indent = "text-indent:24pt;" if block.role not in ("title", "subtitle") else "text-align:center;"
            text = _text(block.text, style, block.role in ("title", "h1"))
            parts.append(f'<p class="MsoNormal" style="{indent}line-height:28.0pt;mso-line-height-rule:exactly">{text}</p>')
        elif style.attributes:
            lead = "" if block.role in ("title", "subtitle") else "　　"
            text = _text(lead + block.text, style, block.role in ("title", "h1"))
            parts.append(f"<P{' align=center' if not lead else ''}>{text}</P>")
        else:
            tag = {"title": "h1", "h1": "h2"}.get(block.role, "p")
            parts.append(f'<{tag} class="{block.role}">{escape(block.text, quote=False)}</{tag}>')
    return "\n".join(parts)


def split_title(blocks: list[Block]) -> tuple[str, list[Block]]:
    """The title, and the blocks after it."""
    first = blocks[0]
    assert isinstance(first, Para)
    return first.text, blocks[1:]


_CMS = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="{charset}">
<title>{title}_{site_name}</title>
<meta name="SiteName" content="{site_name}">
<meta name="ColumnName" content="政府信息公开年报">
<meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="{published}">
<style>.nav li{{display:inline-block}} .TRS_Editor td{{border:1px solid #000}} .hide{{display:none}}</style>
<script>var pageConfig={{"siteId":"4102","columnId":"7","views":1203}};</script>
</head>
<body>
<div class="header"><a href="/"><img src="/images/logo.png" alt="{site_name}"></a>
<form action="/search"><input name="q" placeholder="请输入关键字"><button>搜索</button></form>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/bsfw/">办事服务</a></li><li><a href="/hdjl/">互动交流</a></li><li><a href="/sjfb/">数据发布</a></li></ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 政府信息公开年报</div>
<div class="side"><h3>政府信息公开</h3><ul><li>政府信息公开指南</li><li>政府信息公开制度</li><li>法定主动公开内容</li><li>依申请公开</li><li class="on">政府信息公开年报</li></ul>
<h3>历年年报</h3><ul>{years}</ul></div>
<div class="article">
<h1 class="title">{title}</h1>
<div class="info"><span>索引号：{index}</span><span>发布日期：{published}</span><span>来源：{source}</span><span>浏览次数：<em id="hits">318</em> 次</span><span>字号：[大] [中] [小]</span></div>
<div class="TRS_Editor">
{body}
</div>
<div class="tools">【打印本页】【关闭窗口】 扫一扫在手机打开当前页</div>
<div class="related"><h4>相关附件</h4><a href="./P0{index}.docx">{title}.docx</a></div>
</div>
<div class="footer"><p>主办：{source}　承办：信息中心　网站标识码：9900000{number}</p><p>云ICP备20990{number}号-1　云公网安备 99010202000{number}号</p><p>建议使用1024*768及以上分辨率浏览</p></div>
</body>
</html>
"""


def cms(
    blocks: list[Block], style: Style, *, charset: str, site_name: str, source: str, published: str, index: str, years: list[int]
) -> str:
    """A page with navigation, sidebar, article and footer."""
    title, rest = split_title(blocks)
    return _CMS.format(
        charset=charset,
        title=title,
        site_name=site_name,
        source=source,
        published=published,
        index=index,
        number=index[-3:],
        body=body(rest, style),
        years="".join(f"<li><a href='../{year}/'>{year}年</a></li>" for year in years),
    )


_NESTED = """<HTML>
<HEAD>
<META http-equiv=Content-Type content="text/html; charset={charset}">
<TITLE>{title}</TITLE>
</HEAD>
<BODY bgColor=#ffffff leftMargin=0>
<TABLE width=980 align=center border=0 cellSpacing=0 cellPadding=0>
<TR><TD colSpan=2><TABLE width="100%"><TR><TD><IMG src="top.jpg"></TD></TR><TR><TD bgColor=#cc0000><FONT color=#ffffff>首页 | 政务动态 | 信息公开 | 网上办事 | 公众参与</FONT></TD></TR></TABLE></TD></TR>
<TR><TD width=200 vAlign=top><TABLE border=0><TR><TD>公开指南</TD></TR><TR><TD>公开目录</TD></TR><TR><TD>公开年报</TD></TR><TR><TD>在线申请 12</TD></TR></TABLE></TD>
<TD vAlign=top><TABLE width="100%" border=0><TR><TD align=center><B><FONT size=5>{title}</FONT></B></TD></TR>
<TR><TD align=center>{published}　来源：{source}　点击数：[ 57 ]</TD></TR>
<TR><TD>
{body}
</TD></TR></TABLE></TD></TR>
<TR><TD colSpan=2 align=center>版权所有：{source}<BR>技术支持：信息中心　您是第 20317 位访客</TD></TR>
</TABLE>
</BODY>
</HTML>
"""


def nested(blocks: list[Block], style: Style, *, charset: str, source: str, published: str) -> str:
    """An old page whose layout is made of nested tables."""
    title, rest = split_title(blocks)
    return _NESTED.format(charset=charset, title=title, source=source, published=published, body=body(rest, style))


_PRINT = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title><style>
@page {{ size: A4; margin: {margin}; }}
body {{ font-family: "{font}"; font-size: {size}pt; line-height: 1.6; }}
h1 {{ text-align: center; font-size: 1.5em; }} h2 {{ font-size: 1.1em; }} p {{ text-indent: 2em; margin: 0.3em 0; }}
p.subtitle {{ text-align: center; text-indent: 0; }}
table {{ border-collapse: collapse; width: 100%; font-size: {table_size}pt; line-height: 1.3; margin: 0.6em 0; }}
td {{ padding: 2px 3px; text-align: center; }} td.label {{ text-align: left; }} table.disputes td {{ padding: 2px 0; }}
{css}
</style></head><body>{extra}
{body}
</body></html>
"""


def printable(
    blocks: list[Block],
    *,
    font: str,
    css: str,
    size: float = 11,
    table_size: float = 8.5,
    margin: str = "20mm 18mm",
    extra: str = "",
) -> str:
    """A page for Chromium to print."""
    title, _ = split_title(blocks)
    return _PRINT.format(
        title=title,
        font=font,
        css=css,
        size=size,
        table_size=table_size,
        margin=margin,
        extra=extra,
        body=body(blocks, Style()),
    )
