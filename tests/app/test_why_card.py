"""What experiments say of why one won, on the page of its race."""

import pytest

from bakeoff.features.ask.messages import Imitate
from bakeoff.features.ask.service import asks
from bakeoff.features.judge.plan import Plan
from bakeoff.features.judge.service import studies
from bakeoff.features.race.service import races
from bakeoff.features.why.parts import card
from bakeoff.service.visitor import Visitor
from tests.app.steps import draft, ran, read
from tests.app.test_race_page import finish, open_view
from tests.app.test_rules import searched
from tests.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.usefixtures("empty_home")


def test_each_experiment_is_offered_and_then_says_what_it_found(visit, monkeypatch):
    monkeypatch.setattr(card, "visitor", lambda: Visitor("someone", True))
    app = visit(dataset="moons", contenders="svm,linear,decision_tree", **{"decision_tree.max_depth": "1"})
    ran(app.button(key="start").click().run())
    open_view(finish(app), "Why")
    assert "Why did Support vector machine win?" in read(app.markdown)
    assert "Only an experiment can tell." in read(app.caption)
    assert app.button(key="card-imitation").label.startswith("How much of Support vector machine does a tree say?")
    ran(app.button(key="card-differences").click().run())
    searched(app)
    run = draft(app).race.run
    for question in ("fair", "turn"):
        assert studies().start(run.spec, Plan(question=question, folds=3, repeats=2), "someone").wait(PATIENCE)
    assert races().recorder.flush(PATIENCE)  # what takes longer than a second to be written, is written later
    session = asks().open(run.id, races(), "someone")
    wait_until(lambda: session.ask(Imitate("svm"), patience=1) is not None)
    open_view(app, "Why")
    said = read(app.markdown)
    assert "Support vector machine is right on" in said
    assert "settings hold back Decision tree." in said
    assert "Junk features" in said
    assert "A tree of 3 questions in a row answers as Support vector machine in" in said
    assert "Nothing that was tried so far explains it." not in said
    assert "Not tried yet:" not in read(app.caption)


def test_nothing_is_claimed_of_equals(visit):
    app = visit(dataset="iris", contenders="linear,svm")
    ran(app.button(key="start").click().run())
    open_view(finish(app), "Why")
    assert "What sets them apart?" in read(app.markdown)
    ran(app.button(key="card-differences").click().run())
    searched(app)
    said = read(open_view(app, "Why").markdown)
    assert "No part of the rows was found where" in said
    assert "Nothing that was tried so far explains it." in said
