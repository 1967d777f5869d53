"""How often the four stories of the first screen end as their titles say, by the verdict of the race.

Run ``python benchmarks/stories.py``, or with the number of seeds. Each seed splits the rows and trains anew.
"""

import contextlib
from collections.abc import Callable, Mapping, Sequence

from shared import number_asked, run_script, size

from bakeoff import run
from bakeoff.engine.base import Engine
from bakeoff.evaluation.verdict import Verdict
from bakeoff.race.engines import local_engine
from bakeoff.recipes import STORIES, recipe
from bakeoff.spec import BakeoffSpec

SEEDS = size(10, 1)
BAR = 0.9
TREES = {"decision_tree", "random_forest"}
ENDS: Mapping[str, Callable[[Verdict], bool]] = {
    "spiral": lambda verdict: verdict.leaders == ("keras_mlp",),
    "contracts": lambda verdict: bool(verdict.leaders) and TREES.issuperset(verdict.leaders),
    "iris": lambda verdict: set(verdict.leaders) == set(verdict.rivals),
    "final_bills": lambda verdict: any(caveat.code == "telltale" and caveat.headline for caveat in verdict.caveats),
}
"""By recipe, whether a verdict is what the title promises."""


def tally(name: str, seeds: Sequence[int], engine: Engine) -> list[bool]:
    """Return for each seed whether a story ended as its title says."""
    ends = []
    for seed in seeds:
        verdict = run(recipe(name).spec.replace("rules.seed", seed), engine).verdict
        ends.append(verdict is not None and ENDS[name](verdict))
    return ends


def main() -> None:
    seeds = range(number_asked(SEEDS))
    print(f"{'story':<26}{'as its title says':>18}  holds")
    with contextlib.closing(local_engine(names=BakeoffSpec().contenders)) as engine:
        for name in STORIES:
            ends = tally(name, seeds, engine)
            holds = "yes" if sum(ends) >= BAR * len(ends) else "NO"
            print(f"{recipe(name).title:<26}{f'{sum(ends)} of {len(ends)}':>18}  {holds}", flush=True)


if __name__ == "__main__":
    run_script(main, 5)
