"""Declaration of the linear model and its hyperparameters."""

from collections.abc import Mapping
from typing import Any, Literal

from bakeoff.contenders import scikit_learn_settings as common
from bakeoff.contenders.base import Contender, Identity, never_seeded
from bakeoff.contenders.scikit_learn import scikit_learn_script
from bakeoff.contenders.traits import Improving
from bakeoff.fields import Settings, Task, setting

_GUIDE = "https://scikit-learn.org/stable/modules/linear_model.html"
_LOGISTIC = "https://scikit-learn.org/stable/modules/generated/sklearn.linear_model.LogisticRegression.html"


class Hyperparameters(Settings):
    """Hyperparameters of logistic and of ridge regression, named as scikit-learn names them."""

    C: float = setting(
        1.0,
        gt=0.0,
        le=1e9,
        step=0.1,
        log=True,
        label="Penalty C",
        help="How freely weights may grow to fit the training rows: small keeps them near 0, large hardly holds them.",
        docs=_GUIDE + "#logistic-regression",
        task="classification",
        primary=True,
        search=(1e-3, 1e3),
    )
    alpha: float = setting(
        1.0,
        ge=0.0,
        le=1e9,
        step=0.1,
        log=True,
        label="Penalty alpha",
        help="What large weights cost: 0 is ordinary least squares, more keeps weights nearer to 0.",
        docs=_GUIDE + "#ridge-regression-and-classification",
        task="regression",
        primary=True,
        search=(1e-3, 1e3),
    )
    fit_intercept: bool = setting(
        True,
        label="Intercept",
        help="Whether the sum may start from a number of its own instead of 0.",
        docs=_LOGISTIC,
        primary=True,
    )
    max_iter: int = setting(
        1000,
        ge=1,
        le=100_000,
        step=100,
        log=True,
        label="Iterations at most",
        help="The solver stops after this many steps, finished or not.",
        docs=_LOGISTIC,
        task="classification",
    )
    tol: float = setting(
        1e-4,
        ge=1e-10,
        le=1.0,
        step=1e-5,
        log=True,
        label="Tolerance",
        help="The solver stops when no weight could be moved so that the loss falls faster than this.",
        docs=_LOGISTIC,
        task="classification",
    )
    class_weight: Literal["none", "balanced"] = common.class_weight(_LOGISTIC)


def build(settings: Hyperparameters, task: Task, seed: int) -> Any:
    """Return a new, unfitted estimator."""
    from bakeoff.contenders.linear.estimator import LinearClassifier, LinearRegressor

    if task == "regression":
        return LinearRegressor(alpha=settings.alpha, fit_intercept=settings.fit_intercept)
    return LinearClassifier(
        C=settings.C,
        fit_intercept=settings.fit_intercept,
        max_iter=settings.max_iter,
        tol=settings.tol,
        class_weight=None if settings.class_weight == "none" else settings.class_weight,
        random_state=seed,
    )


def sizes(fitted: Any) -> Mapping[str, int]:
    """Return how many weights it has, intercepts among them."""
    answers = fitted.coef_.shape[0] if fitted.coef_.ndim > 1 else 1
    return {"parameters": int(fitted.coef_.size + answers * fitted.fit_intercept)}


CONTENDER = Contender(
    name="linear",
    label="Linear model",
    summary="Weighs each feature by a number and adds up: logistic regression for classes, ridge regression for "
    "numbers.",
    identity=Identity(colour="#6C31F5", marker="cross", dash="dashdot"),
    hyperparameters=Hyperparameters,
    build=build,
    sizes=sizes,
    step_name="iteration",
    step_told="iteration {n}",
    order=44,
    selected=False,
    for_own_tables=True,
    seeded=never_seeded,  # but for the rows that its probabilities may be calibrated on
    needs_scaling="A penalty on the weights of a linear model holds back narrow columns, which need larger ones.",
    improving=Improving(
        measure="loss",
        level="note",
        told="{label} was still learning when its iterations were over.",
        meaning="Its validation loss was still falling.",
        mend="Allow it more iterations.",
    ),
    script=scikit_learn_script,
    weighs_texts=True,
)
