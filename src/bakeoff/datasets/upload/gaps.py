"""Words that people write where there is no value."""

from typing import Literal

import pandas as pd

Strength = Literal["always", "perhaps", "measured"]


def _words(*words: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)


ALWAYS = _words(
    "?", "NULL", "nan", "NA", "N/A", "n.a.", "N.A", "#N/A", "#NA", "<NA>", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?",
    "#NUM!", "#NULL!", "#NV", "#WERT!", "#BEZUG!", "#ZAHL!", "no data", "not available", "k. A.", "k.A.", "k. A", "k.A",
    "keine Angabe", "keine Angaben", "n. v.", "n.v.", "o. A.", "non renseigné", "non disponible", "无数据", "未填",
    "未填写", "未記入", "データなし",
)  # fmt: skip
"""Marks of a missing value in every column, case put aside."""

PERHAPS = _words(
    "-", "--", "---", "–", "—", "ー", ".", "/", "missing", "None", "n.d.", "n.d", "n. d.", "not applicable", "entfällt",
    "fehlt", "s.o.", "sans objet", "s/o", "n.c.", "manquant", "无", "缺失", "缺测", "不适用", "暂无", "空", "欠測",
    "欠損", "未測定", "未回答", "該当なし", "無回答",
)  # fmt: skip
"""Marks of a missing value that may be values in a column of words, such as no damage."""

MEASURED = (
    ALWAYS
    | PERHAPS
    | _words(
        "unknown", "unbekannt", "inconnu", "inconnue", "absent", "不明", "不详", "未知", "缺考", "欠席", "未受検", "NC"
    )
)
"""Marks of a missing value among numbers and dates; NC among words is North Carolina."""

RARE = 0.02
"""Up to this share of a column of words, a word of `PERHAPS` is taken for a missing value."""

_KINDS: dict[Strength, frozenset[str]] = {"always": ALWAYS, "perhaps": PERHAPS, "measured": MEASURED}


def gaps(texts: "pd.Series[str]", strength: Strength) -> "pd.Series[bool]":
    """Tell which texts stand for a missing value.

    Parameters
    ----------
    texts : pd.Series of str
        Without missing values, and without blanks around them.
    strength : {"always", "perhaps", "measured"}
        ``always``: in every column. ``perhaps``: among words only if they are rare. ``measured``: among numbers and
        dates.
    """
    return texts.map({text: text.casefold() in _KINDS[strength] for text in texts.unique()}).astype(bool)
