"""Published test accuracies beside ours.

Run ``python benchmarks/published.py``, or with names of runs of ``src/bakeoff/features/published`` to run only those;
without names, the runs on data sets that are on this machine. An SVM on 60,000 rows takes minutes. The last column is
what the files there call ``seconds``, if nothing else runs meanwhile.
"""

import contextlib
import sys
import time

from bakeoff import run
from bakeoff.features.published import published, published_run
from bakeoff.race.engines import local_engine

ROW = "{:<32} {:>9} {:>8} {:>7}  {:<7} {:>8} {:>8}"


def main() -> None:
    runs = [published_run(name) for name in sys.argv[1:]]
    runs = runs or [one for one in published().values() if one.spec.dataset.info.present()]
    print(ROW.format("run", "published", "ours", "within", "agrees", "fit, s", "whole, s"))
    with contextlib.closing(local_engine()) as engine:
        for one in runs:
            begin = time.perf_counter()
            result = run(one.spec, engine).results[one.contender]
            whole = time.perf_counter() - begin
            if result.outcome is None:
                print(ROW.format(one.name, one.accuracy, result.status, "", "NO", "", ""))
                continue
            ours, fit = result.outcome.metrics["accuracy"], result.outcome.costs.fit_wall_seconds
            row = (one.name, one.accuracy, f"{ours.value:.6g}", one.within, one.agreement(ours))
            print(ROW.format(*row, f"{fit:.1f}", f"{whole:.1f}"), flush=True)


if __name__ == "__main__":
    main()
