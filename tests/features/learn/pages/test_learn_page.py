"""Learn as Streamlit runs it: all chapters, each by its address, and what a page remembers between its runs.

The browser's tests reach the goals; those of `bakeoff.features.learn` check what is measured.
"""

from types import SimpleNamespace

import numpy as np
import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

from bakeoff.features.learn.backward.exercise import exercise
from bakeoff.features.learn.questions.questions import NEEDED, QUESTIONS
from bakeoff.features.learn.small import small_task
from bakeoff.glossary import TERMS
from bakeoff.lesson.chapter import chapters
from bakeoff.network.settings import LabSettings
from tests.features.learn.unit.features.slanting import slanting
from tests.pages.steps import LEARN, answered, chapter, completed, new_app, ran, read, texts, worked_out

RIGHT = {
    "amounts": {"copies": "moved", "components": "few", "network": "network"},
    "backward": {"direction": "smaller", "difference": "turns"},
    "features": {
        "guess-ring": "line",
        "guess-squares": "all",
        "guess-unit": "edge",
        "guess-layer": "second",
        "guess-stripes": "tree",
        "guess-belongs": "ai",
    },
    "forest": {"guess-vote": "more", "guess-jury": "sure", "guess-same": "one", "guess-bag": "two"},
    "generalising": {"degree": "part", "stopping": "turns", "luck": "seldom"},
    "forward": {"louder": "surer", "layers": "half"},
    "svm": {
        "guess-few": "few",
        "guess-alone": "same",
        "guess-price": "narrower",
        "guess-line": "most",
        "guess-gamma": "half",
    },
    "tree": {"guess-best": "1", "guess-leaves": "fewer", "guess-sample": "much", "guess-greedy": "half"},
    "uses": {"words": "blame", "pixels": "few", "costs": "lower"},
}


def predicted(name: str, **answers: str):
    """Return a chapter in which every question has been answered."""
    return answered(chapter(name), **answers)


def said(app) -> str:
    return read([*app.markdown, *app.info])


def answer(app, question, code: str):
    app.pills(key=f"learn-questions-{question.name}").set_value(code)


def test_every_chapter_has_a_card_and_none_is_reached_at_first():
    app = chapter()
    assert app.header[0].value == "Learn"
    assert {record.able for record in chapters().values()} < set(texts(app.markdown))
    assert len(app.caption) >= len(chapters())
    assert "1 of" not in read(app.caption)
    levels = sum(len(record.levels) for record in chapters().values())
    assert any(text.startswith(f"**0 of {levels}**") for text in texts(app.markdown))
    assert all(f"**{term.name}**" in read(app.markdown) for term in TERMS)


def test_a_chapter_that_is_not_there_is_told_and_all_others_are_shown():
    app = chapter("backwards")
    assert "Unknown chapter" in app.warning[0].value
    assert app.header[0].value == "Learn"


@pytest.mark.parametrize("name", chapters())
def test_a_chapter_opens_with_its_goal_not_reached(name):
    app = chapter(name)
    assert app.header[0].value.endswith(chapters()[name].title)
    assert any(chapters()[name].goal in text for text in texts(app.markdown))
    assert not app.success


@pytest.mark.parametrize("name", RIGHT)
def test_a_prediction_is_compared_with_what_was_measured(name):
    app = predicted(name, **RIGHT[name])
    assert said(app).count("As you predicted.") == len(RIGHT[name])
    question, *_others = RIGHT[name]
    radio = app.radio(key=f"learn-{name}-{question}")
    radio.set_value(next(code for code in radio.format_func.__self__ if code != RIGHT[name][question]))
    assert said(ran(app.run())).count("As you predicted.") == len(RIGHT[name]) - 1


def test_each_wrong_prediction_has_an_answer_of_its_own():
    app = predicted("forward", **RIGHT["forward"])

    def told(code: str) -> str:
        app.radio(key="learn-forward-louder").set_value(code)
        return ran(app.run()).info[0].value

    surer, *wrong = (told(code) for code in ("surer", "other", "same"))
    assert surer.startswith("As you predicted.")
    explanation = surer.partition("\n\n")[2]
    assert all(text.endswith(explanation) for text in wrong)
    assert len({text.removesuffix(explanation) for text in (surer, *wrong)}) == 3


def questions_of(app) -> list[str]:
    return [str(radio.key) for radio in app.radio if "guess" in str(radio.key)]


def test_a_step_opens_once_the_one_before_is_answered():
    app = chapter("svm")
    assert questions_of(app) == ["learn-svm-guess-few"]
    app.radio[0].set_value("few")
    assert questions_of(ran(app.run())) == ["learn-svm-guess-few", "learn-svm-guess-alone"]


