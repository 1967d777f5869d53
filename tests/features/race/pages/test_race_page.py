"""Races on their page, run as Streamlit runs it; from the start to what is read of them."""

import io
import json
import zipfile

import pytest
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest

from bakeoff.contenders import contender
from bakeoff.export.project import read_project
from bakeoff.features.judge.page.after_race import until_decided
from bakeoff.features.race.page import page
from bakeoff.features.race.page.setup import strip
from bakeoff.features.race.page.views import RaceQuestion, groups
from bakeoff.runs.races import races
from tests.pages.fixtures import RACE
from tests.pages.steps import draft, explained, query, ran, setting, switch, texts, unfold
from tests.waiting import wait_until

LONG = {"keras_mlp.epochs": "10000", "keras_mlp.hidden": "256,256", "contenders": "keras_mlp"}

IRIS = {"dataset": "iris", "contenders": "decision_tree,svm,dummy"}
MOONS = {"dataset": "moons", "contenders": "linear,svm"}

QUESTIONS = ["At what cost?", "Where do they err?", "Can they be trusted?", "Why this answer?", "Save and export"]

pytestmark = pytest.mark.usefixtures("empty_home")


def finish(app: AppTest) -> AppTest:
    assert draft(app).race.wait(60)
    return ran(app.run())


def questions(app: AppTest) -> list[RaceQuestion]:
    run = draft(app).race.run
    return list(groups(run, run.report.finished_race))


def open_view(app: AppTest, title: str) -> AppTest:
    """Choose one of the views of the results, of which only the open one has content."""
    (group,) = [one for one in questions(app) if title in [view.title for view in one.views]]
    app.session_state[f"views-{draft(app).run_id}"] = group.question
    ran(app.run())
    if len(group.views) > 1:
        chosen = app.segmented_control(key=f"view-{group.key}-{draft(app).run_id}")
        ran(chosen.set_value(next(view.key for view in group.views if view.title == title)).run())
    return app


def tables(app: AppTest) -> list[str]:
    return [text for text in (one.proto.body.replace("\u00a0", " ") for one in app.get("html")) if "<table" in text]


def test_a_race_ends_in_a_verdict_a_leaderboard_and_tabs(visit):
    app = visit(dataset="iris", **{"keras_mlp.epochs": "5"})
    ran(app.button(key="start").click().run())
    race = draft(app).race
    finish(app)
    assert texts(app.header) == [race.run.report.verdict.sentence]
    assert race.run.report.verdict.basis in explained(app)
    losses, board = tables(app)
    assert all(contender(name).label in board for name in race.run.lanes)
    assert all(contender(name).label in losses for name in race.run.report.choice.losses)
    assert [tab.label for tab in app.tabs] == QUESTIONS
    titles = [view.title for group in questions(app) for view in group.views]
    assert titles == [
        *("Cost", "All numbers"),
        *("Map", "Confusion", "Differences", "Predictions"),
        *("Probabilities", "ROC and PR"),
        "One row",
        *("Files", "Code"),
    ]
    for title in ("Cost", "All numbers", "Map", "ROC and PR"):  # the others are opened below, and by their features
        open_view(app, title)
        assert not app.warning
    assert [code.language for code in open_view(app, "Code").code] == ["bash", "python"]
    assert len(open_view(app, "Predictions").dataframe[0].value) == 38


def test_a_row_opens_with_every_answer_and_what_each_feature_adds(finished):
    app = finished(**IRIS)
    race = draft(app).race.run.report.finished_race
    open_view(app, "Confusion")
    (behind,) = [table.value for table in app.dataframe]
    predictions, names = race.predictions(), race.setting.class_names
    who, truth, answer = (app.selectbox(key=f"confused-{key}").value for key in ("who", "truth", "answer"))
    expected = predictions[(predictions["target"] == names[truth]) & (predictions[who] == names[answer])]
    assert truth != answer  # the most frequent mistake
    assert behind.index.tolist() == expected.index.tolist()
    app.session_state["opened-row"] = 4
    ran(app.run())
    told = "\n".join((*texts(app.markdown), *(html.value for html in app.html)))
    assert f"Row {race.held_out.rows[4]} of the data. In truth, Species\\: " in told
    assert told.count("Its answer") == 2  # what a baseline says hangs on nothing
    assert "Petal length (cm)" in told
    open_view(app, "One row")
    place = app.number_input(key="why-place").value
    ran(app.button(key="why-contested").click().run())
    assert app.number_input(key="why-place").value != place


