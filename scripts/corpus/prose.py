"""The running text of a report. Sentences are drawn from a stock; their figures come from the tables."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from . import forms, grids
from .grids import Look
from .model import Block, Para, Report, value

NOTICES = {
    "2019": "《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）",
    "2021": "《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）",
}

_OPENINGS = (
    "本报告由{agency}按照《中华人民共和国政府信息公开条例》和{notice}的要求编制。全文包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分。",
    "根据《中华人民共和国政府信息公开条例》第四十九条、第五十条规定，参照{notice}，现公布{agency}{y}年政府信息公开工作年度报告。",
    "现将{agency}{y}年政府信息公开工作情况报告如下。报告按照{notice}确定的格式编写。",
)

_PERIODS = (
    "本报告所列数据的统计期限自{start}起至{end}止。",
    "报告中所列数据的统计期限为{start}至{end}。",
    "本年度报告所列数据统计期限从{start}到{end}止。",
)

_CONTACTS = (
    "对报告内容有疑问的，请与{agency}联系（地址：{place}；电话：0999—{phone}）。",
    "报告电子版可在{site}查阅和下载，联系电话0999-{phone}。",
    "公众如需咨询，可致电0999－{phone}，或登录{site}留言。",
)

_PROACTIVE = (
    "{who}把{topic}列为全年公开的重点，从方案征集、实施进展到资金去向分段发布，让群众看得见每一步。",
    "围绕{topic}，{who}先后整理了办事清单、常见疑问和图解，放在网站首页醒目位置，并同步张贴到服务窗口。",
    "凡涉及{topic}的文件，{who}坚持解读材料与文件同时起草、同时审签、同时上网。",
    "{who}对{topic}的公开目录重新梳理了一遍，删去重复栏目，补上了过去缺少的办理结果。",
    "在{topic}上，{who}邀请居民代表和经营户旁听会议，会后将采纳与未采纳的意见一并公布。",
    "{who}利用开放日组织市民走进现场，就{topic}当面解答，事后把问答整理成册。",
)

_REQUESTS = (
    "依申请公开方面，{y}年共收到政府信息公开申请{new}件，上年结转{carried_in}件，全年办结{total}件，结转下年度继续办理{carried_out}件。",
    "全年新收政府信息公开申请{new}件，加上上年结转的{carried_in}件，已答复{total}件，另有{carried_out}件转入下年度办理。",
    "{who}畅通当面、信函和网络三种受理渠道，当年新收申请{new}件，上年结转{carried_in}件；办理完毕{total}件，结转下年度{carried_out}件。",
)

_RESULTS = (
    "已办结的申请中，予以公开{granted}件，部分公开{partial}件，不予公开{denied}件，无法提供{unavailable}件，不予处理{not_processed}件，其他处理{other}件。",
    "从办理结果看，予以公开{granted}件、部分公开{partial}件、不予公开{denied}件、无法提供{unavailable}件、不予处理{not_processed}件、其他处理{other}件。",
)

_NO_REQUESTS = (
    "{y}年{who}没有收到政府信息公开申请，也没有上年结转的申请。",
    "依申请公开渠道保持畅通，{y}年未收到公众提出的政府信息公开申请。",
)

_MANAGEMENT = {
    "2021": (
        "信息管理上，{who}逐件核对文件底账，本年制发行政规范性文件{issued}件，废止{repealed}件，现行有效{in_force}件，均已在网站集中公开。",
        "{who}落实公开属性源头认定，全年制发行政规范性文件{issued}件、废止{repealed}件，截至年底现行有效{in_force}件。",
    ),
    "2019": ("{y}年新制作规范性文件{issued}件，新公开{published}件，对外公开总数{in_force}件，全部标注了效力状态。",),
}

_PLATFORM = (
    "平台建设上，{who}改版了政府信息公开专栏，检索结果可以按年份和主题筛选，适老化页面通过了复测。",
    "{who}清理了长期不更新的账号，把政务新媒体统一归口，错敏词由系统和人工各查一遍。",
    "{who}在便民服务大厅设置查阅点，配备自助终端和打印设备，方便不会上网的群众。",
    "网站栏目按月巡查，发现的断链和错链当日修复，后台留痕可查。",
)

_SUPERVISION = (
    "监督保障上，公开工作纳入年度考核，分值不低于百分之四，并请第三方对栏目更新做了社会评议，全年没有发生需要追究责任的情形。",
    "{who}明确一名负责同志分管、一个科室承办，举办业务培训，邀请律师讲解答复文书的写法。",
    "{who}建立了季度通报制度，对落实不力的单位当面约谈，评议结果向社会公布。",
)

_DISPUTES = "因政府信息公开引发的行政复议{review}件、行政诉讼{suits}件。"
_NO_DISPUTES = "没有发生因政府信息公开引起的行政复议和行政诉讼。"

_PROBLEMS = (
    "一是个别栏目更新不够及时，季末集中发布的现象仍然存在；二是答复文书说理不够充分，少数申请人看不明白。",
    "主要问题有两个：政策解读形式偏单一，文字多、图表少；基层承办人员变动频繁，业务不够熟练。",
    "工作中还有不足：公开的内容与群众想知道的还有距离，历史文件数字化进度偏慢。",
    "存在的问题主要是主动公开的深度不够，过程信息少；部门之间会商不够顺畅，影响答复时效。",
)

_IMPROVEMENTS = (
    "改进情况：建立栏目责任清单，逐条标注更新周期；选取典型答复编成范例，供承办人员对照使用。",
    "下一步，将把解读做成短视频和一图看懂，在服务窗口循环播放；新到岗人员先培训再上岗。",
    "针对以上问题，{who}补录了早年文件，开展了一次需求问卷，并按问卷结果调整了公开目录。",
    "改进措施是：重大事项实行全过程记录、分阶段公开；疑难申请由法制、业务和保密三方会商。",
)

_FEES = (
    "{who}{y}年没有向申请人收取信息处理费。",
    "本年度未发生政府信息公开信息处理费的收取。除上述内容外，没有其他需要报告的事项。",
    "按照《政府信息公开信息处理费管理办法》，{y}年发出收费通知0件，收取信息处理费0元。",
)


@dataclass(frozen=True)
class Story:
    """What this report's text is about."""

    topics: tuple[str, ...]
    place: str
    site: str
    phone: str
    share: bool = False
    """Whether the text says which part of the new requests came from natural persons."""
    own: tuple[str, ...] = ()
    """Paragraphs that only this report has."""
    silent: frozenset[str] = frozenset()
    """Tables whose figures the text does not repeat."""
    fees: str = ""
    no_table: str = ""
    """What stands where a missing table ought to be."""


