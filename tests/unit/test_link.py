import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bakeoff.contenders import contenders
from bakeoff.contenders.mlp import FORMER, MLPSettings
from bakeoff.link import from_query, to_address, to_query
from bakeoff.spec import BakeoffSpec

FORMER_NETWORK = {"keras_mlp": FORMER, "decision_tree": {}, "svm": {}, "random_forest": {}, "dummy": {}}
TODAY = {"v": "2"}


def test_the_link_of_the_default_spec_says_only_that_its_defaults_are_todays():
    assert to_query(BakeoffSpec()) == to_address(BakeoffSpec()) == TODAY
    assert from_query(TODAY) == (BakeoffSpec(), ())


def test_a_link_without_version_has_the_former_defaults_and_is_still_written_so():
    former, notes = from_query({"dataset": "iris", "keras_mlp.epochs": "20", "torch_mlp.epochs": "9"})
    assert dict(former.contenders["keras_mlp"]) == dict(MLPSettings.parse(FORMER | {"epochs": 20}))
    assert len(notes) == 1  # PyTorch takes no part
    assert to_query(former) == {"dataset": "iris", "keras_mlp.epochs": "20"}
    assert to_query(BakeoffSpec(contenders=FORMER_NETWORK)) == {}
    assert to_address(BakeoffSpec(contenders=FORMER_NETWORK)) == {"dataset": "digits"}
    torch = from_query({"contenders": "torch_mlp, svm"})[0].contenders["torch_mlp"]
    assert (torch.epochs, torch.early_stopping) == (50, False)


def test_a_link_of_contenders_whose_defaults_never_changed_has_no_version():
    assert to_query(BakeoffSpec(contenders=["svm", "dummy"])) == {"contenders": "svm,dummy"}


def test_only_what_differs_is_written():
    spec = BakeoffSpec(
        dataset={"name": "moons", "options": {"noise": 0.4}},
        contenders={"keras_mlp": {"hidden": "32:tanh,16"}, "svm": {"C": 10}},
        rules={"seed": 7},
    )
    assert to_query(spec) == {
        "dataset": "moons",
        "contenders": "keras_mlp,svm",
        "dataset.noise": "0.4",
        "rules.seed": "7",
        "keras_mlp.hidden": "32:tanh,16:relu",
        "svm.C": "10.0",
        **TODAY,
    }


@settings(max_examples=60)
@given(
    names=st.sets(st.sampled_from(sorted(contenders())), min_size=1),
    seed=st.integers(0, 2**32 - 1),
    test=st.floats(0.05, 0.9),
    rows=st.none() | st.integers(10, 10_000_000),
    noise=st.floats(0, 1),
    penalty=st.floats(1e-3, 1e3),
    depth=st.none() | st.integers(1, 50),
)
def test_any_spec_comes_back_from_its_link(names, seed, test, rows, noise, penalty, depth):
    chosen = {name: {} for name in names}
    if "svm" in names:
        chosen["svm"] = {"C": penalty, "kernel": "poly"}
    if "decision_tree" in names:
        chosen["decision_tree"] = {"max_depth": depth}
    spec = BakeoffSpec(
        dataset={"name": "moons", "options": {"noise": noise}},
        contenders=chosen,
        rules={"seed": seed, "test_share": test, "rows": rows},
    )
    assert from_query(to_query(spec)) == (spec, ())


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("dataset", "digts", "did you mean “digits”"),
        ("svm.C", "-1", "C must be more than 0"),
        ("svm.C", "nan", "finite number"),
        ("rules.sead", "1", "did you mean “seed”"),
        ("bogus", "1", "Unknown setting “bogus”"),
        ("contenders", "", "No contender is chosen"),
        ("keras_mlp.hidden", ",".join(["8"] * 900), "at most 8"),
    ],
)
def test_a_wrong_parameter_is_told_and_the_rest_still_counts(path, value, said):
    spec, notes = from_query({path: value, "rules.test_share": "0.5", **TODAY})
    assert len(notes) == 1
    assert path in notes[0]
    assert said in notes[0]
    assert spec.rules.test_share == 0.5
    assert spec.replace("rules.test_share", 0.25) == BakeoffSpec()


def test_a_setting_of_a_contender_that_is_off_is_told():
    _spec, notes = from_query({"contenders": "svm", "decision_tree.max_depth": "3"})
    assert "does not take part" in notes[0]


def test_of_a_link_without_end_the_beginning_counts():
    spec, notes = from_query({f"x{number}": "1" for number in range(600)} | {"dataset": "iris", **TODAY})
    assert spec.dataset.name == "iris"
    assert len(notes) == 500
    assert notes[-1] == "The link says more than 500 things; the rest were left out."


def test_what_is_for_the_other_task_alone_is_left_out_of_an_old_link_and_told():
    query = {"dataset": "diabetes", "rules.class_weight": "balanced", "transform.smote": "true", "rules.seed": "3"}
    spec, notes = from_query(query)
    assert spec.dataset.name == "diabetes"
    assert (spec.rules.changed(), spec.transform.changed()) == ({"seed": 3}, {})
    assert [note.partition(",")[0] for note in notes] == [
        "The link says rules.class_weight=balanced",
        "The link says transform.smote=true",
    ]
