"""RTF written by hand, in the style of Word and WPS with a Chinese code page."""


def gbk(text: str) -> str:
    """Text as bytes of the code page."""
    return "".join(c if c.isascii() else "".join(f"\\'{b:02x}" for b in c.encode("gb18030")) for c in text)


def uni(text: str) -> str:
    """Text by code points, with a question mark for readers that know none."""
    units = text.encode("utf-16-le")
    numbers = [int.from_bytes(units[i : i + 2], "little", signed=True) for i in range(0, len(units), 2)]
    return "".join(f"\\u{n}?" for n in numbers)


EVERYTHING = (
    r"{\rtf1\ansi\ansicpg936\deff0\uc1{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fcharset134 " + gbk("宋体") + r";}}"
    r"{\colortbl;\red0\green0\blue0;}{\stylesheet{\s1 Heading;}}{\*\generator Hand;}"
    r"{\info{\title " + gbk("站点年报") + r"}{\author nobody}}"
    r"{\header\pard running head\par}"
    r"\pard {\listtext\pard\plain " + gbk("一、") + r"\tab}" + gbk("总体") + r"\par"
    r"\pard {\listtext\pard\plain 1.\tab}" + uni("项目𠀀") + r" x\par"
    r"\pard {\pntext\'b7\tab}bullet\par"
    r"\pard\f0 " + gbk("规章") + r"\f1 " + gbk("数") + r"\par"
    r"\pard see {\field{\*\fldinst REF x}{\fldrslt page 3}}.{\v hidden}{\deleted gone}{\footnote note}\line next\emdash end\par"
    r"\pard 12{\super 1} of {\strike 3}4{\up6 2}{\up0 7}\par"
    r"\pard {\shp{\*\shpinst\shpleft0{\sp{\sn a}{\sv 1}}{\shptxt\pard in a box\par}}{\shprslt in a box}}anchor\par"
    r"\pard {\*\shppict{\pict\pngblip\picwgoal9000\pichgoal9000 89504e47}}{\nonshppict{\pict 00}}{\pict\picwgoal100\pichgoal100 00}\par"
    r"\trowd\trleft0\clvmgf\cellx1000\cellx3000\pard\intbl head\cell a\cell\row"
    r"\trowd\trleft5\clvmrg\cellx1002\cellx2000\cellx3000\pard\intbl\cell b\cell c\par d\cell\row"
    r"\trowd\trleft1000\cellx2000\cellx3000\pard\intbl 1\cell 2\cell\row"
    r"\trowd\trleft0\clmgf\cellx1000\clmrg\cellx2000\cellx3000\pard\intbl both\cell\cell 3\cell\row"
    r"\trowd\trleft0\cellx1000\cellx2000\cellx3000\pard\intbl n\cell\pard\intbl\itap2 p\nestcell q\nestcell{\*\nesttableprops\trowd\cellx400\cellx900\nestrow}{\nonesttables\par}"
    r"\pard\intbl\itap2 7\nestcell 8\nestcell{\*\nesttableprops\trowd\cellx400\cellx900\nestrow}{\nonesttables\par}"
    r"\pard\intbl m\cell 4\cell\trowd\trleft0\cellx1000\cellx2000\cellx3000\row"
    r"\pard end\par}"
)


def files() -> dict[str, bytes]:
    """All documents, by name."""
    return {"everything.rtf": EVERYTHING.encode("ascii")}
