"""The column that is most likely to be predicted: guessed from names, and from what other columns tell."""

import re
from collections import Counter
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.datasets.identifiers import is_time, words_of
from bakeoff.datasets.upload.roles import MOST_CLASSES, TableColumn

_LIKELY = {
    3: "target label class y outcome response answer result dependent depvar decision décision diagnosis "
    "diagnose species survived survive survival surv churn churned exited attrition default defaulted fraud "
    "deny denied approve approved accepted choice chosen admitted reject rejected readmitted died dead death "
    "deaths purchase purchased bought buy clicked converted conversion subscribed cancelled canceled spam "
    "sentiment vote voted status improved passed failed failure success won win winner cured relapse "
    "recurrence event arrest conflict frequency freq participation call callback returned delayed delay "
    "graduated grad fatal fatality accident acc incident injury medal eliminated use used usage "
    "ziel klasse ergebnis cible classe résultat diagnostic",
    2: "price salary wage sales revenue profit cost charges score rating quality risk count mortality yield "
    "demand strength duration gain loss gpa earning earnings rent fare expenditure expense spending perf "
    "premium claim emission goal invest investment censored cens cases births saving savings visits loan "
    "performance absence infection infant toxicity effect accuracy percent production output gdp growth "
    "crime murder fertility suicide consumption satisfaction severity support turnout spell bill return "
    "happy happiness unemployment inflation biomass ozone density achievement exam math reading verbal "
    "preis qualität prix qualité",
}
_SIGNS = {
    3: re.compile(
        "目标|标签|类别|结果|诊断|是否|流失|违约|欺诈|状态|目標|分類|診断|判定|合否|死亡|复发|录取|及格|患病"
    ),
    2: re.compile(
        "价格|房价|单价|租金|月租|房租|费用|成本|利润|产量|薪|工资|销售|销量|评分|得分|分数|成绩|质量|风险|销售额|发病率|能耗|寿命|収入|価格|売上|点数"
    ),
    1: re.compile("收入|等级|满意"),
}
_SELDOM = (
    "id index no nr number key code name sex gender male female race black white hispanic minority ethnicity "
    "region country city town county district province address zip zipcode postcode location site place "
    "education educ school degree married marr marital divorced widowed urban rural south north east west "
    "treatment treat treated trt condition arm dose control block batch pair rep replicate run plot lot plate "
    "trial test sample group series subject subj patient person animal worker student teacher player firm "
    "company manufacturer brand make model origin dest weight wt height ht width length area size bmi latitude "
    "longitude lat lon long x z row col smoker smoking smoke kids child children father mother parent family "
    "language experience exper tenure occupation employment industry sector trade term population household other "
    "note weekday pretest square squared sq lag log inc self"
)
_SELDOM_SIGNS = re.compile("性别|地区|省|城市|民族|学历|姓名|婚|职业|专业|部门|品牌|型号|身高|体重|面积|人口|性別|地域")
_POINTS = {word: points for points, words in _LIKELY.items() for word in words.split()}
_POINTS |= dict.fromkeys(_SELDOM.split(), -1)
_GLUED = re.compile(
    r"\w+?(price|salary|wage|score|status|fraud|churn|survived|default|class|outcome|target|label|rating|quality|rate|gain|vote|earn|gpa|freq|growth|bill)"
)
_ROWS, _TRIES, _FEWEST = 500, 8, 10
_TELLS = 0.995
"""From this correlation of ranks on, one column tells another."""
_MANY_CLASSES = 20
_SERIES = 1.5
"""Points off for one of a series of columns."""


def guessed_target(columns: tuple[TableColumn, ...], frame: pd.DataFrame) -> str:
    """Return the column that is most likely to be predicted.

    Names decide first. Of several the last is taken. One that another column tells is passed over.
    """
    able = [column for column in columns if _can_be_target(column)] or list(columns)
    names = [column.name for column in able]
    stems, firsts = Counter(map(_stem, names)), Counter(_first(name) for name in names if _first(name) != name.lower())
    points = {column.name: _by_name(column.name) for column in able}
    for column in able:
        if column.role == "category" and column.distinct > _MANY_CLASSES:
            points[column.name] = min(points[column.name], -1)
        points[column.name] -= _SERIES * _in_series(column.name, stems, firsts)
    if "x" in points and len(able) > 2 and "y" in points:
        points["y"] = -1  # a place
    best = max(points.values())
    turn = names[::-1]
    called = [name for name in turn if points[name] == best]
    if best < 1:
        called = sorted(turn, key=lambda name: -points[name])
    for name in called[:_TRIES]:
        others = names[: names.index(name)] if best >= 1 else names
        if not any(_tells(frame[other][:_ROWS], frame[name][:_ROWS]) for other in others if other != name):
            return name
    return called[0]


def _can_be_target(column: TableColumn) -> bool:
    return column.role == "number" or (column.role == "category" and 2 <= column.distinct <= MOST_CLASSES)


def _by_name(name: str) -> float:
    """Return how likely a column of this name is to be predicted, from -1 to 3.

    Examples
    --------
    >>> [_by_name(name) for name in ("Sale_Price", "is_fraud", "是否生还", "月租", "Sex", "YearBuilt", "depth")]
    [2, 3, 3, 2, -1, -1, 0]
    >>> [_by_name(name) for name in ("Attrition", "MaritalStatus")]
    [3, 2]
    """
    words = words_of(name)
    words += [match[1] for word in words if (match := _GLUED.fullmatch(word))]
    likely = [_POINTS[word] for word in words if word in _POINTS and (word != "y" or "#" not in _stem(name))]
    likely += [min(_POINTS[word[:-1]], 2) for word in words if word.endswith("s") and word[:-1] in _POINTS]
    likely += [points for points, signs in _SIGNS.items() if signs.search(name)]
    if max(likely, default=0) > 0:
        return max(likely) + min(0, *likely)
    return -1 if likely or is_time(name) or _SELDOM_SIGNS.search(name) else 0


def _stem(name: str) -> str:
    return re.sub(r"\d+", "#", name.lower())


def _first(name: str) -> str:
    """Return the part of a name before the first mark between words."""
    return re.split(r"[\W_]+", name.lower())[0]


def _in_series(name: str, stems: Counter[str], firsts: Counter[str]) -> bool:
    """Tell whether a column is one of several that differ in a number alone, or share their name's first part."""
    stem = _stem(name)
    numbered = "#" in stem and (stems[stem] > 1 or stem.removesuffix("_#") in stems)
    return numbered or (_first(name) != name.lower() and firsts[_first(name)] > 1)


def _tells(other: "pd.Series[Any]", values: "pd.Series[Any]") -> bool:
    """Tell whether a column has the order of another, or puts the other's values together, as regions do states."""
    known = other.notna() & values.notna()
    if known.sum() < _FEWEST:
        return False
    theirs, own = (_codes(column[known]) for column in (other, values))
    n_theirs, n_own = len(np.unique(theirs)), len(np.unique(own))
    if min(n_own, n_theirs) > _FEWEST and all(map(pd.api.types.is_numeric_dtype, (other, values))):
        return bool(abs(np.corrcoef(theirs, own)[0, 1]) > _TELLS)
    pairs = len(np.unique(theirs * (own.max() + 1) + own))
    return 1 < n_own < n_theirs <= len(own) / 5 and pairs == n_theirs


def _codes(values: "pd.Series[Any]") -> NDArray[Any]:
    """Return the place of each value in order."""
    if pd.api.types.is_numeric_dtype(values):
        return values.rank(method="dense").to_numpy(np.float64)
    return pd.factorize(values)[0].astype(np.float64)
