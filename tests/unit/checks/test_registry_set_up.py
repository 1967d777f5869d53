from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import Perceptron
from sklearn.multiclass import OutputCodeClassifier
from sklearn.tree import DecisionTreeClassifier

from bakeoff.checks.base import EndedRace, SetUp, Tries
from bakeoff.checks.near import near_copies
from bakeoff.checks.registry import in_order, look
from bakeoff.checks.tuned_on_test import MOST_LOOKS
from bakeoff.contenders import Step, contender
from bakeoff.datasets import Dataset, datasets
from bakeoff.evaluation.metrics import metric_named
from bakeoff.preparation.prepared import prepare, prepare_dataset
from bakeoff.spec import BakeoffSpec

RNG = np.random.default_rng(0)
TABLE = pd.DataFrame(RNG.normal(size=(400, 3)), columns=["a", "b", "c"])
CLASSES = Dataset(TABLE, np.tile([0, 1], 200), "classification", tuple(TABLE), ("no", "yes"), "Answer")


def whats(data, folds=None, contenders=("svm", "random_forest"), **rules):
    spec = BakeoffSpec(dataset="iris", contenders=list(contenders), rules=rules)
    found = in_order(look(SetUp(spec, prepare_dataset(data, spec.rules, "Mine"), folds)).findings)
    assert all(one.what and one.reason and one.mend for one in found)
    return [one.what for one in found]


def test_a_sound_set_up_has_nothing_said_of_it():
    assert whats(CLASSES, folds=10) == []


LEAKS = "final_bills"


@pytest.mark.parametrize("name", [name for name, info in datasets().items() if info.kind != "image" and name != LEAKS])
def test_bundled_data_raises_no_false_alarm(name):
    spec = BakeoffSpec(dataset=name)
    found = look(SetUp(spec, prepare(spec), 10)).findings
    assert [one.what for one in found if one.level == "warning"] == []


def test_the_data_that_cheat_raise_the_alarm():
    spec = BakeoffSpec(dataset=LEAKS)
    found = look(SetUp(spec, prepare(spec), 10)).findings
    assert [one.what for one in found if one.level == "warning"] == [
        "The column “Final bill (€)” alone tells “Decision”."
    ]


def test_a_column_that_tells_the_target_is_named():
    X = TABLE.assign(verdict=np.where(CLASSES.y == 1, "guilty", "free"))
    assert whats(replace(CLASSES, X=X, feature_names=tuple(X))) == ["The column “verdict” alone tells “Answer”."]


def test_an_identifier_is_named():
    X = TABLE.assign(ticket=np.arange(400))
    found = whats(replace(CLASSES, X=X, feature_names=tuple(X)))
    assert found == ["The column “ticket” looks like an identifier: it is different in every row."]


def test_a_text_is_no_identifier_though_no_two_are_alike():
    X = TABLE.assign(remark=[f"Row {n} was fine" for n in range(400)])
    data = replace(CLASSES, X=X, feature_names=tuple(X))
    assert whats(data) == ["The column “remark” looks like an identifier: it is different in every row."]
    assert whats(replace(data, text_features=("remark",))) == []


def test_rows_on_both_sides_of_the_split_are_counted():
    twice = replace(CLASSES, X=pd.concat([TABLE[:200]] * 2, ignore_index=True))
    (said,) = whats(twice, test_share=0.5)
    n, all_rows = map(int, said.removesuffix(".").split(": ")[1].split(" of "))
    assert all_rows == 200
    assert 70 < n < 130


@pytest.mark.parametrize(("rare", "warned"), [(20, True), (150, False)])
def test_imbalance_names_the_largest_and_the_smallest_class(rare, warned):
    uneven = replace(CLASSES, y=(np.arange(400) < rare).astype(np.int64))
    said = ["The classes are far from even: 95 % of the rows are “no”, 5 % are “yes”."]
    assert [one for one in whats(uneven) if one.startswith("The classes")] == (said if warned else [])


def test_too_few_test_rows_of_a_class_are_told():
    said = "The test part has 5 rows of the class “yes”."
    assert said in whats(replace(CLASSES, y=(np.arange(400) < 20).astype(np.int64)))
    assert said not in whats(replace(CLASSES, y=(np.arange(400) < 20).astype(np.int64)), folds=5)  # the judge tests all


def test_folds_are_no_more_than_the_rows_of_the_rarest_class():
    few = replace(CLASSES, y=(np.arange(400) < 8).astype(np.int64))
    assert "The class “yes” has 8 rows, fewer than there are folds (10)." in whats(few, folds=10)
    assert not [one for one in whats(few, folds=8) if "folds" in one]


