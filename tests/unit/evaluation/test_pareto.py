import math

from hypothesis import given
from hypothesis import strategies as st

from bakeoff.evaluation.pareto import dominated

NAMES = ("svm", "keras_mlp", "decision_tree", "random_forest")


@given(
    st.dictionaries(st.sampled_from(NAMES), st.integers(0, 3).map(float), min_size=1),
    st.sets(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES))),
)
def test_only_who_is_beaten_by_one_that_costs_no_more_is_dominated(costs, beats):
    found = dominated(costs, lambda one, other: (one, other) in beats)
    for name in costs:
        better = {one for one in costs if costs[one] <= costs[name] and (one, name) in beats}
        assert found.get(name) in (better or {None})
        if better:
            assert costs[found[name]] == min(costs[one] for one in better)


def test_a_lead_that_the_test_can_not_tell_dominates_nobody():
    assert dominated({"svm": 0.1, "keras_mlp": 9.0}, lambda _one, _other: False) == {}


def test_a_cost_that_is_not_known_neither_dominates_nor_is_dominated():
    assert dominated({"svm": math.nan, "keras_mlp": 1.0}, lambda _one, _other: True).get("svm") is None
