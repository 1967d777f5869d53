"""Declaration of the decision tree and its hyperparameters."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from bakeoff.contenders import scikit_learn_settings as common
from bakeoff.contenders.base import TUNABILITY, Contender, Identity, Preset
from bakeoff.contenders.scikit_learn import scikit_learn_script
from bakeoff.fields import Settings, Task, none_from_text, setting

_GUIDE = "https://scikit-learn.org/stable/modules/tree.html"
_REFERENCE = "https://scikit-learn.org/stable/modules/generated/sklearn.tree.DecisionTreeClassifier.html"


class Hyperparameters(Settings):
    """Hyperparameters of the decision tree, named as scikit-learn names them."""

    max_depth: Annotated[int | None, BeforeValidator(none_from_text)] = setting(
        None,
        ge=1,
        le=1000,
        step=1,
        label="Max depth",
        help="How many questions it may ask in a row; without a limit it goes on until every leaf is pure.",
        docs=_GUIDE + "#tips-on-practical-use",
        primary=True,
        search=(1, 30),
    )
    min_samples_leaf: int = setting(
        1,
        ge=1,
        le=100_000,
        step=1,
        log=True,
        label="Min leaf rows",
        help="No split may leave fewer training rows than this on either side: more makes it smoother.",
        docs=_GUIDE + "#tips-on-practical-use",
        primary=True,
        search=(1, 64),
    )
    criterion: Literal["gini", "entropy", "log_loss"] = common.criterion(
        _GUIDE + "#classification-criteria", primary=True, search=("gini", "entropy")
    )
    criterion_regression: Literal["squared_error", "absolute_error", "poisson"] = common.criterion_regression(
        _GUIDE + "#regression-criteria"
    )
    splitter: Literal["best", "random"] = setting(
        "best",
        label="Splitter",
        help="Whether it takes each feature’s best threshold, or the best of one random threshold a feature.",
        docs=_REFERENCE,
        options={"best": "Best threshold", "random": "Random threshold"},
    )
    min_samples_split: int = common.rows_to_split(_REFERENCE)
    max_features: Literal["all", "sqrt", "log2", "share"] = setting(
        "all",
        label="Features tried per split",
        help="Number of features that a split may choose from, drawn again at every node.",
        docs=_REFERENCE,
        options={"all": "All", "sqrt": "Square root of all", "log2": "Logarithm of all", "share": "A share of all"},
    )
    max_features_share: float = common.features_share(_REFERENCE)
    max_leaf_nodes: Annotated[int | None, BeforeValidator(none_from_text)] = setting(
        None,
        ge=2,
        le=1_000_000,
        step=1,
        log=True,
        label="Leaves at most",
        help="With a limit the tree grows the most useful leaf first and stops at this many.",
        docs=_REFERENCE,
    )
    min_impurity_decrease: float = common.gain_of_a_split(_REFERENCE)
    ccp_alpha: float = common.pruning(_GUIDE + "#minimal-cost-complexity-pruning", search=(1e-5, 0.1), log=True)
    class_weight: Literal["none", "balanced"] = common.class_weight(_REFERENCE)


def build(settings: Hyperparameters, task: Task, seed: int) -> Any:
    """Return a new, unfitted tree."""
    from bakeoff.contenders.decision_tree.estimator import TreeClassifier, TreeRegressor

    features: dict[str, float | str | None] = {"all": None, "share": settings.max_features_share}
    parameters: dict[str, Any] = {
        "max_depth": settings.max_depth,
        "min_samples_leaf": settings.min_samples_leaf,
        "splitter": settings.splitter,
        "min_samples_split": settings.min_samples_split,
        "max_features": features.get(settings.max_features, settings.max_features),
        "max_leaf_nodes": settings.max_leaf_nodes,
        "min_impurity_decrease": settings.min_impurity_decrease,
        "ccp_alpha": settings.ccp_alpha,
        "random_state": seed,
    }
    if task == "regression":
        return TreeRegressor(criterion=settings.criterion_regression, **parameters)
    weight = None if settings.class_weight == "none" else settings.class_weight
    return TreeClassifier(criterion=settings.criterion, class_weight=weight, **parameters)


def sizes(fitted: Any) -> Mapping[str, int]:
    """Return how many nodes and leaves the tree has."""
    return {"nodes": int(fitted.tree_.node_count), "leaves": int(fitted.tree_.n_leaves)}


CONTENDER = Contender(
    name="decision_tree",
    label="Decision tree",
    summary="Asks one yes-or-no question about one feature after another until it reaches an answer.",
    identity=Identity(colour="#D97300", marker="square"),
    hyperparameters=Hyperparameters,
    build=build,
    sizes=sizes,
    step_name="depth",
    step_told="depth {n}",
    order=20,
    quick=True,
    script=scikit_learn_script,
    rival=True,
    presets=(
        Preset(
            "strong", {"max_depth": 21, "min_samples_leaf": 12, "min_samples_split": 24}, TUNABILITY, "classification"
        ),
        Preset("fast", {"max_depth": 5}),
    ),
)
