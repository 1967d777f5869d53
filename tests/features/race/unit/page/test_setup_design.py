"""Line before a race on what its test rows can show."""

import pytest

from bakeoff.features.race.page.setup import design
from bakeoff.spec import BakeoffSpec


def test_it_counts_the_test_rows_and_knows_where_it_cannot_tell():
    cancer = BakeoffSpec(dataset="breast_cancer")
    assert design(cancer).startswith("With 142 test rows, of two contenders with 85 and 80 % accuracy")
    assert "about 2 of 10" in design(cancer)
    assert "about 5 of 10" in design(cancer.replace("rules.test_share", 0.65))


@pytest.mark.parametrize(
    "spec",
    [
        BakeoffSpec(dataset="diabetes"),
        BakeoffSpec(dataset="iris", rules={"metric": "log_loss"}),
        BakeoffSpec(dataset="mnist"),
        BakeoffSpec(dataset="iris", rules={"split": "group", "split_by": "a"}),
    ],
)
def test_it_is_silent_of_other_metrics_splits_and_official_test_parts(spec):
    assert design(spec) == ""
