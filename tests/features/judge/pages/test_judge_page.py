"""The judge's page, run as Streamlit runs it, without a browser; studies are real."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff import BakeoffSpec
from bakeoff.features.judge.page.board import study_cards
from bakeoff.features.judge.page.draft import JudgeDraft
from bakeoff.records.service import history
from bakeoff.runs.races import races
from bakeoff.runs.studies import studies
from bakeoff.study.findings import choice, decisions
from bakeoff.study.plan import Plan
from tests.pages.steps import new_app, query, ran

JUDGE = "pages/judge/judge.py"
SMALL = {"dataset": "iris", "contenders": "decision_tree,svm", "judge.folds": "3", "judge.repeats": "1"}


pytestmark = pytest.mark.usefixtures("empty_home")


@pytest.fixture
def visit() -> Callable[..., AppTest]:
    """Return a function that opens the judge as a new visitor, with the link's parameters."""

    def visit(**query: str) -> AppTest:
        app = new_app().switch_page(JUDGE)
        for path, value in query.items():
            app.query_params[path] = value
        return ran(app.run())

    return visit


def mine(app: AppTest) -> JudgeDraft:
    return app.session_state["judge"]


def judged(app: AppTest) -> AppTest:
    """Press Start and wait for the end."""
    ran(app.button(key="judge-start").click().run())
    study = mine(app).study
    assert study is not None
    assert study.wait(60)
    return ran(app.run())


def words(app: AppTest) -> str:
    return "\n".join(one.value for kind in (app.header, app.caption, app.markdown, app.html) for one in kind)


def test_a_newcomer_sees_one_question_and_one_button(visit):
    app = visit()
    assert "Is the difference real?" in words(app)
    assert "holds on other data" in words(app)  # all five questions are told
    assert "holds a contender back" in words(app)
    assert app.button(key="judge-start").label == "Start judging"
    assert app.radio(key=mine(app).key("question")).value == "which"


def test_a_recorded_example_stands_where_the_result_comes(visit):
    app = visit(**SMALL)
    assert [one.value for one in app.subheader if one.value.startswith("Recorded example")]
    assert "Recorded with Bakeoff, not your result" in words(app)
    assert "Recorded" not in words(judged(app))


def test_which_is_better_is_answered_kept_and_found_by_its_link(visit):
    app = judged(visit(**SMALL))
    study = mine(app).study
    assert "Probability that the row’s contender is better" in words(app)
    assert "3-fold cross-validation" in words(app)
    assert "As they learn" in [tab.label for tab in app.tabs]
    kept = history().get(study.id)
    assert (kept.entry.status, kept.entry.question) == ("finished", "which")
    assert kept.study().fitted == study.record.fitted
    assert query(app)["study"] == study.id
    again, elsewhere = visit(**query(app)), visit(**mine(app).link())
    assert mine(again).plan == mine(elsewhere).plan == mine(app).plan
    assert mine(again).study is study
    assert mine(elsewhere).study is None


def test_contenders_of_one_step_have_no_curves_to_show(visit):
    app = judged(visit(**SMALL | {"contenders": "svm,dummy"}))
    assert [tab.label for tab in app.tabs] == ["What it costs", "Numbers"]


def test_why_is_what_comes_next_also_after_a_reload(visit):
    race = races().start(BakeoffSpec(dataset="iris", contenders=["decision_tree", "svm"]), "")
    assert race.wait(60)
    app = judged(visit(**SMALL, run=race.id))
    assert app.button(key="judge-next-why")
    again = visit(**query(app))
    assert again.button(key="judge-next-why")
    ran(again.number_input(key=mine(again).key("folds")).set_value(4).run())
    assert not [button for button in again.button if button.key == "judge-next-why"]  # another question is asked


def test_how_much_data_and_which_setting(visit):
    app = judged(visit(**SMALL | {"judge.question": "rows"}))
    assert "With all rows" in words(app)
    ran(app.radio(key=mine(app).key("question")).set_value("setting").run())
    ran(app.selectbox(key=mine(app).key("varied")).set_value("decision_tree.criterion").run())
    assert "The question has been changed" in words(app)
    app = judged(app)
    assert "Decision tree scores best with" in words(app)


def test_every_contender_against_components(visit):
    app = visit(**SMALL | {"judge.question": "setting", "judge.varied": "transform.components"})
    options = app.selectbox(key=mine(app).key("varied")).options
    assert {"All contenders: Components kept (PCA)", "All contenders: Polynomial degree"} <= set(options)
    assert "All contenders: Rotation, degrees" not in options


def test_what_would_change_the_winner(visit):
    app = visit(dataset="moons", contenders="k_nearest,decision_tree", **{"k_nearest.n_neighbors": "1"}, v="2")
    ran(app.radio(key=mine(app).key("question")).set_value("turn").run())
    slider = app.selectbox(key=mine(app).key("slider"))
    assert (slider.value, len(slider.options)) == ("junk", 4)
    ran(slider.set_value("label_noise").run())
    assert query(app)["judge.slider"] == "label_noise"
    app = judged(app)
    assert re.search("of “Label noise”", words(app))
    assert "What it costs" not in [tab.label for tab in app.tabs]
    pictures = visit(dataset="digits", **{"judge.question": "turn"})
    assert pictures.selectbox(key=mine(pictures).key("slider")).options == ["Label noise"]
    ran(pictures.button(key="judge-start").click().run())
    assert "“Junk features” has no effect on Digits." in [error.value for error in pictures.error]


