"""A race's fitted contenders and the rows that they know, in the job that is asked."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.types import is_bool_dtype, is_datetime64_any_dtype, is_integer_dtype, is_numeric_dtype
from sklearn.pipeline import Pipeline

from bakeoff.datasets.upload.dates import whole_days
from bakeoff.errors import SettingError
from bakeoff.evaluation.base import Prediction
from bakeoff.features.ask.answers import Example, RawFeature, Row, Sheet, Value
from bakeoff.features.ask.workings import DatePart
from bakeoff.matrix import Matrix, dense, least_there, of_zeros_and_ones, rows_as_made, squared_lengths
from bakeoff.preparation.columns import features
from bakeoff.preparation.encoders import DateParts, date_parts
from bakeoff.preparation.prepared import Prepared, prepare
from bakeoff.preparation.splits import Rows, take
from bakeoff.preparation.steps import parted
from bakeoff.race.models import load
from bakeoff.race.predicting import predict
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

DATES = 25
"""Number of dates of a column that can be chosen."""
_EARLY, _LATE = "2001-01-01 00:00:00", "2002-02-06 05:00:00"
"""Two dates of which each part differs."""


class Subject:
    """The contenders of one race, and its data.

    Parameters
    ----------
    prepared : Prepared
        What the contenders learnt from.
    models : mapping of str to estimator
        The fitted contenders.
    """

    def __init__(self, spec: BakeoffSpec, prepared: Prepared, models: Mapping[str, Any]) -> None:
        self.spec = spec
        self.prepared = prepared
        self.models = dict(models)

    @classmethod
    def load(cls, spec: BakeoffSpec, folder: Path, names: Sequence[str]) -> Self:
        """Load the data of `spec`, and the contenders `names` that a folder keeps.

        Raises
        ------
        BakeoffError
            If the data or a model can not be loaded any more; one sentence.
        """
        return cls(spec, prepare(spec), {name: load(folder, name) for name in names})

    @functools.cached_property
    def raw(self) -> Any:
        """All raw rows as the preprocessing takes them: pictures as an array, all else as a data frame."""
        return features(self.prepared.data)

    @functools.cached_property
    def sheet(self) -> Sheet:
        """Description of the questions that can be asked."""
        prepared, numbers = self.prepared, self.prepared.task == "regression"
        return Sheet(
            task=prepared.task,
            target_name=prepared.target_name,
            class_names=prepared.class_names,
            target_low=float(prepared.y_train.min()) if numbers else 0.0,
            target_high=float(prepared.y_train.max()) if numbers else 0.0,
            columns=self._columns(),
            image_shape=prepared.data.image_shape,
            n_test=len(prepared.rows_test),
            contenders=tuple(self.models),
            light=prepared.data.image_shape is not None
            and float(np.median(self.raw[:1000])) > float(self.raw.max()) / 2,
        )

    @functools.cached_property
    def train_squares(self) -> NDArray[Any]:
        """The squared length of each preprocessed training row; not of copies and made-up rows."""
        return squared_lengths(self.prepared.X_train[: len(self.prepared.rows_train)])

    @functools.cached_property
    def units(self) -> tuple[tuple[float, float], ...]:
        """For each preprocessed feature the factor and the number to add that lead back to its own unit.

        They are found by preprocessing two rows, since scaling is linear; a category's column stays as it is, and so
        do principal components, products, junk and rotated features.
        """
        if self.spec.transform.components:
            return ((1.0, 0.0),) * len(self.prepared.feature_names_out)
        columns = self.sheet.columns
        ends = [tuple(end(column) for column in columns) for end in (_low, _high)]
        low, high = dense(self.features(ends)).astype(np.float64)
        own = {column.name: (column.low, float(_high(column))) for column in columns if column.kind == "number"}
        own |= {name: self._ends_of(part) for name, part in self.date_parts.items()}
        names = self.prepared.feature_names_out
        return tuple(_unit(own.get(name), *pair) for name, *pair in zip(names, low, high, strict=True))

    @functools.cached_property
    def date_parts(self) -> dict[str, DatePart]:
        """Which preprocessed features are parts of dates, by name."""
        if not any(column.kind == "date" for column in self.sheet.columns):
            return {}  # what prepares dates has been fitted to none
        fitted = getattr(self.prepared.columns, "named_transformers_", {}).get("dates")
        parts = fitted[0] if isinstance(fitted, Pipeline) else None
        if not isinstance(parts, DateParts):
            return {}
        return {
            f"{name}: {part}": DatePart(name, part, first.isoformat(), whole_days(self.raw[name]))
            for name, first in parts.first_.items()
            for part in parts.parts_[name]
        }

    @staticmethod
    def _ends_of(part: DatePart) -> tuple[float, float]:
        """Return that part of the two dates by which units are found."""
        dates = pd.Series(pd.to_datetime([_EARLY, _LATE]))
        early, late = date_parts(dates, pd.Timestamp(part.first))[part.part]
        return float(early), float(late)

    @functools.cached_property
    def yes_no(self) -> frozenset[int]:
        """Places of the preprocessed features that are 0 or 1 in every training row, as those of categories are."""
        steps = parted(self.prepared.pipeline)[1]
        X = self.prepared.X_train[: len(self.prepared.rows_train)]
        X = steps["scale"].inverse_transform(X).round(9) if "scale" in steps else X
        return frozenset(of_zeros_and_ones(X).tolist())

    @functools.cached_property
    def least_there(self) -> NDArray[np.float64]:
        """The least that each sparse feature is in a training row that has it at all; 0 for all others."""
        return least_there(self.prepared.X_train)

    def _columns(self) -> tuple[RawFeature, ...]:
        if self.prepared.data.image_shape:
            high = float(self.raw.max())  # all pixels are alike
            return tuple(RawFeature(name, 0.0, high, high, 0.0, True) for name in self.prepared.data.feature_names)
        train = take(self.raw, self.prepared.rows_train)
        texts = self.prepared.data.text_features
        names = self.prepared.data.as_named(map(str, train.columns))
        columns = [_column(name, train.iloc[:, place], name in texts) for place, name in enumerate(names)]
        gaps = self.raw.isna().any().tolist()
        return tuple(replace(column, gaps=gap) for column, gap in zip(columns, gaps, strict=True))

    def inputs(self, values: NDArray[Any]) -> tuple[NDArray[Any], tuple[str, ...]]:
        """Return weights or gradients by preprocessed column or pixel, and what these are called.

        What a component stands for in each is its axis; of polynomial features they stay by feature.

        Parameters
        ----------
        values : ndarray of shape (n_features_out, ...)
        """
        columns, steps = parted(self.prepared.pipeline)
        if list(steps) != ["pca"]:
            return values, self.prepared.feature_names_out
        data = self.prepared.data
        names = data.as_named(columns.get_feature_names_out(data.feature_names))
        return steps["pca"].components_.T @ values, names

    def example(self, place: int) -> Example:
        """Return a held-out row; raises SettingError."""
        if not 0 <= place < self.sheet.n_test:
            raise SettingError(_("There are {n} held-out rows; choose one of them.", n=self.sheet.n_test))
        return self.known(int(self.prepared.rows_test[place]))

    def known(self, number: int) -> Example:
        """Return a row of the data set by its number."""
        return Example(self.rows(np.array([number]))[0], float(self.prepared.data.y[number]), number)

    def rows(self, numbers: Rows) -> list[Row]:
        """Return raw rows of the data set; a missing text is an empty one."""
        raw = self.raw
        if not isinstance(raw, pd.DataFrame):
            return [tuple(map(float, row)) for row in raw[numbers]]
        rows = []
        for row in raw.iloc[numbers].itertuples(index=False, name=None):
            pairs = zip(row, self.sheet.columns, strict=True)
            rows.append(tuple(_cell(cell, column) for cell, column in pairs))
        return rows

    def features(self, rows: Sequence[Row]) -> Matrix:
        """Return raw rows as the contenders take them; raises SettingError if they are not like those of the data."""
        if any(len(row) != len(self.sheet.columns) for row in rows):
            raise SettingError(_("A row here has {n} values.", n=len(self.sheet.columns)))
        if self.prepared.data.image_shape:
            return np.asarray(self.prepared.pipeline.transform(np.array(rows, dtype=np.uint8)))
        return rows_as_made(self.prepared.pipeline.transform(self.frame(rows)))

    def frame(self, rows: Sequence[Row]) -> pd.DataFrame:
        """Return raw rows of a table as a data frame like that of the data."""
        frame = pd.DataFrame(list(rows), columns=list(self.raw.columns), dtype=object)
        kinds = {"number": "float64", "date": "datetime64[us]"}
        named = zip(frame.columns, self.sheet.columns, strict=True)
        return frame.astype({name: kinds[column.kind] for name, column in named if column.kind in kinds})

    def predict(self, rows: Sequence[Row]) -> dict[str, Prediction]:
        """Return what each contender says of raw rows."""
        X = self.features(rows)
        return {name: predict(model, X, self.prepared) for name, model in self.models.items()}


def _column(name: str, values: Any, text: bool = False) -> RawFeature:
    known = values.dropna()
    if text:
        return RawFeature(name, 0.0, 0.0, 1.0, "", kind="text")
    if is_datetime64_any_dtype(values):
        return _dates(name, known)
    if is_numeric_dtype(values) and not is_bool_dtype(values):
        if known.empty:
            return RawFeature(name, 0.0, 0.0, 1.0, 0.0)
        whole = is_integer_dtype(values) or bool((known % 1 == 0).all())
        spread = float(known.std(ddof=0)) or 1.0
        return RawFeature(name, float(known.min()), float(known.max()), spread, float(known.median()), whole)
    options = tuple(sorted(map(plain_value, known.unique()), key=str))
    typical = plain_value(known.mode().iloc[0]) if len(known) else ""
    return RawFeature(name, 0.0, 0.0, 1.0, typical, options=options or ("",), kind="category")


def _dates(name: str, known: Any) -> RawFeature:
    """Describe dates by some of them, evenly over their range: what they are to a contender is not one number."""
    if known.empty:
        return RawFeature(name, 0.0, 0.0, 1.0, "1970-01-01", options=("1970-01-01",), kind="date")
    some = pd.date_range(known.min(), known.max(), periods=DATES)
    options = tuple(dict.fromkeys(map(plain_value, (known.min(), *some.round("D")[1:-1], known.max()))))
    return RawFeature(name, 0.0, 0.0, 1.0, plain_value(known.median()), options=options, kind="date")


def moment_text(moment: pd.Timestamp) -> str:
    """Write a date as a sheet has it: of a whole day without the time."""
    return moment.strftime("%Y-%m-%d") if moment == moment.normalize() else moment.isoformat(" ")


def _cell(value: Any, column: RawFeature) -> Value | None:
    if pd.isna(value):
        return "" if column.kind == "text" else None
    return plain_value(value)


def plain_value(value: Any) -> Value:
    """Return a cell's value as Python's own number, truth value or text."""
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, pd.Timestamp):
        return moment_text(value)
    return float(value) if isinstance(value, int | float | np.number) else str(value)


def _low(column: RawFeature) -> Value:
    return column.low if column.kind == "number" else _EARLY if column.kind == "date" else column.typical


def _high(column: RawFeature) -> Value:
    if column.kind == "number":
        return max(column.high, column.low + 1)
    return _LATE if column.kind == "date" else column.typical


def _unit(own: tuple[float, float] | None, low: float, high: float) -> tuple[float, float]:
    if own is None or high == low:
        return 1.0, 0.0
    factor = (own[1] - own[0]) / (high - low)
    return factor, own[0] - low * factor
