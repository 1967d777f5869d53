"""Fits a contender to prepared data, the same way in the race, in the judge and in tuning."""

from typing import Any

from sklearn.utils.validation import has_fit_parameter

from bakeoff.evaluation.preparation import Prepared


def fit(estimator: Any, prepared: Prepared) -> None:
    """Fit an estimator to the training part; it may look at the validation part, if there is one.

    One that holds rows out of the training part by itself, as its ``fit`` says with a parameter ``groups``, is told
    which of them belong together.
    """
    more = {"groups": prepared.groups} if has_fit_parameter(estimator, "groups") else {}
    estimator.fit(prepared.X_train, prepared.y_train, X_val=prepared.X_validation, y_val=prepared.y_validation, **more)
