"""Measures for goals: a module a place, each measure declared once."""

from collections.abc import Mapping
from types import MappingProxyType

from bakeoff.judge.record import Record
from bakeoff.lessons.measures import judge, lab, race
from bakeoff.lessons.measures.base import Measure, Place, subject
from bakeoff.lessons.measures.lab import LabMoment
from bakeoff.race.report import Report

Measured = LabMoment | Report | Record
"""State of a lab, a race or a study at one moment."""

MEASURES: Mapping[str, Measure] = MappingProxyType(
    {measure.name: measure for measure in (*lab.MEASURES, *race.MEASURES, *judge.MEASURES)}
)
"""Every measure by its name."""

__all__ = ["MEASURES", "LabMoment", "Measure", "Measured", "Place", "subject"]
