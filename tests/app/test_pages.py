"""Every page, run as Streamlit runs it, without a browser; races are real."""

import io
import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator

import pytest
from app_steps import ROOT, new_app, ran
from streamlit.testing.v1 import AppTest

from bakeoff.contenders import contender, contenders
from bakeoff.datasets import datasets
from bakeoff.evaluation.metrics import metrics
from bakeoff.export import read_project
from bakeoff.recipes import recipes
from bakeoff.spec import BakeoffSpec
from bakeoff.ui.draft import Draft
from bakeoff.ui.go import DOUBLE_CLICK_SECONDS
from bakeoff.ui.server import races

RACE, GALLERY, METHOD = "pages/race/race.py", "pages/data/gallery.py", "pages/about/method.py"
LONG = {"keras_mlp.epochs": "10000", "keras_mlp.hidden": "256,256", "contenders": "keras_mlp"}


@pytest.fixture(scope="module", autouse=True)
def data_home(server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the pages an empty data home."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAKEOFF_DATA", str(tmp_path_factory.mktemp("data")))
        races.clear()
        yield
        races.clear()


@pytest.fixture
def visit() -> Callable[..., AppTest]:
    """Return a function that opens a page as a new visitor, with the link's parameters."""

    def visit(page: str = RACE, **query: str) -> AppTest:
        app = new_app()
        for path, value in query.items():
            app.query_params[path] = value
        ran(app.run())
        return app if page == RACE else ran(app.switch_page(page).run())

    return visit


def draft(app: AppTest) -> Draft:
    return app.session_state["draft"]


def texts(elements: object) -> list[str]:
    return [element.value for element in elements]


def setting(app: AppTest, kind: str, path: str):
    """Return the widget of the setting at `path`."""
    return getattr(app, kind)(key=draft(app).key(path))


def query(app: AppTest) -> dict[str, str]:
    return {path: value if isinstance(value, str) else value[0] for path, value in app.query_params.items()}


# --- what a newcomer sees ---


def test_the_race_page_asks_one_question_and_offers_one_button(visit):
    app = visit()
    assert texts(app.header) == ["Who wins on Digits?"]
    assert any("Press **Start race**" in text for text in texts(app.markdown))
    start = app.button(key="start")
    assert (start.label, start.disabled) == ("Start race", False)
    assert [*app.error, *app.warning] == []


def test_every_contender_has_a_switch_which_is_on_for_those_who_race(visit):
    app = visit()
    on = {toggle.label: toggle.value for toggle in app.toggle}
    assert on == {one.label: one.selected for one in contenders().values()}
    assert "1,797 rows, 64 features, 10 classes" in texts(app.caption)


def test_the_gallery_offers_every_recipe_and_every_data_set(visit):
    app = visit(GALLERY)
    assert texts(app.header) == ["Data and recipes"]
    keys = {f"recipe-{name}" for name in recipes()} | {f"data-{name}" for name in datasets()}
    keys |= {f"explore-data-{name}" for name in datasets()}
    assert {button.key for button in app.button if not button.disabled} == keys


def test_the_method_page_names_every_contender_setting_and_metric(visit):
    app = visit(METHOD)
    assert texts(app.header) == ["How it is measured"]
    words = "\n".join(texts(app.markdown))
    for info in contenders().values():
        assert f"**{info.label}**" in words
        for name in info.hyperparameters.model_fields:
            assert f"`{info.name}.{name}`" in words
    for metric in (*metrics("classification"), *metrics("regression")):
        assert metric.label in words


def test_data_that_must_be_downloaded_is_left_to_the_race(visit):
    app = visit(dataset="mnist")
    assert texts(app.info) == ["MNIST is not on this server yet; the race downloads it first."]
    assert not app.button(key="start").disabled


# --- the set-up ---


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        ("number_input", "svm.C", 12.5),
        ("number_input", "decision_tree.max_depth", 3),
        ("number_input", "keras_mlp.epochs", 7),
        ("text_input", "keras_mlp.hidden", "32:tanh,16:relu"),
        ("selectbox", "svm.kernel", "linear"),
        ("number_input", "rules.seed", 42),
        ("number_input", "rules.test_share", 0.5),
        ("checkbox", "rules.stratify", False),
    ],
)
def test_a_widget_changes_its_setting_alone_and_the_address(visit, kind, path, value):
    app = visit()
    ran(setting(app, kind, path).set_value(value).run())
    assert draft(app).spec == BakeoffSpec().replace(path, value)
    assert list(query(app)) == [path]
    again = visit(**query(app))
    assert draft(again).spec == draft(app).spec
    assert setting(again, kind, path).value == value


