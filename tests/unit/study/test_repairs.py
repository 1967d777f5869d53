"""Repairs that a race suggests: what goes back, what goes back together, and what needs none."""

import pytest
from sklearn.naive_bayes import GaussianNB

from bakeoff import BakeoffSpec
from bakeoff.contenders import contender, contenders
from bakeoff.errors import SettingError
from bakeoff.fields import knobs
from bakeoff.study.plan import Plan, comparable, values
from bakeoff.study.repairs import repair_label, repaired, repairs, setting_of, value_as_set
from bakeoff.study.study import judge


def race(contenders, dataset="iris", **rules) -> BakeoffSpec:
    return BakeoffSpec(dataset=dataset, contenders=contenders, rules=rules)


def test_defaults_need_no_repair():
    spec = race({name: {} for name, record in contenders().items() if not record.missing})
    assert repairs(spec) == {}
    with pytest.raises(SettingError, match="Nothing to repair"):
        judge(spec, Plan(question="fair"))


def test_a_setting_that_is_not_at_its_default_goes_back():
    spec = race({"random_forest": {"max_depth": 12}, "svm": {"kernel": "linear"}, "dummy": {}})
    assert repairs(spec) == {
        "svm+kernel=rbf": {"svm.kernel": "rbf"},
        "random_forest+max_depth=none": {"random_forest.max_depth": None},
    }
    assert repair_label("random_forest+max_depth=none") == "Random forest, Max depth no limit"
    assert value_as_set(spec, "random_forest+max_depth=none") == "12"
    mended = repaired(spec, ["random_forest+max_depth=none"])
    assert (mended.contenders["random_forest"].max_depth, mended.contenders["svm"].kernel) == (None, "linear")


def test_several_repairs_of_one_contender_are_also_tried_together():
    spec = race({"decision_tree": {"max_depth": 2, "min_samples_leaf": 50}})
    assert list(repairs(spec)) == [f"decision_tree+{name}" for name in ("max_depth=none", "min_samples_leaf=1", "all")]
    assert repaired(spec, ["decision_tree+all"]) == race({"decision_tree": {}})


def test_more_epochs_come_with_early_stopping():
    spec = race({"keras_mlp": {"epochs": 3, "early_stopping": False}})
    assert repairs(spec) == {"keras_mlp+epochs=500": {"keras_mlp.epochs": 500, "keras_mlp.early_stopping": True}}
    alone = race({"keras_mlp": {"early_stopping": False}})
    assert list(repairs(alone)) == ["keras_mlp+early_stopping=true"]


def test_scaling_is_repaired_for_those_who_need_it():
    spec = race({"svm": {}, "random_forest": {}}, scale="none")
    assert repairs(spec) == {"svm+rules.scale=standard": {"rules.scale": "standard"}}
    assert value_as_set(spec, "svm+rules.scale=standard") == "As they are"


def test_a_metric_that_asks_for_balance_asks_for_class_weights():
    spec = race({"svm": {}, "k_nearest": {}}, metric="balanced_accuracy")
    assert repairs(spec) == {"svm+class_weight=balanced": {"svm.class_weight": "balanced"}}
    assert repairs(race({"svm": {"class_weight": "balanced"}}, metric="f1")) == {}
    assert list(repairs(race({"svm": {"class_weight": "balanced"}}))) == ["svm+class_weight=none"]


def test_a_setting_without_effect_needs_no_repair():
    assert repairs(race({"svm": {"gamma_value": 5.0}})) == {}
    assert repairs(race({"linear": {"alpha": 5.0}})) == {}  # of numbers, not classes


def test_a_published_preset_goes_back_as_a_whole():
    strong = contender("svm").preset("strong", "classification")
    assert list(repairs(race({"svm": dict(strong)}))) == ["svm+all"]
    assert list(repairs(race({"svm": dict(strong)}, scale="none"))) == ["svm+all", "svm+rules.scale=standard"]


def test_layers_of_a_network_are_repaired_as_one_setting():
    (lane,) = repairs(race({"keras_mlp": {"hidden": "8"}}))
    assert repair_label(lane) == "Neural network, Hidden layers 64 GELU + 64 GELU"


def test_an_estimator_of_ones_own_has_no_known_defaults():
    assert repairs(race({"bayes": GaussianNB(var_smoothing=1.0)})) == {}


@pytest.mark.parametrize("name", contenders())
def test_the_name_of_every_repair_says_what_it_changes(name):
    model = contender(name).hyperparameters
    for knob in knobs(model):
        for value in values(knob, knob.default) if comparable(knob) else ():
            try:
                spec = race({name: {knob.name: value}})
            except SettingError:
                continue
            for lane, changes in repairs(spec).items():
                assert setting_of(lane)[1] == changes[f"{name}.{knob.name}"]
                assert repair_label(lane)