def test_a_class_that_no_contender_can_learn_is_named():
    unseen = replace(CLASSES, y=np.repeat([0, 1, 2], [200, 199, 1]), class_names=("no", "yes", "lost"))
    found = {tuple(whats(unseen, stratify=False, test_share=0.5, seed=seed)) for seed in range(6)}
    said = "The training part has no row of the class “lost”."
    assert {said in one for one in found} == {True, False}


@pytest.mark.parametrize(
    ("scale", "contenders", "warned"),
    [
        ("none", ["svm"], True),
        ("none", ["keras_mlp"], True),
        ("standard", ["svm"], False),
        ("none", ["random_forest"], False),
    ],
)
def test_unscaled_columns_are_told_where_they_matter(scale, contenders, warned):
    X = TABLE.assign(a=TABLE["a"] * 1000)
    found = whats(replace(CLASSES, X=X), contenders=contenders, scale=scale)
    assert [one.startswith("Scaling is switched off") for one in found] == [True] * warned


def test_columns_alike_may_go_unscaled():
    assert whats(CLASSES, scale="none") == []


def curve(losses=(), scores=(), total=None):
    n = max(len(losses), len(scores))
    known = [list(values) or [None] * n for values in (losses, scores)]
    return [
        Step(k + 1, total or n, 0.0, 0.0, validation_loss=loss, validation_score=score)
        for k, (loss, score) in enumerate(zip(*known, strict=True))
    ]


def judged(name, steps):
    return [one.what for one in look(EndedRace(metric_named("accuracy"), done={name: steps})).findings]


FALLING, FLAT = np.linspace(2, 0.5, 20), np.append(np.linspace(2, 0.5, 10), np.full(10, 0.5))


@pytest.mark.parametrize(
    ("name", "steps", "warned"),
    [
        ("keras_mlp", curve(losses=FALLING), True),
        ("keras_mlp", curve(losses=FLAT), False),
        ("keras_mlp", curve(losses=FALLING[::-1]), False),
        ("keras_mlp", curve(losses=FALLING, total=40), False),
        ("keras_mlp", curve(losses=[2.0, 1.0]), False),
        ("keras_mlp", curve(losses=[None] * 20), False),
        ("keras_mlp", [], False),
        ("random_forest", curve(scores=1 - FALLING / 4), True),
        ("random_forest", curve(scores=1 - FLAT / 4), False),
        ("random_forest", curve(losses=FALLING), False),
        ("svm", curve(losses=FALLING), False),
    ],
)
def test_a_contender_that_could_have_gone_on_is_named(name, steps, warned):
    found = judged(name, steps)
    assert [one.startswith(contender(name).label) for one in found] == [True] * warned


def gaps(metric="accuracy", split="random", **scores):
    steps = [Step(1, 1, 0.0, 0.0, train_score=0.5), Step(1, 1, 0.0, 0.0, train_score=1.0)]
    scored = {name: (steps, score) for name, score in scores.items()}
    return look(EndedRace(metric_named(metric), scored=scored, split=split)).findings


@pytest.mark.parametrize("split", ["time", "group"])
def test_other_times_and_groups_are_not_called_memorising(split):
    (found,) = gaps(split=split, decision_tree=0.61)
    assert found.reason.startswith("Later rows, or rows of other groups, may differ.")
    assert "memorised" not in found.reason
    assert "random split" in found.mend


def test_who_has_learnt_by_heart_is_named_with_both_numbers():
    (found,) = gaps(decision_tree=0.61, svm=0.95, random_forest=0.85)
    assert found.level == "warning"
    assert found.what == (
        "Better on rows learnt from than on new ones, by accuracy: Decision tree 100.0 % against 61.0 %; "
        "Random forest 100.0 % against 85.0 %."
    )
    assert [one.level for one in gaps(random_forest=0.85)] == ["note"]
    assert gaps(svm=0.95) == []
    assert "Decision tree 1.000 against −0.430" in gaps("r2", decision_tree=-0.43)[0].what
    assert look(EndedRace(metric_named("accuracy"), scored={"svm": ([], 0.1)})).findings == []


def tried(*values, dataset="iris", **rules):
    """Return races of an SVM with these penalties, each beside a tree that stays as it is."""
    return [
        BakeoffSpec(dataset=dataset, contenders={"svm": {"C": value}, "decision_tree": {}, "dummy": {}}, rules=rules)
        for value in values
    ]


def check_choice(spec, raced):
    return tuple(look(Tries(spec, raced)).findings)


