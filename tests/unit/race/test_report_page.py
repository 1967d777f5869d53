"""docs/report.md against real reports: every field is documented, and every documented field is there."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from bakeoff.race.outcome import WhyStatement
from bakeoff.race.race import run
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

PAGE = (Path(__file__).parents[3] / "docs/report.md").read_text(encoding="utf-8")
_TEXTS, _FIELDS = PAGE.split("## Fields")
DOCUMENTED, OF_TEXTS = (set(re.findall(r"^\| `([^`]+)` \|", part, re.M)) for part in (_FIELDS, _TEXTS))
EXAMPLE = json.loads(re.findall(r"^```json\n(.*?)^```$", PAGE, re.M | re.S)[0])

BY_NAME = {"environment", "spec.contenders", "contenders", "contenders.*.metrics", "contenders.*.costs.sizes"}
BY_NAME |= {"choice.losses", "choice.taken", "verdict.ranks", "verdict.scores", "contenders.*.seeds[].metrics"}
WHOLE = {
    "spec.dataset.options",
    "spec.contenders.*",
    "contenders.*.parameters",
    "verdict.caveats[].mend_with",
}  # declared elsewhere


def paths(value: object, path: str = "") -> set[str]:
    """Return the path of every value and of everything around it, with ``*`` for a name that the race decides."""
    found = {path} if path else set()
    if path in WHOLE or (isinstance(value, dict) and {"id", "text"} <= value.keys() <= OF_TEXTS):
        return found
    if isinstance(value, dict):
        for key, one in value.items():
            name = "*" if path in BY_NAME else key
            found |= paths(one, f"{path}.{name}" if path else name)
    if isinstance(value, list):
        found |= {inner for one in value if isinstance(one, dict) for inner in paths(one, f"{path}[]")}
    return found


def around(documented: set[str]) -> set[str]:
    """Return what is only there to hold something documented."""
    holders = {re.match(r".*(?=(\.|\[\])[^.\[\]]*$)", path) for path in documented}
    return {match[0] for match in holders if match} | {f"{path}[]" for path in documented}


@pytest.mark.parametrize("which", ["a real report", "the example"])
def test_every_field_is_documented_and_there(which, iris_report):
    iris_report = replace(
        iris_report, why=(WhyStatement("fair", _("Not a fair fight: settings hold back {labels}.", labels="A"), False),)
    )
    found = paths(json.loads(iris_report.to_json()) if which == "a real report" else EXAMPLE)
    assert found - DOCUMENTED - around(DOCUMENTED) == set()
    chosen = {path for path in DOCUMENTED if path.startswith("choice.")}
    assert DOCUMENTED - found == (chosen if which == "the example" else set())  # it has one contender and a baseline


def test_the_example_is_what_its_own_spec_gives(engine):
    found = json.loads(run(BakeoffSpec(**EXAMPLE["spec"]), engine).to_json())
    assert found["spec"] == EXAMPLE["spec"]
    assert found["data"] == EXAMPLE["data"]
    assert found["verdict"] == EXAMPLE["verdict"]
    assert found["choice"] is EXAMPLE["choice"] is None
    one, other = (report["contenders"]["decision_tree"] for report in (found, EXAMPLE))
    assert one["metrics"] == {name: pytest.approx(estimate) for name, estimate in other["metrics"].items()}
    assert one["costs"]["sizes"] == other["costs"]["sizes"]
    assert set(found["environment"]) >= set(EXAMPLE["environment"])
