"""Declaration of k nearest neighbours and its hyperparameters."""

from collections.abc import Mapping
from typing import Any, Literal

from bakeoff.contenders.base import TUNABILITY, Contender, Identity, Preset, never_seeded
from bakeoff.contenders.scikit_learn import scikit_learn_script
from bakeoff.fields import Settings, Task, setting

_GUIDE = "https://scikit-learn.org/stable/modules/neighbors.html"


class Hyperparameters(Settings):
    """Hyperparameters of k nearest neighbours, named as scikit-learn names them."""

    n_neighbors: int = setting(
        5,
        ge=1,
        le=1000,
        step=1,
        log=True,
        label="Neighbours",
        help="How many of the nearest training rows have a say: more makes the boundary smoother.",
        docs=_GUIDE + "#classification",
        primary=True,
        search=(1, 50),
    )
    weights: Literal["uniform", "distance"] = setting(
        "uniform",
        label="Weights",
        help="Whether a nearer neighbour counts for more.",
        docs=_GUIDE + "#classification",
        options={"uniform": "All count alike", "distance": "Nearer counts more"},
        primary=True,
        search=("uniform", "distance"),
    )
    metric: Literal["euclidean", "manhattan", "chebyshev"] = setting(
        "euclidean",
        label="Distance",
        help="How far two rows are from each other: along the straight line, or by their differences in each feature.",
        docs="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.DistanceMetric.html",
        options={
            "euclidean": "Straight line (Euclidean)",
            "manhattan": "Sum of the differences (Manhattan)",
            "chebyshev": "Largest difference (Chebyshev)",
        },
        search=("euclidean", "manhattan"),
    )


def build(settings: Hyperparameters, task: Task, _seed: int) -> Any:
    """Return a new, unfitted estimator."""
    from bakeoff.contenders.k_nearest.estimator import NearestClassifier, NearestRegressor

    estimator = NearestRegressor if task == "regression" else NearestClassifier
    return estimator(n_neighbors=settings.n_neighbors, weights=settings.weights, metric=settings.metric)


def sizes(fitted: Any) -> Mapping[str, int]:
    """Return how many rows it has to remember."""
    return {"rows": int(fitted.n_samples_fit_)}


CONTENDER = Contender(
    name="k_nearest",
    label="Nearest-neighbour model",
    technical="k nearest neighbours",
    summary="Remembers every training row and asks the nearest few.",
    identity=Identity(colour="#9D4E00", marker="star", dash="dot"),
    hyperparameters=Hyperparameters,
    build=build,
    sizes=sizes,
    order=46,
    selected=False,
    for_own_tables=True,
    seeded=never_seeded,
    needs_scaling="Wide columns drown narrow ones in the distance between two rows, so that these do not count.",
    script=scikit_learn_script,
    weighs_texts=True,
    takes_weights=lambda _settings: False,
    presets=(Preset("strong", {"n_neighbors": 30, "weights": "distance"}, TUNABILITY, "classification"),),
)
