from dataclasses import replace

import pytest

from bakeoff.figures import cost_board, cost_frame
from bakeoff.figures.pareto import COSTS
from bakeoff.race.report import Costs


@pytest.fixture
def priced(moons):
    """The race with a tree that is cheap in all and a forest that is dear in all."""
    costs = {"decision_tree": Costs(0.01, 0.01, 0.1, 1_000, {}), "random_forest": Costs(2.0, 2.0, 9.0, 90_000, {})}
    results = {
        name: replace(one, outcome=replace(one.outcome, costs=costs.get(name, one.outcome.costs)))
        for name, one in moons.results.items()
    }
    return replace(moons, results=results)


def test_the_frame_has_the_reports_own_numbers(priced):
    frame = cost_frame(priced)
    assert list(frame.index) == ["decision_tree", "random_forest"]
    for name, row in frame.iterrows():
        outcome = priced.finished()[name]
        assert row["score"] == outcome.metrics["accuracy"].value
        for cost in COSTS:
            assert row[cost] == getattr(outcome.costs, cost)


@pytest.mark.parametrize("cost", COSTS)
def test_who_is_dearer_and_no_better_is_grey(priced, cost):
    frame = cost_frame(priced)
    beaten = frame.loc["random_forest", "score"] <= frame.loc["decision_tree", "score"]
    words = {trace.name: trace.text[0] for trace in cost_board(priced, cost).data if trace.name}
    assert words["Decision tree"] == "Decision tree"
    assert words["Random forest"] == ("Random forest (dominated)" if beaten else "Random forest")


def test_a_dearer_one_with_the_same_score_is_dominated(priced):
    results = dict(priced.results)
    tree, forest = results["decision_tree"], results["random_forest"]
    results["random_forest"] = replace(forest, outcome=replace(forest.outcome, metrics=tree.outcome.metrics))
    figure = cost_board(replace(priced, results=results))
    assert figure.layout.title.text == "Worth considering: Decision tree"
    assert "Random forest (dominated)" in [trace.text[0] for trace in figure.data if trace.text]
