"""The way that an optimiser takes, when it arrives, and at which learning rate it arrives first."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bakeoff.features.learn.descent.rules import MOMENTUM, RULES, Rule
from bakeoff.features.learn.descent.schedules import share
from bakeoff.features.learn.descent.surfaces import Surface

Array = NDArray[np.float64]

STEPS = 300
FAR = 1e6
"""Nobody goes further than this along either axis: whoever diverges stays a number."""
RATES = tuple(float(f"{10 ** (place / 4):.2g}") for place in range(-16, 3))
"""Choices of `best_rates`: four to each power of ten, from 0.0001 to 3.2."""

_ROUND = 19
_APART = 0.1


@dataclass(frozen=True)
class Way:
    """Settings of a descent, the same for all rules."""

    start: tuple[float, float]
    steps: int = STEPS
    schedule: str = "constant"  # one of `bakeoff.features.learn.descent.schedules.SCHEDULES`
    noise: float = 0.0  # standard deviation of the mini-batch noise in each part of the gradient
    momentum: float = MOMENTUM  # of the two rules that have one
    seed: int = 0  # of the noise, which is the same for all rules


def errors(steps: int, seed: int, runs: int = 0) -> NDArray[np.float32]:
    """Return the errors of the gradient, one a step, before the noise's size is known.

    Returns
    -------
    ndarray of shape (steps, 2), or (steps, runs, 2) if there are several runs
    """
    shape = (steps, runs, 2) if runs else (steps, 2)
    return np.random.default_rng(seed).standard_normal(shape, np.float32)


def starts(surface: Surface) -> Array:
    """Return 20 places to start from: the surface's own, and 19 around it at a tenth of the view's width."""
    turns = np.linspace(0, 2 * np.pi, _ROUND, endpoint=False)
    around = _APART * (surface.view[1] - surface.view[0]) * np.column_stack([np.cos(turns), np.sin(turns)])
    return np.array(surface.start) + np.vstack([np.zeros(2), around])


def path(
    rule: Rule, surface: Surface, rate: float | Array, way: Way, runs: int = 0, places: Array | None = None
) -> Array:
    """Return where an optimiser is before and after each step.

    Parameters
    ----------
    rate : float or ndarray of shape (...)
        Learning rate; with several, as many descend side by side.
    runs : int
        With one rate: as many descend side by side, each with errors of its own.
    places : ndarray of shape (..., 2), optional
        With several rates: start of each, instead of the way's.

    Returns
    -------
    ndarray of shape (steps + 1, ..., 2)
    """
    rates = np.asarray(rate, float)[..., None]
    first = np.array(way.start, float) if places is None else places
    w = np.broadcast_to(first, (*(np.shape(rate) or (runs,) * (runs > 0)), 2)).copy()
    state, passed = rule.begin(w), [w]
    for step, error in enumerate(way.noise * errors(way.steps, way.seed, runs).astype(float)):
        gradient = surface.slope(w) + error
        fraction = share(way.schedule, step, way.steps)
        w, state = rule.step(w, gradient, fraction * rates, step + 1, state, way.momentum)
        w = np.clip(w, -FAR, FAR)
        passed.append(w)
    return np.array(passed)


def arrival(surface: Surface, places: Array) -> Array:
    """Return after how many steps paths are near a minimum to stay; infinity for those that never are.

    Parameters
    ----------
    places : ndarray of shape (steps + 1, ..., 2)

    Returns
    -------
    ndarray of shape (...)
    """
    away = np.array([np.hypot(places[..., 0] - x, places[..., 1] - y) for x, y in surface.minima]).min(axis=0)
    outside = away > surface.radius
    last_outside = len(outside) - 1 - outside[::-1].argmax(axis=0)
    steps = np.where(outside.any(axis=0), last_outside + 1.0, 0.0)
    return np.where(outside[-1], np.inf, steps)


def best_rates(surface: Surface, momentum: float = MOMENTUM) -> Mapping[str, float]:
    """Return for each rule the rate, of all `RATES`, with the lowest median of `arrival` over all `starts`.

    Of several such rates it is the one that ends lowest. There is no noise, and the rate is constant.
    """
    way = Way(surface.start, momentum=momentum)
    return {rule.name: _best_rate(rule, surface, way) for rule in RULES}


def _best_rate(rule: Rule, surface: Surface, way: Way) -> float:
    begin = starts(surface)[:, None]
    places = path(rule, surface, np.broadcast_to(np.array(RATES), (len(begin), len(RATES))), way, places=begin)
    steps, heights = arrival(surface, places), surface.height(places[-1])
    order = np.lexsort((np.median(heights, axis=0), np.median(steps, axis=0)))
    return RATES[int(order[0])]


def median_arrivals(surface: Surface, rates: Mapping[str, float], way: Way) -> Mapping[str, float]:
    """Return the median of `arrivals` over all `starts`, whatever the way's own start is."""
    begin = starts(surface)
    ends = {
        rule.name: arrival(surface, path(rule, surface, np.full(len(begin), rates[rule.name]), way, places=begin))
        for rule in RULES
    }
    return {name: float(np.median(steps)) for name, steps in ends.items()}


def arrivals(surface: Surface, rates: Mapping[str, float], way: Way) -> Mapping[str, float]:
    """Return for each rule after how many steps it is there to stay; infinity if it never is."""
    return {rule.name: float(arrival(surface, path(rule, surface, rates[rule.name], way))) for rule in RULES}


def mean_heights(rule: Rule, surface: Surface, rate: float, way: Way, runs: int) -> Array:
    """Return the mean height above the minimum before and after each step of several noisy runs; shape (steps + 1,)."""
    return np.asarray(surface.height(path(rule, surface, rate, way, runs)).mean(axis=1) - surface.lowest)
