"""The cell of a contender that scikit-learn itself has: its class, and the parameters that are not its defaults."""

from typing import Any

from sklearn.base import BaseEstimator

from bakeoff.contenders import contender
from bakeoff.contenders.svm import fast
from bakeoff.evaluation.seeds import model_seeds
from bakeoff.export.script.calibration import other_chances, svm_chances
from bakeoff.export.script.cells import Cell
from bakeoff.export.script.seeds import with_seeds
from bakeoff.fields import Settings
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

SCIKIT_LEARN_HAS = {"decision_tree", "svm", "random_forest", "dummy"}
"""Contenders that are scikit-learn's own models but for what they report."""

_HIDDEN = {"n_jobs", "cache_size"}
"""Parameters that change how long it takes, but not what comes out."""


def model_cell(name: str, settings: Settings, spec: BakeoffSpec) -> Cell:
    """Return the cell that fits a contender, asks it for the test part, and scores it; with each of its seeds."""
    info, data = contender(name), spec.dataset.info
    task = data.task
    seeds = model_seeds(spec, name, task)
    estimator = info.build(settings, task, seeds[0])
    kind, words = scikit_learn_class(estimator), _(info.summary)
    changed = {key: repr(value) for key, value in _changed(estimator, kind).items()}
    if len(seeds) > 1:
        changed["random_state"] = "seed"
    made = f"{name} = {kind.__name__}({', '.join(f'{key}={value}' for key, value in changed.items())})"
    lines, answers = [made, f"{name}.fit(X_train, y_train)"], f"{name}.predict(X_test)"
    if task == "classification":
        floor = getattr(estimator, "floor", 0.0)
        lines += svm_chances(spec) if name == "svm" else other_chances(name, spec, floor)
        answers += f", {name}.classes_, chances"
    if name == "svm" and task == "classification" and fast.may_pay(data.rows, data.features):
        words += " " + _(
            "Where scikit-learn-intelex is installed the race solves it by that one, which may answer a few rows in "
            "10,000 otherwise."
        )
    if name == "svm" and task == "regression":
        words += " " + _("It learns the target scaled to mean 0 and variance 1, so C means the same in any unit.")
        scaled = f"{name}.fit(X_train, (y_train - mean) / scale)"
        lines = ["mean, scale = y_train.mean(), y_train.std() or 1.0", made, scaled]
        answers = f"{answers} * scale + mean"
    code = "\n".join([*lines, f'score("{info.label}", {answers})'])
    imports = (f"from {_public_module(kind)} import {kind.__name__}",)
    return with_seeds([Cell(info.label, words, code, imports)], seeds)


def scikit_learn_class(estimator: Any) -> type:
    """Return the class of scikit-learn's that a contender's estimator is a kind of; raises LookupError if of none."""
    for kind in type(estimator).__mro__:
        if kind.__module__.startswith("sklearn.") and issubclass(kind, BaseEstimator) and kind is not BaseEstimator:
            return kind
    raise LookupError(type(estimator).__name__)


def _public_module(kind: type) -> str:
    return ".".join(part for part in kind.__module__.split(".") if not part.startswith("_"))


def _changed(estimator: Any, kind: Any) -> dict[str, Any]:
    """Return the parameters in which an estimator differs from its class' defaults."""
    defaults, own = kind().get_params(), estimator.get_params()
    given = {name: own.get(name, getattr(estimator, name)) for name in defaults}
    return {name: value for name, value in given.items() if value != defaults[name] and name not in _HIDDEN}
