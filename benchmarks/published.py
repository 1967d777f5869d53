"""Published test accuracies beside ours.

Run ``python benchmarks/published.py``, or with names of runs in ``src/bakeoff/published/numbers.toml`` to run only
those; without names, the runs on data sets that are on this machine. The SVM on 60,000 rows takes minutes.
"""

import contextlib
import sys

from bakeoff import run
from bakeoff.published import published, published_run
from bakeoff.race import local_engine

ROW = "{:<18} {:<14} {:>9} {:>8} {:>7}  {:<7} {:>8}"


def main() -> None:
    runs = [published_run(name) for name in sys.argv[1:]]
    runs = runs or [one for one in published().values() if one.spec.dataset.info.present()]
    print(ROW.format("run", "contender", "published", "ours", "within", "agrees", "fit, s"))
    with contextlib.closing(local_engine()) as engine:
        for one in runs:
            report = run(one.spec, engine)
            for number in one.numbers:
                result = report.results[number.contender]
                if result.outcome is None:
                    print(ROW.format(one.name, number.contender, number.accuracy, result.status, "", "NO", ""))
                    continue
                ours, seconds = result.outcome.metrics["accuracy"], result.outcome.costs.fit_wall_seconds
                agreement = number.agreement(ours)
                row = (one.name, number.contender, number.accuracy, f"{ours.value:.6g}", number.within, agreement)
                print(ROW.format(*row, f"{seconds:.1f}"), flush=True)


if __name__ == "__main__":
    main()
