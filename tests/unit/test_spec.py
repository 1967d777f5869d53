import json
import pickle
import typing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bakeoff.contenders import contenders
from bakeoff.datasets import dataset, datasets
from bakeoff.errors import SettingError
from bakeoff.fields import Knob, Settings, Task, knobs, to_text
from bakeoff.link import from_query
from bakeoff.race.race import check
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec, DatasetChoice

GROUPS: dict[str, type[Settings]] = {
    "rules": Rules,
    **{f"dataset:{name}": info.options for name, info in datasets().items()},
}


def refusal(call, *args, **kwargs) -> str:
    with pytest.raises(SettingError) as caught:
        call(*args, **kwargs)
    return str(caught.value)


# --- what a spec is made of ---


def test_the_default_race_needs_nothing_filled_in():
    spec = BakeoffSpec()
    assert spec.dataset.name == "digits"
    assert set(spec.contenders) == {"keras_mlp", "decision_tree", "svm", "random_forest", "dummy"} & {
        name for name, one in contenders().items() if one.selected
    }
    assert spec.rules == Rules()


def test_a_bare_name_and_a_list_stand_for_their_defaults():
    short = BakeoffSpec(dataset="iris", contenders=["svm", "dummy"])
    full = BakeoffSpec(dataset={"name": "iris", "options": {}}, contenders={"dummy": {}, "svm": {}})
    assert short == full


def test_contenders_keep_the_order_of_the_page():
    assert list(BakeoffSpec(contenders=["svm", "keras_mlp"]).contenders) == ["keras_mlp", "svm"]


def test_a_spec_is_frozen():
    with pytest.raises(ValueError, match="frozen"):
        BakeoffSpec().version = 2


def test_a_spec_travels_to_another_process():
    spec = BakeoffSpec(dataset={"name": "moons", "options": {"noise": 0.5}}, contenders={"svm": {"C": 3}})
    assert pickle.loads(pickle.dumps(spec)) == spec


# --- wrong names and values ---


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"datasett": "iris"}, "the spec: datasett is not a setting; did you mean “dataset”?"),
        ({"dataset": "iri"}, "Unknown data set “iri”; did you mean “iris”?"),
        ({"dataset": {"nam": "iris"}}, "data set: nam is not a setting; did you mean “name”?"),
        (
            {"dataset": {"name": "moons", "options": {"noize": 1}}},
            "Moons: noize is not a setting; did you mean “noise”?",
        ),
        (
            {"dataset": {"name": "iris", "options": {"noise": 1}}},
            "Iris: noise is not a setting; nothing can be set here.",
        ),
        ({"contenders": {"svn": {}}}, "Unknown contender “svn”; did you mean “svm”?"),
        ({"contenders": {"svm": {"c": 1}}}, "Support vector machine: c is not a setting; did you mean “C”?"),
        ({"rules": {"test_shar": 0.5}}, "rules: test_shar is not a setting; did you mean “test_share”?"),
    ],
)
def test_a_wrong_name_suggests_the_nearest(values, sentence):
    assert refusal(BakeoffSpec, **values) == sentence


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"dataset": {"name": "moons", "options": {"rows": 5}}}, "Moons: rows must be 10 or more, not 5."),
        ({"dataset": {"name": "moons", "options": {"rows": 20_001}}}, "Moons: rows must be 20000 or less, not 20001."),
        ({"contenders": {"svm": {"C": 0}}}, "Support vector machine: C must be more than 0, not 0."),
        ({"contenders": {"svm": {"C": "ten"}}}, "Support vector machine: C must be a finite number, not 'ten'."),
        ({"rules": {"test_share": float("nan")}}, "rules: test_share must be a finite number, not nan."),
        ({"rules": {"test_share": float("inf")}}, "rules: test_share must be a finite number, not inf."),
        ({"rules": {"seed": 1.5}}, "rules: seed must be a whole number, not 1.5."),
        ({"rules": {"stratify": "maybe"}}, "rules: stratify must be true or false, not 'maybe'."),
        ({"rules": {"scale": "log"}}, "rules: scale must be one of 'standard', 'minmax' or 'none', not 'log'."),
        ({"rules": 5}, "rules: settings must be given by name."),
        ({"dataset": None}, "data set: settings must be given by name."),
        ({"dataset": {"name": "moons", "options": 5}}, "Moons: settings must be given by name."),
        ({"contenders": {"svm": 5}}, "Support vector machine: settings must be given by name."),
        ({"contenders": 5}, "Contenders must be given as names, separated by commas."),
        ({"contenders": []}, "No contender is chosen; switch on at least one."),
        ({"version": 2}, "the spec: version must be one of 1, not 2."),
    ],
)
def test_a_wrong_value_names_the_setting_and_the_mend(values, sentence):
    assert refusal(BakeoffSpec, **values) == sentence


