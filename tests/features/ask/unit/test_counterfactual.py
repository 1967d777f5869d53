"""Curves and turns, against the contenders themselves."""

import numpy as np
import pandas as pd
import pytest

from bakeoff.datasets.base import Dataset
from bakeoff.evaluation.notation import quantity
from bakeoff.features.ask import figures
from bakeoff.features.ask.answers import RawFeature
from bakeoff.features.ask.counterfactual import nearest_counterfactual, size
from bakeoff.features.ask.curves import MOST_COLUMNS, POINTS, changed, vary
from bakeoff.features.ask.subject import _column
from tests.features.ask.unit.subjects import fitted


def test_columns_are_described_by_the_training_part_alone(mixed):
    train = mixed.raw.iloc[mixed.prepared.rows_train]
    length, rooms, colour, new = mixed.sheet.columns
    assert (length.low, length.high) == (train["length"].min(), train["length"].max())
    assert length.typical == pytest.approx(train["length"].median())
    assert (rooms.whole, length.whole) == (True, False)
    assert colour.options == ("blue", "green", "red")
    assert new.options == (False, True)


def test_a_missing_value_is_none_and_is_filled_as_in_the_race(mixed):
    holes = np.flatnonzero(mixed.raw["colour"].isna() & mixed.raw["length"].isna())
    rows = mixed.rows(holes)
    assert len(rows) > 5
    assert all(row[0] is None and row[2] is None for row in rows)
    np.testing.assert_allclose(mixed.features(rows), mixed.prepared.pipeline.transform(mixed.raw.iloc[holes]))
    length, _rooms, colour, _new = mixed.sheet.columns
    filled = [(length.typical, row[1], colour.typical, row[3]) for row in rows]
    np.testing.assert_allclose(mixed.features(rows), mixed.features(filled))
    assert [column.gaps for column in mixed.sheet.columns] == [True, False, True, False]


def test_what_fills_a_missing_value_is_told(mixed, dated):
    length, _rooms, colour, _new = mixed.sheet.columns
    assert length.missing == f"no value (filled with the median, {quantity(length.typical)})"
    assert colour.missing == f"no value (filled with the most common, {colour.typical})"
    day = dated.sheet.columns[0]
    assert day.missing == "no value (year, month and other parts are filled with their medians)"


def test_a_change_from_a_missing_value_turns_the_answer(mixed, dated):
    for subject in (mixed, dated):
        row = next(row for row in subject.rows(np.arange(10)) if None in row)
        for name in subject.models:
            turn = nearest_counterfactual(subject, row, name)
            codes = [subject.predict([changed(row, changes)])[name].values[0] for changes in ({}, turn.changes)]
            assert codes[0] != codes[1] == turn.answer
            assert None not in turn.changes.values()


def test_a_row_without_a_number_has_no_line_on_its_curve(mixed):
    row = next(row for row in mixed.rows(np.arange(10)) if row[0] is None)
    figure = figures.ceteris_paribus(mixed.sheet, row, vary(mixed, row), 1)
    assert [shape.x0 for shape in figure.layout.shapes] == [row[1]]


def test_values_that_no_training_row_has_are_unseen(mixed, dated):
    length, rooms, colour, new = mixed.sheet.columns
    assert [length.unseen(value) for value in (length.low, length.high, length.high + 1, None)] == [False] * 2 + [
        True,
        False,
    ]
    assert [colour.unseen(value) for value in ("blue", "purple", None)] == [False, True, False]
    assert [new.unseen(value) for value in (True, "maybe")] == [False, True]
    assert rooms.unseen(0.0)
    day, _hour, text, _x = dated.sheet.columns
    assert [day.unseen(value) for value in (*day.options, "2035-01-01", "1999-12-31 05:00:00")] == [
        *[False] * len(day.options),
        True,
        True,
    ]
    assert not text.unseen("never read")


def test_a_column_of_nothing_but_holes_is_a_column_all_the_same():
    assert _column("empty", pd.Series([np.nan, np.nan])) == RawFeature("empty", 0.0, 0.0, 1.0, 0.0)
    assert _column("empty", pd.Series([None, None], dtype=object)).options == ("",)
    assert _column("empty", pd.Series([pd.NaT, pd.NaT])).kind == "date"
    assert _column("empty", pd.Series([None]), text=True).typical == ""


def test_a_curve_is_what_each_contender_says_of_the_changed_rows(mixed):
    row = mixed.example(0).row
    curves = vary(mixed, row)
    assert sorted(curve.place for curve in curves) == [0, 1, 2, 3]
    effects = [curve.effect for curve in curves]
    assert effects == sorted(effects, reverse=True)
    for curve in curves:
        column = mixed.sheet.columns[curve.place]
        assert curve.values == column.options or (curve.values[0], curve.values[-1]) == (column.low, column.high)
        answers = mixed.predict([changed(row, {curve.place: value}) for value in curve.values])
        for name, answer in answers.items():
            np.testing.assert_allclose(curve.answers[name].probabilities, answer.probabilities, atol=1e-12)
    assert next(curve for curve in curves if curve.place == 1).values == (1.0, 2.0, 3.0, 4.0, 5.0)


