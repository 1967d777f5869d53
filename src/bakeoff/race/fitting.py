"""Fits a contender to prepared data, the same way in the race, in the judge and in tuning."""

import contextlib
import warnings
from typing import Any

import numpy as np
from sklearn.base import clone
from sklearn.utils.validation import has_fit_parameter

from bakeoff.contenders.log_target import learner
from bakeoff.contenders.temperature import TemperatureMixin
from bakeoff.errors import BakeoffError, DatasetError
from bakeoff.preparation.prepared import Prepared
from bakeoff.rules import Rules
from bakeoff.text import _

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