def test_what_a_page_shows_stays_on_it_though_the_server_forgets_what_has_ended(visit):
    app = visit(**IRIS)
    finish(ran(app.button(key="start").click().run()))
    races().forget_ended()
    ran(app.run())
    assert [tab.label for tab in app.tabs] == QUESTIONS


def test_the_rows_of_a_part_on_which_one_is_worse_are_shown(finished):
    app = finished(**MOONS)
    open_view(app, "Differences")
    part = app.selectbox(key="weak-part")
    column, value = part.options[part.value].split(": ")
    rows = app.dataframe[-1].value
    assert f"{column}: {value}" in tables(app)[-1]
    low, high = map(float, value.replace("−", "-").split(" to "))
    of_part = rows[column]
    assert of_part.between(low - 0.01, high + 0.01).all()
    everywhere = draft(app).race.run.report.finished_race.predictions()
    wrong = everywhere["linear"] != everywhere["target"]
    assert wrong.loc[rows.index].mean() > wrong.mean()


def first_to_do(app: AppTest) -> list[str]:
    """Return the keys of the primary buttons, of which there is never more than one."""
    return [button.key for button in app.button if button.proto.type == "primary"]


def test_a_race_too_close_to_call_is_handed_to_the_judge(visit):
    app = visit(**{"dataset": "iris", "contenders": "decision_tree,svm", "svm.C": "10"})
    assert first_to_do(app) == ["start"]
    ran(app.button(key="start").click().run())
    race = draft(app).race
    finish(app)
    assert len(race.run.report.verdict.leaders) == 2
    assert (first_to_do(app), app.button(key="again-with-seeds").proto.type) == (["next-judge"], "tertiary")
    ran(app.button(key="next-judge").click().run())
    study = app.session_state["judge"].study
    try:
        assert study.active
        assert (study.record.spec, study.record.plan) == (race.run.spec, until_decided(race.run.report))
        assert query(app)["study"] == study.id
        assert first_to_do(app) == ["judge-stop"]
    finally:
        study.stop()
    ran(app.switch_page(RACE).run())
    assert draft(app).race is race


def test_what_comes_next_is_to_start_again_once_the_set_up_is_another(finished):
    app = finished(dataset="moons", contenders="svm,dummy")
    assert first_to_do(app) == ["next-why"]
    assert all(button.key != "again-with-seeds" for button in app.button)  # they would teach the same
    switch(app, "decision_tree", on=True)
    assert first_to_do(app) == ["start-late"]
    draft(app).change("rules.seed", 3)
    assert first_to_do(ran(app.run())) == ["start"]
    assert app.button(key="next-why")


def test_the_ways_on_stand_with_the_questions_that_they_go_on_with(finished):
    def ways(app: AppTest) -> list[str]:
        return [link.proto.label for link in app.get("page_link") if link.proto.label.endswith(("judge", "models"))]

    app = finished(**MOONS)
    (judge,) = ways(app)
    assert ways(open_view(app, "One row")) == [judge, "What if, and why? Ask the models"]


def test_a_file_is_made_on_demand_and_with_other_notes_anew(finished):
    app = finished(**IRIS)
    open_view(app, "Files")
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


def test_the_link_leads_to_the_result_as_long_as_it_is_the_set_up_s(finished, race_of):
    app, race = finished(**IRIS), race_of(**IRIS)
    mine = draft(app)
    assert mine.race is race
    assert texts(app.header) == [race.run.report.verdict.sentence]
    assert [*app.warning] == []
    assert mine.link() == IRIS | {"run": race.id}
    mine.change("decision_tree.max_depth", 2)
    assert "run" not in mine.link()


def test_rules_begin_with_the_parts_and_an_empty_seed_of_the_split_is_the_seed(visit):
    app = visit(dataset="iris", contenders="dummy")
    unfold(app, "rules")
    unfold(app, "rules-expert")
    rules = next(box for box in app.expander if box.label.startswith("Rules"))
    labels = [widget.label for widget in rules if getattr(widget, "label", "")]
    assert labels.index("Test part") < labels.index("Checks left out")
    assert setting(app, "number_input", "rules.split_seed").placeholder == "the seed"


