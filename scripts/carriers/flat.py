"""Word documents in a single XML file, and OpenDocument written by hand."""

from . import docx
from .package import pack

WORD_2003 = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<?mso-application progid="Word.Document"?>
<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:v="urn:schemas-microsoft-com:vml">
<o:DocumentProperties><o:Title>站点年报</o:Title></o:DocumentProperties>
<w:styles><w:style w:type="character" w:styleId="Ghost"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>
<w:body><wx:sect><wx:sub-section>
<w:p><w:pPr><w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/><wx:t wx:val="一、"/></w:listPr></w:pPr><w:r><w:t>巡查情况</w:t></w:r></w:p>
<w:p><w:r><w:t>kept</w:t></w:r><aml:annotation aml:id="0" w:type="Word.Insertion"><aml:content><w:r><w:t> added</w:t></w:r></aml:content></aml:annotation><aml:annotation aml:id="1" w:type="Word.Deletion"><aml:content><w:r><w:delText> gone</w:delText></w:r></aml:content></aml:annotation><w:r><w:rPr><w:rStyle w:val="Ghost"/></w:rPr><w:t> ghost</w:t></w:r><aml:annotation aml:id="2" w:type="Word.Comment"><aml:content><w:p><w:r><w:t>remark</w:t></w:r></w:p></aml:content></aml:annotation></w:p>
<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr><w:vmerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>项目</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>本年</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>计划</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>完成</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>巡查</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>12</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>5</w:t></w:r><w:r><w:t>11</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:pict><v:shape><v:imagedata src="wordml://01000001.png"/></v:shape></w:pict></w:r></w:p>
</wx:sub-section></wx:sect></w:body></w:wordDocument>
"""

OFFICE = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:fo="urn:fo" xmlns:dc="http://purl.org/dc/elements/1.1/"'

STYLES = """<office:automatic-styles>
<style:style style:name="Ghost" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="Struck" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="Mark" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="Away" style:family="section"><style:section-properties text:display="none"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-suffix="、" style:num-format="一, 二, 三, ..."/><text:list-level-style-number text:level="2" style:num-prefix="（" style:num-suffix="）" style:num-format="一, 二, 三, ..."/><text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="1" style:num-suffix="."/></text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
</office:automatic-styles>"""

BODY = """<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:h text:outline-level="1">Station report</text:h>
<text:list text:style-name="L1"><text:list-item><text:p>first</text:p><text:list><text:list-item><text:p>one</text:p></text:list-item><text:list-item><text:p>two</text:p><text:p>not numbered</text:p></text:list-item></text:list></text:list-item></text:list>
<text:list text:style-name="L2"><text:list-item><text:p>bullet</text:p></text:list-item></text:list>
<text:list text:continue-numbering="true" text:style-name="L1"><text:list-item><text:p>second</text:p></text:list-item></text:list>
<text:list text:style-name="L1"><text:list-item text:start-value="5"><text:p>fifth</text:p></text:list-item></text:list>
<text:p>a<text:tab/>b<text:line-break/>c <text:s text:c="3"/>d<text:span text:style-name="Ghost"> ghost</text:span><text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>remark</text:p></text:note-body></text:note></text:p>
<text:section text:style-name="Away"><text:p>away</text:p></text:section>
<text:section><text:p>in a section<draw:frame><draw:text-box><text:p>in a box</text:p></draw:text-box></draw:frame><draw:frame><draw:image xlink:href="Pictures/1.png"/></draw:frame></text:p></text:section>
<table:table><table:table-column table:number-columns-repeated="3"/><table:table-header-rows><table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>项目</text:p></table:table-cell><table:table-cell table:number-columns-spanned="2"><text:p>本年</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows>
<table:table-row><table:covered-table-cell/><table:table-cell><text:p>计划</text:p></table:table-cell><table:table-cell><text:p>完成</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>巡查</text:p></table:table-cell><table:table-cell><text:p>12<text:span text:style-name="Mark">1</text:span></text:p></table:table-cell><table:table-cell><text:p><text:span text:style-name="Struck">5</text:span>11</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"><text:p>0</text:p></table:table-cell></table:table-row></table:table>
<text:p>以上。</text:p>"""


def odt() -> bytes:
    """The package."""
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return pack(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{head}<office:document-content {OFFICE}>{STYLES}<office:body><office:text>{BODY}</office:text></office:body></office:document-content>",
            "meta.xml": f"{head}<office:document-meta {OFFICE}><office:meta><dc:title>站点年报</dc:title></office:meta></office:document-meta>",
        },
        stored=True,
    )


def fodt() -> bytes:
    """The same in one file."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {OFFICE} office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:meta><dc:title>站点年报</dc:title></office:meta>{STYLES}<office:body><office:text>{BODY}</office:text></office:body></office:document>"
    ).encode()


def flat_package() -> bytes:
    """The parts of a Word document one behind the other."""
    part = '<pkg:part pkg:name="{}" pkg:contentType="application/xml"><pkg:xmlData>{}</pkg:xmlData></pkg:part>'
    rels = f'<Relationships xmlns="{docx.RELS}"><Relationship Id="rId{{}}" Type="{docx.R}/{{}}" Target="{{}}"/></Relationships>'
    main = docx.document(docx.numbered()).partition("?>")[2]
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?>'
        '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        + part.format("/_rels/.rels", rels.format(1, "officeDocument", "word/document.xml"))
        + part.format("/word/document.xml", main)
        + part.format("/word/_rels/document.xml.rels", rels.format(2, "numbering", "numbering.xml"))
        + part.format("/word/numbering.xml", f'<w:numbering xmlns:w="{docx.W}">{docx.NUMBERING}</w:numbering>')
        + part.format("/word/styles.xml", f'<w:styles xmlns:w="{docx.W}">{docx.STYLES}</w:styles>')
        + "</pkg:package>"
    ).encode()


def files() -> dict[str, bytes]:
    """All documents, by name."""
    return {"word2003.xml": WORD_2003.encode(), "package.xml": flat_package(), "everything.odt": odt(), "everything.fodt": fodt()}
