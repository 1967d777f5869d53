"""What a race was set to is told in the words of the form that set it."""

import html
import re

from bakeoff.features.history.comparison import side_by_side
from bakeoff.features.history.page.numbers import table
from bakeoff.race.outcome import Result
from bakeoff.race.report import Report
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, speaking

SPEC = BakeoffSpec(dataset="moons", contenders=["svm", "k_nearest", "linear"])


def rows() -> dict[str, str]:
    """Return label and value of each setting that a stored race's table has."""
    stopped = {name: Result(name, "stopped", "Stopped.", (), None) for name in SPEC.contenders}
    shown = table(side_by_side({"a": Report(SPEC, {}, None, stopped)}), {"a": "Value"})
    cells = re.findall(r"<th scope=\"row\">(.*?)</th><td>(.*?)</td>", shown)
    return {html.unescape(name): html.unescape(value).replace("\u00a0", " ") for name, value in cells}


def test_settings_are_in_the_words_of_the_form():
    for code in ("en", "zh"):
        with speaking(code):
            said = rows()
            assert said[_("Kernel")] == _("Radial (RBF)")
            assert said[_("Weights")] == _("All count alike")
            assert said[_("Most rows to train on")] == _("no limit")
            assert said[_("Noise")] == "0.2"


def test_rows_in_which_all_races_read_the_same_can_be_left_out():
    def of(**settings):
        spec = SPEC.with_parts(contenders={"svm": settings})
        return Report(spec, {}, None, {"svm": Result("svm", "stopped", "Stopped.", (), None)})

    titles = {"a": "A", "b": "B"}
    shown = table(side_by_side({"a": of(C=1), "b": of(C=10)}), titles, all_rows=False)
    assert re.findall(r"<td>(.*?)</td>", shown) == ["1", "10"]
    assert table(side_by_side({"a": of(C=1), "b": of(C=1)}), titles, all_rows=False) == ""
    alike = side_by_side({"a": of(C=1), "b": of(C=1)})
    alike.loc[("numbers", "svm", "fit_cpu_seconds"), :] = [0.10001, 0.10002]
    assert table(alike, titles, all_rows=False) == ""
    assert "100\u00a0ms" in table(alike, titles)
