"""The table of answers to many rows, as it reads and as it is sorted."""

import re

import pytest

from bakeoff.features.ask.answers import Predicted, RawFeature, Sheet
from bakeoff.features.ask.page.page import first_rows

COLUMNS = (RawFeature("age", 0.0, 2.0, 1.0, 1.0),)
CLASSES = Sheet("classification", "answer", ("no", "yes"), 0.0, 0.0, COLUMNS, None, 10, ("svm",))
NUMBERS = Sheet("regression", "price", (), 0.0, 100.0, COLUMNS, None, 10, ("svm",))


@pytest.mark.parametrize(
    ("sheet", "head", "answers", "read"),
    [
        (CLASSES, "SVM: P(yes)", ["0.9999999994", "6e-10", "1.0", "0.254"], [">99 %", "<1 %", "100 %", "25 %"]),
        (NUMBERS, "SVM", ["-0.5", "45.678912"], ["−0.5", "45.68"]),
    ],
)
def test_answers_read_as_those_to_a_single_row_and_stay_numbers(sheet, head, answers, read):
    csv = f"row,age,{head}\n" + "".join(f"{row},0.123456789,{one}\n" for row, one in enumerate(answers, start=1))
    table = first_rows(Predicted(csv.encode(), len(answers), (), (head,)), sheet)
    cells = re.findall(r'class="data row\d+ col2" >(.*?)</td>', table.to_html(escape=False))
    assert [cell.replace("&gt;", ">").replace("&lt;", "<") for cell in cells] == read
    assert table.data[head].tolist() == [float(one) for one in answers]
