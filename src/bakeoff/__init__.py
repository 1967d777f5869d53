"""Bakeoff: race a Keras MLP against a decision tree, an SVM and a random forest, live."""

from bakeoff.errors import BakeoffError
from bakeoff.race import Report, Run, run
from bakeoff.spec import BakeoffSpec

__all__ = ["BakeoffError", "BakeoffSpec", "Report", "Run", "run"]
