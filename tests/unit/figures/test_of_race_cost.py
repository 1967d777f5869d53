from dataclasses import replace

import pytest

from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.costs import DRAWN
from bakeoff.evaluation.notation import with_interval
from bakeoff.figures.of_race import cost_board, cost_frame
from bakeoff.race.outcome import Costs


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
    assert list(frame.index) == list(priced.outcomes)
    for name, row in frame.iterrows():
        outcome = priced.outcomes[name]
        found = outcome.metrics["accuracy"]
        assert (row["score"], row["low"], row["high"]) == (found.value, found.low, found.high)
        for cost in DRAWN:
            assert row[cost] == getattr(outcome.costs, cost)


def grey(figure):
    """Return the names that stand in grey, with what the pointer says of each."""
    names = {note.text for note in figure.layout.annotations if note.font.color is not None}
    return {trace.name: trace.hovertext[0] for trace in figure.data if trace.name in names}


def told_by(priced, *decided):
    """Return the race as if exactly these pairs had been decided, each for the first of the two."""
    verdict = priced.verdict
    gap = dict.fromkeys(decided, (0.1, True)) | {pair[::-1]: (-0.1, True) for pair in decided}
    pairs = [
        replace(one, difference=gap.get((one.first, one.second), (one.difference, False))[0],
                decided=(one.first, one.second) in gap)
        for one in verdict.pairs
    ]  # fmt: skip
    found = replace(priced)
    found.__dict__["verdict"] = replace(verdict, pairs=tuple(pairs))
    return found


BASELINE_BEATEN = (("decision_tree", "dummy"), ("random_forest", "dummy"))


@pytest.mark.parametrize("cost", DRAWN)
def test_who_is_beaten_by_the_test_and_dearer_is_dominated(priced, cost):
    race = told_by(priced, ("decision_tree", "random_forest"), *BASELINE_BEATEN)
    figure = cost_board(race, cost)
    assert list(grey(figure)) == ["Random forest"]
    assert grey(figure)["Random forest"].endswith("; dominated by Decision tree")
    score = priced.outcomes["decision_tree"].metrics["accuracy"].value
    spent = {"fit_cpu_seconds": "in 10 ms", "predict_ms_per_1000": "in 0.10 ms", "model_bytes": "with 1 kB"}[cost]
    found = f"Decision tree: {100 * score:.0f}\u00a0% {spent}; no other is surely better"
    assert figure.layout.title.text.replace("\u00a0", " ") == found.replace("\u00a0", " ")


@pytest.mark.parametrize("cost", DRAWN)
def test_a_lead_that_the_test_can_not_tell_makes_nobody_dominated_whatever_the_scores(priced, cost):
    figure = cost_board(told_by(priced, *BASELINE_BEATEN), cost)
    assert "Random forest" not in grey(figure)
    assert figure.layout.title.text.startswith("Decision tree: ")
    assert figure.layout.title.text.endswith("; no other is surely better")


def test_the_title_says_what_a_better_score_costs(priced):
    figure = cost_board(told_by(priced, ("random_forest", "decision_tree"), *BASELINE_BEATEN))
    accuracy = {name: f"{100 * one.metrics['accuracy'].value:.0f} %" for name, one in priced.outcomes.items()}
    expected = (
        f"Decision tree: {accuracy['decision_tree']} in 10 ms; Random forest: {accuracy['random_forest']} in 2.0 s"
    )
    assert figure.layout.title.text.replace("\u00a0", " ") == expected


def test_who_is_not_better_than_the_baseline_is_not_worth_considering(priced):
    figure = cost_board(told_by(priced, ("random_forest", "dummy")))
    assert grey(figure)["Decision tree"].endswith("; not better than the baseline")
    assert figure.layout.title.text.startswith("Random forest: ")
    nobody = cost_board(told_by(priced))
    assert nobody.layout.title.text == "No contender is better than the baseline beyond doubt, at whatever cost"


def test_a_baseline_that_is_near_is_drawn_with_a_line_at_its_score(priced):
    score = priced.outcomes["dummy"].metrics["accuracy"].value
    tree = priced.results["decision_tree"]
    metrics = tree.outcome.metrics | {"accuracy": Estimate(score, score - 0.1, score + 0.1)}
    low = replace(tree, outcome=replace(tree.outcome, metrics=metrics))
    figure = cost_board(replace(priced, results={**priced.results, "decision_tree": low}))
    (line,) = figure.layout.shapes
    assert line.y0 == line.y1 == pytest.approx(100 * score)
    assert "Baseline" in {note.text for note in figure.layout.annotations}
    assert "Baseline" in {trace.name for trace in figure.data}


def test_a_baseline_that_is_far_is_named_at_the_end_beyond_which_it_is(priced):
    figure = cost_board(priced)
    score = priced.outcomes["dummy"].metrics["accuracy"].value
    low, _high = figure.layout.yaxis.range
    assert 100 * score < low < min(trace.y[0] - trace.error_y.arrayminus[0] for trace in figure.data)
    assert "Baseline" not in {trace.name for trace in figure.data}
    (note,) = [note for note in figure.layout.annotations if "Baseline" in note.text]
    assert (note.text, note.y) == ("↓ Baseline", low)


def test_the_pointer_reads_the_same_number_as_the_table(priced):
    (tree,) = [trace for trace in cost_board(priced).data if trace.name == "Decision tree"]
    found = priced.outcomes["decision_tree"].metrics["accuracy"]
    assert tree.hovertext[0] == f"Decision tree: {with_interval(found, priced.metric)}, 10 ms"
