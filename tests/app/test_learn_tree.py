"""The chapter on the decision tree, walked through to its goal."""

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.testing.v1 import AppTest

from tests.app.steps import chapter, ran, read, texts


def predicted(app: AppTest, question: str, code: str) -> AppTest:
    app.radio(key=f"learn-tree-guess-{question}").set_value(code)
    return ran(app.run())


def said(app: AppTest) -> str:
    return read(app.info)


def charts(app: AppTest) -> int:
    return sum(element.proto.component_name == "bakeoff_chart" for element in app.get("bidi_component"))


def split(app: AppTest, leaf: int, feature: int, threshold: float) -> AppTest:
    app.selectbox(key="learn-tree-leaf").set_value(leaf)
    app.radio(key="learn-tree-own-feature").set_value(feature)
    app.slider(key="learn-tree-own-threshold").set_value(threshold)
    ran(app.run())
    app.button(key="learn-tree-split").click()
    return ran(app.run())


@pytest.mark.parametrize(
    ("kind", "key"),
    [("radio", "learn-tree-feature"), ("radio", "learn-tree-own-feature"), ("selectbox", "learn-tree-leaf")],
)
def test_a_choice_that_no_list_offers_counts_as_the_first(kind, key):
    app = predicted(chapter("tree"), "greedy", "half")
    widget = getattr(app, kind)(key=key)
    app._run(WidgetStates(widgets=[WidgetState(id=widget.proto.id, string_value="no such")]))
    assert not app.exception


def test_questions_are_weighed_and_the_best_is_told_after_a_prediction():
    app = chapter("tree")
    assert charts(app) == 1
    assert said(app) == ""
    assert any(r"\mathbf{" in text for text in texts(app.latex))
    predicted(app, "best", "1")
    assert "As you predicted. Of 198 questions “x₂ ≤ −0.74” gains most, 0.181." in said(app)
    assert charts(app) == 2
    app.radio(key="learn-tree-criterion").set_value("entropy")
    ran(app.run())
    assert "“x₂ ≤ −0.74” gains most, 0.291." in said(app)


def test_more_leaves_learn_the_noise_and_one_row_less_makes_another_tree():
    app = chapter("tree")
    predicted(app, "leaves", "more")
    assert "It came otherwise than you predicted. With 4 leaves 87 of 100 training points" in said(app)
    assert "with all 18 leaves every training point is right, and 86 of 100 validation points" in said(app)
    predicted(app, "row", "much")
    assert "asks 17 questions; 11 of them are asked with it as well. Even the first question is another." in said(app)
    app.radio(key="learn-tree-change").set_value("flipped")
    app.number_input(key="learn-tree-row").set_value(52)
    ran(app.run())
    assert "and 7 of 100 validation points" in said(app)


def test_a_tree_grown_by_hand_reaches_the_goal():
    app = chapter("tree")
    predicted(app, "greedy", "half")
    assert "The machine’s tree of 4 leaves has 55 of 100 validation points right" in said(app)
    split(app, 0, 0, 0.0)
    split(app, 0, 1, 0.0)
    assert not app.success
    app.button(key="learn-tree-back").click()
    ran(app.run())
    split(app, 0, 1, 0.0)
    split(app, 1, 1, 0.0)
    assert "Reached." in texts(app.success)
    assert any(
        "Your tree has 4 leaves" in text and "100 of 100 validation points right" in text
        for text in texts(app.markdown)
    )
