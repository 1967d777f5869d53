import numpy as np
import pandas as pd
import pytest
from scipy import stats
from sklearn.datasets import load_diabetes

from bakeoff.datasets import Dataset
from bakeoff.errors import DatasetError
from bakeoff.features.published import public_splits as module
from bakeoff.features.published.public_splits import OnSplits, digest, duels, public_splits, race_on_splits, splits
from bakeoff.features.published.tables import TABLES, PackagedTable


class Line:
    def __init__(self):
        self.messages = []

    def emit(self, body):
        self.messages.append(body)


@pytest.mark.parametrize("name", public_splits())
def test_splits_are_those_of_the_authors_files(name):
    theirs = public_splits()[name]
    assert digest(theirs.rows) == theirs.digest
    assert len(theirs.rmse) == 20
    assert name in TABLES
    for learnt, tested in splits(theirs.rows):
        assert sorted([*learnt, *tested]) == list(range(theirs.rows))


def test_verdicts_are_those_of_a_calculation_by_hand():
    theirs = public_splits()["boston_20"]
    generator = np.random.default_rng(0)
    scores = {
        name: tuple(np.array(theirs.rmse) + generator.normal(shift, 0.5, 20))
        for name, shift in {"svm": 0.9, "decision_tree": 0.0, "random_forest": -1.0}.items()
    }
    p_values = {}
    for name, own in scores.items():
        gaps = np.array(theirs.rmse) - own
        error = np.sqrt(gaps.var(ddof=1) * (1 / 20 + 0.1 / 0.9))
        p_values[name] = 2 * stats.t.sf(abs(gaps.mean() / error), 19)
        found = duels(scores, theirs)[name]
        assert found.difference.value == pytest.approx(gaps.mean())
        assert found.difference.low == pytest.approx(gaps.mean() - stats.t.ppf(0.975, 19) * error)
    ordered = sorted(p_values, key=p_values.get)
    largest = 0.0
    for place, name in enumerate(ordered):
        largest = max(largest, min(1, (3 - place) * p_values[name]))
        assert duels(scores, theirs)[name].p_value == pytest.approx(largest)
    assert [duels(scores, theirs)[name].decided for name in ("svm", "decision_tree", "random_forest")] == [1, 0, 1]


@pytest.fixture
def diabetes(monkeypatch):
    X, y = load_diabetes(return_X_y=True)

    frame = pd.DataFrame(X).rename(columns=str)
    data = Dataset(frame, y, "regression", tuple(frame.columns), target_name="y")
    monkeypatch.setitem(TABLES, "diabetes_20", PackagedTable("Diabetes", lambda _path: data))
    monkeypatch.setattr(module, "CONTENDERS", ("linear", "decision_tree"))
    return len(y)


def test_contenders_race_on_every_split(diabetes, monkeypatch):
    theirs = {"diabetes_20": OnSplits(diabetes, "", (60.0,) * 20)}
    monkeypatch.setattr(module, "public_splits", lambda: theirs)
    line = Line()
    scores = race_on_splits("diabetes_20", line)
    assert [len(each["linear"]) for each in line.messages] == list(range(1, 21))
    assert 50 < np.mean(scores["linear"]) < 60 < np.mean(scores["decision_tree"])
    assert duels(line.messages[0], theirs["diabetes_20"]) == {}


def test_another_file_is_refused(diabetes, monkeypatch):
    monkeypatch.setattr(module, "public_splits", lambda: {"diabetes_20": OnSplits(diabetes + 1, "", ())})
    with pytest.raises(DatasetError, match="has 442 rows here, not 443"):
        race_on_splits("diabetes_20", Line())