def test_answers_stay_on_another_day_until_the_chapter_is_begun_again():
    app = predicted("svm", **RIGHT["svm"])

    def another_day():
        other = new_app().switch_page(LEARN)
        other.session_state["visitor-secret"] = app.session_state["visitor-secret"]
        other.query_params["chapter"] = "svm"
        return ran(other.run())

    later = another_day()
    assert [later.radio(key=f"learn-svm-{question}").value for question in RIGHT["svm"]] == [*RIGHT["svm"].values()]
    later.button(key="learn-begin-again").click()
    for once in (ran(later.run()), another_day()):
        assert questions_of(once) == ["learn-svm-guess-few"]
        assert once.radio(key="learn-svm-guess-few").value is None


def test_the_first_answer_to_a_question_counts():
    app = chapter("questions")
    deep, *others = QUESTIONS
    assert not any(deep.answer in text for text in texts(app.markdown))
    answer(app, deep, "data")
    app.run()
    assert any(str(deep.choices["data"][1]) in text and "is right" in text for text in texts(app.markdown))
    assert any(deep.answer in text for text in texts(app.markdown))
    answer(app, deep, deep.right)
    for question in others[: NEEDED - 1]:
        answer(app, question, question.right)
    app.run()
    assert not app.success  # the first of them was wrong at first
    answer(app, others[NEEDED - 1], others[NEEDED - 1].right)
    assert "Reached." in texts(ran(app.run()).success)
    app.query_params.clear()
    assert "1 of" in read(app.run().caption)


def test_questions_that_can_no_longer_reach_the_goal_are_begun_again():
    app = chapter("questions")
    for question in QUESTIONS[: len(QUESTIONS) - NEEDED + 1]:
        assert "can no longer be reached" not in read(app.markdown)
        answer(app, question, next(code for code in question.options if code != question.right))
        ran(app.run())
    assert "can no longer be reached" in read(app.markdown)
    app.button(key="learn-begin-again").click()
    assert "can no longer be reached" not in read(ran(app.run()).markdown)
    for question in QUESTIONS:
        answer(app, question, question.right)
        ran(app.run())
    assert texts(app.success) == ["Reached.", "Reached."]  # the easy goal and the hard one


def test_both_goals_of_a_chapter_are_noticed_in_their_own_steps():
    app = predicted("loss")
    assert not app.success
    app.select_slider(key="learn-loss-start").set_value(0.999)
    assert not ran(app.run()).success  # why it works is still to be said
    assert texts(completed(app).success) == ["Reached."]
    app.slider(key="learn-loss-outlier-x").set_value(10.0)
    app.slider(key="learn-loss-outlier-y").set_value(-20.0)
    ran(app.run())
    assert texts(completed(app).success) == ["Reached."] * 2
    app.query_params.clear()
    assert "2 of 2 goals reached" in read(ran(app.run()).caption)


def test_a_goal_counts_once_the_right_end_of_its_sentence_is_chosen():
    app = predicted("loss")
    app.select_slider(key="learn-loss-start").set_value(0.999)
    ran(app.run())
    app.select_slider(key="learn-loss-start").set_value(0.6)  # the sentence stays when the slider is moved on
    ran(app.run())
    endings = chapters()["loss"].because
    right = [ending.mistake for ending in endings].index("")
    for number, ending in enumerate(endings):
        app.radio(key="learn-loss-because").set_value(str(number))
        ran(app.run())
        assert ending.mistake in read(app.caption)
        assert ("loss" in app.session_state["learn-reached"]) == (number >= right)


def test_a_machine_that_is_cured_before_it_was_fitted_too_closely_does_not_reach_the_goal():
    app = predicted("svm", **{"guess-gamma": "half"})

    def fitted(gamma: float) -> list[str]:
        app.select_slider(key="learn-svm-kernel-C").set_value(10.0)
        app.select_slider(key="learn-svm-gamma").set_value(gamma)
        ran(app.run())
        return texts(completed(app).success)

    assert [fitted(gamma) for gamma in (0.3, 30.0, 0.3)] == [[], [], ["Reached."]]


def test_other_points_keep_the_trees_cuts_and_the_test_result_of_the_first_solution():
    app = predicted("tree")

    def split(leaf: int, feature: int, threshold: float) -> None:
        app.selectbox(key="learn-tree-leaf").set_value(leaf)
        app.radio(key="learn-tree-own-feature").set_value(feature)
        app.slider(key="learn-tree-own-threshold").set_value(threshold)
        ran(app.run())
        app.button(key="learn-tree-split").click()
        ran(app.run())

    for cut in ((0, 0, 0.0), (0, 1, 0.0), (1, 1, 0.0)):
        split(*cut)
    assert texts(completed(app).success) == ["Reached."]
    opened = [text for text in texts(app.markdown) if "opened once" in text]
    app.radio(key="learn-tree-points").set_value("moons")
    assert not ran(app.run()).success
    assert "Your tree has 1 leaf" in read(app.markdown)
    for cut in ((0, 1, 0.2), (0, 0, -3.0), (1, 0, 3.0)):
        split(*cut)
    assert texts(completed(app).success) == ["Reached."]  # the hard goal
    assert [text for text in texts(app.markdown) if "opened once" in text] == opened
    app.radio(key="learn-tree-points").set_value("xor")
    assert "Your tree has 4 leaves" in read(ran(app.run()).markdown)