def test_a_long_wrong_name_is_cut_short():
    sentence = refusal(BakeoffSpec, dataset="x" * 10_000)
    assert len(sentence) < 500
    assert "xxx…”" in sentence


def test_a_name_that_cannot_be_printed_still_makes_a_sentence():
    refusal(BakeoffSpec, dataset="\ud800").encode()


def bound_cases():
    for group, model in GROUPS.items():
        for knob in knobs(model):
            if knob.kind in ("int", "float"):
                yield pytest.param(model, knob, id=f"{group}.{knob.name}")


@pytest.mark.parametrize(("model", "knob"), list(bound_cases()))
def test_every_number_has_bounds_that_hold(model, knob):
    step = 1 if knob.kind == "int" else 1e-3
    assert knob.minimum is not None
    assert knob.maximum is not None
    refusal(model.parse, {knob.name: knob.minimum - step})
    refusal(model.parse, {knob.name: knob.maximum + max(step, knob.maximum * 1e-6)})


@pytest.mark.parametrize(("group", "model"), list(GROUPS.items()))
def test_every_setting_says_what_it_is(group, model):
    for knob in knobs(model):
        assert knob.label[:1].isupper() or knob.label[:1].isdigit(), knob.name
        assert knob.help.endswith("."), knob.name


# --- replace(path, value) ---


def test_replace_changes_one_setting_and_nothing_else():
    spec = BakeoffSpec(dataset="moons")
    changed = spec.replace("dataset.noise", 0.5).replace("rules.seed", 7).replace("svm.C", 10)
    assert (changed.dataset.options.noise, changed.rules.seed, changed.contenders["svm"].C) == (0.5, 7, 10.0)
    back = changed.replace("dataset.noise", spec.dataset.options.noise).replace("rules.seed", 0).replace("svm.C", 1.0)
    assert back == spec


def test_a_new_data_set_starts_from_its_own_options():
    spec = BakeoffSpec(dataset={"name": "moons", "options": {"noise": 0.9}}).replace("dataset", "spiral")
    assert spec.dataset.options == dataset("spiral").options()


def test_contenders_that_stay_keep_their_settings():
    spec = BakeoffSpec(contenders={"svm": {"C": 10}, "dummy": {}}).replace("contenders", "decision_tree, svm")
    assert list(spec.contenders) == ["decision_tree", "svm"]
    assert spec.contenders["svm"].C == 10


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("rulez.seed", 1, "Unknown setting “rulez”; did you mean “rules”?"),
        ("rules.sed", 1, "rules: sed is not a setting; did you mean “seed”?"),
        ("rules", 1, "“rules” is not one setting; name it in full, such as rules.seed."),
        ("svm.", 1, "“svm.” is not one setting; name it in full, such as rules.seed."),
        ("contenders.svm", 1, "“contenders.svm” is not one setting; name it in full, such as rules.seed."),
        ("torch_mlp.epochs", 3, "PyTorch network does not take part, so torch_mlp.epochs has no effect."),
        ("dataset", "moon", "Unknown data set “moon”; did you mean “moons”?"),
        ("dataset", 5, "data set: name must be a text, not 5."),
        ("contenders", "", "No contender is chosen; switch on at least one."),
        ("contenders", 5, "Contenders must be given as names, separated by commas."),
        ("contenders", "svm,tre", "Unknown contender “tre”; did you mean “decision_tree”?"),
        ("rules.seed", "x", "rules: seed must be a whole number, not 'x'."),
    ],
)
def test_replace_refuses_in_one_sentence(path, value, sentence):
    assert refusal(BakeoffSpec().replace, path, value) == sentence


