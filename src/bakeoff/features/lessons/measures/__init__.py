"""Measures for goals: a module a place, found by walking, each measure declared once."""

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType
from typing import get_args

from bakeoff.features.lessons.measures.base import Measure, Place

_PLACES = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
_ALL = [measure for place in _PLACES for measure in getattr(place, "MEASURES", ())]

MEASURES: Mapping[str, Measure] = MappingProxyType(
    {measure.name: measure for measure in sorted(_ALL, key=lambda measure: get_args(Place).index(measure.place))}
)
"""Every measure by its name, place by place."""
