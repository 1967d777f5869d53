"""A published table on its 20 splits, on the page."""

import numpy as np
import pytest
from sklearn.datasets import make_friedman1
from streamlit.testing.v1 import AppTest

from bakeoff.features.published.public_splits import public_splits
from tests.pages.steps import new_app, ran, read
from tests.waiting import wait_until


def opened() -> AppTest:
    app = ran(new_app().switch_page("pages/published/published.py").run())
    return ran(app.pills(key="published-dataset").set_value("yacht_20").run())


@pytest.mark.usefixtures("empty_home")
def test_a_table_that_is_not_here_is_named_with_the_way_to_it():
    app = opened()
    assert "Put yacht.txt from" in read(app.info)
    assert app.button(key="race-on-splits").disabled
    assert app.subheader[0].value.replace("\\", "").startswith("Published: mean RMSE 0.666")


@pytest.mark.nightly
def test_contenders_race_against_its_numbers(jobs_home):
    X, y = make_friedman1(public_splits()["yacht_20"].rows, 6, random_state=0)  # no yachts: a file of as many rows
    np.savetxt(jobs_home / "yacht.txt", np.column_stack([X, 100 * y]))
    app = opened()
    ran(app.button(key="race-on-splits").click().run())

    def over() -> bool:
        ran(app.run())
        return not [button for button in app.button if button.key == "published-splits-stop"]

    wait_until(over)
    assert app.subheader[0].value.replace("\\", "").startswith("The published network (RMSE 0.666")
    (table,) = [each.proto.body for each in app.get("html") if "Below theirs by" in each.proto.body]
    assert table.count("<tr>") == 5
    assert table.count("worse") == 4
