"""The page of concepts: one question, its feedback, and an experiment in a job of its own."""

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.lesson.concepts import concepts
from tests.pages.steps import ran, texts

pytestmark = pytest.mark.usefixtures("empty_home")

PAGE = "pages/concepts/concepts.py"
NAME = "interval_95"


def opened(visit) -> AppTest:
    app = visit(PAGE)
    return ran(app.button(key=f"open-{NAME}").click().run())


def until_measured(app: AppTest) -> AppTest:
    _seed, job = app.session_state["concept-jobs"][NAME]
    assert job.wait(60)
    return ran(app.run())


def test_every_concept_is_listed_and_the_inventory_can_be_saved(visit):
    app = visit(PAGE)
    assert {button.key for button in app.button} >= {f"open-{name}" for name in concepts()}
    assert len(app.get("download_button")) == 2


def test_a_wrong_answer_is_named_and_the_experiment_contradicts_it(visit):
    app = opened(visit)
    assert "concept-run" not in [button.key for button in app.button]  # first an answer
    ran(app.radio(key=f"concept-{NAME}").set_value(1).run())
    assert concepts()[NAME].ideas[0].source in texts(app.warning)[0]
    ran(app.button(key="concept-run").click().run())
    until_measured(app)
    said = "\n".join(texts(app.markdown))
    assert "It came out otherwise" in said
    ran(app.radio(key=f"concept-{NAME}").set_value(0).run())
    assert "It came out so" in "\n".join(texts(app.markdown))
