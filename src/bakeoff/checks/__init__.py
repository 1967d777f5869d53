"""Whether a race is set up so that its result means something, and whether it ended so: one module a check.

What makes a race impossible is refused where the data are split and prepared; here is what it could be run with and
mislead.
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
