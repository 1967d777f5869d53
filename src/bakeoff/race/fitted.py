"""A trained contender with the preparation of its race, to predict new rows in Python."""

import os
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.datasets.new_rows import NewRows
from bakeoff.errors import SettingError
from bakeoff.evaluation.base import Prediction
from bakeoff.fields import Task
from bakeoff.matrix import rows_as_made
from bakeoff.preparation.prepared import prepare
from bakeoff.race.models import load, models_folder
from bakeoff.race.predicting import predict
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _


@dataclass(frozen=True)
class Model:
    """A trained contender: takes rows with the data's own columns, answers with class names or numbers.

    It holds no rows of the data beside those that the estimator itself keeps. It can be pickled.

    Attributes
    ----------
    class_names : tuple of str
        In the order of the columns of `predict_proba`; empty for numbers.
    estimator : object
        The trained estimator of the first seed. It takes prepared features and answers with class codes or numbers.
    preparation : object
        The fitted preprocessing, a scikit-learn transformer.
    rows : NewRows
        How new rows are read before that.
    """

    name: str
    task: Task
    class_names: tuple[str, ...]
    estimator: Any
    preparation: Any
    rows: NewRows
    answer_costs: NDArray[np.float64] | None

    def __repr__(self) -> str:
        return f"<Model {self.name}: predict(rows), {', '.join(self.class_names[:5]) or self.task}>"

    @classmethod
    def load(cls, name: str, spec: BakeoffSpec, race_id: str) -> Self:
        """Load a trained contender of a race, and prepare the data anew; raises HistoryError, DatasetError."""
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow describes the processor as it starts
        estimator, prepared = load(models_folder(race_id), name), prepare(spec)
        rows, names = NewRows.of(prepared.data, spec.dataset.options), tuple(map(str, prepared.class_names))
        return cls(name, prepared.task, names, estimator, prepared.pipeline, rows, prepared.answer_costs)

    def predict(self, rows: pd.DataFrame | NDArray[Any]) -> NDArray[Any]:
        """Return the class name or the number for each row, as the race would answer.

        Parameters
        ----------
        rows : DataFrame
            With the columns that the race learned from, in any order; others are ignored. Pictures may be an array, a
            row of pixels each.

        Raises
        ------
        SettingError
            If a column is missing or has no value of its kind.
        """
        answers = self._answers(rows).values
        return np.array(self.class_names)[answers] if self.class_names else answers

    def predict_proba(self, rows: pd.DataFrame | NDArray[Any]) -> NDArray[np.float64]:
        """Return the probability of each of `class_names` for each row; see `predict`."""
        chances = self._answers(rows).probabilities
        if chances is None:
            raise SettingError(_("A model of numbers has no probabilities."))
        return chances

    def _answers(self, rows: Any) -> Prediction:
        target: Any = self  # its task, classes and costs are all that is asked of prepared data
        return predict(self.estimator, rows_as_made(self.preparation.transform(self.rows.read(rows))), target)