def test_an_empty_limit_is_none(visit):
    app = visit(**{"decision_tree.max_depth": "3"})
    ran(setting(app, "number_input", "decision_tree.max_depth").set_value(None).run())
    assert draft(app).spec == BakeoffSpec()


def test_hidden_layers_that_make_no_sense_are_told_and_nothing_can_start(visit):
    app = visit()
    ran(setting(app, "text_input", "keras_mlp.hidden").set_value("64,-3").run())
    (error,) = texts(app.error)
    assert "hidden" in error
    assert error.endswith(".")
    assert app.button(key="start").disabled
    assert draft(app).spec == BakeoffSpec()
    ran(setting(app, "text_input", "keras_mlp.hidden").set_value("64,3").run())
    assert [*app.error] == []
    assert not app.button(key="start").disabled


def test_a_contender_switched_off_comes_back_with_its_settings(visit):
    app = visit(**{"svm.C": "10"})
    ran(setting(app, "toggle", "on.svm").set_value(False).run())
    assert "svm" not in draft(app).spec.contenders
    assert "svm.C" not in query(app)
    ran(setting(app, "toggle", "on.svm").set_value(True).run())
    assert draft(app).spec == BakeoffSpec().replace("svm.C", 10)


def test_the_last_contender_stays_on(visit):
    app = visit(contenders="svm")
    ran(setting(app, "toggle", "on.svm").set_value(False).run())
    assert texts(app.error) == ["No contender is chosen; switch on at least one."]
    assert list(draft(app).spec.contenders) == ["svm"]
    assert setting(app, "toggle", "on.svm").value is True
    ran(setting(app, "toggle", "on.dummy").set_value(True).run())
    assert [*app.error] == []


# --- links ---


def test_a_link_restores_the_set_up(visit):
    app = visit(dataset="moons", contenders="keras_mlp,svm", **{"dataset.noise": "0.4", "svm.C": "10"})
    assert texts(app.header) == ["Who wins on Moons?"]
    assert draft(app).spec == BakeoffSpec(
        dataset={"name": "moons", "options": {"noise": 0.4}}, contenders={"keras_mlp": {}, "svm": {"C": 10}}
    )
    assert setting(app, "number_input", "dataset.noise").value == 0.4
    assert [*app.warning] == []


def test_what_a_link_says_wrongly_is_told_and_left_out(visit):
    app = visit(**{"svm.C": "-1", "rules.seed": "5"})
    (note,) = texts(app.warning)
    assert "svm.C" in note
    assert "more than 0" in note
    assert draft(app).spec == BakeoffSpec(rules={"seed": 5})


def test_a_link_to_a_race_that_is_forgotten_restores_the_set_up_and_says_so(visit):
    app = visit(run="never-was", dataset="iris")
    assert texts(app.warning) == [
        "That race is no longer kept on this server; its set-up is restored, press Start to run it again."
    ]
    assert draft(app).spec == BakeoffSpec(dataset="iris")
    assert "run" not in query(app)


# --- the gallery ---


def test_a_recipe_leads_to_its_race(visit):
    app = visit(GALLERY, **{"svm.C": "10"})
    ran(app.button(key="recipe-boundary").click().run())
    assert texts(app.header) == ["Who wins on Moons?"]
    assert draft(app).spec == recipes()["boundary"].spec
    assert setting(app, "number_input", "keras_mlp.epochs").value == 200


def test_a_data_set_keeps_contenders_and_rules(visit):
    app = visit(GALLERY, **{"svm.C": "10", "rules.seed": "3"})
    ran(app.button(key="data-wine").click().run())
    assert texts(app.header) == ["Who wins on Wine?"]
    assert draft(app).spec == BakeoffSpec(rules={"seed": 3}).replace("dataset", "wine").replace("svm.C", 10)


def test_the_gallery_and_back_keeps_the_set_up(visit):
    app = visit(**{"svm.C": "10"})
    for page in (GALLERY, METHOD, RACE):
        ran(app.switch_page(page).run())
    assert draft(app).spec == BakeoffSpec().replace("svm.C", 10)


# --- races ---


