import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.contenders import Step
from bakeoff.engine.base import Failed, Finished, Message, Started, Stopped
from bakeoff.errors import TrainingError
from bakeoff.race.snapshot import Run, advance
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, speaking
from bakeoff.ui.shared.headline import headline, in_words, plain
from tests.catalogues import language_made_of


@pytest.fixture
def run():
    return Run.start("id", BakeoffSpec(dataset="iris", contenders=["svm", "decision_tree"]))


@given(st.text(alphabet="ab [](){}*_`~$:<>#!|+\\", max_size=30))
def test_plain_text_holds_no_mark_that_is_not_escaped(text):
    escaped = plain(text)
    marks = "\\`*_{}[]()#+!|:$~<>"
    pieces = iter(escaped)
    shown = "".join(next(pieces) if piece == "\\" else piece for piece in pieces if piece == "\\" or piece not in marks)
    assert shown == text


def test_an_address_in_a_plain_text_is_no_link():
    said = plain("www.evil.example http://evil.example a@evil.example")
    assert not re.search(r"\w://|www\.|\w@", said.replace("\\", ""))  # Streamlit looks for links behind the marks
    assert said.replace("\u2060", "").replace("\\", "") == "www.evil.example http://evil.example a@evil.example"


def test_plain_text_is_in_the_readers_language(tmp_path):
    error = ValueError(_("No row: {n}", n=3))
    with language_made_of(tmp_path, "de", {"No row: {n}": "Keine Zeile: {n}"}), speaking("de"):
        assert plain(str(error)) == r"Keine Zeile\: 3"


def test_a_race_going_on_says_how_many_have_ended(run):
    assert headline(run) == "Racing on Iris: 0 of 2 have ended"
    assert headline(advance(run, "svm", Stopped("j"))) == "Racing on Iris: 1 of 2 have ended"


def test_a_race_that_came_to_nothing_says_why(run):
    stopped = advance(run, "svm", Stopped("j"))
    assert "was stopped" in headline(advance(stopped, "decision_tree", Stopped("j")))
    assert "its card says why" in headline(advance(stopped, "decision_tree", Failed("j", TrainingError("Too deep."))))


def test_a_race_with_a_winner_says_the_verdict(report):
    run = Run.start("id", report.spec)
    for name, outcome in report.finished().items():
        for told in (report.setting, report.held_out):
            run = advance(run, name, Message("j", told))
        run = advance(run, name, Finished("j", (outcome, report.answers[name])))
    assert report.verdict.sentence.endswith("Nobody wins: not every contender finished.")
    whole = dataclasses.replace(report, results={name: report.results[name] for name in run.lanes})
    assert headline(run) == whole.verdict.sentence
    assert headline(run).startswith("SVM wins: ")


def test_the_curves_in_words(run, report):
    assert in_words(run) == "Learning curves, nothing to see yet."
    steps = (Step(1, 2, 0.1, 0.1, validation_score=0.912), Step(2, 2, 0.1, 0.1, validation_score=0.874))
    run = advance(advance(run, "svm", Started("j", 7)), "svm", Message("j", steps))
    assert in_words(run) == "Learning curves. SVM: best validation score 91.2 %."
    run = advance(run, "svm", Finished("j", (report.finished()["svm"], report.answers["svm"])))
    assert in_words(run) == "Learning curves. SVM: validation score 87.4 %."
