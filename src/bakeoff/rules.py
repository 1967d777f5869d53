"""Rules for every contender of a race alike: the split of rows, the deciding metric, the limits of training."""

import math
from typing import Annotated, Literal

from pydantic import BeforeValidator

from bakeoff.errors import SettingError
from bakeoff.fields import Settings, Task, knobs, names_from_text, none_from_text, setting
from bakeoff.text import _

DECIDES_BY_DEFAULT: dict[Task, str] = {"classification": "accuracy", "regression": "r2"}
"""Metric that decides a race whose rules leave it at ``auto``."""


class Rules(Settings):
    """Rules that hold for every contender alike."""

    test_share: float = setting(
        0.25,
        ge=0.05,
        le=0.9,
        step=0.05,
        label="Test part",
        help="Share of the rows that no contender of the race trains on. An official test part is used if any.",
        primary=True,
    )
    validation_share: float = setting(
        0.2,
        ge=0.0,
        le=0.9,
        step=0.05,
        label="Validation part",
        help="Share of the remaining rows that no contender trains on: the live scores and early stopping use it.",
        primary=True,
    )
    seed: int = setting(
        0,
        ge=0,
        le=2**32 - 1,
        step=1,
        label="Seed",
        help="Same seed, same split, same initial weights, same result.",
        primary=True,
    )
    split_seed: Annotated[int | None, BeforeValidator(none_from_text)] = setting(
        None,
        ge=0,
        le=2**32 - 1,
        step=1,
        label="Seed of the split",
        help="Splits the rows by a seed of its own, so that only the models change with the other.",
        none="the seed",
    )
    seeds: int = setting(
        1,
        ge=1,
        le=30,
        step=1,
        label="Seeds",
        help="Each contender with random training is trained this often on the same split, each time with another "
        "seed. Its scores are the mean. The others are trained once.",
    )
    split: Literal["random", "time", "group"] = setting(
        "random",
        label="Split",
        help="Which rows are held out: random ones, the latest, or whole groups, never split.",
        docs="https://scikit-learn.org/stable/modules/cross_validation.html#cross-validation-iterators",
        options={"random": "At random", "time": "By time: the latest are tested", "group": "By group: kept together"},
    )
    split_by: str = setting(
        "",
        max_length=200,
        label="Split by",
        help="The column that says when, or to which group, a row belongs; nobody learns from a column of groups.",
        only_if=("split", ("time", "group")),
        column=True,
    )
    stratify: bool = setting(
        True,
        label="Stratify",
        help="Every part gets the same share of each class as the whole, or as near as groups allow.",
        only_if=("split", ("random", "group")),
    )
    metric: Literal[
        "auto",
        "accuracy",
        "balanced_accuracy",
        "f1",
        "mcc",
        "roc_auc",
        "average_precision",
        "log_loss",
        "brier",
        "cost",
        "r2",
        "rmse",
        "mae",
    ] = setting(
        "auto",
        label="What decides",
        help="The score that contenders are ranked, compared, judged and tuned by; all others are shown beside it.",
        docs="https://scikit-learn.org/stable/modules/model_evaluation.html",
        options={
            "auto": "The usual: accuracy, or R²",
            "accuracy": "Accuracy",
            "balanced_accuracy": "Balanced accuracy",
            "f1": "F1, macro",
            "mcc": "Matthews correlation",
            "roc_auc": "ROC AUC",
            "average_precision": "Average precision",
            "log_loss": "Log loss",
            "brier": "Brier score",
            "cost": "Mean cost of the answers",
            "r2": "R²",
            "rmse": "Root mean squared error",
            "mae": "Mean absolute error",
        },
        option_tasks={
            **dict.fromkeys(("accuracy", "balanced_accuracy", "f1", "mcc", "roc_auc"), "classification"),
            **dict.fromkeys(("average_precision", "log_loss", "brier", "cost"), "classification"),
            **dict.fromkeys(("r2", "rmse", "mae"), "regression"),
        },
    )
    costs: str = setting(
        "",
        max_length=2000,
        label="Costs of answers",
        help="A row for each true class, a number for each answer, such as “0,1; 5,0”. Without them each wrong answer "
        "costs 1.",
        only_if=("metric", ("cost",)),
        task="classification",
        example="0,1; 5,0",
    )
    answers: Literal["likeliest", "least_cost"] = setting(
        "likeliest",
        label="Answers",
        help="How probabilities become the answer of each contender: the most probable class, or the one whose "
        "expected cost is least.",
        docs="https://scikit-learn.org/stable/modules/classification_threshold.html",
        options={"likeliest": "The most probable class", "least_cost": "The class of least expected cost"},
        only_if=("metric", ("cost",)),
        task="classification",
    )
    rows: Annotated[int | None, BeforeValidator(none_from_text)] = setting(
        None,
        ge=10,
        le=10_000_000,
        step=1000,
        label="Most rows to train on",
        help="Trains and validates on a random part of this size, the test part stays whole.",
    )
    leave_out: Annotated[tuple[str, ...], BeforeValidator(names_from_text)] = setting(
        (),
        label="Leave out",
        help="Columns that no contender learns from: those that tell the answer, or that no new row will have.",
        data=("table", "plane", "text"),
        column=True,
    )
    unique: bool = setting(
        False,
        label="Remove repeated rows",
        help="Of rows that are the same, value for value and in their answer, only the first is used.",
    )
    class_weight: Literal["none", "balanced"] = setting(
        "none",
        label="Class weights",
        help="Whether training rows of rare classes count for more, for every contender but the baseline. Scores count "
        "all rows alike.",
        docs="https://scikit-learn.org/stable/modules/generated/sklearn.utils.class_weight.compute_sample_weight.html",
        options={"none": "Every row counts alike", "balanced": "Every class counts alike"},
        task="classification",
    )
    weight_by: str = setting(
        "",
        max_length=200,
        label="Row weights",
        help="A column of numbers that says what each training row counts for; nobody learns from it. Scores count all "
        "rows alike.",
        data=("table", "plane", "text"),
        column=True,
    )
    log_target: bool = setting(
        False,
        label="Log scale of the target",
        help="Contenders learn the logarithm of a positive target. Scores, answers and files are in its own unit.",
        docs="https://scikit-learn.org/stable/modules/compose.html#transforming-target-in-regression",
        task="regression",
    )
    muted: Annotated[tuple[str, ...], BeforeValidator(names_from_text)] = setting(
        (),
        label="Checks left out",
        help="Codes of warnings that do not matter here, as “near, telltale”. The button of a warning adds its own.",
    )
    scale: Literal["standard", "minmax", "none"] = setting(
        "standard",
        label="Scaling",
        help="How numbers are scaled, by what the training part alone shows.",
        docs="https://scikit-learn.org/stable/modules/preprocessing.html",
        options={"standard": "Mean 0, variance 1", "minmax": "From 0 to 1", "none": "As they are"},
    )
    calibration: Literal["own", "all", "none"] = setting(
        "own",
        label="Calibration",
        help="Whose probabilities are stretched by one number, fitted on rows not trained on; the most probable "
        "class stays.",
        docs="https://scikit-learn.org/stable/modules/calibration.html#temperature-scaling",
        options={"own": "As each comes: the support vector machine’s", "all": "Every contender’s", "none": "Nobody’s"},
        task="classification",
    )
    time_limit: int = setting(
        600,
        ge=1,
        le=86_400,
        step=60,
        label="Time limit, seconds",
        help="Elapsed time of each contender, including its start-up and all its seeds. A contender that takes "
        "longer is stopped. One that learns in steps gets its score at that moment.",
    )


