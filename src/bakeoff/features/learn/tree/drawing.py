"""Positions of a tree's questions and leaves in a drawing, from the root down."""

from dataclasses import dataclass

from bakeoff.features.learn.tree.growing import Grown
from bakeoff.features.learn.tree.impurity import ThresholdQuestion


@dataclass(frozen=True)
class Node:
    """A question or a leaf.

    Attributes
    ----------
    place : float
        From left to right: leaves stand at whole numbers, a question in the middle of its two branches.
    depth : int
        How many questions stand above it.
    question : ThresholdQuestion or None
        None of a leaf.
    leaf : int
        Number of the leaf, or of the one that was asked.
    parent : int
        Where in the list the question above it stands; -1 of the root.
    """

    place: float
    depth: int
    question: ThresholdQuestion | None
    leaf: int
    parent: int


def nodes(tree: Grown) -> tuple[Node, ...]:
    """Return the questions and leaves of a tree, each after the question above it."""
    asked: dict[int, list[tuple[int, ThresholdQuestion]]] = {}
    for number, cut in enumerate(tree.cuts, start=1):
        asked.setdefault(cut.leaf, []).append((number, cut.question))
    drawn: list[Node] = []
    _draw(drawn, asked, 0, 0, -1, 0)
    return tuple(drawn)


def _draw(
    drawn: list[Node],
    asked: dict[int, list[tuple[int, ThresholdQuestion]]],
    leaf: int,
    turn: int,
    parent: int,
    left: int,
) -> int:
    """Add what stands below the questions that a leaf was asked before `turn`; return how many leaves that is."""
    questions = asked.get(leaf, [])
    depth = drawn[parent].depth + 1 if parent >= 0 else 0
    own = len(drawn)
    if turn == len(questions):
        drawn.append(Node(left, depth, None, leaf, parent))
        return 1
    number, question = questions[turn]
    drawn.append(Node(0.0, depth, question, leaf, parent))
    n_left = _draw(drawn, asked, leaf, turn + 1, own, left)
    second = len(drawn)
    n_right = _draw(drawn, asked, number, 0, own, left + n_left)
    drawn[own] = Node((drawn[own + 1].place + drawn[second].place) / 2, depth, question, leaf, parent)
    return n_left + n_right
