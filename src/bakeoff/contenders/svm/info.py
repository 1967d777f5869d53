"""Declaration of the support vector machine and its hyperparameters."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from numpy.typing import NDArray
from pydantic import BeforeValidator

from bakeoff.contenders.base import TUNABILITY, Contender, Identity, Preset, never_seeded
from bakeoff.contenders.traits import WIDE_COLUMNS_DROWN_NARROW, Cell, OwnProbabilities, ScriptedRace
from bakeoff.fields import Settings, Task, none_from_text, setting

LONG_FIT_ROWS = 12_000

_GUIDE = "https://scikit-learn.org/stable/modules/svm.html"
_REFERENCE = "https://scikit-learn.org/stable/modules/generated/sklearn.svm.SVC.html"


class Hyperparameters(Settings):
    """Hyperparameters of the support vector machine, named as scikit-learn names them."""

    C: float = setting(
        1.0,
        gt=0.0,
        le=1e6,
        step=0.1,
        log=True,
        label="Penalty C",
        help="What a training row on the wrong side costs: small gives a smooth boundary, large follows the rows.",
        docs="https://scikit-learn.org/stable/auto_examples/svm/plot_rbf_parameters.html",
        primary=True,
        search=(1e-2, 1e3),
    )
    kernel: Literal["rbf", "linear", "poly", "sigmoid"] = setting(
        "rbf",
        label="Kernel",
        help="How the likeness of two rows is measured, and so which shapes the boundary can take.",
        docs=_GUIDE + "#kernel-functions",
        options={"rbf": "Radial (RBF)", "linear": "Linear", "poly": "Polynomial", "sigmoid": "Sigmoid"},
        primary=True,
    )
    gamma: Literal["scale", "auto", "value"] = setting(
        "scale",
        label="Gamma",
        help="How far one training row’s influence reaches: larger is nearer. n is how many features there are, var is "
        "their variance.",
        docs="https://scikit-learn.org/stable/auto_examples/svm/plot_rbf_parameters.html",
        options={
            "scale": "1 / (n × var)",
            "auto": "1 / n",
            "value": "A number",
        },
        only_if=("kernel", ("rbf", "poly", "sigmoid")),
        primary=True,
        search=("scale", "value"),
    )
    gamma_value: float = setting(
        0.1,
        gt=0.0,
        le=1e6,
        step=0.01,
        log=True,
        label="Gamma, as a number",
        help="The gamma that is used if it is to be a number of your own.",
        docs=_REFERENCE,
        only_if=("gamma", ("value",)),
        search=(1e-4, 10.0),
    )
    degree: int = setting(
        3,
        ge=1,
        le=20,
        step=1,
        label="Degree",
        help="Highest power in the polynomial kernel.",
        docs=_GUIDE + "#kernel-functions",
        only_if=("kernel", ("poly",)),
        search=(2, 5),
    )
    coef0: float = setting(
        0.0,
        ge=-1e6,
        le=1e6,
        step=0.1,
        label="Constant term",
        help="Added inside the polynomial and sigmoid kernels; it sets how much the lower powers count.",
        docs=_GUIDE + "#kernel-functions",
        only_if=("kernel", ("poly", "sigmoid")),
        search=(0.0, 1.0),
    )
    epsilon: float = setting(
        0.1,
        ge=0.0,
        le=1e6,
        step=0.01,
        label="Epsilon",
        help="Errors smaller than this, in units of the target, cost nothing.",
        docs=_GUIDE + "#regression",
        task="regression",
        search=(0.0, 0.5),
    )
    class_weight: Literal["none", "balanced"] = setting(
        "none",
        label="Class weights",
        help="Whether rows of rare classes cost more, so that every class counts alike.",
        docs=_GUIDE + "#unbalanced-problems",
        options={"none": "Every row counts alike", "balanced": "Every class counts alike"},
        task="classification",
    )
    tol: float = setting(
        1e-3,
        ge=1e-8,
        le=1.0,
        step=1e-4,
        log=True,
        label="Tolerance",
        help="The solver stops when no rule is broken by more than this.",
        docs=_REFERENCE,
    )
    shrinking: bool = setting(
        True,
        label="Shrinking",
        help="Whether the solver sets aside rows that seem settled; it changes the time, hardly the result.",
        docs=_GUIDE + "#shrinking-svm",
    )
    max_iter: Annotated[int | None, BeforeValidator(none_from_text)] = setting(
        None,
        ge=1,
        le=100_000_000,
        step=1000,
        log=True,
        label="Solver steps at most",
        help="The solver stops after this many steps, finished or not; without a limit it goes on until it is done.",
        docs=_REFERENCE,
    )


def build(settings: Hyperparameters, task: Task, seed: int) -> Any:
    """Return a new, unfitted machine."""
    from bakeoff.contenders.svm.estimator import CACHE_MB, SVMClassifier, SVMRegressor

    common: dict[str, Any] = {
        "C": settings.C,
        "kernel": settings.kernel,
        "gamma": settings.gamma_value if settings.gamma == "value" else settings.gamma,
        "degree": settings.degree,
        "coef0": settings.coef0,
        "tol": settings.tol,
        "shrinking": settings.shrinking,
        "max_iter": -1 if settings.max_iter is None else settings.max_iter,
        "cache_size": CACHE_MB,
    }
    if task == "regression":
        return SVMRegressor(epsilon=settings.epsilon, **common)
    weight = None if settings.class_weight == "none" else settings.class_weight
    return SVMClassifier(class_weight=weight, random_state=seed, **common)


def sizes(fitted: Any) -> Mapping[str, int]:
    """Return how many training rows hold up the boundary."""
    return {"support vectors": len(fitted.support_)}


def forecast(machine: Any, X: NDArray[Any], y: NDArray[Any]) -> float:
    """Return how many seconds a fit will take; 0 without measuring where there are too few rows for it to be long."""
    if len(y) < LONG_FIT_ROWS:
        return 0.0
    from bakeoff.contenders.svm.duration import estimate_seconds

    return estimate_seconds(machine, X, y)


def own_probabilities() -> OwnProbabilities:
    """Return how its probabilities are made of its decision values."""
    from bakeoff.contenders.svm.script import OWN_PROBABILITIES

    return OWN_PROBABILITIES


def script(info: Contender, settings: Hyperparameters, race: ScriptedRace) -> Iterable[Cell]:
    """Return the cells of its part of a script."""
    from bakeoff.contenders.svm.script import machine_cells

    return machine_cells(info, settings, race)


CONTENDER = Contender(
    name="svm",
    label="Support vector machine",
    technical="SVM",
    summary="Puts the widest margin between the classes, in a space that its kernel opens; of tied classes the one "
    "with the largest decision value wins.",
    identity=Identity(colour="#009E73", marker="diamond"),
    hyperparameters=Hyperparameters,
    build=build,
    sizes=sizes,
    order=30,
    forecast=forecast,
    seeded=never_seeded,  # but for the rows that its probabilities are calibrated on
    needs_scaling=WIDE_COLUMNS_DROWN_NARROW,
    own_probabilities=own_probabilities,
    script=script,
    weighs_texts=True,
    rival=True,
    presets=(
        Preset("strong", {"C": 682.478, "gamma": "value", "gamma_value": 0.005}, TUNABILITY, "classification"),
        Preset("fast", {"kernel": "linear"}),
    ),
)
