"""One exhibit: a mistake and its cure, the two functions that the page shows and the job runs."""

import importlib
import inspect
import math
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.engine.base import Channel
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.resampled import mean_score
from bakeoff.features.museum import exhibits
from bakeoff.text import declare

Array = NDArray[Any]
DRAWS = 12
TEST_SHARE = 0.25
"""Of the rows of each draw; an interval allows for draws that share rows."""


@dataclass(frozen=True)
class Exhibit:
    """A mistake that makes a number too good, or is said to.

    Attributes
    ----------
    title : str
        What one leaves with, in one sentence.
    mistake, cure : str
        The step that makes the number wrong, and what to do instead.
    data : str
        Where the rows come from.
    metric : {"accuracy", "balanced_accuracy", "r2"}
    gap : tuple of float
        Least and most that the mistake may promise too much, for the title to be true.
    order : int
    checks : tuple of str
        Codes of the checks that find it before or after a race.
    package : str
        Package that has the rows, if the reader has to install one.
    """

    title: str
    mistake: str
    cure: str
    data: str
    metric: str
    gap: tuple[float, float]
    order: int
    checks: tuple[str, ...] = ()
    package: str = ""

    def __post_init__(self) -> None:
        declare(self, "title", "mistake", "cure", "data")


@dataclass(frozen=True)
class Shown:
    """Scores of the mistake and of the cure over the same draws, each of shape (n_draws,)."""

    mistake: Array
    cure: Array

    def means(self) -> tuple[Estimate, Estimate, Estimate]:
        """Return the means with 95 % intervals: of the mistake, of the cure, and of how much the mistake adds."""
        wrong, honest, gap = (
            mean_score(scores, TEST_SHARE) for scores in (self.mistake, self.cure, self.mistake - self.cure)
        )
        return wrong, honest, gap


@cache
def modules() -> Mapping[str, ModuleType]:
    """Return the module of each exhibit by its name, in the order in which they hang."""
    names = [module.name for module in pkgutil.iter_modules(exhibits.__path__)]
    hung = {name: importlib.import_module(f"{exhibits.__name__}.{name}") for name in names}
    return dict(sorted(hung.items(), key=lambda item: item[1].EXHIBIT.order))


def code(name: str, part: str) -> str:
    """Return the source of an exhibit's ``mistake`` or ``cure``, as it is run."""
    return inspect.getsource(getattr(modules()[name], part))


def show(asked: tuple[str, int], channel: Channel) -> Shown:
    """Return the scores of an exhibit, by its name and a seed; emits how many draws are done, as a share.

    Raises DatasetError if its rows are not on this machine.
    """
    name, seed = asked
    module = modules()[name]
    scores = np.empty((2, DRAWS))
    for draw in range(DRAWS):
        drawn = seed * DRAWS + draw
        rows = module.data(drawn)
        scores[:, draw] = module.mistake(*rows, drawn), module.cure(*rows, drawn)
        channel.emit((draw + 1) / DRAWS)
    return Shown(*scores)


def true(exhibit: Exhibit, shown: Shown) -> bool:
    """Return whether an exhibit has ended as its title says."""
    low, high = exhibit.gap
    gap = float((shown.mistake - shown.cure).mean())
    return low <= gap <= high and not math.isnan(gap)
