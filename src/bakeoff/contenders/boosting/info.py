"""Declaration of gradient boosting and its hyperparameters."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from bakeoff.contenders.base import Contender, Identity
from bakeoff.contenders.traits import Cell, Improving, ScriptedRace
from bakeoff.fields import Settings, Task, none_from_text, setting

_GUIDE = "https://scikit-learn.org/stable/modules/ensemble.html#histogram-based-gradient-boosting"
_REFERENCE = "https://scikit-learn.org/stable/modules/generated/sklearn.ensemble.HistGradientBoostingClassifier.html"


class Hyperparameters(Settings):
    """Hyperparameters of gradient boosting, named as scikit-learn names them."""

    max_iter: int = setting(
        100,
        ge=1,
        le=5000,
        step=10,
        log=True,
        label="Rounds",
        help="How many times trees are added, for many classes one for each: more fits the training rows closer.",
        docs=_GUIDE,
        primary=True,
    )
    learning_rate: float = setting(
        0.1,
        gt=0.0,
        le=10.0,
        step=0.01,
        log=True,
        label="Learning rate",
        help="Share of a new tree that is added: less needs more rounds and often answers better.",
        docs=_GUIDE,
        primary=True,
        search=(0.01, 0.5),
    )
    max_leaf_nodes: Annotated[int | None, BeforeValidator(none_from_text)] = setting(
        31,
        ge=2,
        le=10_000,
        step=1,
        log=True,
        label="Leaves of a tree at most",
        help="How many different answers a tree may give: more can follow more features at once.",
        docs=_GUIDE,
        primary=True,
        search=(4, 128),
    )
    max_depth: Annotated[int | None, BeforeValidator(none_from_text)] = setting(
        None,
        ge=1,
        le=1000,
        step=1,
        label="Max depth",
        help="How many questions a tree may ask in a row; without a limit its number of leaves is what counts.",
        docs=_REFERENCE,
    )
    min_samples_leaf: int = setting(
        20,
        ge=1,
        le=100_000,
        step=1,
        log=True,
        label="Min leaf rows",
        help="No split may leave fewer training rows than this on either side: take fewer for small data.",
        docs=_REFERENCE,
        search=(1, 64),
    )
    l2_regularization: float = setting(
        0.0,
        ge=0.0,
        le=1e6,
        step=0.1,
        log=True,
        label="L2 penalty",
        help="Holds back leaves with few rows: more keeps their answers nearer to 0.",
        docs=_REFERENCE,
        search=(1e-3, 10.0),
    )
    max_features: float = setting(
        1.0,
        gt=0.0,
        le=1.0,
        step=0.05,
        label="Share of features",
        help="Share of the features that a split may choose from, drawn again at every node.",
        docs=_REFERENCE,
    )
    max_bins: int = setting(
        255,
        ge=2,
        le=255,
        step=1,
        label="Bins",
        help="Into how many bins a feature’s values are sorted; thresholds lie between bins alone.",
        docs=_GUIDE,
    )
    loss: Literal["squared_error", "absolute_error", "poisson"] = setting(
        "squared_error",
        label="Loss",
        help=(
            "What training minimises; absolute error is less sensitive to outliers, Poisson needs non-negative targets."
        ),
        docs=_REFERENCE,
        options={
            "squared_error": "Squared error",
            "absolute_error": "Absolute error",
            "poisson": "Poisson deviance",
        },
        task="regression",
    )
    class_weight: Literal["none", "balanced"] = setting(
        "none",
        label="Class weights",
        help="Whether rows of rare classes count for more, so that every class counts alike.",
        docs=_REFERENCE,
        options={"none": "Every row counts alike", "balanced": "Every class counts alike"},
        task="classification",
    )


def build(settings: Hyperparameters, task: Task, seed: int) -> Any:
    """Return a new, unfitted model."""
    from bakeoff.contenders.boosting.estimator import BoostingClassifier, BoostingRegressor

    apart = {"loss", "class_weight"}
    common: dict[str, Any] = {name: value for name, value in dict(settings).items() if name not in apart}
    common |= {"early_stopping": False, "random_state": seed}
    if task == "regression":
        return BoostingRegressor(loss=settings.loss, **common)
    return BoostingClassifier(class_weight=None if settings.class_weight == "none" else "balanced", **common)


def sizes(fitted: Any) -> Mapping[str, int]:
    """Return how many trees it is the sum of."""
    return {"trees": int(fitted.n_iter_ * fitted.n_trees_per_iteration_)}


def seeded(settings: Hyperparameters, _task: Task) -> bool:
    """Tell whether chance has a part in it; of more than 200,000 rows it also decides where bins lie."""
    return settings.max_features < 1.0


def script(info: Contender, settings: Hyperparameters, race: ScriptedRace) -> Iterable[Cell]:
    """Return the cells of its part of a script."""
    from bakeoff.contenders.boosting.script import boosting_cells

    return boosting_cells(info, settings, race)


CONTENDER = Contender(
    name="boosting",
    label="Boosted trees",
    technical="Gradient boosting",
    summary="Adds up many small trees, each grown to mend what the sum before it still has wrong.",
    identity=Identity(colour="#CE0045", marker="pentagon", dash="longdash"),
    hyperparameters=Hyperparameters,
    build=build,
    sizes=sizes,
    step_name="round",
    step_told="round {n}",
    order=42,
    selected=False,
    for_own_tables=True,
    ends_early=True,
    seeded=seeded,
    improving=Improving(
        measure="loss",
        level="note",
        told="{label} was still learning when its rounds were over.",
        meaning="Its validation loss was still falling, so more rounds might have made it better.",
        mend="Give it more rounds, or a larger learning rate.",
    ),
    script=script,
    of_texts="Boosted trees take no sparse features, so of texts they see the 1,000 columns that say most.",
)
