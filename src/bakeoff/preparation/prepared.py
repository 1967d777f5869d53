"""From a spec to arrays: load, split, and one preprocessing for all contenders.

Whatever preprocessing learns (medians, means, categories, components) it learns on the training part alone: of a table
as it is, of pictures with their changed copies, whose ink gets to pixels that have hardly any in the pictures as they
are; scaled by that little, it would outweigh all else.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import issparse

from bakeoff.datasets import Dataset
from bakeoff.errors import DatasetError
from bakeoff.fields import Settings, Task
from bakeoff.matrix import Matrix, rows_as_made, stacked
from bakeoff.preparation.augmentation import changed_copies
from bakeoff.preparation.columns import features, first_of_texts, fit_transform
from bakeoff.preparation.oversampling import oversampled
from bakeoff.preparation.sliders import noisy_labels, smoothed_target
from bakeoff.preparation.split_keys import Units, keys_of, learnt_from, units_of
from bakeoff.preparation.splits import Parts, Rows, split, take
from bakeoff.preparation.steps import fit_steps, names_out, parted, with_steps
from bakeoff.preparation.weights import training_weights
from bakeoff.rules import Rules, answer_costs
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _
from bakeoff.transform import Transform

MADE_UP = -1
"""Group of a row that SMOTE made up."""
MOST_SMOOTHED = 20_000
"""Training rows whose targets are smoothed, within some seconds."""


@dataclass(frozen=True)
class Effects:
    """Effects of a transform on training rows.

    Attributes
    ----------
    steps : dict
        Fitted steps behind the preprocessing of columns, by name.
    label_noise : float
        Share of the rows with a wrong target.
    copies : int
        Number of changed copies of each row.
    made_up : int or None
        Number of SMOTE's rows; None without SMOTE.
    """

    steps: dict[str, Any]
    pictures: bool
    smoothed: bool
    label_noise: float
    copies: int
    made_up: int | None


@dataclass(frozen=True)
class Prepared:
    """A data set split and preprocessed, the same for every contender.

    Attributes
    ----------
    X_train, X_test : ndarray or sparse CSR matrix of shape (n_part, n_features_out)
        Preprocessed features; float32 for images, else float64; sparse where there are running texts. The first rows of
        `X_train` are those of `rows_train`; behind them come changed copies of all of them, as often as there are
        copies, and rows that SMOTE makes up.
    X_validation : ndarray, CSR matrix or None
        None if no validation part is asked for.
    y_train, y_test : ndarray of shape (n_part,)
        Class codes (int64) or numbers (float64). Smoothing and label noise change those of the training part alone.
    y_validation : ndarray or None
    rows_train, rows_validation, rows_test : ndarray of shape (n_part,)
        Where each row of the parts stands in the data set, from 0 (int64).
    feature_names_out : tuple of str
        One per column of X_train.
    pipeline : sklearn Pipeline or ColumnTransformer
        The fitted preprocessing; takes rows of ``data.X``, as a data frame unless they are images. A pipeline whose
        first step is called ``columns`` if junk, rotation, PCA or polynomial features come behind.
    data : Dataset
        The raw data set; ``take(data.X, rows_test)`` are the raw test rows.
    effects : Effects
        Effects of the transform.
    groups : ndarray of shape (n_rows of X_train,)
        Rows that belong together, and must not be parted when rows are held out of `X_train`, have the same number
        (int64): a row and its copies, and all rows of one group where rows are split by group. Those that SMOTE made
        up have `MADE_UP`: nobody is to be scored on them.
    units, validation_units : Units or None
        Groups or moments of the test rows, and of the validation rows; None if rows are split at random.
    weights : ndarray of shape (n_rows of X_train,) or None
        What each training row counts, of mean 1; None if all count alike.
    answer_costs : ndarray of shape (n_classes, n_classes) or None
        Costs by true class and answer, where answers are those of least expected cost; None where they are the most
        probable class.
    """

    X_train: Matrix
    y_train: NDArray[Any]
    X_validation: Matrix | None
    y_validation: NDArray[Any] | None
    X_test: Matrix
    y_test: NDArray[Any]
    rows_train: Rows
    rows_validation: Rows
    rows_test: Rows
    feature_names_out: tuple[str, ...]
    pipeline: Any
    data: Dataset
    effects: Effects
    groups: Rows
    units: Units | None = None
    validation_units: Units | None = None
    weights: NDArray[np.float64] | None = None
    answer_costs: NDArray[np.float64] | None = None

    @property
    def columns(self) -> Any:
        """The preprocessing of columns, or pixels, without what comes behind."""
        return parted(self.pipeline)[0]

    @property
    def texts(self) -> int | None:
        """The column of `X_train` from which on all are of running texts; None where none are, or no longer."""
        columns, steps = parted(self.pipeline)
        return None if steps else first_of_texts(columns)

    @property
    def copies(self) -> int:
        """Number of changed copies of each training row."""
        return self.effects.copies

    def source(self, place: int) -> int | None:
        """Return which row of the data a row of `X_train` is, or was copied from; None if SMOTE made it up."""
        n = len(self.rows_train)
        return int(self.rows_train[place % n]) if place < n * (1 + self.copies) else None

    @property
    def task(self) -> Task:
        """Classification or regression."""
        return self.data.task

    @property
    def class_names(self) -> tuple[str, ...]:
        """One per class code; empty for regression."""
        return self.data.class_names

    @property
    def target_name(self) -> str:
        """Name of the target."""
        return self.data.target_name


LARGEST = 1e150
_ahead: dict[tuple[Settings, ...], Prepared] = {}


def prepare(spec: BakeoffSpec) -> Prepared:
    """Load the data set of `spec`, split it and preprocess it, unless that was done ahead; nobody may change it.

    Raises
    ------
    DatasetError
        If it cannot be loaded or split: one sentence, with the mend.
    """
    return _ahead.get(_data_of(spec)) or _prepare(spec)


def prepare_ahead(spec: BakeoffSpec) -> None:
    """Prepare the data of `spec` for all who will ask this process, or one that is forked from it.

    Raises
    ------
    DatasetError
        As `prepare`.
    """
    _ahead[_data_of(spec)] = _prepare(spec)


def _data_of(spec: BakeoffSpec) -> tuple[Settings, ...]:
    return spec.dataset, spec.rules, spec.transform


def _prepare(spec: BakeoffSpec) -> Prepared:
    info = spec.dataset.info
    return prepare_dataset(info.load(spec.dataset.options), spec.rules, info.title, spec.transform)


def prepare_dataset(data: Dataset, rules: Rules, title: str, transform: Transform | None = None) -> Prepared:
    """Split, preprocess and perhaps transform a loaded data set; `title` is its name in messages.

    Raises
    ------
    DatasetError
        If it cannot be split or transformed so, or has values that no model can use.
    NotInstalledError
        If classes are to be evened out, and what does it is not installed.
    """
    check(data, title, log_target=rules.log_target)
    parts = split(data, rules, title)
    return prepare_parts(learnt_from(data, rules, title), rules, parts, transform)


def check(data: Dataset, title: str, *, log_target: bool = False) -> None:
    """Raise DatasetError, one sentence, if a data set has values that no model can use.

    With `log_target` numbers to predict must have a logarithm.
    """
    _check_target(data, title)
    if log_target and data.task == "regression" and data.y.min() <= 0:
        raise DatasetError(
            _(
                "{title}: the target “{target}” is {value} in row {row}, which has no logarithm. Learn it as it is: "
                "switch “Log scale of the target” off.",
                title=title,
                target=data.target_name,
                value=f"{data.y.min():g}",
                row=int(data.y.argmin()) + 1,
            )
        )
    _check_features(features(data), title)


def prepare_parts(data: Dataset, rules: Rules, parts: Parts, transform: Transform | None = None) -> Prepared:
    """Preprocess a checked data set whose rows are split.

    A column of groups must have been put aside, see `learnt_from`.

    Raises
    ------
    DatasetError, NotInstalledError
        As `prepare_dataset`, of the transform; also if a class weighs nothing.
    """
    X, transform = features(data), transform or Transform()
    learnt = learn(data, take(X, parts.train), take(data.y, parts.train), transform, rules)
    validated, keys = len(parts.validation) > 0, keys_of(data, rules)
    costs = answer_costs(rules, len(data.class_names))
    return Prepared(
        X_train=learnt.X_after,
        y_train=learnt.y,
        X_validation=rows_as_made(learnt.pipeline.transform(take(X, parts.validation))) if validated else None,
        y_validation=take(data.y, parts.validation) if validated else None,
        X_test=rows_as_made(learnt.pipeline.transform(take(X, parts.test))),
        y_test=take(data.y, parts.test),
        rows_train=parts.train,
        rows_validation=parts.validation,
        rows_test=parts.test,
        feature_names_out=learnt.names,
        pipeline=learnt.pipeline,
        effects=learnt.effects,
        data=data,
        groups=_groups(keys if rules.split == "group" else None, parts.train, len(learnt.y), transform.copies),
        units=units_of(keys, rules, parts.test),
        validation_units=units_of(keys, rules, parts.validation),
        weights=training_weights(data, rules, np.tile(parts.train, 1 + transform.copies), learnt.y),
        answer_costs=None if costs is None else np.array(costs),
    )


def _groups(keys: NDArray[Any] | None, train: Rows, n_rows: int, copies: int) -> Rows:
    """Return the `Prepared.groups` of `n_rows` rows, the first of which are those of `train`."""
    own = train if keys is None else keys[train]
    groups = np.full(n_rows, MADE_UP, dtype=np.int64)
    real = np.tile(own, 1 + copies)
    groups[: len(real)] = real
    return groups


@dataclass(frozen=True)
class Learnt:
    """Fitted preprocessing, and the training rows after it.

    Attributes
    ----------
    columns : fitted preprocessing of columns, or of pixels
    steps : list of (str, fitted step)
        Later steps: junk, rotation, PCA, polynomial features.
    pipeline : fitted Pipeline or ColumnTransformer
        Both as one.
    names : tuple of str
        Names of the output features.
    X : ndarray or CSR matrix of shape (n_rows, n_features)
        The rows after `columns` and before `steps`, then their changed copies, then SMOTE's synthetic rows.
    X_after : ndarray or CSR matrix of shape (n_rows, n_features_out)
        The same after `steps`.
    y : ndarray of shape (n_rows,)
    """

    columns: Any
    steps: list[tuple[str, Any]]
    pipeline: Any
    names: tuple[str, ...]
    X: Matrix
    X_after: Matrix
    y: NDArray[Any]
    effects: Effects


def learn(data: Dataset, raw: Any, y: NDArray[Any], transform: Transform, rules: Rules) -> Learnt:
    """Fit the preprocessing of `data` to `raw` training rows with targets `y`, and transform these.

    Raises
    ------
    DatasetError, NotInstalledError
        As `prepare_dataset`, of the transform.
    """
    copies = changed_copies(raw, data.image_shape, transform, rules.seed)
    pictures = data.image_shape is not None
    columns, made = fit_transform(data, np.concatenate([raw, *copies]) if pictures and copies else raw, rules)
    X, n_own = rows_as_made(made), len(y)
    smoothed = bool(transform.smooth) and not pictures and not issparse(X)
    if smoothed:
        y = _smoothed(X[:n_own], y, transform.smooth, data.task)
    if transform.label_noise:
        y = noisy_labels(y, transform.label_noise, data.task == "classification", rules.seed)
    if copies:
        X = X if pictures else stacked([X, *map(columns.transform, copies)])
        y = np.tile(y, 1 + len(copies))
    made_up = None
    if transform.smote and data.task == "classification" and not pictures:
        before = len(y)
        X, y = oversampled(X, y, data.class_names, rules.seed)
        made_up = len(y) - before
    steps, X_after = fit_steps(X, X.shape[0] if pictures else n_own, transform, rules, pictures=pictures)
    names = names_out(data.as_named(columns.get_feature_names_out(data.feature_names)), steps)
    effects = Effects(dict(steps), pictures, smoothed, transform.label_noise, len(copies), made_up)
    return Learnt(columns, steps, with_steps(columns, steps), names, X, X_after, y, effects)


def _smoothed(X: Matrix, y: NDArray[Any], share: float, task: Task) -> NDArray[Any]:
    if len(y) > MOST_SMOOTHED:
        raise DatasetError(
            _(
                "A smoother target takes at most {most} training rows, and here are {n}; train on fewer.",
                most=f"{MOST_SMOOTHED:,}",
                n=f"{len(y):,}",
            )
        )
    return smoothed_target(X, y, share, task == "classification")


def _check_target(data: Dataset, title: str) -> None:
    usable = np.isfinite(data.y) if data.task == "regression" else data.y >= 0
    if not usable.all():
        row = int(usable.argmin()) + 1
        raise DatasetError(
            _(
                "{title}: the target “{target}” has no usable value in row {row}; fill it in or leave that row out.",
                title=title,
                target=data.target_name,
                row=row,
            )
        )
    if data.task == "regression":
        _check_size(data.y, data.target_name, title)


def _check_features(X: Any, title: str) -> None:
    numbers = X.select_dtypes("number") if isinstance(X, pd.DataFrame) else pd.DataFrame()
    for name, column in numbers.items():
        if np.isinf(column.to_numpy(dtype=np.float64, na_value=np.nan)).any():
            raise DatasetError(
                _(
                    "{title}: the column “{column}” has an infinite number; correct it or leave it out.",
                    title=title,
                    column=name,
                )
            )
        _check_size(column, name, title)


def _check_size(numbers: Any, name: object, title: str) -> None:
    """Raise DatasetError for numbers whose squares are 0 or infinite: neither scaling nor distances would be right."""
    values = numbers[pd.notna(numbers)].astype(np.float64)
    if len(values) and (abs(values).max() > LARGEST or 0 < values.max() - values.min() < 1 / LARGEST):
        raise DatasetError(
            _(
                "{title}: the numbers in “{column}” are too large or too small to compute with; write them in another "
                "unit.",
                title=title,
                column=name,
            )
        )