def test_the_predictions_can_be_filtered(finished):
    app = finished(dataset="iris", contenders="decision_tree,dummy", **{"decision_tree.max_depth": "1"})
    open_view(app, "Predictions")
    ran(app.selectbox(key="predictions-filter").set_value("wrong").run())
    shown = app.dataframe[0].value
    assert 0 < len(shown) < 38
    assert shown["decision_tree"].str.startswith("✗ ").all()
    assert json.loads(app.dataframe[0].proto.columns)["_index"]["label"] == "Row"
    assert list(shown.columns[:3]) == ["target", "decision_tree", "Sepal length (cm)"]  # nothing is off the screen


def test_a_race_for_numbers_has_tabs_for_numbers(finished):
    app = finished(dataset="diabetes", contenders="decision_tree,svm,dummy")
    assert [tab.label for tab in app.tabs] == QUESTIONS
    for title in ("Predicted", "Residuals", "Intervals", "Predictions"):
        open_view(app, title)
    written = convert_arrow_bytes_to_pandas_df(app.dataframe[0].proto.arrow_data.styler.display_values)
    assert written["svm"].str.fullmatch(r"[\d.]{3,5}").all()  # in four figures, not in six decimals
    assert len(open_view(app, "Differences").dataframe[0].value) == 20
    assert any("parts of the test rows were looked at" in text for text in texts(app.caption))


def test_without_a_validation_part_intervals_say_what_they_lack(finished):
    app = finished(dataset="diabetes", contenders="decision_tree", **{"rules.validation_share": "0"})
    open_view(app, "Intervals")
    assert any("Set “Validation part” under Rules above 0" in text for text in texts(app.caption))


def test_the_threshold_slider_moves_confusion_and_cost_together(finished):
    app = finished(**MOONS)
    open_view(app, "Probabilities")
    before = tables(app)
    ran(app.slider(key="what-if-threshold").set_value(1.0).run())
    ran(app.number_input(key="what-if-miss").set_value(3.0).run())
    after = tables(app)
    assert before[:-1] == after[:-1]
    report = draft(app).race.run.report
    missed = (report.held_out.target == 1) & (report.answers["svm"].prediction.probabilities[:, 1] < 1)
    assert f"<td>{missed.sum()}</td>" in after[-1]
    assert f"<td>{3 * missed.sum()}</td>" in after[-1]


def test_rows_are_split_by_a_column_that_is_chosen_from_a_list(visit):
    app = visit(dataset="wine", contenders="decision_tree")
    ran(setting(app, "selectbox", "rules.split").set_value("group").run())
    columns = setting(app, "selectbox", "rules.split_by")
    assert any("no column is chosen to split rows by" in text for text in texts(app.error))
    assert columns.options[:3] == ["No column", "Alcohol", "Malic acid"]
    ran(columns.set_value("Alcohol").run())
    assert draft(app).spec.rules.split_by == "Alcohol"
    assert query(app)["rules.split_by"] == "Alcohol"
    assert not app.error
    ran(app.button(key="start").click().run())
    finish(app)
    assert "Rows with the same “Alcohol” are in one part alone; the column itself is not learnt from." in (
        draft(app).race.run.report.setting.steps
    )


# --- what to look at twice ---


def buttons(app: AppTest) -> list[str]:
    return [one.label for one in app.button]


def test_a_set_up_that_may_mislead_is_told_before_the_race_and_mended_at_a_press(visit):
    app = visit(dataset="wine", contenders="svm")
    assert "Standardise" not in buttons(app)
    ran(setting(app, "selectbox", "rules.scale").set_value("none").run())
    assert any("**Scaling is switched off" in text for text in texts(app.markdown))
    ran(next(one for one in app.button if one.label == "Standardise").click().run())
    assert draft(app).spec.rules.scale == "standard"
    assert setting(app, "selectbox", "rules.scale").value == "standard"
    assert not any("**Scaling is switched off" in text for text in texts(app.markdown))
    ran(next(one for one in app.button if one.label == "Undo").click().run())
    assert draft(app).spec.rules.scale == "none"
    assert "Undo" not in buttons(app)


