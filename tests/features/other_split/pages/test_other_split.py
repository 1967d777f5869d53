"""The other split of a race, on its page."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.steps import draft, ran, read
from tests.waiting import wait_until

pytestmark = pytest.mark.usefixtures("empty_home")

BY_AGE = {
    "dataset": "diabetes",
    "contenders": "decision_tree,linear,dummy",
    "rules.split": "group",
    "rules.split_by": "Age (years)",
}


def asked(app: AppTest) -> AppTest:
    """Return the app once both splits are scored."""
    ran(app.button(key="other-split").click().run())

    def over() -> bool:
        ran(app.run())
        return not [button for button in app.button if button.key == "other-split-stop"]

    wait_until(over)
    return app


def test_both_splits_stand_side_by_side_with_the_price(finished):
    app = asked(finished(**BY_AGE))
    assert app.subheader[0].value.replace("\\", "").startswith("Split by “Age (years)”, Linear model scores ")
    (table,) = [each.proto.body for each in app.get("html") if "Price of chance" in each.proto.body]
    assert table.count("<tr>") == 3  # titles, and two contenders: the baseline learns nothing
    assert "95 % interval" in read(app.markdown)
    assert "already" in read(app.caption)
    assert "other-split" not in [button.key for button in app.button]


def test_what_is_asked_is_there_again_and_another_race_has_its_own(finished):
    app = asked(finished(**BY_AGE))
    title = app.subheader[0].value
    assert ran(app.run()).subheader[0].value == title
    assert draft(app).spec.rules.split == "group"


def test_a_race_whose_rows_do_not_belong_together_is_not_asked(finished):
    app = finished(dataset="diabetes", contenders="decision_tree,linear")
    assert "other-split" not in [button.key for button in app.button]
