"""The goal of the chapter: a solution reaches it; the start, and the machine's tree as large, do not."""

from bakeoff.features.learn.tree.goal import MOST_LEAVES, exclusive_or, reached
from bakeoff.features.learn.tree.growing import Cut, machine, tree
from bakeoff.features.learn.tree.impurity import ThresholdQuestion

SOLUTION = (Cut(0, ThresholdQuestion(0, 0.0)), Cut(0, ThresholdQuestion(1, 0.0)), Cut(1, ThresholdQuestion(1, 0.0)))


def test_three_questions_reach_it_and_fewer_do_not():
    points = exclusive_or()
    assert [reached(tree(SOLUTION[:n], points.X, points.y, 2)) for n in range(4)] == [False, False, False, True]


def test_the_machine_reaches_it_with_more_leaves_alone_and_that_does_not_count():
    points = exclusive_or()
    assert not reached(machine(points.X, points.y, 2, MOST_LEAVES))
    large = machine(points.X, points.y, 2, 12)
    assert large.right(*points.validation) >= 90
    assert not reached(large)
