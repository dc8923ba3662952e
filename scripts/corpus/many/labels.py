"""What reports do to the printed labels of the form; a person still reads them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

WORDINGS = (
    ("行政规范性文件", "规范性文件"),
    ("本年制发件数", "本年制发数"),
    ("现行有效件数", "现行有效件"),
    ("本年处理决定数量", "本年处理决定数"),
    ("（单位：万元）", "（万元）"),
    ("不予公开", "不予以公开"),
    ("（七）总计", "（七）合计"),
    ("总计", "合计"),
    ("结转下年度继续办理", "结转下年继续办理"),
    ("本年新收政府信息公开申请数量", "本年新收申请数量"),
    ("法人或其他组织", "法人和其他组织"),
    ("商业企业", "企业"),
    ("未经复议直接起诉", "未经复议的直接起诉"),
    ("危及“三安全一稳定”", "危及三安全一稳定"),
    ("危及“三安全一稳定”", '危及"三安全一稳定"'),
    ("没有现成信息需要另行制作", "没有现成信息，需要另行制作"),
    ("（区分处理的，只计这一情形，不计其他情形）", ""),
    ("信息内容", "内容"),
    ("处理决定数量", "处理决定数"),
    ("对外公开总数量", "对外公开总数"),
)

HEADINGS = (
    (0, ("一、总体概述", "一、总体情况概述", "一.总体情况", "一、总体工作情况")),
    (1, ("二、主动公开政府信息的情况", "二、主动公开政府信息情况表", "二、行政机关主动公开政府信息情况", "二.主动公开政府信息情况")),
    (2, ("三、收到和处理政府信息公开申请的情况", "三、行政机关收到和处理政府信息公开申请情况", "三.收到和处理政府信息公开申请情况")),
    (3, (
        "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "四、政府信息公开行政复议、行政诉讼的情况",
        "四、政府信息公开行政复议和行政诉讼情况", "四.政府信息公开行政复议、行政诉讼情况",
    )),
    (4, ("五、政府信息公开工作存在的主要问题及改进情况", "五、存在的主要问题及整改措施", "五、存在问题及改进情况")),
    (5, ("六、其他需要报告事项", "六、其他需要报告的情况", "六.其他需要报告的事项")),
)  # fmt: skip
_NOTES = ("（件）", "（单位：件）", "*", "①", "（含上年结转）", "（注）", "（以本单位名义）")
_ALIKE = {"息": "息息", "申": "由", "请": "清", "复": "复复", "议": "义", "规": "现", "政": "故", "件": "仵", "结": "接"}


def typo(text: str, rng: random.Random) -> str:
    """One character lost, doubled, or taken for one that looks like it; never a numeral."""
    places = [i for i, char in enumerate(text) if "一" <= char and char not in "一二三四五六七八" and i > 1]
    if len(places) < 4:
        return text
    at = rng.choice(places)
    kind = rng.randrange(3)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[: at + 1] + text[at:]
    return text[:at] + _ALIKE.get(text[at], text[at]) + text[at + 1 :]


def note(text: str, rng: random.Random) -> str:
    """A remark at the end of a label."""
    return text + rng.choice(_NOTES)


def half_width(text: str) -> str:
    """Parentheses and stops of ASCII."""
    return text.translate(str.maketrans("（）：，．", "():,."))


def _numbering(old: str, new: str) -> Callable[[str], str]:
    return lambda text: re.sub(old, new, text)


NUMBERINGS = (
    _numbering(r"^(\d)\.", r"\1、"),
    _numbering(r"^(\d)\.", r"（\1）"),
    _numbering(r"^(\d)\.", r"\1．"),
    _numbering(r"^(\d)\.", r"\1 "),
    _numbering(r"^(\d)\.", ""),
    lambda text: re.sub(r"^([1-9])\.", lambda m: "①②③④⑤⑥⑦⑧⑨"[int(m[1]) - 1], text),
    _numbering(r"^（([一二三四五六七])）", r"\1、"),
    _numbering(r"^（([一二三四五六七])）", r"(\1)"),
)


def spaced(text: str, rng: random.Random) -> str:
    """Short labels spread over their cell, long ones with a stray space."""
    if len(text) <= 4:
        return rng.choice((" ", "　", "  ")).join(text)
    at = rng.randint(2, len(text) - 1)
    return text[:at] + " " + text[at:]


def upright(text: str) -> str:
    """One character a line."""
    return "\n".join(text)
