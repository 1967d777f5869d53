"""One finished race on a table, whose contenders are asked."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest

from bakeoff.datasets import Dataset
from bakeoff.engine.local import LocalEngine
from bakeoff.features.ask.session import AskSession
from bakeoff.features.ask.subject import Subject
from bakeoff.race.models import models_folder
from bakeoff.race.race import Race
from bakeoff.race.report import Report
from bakeoff.spec import BakeoffSpec
from tests.features.ask.unit.subjects import fitted

CONTENDERS = {"keras_mlp": {"epochs": 20}, "decision_tree": {}, "svm": {}, "random_forest": {"n_estimators": 20}}


@pytest.fixture(scope="package")
def mixed() -> Subject:
    """A table with numbers, whole numbers, categories, truth values, and holes in it."""
    rng = np.random.default_rng(0)
    n = 200
    colour = rng.choice(["blue", "green", "red"], n)
    columns = {
        "length": rng.normal(size=n),
        "rooms": rng.integers(1, 6, n),
        "colour": colour,
        "new": rng.random(n) < 0.5,
    }
    X = pd.DataFrame(columns)
    y = ((X["length"] + (colour == "red") + 0.3 * X["rooms"]) > 1.3).astype(np.int64).to_numpy()
    X.loc[:20, "length"] = np.nan
    X.loc[10:30, "colour"] = None
    return fitted(Dataset(X, y, "classification", tuple(X.columns), ("no", "yes"), "answer"), "decision_tree", "svm")


@pytest.fixture(scope="package")
def dated() -> Subject:
    """A table with dates, with and without a time, and running text."""
    rng = np.random.default_rng(0)
    n = 150
    days = pd.Series(pd.Timestamp("2020-01-01") + pd.to_timedelta(rng.integers(0, 700, n), "D"))
    good = rng.random(n) < 0.5
    words = np.where(good, "what a lovely quiet room", "noise and dirt everywhere")
    X = pd.DataFrame({"day": days, "hour": days + pd.to_timedelta(90, "min"), "text": words, "x": rng.normal(size=n)})
    y = (good ^ (X["x"] > 1)).astype(np.int64).to_numpy()
    X.loc[:5, "day"] = pd.NaT
    X.loc[3:9, "text"] = None
    names = tuple(X.columns)
    data = Dataset(X, y, "classification", names, ("bad", "good"), "verdict", text_features=("text",))
    return fitted(data, "decision_tree", "svm")


class Asked(NamedTuple):
    """A finished race and its contenders, in this process and behind a session."""

    id: str
    report: Report
    subject: Subject
    session: AskSession


@pytest.fixture(scope="module")
def asked(engine: LocalEngine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAKEOFF_DATA", str(tmp_path_factory.mktemp("data")))
        spec = BakeoffSpec(dataset="breast_cancer", contenders=CONTENDERS)
        race = Race(spec, engine, keep_models=True)
        assert race.wait(120)
        subject = Subject.load(spec, models_folder(race.id), tuple(CONTENDERS))
        session = AskSession(engine, race.id, spec)
        yield Asked(race.id, race.run.report, subject, session)
        session.end()
