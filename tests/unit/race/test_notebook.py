"""A race, a study and their explanations as notebooks show them."""

import dataclasses
import re
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest

import bakeoff
from bakeoff.evaluation.notation import interval, score
from bakeoff.race.outcome import Result
from bakeoff.race.race import run
from bakeoff.race.report import Report
from bakeoff.spec import BakeoffSpec
from bakeoff.study.plan import Plan
from bakeoff.text import speaking
from tests.hostile_names import FOREIGN, hostile_names

MOST_BYTES = 150_000
ALLOWED = {
    *("div", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "ul", "li"),
    *("svg", "title", "path", "circle", "text"),
}


class Seen(HTMLParser):
    """Elements, attributes and texts of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data):
        self.texts.append(data.replace("\xa0", " "))


def check_harmless(html: str) -> Seen:
    """Check that it is small, runs nothing, fetches nothing, and changes no colour of the page's ground."""
    seen = Seen(html)
    assert len(html.encode()) < MOST_BYTES
    assert set(seen.tags) <= ALLOWED
    assert not [
        name for name, _value in seen.attributes if name.startswith("on") or name in ("src", "href", "id", "class")
    ]
    assert all("url(" not in value and "background" not in value for name, value in seen.attributes if name == "style")
    return seen


@pytest.fixture(scope="module")
def moons(engine) -> Report:
    return run(BakeoffSpec(dataset="moons", contenders=["svm", "linear", "dummy"]), engine)


def test_a_report_shows_headline_advice_scores_and_curves(report):
    seen = check_harmless(report._repr_html_())
    said = " ".join(seen.texts)
    assert report.verdict.headline in said
    assert report.advice() in said
    for outcome in report.finished().values():
        estimate = outcome.metrics["accuracy"]
        assert score(estimate.value, report.metric) in seen.texts
        assert interval(estimate, report.metric) in seen.texts
    assert seen.tags.count("svg") == len(report.finished()) + 1
    assert seen.tags.count("svg") == seen.tags.count("title")
    assert 'No <b>"tree"</b> & no wood.' in said


def test_what_is_known_of_a_report_from_a_file_is_shown(iris_report):
    again = Report.from_json(iris_report.to_json())
    assert again.verdict.headline in " ".join(check_harmless(again._repr_html_()).texts)


def test_numbers_and_chinese_are_shown(engine):
    numbers = run(BakeoffSpec(dataset="diabetes", contenders=["linear", "decision_tree", "dummy"]), engine)
    assert "R²" in " ".join(check_harmless(numbers._repr_html_()).texts)
    with speaking("zh"):
        assert not re.findall(r"Contender|interval|while training", numbers._repr_html_())


def test_a_race_without_any_score_is_shown():
    spec = BakeoffSpec(dataset="iris", contenders=["svm"])
    failed = Report(spec, {}, None, {"svm": Result("svm", "failed", "It is <broken>.", (), None)})
    assert "It is <broken>." in " ".join(check_harmless(failed._repr_html_()).texts)


def test_no_name_of_a_table_is_html(engine):
    names = hostile_names()
    draw = np.random.default_rng(0)
    for first in range(0, 60, 20):
        classes = draw.choice(names[first + 2 : first + 8], 80)
        table = pd.DataFrame({names[first]: draw.random(80), names[first + 1]: draw.random(80), "kind": classes})
        choice = bakeoff.table(table, target="kind", name=names[first + 9])
        raced = run(BakeoffSpec(dataset=choice, contenders=["decision_tree", "linear", "dummy"]), engine)
        check_harmless(raced._repr_html_())
        check_harmless(bakeoff.differences(raced, "decision_tree", "linear")._repr_html_())
    assert FOREIGN in "".join(names)


def test_a_study_differences_and_reasons_show_their_sentence_and_numbers(engine, moons):
    record = bakeoff.judge(BakeoffSpec(dataset="iris", contenders=["svm", "dummy"]), Plan(folds=3, repeats=1), engine)
    differences, reasons = bakeoff.differences(moons, "svm", "linear"), bakeoff.reasons(moons)
    for shown, some in ((record, "Baseline"), (differences, "Linear"), (reasons, reasons.text)):
        assert some in " ".join(check_harmless(shown._repr_html_()).texts)
        assert some in repr(shown)
        assert len(repr(shown)) < 2_000
    assert differences.rules
    alone = dataclasses.replace(differences, rules=())
    assert "Nowhere" in repr(alone)
    check_harmless(alone._repr_html_())