def finish(app: AppTest) -> AppTest:
    assert draft(app).race.wait(60)
    return ran(app.run())


def open_tab(app: AppTest, title: str) -> AppTest:
    """Choose a tab of the results, of which only the open one has content."""
    app.session_state[f"views-{draft(app).run_id}"] = title
    return ran(app.run())


def tables(app: AppTest) -> list[str]:
    return [text for text in (one.proto.body for one in app.get("html")) if "<table" in text]


def test_a_race_ends_in_a_verdict_a_leaderboard_and_tabs(visit):
    app = visit(dataset="iris", **{"keras_mlp.epochs": "5"})
    ran(app.button(key="start").click().run())
    race = draft(app).race
    finish(app)
    assert texts(app.header) == [race.run.report.verdict.sentence]
    assert race.run.report.verdict.test in texts(app.caption)
    (board,) = tables(app)
    assert all(contender(name).label in board for name in race.run.lanes)
    titles = "Scores, Cost, Regions, Confusion, ROC and PR, Trust, Differences, Predictions, Code, Take home"
    assert ", ".join(tab.label for tab in app.tabs) == titles
    for title in titles.split(", "):
        open_tab(app, title)
    assert [code.language for code in open_tab(app, "Code").code] == ["bash", "python"]
    assert len(open_tab(app, "Predictions").dataframe[0].value) == 38
    assert query(app)["run"] == race.run.id
    assert app.button(key="start").label == "Start race"


def test_a_file_is_made_on_demand_and_with_other_notes_anew(visit):
    app = visit(dataset="iris", contenders="dummy")
    ran(app.button(key="start").click().run())
    open_tab(finish(app), "Take home")
    ran(app.text_area(key="project-notes").set_value("First.").run())
    ran(app.button(key="make-project").click().run())
    packing = app.session_state[f"project-{draft(app).run_id}"]
    assert packing.wait(60)
    ran(app.run())
    project = read_project(packing.content())
    assert (project.notes, project.spec) == ("First.", draft(app).spec)
    with zipfile.ZipFile(io.BytesIO(project.models)) as models:
        assert "dummy/model.skops" in models.namelist()
    assert "Save project file" in [one.proto.label for one in app.get("download_button")]
    ran(app.text_area(key="project-notes").set_value("Second.").run())
    assert "Save project file" not in [one.proto.label for one in app.get("download_button")]
    assert app.button(key="make-project").label == "Make project file"


def test_the_predictions_can_be_filtered(visit):
    app = visit(dataset="iris", contenders="decision_tree,dummy", **{"decision_tree.max_depth": "1"})
    ran(app.button(key="start").click().run())
    open_tab(finish(app), "Predictions")
    ran(app.selectbox(key="predictions-filter").set_value("wrong").run())
    shown = app.dataframe[0].value
    assert 0 < len(shown) < 38
    assert (shown["decision_tree"] != shown["target"]).all()


def test_a_race_for_numbers_has_tabs_for_numbers(visit):
    app = visit(dataset="diabetes", contenders="decision_tree,svm,dummy")
    ran(app.button(key="start").click().run())
    finish(app)
    titles = "Scores, Cost, Regions, Predicted, Residuals, Trust, Differences, Predictions, Code, Take home"
    assert ", ".join(tab.label for tab in app.tabs) == titles
    for title in titles.split(", "):
        open_tab(app, title)
    assert len(open_tab(app, "Differences").dataframe[0].value) == 20
    assert any("parts of the test rows were looked at" in text for text in texts(app.caption))


def test_without_a_validation_part_intervals_say_what_they_lack(visit):
    app = visit(dataset="diabetes", contenders="decision_tree", **{"rules.validation_share": "0"})
    ran(app.button(key="start").click().run())
    open_tab(finish(app), "Trust")
    assert any("set “Validation share” under Rules above 0" in text for text in texts(app.caption))


def test_the_threshold_slider_moves_confusion_and_cost_together(visit):
    app = visit(dataset="moons", contenders="svm,decision_tree")
    ran(app.button(key="start").click().run())
    open_tab(finish(app), "Trust")
    before = tables(app)
    ran(app.slider(key="what-if-threshold").set_value(1.0).run())
    ran(app.number_input(key="what-if-miss").set_value(3.0).run())
    after = tables(app)
    assert before[:-1] == after[:-1]
    report = draft(app).race.run.report
    missed = (report.setting.held_out.target == 1) & (report.finished()["svm"].prediction.probabilities[:, 1] < 1)
    assert f"<td>{missed.sum()}</td>" in after[-1]
    assert f"<td>{3 * missed.sum()}</td>" in after[-1]


