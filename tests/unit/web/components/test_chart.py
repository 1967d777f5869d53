"""What a browser sends of a click is taken for one only if it is."""

import pytest

from bakeoff.web.components.chart import Clicked, clicked_of


@pytest.mark.parametrize(
    "sent", [None, "x", 3, [], {}, {"trace": 1, "x": 1, "y": 2}, {"trace": "SVM", "x": None, "y": 2}, {"trace": "SVM"}]
)
def test_what_is_no_click_is_nothing(sent):
    assert clicked_of(sent) is None


def test_a_click_says_where():
    assert clicked_of({"trace": "SVM", "x": "yes", "y": 2.5, "more": {}}) == Clicked("SVM", "yes", 2.5)
