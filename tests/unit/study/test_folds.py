import numpy as np
import pandas as pd
import pytest
from sklearn.model_selection import (
    GroupKFold,
    LeaveOneOut,
    RepeatedKFold,
    RepeatedStratifiedKFold,
    StratifiedShuffleSplit,
    TimeSeriesSplit,
)

from bakeoff.datasets import Dataset, dataset
from bakeoff.errors import DatasetError
from bakeoff.preparation.splits import split
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from bakeoff.study.folds import folds, folds_per_repeat, repeats
from bakeoff.study.plan import Plan


@pytest.fixture(scope="module")
def iris():
    return BakeoffSpec(dataset="iris").dataset.info.load(BakeoffSpec(dataset="iris").dataset.options)


def same(ours, theirs):
    return all(
        np.array_equal(rest, other_rest) and np.array_equal(test, other_test)
        for (rest, test), (other_rest, other_test) in zip(ours, theirs, strict=True)
    )


@pytest.mark.parametrize(
    ("plan", "rules", "splitter"),
    [
        (Plan(folds=4, repeats=3), Rules(), RepeatedStratifiedKFold(n_splits=4, n_repeats=3, random_state=0)),
        (Plan(folds=4, repeats=2), Rules(stratify=False), RepeatedKFold(n_splits=4, n_repeats=2, random_state=0)),
        (Plan(folds=4), Rules(seed=9, split_seed=5), RepeatedStratifiedKFold(n_splits=4, n_repeats=2, random_state=5)),
        (Plan(method="leave_one_out"), Rules(), LeaveOneOut()),
        (
            Plan(method="shuffle", folds=3, repeats=2),
            Rules(test_share=0.3),
            StratifiedShuffleSplit(6, test_size=0.3, random_state=0),
        ),
    ],
)
def test_the_folds_are_scikit_learns(iris, plan, rules, splitter):
    assert same(folds(iris, rules, plan, "Iris"), splitter.split(iris.X, iris.y))


def test_more_repeats_begin_with_the_same_folds(iris):
    for method in ("k_fold", "shuffle"):
        few, many = (folds(iris, Rules(), Plan(method=method, repeats=n), "Iris") for n in (2, 5))
        assert same(few, many[: len(few)])


def test_groups_stay_together():
    X = pd.DataFrame({"patient": np.repeat(np.arange(10), 4), "value": np.arange(40.0)})
    data = Dataset(X, np.arange(40) % 2, "classification", ("patient", "value"), ("a", "b"))
    together = Plan(group="patient").judged(Rules())
    found = folds(data, together, Plan(folds=5, repeats=2), "Patients")
    assert len(found) == 10
    for rest, test in found:
        assert not set(X.patient[rest]) & set(X.patient[test])
    plain = folds(data, Plan(group="patient").judged(Rules(stratify=False)), Plan(folds=5, repeats=1), "Patients")
    seed = int(np.random.SeedSequence((0, 0)).generate_state(1)[0])
    assert same(plain, GroupKFold(5, shuffle=True, random_state=seed).split(X, groups=X.patient))
    drawn = folds(data, together, Plan(method="shuffle", folds=4, repeats=1), "Patients")
    assert all(not set(X.patient[rest]) & set(X.patient[test]) for rest, test in drawn)


def test_no_repeat_of_one_seed_is_a_repeat_of_the_next():
    X = pd.DataFrame({"patient": np.repeat(np.arange(20), 2), "value": np.arange(40.0)})
    data = Dataset(X, np.arange(40) % 2, "classification", ("patient", "value"), ("a", "b"))
    parts = [
        folds(data, Rules(seed=seed, split="group", split_by="patient"), Plan(folds=4, repeats=3), "Patients")
        for seed in (0, 1)
    ]
    first, second = ({tuple(test) for _rest, test in one} for one in parts)
    assert not first & second


def test_rows_split_by_time_are_tested_on_what_comes_after_as_scikit_learns_time_series_split():
    days = np.random.default_rng(0).permutation(60)
    X = pd.DataFrame({"day": days, "value": np.arange(60.0)})
    data = Dataset(X, np.arange(60) % 2, "classification", ("day", "value"), ("a", "b"))
    rules = Rules(split="time", split_by="day")
    found = folds(data, rules, Plan(folds=5, repeats=3), "Days")
    order = np.argsort(days)
    expected = [(np.sort(order[rest]), np.sort(order[test])) for rest, test in TimeSeriesSplit(5).split(days)]
    assert same(found, expected)
    assert repeats(BakeoffSpec(dataset="iris", rules=rules), Plan(repeats=3)) == 1


def test_rows_of_one_moment_stay_together():
    X = pd.DataFrame({"day": np.repeat(np.arange(12), 5), "value": np.arange(60.0)})
    data = Dataset(X, np.arange(60) % 2, "classification", ("day", "value"), ("a", "b"))
    rules = Rules(split="time", split_by="day")
    for rest, test in folds(data, rules, Plan(folds=5), "Days"):
        assert X.day[rest].max() < X.day[test].min()
    with pytest.raises(DatasetError, match="too few different moments"):
        folds(data, rules, Plan(folds=12), "Days")


@pytest.mark.parametrize("plan", [Plan(folds=3), Plan(method="shuffle", folds=4)])
@pytest.mark.parametrize("rules", [Rules(seed=3), Rules(seed=3, rows=50), Rules(seed=3, test_share=0.4)])
def test_the_learning_part_alone_is_looked_at_if_the_plan_says_so(iris, plan, rules):
    train, validation, test = split(iris, rules, "Iris")
    used = {
        row
        for rest, tested in folds(iris, rules, plan.replace("learning_part", True), "Iris")
        for row in (*rest, *tested)
    }
    assert not used & set(test)
    assert set(train) | set(validation) <= used
    assert len(used) == 150 - len(test)


def test_an_official_test_part_is_left_out():
    y = np.arange(30) % 2
    data = Dataset(np.zeros((30, 1)), y, "classification", ("x",), ("a", "b"), official_test_rows=10)
    assert max(max(test) for _rest, test in folds(data, Rules(), Plan(), "Thirty")) == 19


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (Plan(folds=20), "class “a” has 15 rows, fewer than 20 folds"),
        (Plan(folds=50), "has 30 rows, fewer than 50 folds"),
        (Plan(folds=5, group="name"), "no column “name”"),
        (Plan(folds=5, group="x"), "makes 3 groups of rows|has 3 different values, fewer than 5 folds"),
    ],
)
def test_what_cannot_be_parted_is_refused_in_one_sentence(plan, said):
    data = Dataset(np.arange(30)[:, None] // 10, np.arange(30) % 2, "classification", ("x",), ("a", "b"))
    with pytest.raises(DatasetError, match=said):
        folds(data, plan.judged(Rules()), plan, "Thirty")


def test_leaving_one_out_is_for_small_data():
    info = dataset("digits")
    with pytest.raises(DatasetError, match="for up to 500"):
        folds(info.load(info.options()), Rules(), Plan(method="leave_one_out"), info.title)


def test_how_many_folds_there_will_be():
    spec = BakeoffSpec(dataset="iris")
    assert (folds_per_repeat(spec, Plan(folds=7)), repeats(spec, Plan(repeats=3))) == (7, 3)
    one_out = Plan(method="leave_one_out", repeats=3)
    assert (folds_per_repeat(spec, one_out), repeats(spec, one_out)) == (150, 1)
    assert folds_per_repeat(spec, one_out.replace("learning_part", True)) == 150 - 38
    assert folds_per_repeat(spec.replace("dataset", "moons").replace("dataset.rows", 90), one_out) == 90
