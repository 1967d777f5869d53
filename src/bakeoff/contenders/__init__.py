"""The models that race: one folder each, found by walking.

A folder holds ``info.py``, which declares the contender's hyperparameters and one `Contender` record and
imports nothing heavy, and ``estimator.py``, its scikit-learn estimators. All that holds for one contender and not
for another is told there: what it needs and when it is done in the record, why it answers as it does and what can be
drawn of it by the estimator, see `explanations`. Adding a contender is adding a folder; nothing else lists names.
"""

from bakeoff.contenders.base import Contender, Estimator, Identity
from bakeoff.contenders.progress import ReportingMixin, Step
from bakeoff.contenders.registry import contender, contenders

__all__ = ["Contender", "Estimator", "Identity", "ReportingMixin", "Step", "contender", "contenders"]
