"""Looks at the training part of a data set before a race, in processes of their own.

Validation and test rows are never looked at, so that nobody chooses by them.
"""

from bakeoff.explore.columns import Column
from bakeoff.explore.dependence import Dependence
from bakeoff.explore.look import Look, Pictures
from bakeoff.explore.maps import Components, TsneSettings
from bakeoff.explore.terms import Terms
from bakeoff.explore.work import Work

__all__ = ["Column", "Components", "Dependence", "Look", "Pictures", "Terms", "TsneSettings", "Work"]
