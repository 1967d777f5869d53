"""Tipping points that the judge finds beside closed forms, seed by seed.

Run `python benchmarks/tipping.py [rotation] [noise] [junk] [rows] [never] [cost] [seeds]`; all, 20 seeds.

Rotation and noise: in a plane of two standard normal columns the class is the sign of the first. One nearest neighbour
errs on the share η of noisy labels, a stump on θ/π of rows rotated by θ. They cross at θ = π·η, or at η = θ/π. (The
slider makes columns normal, so the plane is a normal one and not a disc: the law holds for each round density.)

Junk and rows: two columns are δ apart between the classes, all others are noise. With n training rows and D columns the
nearest centroid answers as well as the best single column where D = n·δ²/2, or n = 2·D/δ².
"""

import math
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bakeoff.engine.host import ENVIRONMENT

os.environ.update(ENVIRONMENT)  # one core

import numpy as np
import pandas as pd
from scipy.stats import special_ortho_group
from shared import heading, number_asked, row, run_script, size, words_asked
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_selection import SelectKBest
from sklearn.metrics import accuracy_score
from sklearn.model_selection import RepeatedStratifiedKFold
from sklearn.neighbors import KNeighborsClassifier, NearestCentroid
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

import bakeoff
from bakeoff import BakeoffSpec
from bakeoff.engine.base import Finished, Message
from bakeoff.evaluation.base import Estimate
from bakeoff.preparation.sliders import JunkFeatures
from bakeoff.study.crossings import crossings
from bakeoff.study.job import fit_share
from bakeoff.study.messages import Share
from bakeoff.study.plan import Plan
from bakeoff.study.progress import advance, begin, give
from bakeoff.study.record import Fitted, Record, StudyFit, StudyLane
from bakeoff.study.tipping import tipping

SEEDS, LEAST, SIMULATED = size(20, 1), 0.9, size(1000, 2)
PLANE_ROWS, NOISE, ANGLE = size(25_000, 2500), 0.1, 0.4
WIDE_ROWS, COLUMNS, APART = size(10_000, 2000), 200, 2.0
FOLDS, REPEATS = size((10, 2), (5, 1))
COST_FOLDS, COST_REPEATS, COST_ROUNDS = size((5, 2, 2), (2, 1, 1))
OF_PLANE = {"nearest": KNeighborsClassifier(1), "stump": DecisionTreeClassifier(max_depth=1)}
OF_WIDE = {"centroid": NearestCentroid(), "column": make_pipeline(SelectKBest(k=1), NearestCentroid())}


@dataclass(frozen=True)
class Case:
    """A study whose tipping point is known."""

    spec: BakeoffSpec
    plan: Plan
    true: float


class Here:
    """A job's channel that keeps what is emitted."""

    waited_seconds = 0.0

    def __init__(self) -> None:
        self.said: list[Any] = []

    def emit(self, message: Any) -> None:
        """Keep it."""
        self.said.append(message)

    def expect(self, seconds: float) -> None:
        """Tell nobody."""

    def poll(self) -> Any:
        """Return no command."""
        return None


def judged(spec: BakeoffSpec, plan: Plan) -> Record:
    """Run a study in this process."""
    progress = begin("truth", spec, plan.settled(), 1)
    while progress.left:
        share, channel = Share(spec, progress.record.plan, progress.record.points, progress.left[0]), Here()
        progress = give(progress, "job")
        fit_share(share, channel)  # type: ignore[arg-type]
        for said in channel.said:
            progress = advance(progress, Message("job", said))
        progress = advance(progress, Finished("job", None))
    return progress.record


# Cases


def _table(X: np.ndarray, y: np.ndarray, name: str) -> Any:
    frame = pd.DataFrame(X, columns=[f"x{place}" for place in range(X.shape[1])])
    return bakeoff.table(frame.assign(kind=np.where(y, "yes", "no")), target="kind", name=name)


def _spec(table: Any, contenders: dict[str, Any], transform: dict[str, float], **rules: Any) -> BakeoffSpec:
    rules = {"validation_share": 0, "scale": "none"} | rules
    return BakeoffSpec(dataset=table, contenders=contenders, transform=transform, rules=rules)


