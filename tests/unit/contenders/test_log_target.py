"""A target on a log scale: what is learnt, what is answered, what is reported and what is saved."""

import pickle
from dataclasses import replace

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.compose import TransformedTargetRegressor
from sklearn.linear_model import Ridge

from bakeoff.contenders import contender, contenders
from bakeoff.contenders.explanations import AveragesTrees, Draws, Explains
from bakeoff.contenders.log_target import as_learnt
from bakeoff.contenders.plain import within
from bakeoff.contenders.scores import scored
from bakeoff.datasets import dataset
from bakeoff.datasets.base import NoOptions
from bakeoff.errors import DatasetError, SettingError
from bakeoff.features.ask.local_explanation import explain_row
from bakeoff.features.ask.subject import Subject
from bakeoff.preparation.prepared import prepare, prepare_dataset
from bakeoff.race.fitting import fit, warm_up
from bakeoff.race.predicting import predict
from bakeoff.race.race import run
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from tests.unit.contenders.recording import Recording

RULES = Rules(log_target=True)
NAMES = [name for name, record in contenders().items() if not record.missing]


@pytest.fixture(scope="module")
def data():
    return prepare(BakeoffSpec(dataset="diabetes", rules={"log_target": True}))


def built(name, log_target=True):
    settings = contender(name).hyperparameters.parse({"epochs": 3} if name.endswith("_mlp") else {})
    return contender(name).estimator(settings, "regression", 0, log_target=log_target)


@pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning")
@pytest.mark.parametrize("name", NAMES)
def test_each_contender_but_the_baseline_learns_the_logarithm_and_answers_in_the_unit(name, data):
    model, plain = built(name), built(name, log_target=False)
    warm_up(model, data)
    fit(model, data, RULES)
    logs = (
        data if name == "dummy" else replace(data, y_train=np.log(data.y_train), y_validation=np.log(data.y_validation))
    )
    fit(plain, logs, RULES)
    expected = plain.predict(data.X_test).astype(np.float64)
    found = predict(model, data.X_test, data).values
    np.testing.assert_allclose(found, expected if name == "dummy" else np.exp(expected))
    assert model.fit_cpu_seconds_ >= 0
    assert contender(name).sizes(within(model)) == contender(name).sizes(within(plain))
    np.testing.assert_array_equal(pickle.loads(pickle.dumps(model)).predict(data.X_test), model.predict(data.X_test))


def test_it_is_scikit_learns_transformed_target(data):
    model = built("linear")
    fit(model, data, RULES)
    theirs = TransformedTargetRegressor(Ridge(), func=np.log, inverse_func=np.exp).fit(data.X_train, data.y_train)
    np.testing.assert_allclose(model.predict(data.X_test), theirs.predict(data.X_test))


@pytest.mark.parametrize("name", ["lightgbm", "torch_mlp"])
def test_callbacks_are_given_answers_in_the_unit_and_scores_on_the_log_scale(name, data):
    if contender(name).missing:
        pytest.skip(contender(name).missing)
    answers = []

    class Asking(Recording):
        watches = True

        def on_fit_task_end(self, estimator, context, *, metadata=None, **about):
            if metadata and metadata.get("answers"):
                answers.append(metadata["answers"](data.X_test))
            return super().on_fit_task_end(estimator, context, metadata=metadata, **about)

    recording, model = Asking(), built(name)
    fit(model.set_callbacks(recording), data, RULES)
    np.testing.assert_allclose(np.ravel(answers[-1]), model.predict(data.X_test), rtol=1e-5)
    learner, target = as_learnt(model, data.y_validation)
    loss, score = scored(learner, data.X_validation, target)
    assert recording.steps[-1].validation_score == pytest.approx(score, abs=1e-5)
    assert loss < 1


def test_parts_on_the_log_scale_are_not_shown_for_an_answer_in_the_unit(data):
    tree = built("decision_tree")
    fit(tree, data, RULES)
    subject = Subject(BakeoffSpec(dataset="diabetes", rules={"log_target": True}), data, {"decision_tree": tree})
    with pytest.raises(SettingError, match="It learnt the logarithm of the target"):
        explain_row(subject, subject.example(0).row, "decision_tree")
    assert not isinstance(tree, Explains | Draws | AveragesTrees)
    with pytest.raises(AttributeError):
        clone(tree).trees  # noqa: B018


@pytest.mark.parametrize("least", [0.0, -2.5])
def test_a_target_without_a_logarithm_is_refused_in_a_sentence(least):
    data = dataset("diabetes").load(NoOptions())
    wrong = replace(data, y=np.where(np.arange(len(data.y)) == 3, least, data.y))
    with pytest.raises(DatasetError, match=f"is {least:g} in row 4, which has no logarithm"):
        prepare_dataset(wrong, RULES, "Mine")
    assert prepare_dataset(wrong, Rules(), "Mine").y_train.min() > least - 1


def test_a_race_scores_in_the_unit_and_says_what_is_learnt(engine, data):
    spec = BakeoffSpec(dataset="diabetes", contenders={"decision_tree": {}, "dummy": {}}, rules={"log_target": True})
    report = run(spec, engine)
    error = data.y_test - report.answers["decision_tree"].prediction.values
    assert report.results["decision_tree"].outcome.metrics["mae"].value == pytest.approx(np.abs(error).mean())
    assert "Contenders but the baseline learn the logarithm" in " ".join(report.setting.steps)
    assert "overfit" not in {one.code for one in report.verdict.caveats}
    on_its_scale = run(spec.replace("rules.log_target", False), engine)
    assert "overfit" in {one.code for one in on_its_scale.verdict.caveats}
