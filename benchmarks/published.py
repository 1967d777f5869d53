"""Published numbers beside ours.

Run ``python benchmarks/published.py``, or with names of runs of ``src/bakeoff/features/published`` to run only those;
without names, the runs on data that are on this machine. An SVM on 60,000 rows takes minutes. The last column is what
the files there call ``seconds``, if nothing else runs meanwhile.
"""

import contextlib
import time

from shared import SMOKE, run_script, size, words_asked
from threadpoolctl import threadpool_limits

from bakeoff import run
from bakeoff.engine.base import Engine
from bakeoff.evaluation.base import Estimate
from bakeoff.features.published import Published, published, published_run
from bakeoff.features.published.job import Remeasured, measure
from bakeoff.race.engines import local_engine

QUICK = ["breast_cancer_svm", "friedman_1_boosting"]
ROW = "{:<32} {:<34} {:>9} {:>10} {:>8}  {:<7} {:>8}"


def main() -> None:
    runs = [published_run(name) for name in words_asked() or size([], QUICK)]
    runs = runs or [one for one in published().values() if _present(one)]
    print(ROW.format("run", "metric", "published", "ours", "within", "agrees", "whole, s"))
    with contextlib.closing(local_engine(names=size(None, ("svm",)))) as engine, threadpool_limits(1):
        for one in runs:
            begin = time.perf_counter()
            ours = _ours(one, engine)
            row = (one.name, one.label, f"{one.value:.7g}", *_told(one, ours), f"{time.perf_counter() - begin:.1f}")
            print(ROW.format(*row), flush=True)


def _present(one: Published) -> bool:
    """Return whether its data are on this machine."""
    return not one.missing if isinstance(one.run, Remeasured) else one.run.dataset.info.present()


def _ours(one: Published, engine: Engine) -> Estimate | str:
    """Return our number, or why there is none."""
    if isinstance(one.run, Remeasured):
        return one.missing or measure(one.run)
    result = run(one.run, engine).results[one.contender]
    return result.status if result.outcome is None else result.outcome.metrics[one.metric]


def _told(one: Published, ours: Estimate | str) -> tuple[str, str, str]:
    if isinstance(ours, str):
        if SMOKE:
            raise RuntimeError(f"{one.name}: {ours}")
        return ours, "", "NO"
    return f"{ours.value:.7g}", f"{one.within:.3g}", "mended" if one.handicap else one.agreement(ours)


if __name__ == "__main__":
    run_script(main, 3)