def _date(date: tuple[int, int, int]) -> str:
    return f"{date[0]}年{date[1]}月{date[2]}日"


def _figures(report: Report) -> dict[str, str]:
    """The figures that the text may mention, by their name in the stock of sentences."""
    edition = report.editions["requests"]

    def number(table: str, row: str, column: str = "total") -> int:
        return int(Decimal(value(report.cells.get((table, row, column))) or 0))

    figures = {row: number("requests", row) for row in ("new", "carried_in", "total", "carried_out", "granted", "partial")}
    for group in ("denied", "unavailable", "not_processed", "other"):
        members = [row.key for row in forms.LEAVES[edition] if row.key.split(".")[0] == group]
        figures[group] = sum(number("requests", row) for row in members)
    figures["natural"] = number("requests", "new", "natural_person")
    documents = {"2021": ("issued", "repealed", "in_force"), "2019": ("made", "published", "total_published")}
    columns = documents[report.editions["proactive"]]
    for name, column in zip(("issued", "repealed", "in_force"), columns, strict=True):
        figures[name] = number("proactive", "normative_documents", column)
    figures["published"] = figures["repealed"]
    figures["review"] = number("disputes", "review")
    figures["suits"] = number("disputes", "direct_suit") + number("disputes", "suit_after_review")
    return {name: str(figure) for name, figure in figures.items()}


def _share(part: int, whole: int) -> str:
    exact = Decimal(part * 100) / Decimal(whole)
    return str(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))


def compose(report: Report, look: Look, story: Story, rng: random.Random) -> list[Block]:
    """The whole report as blocks: title, six sections, tables in their places."""
    figures = _figures(report)
    slots = {
        "agency": report.agency, "y": str(report.year), "who": report.who, "start": _date(report.start),
        "end": _date(report.end), "place": story.place, "site": story.site, "phone": story.phone,
        "notice": NOTICES[forms.edition_in_force(report.year)], **figures,
    }  # fmt: skip

    def say(stock: tuple[str, ...], **more: str) -> str:
        return rng.choice(stock).format(**slots, **more)

    blocks: list[Block] = [Para(report.title, "title")]
    blocks.append(Para(say(_OPENINGS) + say(_PERIODS) + say(_CONTACTS)))

    def heading(index: int) -> None:
        text = report.headings[index]
        if text is not None:
            blocks.append(Para(look.label(text), "h1"))

    heading(0)
    sentences = rng.sample(_PROACTIVE, len(story.topics))
    for sentence, topic in zip(sentences, story.topics, strict=True):
        blocks.append(Para(sentence.format(**slots, topic=topic)))
    blocks += [Para(text.format(**slots)) for text in story.own]
    if report.has("requests") and "requests" not in story.silent:
        busy = figures["new"] != "0" or figures["carried_in"] != "0"
        text = say(_REQUESTS) + say(_RESULTS) if busy else say(_NO_REQUESTS)
        if story.share and int(figures["new"]):
            text += f"新收申请中自然人提出的占{_share(int(figures['natural']), int(figures['new']))}%。"
        blocks.append(Para(text))
    management = say(_MANAGEMENT[report.editions["proactive"]]) if "proactive" not in story.silent else ""
    blocks.append(Para(management + say(_PLATFORM)))
    blocks.append(Para(say(_SUPERVISION)))
    heading(1)
    if report.has("proactive"):
        blocks += grids.proactive(report, look)
    heading(2)
    if report.has("requests"):
        blocks.append(grids.requests(report, look))
    heading(3)
    if report.has("disputes"):
        if "disputes" not in story.silent:
            none = figures["review"] == figures["suits"] == "0"
            text = (_NO_DISPUTES if none else _DISPUTES).format(**slots)
            blocks.append(Para(f"{report.year}年，{report.who}{text}"))
        blocks.append(grids.disputes(report, look))
    elif story.no_table:
        blocks.append(Para(story.no_table))
    heading(4)
    blocks.append(Para(say(_PROBLEMS)))
    blocks.append(Para(say(_IMPROVEMENTS)))
    heading(5)
    blocks.append(Para(story.fees or say(_FEES)))
    return blocks