@pytest.mark.parametrize(
    ("path", "text"), [("rules.rows", "none"), ("rules.split_seed", "None"), ("rules.scale", "none")]
)
def test_the_text_none_means_what_the_setting_means_by_it(path, text):
    spec = BakeoffSpec().replace(path, text)
    assert getattr(spec.rules, path.partition(".")[2]) in (None, "none")


# --- what decides ---


def test_a_metric_of_the_other_task_is_refused_in_one_sentence():
    told = f"{dataset('diabetes').title} cannot be decided by f1; choose one of auto, r2, rmse, mae."
    assert refusal(BakeoffSpec, dataset="diabetes", rules={"metric": "f1"}) == told
    assert refusal(BakeoffSpec(dataset="diabetes").replace, "rules.metric", "f1") == told


@pytest.mark.parametrize(("before", "after"), [("f1", "auto"), ("auto", "auto")])
def test_other_data_give_up_a_metric_that_they_cannot_be_decided_by(before, after):
    spec = BakeoffSpec(dataset="iris", rules={"metric": before, "seed": 3})
    assert spec.replace("dataset", "diabetes").rules == Rules(metric=after, seed=3)
    assert spec.with_parts(dataset={"name": "diabetes"}).rules == Rules(metric=after, seed=3)
    assert spec.replace("dataset", "wine").rules == spec.rules


def test_a_link_to_other_data_keeps_its_own_metric_alone():
    spec, notes = from_query({"dataset": "diabetes", "rules.metric": "mae"})
    assert (spec.rules.metric, notes) == ("mae", ())
    spec, (note,) = from_query({"dataset": "diabetes", "rules.metric": "mcc"})
    assert spec.rules.metric == "auto"
    assert "cannot be decided by mcc" in note


# --- JSON ---


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"rules": {', "race.json is not valid JSON at line 1: Expecting property name enclosed in double quotes."),
        ("5", "race.json must be a JSON object with dataset, contenders and rules."),
        ("[" * 100_000, "race.json is nested too deeply or has a number that is too long; mend it."),
        ("1" * 5_000, "race.json is nested too deeply or has a number that is too long; mend it."),
        ('{"rules": {"seed": NaN}}', "rules: seed must be a finite number, not nan."),
        ('{"dataset": "digts"}', "Unknown data set “digts”; did you mean “digits”?"),
    ],
)
def test_bad_json_is_refused_in_one_sentence(text, sentence):
    assert refusal(BakeoffSpec.from_json, text, "race.json") == sentence


def test_a_spec_file_is_read_with_or_without_a_byte_order_mark(tmp_path):
    spec = BakeoffSpec(dataset="wine", contenders=["svm"])
    for encoding in ("utf-8", "utf-8-sig"):
        path = tmp_path / "race.json"
        path.write_text(spec.to_json(), encoding=encoding)
        assert BakeoffSpec.from_file(path) == spec


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    assert refusal(BakeoffSpec.from_file, tmp_path / "none.json").startswith(f"Cannot read {tmp_path / 'none.json'}:")
    (tmp_path / "latin.json").write_bytes(b'{"dataset": "\xe9"}')
    assert refusal(BakeoffSpec.from_file, tmp_path / "latin.json").startswith(f"Cannot read {tmp_path / 'latin.json'}:")


def test_json_writes_defaults_out():
    written = json.loads(BakeoffSpec(dataset="moons", contenders=["svm"]).to_json())
    assert written["dataset"]["options"]["rows"] == dataset("moons").options().rows
    assert set(written["contenders"]["svm"]) == {knob.name for knob in knobs(contenders()["svm"].hyperparameters)}
    assert set(written["rules"]) == {knob.name for knob in knobs(Rules)}


# --- any valid spec ---


