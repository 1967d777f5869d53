"""Fits a contender to prepared data, the same way in the race, in the judge and in tuning."""

from typing import Any

from scipy.sparse import issparse
from sklearn.utils.validation import has_fit_parameter

from bakeoff.contenders import contender
from bakeoff.contenders.temperature import ENOUGH_UNSEEN, TemperatureMixin
from bakeoff.fields import Task
from bakeoff.preparation.prepared import Prepared
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _


def fit(estimator: Any, prepared: Prepared, rules: Rules) -> None:
    """Fit an estimator to the training part; it may look at the validation part, if there is one.

    One that holds rows out of the training part by itself, as its ``fit`` says with a parameter ``groups``, is told
    which of them belong together; one that weighs texts, ``texts``, from which column on they are; and one that makes
    its probabilities by itself, ``calibrate``, whether it should.
    """
    validation = {"X_val": prepared.X_validation, "y_val": prepared.y_validation}
    groups: dict[str, Any] = {"groups": prepared.groups}
    by_itself = has_fit_parameter(estimator, "calibrate")
    more = groups if has_fit_parameter(estimator, "groups") else {}
    more = more | ({"texts": prepared.texts} if has_fit_parameter(estimator, "texts") else {})
    more = more | ({"calibrate": rules.calibration != "none"} if by_itself else {})
    estimator.fit(prepared.X_train, prepared.y_train, **validation, **more)
    if rules.calibration == "all" and not by_itself and isinstance(estimator, TemperatureMixin):
        estimator.calibrate(prepared.X_train, prepared.y_train, **validation, **groups)


def sparse_told(spec: BakeoffSpec, prepared: Prepared) -> tuple[str, ...]:
    """Say in a sentence each what contenders do with sparse features that others do not."""
    if not issparse(prepared.X_train):
        return ()
    told = [_(note) for name in spec.contenders if (note := contender(name).of_texts)]
    weighs = [contender(name).label for name in spec.contenders if contender(name).weighs_texts]
    if weighs and prepared.texts is not None:
        told.append(_weighing_told(prepared.task).format(contenders=", ".join(weighs)))
    return tuple(told)


def _weighing_told(task: Task) -> str:
    if task == "regression":
        return _("All texts are given the same length for: {contenders}.")
    return _(
        "Words are weighed by how unevenly the classes of the training rows use them (log-count ratios), and all texts "
        "given the same length, for: {contenders}."
    )


def calibration_told(spec: BakeoffSpec, prepared: Prepared) -> tuple[str, ...]:
    """Say in a sentence where probabilities come from, where that is not what each contender says by itself."""
    if prepared.task == "regression":
        return ()
    if spec.rules.calibration == "none":
        return (_("Probabilities are not calibrated: those of the SVM are its decision values put through a softmax."),)
    own = [contender(name).label for name in spec.contenders if contender(name).own_probabilities]
    whose = [_("All probabilities but the baseline's are")]
    if spec.rules.calibration == "own":
        whose = [_("The {label}'s probabilities are", label=label) for label in own]
    unseen = len(prepared.y_validation) if prepared.y_validation is not None else 0
    told = (
        _("{whose} calibrated by one number, fitted on the validation part after training.")
        if unseen >= ENOUGH_UNSEEN
        else _("{whose} calibrated by one number, fitted on training rows that were held out in turn.")
    )
    return tuple(told.format(whose=name) for name in whose)