def test_who_looks_again_and_again_at_one_test_part_is_told_of_the_contender_tuned_on_it():
    (found,) = check_choice(tried(1)[0], tried(*range(1, 6)))
    assert found.what == "Support vector machine has been scored with 5 different settings on this very test part."
    assert "seed of the split" in found.mend
    assert check_choice(tried(1)[0], tried(*range(1, 5))) == ()
    assert check_choice(tried(1)[0], tried(*[2] * 20)) == ()  # the same again is no choice


@pytest.mark.parametrize("elsewhere", [{"split_seed": 1}, {"seed": 1}, {"test_share": 0.5}, {"stratify": False}])
def test_looks_at_other_rows_or_at_other_data_do_not_count(elsewhere):
    many = tried(*range(1, 10))
    assert check_choice(tried(1, **elsewhere)[0], many) == ()
    assert check_choice(tried(1, dataset="wine")[0], many) == ()
    assert check_choice(BakeoffSpec(dataset="iris", contenders=["random_forest"]), many) == ()


def test_what_only_changes_the_training_looks_at_the_same_rows():
    again = tried(1, seed=7, split_seed=0, validation_share=0.5, scale="minmax", rows=50)[0]
    assert len(check_choice(again, tried(*range(1, 6)))) == 1


def test_an_official_test_part_is_the_same_by_every_seed():
    (found,) = check_choice(tried(1, dataset="mnist", seed=3)[0], tried(*range(1, 6), dataset="mnist"))
    assert "seed" not in found.mend


def test_the_best_of_so_many_equals_leads_by_more_than_a_standard_error():
    largest = np.random.default_rng(0).normal(size=(100_000, MOST_LOOKS)).max(axis=1).mean()
    assert 1 < largest == pytest.approx(1.163, abs=0.01)


@pytest.mark.parametrize("how", ["stopped", "unfinished"])
def test_of_several_that_were_stopped_all_is_told_in_the_plural(how):
    one, several = (
        look(EndedRace(metric_named("accuracy"), **{how: names})).findings[0]
        for names in (("svm",), ("svm", "random_forest"))
    )
    assert " it " in f"{one.reason} {one.mend}"
    assert " they " in several.reason
    assert " them " in several.mend
    assert " it " not in f"{several.reason} {several.mend}"


def test_who_takes_no_weights_and_who_takes_them_twice_is_named():
    data = replace(CLASSES, X=TABLE.abs(), y=(np.arange(400) < 150).astype(np.int64))
    everyone = {"svm": {"class_weight": "balanced"}, "k_nearest": {}, "linear": {}, "dummy": {}}
    spec = BakeoffSpec(dataset="iris", contenders=everyone, rules={"class_weight": "balanced"})
    found = look(SetUp(spec, prepare_dataset(data, spec.rules, "Mine"))).findings
    assert [(one.level, one.what, one.mend_with) for one in found if one.code == "unweighed"] == [
        ("warning", "Support vector machine balances the classes twice.", {"svm.class_weight": "none"}),
        ("note", "Nearest-neighbour model takes no row weights: all training rows count alike for it.", {}),
    ]
    assert not any("weights" in one for one in whats(data, contenders=everyone))


def test_costs_that_count_twice_and_contenders_without_probabilities_are_named():
    rules = {"metric": "cost", "costs": "0,1; 5,0", "answers": "least_cost"}
    own = {"sure": OutputCodeClassifier(Perceptron()), "surer": Perceptron(), "own_tree": DecisionTreeClassifier()}
    spec = BakeoffSpec(
        dataset="moons", contenders=own, rules={**rules, "class_weight": "balanced"}, transform={"smote": True}
    )
    found = [one for one in look(SetUp(spec, prepare(spec))).findings if one.code == "cost_answers"]
    assert [(one.level, one.mend_with) for one in found] == [
        ("warning", {"rules.class_weight": "none", "transform.smote": False}),
        ("note", {}),
    ]
    assert "sure" in found[1].what
    spec = BakeoffSpec(dataset="moons", contenders=own, rules={**rules, "answers": "likeliest"})
    assert not any(one.code == "cost_answers" for one in look(SetUp(spec, prepare(spec))).findings)


@pytest.mark.parametrize("unit", [1e-200, 1.0, 1e200])
def test_near_copies_are_found_in_any_unit(unit):
    rng = np.random.default_rng(0)
    learnt = rng.normal(size=(200, 3))
    table = pd.DataFrame(
        np.vstack([learnt, learnt[:60] + rng.normal(size=(60, 3)) * 1e-4]) * unit, columns=["a", "b", "c"]
    )
    assert near_copies(table, np.arange(200), np.arange(200, 260)) == (60, 60)
