"""Walks every setting of every contender."""

import math

import pytest

from bakeoff.contenders import contender, contenders
from bakeoff.errors import SettingError
from bakeoff.fields import Knob, knobs, to_text

KNOBS = {name: knobs(one.hyperparameters) for name, one in contenders().items()}
BOUNDS = {
    name: [
        (knob, kind, getattr(item, kind))
        for knob in of_one
        for item in contenders()[name].hyperparameters.model_fields[knob.name].metadata
        for kind in ("ge", "gt", "le", "lt")
        if knob.kind in ("int", "float") and hasattr(item, kind)
    ]
    for name, of_one in KNOBS.items()
}
# The MLPs' own tests train every choice of theirs; here each would trace a graph.
CHOICES = {
    name: [knob for knob in of_one if knob.options or knob.optional]
    for name, of_one in KNOBS.items()
    if contender(name).step_name != "epoch"
}
PRESETS = [
    (name, task, preset)
    for name, one in contenders().items()
    for task in ("classification", "regression")
    for preset in one.presets_for(task)
]
each = pytest.mark.parametrize("name", contenders())


def parse(name: str, knob: Knob, value: object) -> object:
    return getattr(contender(name).hyperparameters.parse({knob.name: value}, contender(name).label), knob.name)


def inside_and_outside(knob: Knob, kind: str, limit: float) -> tuple[float, float]:
    """Return the last value that is allowed at a bound, and the first that is not."""
    out = math.inf if kind in ("le", "lt") else -math.inf
    if knob.kind == "int":
        step = 1 if out > 0 else -1
        return (limit, limit + step) if kind in ("ge", "le") else (limit - step, limit)
    return (limit, math.nextafter(limit, out)) if kind in ("ge", "le") else (math.nextafter(limit, -out), limit)


@each
def test_every_choice_and_the_default_are_valid_and_survive_the_way_through_a_link(name):
    for knob in KNOBS[name]:
        switch = [True, False] if knob.kind == "bool" else []
        for value in [knob.default, *knob.options, *switch, *([None] if knob.optional else [])]:
            assert parse(name, knob, value) == value
            assert parse(name, knob, to_text(value)) == value


@each
def test_a_bound_is_valid_and_one_step_past_it_is_refused_in_a_sentence_that_names_the_setting(name):
    for knob, kind, limit in BOUNDS[name]:
        inside, outside = inside_and_outside(knob, kind, limit)
        assert parse(name, knob, inside) == inside
        assert parse(name, knob, to_text(inside)) == inside
        with pytest.raises(SettingError) as caught:
            parse(name, knob, to_text(outside))
        sentence = str(caught.value)
        assert sentence.startswith(f"{contender(name).label}: {knob.name} must be ")
        assert f"{limit:g}" in sentence or str(limit) in sentence
        assert sentence.endswith(".")


@each
def test_nonsense_is_refused_in_a_sentence_that_names_the_setting(name):
    for knob in KNOBS[name]:
        with pytest.raises(SettingError, match=rf"^{contender(name).label}: {knob.name}\b.* must be .*\.$"):
            parse(name, knob, "nonsense")


@each
def test_it_explains_itself_and_its_numbers_are_bounded_on_both_sides(name):
    for knob in KNOBS[name]:
        assert knob.label[0].isupper()
        assert not knob.label.endswith(".")
        assert knob.help[0].isupper()
        assert knob.help.endswith(".")
        assert knob.docs.startswith("https://")
        assert all(label for label in knob.options.values())
        assert knob.kind not in ("int", "float") or knob.minimum < knob.maximum


@each
def test_what_it_hangs_on_is_a_setting_with_those_values(name):
    of_name = {knob.name: knob for knob in KNOBS[name]}
    for knob in KNOBS[name]:
        other, values = knob.only_if or (knob.name, ())
        assert all(parse(name, of_name[other], value) == value for value in values)


@each
def test_a_default_above_the_least_can_be_lowered_by_a_step(name):
    for knob in KNOBS[name]:
        if isinstance(knob.default, int | float) and knob.step and knob.minimum is not None:
            assert knob.default == knob.minimum or knob.default - knob.step >= knob.minimum


@pytest.mark.parametrize("task", ["classification", "regression"])
@each
def test_two_or_three_settings_are_at_hand(name, task):
    settings = contender(name).hyperparameters()
    at_hand = [knob.name for knob in knobs(type(settings)) if knob.primary and knob.applies(settings, task)]
    assert len(at_hand) in ((0,) if contender(name).baseline else (2, 3))


@pytest.mark.parametrize("task", ["classification", "regression"])
@pytest.mark.parametrize("name", CHOICES)
def test_every_choice_builds_an_estimator_that_trains(name, task):
    one = contender(name)
    X = [[float(i), float(i * i % 7)] for i in range(24)]
    y = [float(i % 2) for i in range(24)] if task == "regression" else [i % 2 for i in range(24)]
    small = {"n_estimators": 2} if "n_estimators" in one.hyperparameters.model_fields else {}
    for knob in CHOICES[name]:
        for value in [*knob.options, *([None] if knob.optional else [])]:
            settings = one.hyperparameters.parse({**small, knob.name: value})
            assert len(one.build(settings, task, 0).fit(X, y).predict(X)) == 24


@pytest.mark.parametrize(("name", "task", "preset"), PRESETS)
def test_a_preset_changes_all_that_it_says_and_nothing_else(name, task, preset):
    values = contender(name).presets_for(task)[preset].values
    assert contender(name).preset(preset, task).changed() == values


def test_a_preset_that_a_contender_does_not_have_is_refused_with_those_it_has():
    with pytest.raises(SettingError, match="Support vector machine has no preset “strong”; it has plain, fast"):
        contender("svm").preset("strong", "regression")
