"""Small real races to draw: scikit-learn's own models on real data, without an engine."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.svm import SVR
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from bakeoff.contenders import Step
from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.metrics import deciding, evaluate, score
from bakeoff.preparation.prepared import Prepared, prepare
from bakeoff.race.finished import FinishedRace
from bakeoff.race.outcome import Answers, Costs, HeldOut, Outcome, Result, Setting
from bakeoff.race.preprocessing_text import preprocessing_text
from bakeoff.race.regions import placed_on, regions
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec


@pytest.fixture(scope="session")
def iris() -> FinishedRace:
    return _classification("iris")


@pytest.fixture(scope="session")
def moons() -> FinishedRace:
    return _classification("moons")


@pytest.fixture(scope="session")
def diabetes() -> FinishedRace:
    return _race(
        "diabetes",
        {
            "decision_tree": [DecisionTreeRegressor(max_depth=depth, random_state=0) for depth in (1, 2, 3)],
            "random_forest": [RandomForestRegressor(n_estimators=n, random_state=0) for n in (2, 10)],
            "svm": [SVR(C=100)],
            "dummy": [DummyRegressor()],
        },
    )


def _classification(dataset: str) -> FinishedRace:
    return _race(
        dataset,
        {
            "decision_tree": [DecisionTreeClassifier(max_depth=depth, random_state=0) for depth in (1, 2, 3, 4)],
            "random_forest": [RandomForestClassifier(n_estimators=n, random_state=0) for n in (1, 5, 20)],
            "dummy": [DummyClassifier()],
        },
    )


def _race(dataset: str, stages: dict[str, list[Any]]) -> FinishedRace:
    """Fit every stage of each contender; the last is the one that counts."""
    spec = BakeoffSpec(dataset=dataset, contenders=list(stages))
    prepared = prepare(spec)
    plane = placed_on(prepared, resolution=30)[0]
    results, answers = {}, {}
    for name, models in stages.items():
        for model in models:
            model.fit(prepared.X_train, prepared.y_train)
        steps = tuple(_step(place, len(models), model, prepared) for place, model in enumerate(models, start=1))
        prediction = _predict(models[-1], prepared)
        metrics = evaluate(prepared.y_test, prediction, prepared.task, len(prepared.class_names))
        results[name] = Result(name, "done", "", steps, Outcome(metrics, Costs(0.1, 0.1, 1.0, 100, {})))
        answers[name] = Answers(prediction, regions(models[-1], prepared, plane), _errors(models[-1], prepared))
    held_out = HeldOut(prepared.rows_test, prepared.y_test, plane)
    in_order = ({name: found[name] for name in spec.contenders} for found in (results, answers))
    return FinishedRace(spec, {}, _setting(prepared), held_out, *in_order)


def _step(place: int, total: int, model: Any, prepared: Prepared) -> Step:
    parts = [(prepared.X_train, prepared.y_train), (prepared.X_validation, prepared.y_validation)]
    train, validation = (score(y, Prediction(model.predict(X)), deciding("auto", prepared.task)) for X, y in parts)
    return Step(place, total, 0.1 * place, 0.1 * place, train_score=train, validation_score=validation)


def _errors(model: Any, prepared: Prepared) -> NDArray[np.float64] | None:
    if prepared.task == "classification":
        return None
    return np.asarray(model.predict(prepared.X_validation) - prepared.y_validation)


def _predict(model: Any, prepared: Prepared) -> Prediction:
    if prepared.task == "regression":
        return Prediction(model.predict(prepared.X_test))
    probabilities = model.predict_proba(prepared.X_test)
    return Prediction(probabilities.argmax(axis=1), probabilities)


def _setting(prepared: Prepared) -> Setting:
    return Setting(
        task=prepared.task,
        class_names=prepared.class_names,
        target_name=prepared.target_name,
        n_train=len(prepared.y_train),
        n_validation=len(prepared.y_validation),
        n_test=len(prepared.y_test),
        n_features=prepared.X_train.shape[1],
        steps=preprocessing_text(Rules(), prepared),
    )