def test_the_test_part_is_opened_once_for_the_first_solution():
    app = predicted("generalising")
    assert "test part**, opened" not in read(app.markdown)

    def opened() -> list[str]:
        return [text for text in texts(worked_out(app.run()).markdown) if "opened once for your first solution" in text]

    app.select_slider(key="learn-generalising-rows").set_value(256)
    first = opened()
    assert len(first) == 1
    app.select_slider(key="learn-generalising-decay").set_value(1.0)
    assert opened() == first
    app.slider(key="learn-generalising-d2").set_value(3)
    assert opened() == first


def test_painted_points_that_reach_the_goal_are_raced_on():
    app = predicted("features", **{"guess-stripes": "line"})
    app.button(key="learn-features-start-nothing").click()
    ran(app.run())
    assert "There are no points" in texts(app.warning)[0]
    app.button(key="learn-features-to-race").click()
    assert any("A race needs" in text for text in texts(ran(app.run()).warning))
    app.session_state["learn-features-painted"] = slanting()
    ran(app.run())
    app.button(key="learn-features-to-race").click()
    links = [element.proto.query_string for element in ran(app.run()).get("page_link")]
    assert any("dataset=upload" in link and "contenders=keras_mlp" in link for link in links)


def test_a_line_is_told_at_least_one_feature():
    app = predicted("features", **{"guess-squares": "all"})
    app.button_group(key="learn-features-hand").set_value([])
    assert texts(ran(app.run()).warning) == ["Choose at least one feature."]


def test_a_choice_that_no_list_offers_counts_as_the_first():
    app = predicted("tree", **{"guess-greedy": "half"})
    for widget in (*(app.radio(key=f"learn-tree-{key}") for key in ("feature", "own-feature")), app.selectbox[0]):
        app._run(WidgetStates(widgets=[WidgetState(id=widget.proto.id, string_value="no such")]))
        assert not app.exception


def test_another_network_can_be_gone_through():
    app = predicted("backward", direction="larger")
    for name, value in {"data": "gauss", "units": "8, 8", "curve": "relu"}.items():
        app.selectbox(key=f"learn-backward-{name}").set_value(value)
    app.select_slider(key="learn-backward-steps").set_value(500)
    app.select_slider(key="learn-backward-rate").set_value(3.0)
    app.button(key="learn-backward-new").click()
    assert "rows are right, " in said(ran(app.run()))


def test_ones_own_network_of_the_lab_can_be_taken_apart(monkeypatch):
    app = chapter("backward")
    settings = LabSettings.parse({"points": 40, "layers": "2:relu", "data": "spiral", "features": "x1,x2,x1x2"})
    task = small_task("moons", (2,), "relu")
    weights = [np.ones((3, 2), np.float32), task.network.weights[1].astype(np.float32)]
    snapshot = SimpleNamespace(weights=weights, biases=[np.ones(2, np.float32)] * 2)
    assert "Your network of the lab" not in app.selectbox(key="learn-backward-data").options
    monkeypatch.setattr("bakeoff.features.lab.page.handed.shown_network", lambda: (settings, snapshot))
    app.run()
    app.selectbox(key="learn-backward-data").set_value("own")
    app.radio(key="learn-backward-direction").set_value("larger")
    assert "of the weight from neuron" in said(ran(app.run()))
    assert len(app.selectbox) == 1  # what is chosen of a network that is made here is gone
    monkeypatch.setattr(
        "bakeoff.features.lab.page.handed.shown_network", lambda: (settings.replace("batch_norm", True), snapshot)
    )
    ran(app.run())
    assert len(app.selectbox) == 3


def test_the_hard_goal_of_backward_propagation_takes_three_exercises():
    app = answered(chapter("backward"), **RIGHT["backward"])
    for number in range(3):
        app.number_input(key=f"learn-backward-gradient-{number}").set_value(exercise(number).parts["gradient"])
        ran(app.run())
        assert texts(completed(app).success) == ["Reached."] * (2 if number == 2 else 1)
        app.button(key="learn-backward-another").click()
        ran(app.run())


def test_each_option_of_the_later_chapters_is_answered_by_itself():
    app = predicted("svm", **RIGHT["svm"])

    def told(code: str) -> str:
        app.radio(key="learn-svm-guess-few").set_value(code)
        return ran(app.run()).info[0].value.partition("\n\n")[0]

    assert len({told(code) for code in ("few", "ten", "all")}) == 3
