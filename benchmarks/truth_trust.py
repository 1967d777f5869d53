"""How often what a race and *Ask* say beside the scores is so, where rows belong to groups.

Patients have 1 to 29 rows, 15 on average. Reliability: probabilities are exactly right, and rows of a patient come true
alike. Bands: errors of a patient are alike. Importance: a classifier and a regression on an age that is the same in all
rows of a patient, and a pulse that is not; the truth is the importance in 2,000 other patients.
"""

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import norm
from shared import size

from bakeoff.contenders import contender
from bakeoff.datasets import Dataset
from bakeoff.evaluation.calibration import reliability
from bakeoff.evaluation.conformal import coverage
from bakeoff.evaluation.units import Codes
from bakeoff.features.ask import global_explanation
from bakeoff.features.ask.subject import Subject
from bakeoff.fields import Task
from bakeoff.preparation.prepared import prepare_dataset
from bakeoff.preparation.split_keys import keys_of, units_of
from bakeoff.race.fitting import fit
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec

STUDIES = size(200, 2)
PATIENTS = (8, 15, 40, 100)
MOST_OFF = 0.08
POOL = size(2000, 200)
Values = NDArray[np.float64]


def _patients(rng: np.random.Generator, n: int) -> Codes:
    return np.repeat(np.arange(n), rng.integers(1, 30, n))


def _states(rng: np.random.Generator, codes: Codes) -> tuple[NDArray[np.int64], Values]:
    """Return what came true, and its very probability for who does not know the patient."""
    known, patient = 1.5 * rng.normal(size=len(codes)), rng.normal(size=codes.max() + 1)[codes]
    chance = norm.cdf(known / np.sqrt(2))
    came = known + patient + rng.normal(size=len(codes)) > 0
    return came.astype(np.int64), np.column_stack([1 - chance, chance])


def curves(studies: int, n: int, *, by_row: bool) -> tuple[float, float]:
    """Return how often true probabilities are called off, and how often a point's interval holds."""
    rng, off = np.random.default_rng(0), 0
    holds: list[bool] = []
    for _study in range(studies):
        codes = _patients(rng, n)
        found = reliability(*_states(rng, codes), units=None if by_row else codes)
        off += found.p_value < 0.05
        inside = (found.low <= found.predicted) & (found.predicted <= found.high)
        holds.extend(inside[np.isfinite(found.low)])
    return off / studies, float(np.mean(holds))


def band(studies: int, n: int, *, by_row: bool) -> float:
    """Return the share of rows of new patients for which a band of 80 % holds, made from `n` patients."""
    rng, shares = np.random.default_rng(0), []
    for _study in range(studies):
        learnt, new = _patients(rng, n), _patients(rng, 60)
        own, other = (rng.normal(size=each[-1] + 1)[each] + 0.7 * rng.normal(size=len(each)) for each in (learnt, new))
        shares.append(coverage(own, other, 0.8, validation_units=None if by_row else learnt).covered.value)
    return float(np.mean(shares))


def _subject(task: Task) -> Subject:
    """Return a linear model fitted on a few patients, which is asked about many others."""
    rng = np.random.default_rng(0)
    codes = _patients(rng, POOL + 500)
    X = pd.DataFrame(
        {"patient": codes, "age": rng.normal(size=codes[-1] + 1)[codes], "pulse": rng.normal(size=len(codes))}
    )
    y = X["age"] + X["pulse"] + rng.normal(size=codes[-1] + 1)[codes] + rng.normal(size=len(codes))
    target = (y > 0).astype(np.int64).to_numpy() if task == "classification" else y.to_numpy()
    names = ("no", "yes") if task == "classification" else ()
    data = Dataset(X, target, task, tuple(X.columns), names, "answer")
    rules = Rules(split="group", split_by="patient", test_share=POOL / (POOL + 500), validation_share=0)
    prepared = prepare_dataset(data, rules, "Patients")
    model = contender("linear").build(contender("linear").hyperparameters(), task, 0)
    fit(model, prepared, rules)
    return Subject(BakeoffSpec(contenders=["linear"], rules=rules), prepared, {"linear": model})


def importance(studies: int, n: int, task: Task, *, by_row: bool) -> list[float]:
    """Return how often the interval of a feature's importance holds: of the age, and of the pulse."""
    subject, rng = _subject(task), np.random.default_rng(0)
    whole, rules = subject.prepared, subject.spec.rules
    global_explanation.MOST_ROWS = 10**9
    truth = [fall.value for fall in global_explanation.importance(subject, "linear").falls]
    global_explanation.MOST_ROWS = 200
    patient = whole.data.column("patient").to_numpy()[whole.rows_test]
    held = np.zeros(len(truth))
    for _study in range(studies):
        rows = whole.rows_test[np.isin(patient, rng.choice(np.unique(patient), n, replace=False))]
        units = None if by_row else units_of(keys_of(whole.data, rules), rules, rows)
        subject.prepared = replace(whole, rows_test=rows, units=units)
        falls = global_explanation.importance(subject, "linear").falls
        held += [fall.low <= true <= fall.high for fall, true in zip(falls, truth, strict=True)]
    return list(held / studies)


def trust(studies: int = STUDIES) -> bool:
    """Print the rates, by groups and then by rows; return whether those by groups are within their bars."""
    print("| patients | called off | a point holds | band of 80 % holds | importance: accuracy and R², age and pulse |")
    print("| --- |" + " --- |" * 4)
    fine = True
    for n in PATIENTS:
        for by_row in (False, True):
            off, holds = curves(studies, n, by_row=by_row)
            inside = band(studies, n, by_row=by_row)
            tasks: tuple[Task, ...] = ("classification", "regression")
            held = [share for task in tasks for share in importance(studies // 2, n, task, by_row=by_row)]
            fine &= by_row or (off <= MOST_OFF and holds >= 0.92 and inside >= 0.79)
            written = ", ".join(f"{100 * share:.0f}" for share in held)
            label = f"{n}, row by row" if by_row else str(n)
            print(f"| {label} | {100 * off:.1f} | {100 * holds:.1f} | {100 * inside:.1f} | {written} |", flush=True)
    return fine
