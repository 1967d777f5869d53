"""What a headline says of a race before it says who won."""

from bakeoff.evaluation.base import Finding
from bakeoff.race.caveats import caveats
from bakeoff.race.outcome import Result


def test_of_what_makes_a_result_void_the_headline_says_the_gravest_alone():
    codes = ("repeated", "telltale", "answer_means")
    findings = [Finding(code, "warning", code, "why", "mend", headline=f"{code}.") for code in codes]
    failed = {"svm": Result("svm", "failed", "No.", (), None)}
    said = caveats(failed, findings, "classification")
    assert {caveat.code for caveat in said} == {*codes, "failed"}
    headlines = {caveat.code: caveat.headline for caveat in said if caveat.headline}
    assert headlines.pop("failed")
    assert headlines == {"telltale": "telltale."}
