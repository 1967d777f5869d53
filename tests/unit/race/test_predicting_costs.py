"""Answers of least expected cost: against brute force, and scikit-learn's threshold, in all that a race shows."""

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import FixedThresholdClassifier

from bakeoff.preparation.prepared import prepare
from bakeoff.race.predicting import answered, predict
from bakeoff.race.race import run
from bakeoff.race.report import Report
from bakeoff.spec import BakeoffSpec
from bakeoff.study.plan import Plan
from bakeoff.study.study import judge

RNG = np.random.default_rng(0)
COSTS = "0,1; 10,0"
LEAST = {"metric": "cost", "costs": COSTS, "answers": "least_cost"}


def prepared_with(costs):
    names = tuple(map(str, range(len(costs))))
    return SimpleNamespace(task="classification", class_names=names, answer_costs=np.array(costs, dtype=float))


def cheapest(chances, costs):
    """Return the answer of least expected cost by exact fractions, the first of equals."""
    n = len(costs)
    sums = [sum(Fraction(chances[code]) * Fraction(costs[code][answer]) for code in range(n)) for answer in range(n)]
    return sums.index(min(sums))


def test_each_answer_is_that_of_exact_fractions():
    for n in (2, 3, 5):
        costs = (RNG.uniform(1, 9, (n, n)) * (1 - np.eye(n))).tolist()
        given = RNG.dirichlet(np.ones(n), 300)
        found = answered(given, np.arange(n), prepared_with(costs))
        assert found.values.tolist() == [cheapest(row, costs) for row in given]
        assert len(set(found.values.tolist())) > 1
        assert found.confidence.tolist() == [row[answer] for row, answer in zip(given, found.values, strict=True)]


def test_of_equal_costs_the_first_class_is_the_answer():
    given = np.array([[0.25, 0.75], [0.5, 0.5], [0.75, 0.25]])
    assert answered(given, [0, 1], prepared_with([[0, 3], [1, 0]])).values.tolist() == [0, 0, 0]
    assert answered(given, [0, 1], prepared_with([[0, 1], [3, 0]])).values.tolist() == [1, 1, 0]
    assert answered(np.array([[0.6, 0.4]]), [0, 1], prepared_with([[0, 2e6], [3e6, 0]])).values.tolist() == [0]
    assert answered(given, [0, 1], prepared_with([[0, 0], [0, 0]])).values.tolist() == [0, 0, 0]


def test_a_class_that_nobody_learnt_can_be_the_cheap_answer_to_doubt():
    costs = [[0, 9, 9], [1, 0, 1], [9, 9, 0]]
    found = answered(np.array([[0.5, 0.5], [0.95, 0.05]]), [0, 2], prepared_with(costs))
    assert (found.values.tolist(), found.confidence.tolist()) == ([0, 0], [0.5, 0.95])
    costs[0][1] = costs[2][1] = 2
    found = answered(np.array([[0.5, 0.5], [0.95, 0.05]]), [0, 2], prepared_with(costs))
    assert (found.values.tolist(), found.confidence.tolist()) == ([1, 0], [0.0, 0.95])


def test_of_two_classes_it_is_the_threshold_of_scikit_learn():
    prepared = prepare(BakeoffSpec(dataset="moons", contenders=["linear"], rules=LEAST))
    model = LogisticRegression().fit(prepared.X_train, prepared.y_train)
    own = FixedThresholdClassifier(model, threshold=1 / 11).fit(prepared.X_train, prepared.y_train)
    found = predict(model, prepared.X_test, prepared).values
    assert found.tolist() == own.predict(prepared.X_test).tolist()
    assert found.tolist() != model.predict(prepared.X_test).tolist()


def test_one_row_alone_is_answered_as_among_others():
    prepared = prepared_with(RNG.integers(0, 9, (4, 4)))
    given = RNG.multinomial(10, np.ones(4) / 4, 500) / 10
    whole = answered(given, np.arange(4), prepared).values
    assert [int(answered(given[[row]], np.arange(4), prepared).values[0]) for row in range(500)] == whole.tolist()


def test_without_the_rule_or_another_deciding_metric_the_most_probable_class_stays():
    for rules in ({**LEAST, "answers": "likeliest"}, {**LEAST, "metric": "accuracy"}):
        assert prepare(BakeoffSpec(dataset="moons", rules=rules)).answer_costs is None
    assert prepare(BakeoffSpec(dataset="diabetes", rules={"answers": "least_cost"})).answer_costs is None


@pytest.fixture(scope="module")
def reports(engine):
    contenders = {"decision_tree": {"max_depth": 3}, "svm": {}, "linear": {}, "dummy": {}}
    spec = BakeoffSpec(dataset="moons", contenders=contenders, rules=LEAST)
    return run(spec.replace("rules.answers", "likeliest"), engine), run(spec, engine)


def test_scores_rows_and_regions_of_a_race_have_the_same_answers(reports):
    usual, report = reports
    target, frame, rows = report.held_out.target, report.to_frame(all=True), report.predictions()
    for name, answers in report.answers.items():
        prediction, costs = answers.prediction, np.array([[0.0, 1.0], [10.0, 0.0]])
        np.testing.assert_array_equal(prediction.chances, usual.answers[name].prediction.chances)
        assert prediction.values.tolist() == [cheapest(row, costs) for row in prediction.chances]
        assert frame.loc[name, "cost"] == pytest.approx(costs[target, prediction.values].mean())
        assert frame.loc[name, "accuracy"] == pytest.approx((target == prediction.values).mean())
        named = [report.setting.class_names[code] for code in prediction.values]
        assert (rows[name].tolist(), rows[f"{name}_confidence"].tolist()) == (named, prediction.confidence.tolist())
        sure = np.where(usual.answers[name].regions.answer == 1, 1, -1) * (usual.answers[name].regions.confidence - 0.5)
        assert (answers.regions.answer == (sure + 0.5 >= 1 / 11)).mean() > 0.999
    before, now = (confusion_matrix(target, one.answers["linear"].prediction.values) for one in (usual, report))
    assert now[0, 1] > before[0, 1]
    assert now[1, 0] < before[1, 0]
    assert frame.loc["linear", "cost"] < usual.to_frame(all=True).loc["linear", "cost"]
    assert Report.from_json(report.to_json()).spec.rules.answers == "least_cost"


def test_the_baseline_answers_by_the_shares_of_classes(reports):
    usual, report = reports
    assert set(usual.answers["dummy"].prediction.values) == {0}
    assert set(report.answers["dummy"].prediction.values) == {1}


def test_the_judge_scores_the_same_answers():
    spec = BakeoffSpec(dataset="moons", contenders={"linear": {}, "dummy": {}}, rules=LEAST)
    costs = judge(spec, Plan(folds=3, repeats=1)).frame.groupby("lane")["cost"].mean()
    assert costs["dummy"] == pytest.approx(0.5, abs=0.01)  # half of the rows cost 1, as none is missed
    assert costs["linear"] < 0.4
