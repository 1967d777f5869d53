"""Settings and traits that gradient boosting, LightGBM and XGBoost share."""

from typing import Any

from bakeoff.contenders.traits import Improving
from bakeoff.fields import Task, setting
from bakeoff.text import declared

LEAF_WEIGHT = declared("Least weight of a leaf. For numbers a row weighs 1; for classes less, the surer its class is.")
LOSSES = {"squared_error": "Squared error", "absolute_error": "Absolute error"}
STILL_GROWING = Improving(
    measure="loss",
    level="note",
    told="{label} was still learning when its rounds were over.",
    meaning="Its validation loss was still falling.",
    mend="Give it more rounds, or a larger learning rate.",
)


def rounds(docs: str) -> Any:
    """Declare the number of rounds."""
    return setting(
        100,
        ge=1,
        le=5000,
        step=10,
        log=True,
        label="Rounds",
        help="How many times trees are added, for many classes one for each: more fits the training rows closer.",
        docs=docs,
        primary=True,
    )


def learning_rate(default: float, docs: str) -> Any:
    """Declare the learning rate."""
    return setting(
        default,
        gt=0.0,
        le=10.0,
        step=0.01,
        log=True,
        label="Learning rate",
        help="Share of a new tree that is added: less needs more rounds and often answers better.",
        docs=docs,
        primary=True,
        search=(0.01, 0.5),
    )


def leaves(docs: str) -> Any:
    """Declare the number of leaves."""
    return setting(
        31,
        ge=2,
        le=10_000,
        step=1,
        log=True,
        label="Leaves of a tree at most",
        help="How many different answers a tree may give: more can follow more features at once.",
        docs=docs,
        primary=True,
        search=(4, 128),
    )


def depth(docs: str) -> Any:
    """Declare the depth of trees whose leaves are counted."""
    return setting(
        None,
        ge=1,
        le=1000,
        step=1,
        label="Max depth",
        help="How many questions a tree may ask in a row; without a limit its number of leaves is what counts.",
        docs=docs,
    )


def leaf_rows(docs: str) -> Any:
    """Declare the fewest rows of a leaf."""
    return setting(
        20,
        ge=1,
        le=100_000,
        step=1,
        log=True,
        label="Min leaf rows",
        help="No split may leave fewer training rows than this on either side: take fewer for small data.",
        docs=docs,
        search=(1, 64),
    )


def penalty(default: float, docs: str) -> Any:
    """Declare the penalty on leaves."""
    return setting(
        default,
        ge=0.0,
        le=1e6,
        step=0.1,
        log=True,
        label="L2 penalty",
        help="Holds back leaves with few rows: more keeps their answers nearer to 0.",
        docs=docs,
        search=(1e-3, 10.0),
    )


def features_share(docs: str) -> Any:
    """Declare the share of features of a tree."""
    return setting(
        1.0,
        gt=0.0,
        le=1.0,
        step=0.05,
        label="Share of features",
        help="Share of the features that a tree may ask about, drawn again for each tree.",
        docs=docs,
        search=(0.4, 1.0),
    )


def rows_share(docs: str) -> Any:
    """Declare the share of rows of a round."""
    return setting(
        1.0,
        gt=0.0,
        le=1.0,
        step=0.05,
        label="Share of rows drawn",
        help="Share of the training rows that a tree grows on, drawn again for each round.",
        docs=docs,
        search=(0.5, 1.0),
    )


def bins(default: int, most: int, docs: str) -> Any:
    """Declare the number of bins."""
    return setting(
        default,
        ge=2,
        le=most,
        step=1,
        label="Bins",
        help="Into how many bins a feature’s values are sorted; thresholds lie between bins alone.",
        docs=docs,
    )


def patience(docs: str) -> Any:
    """Declare early stopping."""
    return setting(
        None,
        ge=1,
        le=5000,
        step=10,
        log=True,
        label="Patience",
        help=(
            "Stop when the validation loss has not improved for so many rounds, and keep the best round. "
            "Without a validation set all rounds are kept."
        ),
        docs=docs,
    )


def loss(docs: str) -> Any:
    """Declare the loss of numbers."""
    return setting(
        "squared_error",
        label="Loss",
        help="What training minimises; absolute error is less sensitive to outliers.",
        docs=docs,
        options=LOSSES,
        task="regression",
    )


def goes_back(settings: Any) -> bool:
    """Tell whether the model is that of its best round."""
    return settings.early_stopping_rounds is not None


def seeded(settings: Any, _task: Task) -> bool:
    """Tell whether rows or features are drawn."""
    shares = ("colsample_bytree", "colsample_bylevel", "subsample")
    return any(getattr(settings, name, 1.0) < 1.0 for name in shares)
