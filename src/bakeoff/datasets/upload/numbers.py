"""Numbers as people write them: with units, parted thousands and either decimal mark, decided by the whole column."""

import re
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

Mark = Literal[".", ","]

MOSTLY, LIKELY = 0.95, 0.5
_SAMPLE = 200
_WIDE = {0xFF01 + n: 0x21 + n for n in range(94)}
_AS_TYPED: dict[int, int | str | None] = {
    **_WIDE,
    **dict.fromkeys(map(ord, "\u3000\u00a0\u202f\u2009\u2007"), " "),
    **dict.fromkeys(map(ord, "’ʼ′´`"), "'"),
    **dict.fromkeys(map(ord, "−–—‐‑"), "-"),
    ord("￥"): "¥",
}
_CURRENCY = (
    r"(?:(?:US|C|A|HK|NT|R|S)?\$|[€£¥₩₹₽₺฿₫₪₴₦]|EUR|USD|CHF|GBP|JPY|CNY|RMB|SEK|NOK|DKK|PLN|CZK|HUF|INR|KRW|AUD|CAD|"
    r"HKD|TWD|SGD|BRL|MXN|ZAR|Fr\.|SFr\.|kr\.?|Rs\.?)"
)
_NUMBER = re.compile(
    rf"(?P<paren>\()?(?P<sign>[+-]?) ?(?P<before>{_CURRENCY})? ?(?P<inner>[+-]?)(?P<body>\d[\d.,' ]*|[.,]\d+)"
    r"(?P<power>[eE][+-]?\d{1,3})?(?P<trailing>-)?(?(paren)\)) ?(?P<after>[^\d\s.,'+()<>=?;:|/-][^\d?;:|]{0,11})?"
)
_LEADING_ZERO = re.compile(r"0\d+")
_EITHER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_GROUPED = {
    mark: re.compile(
        rf"\d{{1,3}}(?:(?P<one>[{re.escape(group)}' ])\d{{3}})(?:(?P=one)\d{{3}})*(?:{re.escape(mark)}\d+)?"
        rf"|\d{{1,2}}(?:{re.escape(group)}\d{{2}})+{re.escape(group)}\d{{3}}(?:{re.escape(mark)}\d+)?"
        rf"|\d+{re.escape(mark)}?|\d*{re.escape(mark)}\d+"
    )
    for mark, group in ((".", ","), (",", "."))
}
_POINT_MONEY = frozenset(
    {"$", "US$", "C$", "A$", "HK$", "NT$", "S$", "£", "¥", "₩", "₹", "円", "元", "USD", "GBP", "JPY", "CNY", "RMB"}
)
"""Currencies whose amounts have a comma between thousands."""
_NO_CENTS = re.compile(r"[.,]-{1,2}$")
"""As 12.- in Switzerland."""
_OTHER: dict[Mark, Mark] = {".": ",", ",": "."}


@dataclass(frozen=True)
class Numbers:
    """A column of texts, read as numbers.

    Attributes
    ----------
    values : pd.Series of float64
        NaN where a text is no number.
    mark : {".", ","} or None
        The decimal mark; None where no number has any mark.
    unit : str
        What most of them are written with; empty if they are bare.
    example : str
        A number that could be read with the other mark as well, if nothing in the column tells; else empty.
    coded : bool
        Whether they begin with zeros, as codes do and numbers do not.
    """

    values: "pd.Series[float]"
    mark: Mark | None = None
    unit: str = ""
    example: str = ""
    coded: bool = False

    @property
    def share(self) -> float:
        """Share of the texts that are numbers, 0 to 1."""
        return float(self.values.notna().mean())


def as_typed(texts: "pd.Series[str]") -> "pd.Series[str]":
    """Return texts with digits, blanks, quotes and signs as a keyboard has them, not as a typesetter does."""
    return texts.str.translate(_AS_TYPED)


def typed(text: str) -> str:
    """Return one text as `as_typed` does."""
    return text.translate(_AS_TYPED)


def looks_number(text: str) -> bool:
    """Tell whether one text is a number, with or without a unit.

    Examples
    --------
    >>> [looks_number(text) for text in ("$463,292", "７％", "1.234,56 €", "12'500", "5.3.2024", "P12", "")]
    [True, True, True, True, False, False, False]
    """
    match = _NUMBER.fullmatch(_NO_CENTS.sub("", typed(text.strip())))
    return match is not None and any(pattern.fullmatch(match["body"].rstrip()) for pattern in _GROUPED.values())


