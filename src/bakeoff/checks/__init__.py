"""Checks that a race is set up and ended so that its result means something: one module a check.

Splitting and preparation refuse an impossible race. These checks find races that would run and mislead.
"""

from bakeoff.checks.base import Check, DoesNotApply, EndedRace, SetUp, Tries
from bakeoff.checks.registry import Looked, checks, in_order, known, look, mutable

__all__ = [
    "Check",
    "DoesNotApply",
    "EndedRace",
    "Looked",
    "SetUp",
    "Tries",
    "checks",
    "in_order",
    "known",
    "look",
    "mutable",
]
