"""Measure of a chapter of Learn: its goal, which the chapter's page checks."""

from bakeoff.lesson.measures.base import Measure
from bakeoff.lesson.units import TRUTH

MEASURES = (
    Measure(
        "learn.reached",
        "Goal of a chapter",
        "Whether the goal of a chapter of Learn is reached.",
        lambda chapter, *_: float(chapter.reached),
        TRUTH,
        subjects=("of",),
    ),
)