def may_be_either(text: str) -> bool:
    """Tell whether a text is a number with one mark, which parts thousands or decimals: nobody can tell which.

    Examples
    --------
    >>> [may_be_either(text) for text in ("1.234", "12,500", "0.123", "1.2345", "1,234.5", "1234")]
    [True, True, False, False, False, False]
    """
    return _EITHER.fullmatch(text.strip()) is not None


def begins_with_zero(text: str) -> bool:
    """Tell whether a text is figures that begin with a zero, such as a code by post."""
    return _LEADING_ZERO.fullmatch(text.strip()) is not None


def read_numbers(texts: "pd.Series[str]", likely: Mark = ".", mark: Mark | None = None) -> Numbers:
    """Read texts as numbers.

    Parameters
    ----------
    texts : pd.Series of str
        Without missing values.
    likely : {".", ","}
        The decimal mark, where the column itself does not tell.
    mark : {".", ","}, optional
        The decimal mark, where a person has told.
    """
    some = texts.iloc[:: -(-len(texts) // _SAMPLE) or 1]
    plain = pd.to_numeric(some, errors="coerce")
    if plain.notna().mean() < MOSTLY and sum(map(looks_number, some)) < LIKELY * len(some):
        return Numbers(pd.Series(np.nan, index=texts.index))
    return _read(as_typed(texts), likely, mark)


def _read(texts: "pd.Series[str]", likely: Mark, mark: Mark | None) -> Numbers:
    parts = texts.str.replace(_NO_CENTS, "", regex=True).str.extract(rf"^{_NUMBER.pattern}$").astype(object)
    bodies: pd.Series[Any] = parts["body"].str.rstrip()
    units = parts["before"].fillna(parts["after"]).fillna("").str.strip()
    unit, fits = _unit(units[bodies.notna()], len(texts))
    bodies = bodies.where(fits.reindex(bodies.index, fill_value=False))
    known = bodies.dropna()
    decided, example = (mark, "") if mark else _mark(known.drop_duplicates(), "." if unit in _POINT_MONEY else likely)
    example = "" if unit in _POINT_MONEY else example
    values = _values(known, decided or likely).reindex(texts.index)
    power = pd.to_numeric(parts["power"].str[1:], errors="coerce").fillna(0)
    minus = (parts[["sign", "inner", "trailing"]] == "-").any(axis=1) | parts["paren"].notna()
    values = values * 10.0**power * np.where(minus, -1.0, 1.0)
    coded = not unit and float(known.str.fullmatch(_LEADING_ZERO).mean() if len(known) else 0) > 1 - MOSTLY
    return Numbers(values, decided, unit, example, coded)


def _unit(units: "pd.Series[Any]", n: int) -> "tuple[str, pd.Series[bool]]":
    """Return what most numbers are written with, and which are written with it or with nothing."""
    written = units[units != ""]
    if len(written) < LIKELY * n:
        return "", units == ""
    unit = str(written.mode().iloc[0])
    return unit, (units == unit) | (units == "")


def _mark(bodies: "pd.Series[Any]", likely: Mark) -> tuple[Mark | None, str]:
    """Return the decimal mark that more numbers are well written with, and an example if either would do."""
    marked = bodies[bodies.str.contains(r"[.,]")]
    if marked.empty:
        return None, ""
    well = {mark: int(marked.str.fullmatch(_GROUPED[mark]).sum()) for mark in _OTHER}
    if well["."] == well[","]:
        either = marked[marked.str.fullmatch(_EITHER)]
        return likely, str(either.iloc[0]) if len(either) == len(marked) else ""
    return (".", "") if well["."] > well[","] else (",", "")


def _values(bodies: "pd.Series[Any]", mark: Mark) -> "pd.Series[float]":
    """Return numbers; one that is none with this mark, and surely one with the other, is taken as that."""
    values = _with(bodies, mark)
    rest = bodies[values.isna()]
    return values if rest.empty else values.fillna(_with(rest, _OTHER[mark]))


def _with(bodies: "pd.Series[Any]", mark: Mark) -> "pd.Series[float]":
    well = bodies.where(bodies.str.fullmatch(_GROUPED[mark]))
    parted = well.str.replace(rf"[{_OTHER[mark]}' ]", "", regex=True).str.replace(mark, ".", regex=False)
    return pd.to_numeric(parted, errors="coerce").astype(np.float64)
