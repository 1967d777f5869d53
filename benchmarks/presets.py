"""What the presets of each contender are worth: mean rank and processor time over eight tables.

Run ``python benchmarks/presets.py``, or with the number of seeds. Each seed splits the rows and trains anew.
"""

import contextlib
from collections.abc import Mapping

import pandas as pd
from shared import number_asked

from bakeoff import run
from bakeoff.contenders import contenders
from bakeoff.engine.base import Engine
from bakeoff.race.engines import local_engine
from bakeoff.spec import BakeoffSpec

TABLES: Mapping[str, Mapping[str, object]] = {
    "iris": {},
    "wine": {},
    "breast_cancer": {},
    "digits": {},
    "contracts": {},
    "moons": {"rows": 2000, "noise": 0.3},
    "spiral": {"rows": 2000, "noise": 0.2, "classes": 3},
    "xor": {"rows": 2000, "noise": 0.3},
}
NAMES = [name for name, info in contenders().items() if not info.baseline and not info.missing and info.presets]


def raced(preset: str, table: str, seeds: int, engine: Engine) -> dict[tuple[str, str], tuple[float, float]]:
    """Return score and processor seconds of each contender that has a preset, on a table."""
    named = {name: info for name, info in contenders().items() if name in NAMES}
    settings = {
        name: info.preset(preset, "classification")
        for name, info in named.items()
        if preset in info.presets_for("classification")
    }
    spec = BakeoffSpec(dataset={"name": table, "options": TABLES[table]}, contenders=settings)
    report = run(spec.replace("rules.seeds", seeds), engine)
    outcomes = {name: result.outcome for name, result in report.results.items()}
    return {
        (name, preset): (outcome.metrics["accuracy"].value, outcome.costs.fit_cpu_seconds)
        for name, outcome in outcomes.items()
        if outcome is not None
    }


def main(seeds: int) -> None:
    with contextlib.closing(local_engine(names=NAMES)) as engine:
        results = pd.DataFrame(
            {
                table: {
                    key: value
                    for preset in ("plain", "strong", "fast")
                    for key, value in raced(preset, table, seeds, engine).items()
                }
                for table in TABLES
            }
        )
    scores, seconds = results.map(lambda pair: pair[0]), results.map(lambda pair: pair[1])
    ranks = scores.rank(ascending=False).mean(axis=1)
    table = pd.DataFrame({"rank": ranks, "score": scores.mean(axis=1), "seconds": seconds.sum(axis=1)})
    print(table.sort_values("rank").to_string(float_format="{:.3f}".format))


if __name__ == "__main__":
    main(number_asked(5))
