"""The goal of the chapter: a set-up that reaches it, and the others, which do not."""

from bakeoff.features.learn.forest.goal import reached
from bakeoff.features.learn.forest.jury import FEATURES, TREES, jury


def test_trees_that_draw_rows_and_ask_about_one_feature_reach_it_and_no_others():
    reaching = [(rows, n) for rows in (True, False) for n in FEATURES if reached(jury(rows, n), TREES)]
    assert reaching == [(True, 1)]
    assert not reached(jury(True, 1), 10)
