"""The table of costs against the record that holds them, and how an amount is written."""

import dataclasses

import pytest

from bakeoff.evaluation.costs import COSTS, DRAWN, SHARED, cost_text
from bakeoff.race.outcome import Costs


def test_every_cost_of_a_report_is_declared_once_and_the_other_way_round():
    ends = {end for cost in COSTS.values() for end in cost.ends or ()}
    assert COSTS.keys() | ends | {"sizes", "predict_rows"} == {field.name for field in dataclasses.fields(Costs)}


def test_what_every_contender_has_is_never_missing():
    optional = {field.name for field in dataclasses.fields(Costs) if field.default is None}
    assert SHARED.keys() & optional == set()
    assert DRAWN.keys() <= SHARED.keys()


@pytest.mark.parametrize("amount", [None, float("nan"), float("inf")])
def test_what_was_not_measured_is_a_dash(amount):
    assert cost_text("fit_cpu_seconds", amount) == "–"
