"""Whether the same spec and seed give the same race twice: every metric, curve, prediction and region.

Run ``python benchmarks/same.py``, or with names of data sets other than digits and diabetes. Every installed
contender takes part. Times, of course, differ.
"""

import contextlib
from typing import Any

import numpy as np
from shared import heading, row, run_script, size, words_asked

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
    heading("parts that differ, raced twice with seed 0")
    with contextlib.closing(local_engine()) as engine:
        for dataset in words_asked() or size(["digits", "diabetes"], ["iris"]):
            first, second = (run(BakeoffSpec(dataset=dataset, contenders=names), engine) for _ in range(2))
            for name in names:
                pair = parts(first, name), parts(second, name)
                different = [what for what, value in pair[0].items() if not alike(value, pair[1].get(what))]
                if first.results[name].status != "done":
                    raise RuntimeError(f"{dataset}, {name}: {first.results[name].message}")
                row(f"{dataset}, {name} {different or ''}", len(different), 0)


if __name__ == "__main__":
    run_script(main, 10)
