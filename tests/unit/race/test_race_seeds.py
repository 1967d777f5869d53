"""Several seeds of every contender on the same split."""

import numpy as np
import pytest
from sklearn.ensemble import RandomForestClassifier

from bakeoff.preparation.prepared import prepare
from bakeoff.race.race import run
from bakeoff.race.seeds import model_seeds
from bakeoff.spec import BakeoffSpec

SPEC = BakeoffSpec(
    dataset="iris",
    contenders={"random_forest": {"n_estimators": 5}, "svm": {}, "decision_tree": {}, "dummy": {}},
    rules={"seeds": 4, "seed": 3},
)


@pytest.fixture(scope="module")
def report(engine):
    return run(SPEC, engine)


def test_each_seed_is_what_scikit_learn_gets_with_it(report):
    prepared = prepare(SPEC)
    outcome, answers = report.results["random_forest"].outcome, report.answers["random_forest"]
    for one, prediction in zip(outcome.seeds, answers.of_seeds, strict=True):
        forest = RandomForestClassifier(5, random_state=one.seed).fit(prepared.X_train, prepared.y_train)
        np.testing.assert_array_equal(prediction.values, forest.predict(prepared.X_test))
        assert one.metrics["accuracy"] == pytest.approx(forest.score(prepared.X_test, prepared.y_test))


def test_scores_are_means_and_the_first_seed_is_the_race_of_one_seed(report, engine):
    outcome = report.results["random_forest"].outcome
    other = run(SPEC.replace("rules.seeds", 1), engine)
    alone = other.results["random_forest"].outcome
    assert len(outcome.seeds) == 4
    for name, estimate in outcome.metrics.items():
        assert estimate.value == pytest.approx(np.mean([one.metrics[name] for one in outcome.seeds]))
        assert estimate.low < estimate.value < estimate.high
        assert outcome.seeds[0].metrics[name] == alone.metrics[name].value
    one, two = (found.answers["random_forest"].prediction.probabilities for found in (report, other))
    np.testing.assert_array_equal(one, two)


def test_what_does_not_hang_on_the_seed_is_trained_once(report):
    fits = {name: len(result.outcome.seeds) for name, result in report.results.items()}
    assert fits == {"random_forest": 4, "decision_tree": 4, "svm": 1, "dummy": 1}


def test_every_step_says_which_seed_it_is_of(report):
    steps = report.results["random_forest"].steps
    assert [(step.seed, step.index) for step in steps] == [(seed, n) for seed in range(4) for n in range(1, 6)]
    assert report.results["svm"].steps[0].seed == 0


def test_seeds_of_neighbouring_races_have_none_in_common():
    drawn = [
        model_seeds(SPEC.replace("rules.seeds", 30).replace("rules.seed", seed), "random_forest", "classification")
        for seed in range(100)
    ]
    assert len({one for seeds in drawn for one in seeds}) == 3000
    assert [seeds[0] for seeds in drawn] == list(range(100))
