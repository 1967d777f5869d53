"""Declaration of XGBoost and its hyperparameters."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from bakeoff.contenders import boosted_settings as common
from bakeoff.contenders.base import BETTER_BY_DEFAULT, Contender, Identity, Preset
from bakeoff.contenders.traits import Cell, ScriptedRace
from bakeoff.fields import Settings, Task, none_from_text, setting

_DOCS = "https://xgboost.readthedocs.io/en/stable/parameter.html"


class Hyperparameters(Settings):
    """Hyperparameters of XGBoost, named as its scikit-learn classes name them."""

    n_estimators: int = common.rounds(_DOCS)
    learning_rate: float = common.learning_rate(0.3, _DOCS)
    max_depth: int = setting(
        6,
        ge=1,
        le=1000,
        step=1,
        label="Max depth",
        help="How many questions a tree may ask in a row: more can follow more features at once.",
        docs=_DOCS,
        primary=True,
        search=(2, 12),
    )
    min_child_weight: float = setting(
        1.0,
        ge=0.0,
        le=1e6,
        step=0.5,
        label="Min leaf weight",
        help=common.LEAF_WEIGHT,
        docs=_DOCS,
        search=(0.5, 32.0),
    )
    gamma: float = setting(
        0.0,
        ge=0.0,
        le=1e6,
        step=0.1,
        label="Gain of a split at least",
        help="A split that lowers the training loss by less than this is not made.",
        docs=_DOCS,
    )
    reg_lambda: float = common.penalty(1.0, _DOCS)
    colsample_bytree: float = common.features_share(_DOCS)
    colsample_bylevel: float = setting(
        1.0,
        gt=0.0,
        le=1.0,
        step=0.05,
        label="Share of features, each depth",
        help="Share of a tree’s features that its splits of one depth may ask about, drawn again for each depth.",
        docs=_DOCS,
    )
    subsample: float = common.rows_share(_DOCS)
    max_bin: int = common.bins(256, 1024, _DOCS)
    early_stopping_rounds: Annotated[int | None, BeforeValidator(none_from_text)] = common.patience(_DOCS)
    loss: Literal["squared_error", "absolute_error"] = common.loss(_DOCS)


def build(settings: Hyperparameters, task: Task, seed: int) -> Any:
    """Return a new, unfitted model."""
    from bakeoff.contenders.xgboost.estimator import XGBoostClassifier, XGBoostRegressor

    kind = XGBoostRegressor if task == "regression" else XGBoostClassifier
    return kind(**dict(settings), random_state=seed % 2**31)


def sizes(fitted: Any) -> Mapping[str, int]:
    """Return how many trees it is the sum of."""
    return {"trees": len(fitted.booster_.get_dump())}


def script(info: Contender, settings: Hyperparameters, race: ScriptedRace) -> Iterable[Cell]:
    """Return the cells of its part of a script."""
    from bakeoff.contenders.boosted_script import BoostedScript, boosted_cells

    absolute = race.task == "regression" and settings.loss != "squared_error"
    names = BoostedScript(
        "xgboost",
        "XGB",
        {"objective": "reg:absoluteerror"} if absolute else {},
        "eval_set=[({X}, {y})], verbose=False",
        best="best_iteration + 1",
        made_early=f"early_stopping_rounds={settings.early_stopping_rounds}",
    )
    return boosted_cells(info, settings, race, names)


STRONG_CLASSES = {
    "n_estimators": 1000,
    "learning_rate": 0.08,
    "min_child_weight": 5e-6,
    "reg_lambda": 0.0,
    "colsample_bylevel": 0.9,
    "subsample": 0.65,
    "early_stopping_rounds": 300,
}
STRONG_NUMBERS = {
    "n_estimators": 1000,
    "learning_rate": 0.05,
    "max_depth": 9,
    "min_child_weight": 2.0,
    "reg_lambda": 0.0,
    "subsample": 0.7,
    "early_stopping_rounds": 300,
}

CONTENDER = Contender(
    name="xgboost",
    label="XGBoost",
    technical="Regularised gradient boosting",
    summary="Adds up small trees, each held back by a penalty on the answers of its leaves.",
    identity=Identity(colour="#D22DFF", marker="x", dash="dashdot"),
    hyperparameters=Hyperparameters,
    build=build,
    sizes=sizes,
    step_name="round",
    step_told="round {n}",
    order=54,
    selected=False,
    package="xgboost",
    extra="boosting",
    ends_early=True,
    goes_back=common.goes_back,
    seeded=common.seeded,
    improving=common.STILL_GROWING,
    script=script,
    packages=("xgboost", "xgboost-cpu"),
    presets=(
        Preset("strong", STRONG_CLASSES, BETTER_BY_DEFAULT, "classification"),
        Preset("strong", STRONG_NUMBERS, BETTER_BY_DEFAULT, "regression"),
        Preset("fast", {"n_estimators": 30, "max_bin": 64}),
    ),
)
