"""Looks at the training part of a data set before a race, in processes of their own.

Validation and test rows are never looked at, so that nobody chooses by them.
"""

from bakeoff.explore.columns import ColumnSummary
from bakeoff.explore.dependence import Dependence
from bakeoff.explore.look import ClassPictures, Exploration
from bakeoff.explore.maps import Components, TsneSettings
from bakeoff.explore.terms import Terms
from bakeoff.explore.work import Work

__all__ = ["ClassPictures", "ColumnSummary", "Components", "Dependence", "Exploration", "Terms", "TsneSettings", "Work"]
