"""The goals of the chapter: the start reaches neither, and a set-up reaches each."""

from bakeoff.features.learn.forest.goal import MOST_TREES, reached, reached_hard, voted_right
from bakeoff.features.learn.forest.jury import FEATURES, TREES, jury


def test_few_trees_that_draw_pixels_reach_the_easy_goal_and_the_start_does_not():
    assert not reached(jury(None, FEATURES[-1]), 11)
    assert not reached(jury(None, FEATURES[-1]), MOST_TREES)
    assert reached(jury(None, 8), MOST_TREES)
    assert not reached(jury(None, 8), TREES)  # too many


def test_weak_trees_reach_the_hard_goal_and_good_ones_do_not():
    assert not reached_hard(jury(None, FEATURES[-1]), 11)
    assert reached_hard(jury(0.2, 2), TREES)
    assert not reached_hard(jury(0.05, 2), TREES)  # too weak
    assert not reached_hard(jury(1.0, 2), TREES)  # too good alone


def test_many_trees_that_see_the_same_stay_below_550_as_a_wrong_ending_is_told():
    assert voted_right(jury(None, FEATURES[-1]), TREES) == 527
