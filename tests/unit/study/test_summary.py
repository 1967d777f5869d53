"""The one sentence of a study over data sets, against the two tests that it rests on."""

import pytest

from bakeoff.study.findings import ranks
from bakeoff.study.summary import summary
from tests.unit.study.test_account import record

NAMES = ("svm", "linear", "random_forest", "decision_tree")


def over_datasets(*places):
    """Return a study whose contenders rank so on each data set."""
    level = {name: [0.9 - 0.1 * order.index(name[0]) for order in places] for name in NAMES}
    return record(level, "datasets", tuple(f"data set {n}" for n in range(len(places))))


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (
            ("slrd", "srld", "lsrd", "lsdr"),
            "Over 4 data sets not all contenders rank alike (Friedman’s test). Too few data sets to say which differ "
            "(Nemenyi’s test of pairs).",
        ),
        (("slrd", "drls"), "Over 2 data sets no contender ranks reliably above another."),
    ],
)
def test_a_difference_that_no_pair_shows_is_told_as_that(places, said):
    study = over_datasets(*places)
    found = ranks(study)
    assert found.groups == (tuple(found.average_ranks.index),)
    assert (found.p_value < 0.05) == ("Friedman" in said)
    assert summary(study) == said
