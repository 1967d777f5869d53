import math
from dataclasses import replace

import numpy as np
import pytest

from bakeoff.evaluation.notation import quantity
from bakeoff.figures.intervals import interval_coverage, interval_coverage_frame
from bakeoff.preparation.split_keys import Units
from bakeoff.race.finished import FinishedRace


@pytest.mark.parametrize("level", [0.8, 0.9, 0.95])
def test_width_and_coverage_are_those_that_numpy_finds(diabetes, level):
    frame = interval_coverage_frame(diabetes, level).set_index("contender")
    assert set(frame.index) == {"decision_tree", "random_forest", "svm"}
    for name, row in frame.iterrows():
        given = diabetes.answers[name]
        errors = np.abs(given.validation_errors)
        share = math.ceil((len(errors) + 1) * level) / len(errors)
        assert row["half_width"] == np.quantile(errors, share, method="inverted_cdf")
        off = np.abs(given.prediction.values - diabetes.held_out.target)
        assert row["covered"] == np.mean(off <= row["half_width"])
        assert row["low"] < row["covered"] < row["high"]


def test_the_figure_is_the_frame_with_the_narrowest_on_top(diabetes):
    frame, figure = interval_coverage_frame(diabetes), interval_coverage(diabetes)
    covered = dict(zip(frame["label"], 100 * frame["covered"], strict=True))
    assert {trace.y[0]: trace.x[0] for trace in figure.data} == pytest.approx(covered)
    assert list(figure.layout.yaxis.categoryarray)[::-1] == frame["label"].tolist()
    assert frame["half_width"].is_monotonic_increasing
    widths = {trace.y[0]: trace.text[0].split("± ")[1] for trace in figure.data}
    assert widths == {row["label"]: quantity(row["half_width"]) for row in frame.to_dict("records")}
    target = diabetes.setting.target_name
    assert figure.layout.title.text == f"{target}: how often 90 % intervals hold on the test part"


def with_errors(race: FinishedRace, errors: np.ndarray | None) -> FinishedRace:
    """Return the race as if every contender had had these errors on the validation part."""
    answers = {name: replace(one, validation_errors=errors) for name, one in race.answers.items()}
    return replace(race, answers=answers)


def test_too_few_validation_rows_give_no_bound_and_say_so(diabetes):
    few = with_errors(diabetes, np.ones(5))
    assert np.isinf(interval_coverage_frame(few)["half_width"]).all()
    assert interval_coverage(few).layout.title.text == (
        "Too few validation rows for intervals that hold 90 % of the time"
    )


def test_too_few_groups_give_no_bound_and_say_so(diabetes):
    eight = Units("patient", np.arange(diabetes.setting.n_validation) % 8, ordered=False)
    race = replace(diabetes, held_out=replace(diabetes.held_out, validation_units=eight))
    assert np.isfinite(interval_coverage_frame(race, 0.8)["half_width"]).all()
    assert interval_coverage(race).layout.title.text == (
        "Too few validation groups or blocks of time for intervals that hold 90 % of the time: 9 are needed"
    )


def test_without_a_validation_part_there_are_none(diabetes, iris):
    for report in (with_errors(diabetes, None), iris):
        assert interval_coverage_frame(report).empty
        (note,) = interval_coverage(report).layout.annotations
        assert "validation part" in note.text