@pytest.mark.parametrize("forgotten", [False, True])
def test_a_link_that_is_cut_down_to_its_study_has_that_studys_own_question(visit, forgotten):
    spec = BakeoffSpec(dataset="iris", contenders=["decision_tree", "dummy"])
    study = studies().start(spec, Plan(folds=3, repeats=1), "somebody")
    assert study.wait(60)
    if forgotten:
        studies.clear()
    app = visit(study=study.id)
    assert (mine(app).race.spec, mine(app).plan) == (spec, Plan(folds=3, repeats=1))
    assert query(app)["study"] == study.id


def test_a_bare_link_to_no_study_offers_to_run_none_again(visit):
    app = visit(study="unknown")
    (note,) = [one.value for one in app.warning]
    assert note.endswith(f"{mine(app).race.spec.dataset.info.title} is set up here instead.")
    assert "run it again" in "".join(one.value for one in visit(**SMALL, study="unknown").warning)


def test_what_the_link_says_wrongly_is_told_and_the_rest_kept(visit):
    app = visit(**{"judge.folds": "900", "judge.repeats": "7", "study": "unknown"})
    told = "\n".join(one.value for one in app.warning)
    assert "judge" in told or "folds" in told
    assert "no longer kept" in told
    assert mine(app).plan.repeats == 7


def test_a_click_with_an_address_that_is_behind_undoes_nothing(visit):
    app = visit(**SMALL)
    behind = query(app)
    ran(app.radio(mine(app).key("question")).set_value("rows").run())
    for path in set(query(app)) - set(behind):
        del app.query_params[path]  # the browser has not heard of the new address yet
    ran(app.button("judge-start").click().run())
    assert mine(app).plan.question == mine(app).study.record.plan.question == "rows"
    assert "judge.question" in query(app)
    mine(app).stop()


def test_over_data_sets_ranks_and_the_signed_rank_test_stand_side_by_side(visit):
    app = visit(**SMALL | {"judge.question": "datasets", "judge.datasets": "iris,wine,breast_cancer"})
    assert "150 rows, 4 features, 3 classes" not in words(app)  # they are about no race's data
    app = judged(app)
    assert "Over data sets like these" in words(app)
    assert "depend on who else takes part" in words(app)
    assert {card.caption for card in study_cards(mine(app).study.record)} == {"mean of 3 data sets, 3 folds each"}


def test_over_preparations_a_figure_and_a_table_stand_under_the_headline(visit):
    app = judged(visit(**SMALL | {"judge.question": "preparations"}))
    assert "of 3 preparations" in words(app)
    assert any("judge-preparations" in one.proto.id for one in app.get("bidi_component"))
    (means,) = (one.value for one in app.dataframe if "Preparation" in one.value)
    assert set(means["Preparation"]) == {
        "Scaling: Mean 0, variance 1",
        "Scaling: From 0 to 1",
        "Scaling: As they are",
    }


def test_where_settings_are_chosen_it_keeps_off_by_itself_and_says_so(visit):
    app = visit(**SMALL)
    keeps_off, said = "Keep off the race’s test part", "its test part is not looked at"
    assert keeps_off in [one.label for one in app.checkbox]
    assert said not in words(app)
    ran(app.number_input(key=mine(app).key("trials")).set_value(1).run())
    assert keeps_off not in [one.label for one in app.checkbox]
    assert said in words(app)
    app = judged(app)
    assert "on the rows that the race learns from" in words(app)
    assert "The question has been changed" not in words(app)
    ran(app.number_input(key=mine(app).key("trials")).set_value(0).run())
    assert "The question has been changed" in words(app)


def test_what_decides_is_chosen_on_the_page_and_of_the_tasks_own_metrics(visit):
    app = visit(**SMALL)
    (chosen,) = (one for one in app.selectbox if one.label == "What decides")
    assert "Balanced accuracy" in chosen.options
    assert "Root mean squared error" not in chosen.options
    ran(chosen.set_value("balanced_accuracy").run())
    assert query(app)["rules.metric"] == "balanced_accuracy"


def test_a_handicap_is_named_and_leads_to_the_race_without_it(visit):
    asked = SMALL | {"decision_tree.max_depth": "1", "judge.question": "fair", "judge.folds": "5"}
    app = visit(**asked | {"contenders": "decision_tree,dummy"})
    assert any(
        "Tries 1 repair, one at a time:\n- Decision tree, Max depth no limit" in one.value for one in app.caption
    )
    judged(app)
    assert "Not a fair fight: settings hold back Decision tree." in words(app)
    (link,) = [one for one in app.get("page_link") if one.proto.label == "Race with it repaired"]
    assert "decision_tree.max_depth" not in link.proto.query_string
    assert "contenders=decision_tree%2Cdummy" in link.proto.query_string


def test_a_race_of_defaults_has_nothing_to_repair(visit):
    app = visit(**SMALL | {"judge.question": "fair"})
    assert any(one.value.startswith("Nothing to repair") for one in app.caption)
    ran(app.button(key="judge-start").click().run())
    assert mine(app).study is None
    assert any("Nothing to repair" in one.value for one in app.error)


def test_one_button_tunes_each_contender_and_the_verdict_is_over_all(visit):
    app = judged(visit(**SMALL))
    assert "trial" not in words(app)
    first = mine(app).study_id
    ran(app.button(key="judge-tune").click().run())
    study = mine(app).study
    assert study.id != first
    assert (study.record.plan.question, study.record.plan.trials) == ("which", 20)
    assert study.wait(120)
    ran(app.run())
    assert "Each was tuned with 20 trials a fold" in words(app)
    assert {pair for one in decisions(study.record) for pair in (one.first, one.second)} == set(study.record.lanes)
    assert choice(study.record).losses.keys() == study.record.lanes.keys()
    assert query(app)["judge.trials"] == "20"
    assert "judge-tune" not in [button.key for button in app.button]
