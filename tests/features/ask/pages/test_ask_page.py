"""The page on which contenders are asked, run as Streamlit runs it; race, models and job are real."""

import re
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.formats import Raw
from bakeoff.datasets.upload.reading import understood
from bakeoff.datasets.upload.understanding import Understood
from bakeoff.features.ask.example import recorded_answers
from bakeoff.features.ask.messages import FindCounterfactual, ListWords, Show
from bakeoff.features.ask.page import asking, page
from bakeoff.features.ask.service import asks
from bakeoff.records.service import history
from bakeoff.runs.races import races
from bakeoff.service.visitor import Visitor
from bakeoff.spec import BakeoffSpec
from tests.forgetting import forget_races
from tests.pages.steps import new_app, query, ran
from tests.waiting import PATIENCE

ASK = "pages/ask/ask.py"


@pytest.fixture(scope="module", autouse=True)
def race(page_server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run a race whose contenders are kept; return its id."""
    home = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAKEOFF_DATA", str(page_server))
        patch.setenv("BAKEOFF_DATABASE_URL", f"sqlite:///{home}/history.sqlite")
        forget_races()
        spec = BakeoffSpec(dataset="iris", contenders=["decision_tree", "svm"])
        race = races().start(spec, "someone")
        assert race.wait(120)
        yield race.id
        asks.clear()
        forget_races()


@pytest.fixture
def visit() -> Callable[..., AppTest]:
    def visit(**query: str) -> AppTest:
        app = new_app().switch_page(ASK)
        for path, value in query.items():
            app.query_params[path] = value
        return ran(app.run())

    return visit


def words(app: AppTest) -> str:
    kinds = (app.header, app.caption, app.markdown, app.html, app.warning, app.info, app.error)
    return "\n".join(one.value for kind in kinds for one in kind)


def test_without_a_race_the_page_says_what_to_do(visit):
    app = visit()
    assert "can be asked for as long as they are kept" in words(app)
    assert "Recorded with Bakeoff, not your race" in words(app)


def test_the_race_of_the_recorded_example_starts_at_the_press_of_its_button(visit):
    app = ran(visit().button(key="ask-start").click().run())
    race = races().get(query(app)["run"])
    assert race.run.spec == recorded_answers().spec
    race.stop(now=True)
    assert race.wait(60)


def test_races_of_one_data_set_are_told_apart_by_their_verdicts(visit, race, monkeypatch):
    monkeypatch.setattr(page, "visitor", lambda: Visitor("someone", True))
    (entry,) = [one for one in history().find("someone").races if one.id == race]
    app = visit()
    assert app.button(f"ask-{race}").label.startswith("Iris")
    assert entry.verdict in words(app)


@pytest.mark.parametrize("id", ["../../etc", "unknown", "a/b", "%00", "é" * 500])
def test_a_link_to_no_race_is_told_in_one_sentence(visit, id):
    app = visit(race=id)
    assert len(app.warning) == 1
    assert app.warning[0].value.startswith("There is no")


def test_a_row_is_changed_and_every_answer_with_it(visit, race):
    app = visit(race=race)
    assert "In truth, Species" in words(app)
    assert "Every value lies within" in words(app)
    assert "before your changes" not in words(app)
    length = next(one for one in app.slider if one.label == "Petal length \\(cm\\)")
    ran(length.set_value(length.max).run())
    assert "In truth, before your changes, Species" in words(app)
    assert (length.min, length.max) == (1.0, 6.9)  # no flower that was learnt from is shorter, or longer
    assert "Every value lies within" in words(app)
    for view in ("Why", "What if"):
        app.session_state[f"ask-views-{race}"] = view
        ran(app.run())
    assert next(one for one in app.slider if one.label == "Petal length \\(cm\\)").value == length.max
    ran(app.button("ask-another").click().run())
    number = app.number_input[0]
    ran(number.set_value(3).run())
    assert app.session_state["asking"].place == 2


def test_what_each_feature_adds_is_drawn_for_every_contender_and_the_tree_unfolds(visit, race):
    app = visit(race=race)
    app.session_state[f"ask-views-{race}"] = "Why"
    told = words(ran(app.run()))
    table = next(html.value for html in app.html if "bakeoff-parts" in html.value)
    assert table.count("<table>") == 2
    assert table.count("On average") == table.count("Its answer") == 2
    assert "Petal length (cm)" in table
    assert "All are exact over these 89 rows" in told
    app.session_state[f"ask-views-{race}"] = "The models as a whole"
    ran(app.run())
    tree = next(html.value for html in app.html if "bakeoff-tree" in html.value)
    assert "this row ends here" in tree
    assert tree.count("<details open>") < tree.count("<details")


def test_what_turns_each_answer_is_told(visit, race):
    app = visit(race=race)
    mine = app.session_state["asking"]
    for name in ("decision_tree", "svm"):
        assert mine.session.ask(FindCounterfactual(mine.start, name), patience=60).changes
    told = words(ran(app.run()))
    assert "What turns each answer" in told
    assert "→" in told


@pytest.fixture(scope="module")
def forests(race) -> list[str]:
    """Run races of a forest that one tree can equal, of one that cuts the data too finely, and of a large one."""
    ids = []
    for settings in ({"n_estimators": 5, "max_depth": 2}, {"n_estimators": 10}, {"n_estimators": 11}):
        race = races().start(BakeoffSpec(dataset="wine", contenders={"random_forest": settings}), "someone")
        assert race.wait(120)
        ids.append(race.id)
    return ids


def test_the_tree_that_equals_a_small_forest_is_found_on_request(visit, forests):
    small, fine, large = forests
    for id in (small, fine):
        app = visit(race=id)
        app.session_state[f"ask-views-{id}"] = "As a tree"
        ran(app.run()).button(key="equal-find").click()
        ran(app.run())
        assert app.session_state[f"equal-tree-{id}"].wait(PATIENCE)
        ran(app.run())
        if id == small:
            assert "questions in a row answers as all 5 trees together." in words(app)
            assert sum("bakeoff-tree" in html.value for html in app.html) == 2
        else:
            assert "at most 500,000 can be compared. Grow fewer or shallower trees." in words(app)
    app = visit(race=large)
    app.session_state[f"ask-views-{large}"] = "As a tree"
    assert "This one has 11." in words(ran(app.run()))
    assert not [button for button in app.button if button.key == "equal-find"]


@pytest.fixture(scope="module")
def gaps(race) -> str:
    """Run a race on a table with gaps in a number, a category and a date; return its id."""
    rng = np.random.default_rng(0)
    days = pd.Timestamp("2020-01-01") + pd.to_timedelta(rng.integers(0, 700, 80), "D")
    made = {"minutes": rng.integers(60, 200, 80) * 1000.0, "kind": rng.choice(["drama", "war"], 80), "day": days}
    frame = pd.DataFrame(made | {"gross": rng.normal(size=80)})
    frame["good"] = np.where(frame["minutes"] > 120_000, "yes", "no")
    frame.loc[rng.random(80) < 0.5, ["minutes", "kind", "day"]] = None
    about = understood(Raw(frame, Understood(format="parquet")), "films.csv", "someone", "films")
    roles = {"kind": "category", "day": "date"}
    table = store.keep(about.with_roles("good", "classification", roles), frame)
    spec = BakeoffSpec(dataset={"name": "upload", "options": {"table": table}}, contenders=["decision_tree", "svm"])
    race = races().start(spec, "someone")
    assert race.wait(120)
    return race.id


def test_a_missing_value_is_shown_as_missing_and_a_value_can_be_taken_away(visit, gaps, monkeypatch):
    monkeypatch.setattr(page, "visitor", lambda: Visitor("someone", True))
    app = visit(race=gaps)
    assert [one.value for one in app.warning] == []
    asking = app.session_state["asking"]
    places = {place: asking.session.ask(Show(place), patience=60).row for place in range(10)}
    ran(app.number_input[0].set_value(1 + next(place for place, row in places.items() if None in row)).run())
    boxes = {box.label.split(r"\:")[0]: box for box in app.checkbox if "no value" in box.label}
    assert set(boxes) == {"minutes", "kind", "day"}
    assert "filled with the median, 1" in boxes["minutes"].label
    assert "filled with the most common, " in boxes["kind"].label
    assert all(box.value for box in boxes.values())
    assert app.slider[0].disabled
    assert app.slider[0].proto.format == "%,.0f"
    assert "3 features have no value in this row" in words(app)
    app.session_state[f"ask-views-{gaps}"] = "Why"
    ran(app.run())
    assert "no value (filled with the median" in next(part.value for part in app.html if "bakeoff-parts" in part.value)
    app.session_state[f"ask-views-{gaps}"] = "What if"
    ran(app.run())
    ran(next(box for box in app.checkbox if box.label.startswith("minutes")).uncheck().run())
    assert isinstance(asking.row[0], float)
    assert asking.row[1:3] == (None, None)
    ran(next(box for box in app.checkbox if box.label.startswith("minutes")).check().run())
    assert asking.row == asking.start
    assert "In truth, good" in words(app)


@pytest.fixture(scope="module")
def texts(race) -> str:
    """Run a race on texts whose contenders are kept; return its id."""
    race = races().start(BakeoffSpec(dataset="reviews", contenders=["decision_tree", "svm"]), "someone")
    assert race.wait(120)
    return race.id


def test_of_a_text_the_words_are_told_that_the_answers_hang_on(visit, texts):
    app = visit(race=texts)
    sentence = next(one for one in app.text_area if one.label == "Sentence")
    ran(sentence.set_value("The sound is great, but the battery is terrible!").run())
    mine = app.session_state["asking"]
    for name in ("decision_tree", "svm"):
        mine.session.ask(FindCounterfactual(mine.row, name), patience=60)
    ran(app.run())
    marked = next(part.value for part in app.html if "Words of Sentence" in part.value)
    assert re.search(r"<mark style=[^>]*>great</mark>, ", marked[marked.index("Support vector machine") :])
    assert re.search(r"“(great|terrible)” \d+ points? towards (Positive|Negative)", marked)
    told = words(app)
    assert "on one scale for all" in told
    assert re.search(r"Sentence (without “\w+”|“\w+” → “\w+”)", told)
    assert list(app.error) == []
    app.session_state[f"ask-views-{texts}"] = "Why"
    ran(app.run())
    assert any("Words of Sentence" in part.value for part in app.html)
    assert re.search(r"likeness [\d.]+: “", words(app))


def test_of_models_of_texts_the_words_are_listed(visit, texts):
    app = visit(race=texts)
    asking = app.session_state["asking"]
    for name in ("decision_tree", "svm"):
        asking.session.ask(ListWords(name), patience=120)
    app.session_state[f"ask-views-{texts}"] = "The models as a whole"
    ran(app.run())
    table = next(part.value for part in app.html if "that push the answers most" in part.value)
    assert "Towards Negative" in table
    assert re.search(r"\bgreat \(\d+; \d+\)", table)
    assert "matters most" not in words(app)


def test_what_is_not_there_yet_is_waited_for_in_the_open(visit, race, monkeypatch):
    asks.clear()
    with monkeypatch.context() as patch:
        patch.setattr(asking, "PATIENCE_SECONDS", 0.0)
        app = visit(race=race)
        (sign,) = app.info
        assert sign.value.startswith(("Loading the data", "Waiting for a place"))
        assert sign.icon == "spinner"
        assert not app.button
    ran(app.run())
    assert not app.info
    assert "Ask the models" in words(app)


def test_a_race_whose_models_are_gone_leads_back_to_its_set_up(visit, race, monkeypatch, tmp_path):
    asks.clear()
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    app = visit(race=race)
    assert "run the race again" in words(app)
    links = [one for one in app.get("page_link") if one.proto.label == "Set up this race again"]
    assert "dataset=iris" in links[0].proto.query_string
