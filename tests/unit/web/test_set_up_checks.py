"""Checks of a set-up that a page makes itself, as long as they are soon done."""

import numpy as np
import pandas as pd

from bakeoff.datasets import Dataset
from bakeoff.spec import BakeoffSpec
from bakeoff.web.data_views import MOST_LETTERS
from bakeoff.web.set_up_checks import Looked, looked_at


def texts(letters: int) -> Dataset:
    """Return forty texts of so many characters together."""
    each = "so good a day ".ljust(letters // 40, "x")
    notes = pd.DataFrame({"note": [f"{number:02}{each}"[: letters // 40] for number in range(40)]})
    y = np.arange(40) % 2
    return Dataset(notes, y, "classification", ("note",), "kind", ("a", "b"), text_features=("note",))


def test_long_texts_are_left_to_the_race():
    assert texts(MOST_LETTERS + 40).letters > MOST_LETTERS
    assert looked_at(texts(MOST_LETTERS + 40), BakeoffSpec()) == Looked()
    assert looked_at(texts(MOST_LETTERS // 10), BakeoffSpec()) != Looked()
