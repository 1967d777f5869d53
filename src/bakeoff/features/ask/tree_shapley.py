"""Exact Shapley values of the mean of trees: what each feature adds to the answer to one row.

S. M. Lundberg et al.: From local explanations to global understanding with explainable AI for trees. Nature Machine
Intelligence 2, 2020, the interventional algorithm: with some features taken from a row of a background and all others
from the row in question, a tree ends in a leaf that both rows lead to together. How often it does, over all orders of
the features, is a product of factorials, so that one walk down the tree with both rows does for all coalitions.

Here all trees and all background rows walk down at once, level by level, in NumPy.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.special import beta

from bakeoff.contenders.explanations import GrownTree

MOST_PAIRS = 4000
"""Of a tree and a background row that walk at once."""
_WORD = 64
_Words = NDArray[np.uint64]


def tree_contributions(
    trees: Sequence[GrownTree],
    x: NDArray[np.floating],
    background: NDArray[np.floating],
    owners: NDArray[np.intp],
    n_players: int,
) -> NDArray[np.float64]:
    """Return each player's Shapley value in the mean answer of trees, shape (n_players, n_answers).

    Parameters
    ----------
    x : ndarray of shape (n_features,)
        The row in question, preprocessed.
    background : ndarray of shape (n_background, n_features)
        Rows that lend their values where the row's own are left out.
    owners : ndarray of shape (n_features,)
        Which player each preprocessed feature belongs to; -1 where the row and all of the background are alike.
    """
    rows = np.vstack([x, background]).astype(np.float32)  # in which scikit-learn compares
    # What is alike belongs to a player of its own, who can turn nothing: a leaf that it closes is closed to both.
    bits = _bits(np.where(owners < 0, n_players, owners), n_players + 1)
    total = np.zeros((n_players, trees[0].values.shape[1]))
    for some in _parts(trees, max(1, MOST_PAIRS // len(background))):
        total += _walk(_Grove.of(some), rows, bits)[:n_players]
    return total / (len(trees) * len(background))


@dataclass(frozen=True, eq=False)
class _Grove:
    """Some trees as one table of nodes; fields as in `GrownTree`, and the places of the roots."""

    left: NDArray[np.intp]
    right: NDArray[np.intp]
    feature: NDArray[np.intp]
    threshold: NDArray[np.float64]
    values: NDArray[np.float64]
    roots: NDArray[np.intp]

    @classmethod
    def of(cls, trees: Sequence[GrownTree]) -> Self:
        sizes = np.array([len(tree.left) for tree in trees])
        roots = np.cumsum(sizes) - sizes

        def follows(children: Sequence[NDArray[np.intp]]) -> NDArray[np.intp]:
            moved = [np.where(child >= 0, child + root, -1) for child, root in zip(children, roots, strict=True)]
            return np.concatenate(moved)

        return cls(
            follows([tree.left for tree in trees]),
            follows([tree.right for tree in trees]),
            np.concatenate([tree.feature for tree in trees]),
            np.concatenate([tree.threshold for tree in trees]),
            np.concatenate([tree.values for tree in trees]),
            roots,
        )


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Walks with the row and a row of the background, each at a node that some coalition leads to.

    Attributes
    ----------
    node, other : ndarray of shape (n_pairs,)
        Where it is, and which row of the background.
    needed, barred : ndarray of shape (n_pairs, n_words)
        Bits of the players that must be the row's own to get there, and of those that must not.
    """

    node: NDArray[np.intp]
    other: NDArray[np.intp]
    needed: _Words
    barred: _Words

    def at(self, some: NDArray[np.bool_], node: NDArray[np.intp]) -> Self:
        """Return some of them, moved to other nodes."""
        return type(self)(node[some], self.other[some], self.needed[some], self.barred[some])

    def alive(self) -> Self:
        """Return those that some coalition gets to."""
        return self.at(np.asarray(~(self.needed & self.barred).any(axis=1)), self.node)


def _walk(grove: _Grove, rows: NDArray[np.float32], bits: _Words) -> NDArray[np.float64]:
    """Return the players' sums over trees and background rows, shape (n_bits, n_answers)."""
    n_background = len(rows) - 1
    node, other = np.repeat(grove.roots, n_background), np.tile(np.arange(1, len(rows)), len(grove.roots))
    nothing = np.zeros((len(node), bits.shape[1]), dtype=np.uint64)
    pairs = _Pairs(node, other, nothing, nothing)
    total = np.zeros((_WORD * bits.shape[1], grove.values.shape[1]))
    while len(pairs.node):
        ends = grove.left[pairs.node] < 0
        total += _at_leaves(pairs.at(ends, pairs.node), grove.values)
        pairs = _step(grove, pairs.at(~ends, pairs.node), rows, bits)
    return total


def _step(grove: _Grove, pairs: _Pairs, rows: NDArray[np.float32], bits: _Words) -> _Pairs:
    """Return where the walks go on: where the two rows part, one goes each way."""
    feature, threshold = grove.feature[pairs.node], grove.threshold[pairs.node]
    own, others = rows[0, feature] <= threshold, rows[pairs.other, feature] <= threshold
    left, right = grove.left[pairs.node], grove.right[pairs.node]
    to_own, to_others = np.where(own, left, right), np.where(others, left, right)
    part, bit = own != others, bits[feature]
    together = pairs.at(~part, to_own)
    ours, theirs = pairs.at(part, to_own), pairs.at(part, to_others)
    ours = _Pairs(ours.node, ours.other, ours.needed | bit[part], ours.barred).alive()
    theirs = _Pairs(theirs.node, theirs.other, theirs.needed, theirs.barred | bit[part]).alive()
    return _joined(together, ours, theirs)


def _joined(*parts: _Pairs) -> _Pairs:
    return _Pairs(
        np.concatenate([part.node for part in parts]),
        np.concatenate([part.other for part in parts]),
        np.concatenate([part.needed for part in parts]),
        np.concatenate([part.barred for part in parts]),
    )


def _at_leaves(pairs: _Pairs, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what the leaves' values give to each player.

    Of u needed and v barred players each needed one gets (u - 1)! v! / (u + v)!, and each barred one pays
    u! (v - 1)! / (u + v)!.
    """
    u, v = (np.bitwise_count(nodes).sum(axis=1, dtype=np.float64) for nodes in (pairs.needed, pairs.barred))
    gains = np.where(u > 0, beta(np.maximum(u, 1), v + 1), 0.0)
    pays = np.where(v > 0, beta(np.maximum(v, 1), u + 1), 0.0)
    shares = _flags(pairs.needed) * gains[:, None] - _flags(pairs.barred) * pays[:, None]
    return np.asarray(shares.T @ values[pairs.node])


def _bits(owners: NDArray[np.intp], n: int) -> _Words:
    """Return a word, or several, for each feature, with its owner's bit set."""
    bits = np.zeros((len(owners), -(-n // _WORD)), dtype=np.uint64)
    bits[np.arange(len(owners)), owners // _WORD] = np.uint64(1) << (owners % _WORD).astype(np.uint64)
    return bits


def _flags(words: _Words) -> NDArray[np.uint8]:
    """Return the bits of words as zeros and ones, the lowest first."""
    little = np.ascontiguousarray(words, dtype="<u8").view(np.uint8)
    return np.unpackbits(little, axis=1, bitorder="little")


def _parts(trees: Sequence[GrownTree], size: int) -> Iterator[Sequence[GrownTree]]:
    for start in range(0, len(trees), size):
        yield trees[start : start + size]
