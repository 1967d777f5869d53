"""The chapter on the random forest, walked through to its goal."""

from streamlit.testing.v1 import AppTest

from tests.app.steps import chapter, ran, read, texts


def predicted(app: AppTest, question: str, code: str) -> AppTest:
    app.radio(key=f"learn-forest-guess-{question}").set_value(code)
    return ran(app.run())


def said(app: AppTest) -> str:
    return read(app.info)


def told(app: AppTest) -> str:
    return read(app.markdown)


def test_a_vote_mistakes_and_the_bag_are_told_after_predictions():
    app = chapter("forest")
    assert said(app) == ""
    predicted(app, "vote", "more")
    assert "As you predicted. The vote of 15 trees has 43 of 44 validation wines right, that of all 60 has 44." in said(
        app
    )
    predicted(app, "same", "vote")
    assert "the correlation of their mistakes is 0.86, and their vote has 40 of 44 right" in said(app)
    assert "| Drawn, 1 | 34.8 | 44 | 0.10 |" in told(app)
    predicted(app, "bag", "two")
    assert "A tree sees 63.3 % of them" in said(app)
    assert "98.9 % are right. On the validation rows it is 100.0 %, on the training rows" in said(app)


def test_weak_trees_and_a_strong_vote_reach_the_goal():
    app = chapter("forest")
    assert "By vote 40 of 44 are right, 44 are needed; a tree alone has 39.3 right" in told(app)
    app.radio(key="learn-forest-rows").set_value("drawn")
    app.radio(key="learn-forest-features").set_value(1)
    ran(app.run())
    assert not app.success
    app.slider(key="learn-forest-trees").set_value(60)
    assert "Reached." in texts(ran(app.run()).success)
    assert "Right out of bag | 96.6 %" in told(app)
