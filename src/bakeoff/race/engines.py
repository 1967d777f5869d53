"""Engines whose jobs start warm for every data set and contender."""

import pkgutil
from collections.abc import Iterable, Sequence

from bakeoff import checks
from bakeoff.contenders import contender, contenders
from bakeoff.datasets import brought, datasets
from bakeoff.engine.cluster import ClusterEngine
from bakeoff.engine.local import LocalEngine


def local_engine(
    slots: int | None = None,
    interactive_slots: int | None = None,
    preload: Sequence[str] = (),
    names: Iterable[str] | None = None,
) -> LocalEngine:
    """Return an engine on this machine whose jobs start warm for every data set and contender here.

    Parameters
    ----------
    slots, interactive_slots : int, optional
        How many jobs run at once, of either kind; see `LocalEngine`.
    preload : sequence of str
        What else to import ahead of time.
    names : iterable of str, optional
        The contenders that will take part; default is all that need no package beyond Bakeoff's own. TensorFlow takes
        seconds to load and hundreds of MB for as long as the engine lives, so it comes with the first race that `needs`
        it; an engine for one race should be told.
    """
    return LocalEngine(slots, _modules(preload, names), interactive_slots=interactive_slots)


def needs(names: Iterable[str]) -> tuple[str, ...]:
    """Return the large modules that these contenders need, which an engine loads when the first of them is to race."""
    records = [contender(name) for name in names]
    return tuple(info.module for info in records if info.package and info.selected and not info.missing)


def cluster_engine(address: str, interactive_slots: int, preload: Sequence[str] = ()) -> ClusterEngine:
    """Return an engine over the Dask cluster at this address, whose jobs start as warm.

    Parameters
    ----------
    interactive_slots : int
        How many interactive jobs run at once on each worker.
    preload : sequence of str
        As for `local_engine`.
    """
    return ClusterEngine(address, _modules((*needs(contenders()), *preload), None), interactive_slots)


def _modules(preload: Sequence[str], names: Iterable[str] | None) -> tuple[str, ...]:
    """Return what to import ahead of time."""
    taking_part = [name for name in contenders() if not contender(name).package] if names is None else names
    estimators = [contender(name).module for name in taking_part if not contender(name).missing]
    sources = sorted({info.load.__module__ for info in (*datasets().values(), *brought().values())})
    looking = [f"{checks.__name__}.{module.name}" for module in pkgutil.iter_modules(checks.__path__)]
    return ("bakeoff.race.job", "bakeoff.race.warm", *estimators, *sources, *looking, *preload)
