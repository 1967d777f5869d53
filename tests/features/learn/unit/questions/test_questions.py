"""The questions of Learn: each can be answered, is true, and leads to a page that is set up and valid."""

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_wine
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import RepeatedStratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from bakeoff import run
from bakeoff.datasets import dataset
from bakeoff.features.learn.questions.questions import NEEDED, QUESTIONS, n_right, reached
from bakeoff.fields import read
from bakeoff.link import from_query
from bakeoff.network.features import featurise
from bakeoff.network.points import make_points
from bakeoff.network.settings import LabSettings
from bakeoff.network.settings import from_query as lab_from_query
from bakeoff.network.trainer import Trainer
from bakeoff.spec import BakeoffSpec
from bakeoff.study.plan import Plan
from bakeoff.text import _, speaking

BY_NAME = {question.name: question for question in QUESTIONS}


def race_of(name: str) -> BakeoffSpec:
    return from_query(BY_NAME[name].experiment.query)[0]


def lab_of(name: str) -> LabSettings:
    return lab_from_query(BY_NAME[name].experiment.query)[0]


def losses(settings: LabSettings, epochs: int) -> tuple[float, float]:
    """Return the lab's mean loss on training and test points after so many epochs."""
    points = make_points(settings)
    trainer = Trainer(settings, points)
    trainer.advance(epochs * trainer.batches_an_epoch)
    chances = trainer.model.predict(featurise(points.X, settings.features), verbose=0)
    each = -np.log(np.clip(chances[np.arange(len(points.X)), points.target], 1e-7, 1))
    return float(each[points.train].mean()), float(each[~points.train].mean())


def test_a_goal_needs_that_many_first_answers_right():
    right = {question.name: question.right for question in QUESTIONS}
    few = dict(list(right.items())[: NEEDED - 1])
    assert not reached({})
    assert not reached(few)
    assert not reached(few | {question.name: "no such answer" for question in QUESTIONS[NEEDED - 1 :]})
    assert reached(right)
    assert n_right(right) == len(QUESTIONS) >= NEEDED


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_its_answers_are_apart_and_its_experiment_opens_as_it_was_meant(question):
    assert question.right in question.options
    assert len(set(question.options.values())) == len(question.options) >= 3
    query = question.experiment.query
    if question.experiment.where == "lab":
        _settings, notes = lab_from_query(query)
    else:
        of_judge = {path: value for path, value in query.items() if path.startswith("judge.")}
        spec, notes = from_query({path: value for path, value in query.items() if path not in of_judge})
        plan, of_plan = read(Plan(), {path.removeprefix("judge."): value for path, value in of_judge.items()})
        assert notes == of_plan == ()
        assert bool(of_judge) == (question.experiment.where == "judge")
        if of_judge:
            plan.points(spec)  # refuses a setting that cannot be compared
    assert not notes


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_each_wrong_option_is_told_what_is_wrong_with_it_and_the_right_one_nothing(question):
    mistakes = {code: mistake for code, (_label, mistake) in question.choices.items()}
    assert not mistakes.pop(question.right)
    assert all(mistakes.values())
    assert len(set(mistakes.values())) == len(mistakes)
    with speaking("en"):
        sizes = [len(label) for label in question.options.values()]
    assert max(sizes) <= 1.4 * min(sizes)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_length_of_an_option_does_not_tell_that_it_is_right(language):
    """By chance the right one of three is the longest in a third of all questions, and the shortest as often."""
    with speaking(language):
        lengths = [{code: len(_(label)) for code, label in each.options.items()} for each in QUESTIONS]
    rights = [(sizes.pop(each.right), sizes.values()) for each, sizes in zip(QUESTIONS, lengths, strict=True)]
    assert sum(right > max(others) for right, others in rights) <= len(QUESTIONS) / 3
    assert sum(right < min(others) for right, others in rights) <= len(QUESTIONS) / 2


def test_the_loss_at_a_large_rate_jumps_and_does_not_fall():
    trainer = Trainer(settings := lab_of("rate"), make_points(settings))
    each = []
    for _turn in range(5):
        trainer.advance(20 * trainer.batches_an_epoch)
        each.append(float(trainer.measure().train_loss))
    rises = np.diff(each) > 0
    assert rises.any()
    assert not rises.all()
    assert min(each) > 0.5


def test_without_scaling_wine_is_hard_for_distances_and_not_for_trees():
    X, y = load_wine(return_X_y=True)
    mean = {
        model.__class__.__name__: np.mean(cross_val_score(model, X, y, cv=5))
        for model in (SVC(), DecisionTreeClassifier(random_state=0), RandomForestClassifier(random_state=0))
    }
    assert mean["SVC"] < min(mean["DecisionTreeClassifier"], mean["RandomForestClassifier"]) - 0.1
    assert BY_NAME["scale"].right == "svm"


def test_six_of_ten_biopsies_are_benign():
    assert np.mean(load_breast_cancer().target) == pytest.approx(0.6, abs=0.05)


def test_the_overfitting_network_lowers_its_training_loss_while_its_test_loss_rises():
    early, late = losses(lab_of("overfit"), 20), losses(lab_of("overfit"), 400)
    assert late[0] < early[0] / 5
    assert late[1] > 2 * early[1]


def test_a_network_of_linear_layers_draws_a_line_and_one_of_tanh_does_not():
    line = lab_of("activation")
    assert losses(line, 100)[1] > 0.6 > 0.1 > losses(line.replace("layers", "8:tanh,8:tanh,8:tanh"), 100)[1]


@pytest.mark.nightly
def test_the_easy_race_ends_with_everybody_right():
    frame = run(race_of("leak")).to_frame()
    models = frame.drop(index="dummy", errors="ignore")
    assert len(models) == 4
    assert set(models["accuracy"]) == {1.0}


def test_four_times_the_rows_cost_a_support_vector_machine_far_more_than_four_times_the_comparisons():
    spec = race_of("fast")
    assert spec.dataset.options.rows == 20_000

    def size(rows: int) -> tuple[int, int]:
        info = dataset(spec.dataset.name)
        data = info.load(spec.dataset.options.model_copy(update={"rows": rows}))
        tree = DecisionTreeClassifier(random_state=0).fit(data.X, data.y)
        return rows * SVC().fit(data.X, data.y).n_support_.sum(), rows * tree.get_depth()

    few, many = size(1_000), size(4_000)
    assert many[0] / few[0] > 10 > 7 > many[1] / few[1]


@pytest.mark.parametrize("name", ["iris", "wine", "breast_cancer", "digits"])
def test_forest_and_support_vector_machine_are_above_a_tree_on_small_tables(name):
    data = dataset(name).load(dataset(name).options())
    models = (
        DecisionTreeClassifier(random_state=0),
        RandomForestClassifier(random_state=0),
        make_pipeline(StandardScaler(), SVC()),
    )
    folds = RepeatedStratifiedKFold(n_splits=5, n_repeats=2, random_state=0)
    tree, *others = (np.mean(cross_val_score(model, data.X, data.y, cv=folds)) for model in models)
    assert min(others) > tree
    assert BY_NAME["forest"].right == "forest"


def test_the_small_network_has_the_35_numbers_that_the_answer_counts():
    settings = lab_of("structure")
    assert Trainer(settings, make_points(settings)).model.count_params() == 35
