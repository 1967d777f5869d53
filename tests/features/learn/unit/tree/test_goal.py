"""The goals of the chapter: a solution reaches each; the start, and the machine's trees, do not."""

from bakeoff.features.learn.tree.goal import LEAST_HARD, MOST_LEAVES, exclusive_or, moons, reached, reached_hard
from bakeoff.features.learn.tree.growing import Cut, machine, tree
from bakeoff.features.learn.tree.impurity import ThresholdQuestion

SOLUTION = (Cut(0, ThresholdQuestion(0, 0.0)), Cut(0, ThresholdQuestion(1, 0.0)), Cut(1, ThresholdQuestion(1, 0.0)))
HARD = (Cut(0, ThresholdQuestion(1, 0.2)), Cut(0, ThresholdQuestion(0, -3.0)), Cut(1, ThresholdQuestion(0, 3.0)))


def test_three_questions_reach_it_and_fewer_do_not():
    points = exclusive_or()
    assert [reached(tree(SOLUTION[:n], points.X, points.y, 2)) for n in range(4)] == [False, False, False, True]


def test_the_machine_reaches_it_with_more_leaves_alone_and_that_does_not_count():
    points = exclusive_or()
    assert not reached(machine(points.X, points.y, 2, MOST_LEAVES))
    large = machine(points.X, points.y, 2, 12)
    assert large.right(*points.validation) >= 90
    assert not reached(large)


def test_three_questions_reach_the_hard_goal_and_no_tree_of_the_machine_does():
    points = moons()
    assert [reached_hard(tree(HARD[:n], points.X, points.y, 2)) for n in range(4)] == [False, False, False, True]
    assert max(machine(points.X, points.y, 2, leaves).right(*points.validation) for leaves in range(2, 19)) == 89
    assert LEAST_HARD > 89
