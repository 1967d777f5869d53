"""Fits a contender to prepared data, the same way in the race, in the judge and in tuning."""

import contextlib
import warnings
from typing import Any

import numpy as np
from scipy.sparse import issparse
from sklearn.base import clone
from sklearn.utils.validation import has_fit_parameter

from bakeoff.contenders import contender
from bakeoff.contenders.log_target import learner
from bakeoff.contenders.temperature import ENOUGH_UNSEEN, TemperatureMixin
from bakeoff.errors import BakeoffError, DatasetError
from bakeoff.fields import Task
from bakeoff.preparation.prepared import Prepared
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, enumerated

WARM_UP_ROWS = 40


def fit(estimator: Any, prepared: Prepared, rules: Rules) -> None:
    """Fit an estimator to the training part; it may look at the validation part, if there is one.

    One that holds rows out of the training part by itself, as its ``fit`` says with a parameter ``groups``, is told
    which of them belong together; one that weighs texts, ``texts``, from which column on they are; one that makes its
    probabilities by itself, ``calibrate``, whether it should; and one that can weigh rows, ``sample_weight``, what they
    count. Validation rows count alike. Raises DatasetError for classes if all training rows
    are of one: not every contender can learn from these.
    """
    if prepared.task == "classification" and (prepared.y_train == prepared.y_train[0]).all():
        raise DatasetError(_("All training rows are of one class. Add rows of another, or split them in another way."))
    validation = {"X_val": prepared.X_validation, "y_val": prepared.y_validation}
    groups: dict[str, Any] = {"groups": prepared.groups}
    who = learner(estimator)
    by_itself = has_fit_parameter(who, "calibrate")
    more = groups if has_fit_parameter(who, "groups") else {}
    more = more | ({"texts": prepared.texts} if has_fit_parameter(who, "texts") else {})
    more = more | ({"calibrate": rules.calibration != "none"} if by_itself else {})
    weighs = prepared.weights is not None and has_fit_parameter(who, "sample_weight")
    weights: dict[str, Any] = {"sample_weight": prepared.weights} if weighs else {}
    estimator.fit(prepared.X_train, prepared.y_train, **validation, **more, **weights)
    if rules.calibration == "all" and not by_itself and isinstance(estimator, TemperatureMixin):
        estimator.calibrate(prepared.X_train, prepared.y_train, **validation, **groups, **weights)


def warm_up(estimator: Any, prepared: Prepared) -> None:
    """Fit a copy to a few training rows, since the first fit in a process takes some milliseconds more than later ones.

    Errors are left to the fit itself.
    """
    y = prepared.y_train
    rows = np.union1d(np.unique(y, return_index=True)[1][:WARM_UP_ROWS], np.arange(min(WARM_UP_ROWS, len(y))))
    with contextlib.suppress(ValueError, BakeoffError), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        clone(estimator).fit(prepared.X_train[rows], y[rows])


def sparse_told(spec: BakeoffSpec, prepared: Prepared) -> tuple[str, ...]:
    """Say in a sentence each what contenders do with sparse features that others do not."""
    if not issparse(prepared.X_train):
        return ()
    told = [_(note) for name in spec.contenders if (note := contender(name).of_texts)]
    weighs = [contender(name).label for name in spec.contenders if contender(name).weighs_texts]
    if weighs and prepared.texts is not None:
        told.append(_weighing_told(prepared.task, enumerated(weighs)))
    return tuple(told)


def _weighing_told(task: Task, contenders: str) -> str:
    if task == "regression":
        return _("All texts are given the same length for: {contenders}.", contenders=contenders)
    return _(
        "Words are weighed by how unevenly the training classes use them (log-count ratios). Texts are scaled to one "
        "length. For: {contenders}.",
        contenders=contenders,
    )


def calibration_told(spec: BakeoffSpec, prepared: Prepared) -> tuple[str, ...]:
    """Say in a sentence where probabilities come from, where that is not what each contender says by itself."""
    if prepared.task == "regression":
        return ()
    if spec.rules.calibration == "none":
        return (
            _(
                "Probabilities are not calibrated: those of the support vector machine are its decision values put "
                "through a softmax."
            ),
        )
    unseen = len(prepared.y_validation) if prepared.y_validation is not None else 0
    told = _on_validation_part if unseen >= ENOUGH_UNSEEN else _on_rows_held_out
    if spec.rules.calibration == "all":
        return (told(),)
    own = [contender(name).label for name in spec.contenders if contender(name).own_probabilities]
    return tuple(map(told, own))


def _on_validation_part(label: str = "") -> str:
    if label:
        return _(
            "{label}: its probabilities are calibrated by one number, fitted on the validation part after training.",
            label=label,
        )
    return _(
        "All probabilities but the baseline’s are calibrated by one number, fitted on the validation part after "
        "training."
    )


def _on_rows_held_out(label: str = "") -> str:
    if label:
        return _(
            "{label}: its probabilities are calibrated by one number, fitted on training rows that were held out in "
            "turn.",
            label=label,
        )
    return _(
        "All probabilities but the baseline’s are calibrated by one number, fitted on training rows that were held "
        "out in turn."
    )