# --- what to look at twice ---


def popovers(app: AppTest) -> list[str]:
    return [one.proto.popover.label for one in app.get("popover")]


def test_a_set_up_that_may_mislead_is_told_before_the_race(visit):
    app = visit(dataset="wine", contenders="svm")
    told = "Warnings about the set-up: 1"
    assert told not in popovers(app)
    ran(setting(app, "selectbox", "rules.scale").set_value("none").run())
    assert told in popovers(app)
    assert any(text.startswith("**Scaling is switched off") for text in texts(app.markdown))


def test_a_network_that_was_still_learning_is_told_after_the_race(visit):
    app = visit(dataset="digits", contenders="keras_mlp", **{"keras_mlp.epochs": "5"})
    ran(app.button(key="start").click().run())
    finish(app)
    assert "Warnings about the training: 1" in [one.label for one in app.expander]
    assert any("still learning when its epochs were over" in text for text in texts(app.markdown))


def test_another_visitor_with_the_link_sees_the_same_race(visit):
    app = visit(dataset="iris", contenders="dummy")
    ran(app.button(key="start").click().run())
    finish(app)
    other = visit(**query(app))
    assert draft(other).race is draft(app).race
    assert texts(other.header) == texts(app.header)
    assert [*other.warning] == []


def test_a_set_up_that_was_changed_since_is_told(visit):
    app = visit(dataset="iris", contenders="dummy,decision_tree")
    ran(app.button(key="start").click().run())
    finish(app)
    ran(setting(app, "number_input", "decision_tree.max_depth").set_value(2).run())
    assert "The set-up has been changed since this race; start it to see what that does." in texts(app.caption)


def test_a_race_is_stopped_by_a_click_and_not_by_a_double_click_on_start(visit):
    app = visit(**LONG)
    ran(app.button(key="start").click().run())
    race, started = draft(app).race, app.session_state["started"]
    ran(app.button(key="stop").click().run())
    if time.monotonic() - started < DOUBLE_CLICK_SECONDS:
        assert race.run.active
    while time.monotonic() - started <= DOUBLE_CLICK_SECONDS:
        time.sleep(0.05)
    if race.run.active:
        ran(app.button(key="stop").click().run())
    finish(app)
    assert texts(app.header) == ["The race was stopped before any contender came to its end."]
    assert not app.button(key="start").disabled


def test_a_race_that_can_not_start_says_why(visit, monkeypatch):
    monkeypatch.setenv("BAKEOFF_JOB_MEMORY_MB", "much")
    app = visit(dataset="iris")
    ran(app.button(key="start").click().run())
    (error,) = texts(app.error)
    assert "must be a whole number" in error
    assert draft(app).race is None
    monkeypatch.delenv("BAKEOFF_JOB_MEMORY_MB")
    ran(setting(app, "toggle", "on.keras_mlp").set_value(False).run())
    ran(app.button(key="start").click().run())
    assert [*app.error] == []
    finish(app)


# --- what the server's process must not hold ---

EVERY_PAGE_AND_A_RACE = """
import json, sys
from streamlit.testing.v1 import AppTest
from bakeoff.ui.server import engine, races

app = AppTest.from_file(sys.argv[1], default_timeout=60).run()
for page in sys.argv[2:]:
    app.switch_page(page).run()
    assert not app.exception, app.exception
app.query_params["dataset"] = "iris"
app.query_params["keras_mlp.epochs"] = "3"
app.run().button(key="start").click().run()
race = app.session_state["draft"].race
assert race.wait(120)
app.run()
assert not app.exception, app.exception
statuses = {name: lane.status for name, lane in race.run.lanes.items()}
races.clear(), engine.clear()
print(json.dumps({"statuses": statuses, "heavy": sorted({"tensorflow", "keras", "torch"} & sys.modules.keys())}))
"""


def test_the_servers_process_never_imports_tensorflow_keras_or_torch():
    arguments = [sys.executable, "-c", EVERY_PAGE_AND_A_RACE, str(ROOT / "app.py"), GALLERY, METHOD, RACE]
    done = subprocess.run(arguments, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert set(found["statuses"].values()) == {"done"}
    assert found["heavy"] == []
