"""Settings that contenders of scikit-learn share."""

from typing import Any

from bakeoff.fields import setting


def criterion(docs: str, **more: Any) -> Any:
    """Declare the impurity of classes."""
    return setting(
        "gini",
        label="Criterion",
        help="How the impurity that a split takes away is measured.",
        docs=docs,
        options={"gini": "Gini impurity", "entropy": "Entropy", "log_loss": "Log loss (the same as entropy)"},
        task="classification",
        **more,
    )


def criterion_regression(docs: str) -> Any:
    """Declare the error of numbers."""
    return setting(
        "squared_error",
        label="Criterion",
        help="How the error that a split takes away is measured; Poisson wants targets that are never negative.",
        docs=docs,
        options={
            "squared_error": "Squared error",
            "absolute_error": "Absolute error (slow)",
            "poisson": "Poisson deviance",
        },
        task="regression",
    )


def features_share(docs: str, **more: Any) -> Any:
    """Declare the share of features that a split may choose from."""
    return setting(
        0.5,
        gt=0.0,
        le=1.0,
        step=0.05,
        label="Share of features",
        help="Which share of the features a split may choose from.",
        docs=docs,
        only_if=("max_features", ("share",)),
        **more,
    )


def rows_to_split(docs: str) -> Any:
    """Declare the fewest rows of a node that is split."""
    return setting(
        2,
        ge=2,
        le=100_000,
        step=1,
        log=True,
        label="Rows to split at least",
        help="A node with fewer training rows than this becomes a leaf.",
        docs=docs,
    )


def gain_of_a_split(docs: str) -> Any:
    """Declare the least gain of a split."""
    return setting(
        0.0,
        ge=0.0,
        le=1e6,
        step=0.001,
        label="Gain of a split at least",
        help="A split that takes away less impurity than this, weighted by its share of the rows, is not made.",
        docs=docs,
    )


def pruning(docs: str, **more: Any) -> Any:
    """Declare the strength of pruning."""
    return setting(
        0.0,
        ge=0.0,
        le=1e6,
        step=0.001,
        label="Pruning strength",
        help="Branches that lower the impurity by less than this per leaf are cut off after growing.",
        docs=docs,
        **more,
    )


def class_weight(docs: str, **more: str) -> Any:
    """Declare the weights of classes; `more` are options besides the usual two."""
    return setting(
        "none",
        label="Class weights",
        help="Whether rows of rare classes count for more, so that every class counts alike.",
        docs=docs,
        options={"none": "Every row counts alike", "balanced": "Every class counts alike", **more},
        task="classification",
    )
