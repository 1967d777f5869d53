"""Declaration of LightGBM and its hyperparameters."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from bakeoff.contenders import boosted_settings as common
from bakeoff.contenders.base import BETTER_BY_DEFAULT, Contender, Identity, Preset
from bakeoff.contenders.traits import Cell, ScriptedRace
from bakeoff.fields import Settings, Task, none_from_text, setting

_DOCS = "https://lightgbm.readthedocs.io/en/stable/Parameters.html"


class Hyperparameters(Settings):
    """Hyperparameters of LightGBM, named as its scikit-learn classes name them."""

    n_estimators: int = common.rounds(_DOCS)
    learning_rate: float = common.learning_rate(0.1, _DOCS)
    num_leaves: int = common.leaves(_DOCS)
    max_depth: Annotated[int | None, BeforeValidator(none_from_text)] = common.depth(_DOCS)
    min_child_samples: int = common.leaf_rows(_DOCS)
    min_child_weight: float = setting(
        1e-3,
        ge=0.0,
        le=1e6,
        step=0.001,
        log=True,
        label="Min leaf weight",
        help=common.LEAF_WEIGHT,
        docs=_DOCS,
    )
    reg_lambda: float = common.penalty(0.0, _DOCS)
    colsample_bytree: float = common.features_share(_DOCS)
    subsample: float = common.rows_share(_DOCS)
    max_bin: int = common.bins(255, 255, _DOCS)
    early_stopping_rounds: Annotated[int | None, BeforeValidator(none_from_text)] = common.patience(_DOCS)
    loss: Literal["squared_error", "absolute_error"] = common.loss(_DOCS)


def build(settings: Hyperparameters, task: Task, seed: int) -> Any:
    """Return a new, unfitted model."""
    from bakeoff.contenders.lightgbm.estimator import LightGBMClassifier, LightGBMRegressor

    kind = LightGBMRegressor if task == "regression" else LightGBMClassifier
    return kind(**dict(settings) | {"max_depth": settings.max_depth or -1}, random_state=seed % 2**31)


def sizes(fitted: Any) -> Mapping[str, int]:
    """Return how many trees it is the sum of."""
    return {"trees": fitted.booster_.num_trees()}


def script(info: Contender, settings: Hyperparameters, race: ScriptedRace) -> Iterable[Cell]:
    """Return the cells of its part of a script."""
    from bakeoff.contenders.boosted_script import BoostedScript, boosted_cells

    changed: dict[str, object] = {"deterministic": True, "force_row_wise": True, "verbosity": -1}
    if settings.subsample < 1.0:
        changed |= {"subsample_freq": 1}
    if race.task == "regression" and settings.loss != "squared_error":
        changed |= {"objective": "regression_l1"}
    patience = f"early_stopping({settings.early_stopping_rounds}, verbose=False)"
    early = f"eval_X={{X}}, eval_y={{y}}, callbacks=[{patience}]"
    names = BoostedScript("lightgbm", "LGBM", changed, early, best="best_iteration_", imports=("early_stopping",))
    return boosted_cells(info, settings, race, names)


STRONG_CLASSES = {
    "n_estimators": 1000,
    "learning_rate": 0.04,
    "subsample": 0.75,
    "num_leaves": 50,
    "min_child_samples": 40,
    "min_child_weight": 1e-7,
    "early_stopping_rounds": 300,
}
STRONG_NUMBERS = STRONG_CLASSES | {
    "learning_rate": 0.05,
    "subsample": 0.7,
    "num_leaves": 100,
    "min_child_samples": 3,
}

CONTENDER = Contender(
    name="lightgbm",
    label="LightGBM",
    technical="Leaf-wise gradient boosting",
    summary="Adds up small trees; each splits next where the error falls most.",
    identity=Identity(colour="#5AA50F", marker="hourglass", dash="longdashdot"),
    hyperparameters=Hyperparameters,
    build=build,
    sizes=sizes,
    step_name="round",
    step_told="round {n}",
    order=52,
    selected=False,
    package="lightgbm",
    extra="boosting",
    ends_early=True,
    goes_back=common.goes_back,
    seeded=common.seeded,
    improving=common.STILL_GROWING,
    script=script,
    packages=("lightgbm",),
    presets=(
        Preset("strong", STRONG_CLASSES, BETTER_BY_DEFAULT, "classification"),
        Preset("strong", STRONG_NUMBERS, BETTER_BY_DEFAULT, "regression"),
        Preset("fast", {"n_estimators": 30, "learning_rate": 0.3, "max_bin": 63}),
    ),
)
