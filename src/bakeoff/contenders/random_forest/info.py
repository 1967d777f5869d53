"""Declaration of the random forest and its hyperparameters."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from bakeoff.contenders import scikit_learn_settings as common
from bakeoff.contenders.base import TUNABILITY, Contender, Identity, Preset
from bakeoff.contenders.scikit_learn import scikit_learn_script
from bakeoff.contenders.traits import Improving
from bakeoff.fields import Settings, Task, none_from_text, setting
from bakeoff.text import declared

_GUIDE = "https://scikit-learn.org/stable/modules/ensemble.html#random-forests-and-other-randomized-tree-ensembles"
_REFERENCE = "https://scikit-learn.org/stable/modules/generated/sklearn.ensemble.RandomForestClassifier.html"


class Hyperparameters(Settings):
    """Hyperparameters of the random forest, named as scikit-learn names them."""

    n_estimators: int = setting(
        100,
        ge=1,
        le=5000,
        step=10,
        log=True,
        label="Trees",
        help="How many trees vote: more never hurts the score, only the time.",
        docs=_GUIDE,
        primary=True,
    )
    max_depth: Annotated[int | None, BeforeValidator(none_from_text)] = setting(
        None,
        ge=1,
        le=1000,
        step=1,
        label="Max depth",
        help="How many questions each tree may ask in a row. Without a limit it grows until every leaf is pure.",
        docs=_GUIDE,
        primary=True,
        search=(2, 30),
    )
    max_features: Literal["auto", "all", "sqrt", "log2", "share"] = setting(
        "auto",
        label="Features tried per split",
        help=(
            "Number of features that a split may choose from, drawn again at every node. Fewer makes the trees "
            "differ more."
        ),
        docs=_GUIDE,
        options={
            "auto": "Square root for classes, all for numbers",
            "all": "All",
            "sqrt": "Square root of all",
            "log2": "Logarithm of all",
            "share": "A share of all",
        },
        search=("sqrt", "log2", "share"),
    )
    max_features_share: float = common.features_share(_REFERENCE, search=(0.1, 1.0))
    criterion: Literal["gini", "entropy", "log_loss"] = common.criterion(_REFERENCE)
    criterion_regression: Literal["squared_error", "absolute_error", "poisson"] = common.criterion_regression(
        _REFERENCE
    )
    min_samples_leaf: int = setting(
        1,
        ge=1,
        le=100_000,
        step=1,
        log=True,
        label="Min leaf rows",
        help="No split may leave fewer training rows than this on either side: more makes the trees smoother.",
        docs=_REFERENCE,
        search=(1, 32),
    )
    min_samples_split: int = common.rows_to_split(_REFERENCE)
    max_leaf_nodes: Annotated[int | None, BeforeValidator(none_from_text)] = setting(
        None,
        ge=2,
        le=1_000_000,
        step=1,
        log=True,
        label="Leaves of a tree at most",
        help="With a limit each tree grows its most useful leaf first and stops at this many.",
        docs=_REFERENCE,
    )
    bootstrap: bool = setting(
        True,
        label="Draw rows for each tree",
        help="Whether each tree sees rows drawn with replacement, or all of them.",
        docs=_REFERENCE,
    )
    max_samples: Annotated[float | None, BeforeValidator(none_from_text)] = setting(
        None,
        gt=0.0,
        le=1.0,
        step=0.05,
        label="Share of rows drawn",
        help="How many rows each tree draws, as a share of all; without one, as many as there are.",
        docs=_REFERENCE,
        only_if=("bootstrap", (True,)),
    )
    min_impurity_decrease: float = common.gain_of_a_split(_REFERENCE)
    ccp_alpha: float = common.pruning(
        "https://scikit-learn.org/stable/modules/tree.html#minimal-cost-complexity-pruning"
    )
    class_weight: Literal["none", "balanced", "balanced_subsample"] = common.class_weight(
        _REFERENCE, balanced_subsample=declared("Every class counts alike among each tree’s rows")
    )


def build(settings: Hyperparameters, task: Task, seed: int) -> Any:
    """Return a new, unfitted forest."""
    from bakeoff.contenders.random_forest.estimator import ForestClassifier, ForestRegressor

    features: dict[str, float | str | None] = {
        "auto": "sqrt" if task == "classification" else 1.0,
        "all": None,
        "share": settings.max_features_share,
    }
    parameters: dict[str, Any] = {
        "n_estimators": settings.n_estimators,
        "max_depth": settings.max_depth,
        "max_features": features.get(settings.max_features, settings.max_features),
        "min_samples_leaf": settings.min_samples_leaf,
        "min_samples_split": settings.min_samples_split,
        "max_leaf_nodes": settings.max_leaf_nodes,
        "bootstrap": settings.bootstrap,
        "max_samples": settings.max_samples if settings.bootstrap else None,
        "min_impurity_decrease": settings.min_impurity_decrease,
        "ccp_alpha": settings.ccp_alpha,
        "n_jobs": 1,
        "random_state": seed,
    }
    if task == "regression":
        return ForestRegressor(criterion=settings.criterion_regression, **parameters)
    weight = None if settings.class_weight == "none" else settings.class_weight
    return ForestClassifier(criterion=settings.criterion, class_weight=weight, **parameters)


def sizes(fitted: Any) -> Mapping[str, int]:
    """Return how many trees the forest has, and how many nodes they have together."""
    trees = fitted.estimators_
    return {"trees": len(trees), "nodes": sum(int(tree.tree_.node_count) for tree in trees)}


CONTENDER = Contender(
    name="random_forest",
    label="Random forest",
    summary="Grows many trees, each on random rows and features, and averages their answers.",
    identity=Identity(colour="#B0559F", marker="triangle-up"),
    hyperparameters=Hyperparameters,
    build=build,
    sizes=sizes,
    step_name="tree",
    step_told="tree {n}",
    order=40,
    ends_early=True,
    improving=Improving(
        measure="score",
        level="note",
        told="{label} was still improving as trees were added.",
        meaning="Its validation score was still rising.",
        mend="Give it more trees; that costs time and never makes a forest overfit.",
    ),
    script=scikit_learn_script,
    rival=True,
    presets=(
        Preset(
            "strong",
            {"n_estimators": 983, "max_features": "share", "max_features_share": 0.257},
            TUNABILITY,
            "classification",
        ),
        Preset("fast", {"n_estimators": 25}),
    ),
)
