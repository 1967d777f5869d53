"""Walks every setting of every contender."""

import math

import pytest

from bakeoff.contenders import contender, contenders
from bakeoff.errors import SettingError
from bakeoff.fields import Knob, knobs, to_text

KNOBS = [(name, knob) for name, one in contenders().items() for knob in knobs(one.hyperparameters)]
BOUNDS = [
    (name, knob, kind, getattr(item, kind))
    for name, knob in KNOBS
    for item in contenders()[name].hyperparameters.model_fields[knob.name].metadata
    for kind in ("ge", "gt", "le", "lt")
    if knob.kind in ("int", "float") and hasattr(item, kind)
]
# The MLPs' own tests train every choice of theirs; here each would trace a graph.
CHOICES = [
    (name, knob) for name, knob in KNOBS if contender(name).step_name != "epoch" and (knob.options or knob.optional)
]
PRESETS = [
    (name, task, preset)
    for name, one in contenders().items()
    for task in ("classification", "regression")
    for preset in one.presets_for(task)
]
each_knob = pytest.mark.parametrize(("name", "knob"), KNOBS, ids=lambda part: getattr(part, "name", part))
each_bound = pytest.mark.parametrize(
    ("name", "knob", "kind", "limit"), BOUNDS, ids=lambda part: getattr(part, "name", part)
)


def parse(name: str, knob: Knob, value: object) -> object:
    return getattr(contender(name).hyperparameters.parse({knob.name: value}, contender(name).label), knob.name)


def inside_and_outside(knob: Knob, kind: str, limit: float) -> tuple[float, float]:
    """Return the last value that is allowed at a bound, and the first that is not."""
    out = math.inf if kind in ("le", "lt") else -math.inf
    if knob.kind == "int":
        step = 1 if out > 0 else -1
        return (limit, limit + step) if kind in ("ge", "le") else (limit - step, limit)
    return (limit, math.nextafter(limit, out)) if kind in ("ge", "le") else (math.nextafter(limit, -out), limit)


@each_knob
def test_default_is_valid(name, knob):
    assert parse(name, knob, knob.default) == knob.default


@each_knob
def test_every_choice_and_the_default_survive_the_way_through_a_link(name, knob):
    values = [
        knob.default,
        *knob.options,
        *([True, False] if knob.kind == "bool" else []),
        *([None] if knob.optional else []),
    ]
    for value in values:
        assert parse(name, knob, to_text(value)) == value


@each_bound
def test_bound_is_valid_and_survives_the_way_through_a_link(name, knob, kind, limit):
    inside, _outside = inside_and_outside(knob, kind, limit)
    assert parse(name, knob, inside) == inside
    assert parse(name, knob, to_text(inside)) == inside


@each_bound
def test_one_step_past_a_bound_is_refused_in_a_sentence_that_names_the_setting(name, knob, kind, limit):
    _inside, outside = inside_and_outside(knob, kind, limit)
    with pytest.raises(SettingError) as caught:
        parse(name, knob, to_text(outside))
    sentence = str(caught.value)
    assert sentence.startswith(f"{contender(name).label}: {knob.name} must be ")
    assert f"{limit:g}" in sentence or str(limit) in sentence
    assert sentence.endswith(".")


@each_knob
def test_nonsense_is_refused_in_a_sentence_that_names_the_setting(name, knob):
    with pytest.raises(SettingError, match=rf"^{contender(name).label}: {knob.name}\b.* must be .*\.$"):
        parse(name, knob, "nonsense")


@each_knob
def test_numbers_are_bounded_on_both_sides(name, knob):
    if knob.kind in ("int", "float"):
        assert knob.minimum < knob.maximum


@each_knob
def test_it_explains_itself(name, knob):
    assert knob.label[0].isupper()
    assert not knob.label.endswith(".")
    assert knob.help[0].isupper()
    assert knob.help.endswith(".")
    assert knob.docs.startswith("https://")
    assert all(label for label in knob.options.values())


@each_knob
def test_what_it_hangs_on_is_a_setting_with_those_values(name, knob):
    if knob.only_if is not None:
        other, values = knob.only_if
        assert all(
            parse(name, next(one for _name, one in KNOBS if _name == name and one.name == other), v) == v
            for v in values
        )


@each_knob
def test_a_default_above_the_least_can_be_lowered_by_a_step(name, knob):
    if isinstance(knob.default, int | float) and knob.step and knob.minimum is not None:
        assert knob.default == knob.minimum or knob.default - knob.step >= knob.minimum


@pytest.mark.parametrize("task", ["classification", "regression"])
@pytest.mark.parametrize("name", contenders())
def test_two_or_three_settings_are_at_hand(name, task):
    settings = contender(name).hyperparameters()
    at_hand = [knob.name for knob in knobs(type(settings)) if knob.primary and knob.applies(settings, task)]
    assert len(at_hand) in ((0,) if contender(name).baseline else (2, 3))


@pytest.mark.parametrize("task", ["classification", "regression"])
@pytest.mark.parametrize(("name", "knob"), CHOICES, ids=lambda part: getattr(part, "name", part))
def test_every_choice_builds_an_estimator_that_trains(name, knob, task):
    one = contender(name)
    X = [[float(i), float(i * i % 7)] for i in range(24)]
    y = [float(i % 2) for i in range(24)] if task == "regression" else [i % 2 for i in range(24)]
    small = {"n_estimators": 2} if name == "random_forest" else {}
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
