"""No cell of a CSV file is a formula to a spreadsheet, and what was written can be read back."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.spreadsheets import as_it_was, harmless, to_csv

HOSTILE = ["=HYPERLINK(0)", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "＝1", "'=1", "''@x", "-1\n=1", "--1"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_formula_becomes_a_text_and_is_itself_again(text):
    assert harmless(text) == f"'{text}"
    assert as_it_was(harmless(text)) == text


@pytest.mark.parametrize("text", ["-1", "+1.5", "-", "007", "a=b", "'tis", "", 0, None, -1.5, True])
def test_what_is_none_is_left_as_it_is(text):
    assert harmless(text) is text
    assert as_it_was(text) is text


@given(st.text(alphabet="'=+-@\t\r\n1.a", max_size=6))
def test_every_text_can_be_read_back(text):
    assert as_it_was(harmless(text)) == text
    assert harmless(text)[:1] not in ("=", "@", "\t", "\r", "\n")


def test_names_of_columns_and_rows_are_guarded_too():
    frame = pd.DataFrame({"=1": ["@a", None], "b": [-1, 2], "c": pd.Categorical(["-a", "b"])}, index=["=x", "y"])
    rows = list(csv.reader(io.StringIO(to_csv(frame))))
    assert rows == [["", "'=1", "b", "c"], ["'=x", "'@a", "-1", "'-a"], ["y", "", "2", "b"]]
    assert list(frame.columns) == ["=1", "b", "c"]  # the table itself is as it was


def test_a_carriage_return_begins_no_row():
    """Within one a formula would stand at its beginning."""
    frame = pd.DataFrame({"a": ["x\r=1+1", "y\r"], "b": [1.5, None]})
    text = to_csv(frame, index=False)
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a", "b"], ["x\r=1+1", "1.5"], ["y\r", ""]]
    assert '"x\r=1+1"' in text
    pd.testing.assert_frame_equal(pd.read_csv(io.StringIO(text, newline="")), frame)