def test_a_wide_table_is_searched_for_the_features_that_matter():
    rng = np.random.default_rng(1)
    X = rng.normal(size=(150, 90))
    y = (X[:, 70] > 0).astype(np.int64)
    names = tuple(f"x{n}" for n in range(90))
    wide = fitted(Dataset(X, y, "classification", names, ("no", "yes"), "sign"), "decision_tree")
    curves = vary(wide, wide.example(0).row)
    assert (len(curves), curves[0].place, len(curves[0].values)) == (MOST_COLUMNS, 70, POINTS)


@pytest.mark.parametrize("place", [0, 3, 7])
def test_a_turn_turns_the_answer_and_every_part_of_it_is_needed(mixed, place):
    row = mixed.example(place).row
    now = mixed.predict([row])
    for name in mixed.models:
        turn = nearest_counterfactual(mixed, row, name)
        then = mixed.predict([changed(row, turn.changes)])[name].values[0]
        assert then == turn.answer != now[name].values[0]
        assert turn.size == pytest.approx(size(turn.changes, row, mixed.sheet.columns)) != 0
        for left_out in turn.changes if len(turn.changes) > 1 else ():
            rest = {at: value for at, value in turn.changes.items() if at != left_out}
            assert mixed.predict([changed(row, rest)])[name].values[0] == now[name].values[0]


def test_a_turn_goes_hardly_further_than_the_border():
    X = np.linspace(0, 10, 101)[:, None].repeat(2, axis=1)
    X[:, 1] = 0.0
    y = (X[:, 0] > 6).astype(np.int64)
    one = fitted(Dataset(X, y, "classification", ("x", "nothing"), ("no", "yes"), "side"), "decision_tree")
    border = one.models["decision_tree"].tree_.threshold[0]
    scaler = one.prepared.pipeline.named_transformers_["numbers"][-1]
    border = border * scaler.scale_[0] + scaler.mean_[0]
    turn = nearest_counterfactual(one, (2.0, 0.0), "decision_tree")
    assert list(turn.changes) == [0]
    assert border < turn.changes[0] < border + 0.1


def test_a_contender_that_never_changes_its_mind_has_no_turn(mixed):
    stubborn = fitted(mixed.prepared.data, "dummy")
    assert not nearest_counterfactual(stubborn, mixed.example(0).row, "dummy").changes


def test_dates_and_texts_are_answered_as_they_are_in_the_data(dated):
    assert [column.kind for column in dated.sheet.columns] == ["date", "date", "text", "number"]
    rows = dated.rows(np.arange(150))
    whole = dated.raw["day"].notna().to_numpy()  # a missing date is filled part by part, not as a date
    np.testing.assert_allclose(
        dated.features(rows)[whole].toarray(), dated.prepared.pipeline.transform(dated.raw)[whole].toarray(), atol=1e-12
    )


def test_dates_are_varied_and_turned_and_texts_left_alone(dated):
    row = dated.example(0).row
    curves = vary(dated, row)
    assert sorted(curve.place for curve in curves) == [0, 1, 3]
    days = next(curve for curve in curves if curve.place == 0).values
    known = dated.raw["day"].iloc[dated.prepared.rows_train]
    assert (days[0], days[-1]) == (str(known.min().date()), str(known.max().date()))
    for name in dated.models:
        turn = nearest_counterfactual(dated, row, name)
        assert dated.predict([changed(row, turn.changes)])[name].values[0] == turn.answer
        assert turn.changes


def test_features_that_are_locked_are_never_changed(mixed):
    for place in range(6):
        row = mixed.example(place).row
        free = nearest_counterfactual(mixed, row, "svm")
        locked = nearest_counterfactual(mixed, row, "svm", tuple(free.changes))
        assert not locked.changes.keys() & free.changes.keys()
        if locked.changes:
            codes = [mixed.predict([changed(row, changes)])["svm"].values[0] for changes in ({}, locked.changes)]
            assert codes[0] != codes[1]
            assert locked.size >= free.size - 1e-9
    assert not nearest_counterfactual(mixed, row, "svm", (0, 1, 2, 3)).changes


def test_dates_on_a_curve_are_an_axis_of_dates_with_few_labels(dated):
    row = dated.example(0).row
    figure = figures.ceteris_paribus(dated.sheet, row, vary(dated, row), 1)
    axes = [axis for axis in figure.select_xaxes() if axis.type == "date"]
    assert len(axes) == 2  # day and hour
    assert {axis.nticks for axis in axes} == {4}
    assert row[0] in [shape.x0 for shape in figure.layout.shapes]
