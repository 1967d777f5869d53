"""Published test accuracies beside ours.

Run ``python benchmarks/published.py``, or with names of spec files in ``published/`` to run only those. MNIST
is taken from ``mnist.npz`` in Bakeoff's data home. The SVM on 60,000 rows takes minutes.
"""

import contextlib
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bakeoff import BakeoffSpec, run
from bakeoff.race import local_engine

HERE = Path(__file__).parent
PUBLISHED = tomllib.loads((HERE / "published.toml").read_text(encoding="utf-8"))["number"]
ROW = "{:<14} {:<14} {:>9} {:>8} {:>7}  {:<5} {:>8}  {}"


def chosen(names: list[str]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield each spec file's name with its published numbers."""
    for spec in dict.fromkeys(number["spec"] for number in PUBLISHED):
        if not names or spec in names:
            yield spec, [number for number in PUBLISHED if number["spec"] == spec]


def holds(measured: float, number: dict[str, Any]) -> bool:
    """Return whether `measured` is as near as it must be; 0 means alike in six digits, the most published."""
    return round(abs(measured - number["accuracy"]), 6) <= number["within"]


def main() -> None:
    print(ROW.format("spec", "contender", "published", "ours", "within", "holds", "fit, s", "source"))
    with contextlib.closing(local_engine()) as engine:
        for spec, numbers in chosen(sys.argv[1:]):
            report = run(BakeoffSpec.from_file(HERE / "published" / f"{spec}.json"), engine)
            for number in numbers:
                name, published, within = number["contender"], number["accuracy"], number["within"]
                result = report.results[name]
                if result.outcome is None:
                    print(ROW.format(spec, name, published, result.status, within, "NO", "", result.message))
                    continue
                ours = result.outcome.metrics["accuracy"].value
                verdict = "yes" if holds(ours, number) else "NO"
                seconds = f"{result.outcome.costs.fit_wall_seconds:.1f}"
                print(
                    ROW.format(spec, name, published, f"{ours:.6g}", within, verdict, seconds, number["source"]),
                    flush=True,
                )


if __name__ == "__main__":
    main()
