"""The chapter on machine learning and deep learning, walked through to its goal."""

from streamlit.testing.v1 import AppTest

from bakeoff.learn.features.goal import painted, start
from tests.app.steps import chapter, ran, read, texts
from tests.unit.learn.features.slanting import slanting


def predicted(app: AppTest, question: str, code: str) -> AppTest:
    app.radio(key=f"learn-features-guess-{question}").set_value(code)
    return ran(app.run())


def said(app: AppTest) -> str:
    return read(app.info)


def told(app: AppTest) -> str:
    return read(app.markdown)


def pictures(app: AppTest) -> int:
    return sum("lab_planes" in element.proto.component_name for element in app.get("bidi_component"))


def test_three_borders_are_measured_on_points_that_were_held_out():
    app = chapter("features")
    assert pictures(app) == 1
    predicted(app, "ring", "tree")
    assert pictures(app) == 2
    assert "It came otherwise than you predicted. On the clouds line, tree and network have 78, 77 and 78" in said(app)
    assert "On the ring they have 53, 75 and 74." in said(app)


def test_features_made_by_hand_make_the_line_enough():
    app = chapter("features")
    predicted(app, "squares", "all")
    assert "As you predicted. Told the squares, the line has 79 of 80 right" in said(app)
    assert any(r"1.07\,x_1^2+0.89\,x_2^2-6.34 = 0" in text for text in texts(app.latex))
    app.radio(key="learn-features-hand-data").set_value("xor")
    ran(app.run())
    assert "Told x₁², x₂², it has **39 of 80** of these" in told(app)
    app.button_group(key="learn-features-hand").set_value(["x1x2"])
    ran(app.run())
    assert "Told x₁x₂, it has **78 of 80** of these" in told(app)
    app.button_group(key="learn-features-hand").set_value([])
    ran(app.run())
    assert texts(app.warning) == ["Choose at least one feature."]


def test_features_that_are_learnt_do_it_as_well_layer_upon_layer():
    app = chapter("features")
    predicted(app, "unit", "edge")
    assert "One unit alone has 50 of 80 held-out points right, 3 have 79 of 80" in said(app)
    assert "The whole network with 4 hidden units has **76 of 80** right." in told(app)
    app.slider(key="learn-features-units").set_value(3)
    ran(app.run())
    assert "The whole network with 3 hidden units has **79 of 80** right." in told(app)
    predicted(app, "layer", "first")
    assert "Told the second layer’s numbers, a straight line has 238 of 250" in said(app)
    assert "| The lab’s 7 features, made by hand | 118 of 250 |" in told(app)
    planes = "".join(str(element.proto) for element in app.get("bidi_component"))
    assert "The whole network, its last layer a straight line" in planes
    assert "A straight line told" not in planes


def test_a_chess_program_with_written_rules_is_artificial_intelligence_without_learning():
    app = chapter("features")
    predicted(app, "belongs", "machine")
    assert "It came otherwise than you predicted. It is artificial intelligence without learning." in said(app)
    assert "| Network with several hidden layers | Yes | Yes | Yes |" in told(app)
    assert "| Chess program with written rules | Yes | No | No |" in told(app)


def test_painted_points_that_the_network_alone_parts_reach_the_goal_and_are_raced_on():
    app = chapter("features")
    assert not app.success
    predicted(app, "stripes", "tree")
    assert "The tree has 119 of 120 right" in said(app)
    app.button(key="learn-features-start-stripes").click()
    ran(app.run())
    assert not app.success
    app.button(key="learn-features-start-nothing").click()
    ran(app.run())
    assert "There are no points" in texts(app.warning)[0]
    app.session_state["learn-features-painted"] = slanting()
    ran(app.run())
    assert "Reached." in texts(app.success)
    app.button(key="learn-features-to-race").click()
    ran(app.run())
    links = [element.proto.query_string for element in app.get("page_link")]
    assert any("dataset=upload" in link and "contenders=keras_mlp" in link for link in links)


def test_a_race_wants_more_points_than_a_few():
    app = chapter("features")
    predicted(app, "stripes", "line")
    assert painted(start("clouds")).painted == app.session_state["learn-features-painted"]
    app.button(key="learn-features-start-nothing").click()
    ran(app.run())
    app.button(key="learn-features-to-race").click()
    ran(app.run())
    assert any("A race needs" in text for text in texts(app.warning))
