"""Trees of cuts, against scikit-learn's answers and counts."""

import numpy as np
import pytest
from sklearn.tree import DecisionTreeClassifier

from bakeoff.features.learn.tree.goal import exclusive_or, moons
from bakeoff.features.learn.tree.growing import Box, Cut, can_cut, leaf_at, leaves, machine, pruned, tree
from bakeoff.features.learn.tree.impurity import ThresholdQuestion

CUTS = (Cut(0, ThresholdQuestion(0, 0.0)), Cut(1, ThresholdQuestion(1, 1.0)))


@pytest.mark.parametrize("most_leaves", [2, 3, 7, None])
def test_the_machine_answers_as_scikit_learns_tree_everywhere(most_leaves):
    points = moons()
    own = machine(points.X, points.y, 2, most_leaves)
    theirs = DecisionTreeClassifier(max_leaf_nodes=most_leaves, random_state=0).fit(points.X, points.y)
    places = np.random.default_rng(0).uniform(-7, 7, (5000, 2)).astype(np.float32).astype(float)
    assert (own.predict(places) == theirs.predict(places)).all()
    assert own.n_leaves == theirs.get_n_leaves()
    held = points.validation
    assert own.right(*held) == round(100 * theirs.score(*held))
    at_leaves = theirs.tree_.children_left < 0
    filled = (theirs.tree_.value[at_leaves][:, 0] * theirs.tree_.n_node_samples[at_leaves][:, None]).round()
    assert sorted(filled.tolist()) == sorted(own.counts.tolist())


def test_a_leaf_keeps_its_number_on_the_left_and_its_box_holds_its_rows():
    X = np.array([[-1.0, 0.0], [1.0, 0.0], [1.0, 2.0], [0.0, 9.0]])
    assert leaves(CUTS, X).tolist() == [0, 1, 2, 0]
    grown = tree(CUTS, X, np.array([0, 1, 0, 1]), 2)
    inf = np.inf
    assert grown.boxes == (Box(-inf, 0.0, -inf, inf), Box(0.0, inf, -inf, 1.0), Box(0.0, inf, 1.0, inf))
    assert grown.counts.tolist() == [[1, 1], [0, 1], [1, 0]]
    assert sum(box.within(6).area for box in grown.boxes) == 144
    assert leaf_at(CUTS, 3.0, 3.0) == 2


@pytest.mark.parametrize(
    ("cut", "possible"),
    [
        (Cut(1, ThresholdQuestion(1, 0.5)), True),
        (Cut(1, ThresholdQuestion(0, -3.0)), False),  # the leaf's rows are all on the right
        (Cut(3, ThresholdQuestion(0, 0.0)), False),  # no such leaf
    ],
)
def test_a_cut_needs_rows_on_both_sides(cut, possible):
    X = np.array([[-1.0, 0.0], [1.0, 0.0], [1.0, 2.0]])
    assert can_cut(CUTS[:1], cut, X) is possible


@pytest.mark.parametrize("points", [moons(), exclusive_or()], ids=["moons", "xor"])
def test_pruning_takes_splits_of_the_whole_tree_away_and_leaves_its_other_ones(points):
    whole = machine(points.X, points.y, 2)
    sizes = []
    for most in range(2, whole.n_leaves + 1):
        own = pruned(points.X, points.y, 2, most)
        assert {cut.question for cut in own.cuts} <= {cut.question for cut in whole.cuts}
        sizes.append(own.n_leaves)
        assert own.n_leaves <= most
    assert sizes == sorted(sizes)
    assert sizes[-1] == whole.n_leaves


def test_two_leaves_have_80_points_right_as_a_wrong_ending_is_told():
    points = moons()
    assert machine(points.X, points.y, 2, 2).right(*points.validation) == 80
