"""Records of a dataset, before and after loading."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.fields import Settings, Task
from bakeoff.text import Sentence, _, declare, declared

DatasetKind = Literal["table", "plane", "image", "text"]


class NoOptions(Settings):
    """For data sets with nothing to set."""


@dataclass(frozen=True)
class Dataset:
    """A loaded data set.

    Attributes
    ----------
    X : DataFrame or ndarray of shape (n_rows, n_features)
        Raw features, before any preprocessing; images flattened, as uint8.
    y : ndarray of shape (n_rows,)
        Class codes 0..n_classes-1 (int64), or numbers (float64).
    task : {"classification", "regression"}
    feature_names : tuple of str
        One per column of X.
    class_names : tuple of str
        One per class code; empty for regression.
    target_name : str
        What y is, with its unit where it has one.

        Names of our own data sets are declared texts, see `named`; those of data that somebody brought are not.
    image_shape : (height, width) or None
        Shape of one row as a picture, if it is one.
    official_test_rows : int
        How many of the last rows are the test part that comes with the data; 0 if it has none.
    text_features : tuple of str
        Those columns of X that hold running text, as against names of categories.
    aside : DataFrame of n_rows rows, or None
        Columns that nobody learns from, but that rows can be parted by: identifiers, what was left out.
    """

    X: pd.DataFrame | NDArray[Any]
    y: NDArray[np.int64] | NDArray[np.float64]
    task: Task
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...] = ()
    target_name: str = ""
    image_shape: tuple[int, int] | None = None
    official_test_rows: int = 0
    text_features: tuple[str, ...] = ()
    aside: pd.DataFrame | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that rows can be parted by: features, unless they are pixels, and those put aside."""
        learnt = () if self.image_shape else self.feature_names
        return (*learnt, *(() if self.aside is None else map(str, self.aside.columns)))

    @property
    def letters(self) -> int:
        """Number of characters of all running texts."""
        return sum(int(self.column(name).str.len().sum()) for name in self.text_features)

    @property
    def table(self) -> pd.DataFrame:
        """The features as a data frame, whatever they are kept as."""
        return self.X if isinstance(self.X, pd.DataFrame) else pd.DataFrame(self.X, columns=list(self.feature_names))

    @property
    def pictures(self) -> NDArray[Any]:
        """The rows as pictures, of shape (n_rows, height, width); ValueError if they are none."""
        if self.image_shape is None:
            raise ValueError(f"rows of {self.feature_names[:3]} are no pictures")
        return np.asarray(self.X).reshape(-1, *self.image_shape)

    def as_named(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return names of features as they were declared: pandas and scikit-learn make plain text of them.

        What is one of a feature's words, or a part of its dates, is told as that.
        """
        features = {str(name): name for name in self.feature_names}
        told = []
        for name in as_declared(names, self.feature_names):
            feature, _colon, part = name.partition(": ")
            whole = str(name) in features or feature not in features
            told.append(name if whole else _("{name}: {value}", name=features[feature], value=part))
        return tuple(told)

    def column(self, name: str) -> "pd.Series[Any]":
        """Return the values of one of the `columns`."""
        if name in self.feature_names:
            place = self.feature_names.index(name)
            return self.X.iloc[:, place] if isinstance(self.X, pd.DataFrame) else pd.Series(self.X[:, place])
        return (pd.DataFrame() if self.aside is None else self.aside)[name]

    def without(self, names: Iterable[str]) -> Self:
        """Return it with these features put aside; names of no feature change nothing."""
        gone = [name for name in names if name in self.feature_names]
        if not gone:
            return self
        kept = [place for place, name in enumerate(self.feature_names) if name not in gone]
        more = pd.DataFrame({name: self.column(name) for name in gone})
        return replace(
            self,
            X=self.X.iloc[:, kept] if isinstance(self.X, pd.DataFrame) else self.X[:, kept],
            feature_names=tuple(self.feature_names[place] for place in kept),
            text_features=tuple(name for name in self.text_features if name not in gone),
            aside=more if self.aside is None else pd.concat([self.aside, more], axis=1),
        )


def named(*names: str) -> tuple[str, ...]:
    """Declare what classes, features or targets of a data set of ours are called, to be said as the reader says it.

    What programs read keeps the English names: files, links, the columns of data frames.
    """
    return tuple(map(declared, names))


def as_declared(names: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Return names with those that are among `known` as these are."""
    by_name = {name: name for name in known}
    return tuple(by_name.get(name, name) for name in names)


def pixel_names(height: int, width: int) -> tuple[str, ...]:
    """Return the names of a picture's pixels as features, row by row."""
    return tuple(_pixel_name(row, column) for row in range(1, height + 1) for column in range(1, width + 1))


def _pixel_name(row: int, column: int) -> str:
    name = declared("Row {row}, column {column}")
    place = {"row": row, "column": column}
    return Sentence(name.format(**place), name, "", place)


@dataclass(frozen=True)
class DatasetInfo:
    """A data set that can be chosen.

    Attributes
    ----------
    name : str
        Name in specs, links and on the command line.
    title : str
        Name on the page.
    summary : str
        One sentence: what a row is and what is to be predicted.
    task : {"classification", "regression"}
    kind : {"table", "plane", "image", "text"}
        Several columns, two coordinates, pictures, or a column of running text alone.
    rows, features, classes : int
        Its size with default options; classes is 0 for regression.
    load : callable
        ``load(options)`` returns the `Dataset`; raises DatasetError with one sentence.
    options : type of Settings
        What can be set, declared with `bakeoff.fields.setting`.
    reference : str
        Link to where it comes from.
    names : tuple of str
        What its classes and its target are called, if the data set is ours, see `named`.
    missing : callable
        ``missing()`` returns one sentence if it can not be loaded just now (not on this machine and no
        way to fetch it), else an empty text. Must be quick.
    present : callable
        ``present()`` tells whether ``load`` has nothing to fetch. Must be quick.
    fetch : callable
        ``fetch(progress)`` brings what ``load`` needs onto this machine if it is not there, and calls
        ``progress`` with the share done, 0 to 1; raises DatasetError with one sentence.
    official_test : bool
        Whether it comes with a test part of its own.
    sample : callable or None
        ``sample()`` returns some rows quickly and without fetching anything, for a small picture; raises
        DatasetError if there are none. None: all rows are quick enough.
    described : callable or None
        ``described(options)`` returns the record of what these options name, where that is more than a variant:
        title, task and size then follow from them.
    tables : TableSource or None
        Of a source of tables that somebody has to bring first.
    """

    name: str
    title: str
    summary: str
    task: Task
    kind: DatasetKind
    rows: int
    features: int
    classes: int
    load: Callable[[Any], Dataset]
    options: type[Settings] = NoOptions
    reference: str = ""
    names: tuple[str, ...] = ()
    missing: Callable[[], str] = lambda: ""
    present: Callable[[], bool] = lambda: True
    fetch: Callable[[Callable[[float], None]], None] = lambda _progress: None
    official_test: bool = False
    sample: Callable[[], Dataset] | None = None
    described: "Callable[[Any], DatasetInfo] | None" = None
    tables: "TableSource | None" = None

    def __post_init__(self) -> None:
        declare(self, "title", "summary")


@dataclass(frozen=True)
class TableSource:
    """Tables that visitors have brought, each by its id.

    Attributes
    ----------
    has : callable
        ``has(text)`` tells whether a text can be the id of one.
    info : callable
        ``info(id)`` returns the record of one; of one that is no longer kept, that of any.
    numeric_columns : callable
        ``numeric_columns(id)`` returns the names of its numeric columns, other than the one to be predicted; raises
        DatasetError if it is no longer kept.
    load : callable
        ``load(id, names)`` returns one with these features alone; raises DatasetError if it is no longer kept.
    """

    has: Callable[[str], bool]
    info: Callable[[str], DatasetInfo]
    numeric_columns: Callable[[str], tuple[str, ...]]
    load: Callable[[str, Collection[str]], Dataset]
