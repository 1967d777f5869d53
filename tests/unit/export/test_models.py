"""What is taken home of a trained model opens without Bakeoff and answers as it did in its race."""

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bakeoff.contenders import contenders
from bakeoff.contenders.realmlp import REALMLP_NUMBERS
from bakeoff.errors import HistoryError, SettingError
from bakeoff.evaluation.metrics import metric_named
from bakeoff.evaluation.notation import with_interval
from bakeoff.export import formats
from bakeoff.export import project as project_file
from bakeoff.export.models.saved import saved
from bakeoff.export.packing import Packing, PackingOrder
from bakeoff.export.project import read_project
from bakeoff.preparation.prepared import prepare
from bakeoff.race.models import models_folder
from bakeoff.race.race import Race
from bakeoff.race.report import Report
from bakeoff.spec import BakeoffSpec
from tests.unit.here import Silent

FEW = {"epochs": 3, "hidden": "8"}
QUICK = {
    "keras_mlp": {**FEW, "batch_norm": True},
    "torch_mlp": {**FEW, "batch_norm": True, "dropout": 0.1},
    "random_forest": {"n_estimators": 5},
    "boosting": {"max_iter": 5},
    "lightgbm": {"n_estimators": 5},
    "xgboost": {"n_estimators": 5},
}
SPECS = {
    "classes": BakeoffSpec(
        dataset="iris",
        contenders={name: QUICK.get(name, {}) for name, one in contenders().items() if not one.missing},
    ),
    "two classes": BakeoffSpec(
        dataset="moons", contenders={"svm": {}, "pipeline": make_pipeline(StandardScaler(), LogisticRegression())}
    ),
    "numbers": BakeoffSpec(
        dataset="diabetes",
        contenders={"keras_mlp": FEW, "torch_mlp": FEW, "svm": {}, "random_forest": {"n_estimators": 5}, "dummy": {}}
        | {"boosting": {"max_iter": 5}, "linear": {}, "k_nearest": {}}
        | {"lightgbm": {"n_estimators": 5}, "xgboost": {"n_estimators": 5}},
    ),
    "strong": BakeoffSpec(
        dataset="diabetes",
        contenders={name: REALMLP_NUMBERS | {"hidden": "8:mish", "epochs": 9} for name in ("keras_mlp", "torch_mlp")},
    ),
    "logarithms": BakeoffSpec(
        dataset="diabetes",
        contenders={"keras_mlp": FEW, "svm": {}, "linear": {}, "xgboost": {"n_estimators": 5}, "dummy": {}}
        | {"pipeline": make_pipeline(StandardScaler(), Ridge())},
        rules={"log_target": True, "weight_by": "Body mass index"},
    ),
    "least cost": BakeoffSpec(
        dataset="breast_cancer",
        contenders={"svm": {}, "torch_mlp": FEW, "linear": {}, "dummy": {}},
        rules={"metric": "cost", "costs": "0,20; 1,0", "answers": "least_cost", "calibration": "all"},
    ),
    "pictures": BakeoffSpec(dataset="digits", contenders=["decision_tree", "svm"], rules={"scale": "minmax"}),
    "transformed": BakeoffSpec(
        dataset="breast_cancer",
        contenders={"keras_mlp": FEW, "svm": {}, "lightgbm": {"n_estimators": 5}, "xgboost": {"n_estimators": 5}},
        transform={"components": 6, "degree": 2, "copies": 1, "smote": True},
    ),
    "moved": BakeoffSpec(contenders=["decision_tree"], transform={"copies": 1, "components": 20}),
}

