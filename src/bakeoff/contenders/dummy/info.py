"""Declaration of the dummy: a baseline without hyperparameters."""

from typing import Any

from bakeoff.contenders.base import Contender, Identity, never_seeded
from bakeoff.contenders.scikit_learn import scikit_learn_script
from bakeoff.fields import Settings, Task


class Hyperparameters(Settings):
    """The dummy has none."""


def build(_settings: Hyperparameters, task: Task, _seed: int) -> Any:
    """Return a new, unfitted dummy."""
    from bakeoff.contenders.dummy.estimator import BaselineClassifier, BaselineRegressor

    return BaselineRegressor() if task == "regression" else BaselineClassifier()


CONTENDER = Contender(
    name="dummy",
    label="Baseline",
    summary="Always says the most frequent class, or the mean; a contender that cannot beat it has learnt nothing.",
    identity=Identity(colour="#808080", marker="line-ew-open", dash="dash"),
    hyperparameters=Hyperparameters,
    build=build,
    order=60,
    baseline=True,
    seeded=never_seeded,
    script=scikit_learn_script,
    takes_weights=lambda _settings: False,  # no row counts more in a score, which it is the floor of
)
