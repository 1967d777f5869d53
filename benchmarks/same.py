"""Whether the same spec and seed give the same race twice: every metric, curve, prediction and region.

Run ``python benchmarks/same.py``, or with names of data sets other than digits and diabetes. Every installed
contender takes part. Times, of course, differ.
"""

import contextlib
import sys
from typing import Any

import numpy as np

from bakeoff import BakeoffSpec, run
from bakeoff.contenders import contenders
from bakeoff.race.engines import local_engine
from bakeoff.race.report import Report


def parts(report: Report, name: str) -> dict[str, Any]:
    """Return all that must be the same, as arrays and records."""
    result, answers = report.results[name], report.answers.get(name)
    if result.outcome is None or answers is None:
        return {"end": (result.status, result.message)}
    curve = [
        (step.index, step.train_loss, step.train_score, step.validation_loss, step.validation_score)
        for step in result.steps
    ]
    return {
        "metrics": result.outcome.metrics,
        "curve": np.array(curve, dtype=float),
        "predictions": answers.prediction.values,
        "probabilities": answers.prediction.probabilities,
        "regions": None if answers.regions is None else answers.regions.answer,
    }


def alike(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray):
        return bool(np.array_equal(one, other, equal_nan=one.dtype.kind == "f"))
    return repr(one) == repr(other)  # digit for digit; an interval that is not known equals itself, too


def main() -> None:
    names = [name for name, info in contenders().items() if not info.missing]
    print(f"{'what, raced twice with seed 0':<44}{'differs in':<24}holds")
    with contextlib.closing(local_engine()) as engine:
        for dataset in sys.argv[1:] or ("digits", "diabetes"):
            first, second = (run(BakeoffSpec(dataset=dataset, contenders=names), engine) for _ in range(2))
            for name in names:
                pair = parts(first, name), parts(second, name)
                different = [what for what, value in pair[0].items() if not alike(value, pair[1].get(what))]
                done = first.results[name].status == "done"
                verdict = "yes" if done and not different else "NO"
                print(f"{f'{dataset}, {name}':<44}{', '.join(different) or 'nothing':<24}{verdict}", flush=True)


if __name__ == "__main__":
    main()