OPEN_ALL = """
import contextlib, io, json, os
from pathlib import Path
found = {}
for path in sorted(Path().resolve().glob("*/*/load.py")):
    os.chdir(path.parent)
    said, names = io.StringIO(), {}
    with contextlib.redirect_stdout(said):
        exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), names)
    answers = {"answers": list(names["answers"]), "said": said.getvalue()}
    if "probabilities" in names:
        answers["probabilities"] = names["probabilities"].tolist()
    found["/".join(path.parts[-3:-1])] = answers
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        path = tmp_path_factory.mktemp("home")
        patch.setenv("BAKEOFF_DATA", str(path))
        yield path


@pytest.fixture(scope="module")
def races(engine, home) -> dict[str, Race]:
    found = {name: Race(spec, engine, keep_models=True) for name, spec in SPECS.items()}
    assert all(race.wait(120) for race in found.values())
    assert [one.message for race in found.values() for one in race.run.lanes.values() if one.status != "done"] == []
    return found


@pytest.fixture(scope="module")
def unpacked(engine, races, tmp_path_factory) -> Path:
    """Return a folder with the models of each race, as they are saved on the page."""
    folder = tmp_path_factory.mktemp("models")
    packings = {name: Packing("models", race.id, race.run.report, engine) for name, race in races.items()}
    for name, packing in packings.items():
        assert packing.wait(120)
        assert packing.problem == ""
        with zipfile.ZipFile(io.BytesIO(packing.content())) as archive:
            archive.extractall(folder / name)
    return folder


@pytest.fixture(scope="module")
def opened(bare_python, unpacked) -> dict[str, dict]:
    """Return what each model answers in an interpreter that has no Bakeoff."""
    done = bare_python.run(OPEN_ALL, unpacked)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


CASES = [(race, name) for race, spec in SPECS.items() for name in spec.contenders]


@pytest.mark.parametrize(("race", "name"), CASES)
def test_it_opens_without_bakeoff_and_answers_as_on_the_page(races, opened, race, name):
    report: Report = races[race].run.report
    found, prediction = opened[f"{race}/{name}"], report.answers[name].prediction
    n = len(found["answers"])
    assert n == 20
    if prediction.probabilities is None:
        np.testing.assert_allclose(found["answers"], prediction.values[:n], rtol=1e-5)
    else:
        assert found["answers"] == list(report.predictions()[name])[:n]
        np.testing.assert_allclose(found["probabilities"], prediction.probabilities[:n], atol=1e-6)
    assert found["said"]


@pytest.mark.parametrize(("race", "name"), CASES)
def test_its_card_says_what_it_is_and_holds_the_code_that_opens_it(races, unpacked, race, name):
    report: Report = races[race].run.report
    folder = unpacked / race / name
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert f"```python\n{(folder / 'load.py').read_text(encoding='utf-8')}```" in card
    metric, estimate = next(iter(report.finished()[name].metrics.items()))
    assert with_interval(estimate, metric_named(metric)) in card, metric
    for said in ("Seed", "Fingerprint", "Not for medical use", report.verdict.test, report.environment["scikit-learn"]):
        assert said in card


class Loner(ClassifierMixin, BaseEstimator):
    """A contender's estimator that is no kind of any in scikit-learn."""


class Contrary(DummyClassifier):
    """Answers otherwise than scikit-learn's own."""

    def predict(self, X):
        return 1 - super().predict(X)


@pytest.mark.parametrize(("kind", "why"), [(Loner, "none of scikit-learn’s"), (Contrary, "answers differently")])
def test_what_would_not_be_the_same_model_is_refused(kind, why):
    prepared = prepare(BakeoffSpec(dataset="moons"))
    estimator = kind()
    if isinstance(estimator, DummyClassifier):
        estimator.fit(prepared.X_train, prepared.y_train)
    with pytest.raises(SettingError, match=why):
        saved("dummy", estimator, prepared)


def test_models_behind_junk_are_refused_since_scikit_learn_has_no_such_step():
    prepared = prepare(BakeoffSpec(dataset="iris", transform={"junk": 1.0}))
    estimator = LogisticRegression().fit(prepared.X_train, prepared.y_train)
    with pytest.raises(SettingError, match="learnt from junk or rotated features are not saved"):
        saved("linear", estimator, prepared)


def test_models_too_large_for_a_project_file_are_left_out_and_that_is_said(races, monkeypatch):
    monkeypatch.setattr(project_file, "MOST_MODELS", 1000)
    race = races["two classes"]
    order = PackingOrder("project", race.run.report, models_folder(race.id), "two.bakeoff", "Why?")
    assert "too large" in formats.pack(order, Silent())
    project = read_project(order.path.read_bytes())
    assert (project.models, project.notes) == (b"", "Why?")


def test_models_that_have_made_room_are_told(engine, races, home):
    report = races["two classes"].run.report
    packing = Packing("models", "forgotten", report, engine)
    assert packing.wait(60)
    assert "no longer kept" in packing.problem
    assert not packing.ready
    with pytest.raises(HistoryError, match="make it again"):
        packing.content()
