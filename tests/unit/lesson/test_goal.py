"""The grammar of goals is closed: what is not declared, or can never be, is refused in one sentence."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.errors import SettingError
from bakeoff.lesson.goal import Condition, Goal
from bakeoff.lesson.measures import MEASURES
from bakeoff.text import speaking
from tests.unit.lesson.made import ACCURACY, BEATS, FEW_EPOCHS, FEW_FEATURES, SMALL_LOSS, VALIDATED, goals, race_goal

AGAIN = {"measure": "race.beats", "of": "keras_mlp", "against": "random_forest"}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (ACCURACY, "Accuracy of Support vector machine: at least 95 %"),
        (ACCURACY | {"at_least": 0.57}, "Accuracy of Support vector machine: at least 57 %"),
        (ACCURACY | {"at_least": 0.9512}, "Accuracy of Support vector machine: at least 95.12 %"),
        (ACCURACY | {"at_most": 0.99}, "Accuracy of Support vector machine: 95 % to 99 %"),
        (FEW_FEATURES, "Features used: at most 3"),
        (BEATS, "Random forest beats Neural network, by the verdict"),
        (
            {"measure": "race.cpu_seconds", "of": "svm", "at_most": 30},
            "CPU time of training of Support vector machine: at most 30 s",
        ),
        (
            {"measure": "race.model_bytes", "of": "svm", "at_most": 26_400},
            "Model size of Support vector machine: at most 26,400 B",
        ),
        (
            {"measure": "judge.score", "of": "svm+tuned", "metric": "r2", "at_least": -0.5},
            "R² of Support vector machine (tuned), on average over the folds: at least −0.5",
        ),
    ],
)
def test_a_condition_says_what_it_wants_with_all_the_digits_of_its_limits(said, sentence):
    assert Condition.parse(said).in_words() == sentence


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"measure": "race.scores"}, "Unknown measure “race.scores”; did you mean “race.score”?"),
        ({"measure": "__import__('os')"}, "Unknown measure"),
        (ACCURACY | {"of": "svn"}, "Unknown contender “svn”; did you mean “svm”?"),
        (ACCURACY | {"of": "svm+tuned"}, "Unknown contender “svm+tuned”; did you mean “svm”?"),
        (ACCURACY | {"metric": "acuracy"}, "Unknown metric “acuracy”; did you mean “accuracy”?"),
        (ACCURACY | {"of": ""}, "A condition on race.score has to say “of”."),
        (ACCURACY | {"metric": ""}, "A condition on race.score has to say “metric”."),
        (ACCURACY | {"against": "dummy"}, "A condition on race.score has no “against”."),
        (FEW_FEATURES | {"metric": "r2"}, "A condition on race.features_used has no “metric”."),
        ({"measure": "lab.epochs"}, "A condition on lab.epochs needs “at_least” or “at_most”."),
        (BEATS | {"at_least": 1}, "is so or not: it takes no limits."),
        (FEW_FEATURES | {"at_most": "few"}, "The condition: at_most must be a finite number, not 'few'."),
        (FEW_FEATURES | {"at_most": math.nan}, "The condition: at_most must be a finite number, not nan."),
        (ACCURACY | {"measure": "race.validation_score", "metric": "rmse"}, "Unknown metric “rmse”"),
        (FEW_FEATURES | {"when": 3}, "The condition: when is not a setting; known are"),
    ],
)
def test_what_is_not_declared_is_refused_with_the_nearest_that_is(said, told):
    with pytest.raises(SettingError) as caught:
        race_goal(said)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    "said",
    [
        ACCURACY | {"at_least": 1.01},
        {"measure": "race.score", "of": "svm", "metric": "rmse", "at_most": -1},
        SMALL_LOSS | {"at_most": -0.1},
        SMALL_LOSS | {"at_least": 0.06},
        {"measure": "lab.hidden_layers", "at_least": 7},
        {"measure": "lab.neurons", "at_least": 2.2, "at_most": 2.8},
        BEATS | {"against": "random_forest"},
    ],
)
def test_a_condition_that_can_never_be_met_is_told_at_once(said):
    with pytest.raises(SettingError, match=r"^“.*” can never be reached; change it\.$"):
        Condition.parse(said)


@pytest.mark.parametrize(
    "both",
    [
        (FEW_FEATURES, FEW_FEATURES | {"at_least": 4, "at_most": None}),
        (BEATS, AGAIN),
        (ACCURACY, ACCURACY | {"at_least": None, "at_most": 0.9}),
    ],
)
def test_conditions_that_exclude_each_other_are_refused_together_and_taken_as_either(both):
    with pytest.raises(SettingError, match=r"can never be reached at once; change it\.$"):
        Goal.parse({"all_of": both})
    assert len(Goal.parse({"any_of": both}).conditions) == 2


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "A goal has conditions in either “all_of” or “any_of”."),
        ({"all_of": []}, "A goal has conditions in either “all_of” or “any_of”."),
        ({"all_of": [ACCURACY], "any_of": [BEATS]}, "A goal has conditions in either “all_of” or “any_of”."),
        ({"all_of": ACCURACY}, "What a goal is made of must be given as a list."),
        ({"all_of": "open('/etc/passwd')"}, "What a goal is made of must be given as a list."),
        ({"all_of": ["svm > 0.9"]}, "Each part of a goal must be a condition, or a goal of conditions alone."),
        ({"all_of": [ACCURACY] * 9}, "A goal has at most 8 conditions."),
        ({"all_of": [ACCURACY, SMALL_LOSS]}, "A goal is about the lab, a race or a study"),
        ({"none_of": [ACCURACY]}, "The goal: none_of is not a setting; did you mean “any_of”?"),
        ({"any_of": [{"all_of": [{"any_of": [ACCURACY]}]}]}, "A goal within a goal is made of conditions alone"),
    ],
)
def test_a_goal_of_another_form_is_refused(said, told):
    with pytest.raises(SettingError) as caught:
        Goal.parse(said, "The goal")
    assert told in str(caught.value)


def test_a_goal_as_deep_as_any_is_refused_before_anybody_goes_down():
    deep: object = ACCURACY
    for _level in range(100_000):
        deep = {"all_of": [deep]}
    with pytest.raises(SettingError, match="is made of conditions alone"):
        Goal.parse(deep)


def test_goals_in_objects_are_held_to_the_same_depth():
    inner = Goal(any_of=(Condition(**FEW_FEATURES),))
    with pytest.raises(SettingError, match="is made of conditions alone"):
        Goal(all_of=(Goal(all_of=(inner,)),))


@pytest.mark.parametrize("met", list(itertools.product([False, True], repeat=3)))
def test_all_and_any_are_meant_as_they_are_said(met):
    first, *others = [Condition(measure="race.features_used", at_most=most) for most in (1, 2, 3)]
    values = dict(zip([first, *others], (1.0 if yes else 9.0 for yes in met), strict=True))
    assert Goal(all_of=(first, *others)).reached(values) == all(met)
    assert Goal(any_of=(first, *others)).reached(values) == any(met)
    assert Goal(all_of=(first, Goal(any_of=tuple(others)))).reached(values) == (met[0] and (met[1] or met[2]))
    assert Goal(any_of=(first, Goal(all_of=tuple(others)))).reached(values) == (met[0] or (met[1] and met[2]))


def test_what_is_not_known_is_not_met():
    assert not Condition(**FEW_FEATURES).met(None)
    assert not Condition(**BEATS).met(None)
    assert not Condition(**BEATS).met(0.0)
    assert Condition(**BEATS).met(1.0)


@given(st.floats(0, 1), st.floats(0, 1))
def test_gain_puts_first_what_is_nearer_to_what_is_wanted(one, other):
    high, low = Condition(**ACCURACY), Condition(**SMALL_LOSS)
    assert (high.gain(one) > high.gain(other)) == (one > other)
    assert (low.gain(one) > low.gain(other)) == (one < other)
    assert high.gain(None) == low.gain(None) == -math.inf < min(high.gain(one), low.gain(one))


@given(st.sampled_from(["lab", "race", "judge"]).flatmap(goals))
def test_a_goal_comes_back_from_what_is_written_of_it_and_is_said_in_chinese(goal):
    assert Goal.parse(goal.model_dump(mode="json", exclude_defaults=True)) == goal
    english = goal.in_words()
    with speaking("zh"):
        assert goal.in_words() != english


def test_every_measure_says_what_it_is_and_where():
    assert {measure.place for measure in MEASURES.values()} == {"lab", "race", "judge", "learn"}
    for name, measure in MEASURES.items():
        assert name == measure.name
        assert measure.label
        assert measure.help.endswith(".")
        if measure.place == "learn":  # a chapter has a sentence of its own
            continue
        assert bool(measure.subjects) == bool(measure.said)
        for subject in measure.subjects:
            assert f"{{{subject}}}" in measure.said


def test_a_goal_is_led_by_its_first_condition():
    goal = Goal.parse({"any_of": [{"all_of": [SMALL_LOSS, FEW_EPOCHS]}, {"measure": "lab.neurons", "at_most": 2}]})
    assert [condition.measure for condition in goal.conditions] == ["lab.test_loss", "lab.epochs", "lab.neurons"]
    assert goal.leading == Condition(**SMALL_LOSS)
    assert goal.place == "lab"
    assert goal.in_words() == "any of: (Test loss: at most 0.05; Epochs: at most 300); Neurons: at most 2"


def test_a_goal_on_validation_scores_takes_no_measure_on_the_test_part():
    assert race_goal(VALIDATED, FEW_FEATURES).validates
    assert not race_goal(ACCURACY).validates
    with pytest.raises(SettingError, match="keeps the test part closed"):
        race_goal(VALIDATED, ACCURACY)
    with pytest.raises(SettingError, match="keeps the test part closed"):
        race_goal(VALIDATED, {"any_of": [FEW_FEATURES, BEATS]})
