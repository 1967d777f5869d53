"""Tables written or changed by hand: what was not touched stays as it was, what was is understood as in a file."""

import io

import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_diabetes, load_iris

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.reading import read_table
from bakeoff.datasets.upload.samples import samples
from bakeoff.datasets.upload.store import About
from bakeoff.datasets.upload.understanding import Given
from bakeoff.datasets.upload.written import (
    MOST_COLUMNS,
    MOST_LETTERS,
    MOST_ROWS,
    Former,
    as_texts,
    column_names,
    keep_written,
)
from bakeoff.errors import DatasetError
from tests.unit.datasets.upload.files import OWNER

BOUNDS = Bounds()


def read(content: bytes, name: str = "flowers.csv") -> tuple[str, About]:
    table = read_table(content, name, OWNER, Given(), BOUNDS)
    about = store.find(table)
    assert about is not None
    return table, about


def kept(cells: pd.DataFrame, former: Former | None = None) -> tuple[pd.DataFrame, About]:
    table = keep_written(cells, "Typed table", OWNER, former, BOUNDS)
    about = store.find(table)
    assert about is not None
    return store.rows(table), about


def cells(table: str) -> pd.DataFrame:
    """Return a table's cells as the page shows them: rows counted from 1."""
    texts = as_texts(store.rows(table))
    return texts.set_axis(pd.RangeIndex(1, len(texts) + 1))


@pytest.mark.parametrize("name", samples())
def test_what_nobody_touched_is_the_same_again(name):
    table, about = read(samples()[name].make(), name)
    rows, again = kept(cells(table), Former(table, about))
    pd.testing.assert_frame_equal(rows, store.rows(table))
    assert (again.target, again.task, again.columns) == (about.target, about.task, about.columns)
    assert again.content != about.content


def test_every_digit_of_a_number_and_every_date_stays():
    rng = np.random.default_rng(0)
    days = pd.Series(pd.date_range("2024-01-01", periods=200, freq="D"))
    frame = pd.DataFrame(
        {
            "number": rng.normal(size=200) * 10.0 ** rng.integers(-20, 20, 200),
            "whole with gaps": np.where(rng.random(200) < 0.1, np.nan, rng.integers(0, 99, 200)),
            "day": days,
            "moment": days + pd.to_timedelta(rng.integers(0, 10**9, 200), unit="us"),
            "word": rng.choice(["NA", "yes", "a, b", 'say "no"', "line\nbreak"], 200),
        }
    )
    buffer = io.BytesIO()
    frame.to_parquet(buffer)
    table, about = read(buffer.getvalue())
    assert set(cells(table)["whole with gaps"].dropna().str.isdecimal()) == {True}
    assert cells(table)["day"][1] == "2024-01-01"
    rows, _about = kept(cells(table), Former(table, about))
    pd.testing.assert_frame_equal(rows, store.rows(table))


def test_a_table_typed_in_is_understood_as_one_from_a_file():
    source = load_iris(as_frame=True).frame.iloc[::3].reset_index(drop=True)
    rows, about = kept(source.astype("str").set_axis(pd.RangeIndex(1, len(source) + 1)))
    pd.testing.assert_frame_equal(rows, source, check_dtype=False)
    assert (about.title, about.target, about.task, about.rows) == ("Typed table", "target", "classification", 50)
    assert about.understood.format == "written"


def test_a_changed_cell_changes_the_numbers_and_keeps_what_was_chosen():
    source = load_diabetes(as_frame=True, scaled=False).frame
    table, about = read(source.to_csv(index=False).encode(), "diabetes.csv")
    about = about.with_roles("target", "regression", {"s1": "ignore", "sex": "category"})
    changed = cells(table)
    changed.loc[1, "age"] = "101"
    changed = changed.drop(index=[5, 6])
    rows, again = kept(changed, Former(table, about))
    right = source.drop(index=[4, 5]).reset_index(drop=True)
    right.loc[0, "age"] = 101
    assert np.array_equal(rows["age"], right["age"])
    assert (again.rows, again.column("age").high) == (440, "101")
    assert (again.target, again.task) == ("target", "regression")
    assert (again.column("s1").role, again.column("sex").role) == ("ignore", "category")


