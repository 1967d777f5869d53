"""Mean cost of answers: its value against a sum by hand, its pairs, and what is no matrix of costs."""

import numpy as np
import pytest

from bakeoff.errors import SettingError
from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.metrics import cost_metric, deciding, evaluate, metric_named, score, values
from bakeoff.race.race import run
from bakeoff.race.report import Report
from bakeoff.spec import BakeoffSpec
from bakeoff.study.plan import Plan
from bakeoff.study.study import judge

RNG = np.random.default_rng(0)
TARGET = RNG.integers(0, 3, 200)
FIRST, SECOND = (Prediction(np.where(RNG.random(200) < share, TARGET, RNG.integers(0, 3, 200))) for share in (0.8, 0.5))
COSTS = "0,1,2; 5,0,1; 1.5,1,0"
MATRIX = np.array([[0, 1, 2], [5, 0, 1], [1.5, 1, 0]])


def by_hand(prediction):
    return sum(MATRIX[truth, answer] for truth, answer in zip(TARGET, prediction.values, strict=True)) / 200


def test_it_is_the_mean_over_rows_and_so_are_its_parts():
    metric = cost_metric(COSTS)
    assert score(TARGET, FIRST, metric, 3) == pytest.approx(by_hand(FIRST))
    assert metric.influence(TARGET, FIRST, 3).mean() == pytest.approx(by_hand(FIRST))
    assert metric.gains(TARGET, FIRST, SECOND, 3).mean() == pytest.approx(by_hand(SECOND) - by_hand(FIRST))
    assert cost_metric(COSTS) is deciding("cost", "classification", COSTS)
    assert not metric_named("cost").greater_is_better


def test_without_costs_every_wrong_answer_costs_one():
    assert score(TARGET, FIRST, cost_metric(), 3) == pytest.approx(np.mean(FIRST.values != TARGET))


def test_only_a_race_that_it_decides_has_it_with_an_interval():
    assert "cost" not in evaluate(TARGET, FIRST, "classification", 3)
    assert "cost" not in values(TARGET, FIRST, "classification", 3, deciding("auto", "classification"))
    estimate = evaluate(TARGET, FIRST, "classification", 3, decides=cost_metric(COSTS))["cost"]
    assert estimate.low < estimate.value < estimate.high
    means = [MATRIX[TARGET[rows], FIRST.values[rows]].mean() for rows in RNG.integers(0, 200, (2000, 200))]
    assert (estimate.low, estimate.high) == pytest.approx(tuple(np.quantile(means, (0.025, 0.975))), abs=0.05)


@pytest.mark.parametrize("costs", ["0,1;1,0", "0,1,2;3,4,5", "0,1,2;5,0,one;1,1,0", "0,1,2;5,0,inf;1,1,0", "1", ";;"])
def test_what_is_no_matrix_of_the_classes_is_refused_in_a_sentence(costs):
    with pytest.raises(SettingError, match=r"must be 3 rows of 3 numbers, .* such as “0,1,1; 1,0,1; 1,1,0”"):
        BakeoffSpec(dataset="iris", rules={"metric": "cost", "costs": costs})
    assert BakeoffSpec(dataset="iris", rules={"costs": costs}).rules.metric == "auto"


def test_numbers_have_no_costs_and_other_data_take_the_usual_ones():
    with pytest.raises(SettingError, match="cannot be decided by cost"):
        BakeoffSpec(dataset="diabetes", rules={"metric": "cost"})
    other = BakeoffSpec(dataset="iris", rules={"metric": "cost", "costs": COSTS}).on({"name": "moons"})
    assert (other.rules.metric, other.rules.costs) == ("cost", "")


def test_it_decides_a_race_and_a_study(engine):
    spec = BakeoffSpec(
        dataset="iris", contenders=["decision_tree", "svm", "dummy"], rules={"metric": "cost", "costs": COSTS}
    )
    report = run(spec, engine)
    frame = report.to_frame(all=True)
    truth = report.held_out.target
    for name, answers in report.answers.items():
        assert frame.loc[name, "cost"] == pytest.approx(MATRIX[truth, answers.prediction.values].mean())
    assert report.ranked()[-1] == "dummy"
    assert "Paired permutation test on mean cost" in report.verdict.test
    again = Report.from_json(report.to_json())
    assert again.ranked() == report.ranked()
    assert again.verdict.scores == pytest.approx(report.verdict.scores)
    record = judge(spec, Plan(folds=3, repeats=1))
    assert record.metric.name == "cost"
    assert record.frame["cost"].min() >= 0
