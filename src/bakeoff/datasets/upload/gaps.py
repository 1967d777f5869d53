"""What people write where there is no value."""

import pandas as pd

GAPS = frozenset(
    word.casefold()
    for word in (
        "?", "-", "--", "---", "–", "—", "ー", ".", "/", "NULL", "missing", "None", "nan", "NA", "N/A", "n/a", "n.a.",
        "N.A", "#N/A", "#NA", "<NA>", "n.d.", "n.d", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#NV",
        "#WERT!", "#BEZUG!", "#ZAHL!", "no data", "not available", "not applicable", "k. A.", "k.A.", "k. A", "k.A",
        "keine Angabe", "keine Angaben", "entfällt", "n. v.", "n.v.", "o. A.", "fehlt", "s.o.", "non renseigné",
        "non disponible", "sans objet", "s/o", "n.c.", "NC", "manquant", "n. d.", "无", "无数据", "缺失", "缺测",
        "未填", "未填写", "不适用", "暂无", "空", "欠測", "欠損", "未測定", "未記入", "未回答", "該当なし",
        "データなし", "無回答",
    )
)  # fmt: skip
"""In any column: a word for the gap itself, case put aside."""

UNKNOWN = frozenset(
    word.casefold()
    for word in (
        "unknown",
        "unbekannt",
        "inconnu",
        "inconnue",
        "absent",
        "不明",
        "不详",
        "未知",
        "缺考",
        "欠席",
        "未受検",
    )
)
"""Among numbers and dates alone: in a column of words these may be one of the answers."""


def gaps(texts: "pd.Series[str]", *, measured: bool = False) -> "pd.Series[bool]":
    """Tell which texts stand for a missing value.

    Parameters
    ----------
    texts : pd.Series of str
        Without missing values, and without blanks around them.
    measured : bool
        Whether they stand among numbers or dates.
    """
    known = {text: text.casefold() in GAPS or (measured and text.casefold() in UNKNOWN) for text in texts.unique()}
    return texts.map(known).astype(bool)
