"""The answers that the page shows before the visitor's first race are those of real contenders."""

import numpy as np
import pytest

from bakeoff.features.ask.example import PATH, record, recorded_answers, to_json
from bakeoff.preparation.prepared import prepare
from bakeoff.recipes import recipe
from tests.features.ask.unit.subjects import fitted_on


def test_they_are_of_a_ready_race_and_small():
    recorded = recorded_answers()
    assert recorded.spec == recipe("iris").spec  # else run `.ci/record ask`
    assert to_json(recorded) == PATH.read_text("utf-8")
    assert PATH.stat().st_size < 20_000


@pytest.mark.parametrize("name", ["decision_tree", "random_forest", "svm", "dummy"])
def test_each_contender_answers_as_it_does_today(name):
    recorded = recorded_answers()
    spec = recorded.spec.with_parts(contenders={name: recorded.spec.contenders[name]})
    subject = fitted_on(prepare(spec), spec)
    assert subject.example(recorded.place) == recorded.example
    rows = [recorded.example.row]
    np.testing.assert_allclose(subject.predict(rows)[name].chances, recorded.predictions[name].chances, atol=1e-6)
    for curve in recorded.curves:
        row = list(recorded.example.row)
        row[curve.place] = curve.values[-1]
        (last,) = subject.predict([tuple(row)])[name].chances
        np.testing.assert_allclose(last, curve.answers[name].chances[-1], atol=1e-6)


def test_the_contenders_are_least_certain_on_the_row():
    spec = recipe("iris").spec.with_parts(contenders=("svm", "dummy"))
    subject = fitted_on(prepare(spec), spec)
    own = record(subject)
    sure = [subject.predict([subject.example(place).row])["svm"].confidence[0] for place in range(subject.sheet.n_test)]
    assert own.predictions["svm"].confidence[0] == min(sure)
