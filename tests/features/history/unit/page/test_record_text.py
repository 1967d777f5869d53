"""What the list of races says of each."""

from bakeoff.features.history.page.record_text import changed_settings
from bakeoff.spec import BakeoffSpec


def test_races_on_the_same_data_are_told_apart_by_what_is_set():
    spec = BakeoffSpec(dataset="iris", contenders=["svm", "dummy"])
    assert changed_settings(spec) == ""
    spec = spec.replace("rules.seed", 7).replace("svm.C", 10)
    assert changed_settings(spec) == "Seed 7, Support vector machine Penalty C 10"
    more = spec.replace("rules.seeds", 3).replace("rules.validation_share", 0.1).replace("svm.kernel", "linear")
    assert changed_settings(more).endswith(", Support vector machine Penalty C 10, 1 more")
