"""Measures for goals: a module a place, found by walking, each measure declared once."""

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType
from typing import get_args

from bakeoff.errors import reason
from bakeoff.lesson.measures.base import Measure
from bakeoff.lesson.opened import Place

_ALL: list[Measure] = []
for _module in pkgutil.iter_modules(__path__):
    try:
        _ALL += getattr(importlib.import_module(f"{__name__}.{_module.name}"), "MEASURES", ())
    except Exception as error:  # whatever a module may raise as it is imported
        reason(error, f"the measures in {_module.name} are left out")

MEASURES: Mapping[str, Measure] = MappingProxyType(
    {measure.name: measure for measure in sorted(_ALL, key=lambda measure: get_args(Place).index(measure.place))}
)
"""Every measure by its name, place by place."""
