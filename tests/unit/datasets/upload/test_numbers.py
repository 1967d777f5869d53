"""Numbers as people write them, decided by the whole column; the values are counted by hand."""

import pandas as pd
import pytest

from bakeoff.datasets.upload.numbers import Numbers, read_numbers


def read(*texts: str, **how: str) -> Numbers:
    return read_numbers(pd.Series(texts, dtype="str"), **how)


@pytest.mark.parametrize(
    ("texts", "values", "unit"),
    [
        (["$463,292", "$12", "$1,000.50"], [463_292, 12, 1000.5], "$"),
        (["7%", "12 %", "0"], [7, 12, 0], "%"),
        (["1.234,56 €", "12,00 €"], [1234.56, 12], "€"),
        (["EUR 12,50", "EUR 3,00"], [12.5, 3], "EUR"),
        (["1\u202f234,5", "12,5"], [1234.5, 12.5], ""),
        (["12'500", "3’250.75"], [12_500, 3250.75], ""),
        (["CHF 1'200.-", "CHF 3'000.-"], [1200, 3000], "CHF"),
        (["１２３", "４５．６"], [123, 45.6], ""),
        (["￥１，２００", "¥900"], [1200, 900], "¥"),
        (["1,200円", "900円"], [1200, 900], "円"),
        (["180 cm", "175cm"], [180, 175], "cm"),
        (["1,23,456", "12,34,567.5"], [123_456, 1_234_567.5], ""),
        (["(1,234.00)", "5.50", "12.25-"], [-1234, 5.5, -12.25], ""),
        (["−5", "+7"], [-5, 7], ""),
        (["3,97E-04", "1,2e3"], [0.000397, 1200], ""),
        (["1.234", "1.234.567"], [1234, 1_234_567], ""),
        (["0.500", "12.345"], [0.5, 12.345], ""),
        (["1,5", "3,25", "2.5"], [1.5, 3.25, 2.5], ""),
    ],
)
def test_numbers_are_read_as_they_are_meant(texts, values, unit):
    numbers = read(*texts)
    assert numbers.values.tolist() == pytest.approx(values)
    assert (numbers.unit, numbers.example) == (unit, "")


@pytest.mark.parametrize(
    "texts",
    [
        ["5.3.2024", "6.3.2024"],
        ["P12", "P13"],
        ["12a", "13b", "14c"],
        ["1.2.3", "1.10.2"],
        ["10:30", "11:45"],
        ["a", "b"],
    ],
)
def test_what_is_no_number_is_none(texts):
    assert read(*texts).share < 0.5


def test_one_mark_with_three_figures_behind_it_can_be_either_and_is_said_so():
    assert (read("1.234", "5.678").values.tolist(), read("1.234", "5.678").example) == ([1.234, 5.678], "1.234")
    assert read("1.234", "5.678", likely=",").values.tolist() == [1234, 5678]
    assert read("1.234", "5.678", mark=",").example == ""
    assert read("$1,234", "$5,678", likely=",").values.tolist() == [1234, 5678]  # no cents have three figures


def test_units_that_differ_are_not_thrown_together():
    assert read("$5", "$6", "$7", "€8").values.isna().tolist() == [False, False, False, True]


def test_codes_that_begin_with_zeros_are_told():
    assert read("01067", "10115", "04109").coded
    assert not read("0.5", "0", "10").coded
