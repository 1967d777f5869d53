"""Tables typed in or changed on the page where data are brought."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.written import Former, as_texts
from bakeoff.features.upload.page import draft
from tests.pages.steps import new_app, ran

pytestmark = pytest.mark.usefixtures("jobs_home")

BRING = "pages/upload/bring.py"
TABLE = "height;colour\n" + "".join(f"{n * 7 % 61};{'red' if n % 3 else 'blue'}\n" for n in range(60))


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setattr(draft, "SHORT_SECONDS", 60.0)  # who writes is a test here, and the page another visitor
    return ran(new_app().switch_page(BRING).run())


def texts(elements: object) -> list[str]:
    return [element.value for element in elements]


def done(app: AppTest) -> AppTest:
    """Wait until what is read or saved is."""
    mine = app.session_state["upload"]
    if mine.reading is not None:
        assert mine.reading.wait(60)
        ran(app.run())
    return app


def pasted(app: AppTest, text: str) -> AppTest:
    app.text_area(key="bring-pasted").set_value(text)
    return done(ran(app.button(key="bring-read-pasted").click().run()))


def started(app: AppTest, names: str) -> AppTest:
    app.text_input(key="typed-names").set_value(names)
    return ran(app.button(key="typed-start").click().run())


def test_a_new_table_has_the_columns_that_were_named(app):
    started(app, "size, , price,size")
    assert texts(app.header) == ["New table"]
    sheet = app.session_state["upload"].sheet
    assert (list(sheet.columns), sheet.shape) == (["size", "price", "size (2)"], (20, 3))
    ran(app.button(key="typed-discard").click().run())
    assert texts(app.header) == ["Who wins on your data?"]


def test_names_that_cannot_be_start_no_table(app):
    for names in ("", "one", "x," * 200, ",".join(str(n) for n in range(60))):
        started(app, names)
        assert [one.startswith("Name 2 to 50 columns") for one in texts(app.error)] == [True]
        assert app.session_state["upload"].sheet is None


def test_an_empty_table_cannot_be_saved_and_one_of_few_rows_stays_to_be_written_into(app):
    started(app, "size, price")
    assert app.button(key="typed-save").disabled
    mine = app.session_state["upload"]
    mine.write(mine.sheet.replace("", "7").iloc[:4], "Typed table")
    ran(done(app).run())
    assert texts(app.error) == ["The table has 4 rows; at least 10 are needed."]
    assert texts(app.header) == ["New table"]


def test_what_was_written_is_kept_and_shown(app):
    started(app, "size, price")
    mine = app.session_state["upload"]
    cells = mine.sheet.copy()
    cells["size"], cells["price"] = [str(n) for n in range(20)], [str(n / 4) for n in range(20)]
    mine.write(cells, "Typed table")
    ran(done(app).run())
    assert texts(app.header) == ["Typed table"]
    assert any("20 rows, 2 columns. Written by hand" in one for one in texts(app.caption))
    assert mine.sheet is None


def test_a_changed_table_is_kept_beside_the_one_it_was(app):
    pasted(app, TABLE)
    mine = app.session_state["upload"]
    assert app.button(key="bring-save").disabled
    before, about = mine.opened.id, mine.opened.about
    cells = as_texts(store.rows(before))
    cells.loc[0, "height"] = "99"
    mine.write(cells, "Pasted table, edited", Former(before, about))
    ran(done(app).run())
    assert texts(app.header) == ["Pasted table, edited"]
    assert (mine.opened.about.column("height").high, mine.opened.about.target) == ("99", "colour")
    assert store.find(before) == about
    assert not any("How it was read" in one.label for one in app.expander)


def test_a_bad_cell_leaves_the_table_on_show_and_says_where_it_is(app):
    pasted(app, TABLE)
    mine = app.session_state["upload"]
    before = mine.opened.id
    cells = as_texts(store.rows(before)).set_axis(pd.RangeIndex(1, 61))
    cells.loc[2, "height"] = "<b>tall</b>"
    mine.write(cells, "Pasted table, edited", Former(before, mine.opened.about))
    ran(done(app).run())
    assert ["is no number; write one as 3.14" in one for one in texts(app.error)] == [True]
    assert "<b>" not in texts(app.error)[0]
    assert mine.opened.id == before


def test_a_large_table_says_why_it_cannot_be_changed(app):
    pasted(app, "a,b\n" + "".join(f"{n},{n % 2}\n" for n in range(1001)))
    assert any(one.startswith("Only tables of up to 1,000 rows and 50 columns") for one in texts(app.caption))
    assert "bring-save" not in {button.key for button in app.button}
