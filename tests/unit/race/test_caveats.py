"""What a headline says of a race before it says who won."""

from bakeoff.checks.base import EndedRace
from bakeoff.evaluation.base import Finding
from bakeoff.evaluation.metrics import metric_named
from bakeoff.race.caveats import caveats


def test_of_what_makes_a_result_void_the_headline_says_the_gravest_alone():
    codes = ("repeated", "telltale", "answer_means")
    findings = [Finding(code, "warning", code, "why", "mend", headline=f"{code}.") for code in codes]
    said = caveats(EndedRace(metric_named("accuracy"), failed=("svm",)), findings)
    assert {caveat.code for caveat in said} == {*codes, "failed"}
    headlines = {caveat.code: caveat.headline for caveat in said if caveat.headline}
    assert headlines.pop("failed")
    assert headlines == {"telltale": "telltale."}
