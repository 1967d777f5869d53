"""What the presets of each contender are worth: mean rank and processor time over eight generated tables.

Run ``python benchmarks/presets.py``, or with the number of seeds. Each seed splits the rows and trains anew.
"""

import contextlib

import pandas as pd
from network import GENERATORS
from shared import number_asked, run_script, size

from bakeoff import run, table
from bakeoff.contenders import contenders
from bakeoff.engine.base import Engine
from bakeoff.race.engines import local_engine
from bakeoff.spec import BakeoffSpec

NAMES = [name for name, info in contenders().items() if not info.baseline and not info.missing and info.presets]
NAMES = size(NAMES, NAMES[:2])
TABLES = size(list(GENERATORS), ["hastie", "friedman 1"])


def raced(preset: str, name: str, seeds: int, engine: Engine) -> dict[tuple[str, str], tuple[float, float]]:
    """Return score and processor seconds of each contender that has a preset, on a table."""
    X, y = GENERATORS[name]()
    data = table(pd.DataFrame(X).add_prefix("x").assign(target=y), target="target", name=name)
    task = data.info.task
    named = {name: info for name, info in contenders().items() if name in NAMES}
    settings = {name: info.preset(preset, task) for name, info in named.items() if preset in info.presets_for(task)}
    spec = BakeoffSpec(dataset=data, contenders=settings)
    report = run(spec.replace("rules.seeds", seeds), engine)
    outcomes = {name: result.outcome for name, result in report.results.items()}
    decides = "accuracy" if task == "classification" else "r2"
    return {
        (name, preset): (outcome.metrics[decides].value, outcome.costs.fit_cpu_seconds)
        for name, outcome in outcomes.items()
        if outcome is not None
    }


def main() -> None:
    seeds = number_asked(size(5, 1))
    with contextlib.closing(local_engine(names=NAMES)) as engine:
        results = pd.DataFrame(
            {
                name: {
                    key: value
                    for preset in ("plain", "strong", "fast")
                    for key, value in raced(preset, name, seeds, engine).items()
                }
                for name in TABLES
            }
        )
    scores, seconds = (results.map(lambda pair, place=place: pair[place], na_action="ignore") for place in (0, 1))
    scores = scores.astype(float)
    # Presets for classes alone have four of the tables.
    wins = {key: sum(scores.loc[key] > scores.loc[key[0], "plain"]) for key in scores.index}
    table = pd.DataFrame(
        {
            "rank": scores.rank(ascending=False, pct=True).mean(axis=1) * len(scores),
            "tables": scores.count(axis=1),
            "above plain": wins,
            "score": scores.mean(axis=1),
            "seconds": seconds.mean(axis=1),
        }
    )
    print(table.sort_values("rank").to_string(float_format="{:.3f}".format, na_rep="–"))
    print(scores.to_string(float_format="{:.3f}".format, na_rep="–"))


if __name__ == "__main__":
    run_script(main, 5)