def _plane(seed: int) -> tuple[Any, int, float]:
    """Return a plane, a seed whose rotation is neither small nor beyond the stump's other column, and its angle."""
    X = np.random.default_rng(seed).normal(size=(PLANE_ROWS, 2))
    angles = ((one, math.acos(special_ortho_group.rvs(2, random_state=one)[0, 0])) for one in range(100 * seed, 10**9))
    turned, angle = next((one, angle) for one, angle in angles if 0.6 < angle < 1.2)
    return _table(X, X[:, 0] > 0, f"plane {seed}"), turned, angle


def rotation(seed: int) -> Case:
    table, turned, angle = _plane(seed)
    spec = _spec(table, OF_PLANE, {"label_noise": NOISE}, seed=turned)
    return Case(spec, Plan(question="turn", slider="rotation", folds=5, repeats=1), math.pi * NOISE / angle)


def noise(seed: int) -> Case:
    table, turned, angle = _plane(seed)
    spec = _spec(table, OF_PLANE, {"rotation": ANGLE / angle}, seed=turned)
    return Case(spec, Plan(question="turn", slider="label_noise", folds=5, repeats=1), ANGLE / math.pi)


def _wide(seed: int) -> Any:
    rng = np.random.default_rng(seed)
    y = np.arange(WIDE_ROWS) % 2
    X = rng.normal(size=(WIDE_ROWS, COLUMNS))
    X[:, :2] += APART * y[:, None]
    return _table(X, y, f"wide {seed}")


def junk(seed: int) -> Case:
    spec = _spec(_wide(seed), OF_WIDE, {}, seed=seed, rows=200)
    true = 200 * APART**2 / 2 / COLUMNS - 1
    return Case(spec, Plan(question="turn", slider="junk", folds=FOLDS, repeats=REPEATS), true)


def rows(seed: int) -> Case:
    spec = _spec(_wide(seed), OF_WIDE, {}, seed=seed, rows=400)
    return Case(spec, Plan(question="rows", folds=FOLDS, repeats=REPEATS), 2 * COLUMNS / APART**2)


LAWS: dict[str, Callable[[int], Case]] = {"rotation": rotation, "noise": noise, "junk": junk, "rows": rows}


def _found(record: Record) -> Estimate | None:
    if record.plan.question == "rows":
        return next((one.at for one in crossings(record)), None)
    tip = tipping(record)
    return tip.crossing.at if tip is not None and tip.crossing is not None else None


def law(name: str, seeds: int) -> None:
    """Print how many seeds' intervals hold the closed form."""
    began, held, told, off, widths = time.process_time(), 0, 0, [], []
    for seed in range(seeds):
        case = LAWS[name](seed)
        at = _found(judged(case.spec, case.plan))
        if at is not None:
            told += 1
            held += at.low <= case.true <= at.high
            off.append(at.value / case.true - 1)
            widths.append((at.high - at.low) / case.true)
    least = math.ceil(LEAST * seeds)
    row(f"{name}: intervals that hold the closed form, of {seeds}", held, f"{least}", holds=held >= least)
    row(f"{name}: tipping points found", told)
    if told:
        row(f"{name}: relative error, median", float(np.median(off)))
        row(f"{name}: width of the interval by the closed form, median", float(np.median(widths)))
    row(f"{name}: processor time of a seed", (time.process_time() - began) / seeds, unit="s")


def never(seeds: int) -> None:
    """Print how often a slider is said to change nothing, although another leads near its end, or from beyond it."""
    wrong = 0
    for seed in range(seeds):
        spec = _spec(_wide(seed), OF_WIDE, {}, seed=seed, rows=390)  # the closed form is 290 %
        wrong += _says(judged(spec, Plan(question="turn", slider="junk", folds=FOLDS, repeats=REPEATS))) == "never"
    row(f"never: wrong claims that nothing changes, of {seeds}", wrong, 0.05 * seeds)
    for at in (2.5, 2.9, 3.0):
        said = _simulated(at)
        row(f"never: wrong claims, overtaken at {at:.0%}, of {SIMULATED} simulated", said["never"], 0.05 * SIMULATED)
    for at in (3.5, 6.0, 30.0):
        said = _simulated(at)
        row(f"never: wrong tipping points, level at {at:.0%}, of {SIMULATED}", said["tips"], 0.05 * SIMULATED)
        row(f"never: said where it is so, level at {at:.0%}, of {SIMULATED}", said["never"])


