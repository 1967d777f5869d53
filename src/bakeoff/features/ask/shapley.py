"""Shapley values of any game: what each player adds to its value, on average over all orders in which they join.

L. S. Shapley: A value for n-person games, 1953. Here the players are features of a row, and the value of a coalition
is the answer to a row that has its own values for the coalition's features and a background row's for all others,
averaged over the background (S. M. Lundberg, S.-I. Lee: A unified approach to interpreting model predictions, 2017).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import beta

Masks = NDArray[np.bool_]
Answers = NDArray[np.float64]
Game = Callable[[Masks, NDArray[np.intp]], Answers]
"""``game(masks, others)``: the answers, shape (n, n_answers), with the players in masks, shape (n, n_players), their
own, and those left out as in the background's rows `others`, shape (n,)."""

MOST_AT_ONCE = 4096


@dataclass(frozen=True, eq=False)
class ShapleyEstimate:
    """Shapley values and how far off they may be.

    Attributes
    ----------
    parts : ndarray of shape (n_players, n_answers)
    errors : ndarray of shape (n_players, n_answers)
        Standard error of each: 0 where nothing was drawn at random.
    """

    parts: NDArray[np.float64]
    errors: NDArray[np.float64]


def enumerated(game: Game, n_players: int, n_background: int) -> ShapleyEstimate:
    """Return them exactly, by asking for each of the 2**n_players coalitions with each row of the background."""
    numbers = np.arange(2**n_players)
    masks = (numbers[:, None] >> np.arange(n_players) & 1).astype(bool)
    asked = np.repeat(masks, n_background, axis=0)
    answers = _in_parts(game, asked, np.tile(np.arange(n_background), len(masks)))
    value = answers.reshape(len(masks), n_background, -1).mean(axis=1)
    sizes = masks.sum(axis=1)
    parts = np.array([_part(value, masks[:, player], sizes, numbers ^ 1 << player) for player in range(n_players)])
    return ShapleyEstimate(parts, np.zeros_like(parts))


def _part(value: Answers, is_in: Masks, sizes: NDArray[np.intp], without: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return one player's: what it adds to each coalition, (s - 1)! (n - s)! / n! times."""
    n = int(sizes.max())
    weights = beta(sizes[is_in], n - sizes[is_in] + 1)
    return np.asarray(weights @ (value[is_in] - value[without[is_in]]))


def sampled(game: Game, n_players: int, n_background: int, passes: int, seed: int) -> ShapleyEstimate:
    """Return them from orders drawn at random, each walked forth and back with one row of the background.

    Whatever orders are drawn, the values of one walk add up to the answer less that of the background's row, and so do
    all. Walking back takes what is due to an order's ends out of the error (R. Mitchell et al.: Sampling permutations
    for Shapley value estimation, JMLR 23, 2022: antithetic sampling).

    Parameters
    ----------
    game : callable
    passes : int
        How often each row of the background is walked with, at least 2.
    seed : int
        Same seed, same orders.
    """
    rng = np.random.default_rng(seed)
    walks = np.stack([_pass(game, n_players, n_background, rng) for _pass_number in range(passes)])
    # An error is one of orders alone, since the background is what it is: it comes from walks with the same row.
    within = walks.var(axis=0, ddof=1) / passes
    return ShapleyEstimate(walks.mean(axis=(0, 1)), np.sqrt(within.sum(axis=0)) / n_background)


def _pass(game: Game, n_players: int, n_background: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return a walk with each row of the background, shape (n_background, n_players, n_answers)."""
    orders = rng.permuted(np.tile(np.arange(n_players), (n_background, 1)), axis=1)
    return (_walked(game, orders) + _walked(game, orders[:, ::-1])) / 2


def _walked(game: Game, orders: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return what each player adds when they join in an order of its own for each row of the background."""
    n_background, n_players = orders.shape
    ranks = np.argsort(orders, axis=1)
    masks = ranks[:, None, :] < np.arange(n_players + 1)[None, :, None]
    others = np.repeat(np.arange(n_background), n_players + 1)
    answers = _in_parts(game, masks.reshape(-1, n_players), others).reshape(n_background, n_players + 1, -1)
    return np.take_along_axis(np.diff(answers, axis=1), ranks[..., None], axis=1)


def _in_parts(game: Game, masks: Masks, others: NDArray[np.intp]) -> Answers:
    starts = range(0, len(masks), MOST_AT_ONCE)
    return np.concatenate([game(masks[at : at + MOST_AT_ONCE], others[at : at + MOST_AT_ONCE]) for at in starts])