def test_a_column_that_was_the_same_everywhere_is_guessed_anew():
    table, about = read(("a,b,c\n" + "".join(f"{n},7,{'xy'[n % 2]}\n" for n in range(30))).encode())
    assert about.column("b").note == "constant"
    changed = cells(table)
    changed.loc[1, "b"] = "8"
    assert kept(changed, Former(table, about))[1].column("b").role == "number"


def test_a_target_of_numbers_that_becomes_words_is_predicted_as_classes():
    table, about = read(("a,b\n" + "".join(f"{n * 7 % 31},{n / 3}\n" for n in range(30))).encode())
    assert (about.target, about.task) == ("b", "regression")
    changed = cells(table)
    changed["b"] = ["low"] * 15 + ["high"] * 15
    assert kept(changed, Former(table, about))[1].task == "classification"


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("a", "many", "“many” in row 4 of “a” is no number; write one as 3.14, or empty the cell."),
        ("b", "soon", "“soon” in row 4 of “b” is no date; write one as 2024-12-31, or empty the cell."),
        ("c", "x" * (MOST_LETTERS + 1), f"A cell of “c” is longer than {MOST_LETTERS:,} characters; shorten it."),
    ],
)
def test_a_bad_cell_is_one_sentence_that_says_where(column, cell, said):
    table, about = read(("a,b,c\n" + "".join(f"{n},2024-01-{n + 1:02},w{n % 3}\n" for n in range(28))).encode())
    changed = cells(table).drop(index=2)
    changed.loc[4, column] = cell
    with pytest.raises(DatasetError) as error:
        kept(changed, Former(table, about))
    assert str(error.value) == said
    assert list(store.tables_of(OWNER)) == [table]


def test_in_a_short_table_a_bad_cell_makes_no_words_of_a_column_of_numbers_but_many_do():
    table, about = read(("a,b\n" + "".join(f"{n * 7 % 11},{'xy'[n % 2]}\n" for n in range(11))).encode())
    changed = cells(table)
    changed.loc[3, "a"] = "3,5 m"
    with pytest.raises(DatasetError, match="“3,5 m” in row 3 of “a” is no number"):
        kept(changed, Former(table, about))
    changed["a"] = ["low", "high"] * 5 + ["low"]
    assert kept(changed, Former(table, about))[1].column("a").role == "category"


def test_empty_rows_and_cells_of_blanks_are_left_out():
    written = pd.DataFrame({"a": [str(n) for n in range(12)], "b": list("xy") * 6}, index=pd.RangeIndex(1, 13))
    written.loc[13] = ["  ", ""]
    written.loc[3, "a"] = " "
    rows, about = kept(written)
    assert (about.rows, about.column("a").missing) == (12, 1)
    assert rows["a"].isna().sum() == 1


@pytest.mark.parametrize(
    ("rows", "columns", "said"),
    [
        (MOST_ROWS + 1, 2, "Only tables of up to"),
        (20, MOST_COLUMNS + 1, "Only tables of up to"),
        (5, 2, "at least 10 are needed"),
    ],
)
def test_a_table_of_the_wrong_size_is_refused(rows, columns, said):
    written = pd.DataFrame({f"c{n}": [str(row * (n + 1) % 7) for row in range(rows)] for n in range(columns)})
    with pytest.raises(DatasetError, match=said):
        kept(written)


def test_a_table_deleted_meanwhile_is_said_to_be_gone():
    table, about = read(("a,b\n" + "".join(f"{n},{n % 2}\n" for n in range(20))).encode())
    shown = cells(table)
    store.delete(table, OWNER)
    with pytest.raises(DatasetError, match="no longer stored"):
        kept(shown, Former(table, about))


def test_names_are_clean_and_different():
    assert column_names(" a ,b,, a,\x00 ") == ["a", "b", "a (2)"]
    for text in ("", "one", ",", ",".join("abcdefghijklmnopqrstuvwxyz" * 3)):
        with pytest.raises(DatasetError, match="Name 2 to 50 columns"):
            column_names(text)


def test_first_rows_show_a_day_without_an_hour_and_a_moment_with_it():
    days = pd.to_datetime(["2024-02-02", None, "2024-02-03"])
    head = store.texts(pd.DataFrame({"day": days, "moment": days + pd.Timedelta(hours=7)}))
    assert head == (("2024-02-02", "2024-02-02 07:00:00"), ("", ""), ("2024-02-03", "2024-02-03 07:00:00"))
