"""Rows that have some features of one row and all others of a background's: what contributions are measured with."""

import functools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import hstack, issparse

from bakeoff.features.ask.answers import RawFeature, Row
from bakeoff.features.ask.shapley import Masks
from bakeoff.features.ask.subject import Subject
from bakeoff.matrix import dense, stacked

BACKGROUND = 100
MOST_PLAYERS = 64
SMALL_BACKGROUND = 30
"""Rows of the background, and of a wide table, where each is dear."""
PATCHES = 7
"""Of a picture, along its longer side."""
MOST_NUMBERS = 4_000_000
"""Preprocessed at once."""


def players_of(columns: Sequence[RawFeature], image_shape: tuple[int, int] | None) -> tuple[tuple[int, ...], ...]:
    """Return the raw features that each player stands for: itself, or a square patch of pixels.

    Examples
    --------
    >>> [len(patch) for patch in players_of([], (28, 28))][:2], len(players_of([], (28, 28)))
    ([16, 16], 49)
    """
    if image_shape is None:
        return tuple((place,) for place in range(len(columns)))
    height, width = image_shape
    side = max(1, round(max(height, width) / PATCHES))
    pixels = np.arange(height * width).reshape(image_shape)
    corners = [(down, right) for down in range(0, height, side) for right in range(0, width, side)]
    return tuple(tuple(pixels[down : down + side, right : right + side].ravel().tolist()) for down, right in corners)


@functools.lru_cache(maxsize=4)
def mixer_of(subject: Subject, row: Row) -> "Mixer":
    """Return what mixes rows with this one: the same for all contenders."""
    return Mixer(subject, row)


class Mixer:
    """Makes such rows for one row, preprocessed.

    Attributes
    ----------
    players : tuple of tuple of int
        The raw features of each player.
    numbers : ndarray of shape (n_background,)
        Rows of the data set that the background is: training rows, evenly over them.
    """

    def __init__(self, subject: Subject, row: Row) -> None:
        self._subject = subject
        self.players = players_of(subject.sheet.columns, subject.sheet.image_shape)
        train = subject.prepared.rows_train
        wanted = BACKGROUND if len(self.players) <= MOST_PLAYERS else SMALL_BACKGROUND
        self.numbers = train[np.linspace(0, len(train) - 1, min(wanted, len(train))).astype(np.intp)]
        self._own, self._others = self._raw(row)

    def rows(self, masks: Masks, others: NDArray[np.intp]) -> Any:
        """Return preprocessed rows: with the players in masks as in the row, all others as in the background's rows."""
        return self._mix(masks, others)

    @functools.cached_property
    def x(self) -> NDArray[np.floating]:
        """The row, preprocessed; shape (n_features,)."""
        return np.asarray(dense(self._both[:1])[0])

    @functools.cached_property
    def background(self) -> NDArray[np.floating]:
        """The background's rows, preprocessed; shape (n_background, n_features)."""
        return dense(self._both[1:])

    @functools.cached_property
    def _both(self) -> Any:
        """The row and after it the background's, preprocessed, sparse if the contenders take them so."""
        return stacked([self._preprocessed(self._own), self._preprocessed(self._others)])

    @functools.cached_property
    def _mix(self) -> Callable[[Masks, NDArray[np.intp]], Any]:
        """The cheapest way to the mixed rows: of features that are preprocessed already, if each is of one player."""
        owners = self.owners
        if owners is None:
            return lambda masks, others: self._preprocessed(self._mixed(masks, others))
        if issparse(self._both):
            return functools.partial(_joined, *_blocks(self._both, owners))
        return lambda masks, others: np.where(_with_none(masks)[:, owners], self.x, self.background[others])

    @functools.cached_property
    def owners(self) -> NDArray[np.intp] | None:
        """Which player each preprocessed feature hangs on, -1 for none; None if one hangs on several.

        It is found by looking, whatever the preprocessing: what moves when one player is as in the background. A
        feature that never moves is alike in the row and in all of the background.
        """
        if self._subject.sheet.image_shape and self.background.shape[1] == len(self._subject.sheet.columns):
            return self._owner_of_raw
        moved = np.concatenate([self._moved(some) for some in self._players_in_parts()])
        if (moved.sum(axis=0) > 1).any():
            return None
        return np.where(moved.any(axis=0), moved.argmax(axis=0), -1)

    def _players_in_parts(self) -> list[NDArray[np.intp]]:
        n, most = len(self.players), max(1, MOST_NUMBERS // self.background.size)
        return np.array_split(np.arange(n), -(-n // most))

    def _moved(self, players: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Return which preprocessed features move with each of some players; shape (n_players, n_features)."""
        n_background = len(self.numbers)
        masks = np.repeat(players[:, None] != np.arange(len(self.players)), n_background, axis=0)
        rows = self._preprocessed(self._mixed(masks, np.tile(np.arange(n_background), len(players))))
        return np.asarray((dense(rows) != self.x).reshape(len(players), n_background, -1).any(axis=1))

    @functools.cached_property
    def _owner_of_raw(self) -> NDArray[np.intp]:
        owners = np.zeros(sum(map(len, self.players)), dtype=np.intp)
        for player, places in enumerate(self.players):
            owners[list(places)] = player
        return owners

    def _preprocessed(self, raw: Any) -> Any:
        return self._subject.prepared.pipeline.transform(raw)

    def _raw(self, row: Row) -> tuple[Any, Any]:
        """Return the row and the background's rows as the preprocessing takes them."""
        rows = self._subject.rows(self.numbers)
        if self._subject.sheet.image_shape:
            return np.array([row], dtype=np.uint8), np.array(rows, dtype=np.uint8)
        return self._subject.frame([row]), self._subject.frame(rows)

    def _mixed(self, masks: Masks, others: NDArray[np.intp]) -> Any:
        """Return mixed rows as the preprocessing takes them."""
        own = masks[:, self._owner_of_raw]
        if not isinstance(self._others, pd.DataFrame):
            return np.where(own, self._own, self._others[others])
        mixed = self._others.iloc[others].reset_index(drop=True)
        return pd.DataFrame(
            {name: mixed[name].mask(own[:, place], self._own[name].iloc[0]) for place, name in enumerate(mixed.columns)}
        )


def _with_none(masks: Masks) -> Masks:
    """Return masks with a player more, the last, who is never as in the row: features that hang on none are theirs."""
    return np.concatenate([masks, np.zeros((len(masks), 1), dtype=bool)], axis=1)


def _blocks(both: Any, owners: NDArray[np.intp]) -> tuple[list[tuple[int, Any]], NDArray[np.intp]]:
    """Return columns by the player that they hang on, and the order that puts them back into theirs."""
    players = np.unique(owners).tolist()
    columns = [np.flatnonzero(owners == player) for player in players]
    blocks = [(player, both[:, some]) for player, some in zip(players, columns, strict=True)]
    return blocks, np.argsort(np.concatenate(columns))


def _joined(blocks: Sequence[tuple[int, Any]], order: NDArray[np.intp], masks: Masks, others: NDArray[np.intp]) -> Any:
    """Return mixed rows, sparse, joined of those of each player; the first row of a block is the row's own."""
    own = _with_none(masks)
    parts = [block[np.where(own[:, player], 0, 1 + others)] for player, block in blocks]
    return hstack(parts, format="csr")[:, order]
