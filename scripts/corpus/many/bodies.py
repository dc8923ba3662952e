"""Invented bodies: provinces, cities, counties, towns and their offices, with codes that no real place has."""

from __future__ import annotations

import random
from dataclasses import dataclass

_FIRST = "澄梧岚鹿松丹凌云汀柳石芦青临泽浔朗沅岑黎槐枫杉溪桐瑶嵩渌沔荻蓼菱蕙榆栾洛漪沣滁浦峦"
_SECOND = "溪浦州桐山泉屏川阳陵河湾谷城安宁丰平源岭塘汀潭洲渡岩原台冈埠坪泊港镜"
_TOWN = "堰湾坪埠桥店集渡口沟岔塘岭冲坝寨洼畈"

OFFICES = (
    ("教育局", ("学区划片", "校车安全", "课后服务收费", "营养餐招标")),
    ("水务局", ("河道治理", "农村供水", "水库除险加固", "防汛值守")),
    ("财政局", ("预算绩效", "惠农补贴发放", "政府采购意向", "债务管理")),
    ("交通运输局", ("公交线网", "农村公路养护", "出租车更新", "治超站点")),
    ("农业农村局", ("高标准农田", "农机补贴", "动物防疫", "宅基地审批")),
    ("统计局", ("统计调查项目", "季度数据解读", "人口抽样调查", "名录库更新")),
    ("司法局", ("法律援助", "行政执法监督", "村居法律顾问", "公证收费")),
    ("审计局", ("审计结果公告", "整改跟踪", "投资审计", "村级审计")),
    ("民政局", ("养老机构评定", "低保核查", "殡葬收费", "社会组织年检")),
    ("应急管理局", ("危化品检查", "避难场所", "森林防火", "事故调查")),
    ("市场监督管理局", ("食品抽检", "计量检定", "特种设备", "执法文书")),
    ("自然资源局", ("征地补偿", "规划许可", "不动产登记", "地质灾害点")),
)
_AFFAIRS = (
    "老旧小区改造",
    "医保报销",
    "养老服务",
    "招商引资",
    "就业援助",
    "垃圾分类",
    "公共租赁住房",
    "危房改造",
    "文化惠民",
    "污水管网",
)


@dataclass(frozen=True)
class Body:
    """A body that publishes: its name, how it speaks of itself, how busy it is."""

    agency: str
    who: str
    kind: str
    """town, bureau, county, city or ministry: the sizes of `numbers.SIZES`."""
    area: str
    """The area of which it is a part, or which it governs."""
    topics: tuple[str, ...]
    code: str
    whole: bool = False
    """Whether its report sums up its area."""

    @property
    def makes_regulations(self) -> bool:
        """规章 are for cities and the departments of the State Council alone."""
        return self.kind == "city"


def _name(rng: random.Random) -> str:
    first = rng.choice(_FIRST)
    return first + rng.choice([second for second in _SECOND if second != first])


@dataclass(frozen=True)
class Area:
    """An invented county with the city above it."""

    city: str
    county: str
    code: str

    @property
    def tail(self) -> str:
        """县 or 区."""
        return self.county[-1]


def area(rng: random.Random) -> Area:
    """A city and one of its counties."""
    city = _name(rng) + rng.choice("市市州")
    county = _name(rng) + rng.choice("县县区")
    return Area(city, county, f"99{rng.randint(1, 39):02}{rng.randint(2, 89):02}")


def town(rng: random.Random, where: Area, number: int = 0) -> Body:
    """A town, township or street of the county."""
    kind = rng.choice(("镇", "镇", "乡", "街道"))
    name = rng.choice(_FIRST) + rng.choice(_SECOND[:20]) + (rng.choice(_TOWN) if rng.random() < 0.4 else "") + kind
    office = "办事处" if kind == "街道" else "人民政府"
    who = "我街道" if kind == "街道" else "我" + kind
    code = f"{where.code}{100 + number:03}"
    return Body(where.county + name + office, who, "town", where.county + name, tuple(rng.sample(_AFFAIRS, 3)), code)


def bureau(rng: random.Random, where: Area) -> Body:
    """An office of the county or of the city."""
    place = rng.choice((where.county, where.county, where.city, where.city + where.county))
    office, topics = rng.choice(OFFICES)
    return Body(place + office, "我局", "bureau", place, topics, where.code)


def county(rng: random.Random, where: Area) -> Body:
    """The county's government, or its office."""
    topics = tuple(rng.sample(_AFFAIRS, 4))
    if rng.random() < 0.2:
        return Body(where.county + "人民政府办公室", "我办", "bureau", where.county, topics, where.code)
    return Body(where.county + "人民政府", "我" + where.tail, "county", where.county, topics, where.code, True)


def city(rng: random.Random, where: Area) -> Body:
    """The city's government."""
    return Body(
        where.city + "人民政府",
        "我" + where.city[-1],
        "city",
        where.city,
        tuple(rng.sample(_AFFAIRS, 4)),
        where.code[:4] + "00",
        True,
    )


def ministry(rng: random.Random, where: Area) -> Body:
    """A department of a province."""
    province = _name(rng) + "省"
    office, topics = rng.choice(OFFICES)
    return Body(province + office.removesuffix("局") + "厅", "我厅", "ministry", province, topics, "990000")


_MAKERS = ((town, 34), (bureau, 34), (county, 18), (city, 8), (ministry, 6))


def draw(rng: random.Random) -> Body:
    """A body of any kind, as often as each publishes."""
    make = rng.choices([maker for maker, _ in _MAKERS], [weight for _, weight in _MAKERS])[0]
    return make(rng, area(rng))
