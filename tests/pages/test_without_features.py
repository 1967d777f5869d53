"""What is left of a race, and of the history, where a feature is gone that adds to them."""

import importlib
from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.features.race.page.present import titles
from bakeoff.records.service import recorder
from bakeoff.runs.studies import studies
from bakeoff.service import kernel
from bakeoff.service.kernel import features
from bakeoff.service.visitor import owner_of
from bakeoff.study.plan import Plan
from tests.features.race.pages.test_race_page import IRIS, QUESTIONS, open_view, questions
from tests.pages.steps import draft, new_app, ran, texts
from tests.waiting import PATIENCE

pytestmark = pytest.mark.usefixtures("empty_home")

CLICK, TICK = "Click a point to see why it is answered so.", "Tick a row, at its left, to see why it is answered so."
LOST = {("ask",): ["One row"], ("why",): ["Why", "Differences"], ("judge", "explore", "history", "learn"): []}
"""Views of a finished race that go with features."""


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return what has the server do without features."""

    def leave_out(*names: str) -> None:
        gone = [importlib.import_module(f"{kernel.HOME}.{name}.feature").FEATURE for name in names]
        kept = tuple(feature for feature in features() if feature not in gone)
        monkeypatch.setattr(kernel, "features", lambda: kept)

    return leave_out


def titles_of(app: AppTest) -> list[str]:
    return [view.title for group in questions(app) for view in group.views]


def every_view(app: AppTest) -> Iterator[AppTest]:
    for title in titles_of(app):
        yield open_view(app, title)


@pytest.mark.parametrize("names", LOST, ids="-".join)
def test_a_finished_race_has_all_but_what_features_add(finished, without, names):
    app = finished(**IRIS)
    whole = titles_of(app)
    without(*names)
    assert titles_of(ran(app.run())) == [title for title in whole if title not in LOST[names]]
    captions = [caption for shown in every_view(app) for caption in texts(shown.caption)]
    assert (CLICK in captions, TICK in captions) == 2 * ("ask" not in names,)


def test_without_its_models_a_race_has_no_question_why_and_one_step_fewer(finished, visit, without):
    without("ask")
    app = finished(**IRIS)
    assert [group.question for group in questions(app)] == [one for one in QUESTIONS if one[:3] != "Why"]
    assert not [button for button in app.button if button.key in ("next-why", "judge-next-why")]
    app = visit(**IRIS, present="5")
    assert (draft(app).present, len(titles())) == (1, 4)


def test_without_the_judge_the_history_shows_what_a_study_was_asked(visit, without):
    app = visit(dataset="iris", contenders="decision_tree,dummy")
    owner = owner_of(app.session_state["visitor-secret"])
    study = studies().start(draft(app).spec, Plan(folds=3, repeats=1), owner)
    assert study.wait(PATIENCE)
    assert recorder().flush(PATIENCE)
    without("judge")
    later = new_app().switch_page("pages/history/history.py")
    later.session_state["visitor-secret"] = app.session_state["visitor-secret"]
    later.query_params["race"] = study.id
    ran(later.run())
    assert "Every number and setting" in [box.label for box in later.expander]
    assert not [button for button in later.button if button.key == "restore"]