def values_of(knob: Knob, task: Task | None) -> st.SearchStrategy[typing.Any]:
    """All values of one setting, short of a float's very bounds, which may be open."""
    match knob.kind:
        case "int":
            values = st.integers(int(knob.minimum), int(knob.maximum))
        case "float":
            values = st.floats(knob.minimum, knob.maximum, exclude_min=True, exclude_max=True)
        case "bool":
            values = st.booleans()
        case "choice":
            values = st.sampled_from(list(knob.options if task is None else knob.choices(task)))
        case "text" | "columns":
            values = st.just(knob.default)
        case "rows":  # of which layers are the only ones
            layer = st.tuples(st.integers(1, 1024), st.sampled_from(["relu", "tanh", "gelu"]))
            values = st.lists(layer, max_size=3).map(tuple)
        case "column":
            values = st.sampled_from(["", "day", "Größe, m²"])
    return st.none() | values if knob.optional else values


def parts(model: type[Settings], task: Task | None = None) -> st.SearchStrategy[dict[str, typing.Any]]:
    return st.fixed_dictionaries({}, optional={knob.name: values_of(knob, task) for knob in knobs(model)})


@st.composite
def specs(draw: st.DrawFn) -> BakeoffSpec:
    name = draw(st.sampled_from(sorted(datasets())))
    chosen = draw(st.lists(st.sampled_from(sorted(contenders())), min_size=1, unique=True))
    choice = DatasetChoice(name=name, options=draw(parts(dataset(name).options)))
    return BakeoffSpec(
        dataset=choice,
        contenders={one: draw(parts(contenders()[one].hyperparameters)) for one in chosen},
        rules=draw(parts(Rules, choice.info.task)),
    )


def paths(spec: BakeoffSpec) -> dict[str, typing.Any]:
    """Every setting of a spec by its path."""
    groups = {"dataset": spec.dataset.options, "rules": spec.rules, **spec.contenders}
    return {f"{group}.{name}": value for group, settings in groups.items() for name, value in dict(settings).items()}


@settings(max_examples=60)
@given(spec=specs())
def test_any_spec_comes_back_from_its_json(spec):
    assert BakeoffSpec.from_json(spec.to_json()) == spec


@settings(max_examples=15)
@given(spec=specs())
def test_any_spec_comes_back_from_its_paths_as_text(spec):
    rebuilt = BakeoffSpec().replace("dataset", spec.dataset.name).replace("contenders", ",".join(spec.contenders))
    for path, value in paths(spec).items():
        rebuilt = rebuilt.replace(path, to_text(value))
    assert rebuilt == spec


def test_data_are_described_as_large_as_their_options_say():
    info = BakeoffSpec(dataset={"name": "spiral", "options": {"rows": 2000, "classes": 3}}).dataset.info
    assert (info.rows, info.classes) == (2000, 3)
    assert BakeoffSpec(dataset="spiral").dataset.info is dataset("spiral")


@pytest.mark.parametrize(
    ("dataset", "part", "path"),
    [
        ("iris", {"rules": {"log_target": True}}, "rules.log_target"),
        ("diabetes", {"rules": {"class_weight": "balanced"}}, "rules.class_weight"),
        ("diabetes", {"rules": {"calibration": "all"}}, "rules.calibration"),
        ("diabetes", {"rules": {"costs": "0,1; 1,0"}}, "rules.costs"),
        ("diabetes", {"transform": {"smote": True}}, "transform.smote"),
    ],
)
def test_a_setting_of_the_other_task_is_refused_by_a_race_and_given_up_on_other_data(dataset, part, path):
    spec = BakeoffSpec(dataset=dataset, contenders=["dummy"], **part)
    with pytest.raises(SettingError, match=f"the target of {spec.dataset.info.title} is a .*; leave {path} out"):
        check(spec)
    assert spec.of_its_task() == BakeoffSpec(dataset=dataset, contenders=["dummy"])
    other = "diabetes" if dataset == "iris" else "iris"
    there = BakeoffSpec(dataset=other, contenders=["dummy"], **part)
    assert there.of_other_task() == {}
    assert there.with_parts(dataset=dataset).of_other_task() == there.replace("dataset", dataset).of_other_task() == {}
