"""Where questions and leaves are drawn."""

import numpy as np

from bakeoff.features.learn.tree.goal import moons
from bakeoff.features.learn.tree.growing import Cut, machine, tree
from bakeoff.features.learn.tree.impurity import ThresholdQuestion
from bakeoff.features.learn.tree.page.figure import nodes

ACROSS, UP = ThresholdQuestion(0, 0.0), ThresholdQuestion(1, 0.0)


def test_a_question_stands_above_the_middle_of_its_branches():
    X = np.array([[-1.0, -1.0], [1.0, -1.0], [-1.0, 1.0], [1.0, 1.0]])
    grown = tree((Cut(0, ACROSS), Cut(1, UP), Cut(0, UP)), X, np.array([0, 1, 1, 0]), 2)
    drawn = [(node.place, node.depth, node.question, node.leaf, node.parent) for node in nodes(grown)]
    assert drawn == [
        (1.5, 0, ACROSS, 0, -1),
        (0.5, 1, UP, 0, 0),
        (0, 2, None, 0, 1),
        (1, 2, None, 3, 1),
        (2.5, 1, UP, 1, 0),
        (2, 2, None, 1, 4),
        (3, 2, None, 2, 4),
    ]


def test_every_leaf_of_a_large_tree_has_a_place_of_its_own():
    points = moons()
    grown = machine(points.X, points.y, 2)
    drawn = nodes(grown)
    at_leaves = [node for node in drawn if node.question is None]
    assert sorted(node.leaf for node in at_leaves) == list(range(grown.n_leaves))
    assert [node.place for node in at_leaves] == list(range(grown.n_leaves))
    assert len(drawn) == 2 * grown.n_leaves - 1