def _says(record: Record) -> str:
    tip = tipping(record)
    if tip is None or tip.crossing is not None:
        return "tips"
    return "unsure" if tip.unsure else "never"


def _simulated(at: float) -> Counter[str]:
    """Count what simulated studies say of a leader that is 5 points ahead, and level with the other at a value.

    Folds correlate as the test supposes (by 1 / k), and so do scores at neighbouring values.
    """
    rng, points, k, repeats = np.random.default_rng(round(1000 * at)), np.linspace(0, 3, 7), 5, 2
    spec, plan = BakeoffSpec(dataset="iris", contenders=["linear", "svm"]), Plan(question="turn", folds=k, repeats=2)
    lanes = {name: StudyLane(name, name, status="done") for name in spec.contenders}
    said: Counter[str] = Counter()
    for _place in range(SIMULATED):
        drawn = rng.normal(size=(k * repeats + 1, 8))
        drawn = math.sqrt(0.8) * drawn[:, :1] + math.sqrt(0.2) * drawn[:, 1:]
        lead = 0.05 * (1 - points / at) + 0.02 * (math.sqrt(1 / k) * drawn[0] + drawn[1:])
        scores = {"linear": 0.8 + lead, "svm": np.full_like(lead, 0.8)}
        fitted = tuple(
            Fitted(StudyFit(fold, point, name), {"accuracy": float(table[fold, point])}, 800, 200, 0.0, 0.0)
            for name, table in scores.items()
            for fold, point in np.ndindex(table.shape)
        )
        said[_says(Record("truth", spec, plan, lanes, tuple(points), {}, k * repeats, k, fitted))] += 1
    return said


def _bare(spec: BakeoffSpec, points: Sequence[float]) -> float:
    """Return the processor time of the same fits in a loop over scikit-learn's classes, with the same junk."""
    data, seed = spec.dataset.info.load(spec.dataset.options), spec.rules.seed
    X, y = np.asarray(data.X, dtype=float), data.y
    began = time.process_time()
    for train, test in RepeatedStratifiedKFold(n_splits=COST_FOLDS, n_repeats=COST_REPEATS, random_state=seed).split(
        X, y
    ):
        for share in points:
            parts = make_pipeline(StandardScaler(), JunkFeatures(share, seed)).fit(X[train])
            for estimator in (DecisionTreeClassifier(random_state=seed), RandomForestClassifier(random_state=seed)):
                fitted = estimator.fit(parts.transform(X[train]), y[train])
                accuracy_score(y[test], fitted.predict_proba(parts.transform(X[test])).argmax(axis=1))
    return time.process_time() - began


def cost() -> None:
    """Print the processor time of a study of junk beside a bare script's, in turns."""
    contenders = ["decision_tree", "random_forest"]
    spec = BakeoffSpec(dataset="breast_cancer", contenders=contenders, rules={"validation_share": 0})
    ratios = []
    for place in range(COST_ROUNDS + 1):
        began = time.process_time()
        record = judged(spec, Plan(question="turn", folds=COST_FOLDS, repeats=COST_REPEATS))
        ours = time.process_time() - began
        theirs = _bare(spec, record.points)
        ratios += [ours / theirs] if place else []  # the first warms both
    row("cost: a study beside the same fits in a bare script, median", float(np.median(ratios)), 1.15, "x")


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ["BAKEOFF_DATA"] = home
        heading()
        for name in words_asked() or [*LAWS, "never", "cost"]:
            if name in LAWS:
                law(name, number_asked(SEEDS))
            else:
                {"never": lambda: never(number_asked(SEEDS)), "cost": cost}[name]()


if __name__ == "__main__":
    run_script(main, 24)
