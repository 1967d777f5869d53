import pytest

from bakeoff.lesson.fixed import keeps_to
from bakeoff.lesson.lesson import Lesson
from bakeoff.lesson.starting_point import StartingPoint

GOALS = {
    "lab": {"all_of": [{"measure": "lab.neurons", "at_most": 3}]},
    "race": {"all_of": [{"measure": "race.contenders", "at_least": 1}]},
    "judge": {"all_of": [{"measure": "judge.folds", "at_most": 50}]},
}


def keeps(place: str, state: dict[str, str], now: dict[str, str], hidden: tuple[str, ...] = ()) -> bool:
    values = {"place": place, "title": "T", "state": state, "hidden": hidden, "goal": GOALS[place]}
    set_up = StartingPoint.read(place, now)
    return keeps_to(Lesson.parse(values, "The lesson"), set_up)


@pytest.mark.parametrize(
    ("now", "kept"),
    [
        ({"noise": "0.2", "learning_rate": "0.1"}, True),
        ({"noise": "0.2", "learning_rate": "0.1", "layers": "8:relu", "batch_size": "5"}, True),
        ({"noise": "0.2"}, False),
        ({"noise": "0.2", "learning_rate": "0.1", "pace": "full"}, True),
        ({"noise": "0.2", "learning_rate": "0.1", "data": "xor"}, False),
    ],
)
def test_a_setting_that_the_lab_leaves_out_stays_as_it_is(now, kept):
    state = {"noise": "0.2", "learning_rate": "0.1", "hide": "learning_rate,data,hide,pace,run"}
    assert keeps("lab", state, now) is kept


@pytest.mark.parametrize(
    ("hidden", "now", "kept"),
    [
        ((), {"dataset": "wine", "contenders": "svm,dummy"}, False),
        ((), {"dataset": "iris", "contenders": "svm,dummy"}, True),
        (("dataset",), {"dataset": "wine", "contenders": "decision_tree,svm"}, False),
        (("dataset",), {"dataset": "iris", "contenders": "svm,dummy", "rules.seed": "3"}, True),
        (("rules",), {"dataset": "iris", "contenders": "decision_tree,svm", "rules.seed": "3"}, False),
        (("contenders",), {"dataset": "iris", "contenders": "decision_tree,svm", "svm.C": "10"}, False),
        (("svm",), {"dataset": "iris", "contenders": "decision_tree,svm", "svm.C": "10"}, False),
        (("svm",), {"dataset": "iris", "contenders": "decision_tree,dummy"}, False),
        (("svm",), {"dataset": "iris", "contenders": "decision_tree,svm", "decision_tree.max_depth": "2"}, True),
        (("dummy",), {"dataset": "iris", "contenders": "decision_tree,svm,dummy"}, False),
        (("transform",), {"dataset": "iris", "contenders": "decision_tree,svm", "transform.components": "2"}, False),
    ],
)
def test_what_a_race_leaves_out_stays_as_it_is(hidden, now, kept):
    assert keeps("race", {"dataset": "iris", "contenders": "decision_tree,svm"}, now, hidden) is kept


@pytest.mark.parametrize(("hidden", "kept"), [((), True), (("judge",), False)])
def test_the_question_of_a_study_stays_as_it_is_if_it_is_left_out(hidden, kept):
    assert keeps("judge", {"judge.folds": "3"}, {"judge.folds": "4"}, hidden) is kept
    assert keeps("judge", {"judge.folds": "3"}, {"judge.folds": "3"}, hidden)


@pytest.mark.parametrize(
    ("place", "state", "now"),
    [
        ("lab", {"data": "circle"}, {"data": "gauss"}),
        ("lab", {"data": "circle", "noise": "0.3"}, {"data": "circle"}),
        ("race", {"dataset": "moons"}, {"dataset": "moons", "dataset.noise": "0.01"}),
        ("judge", {"judge.question": "datasets", "judge.datasets": "iris,wine"}, {"judge.question": "datasets"}),
    ],
)
def test_other_data_do_not_count_unless_the_teacher_allows_them(place, state, now):
    values = {"place": place, "title": "T", "state": state, "goal": GOALS[place]}
    locked, free = Lesson.parse(values, "The lesson"), Lesson.parse(values | {"free_data": True}, "The lesson")
    set_up = StartingPoint.read(place, now)
    assert (keeps_to(locked, set_up), keeps_to(free, set_up)) == (False, True)
    assert keeps_to(locked, StartingPoint.read(place, state))
