"""What the engine costs: a race of four on 10,000 rows of MNIST, beside the same fits in a bare script.

Run ``python benchmarks/race.py``, or with a number of rounds other than five; MNIST is taken from ``mnist.npz``
in Bakeoff's data home. Both sides take turns. The bare script has two processes that have imported all they need;
each prepares the data once, then takes fits off one list, and answers for the test part once.
"""

import multiprocessing
import os
import statistics
import time
from typing import Any

from bakeoff.engine.host import ENVIRONMENT

os.environ.update(ENVIRONMENT)  # one core for each fit, in the bare script as in a job

from shared import LaneTimes, number_asked, run_script, size

from bakeoff import BakeoffSpec, run
from bakeoff.contenders import contender
from bakeoff.engine.base import Engine
from bakeoff.race.engines import local_engine

BAR = 1.15
PROCESSES = 2
PATIENCE = 600
CONTENDERS = ["keras_mlp", "decision_tree", "svm", "random_forest"]
SPEC = size(
    BakeoffSpec(dataset="mnist", contenders=CONTENDERS, rules={"rows": 10_000}),
    BakeoffSpec(dataset="iris", contenders=CONTENDERS[1:]),
)
WARM_UP = BakeoffSpec(dataset="iris", contenders=["dummy"])

Race = tuple[float, dict[str, float], dict[str, float]]
"""Wall seconds; each contender's test accuracy; the seconds from its start to its end."""


class Listener:
    """A scikit-learn fit callback that wants to know every step, and does nothing with it."""

    def setup(self, estimator: Any, context: Any) -> None:
        """Nothing to set up."""

    def teardown(self, estimator: Any, context: Any) -> None:
        """Nothing to tear down."""

    def on_fit_task_begin(self, estimator: Any, context: Any) -> None:
        """Nothing has happened yet."""

    def on_fit_task_end(self, estimator: Any, context: Any, *, metadata: dict[str, Any] | None = None) -> bool:
        """Never ask to stop."""
        return False


def bare(ready: Any, names: Any, done: Any) -> None:
    """Fit what is on the list `names`, as a script would."""
    from bakeoff.preparation.prepared import prepare
    from bakeoff.race.predicting import predict

    for name in SPEC.contenders:
        contender(name).build(SPEC.contenders[name], "classification", 0)  # imports what it needs
    ready.wait(PATIENCE)
    prepared = prepare(SPEC)
    while (name := names.get()) is not None:
        begin = time.perf_counter()
        estimator = contender(name).build(SPEC.contenders[name], prepared.task, SPEC.rules.seed)
        estimator.set_callbacks(Listener())  # the same fit, which scores itself for whoever listens
        held = {"X_val": prepared.X_validation, "y_val": prepared.y_validation}
        estimator.fit(prepared.X_train, prepared.y_train, **held)
        answer = predict(estimator, prepared.X_test, prepared).values
        done.put((name, float((answer == prepared.y_test).mean()), time.perf_counter() - begin))


def bare_race() -> Race:
    context = multiprocessing.get_context("spawn")
    names, done, ready = context.Queue(), context.Queue(), context.Barrier(PROCESSES + 1)
    for name in [*SPEC.contenders, *[None] * PROCESSES]:
        names.put(name)
    processes = [context.Process(target=bare, args=(ready, names, done), daemon=True) for _ in range(PROCESSES)]
    for process in processes:
        process.start()
    ready.wait(PATIENCE)
    begin = time.perf_counter()
    ended = [done.get(timeout=PATIENCE) for _name in SPEC.contenders]
    wall = time.perf_counter() - begin
    for process in processes:
        process.join()
    return wall, {name: accuracy for name, accuracy, _ in ended}, {name: took for name, _, took in ended}


def engine_race(engine: Engine) -> Race:
    begin = time.perf_counter()
    times = LaneTimes()
    report = run(SPEC, engine, times)
    wall = time.perf_counter() - begin
    accuracies = {name: outcome.metrics["accuracy"].value for name, outcome in report.finished().items()}
    return wall, accuracies, times.seconds()


def row(what: str, pairs: list[tuple[float, float]], bar: float | None = None) -> None:
    """Print medians of both sides, and of their ratio."""
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    verdict = "" if bar is None else f"{bar:>7}  {'yes' if ratio <= bar else 'NO'}"
    print(f"{what:<40}{ours:>9.2f}{theirs:>9.2f}{ratio:>8.3f}{verdict}", flush=True)


def main() -> None:
    rounds = number_asked(size(5, 1))
    engine = local_engine(PROCESSES, names=[*SPEC.contenders, *WARM_UP.contenders])
    run(WARM_UP, engine)  # the template is loaded when this has run
    print(f"{'seconds, four on 10,000 rows of MNIST':<40}{'engine':>9}{'bare':>9}{'ratio':>8}{'bar':>7}  holds")
    races = []
    for _round in range(rounds):
        races.append((engine_race(engine), bare_race()))
        row(f"  round {len(races)}, wall", [(races[-1][0][0], races[-1][1][0])])
        for name, accuracy in races[-1][0][1].items():
            if abs(accuracy - races[-1][1][1][name]) > 1e-3:
                print(f"{name}: {accuracy} is not {races[-1][1][1][name]}: not the same fit")
    engine.close()
    for name in SPEC.contenders:
        row(f"  {name}, start to end", [(ours[2][name], theirs[2][name]) for ours, theirs in races])
    row("race, wall", [(ours[0], theirs[0]) for ours, theirs in races], BAR)


if __name__ == "__main__":
    run_script(main, 6)
