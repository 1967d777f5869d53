"""The sentence on who has arrived."""

import math

from bakeoff.features.learn.descent.page.race import standings


def test_the_race_is_told_in_the_order_of_arrival():
    there = {"sgd": 52.0, "nesterov": math.inf, "adam": 1.0}
    assert standings(there) == "Stays in the circle: Adam after 1 step, SGD after 52 steps. Not there: Nesterov."
    assert standings({"sgd": math.inf}) == "From here nobody reaches the circle and stays in it within 300 steps."
