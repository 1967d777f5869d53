"""Declaration of gradient boosting and its hyperparameters."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from bakeoff.contenders import boosted_settings as common
from bakeoff.contenders import scikit_learn_settings as shared
from bakeoff.contenders.base import Contender, Identity, Preset
from bakeoff.contenders.traits import Cell, ScriptedRace
from bakeoff.fields import Settings, Task, none_from_text, setting

_GUIDE = "https://scikit-learn.org/stable/modules/ensemble.html#histogram-based-gradient-boosting"
_REFERENCE = "https://scikit-learn.org/stable/modules/generated/sklearn.ensemble.HistGradientBoostingClassifier.html"


class Hyperparameters(Settings):
    """Hyperparameters of gradient boosting, named as scikit-learn names them."""

    max_iter: int = common.rounds(_GUIDE)
    learning_rate: float = common.learning_rate(0.1, _GUIDE)
    max_leaf_nodes: Annotated[int | None, BeforeValidator(none_from_text)] = common.leaves(_GUIDE)
    max_depth: Annotated[int | None, BeforeValidator(none_from_text)] = common.depth(_REFERENCE)
    min_samples_leaf: int = common.leaf_rows(_REFERENCE)
    l2_regularization: float = common.penalty(0.0, _REFERENCE)
    max_features: float = setting(
        1.0,
        gt=0.0,
        le=1.0,
        step=0.05,
        label="Share of features",
        help="Share of the features that a split may choose from, drawn again at every node.",
        docs=_REFERENCE,
    )
    max_bins: int = common.bins(255, 255, _GUIDE)
    loss: Literal["squared_error", "absolute_error", "poisson"] = setting(
        "squared_error",
        label="Loss",
        help=(
            "What training minimises; absolute error is less sensitive to outliers, Poisson needs non-negative targets."
        ),
        docs=_REFERENCE,
        options={**common.LOSSES, "poisson": "Poisson deviance"},
        task="regression",
    )
    class_weight: Literal["none", "balanced"] = shared.class_weight(_REFERENCE)


def build(settings: Hyperparameters, task: Task, seed: int) -> Any:
    """Return a new, unfitted model."""
    from bakeoff.contenders.boosting.estimator import BoostingClassifier, BoostingRegressor

    apart = {"loss", "class_weight"}
    parameters: dict[str, Any] = {name: value for name, value in dict(settings).items() if name not in apart}
    parameters |= {"early_stopping": False, "random_state": seed}
    if task == "regression":
        return BoostingRegressor(loss=settings.loss, **parameters)
    return BoostingClassifier(class_weight=None if settings.class_weight == "none" else "balanced", **parameters)


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
    label="Tree boosting",
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
    improving=common.STILL_GROWING,
    script=script,
    of_texts="Boosted trees take no sparse features, so of texts they see the 1,000 columns that say most.",
    presets=(Preset("fast", {"max_iter": 30, "learning_rate": 0.3, "max_bins": 63}),),
)
