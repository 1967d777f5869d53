import numpy as np
import pytest

from bakeoff.evaluation.metrics import metric_named
from bakeoff.features.other_split import job
from bakeoff.features.other_split.job import BothSplits, Question, SplitScores, race_both
from bakeoff.spec import BakeoffSpec
from bakeoff.study.plan import Plan
from bakeoff.study.study import judge

R2, RMSE = metric_named("r2"), metric_named("rmse")
NAMES = ("decision_tree", "linear")


class Line:
    def __init__(self):
        self.messages = []

    def emit(self, body):
        self.messages.append(body)


def spec(**rules):
    rules = {"validation_share": 0.2, "metric": "r2", **rules}
    return BakeoffSpec(dataset="diabetes", contenders={name: {} for name in (*NAMES, "dummy")}, rules=rules)


@pytest.mark.parametrize(
    "rules", [{"split": "group", "split_by": "Age (years)"}, {"unique": True}], ids=["group", "unique"]
)
def test_the_scores_of_both_splits_are_those_of_the_judge(engine, rules):
    plan, line = Plan(folds=3, repeats=2), Line()
    both = race_both(Question(spec(**rules), spec(), NAMES, plan), line)
    for scores, of_rules in ((both.honest.scores, rules), (both.chance.scores, {})):
        frame = judge(spec(**of_rules), plan, engine).frame
        for name in NAMES:
            np.testing.assert_allclose(scores[name], frame[frame["lane"] == name]["r2"], rtol=1e-12)
    assert [each.done for each in line.messages] == [1, 2, 3, 4, 5, 6]


def test_by_time_chance_learns_from_as_many_rows_of_the_same(monkeypatch):
    parts = []

    def seen(data, rules, chosen, transform):
        parts.append((len(chosen.train) + len(chosen.validation), {*chosen.train, *chosen.validation, *chosen.test}))
        return prepare_parts(data, rules, chosen, transform)

    prepare_parts = job.prepare_parts
    monkeypatch.setattr(job, "prepare_parts", seen)
    both = race_both(
        Question(spec(split="time", split_by="Age (years)"), spec(), ("linear",), Plan(folds=4, repeats=2)), Line()
    )
    assert (both.done, both.folds) == (4, 4)
    assert parts[::2] == parts[1::2]
    assert both.honest.scores != both.chance.scores


def test_the_price_is_what_chance_promises_too_much():
    def scores(*values):
        return SplitScores({"linear": values}, n_test=100, tested=0.25, per_repeat=5)

    high, low = scores(0.9, 0.92, 0.88, 0.91, 0.89), scores(0.5, 0.6, 0.4, 0.55, 0.45)
    price = BothSplits(honest=low, chance=high).price("linear", R2)
    assert price.value == pytest.approx(0.4)
    assert 0 < price.low < price.value < price.high
    assert price.low < 0.9 - low.mean("linear", R2).high + 0.02
    assert BothSplits(honest=high, chance=low).price("linear", RMSE).value == pytest.approx(0.4)


def test_few_groups_have_no_interval():
    scores = SplitScores({"linear": (0.5, 0.6, 0.7)}, n_test=10, tested=0.5, n_groups=5)
    assert np.isnan(scores.mean("linear", R2).low)
    assert np.isnan(BothSplits(scores, SplitScores({"linear": (0.8, 0.9, 0.8)})).price("linear", R2).high)