def test_a_network_that_was_still_learning_is_told_after_the_race(finished):
    app = finished(dataset="digits", contenders="keras_mlp", **{"keras_mlp.epochs": "5"})
    assert any("still learning when its epochs were over" in text for text in texts(app.markdown))


def test_a_set_up_that_was_changed_since_is_told(finished):
    app = finished(**IRIS)
    ran(app.button(key="change-setup").click().run())
    ran(setting(app, "number_input", "decision_tree.max_depth").set_value(2).run())
    assert "The set-up has been changed since this race; start it to see what that does." in explained(app)


def test_a_race_is_stopped_by_a_click(visit):
    app = visit(**LONG)
    ran(app.button(key="start").click().run())
    assert first_to_do(app) == ["stop"]
    ran(app.button(key="stop").click().run())
    lanes = draft(finish(app)).race.run.lanes.values()
    assert {lane.status for lane in lanes} == {"stopped"}
    assert any(lane.steps for lane in lanes) or not app.segmented_control, "curves, though there was no score"
    assert not app.button(key="start").disabled


def test_a_race_that_ends_while_its_page_is_drawn_is_shown_as_over_on_all_of_it(visit, monkeypatch):
    app = visit(**LONG)
    ran(app.button(key="start").click().run())
    race = draft(app).race

    def set_up_as_it_ends(draft):
        strip(draft)
        race.stop(now=True)
        assert race.wait(50)

    monkeypatch.setattr(page, "strip", set_up_as_it_ends)
    ran(app.run())
    assert {"start", "stop"} & {button.key for button in app.button} == {"start"}


def test_one_click_races_again_with_ten_seeds(visit):
    app = visit(**{"dataset": "iris", "contenders": "decision_tree,svm", "rules.validation_share": "0"})
    ran(app.button(key="start").click().run())
    finish(app)
    ran(app.button(key="again-with-seeds").click().run())
    finish(app)
    race = draft(app).race
    assert race.run.spec.rules.seeds == 10
    assert {name: len(one.seeds) for name, one in race.run.report.finished().items()} == {
        "decision_tree": 10,
        "svm": 1,
    }
    assert any("over 10 seeds" in text for text in explained(app))
    assert all(button.key != "again-with-seeds" for button in app.button)


def test_a_double_click_on_stop_asks_and_does_not_end_it_at_once(visit):
    app = visit(**LONG)
    ran(app.button(key="start").click().run())
    mine = draft(app)
    race = mine.race
    wait_until(lambda: race.run.lanes["keras_mlp"].steps)
    mine.stop()
    mine.stop()
    assert race.wait(60)
    assert race.run.lanes["keras_mlp"].outcome.unfinished


def test_a_race_that_can_not_start_says_why(visit, monkeypatch):
    app = visit(dataset="iris")
    with monkeypatch.context() as patch:
        patch.setattr(races(), "_each", 0)
        ran(app.button(key="start").click().run())
    assert ["the most for one visitor" in error for error in texts(app.error)] == [True]
    assert draft(app).race is None
    switch(app, "keras_mlp", on=False)
    ran(app.button(key="start").click().run())
    assert [*app.error] == []
    finish(app)


def test_answers_of_least_expected_cost_are_chosen_beside_their_costs_and_open_every_view(finished):
    app = finished(**MOONS, **{"rules.metric": "cost", "rules.costs": "0,1; 10,0", "rules.answers": "least_cost"})
    prediction = draft(app).race.run.report.answers["svm"].prediction
    assert 0 < (prediction.values != prediction.chances.argmax(axis=1)).sum() < len(prediction.values) / 2
    for title in ("Probabilities", "Predictions", "Regions"):
        open_view(app, title)
    ran(app.button(key="change-setup").click().run())
    unfold(app, "rules")
    ran(setting(app, "selectbox", "rules.metric").set_value("accuracy").run())
    assert not [box for box in app.selectbox if box.label == "Answers"]
    ran(setting(app, "selectbox", "rules.metric").set_value("cost").run())
    ran(setting(app, "selectbox", "rules.answers").set_value("likeliest").run())
    assert (query(app)["rules.metric"], "rules.answers" in query(app)) == ("cost", False)
