"""What a visitor brings to the lab and takes from it to the race: painted points, and tables."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.formats import Raw
from bakeoff.datasets.upload.reading import understood
from bakeoff.datasets.upload.understanding import Understood
from bakeoff.features.lab.page.draft import LabDraft
from bakeoff.features.lab.service import labs
from bakeoff.network.points import make_points, painted_to_text
from bakeoff.network.settings import LabSettings, to_query
from bakeoff.service.visitor import owner_of
from bakeoff.web.network.commands import Change
from tests.pages.steps import data_shown, new_app, ran

LAB, RACE, BRING, JUDGE = "pages/lab/lab.py", "pages/race/race.py", "pages/upload/bring.py", "pages/judge/judge.py"
MINE, THEIRS = "m" * 43, "t" * 43
"""Two visitors' secrets."""


@pytest.fixture(scope="module", autouse=True)
def no_labs_left(jobs_home: Path) -> Iterator[None]:
    yield
    for one in labs().items():
        one.close()
    labs.clear()


@pytest.fixture
def visit() -> Callable[..., AppTest]:
    def visit(page: str = LAB, secret: str = MINE, **query: str) -> AppTest:
        app = new_app()
        app.session_state["visitor-secret"] = secret
        for path, value in query.items():
            app.query_params[path] = value
        return ran(app.run()) if page == RACE else ran(app.switch_page(page).run())

    return visit


@pytest.fixture
def table() -> str:
    """A table with two number columns that the first visitor has brought."""
    n = np.arange(60)
    kind = np.where(n * 7 % 13 > 5, "oak", "elm")
    frame = pd.DataFrame({"girth": n % 7 + 0.5, "height": n * 11 % 60 / 4, "kind": kind})
    about = understood(Raw(frame, Understood(format="parquet")), "secret trees.csv", owner_of(MINE), "trees")
    return store.keep(about, frame)


def draft(app: AppTest) -> LabDraft:
    return app.session_state["lab"]


def texts(elements: object) -> list[str]:
    return [element.value for element in elements]


def painted(n: int = 40) -> dict[str, str]:
    points = make_points(LabSettings(points=n))
    return to_query(LabSettings(data="painted", painted=painted_to_text(points.X, points.target)))


def paint(app: AppTest, X: object, codes: object) -> AppTest:
    """Have the picture say that other points were painted."""
    text = painted_to_text(np.asarray(X, float), np.asarray(codes, int))
    draft(app).obey(Change({"data": "painted", "painted": text}))
    return ran(app.run())


def test_painted_points_are_raced_on_and_twice_the_same_are_one_table(visit):
    app = visit(**painted())
    ran(app.button(key="lab-race").click().run())
    (link,) = [one for one in app.get("page_link") if one.proto.label == "To the race"]
    app.query_params = parse_qs(link.proto.query_string)  # as the browser, which follows it
    ran(app.switch_page(RACE).run())
    spec = app.session_state["draft"].spec
    assert (spec.dataset.info.title, spec.dataset.info.rows) == ("Painted points", 40)
    assert [(one.units, one.activation) for one in spec.contenders["keras_mlp"].hidden] == [(4, "tanh"), (2, "tanh")]
    assert texts(app.warning) == []
    assert not app.button(key="start").disabled
    before = set(store.tables_of(owner_of(MINE)))
    again = visit(**painted())
    ran(again.button(key="lab-race").click().run())
    assert set(store.tables_of(owner_of(MINE))) == before
    ran(app.switch_page(JUDGE).run())
    assert data_shown(app).startswith("Painted points 40 rows")
    ran(app.switch_page(BRING).run())
    assert texts(app.header) == ["Painted points"]
    assert any("40 rows, 3 columns. Painted in the lab" in one for one in texts(app.caption))


def test_points_that_the_picture_shows_and_nothing_learns_from_are_not_raced_on(visit):
    app = paint(visit(**painted()), np.zeros((0, 2)), [])
    before = set(store.tables_of(owner_of(MINE)))
    ran(app.button(key="lab-race").click().run())
    assert texts(app.error) == ["There are no points; paint some, or choose a preset."]
    paint(app, np.eye(2), [1, 1])
    assert texts(app.error) == []  # of points that are there no longer
    ran(app.button(key="lab-race").click().run())
    assert texts(app.error) == ["All points are of one class; paint some of another."]
    paint(app, np.arange(16).reshape(8, 2) / 4, [0, 1] * 4)
    ran(app.button(key="lab-race").click().run())
    assert texts(app.error) == ["A race needs 10\xa0points at least, and there are 8; paint more."]
    assert set(store.tables_of(owner_of(MINE))) == before
    draft(app).change("data", "circle")
    ran(app.run())
    assert texts(app.error) == []


def test_ones_own_table_can_be_chosen_and_deleted(visit, table):
    app = visit(data="table")
    choice = app.selectbox(key=draft(app).key("table"))
    assert "secret trees" in choice.options
    ran(choice.set_value(table).run())
    assert (draft(app).lab.points.x.name, draft(app).lab.points.class_names) == ("girth", ("elm", "oak"))
    lab = draft(app).lab
    ran(app.switch_page(BRING).run())
    ran(app.button(key=f"delete-{table}").click().run())
    assert labs().get(lab.id) is None
    ran(app.switch_page(LAB).run())
    assert texts(app.warning) == [store.not_here()]
    assert (draft(app).settings.data, draft(app).settings.table) == ("circle", "iris")


def test_nobody_else_sees_a_table_in_the_lab(visit, table):
    app = visit(data="table", table=table)
    assert draft(app).lab.points.x.name == "girth"
    theirs = visit(secret=THEIRS, data="table", table=table)
    assert texts(theirs.warning) == [store.not_here()]
    assert draft(theirs).settings.data == "circle"
    watching = visit(secret=THEIRS, lab=draft(app).lab.id)
    assert draft(watching).lab is not draft(app).lab
    for one in (theirs, watching):
        one.query_params["data"], one.query_params["table"] = "table", table
        ran(one.run())
        assert texts(one.warning) == [store.not_here()]
        assert draft(one).settings.data == "circle"
        assert "girth" not in str(one.main)
        assert "secret trees" not in str(one.main)


def test_who_watches_a_lab_is_sent_away_when_it_goes_over_to_a_table(visit, table):
    app = visit(points="60")
    theirs = visit(secret=THEIRS, points="60", lab=draft(app).lab.id)
    assert draft(theirs).lab is draft(app).lab
    draft(app).change("data", "table")
    ran(app.run())
    ran(app.selectbox(key=draft(app).key("table")).set_value(table).run())
    ran(theirs.run())
    assert draft(theirs).lab is not draft(app).lab
    assert (draft(theirs).settings.data, draft(theirs).settings.points) == ("circle", 60)
    assert "girth" not in str(theirs.main)
    assert "secret trees" not in str(theirs.main)