def answer_costs(rules: Rules, n_classes: int) -> list[list[float]] | None:
    """Return the costs by which probabilities become answers; None where the most probable class is the answer.

    Raises
    ------
    SettingError
        As `cost_matrix`.
    """
    if rules.metric != "cost" or rules.answers != "least_cost" or not n_classes:
        return None
    return cost_matrix(rules.costs, n_classes)


def metrics_of(task: Task) -> dict[str, str]:
    """Return the names of the metrics that can decide a race of this task, each with how it is written."""
    return next(knob for knob in knobs(Rules) if knob.name == "metric").choices(task)


def cost_matrix(costs: str, n_classes: int) -> list[list[float]]:
    """Return the cost of each answer, by true class; without a text every wrong answer costs 1.

    Raises
    ------
    SettingError
        If the text is no such matrix of this size.

    Examples
    --------
    >>> cost_matrix("0,1; 5,0", 2)
    [[0.0, 1.0], [5.0, 0.0]]
    """
    usual = [[float(answer != truth) for answer in range(n_classes)] for truth in range(n_classes)]
    if not costs.strip():
        return usual
    try:
        matrix = [[float(cell) for cell in row.split(",")] for row in costs.split(";")]
    except ValueError:
        matrix = []
    sizes = {len(matrix), *map(len, matrix)}
    if sizes != {n_classes} or not all(math.isfinite(cell) for row in matrix for cell in row):
        example = "; ".join(",".join(f"{cell:g}" for cell in row) for row in usual)
        raise SettingError(
            _(
                "The costs of answers must be {n} rows of {n} numbers, a row for each true class, such as “{example}”.",
                n=n_classes,
                example=example,
            )
        )
    return matrix


OF_THE_DATA = ("split", "split_by", "leave_out", "unique", "weight_by", "log_target", "costs", "muted")
"""Rules that speak of one data set's columns and rows, and mean nothing on another."""
