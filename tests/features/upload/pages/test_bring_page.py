"""The page where data are brought, run as Streamlit runs it; files are read by real processes."""

import io
import zipfile
from collections.abc import Callable

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.datasets.upload import store
from bakeoff.features.upload.page.draft import UploadDraft, choose_roles
from bakeoff.features.upload.page.open_table import OpenTable
from bakeoff.runs.races import races
from bakeoff.service.uploads import uploads
from bakeoff.service.visitor import owner_of
from bakeoff.web.draft import RaceDraft
from tests.brought_files import FILES
from tests.pages.steps import new_app, ran, unfold

pytestmark = pytest.mark.usefixtures("jobs_home")

BRING, RACE, HISTORY = "pages/upload/bring.py", "pages/race/race.py", "pages/history/history.py"
NOT_YOURS = "This link is to data that another visitor uploaded, or that are no longer stored. Upload your own."
TABLE = "height;width;colour\n" + "".join(f"{n};{n * 7 % 13},5;{'red' if n % 3 else 'blue'}\n" for n in range(60))


@pytest.fixture
def visit() -> Callable[..., AppTest]:
    def visit(page: str = BRING, **query: str) -> AppTest:
        app = new_app()
        for path, value in query.items():
            app.query_params[path] = value
        return ran(app.run()) if page == RACE else ran(app.switch_page(page).run())

    return visit


def mine(app: AppTest) -> UploadDraft:
    return app.session_state["upload"]


def opened(app: AppTest) -> OpenTable:
    return mine(app).opened


def draft(app: AppTest) -> RaceDraft:
    return app.session_state["draft"]


def texts(elements: object) -> list[str]:
    return [element.value for element in elements]


def diagram(app: AppTest) -> str:
    """Return the HTML of the preparation's diagram."""
    found = [one.proto.body for one in app.main if one.type == "html" and "bakeoff-flow" in one.proto.body]
    return "".join(one for one in found if one.startswith("<div"))


def read(app: AppTest) -> AppTest:
    """Wait until the file has been read."""
    if mine(app).reading is not None:
        assert mine(app).reading.wait(60)
        ran(app.run())
    return app


def pasted(app: AppTest, text: str) -> AppTest:
    app.text_area(key="bring-pasted").set_value(text)
    return read(ran(app.button(key="bring-read-pasted").click().run()))


def raced(app: AppTest) -> AppTest:
    """Press the button, and go where it leads."""
    ran(app.button(key="bring-race").click().run())
    return ran(app.switch_page(RACE).run())


def test_a_newcomer_is_told_what_to_do_and_given_samples(visit):
    app = visit()
    assert texts(app.header) == ["Who wins on your data?"]
    samples = {"Flower shop", "Bike rentals", "Customer mail"}
    assert {button.label for button in app.button} == {"Read what I pasted", "Search OpenML", "Start a table", *samples}


def test_a_pasted_table_is_understood_corrected_and_raced_on(visit):
    app = pasted(visit(), TABLE)
    assert texts(app.header) == ["Pasted table"]
    assert any("60 rows, 3 columns. Text file, separator\\: semicolon" in one for one in texts(app.caption))
    target = app.selectbox(key=f"bring-target@{mine(app).generation}")
    assert (target.value, target.options) == ("colour", ["height", "width", "colour"])
    ran(target.set_value("width").run())
    assert (opened(app).about.target, opened(app).about.task) == ("width", "regression")
    choose_roles(mine(app), {0: {"role": "number"}})
    raced(app)
    info = draft(app).spec.dataset.info
    assert (info.title, info.rows, info.features, info.task) == ("Pasted table", 60, 2, "regression")
    assert not app.button(key="start").disabled
    assert not any("Table" in one.label for one in app.text_input)


def test_a_table_too_many_in_an_hour_is_refused_in_a_sentence_and_the_one_before_stays(visit, monkeypatch):
    monkeypatch.setenv("BAKEOFF_UPLOADS_HOUR", "1")
    uploads.clear()
    app = pasted(visit(), TABLE)
    before = opened(app).id
    pasted(app, TABLE.replace("red", "green"))
    uploads.clear()
    assert any("Upload the next file in about 60\xa0min" in told for told in texts(app.error))
    assert opened(app).id == before


def test_the_diagram_follows_what_the_columns_are(visit):
    app = pasted(visit(), TABLE)
    choose_roles(mine(app), {0: {"role": "number"}})
    ran(app.run())
    assert "2 columns<small>height, width</small>" in diagram(app)
    choose_roles(mine(app), {0: {"role": "ignore"}})
    ran(app.run())
    assert "1 column<small>width</small>" in diagram(app)
    assert any("Left out, as you chose" in one for one in texts(app.markdown))
    choose_roles(mine(app), {n: {"role": "ignore"} for n in (0, 1)})
    assert diagram(ran(app.run())) == ""  # nothing is left to prepare


def test_what_was_guessed_of_the_file_can_be_overruled(visit):
    app = pasted(visit(), TABLE)
    header = app.selectbox(key=f"bring-header@{mine(app).generation}")
    read(ran(header.set_value(False).run()))
    assert opened(app).about.rows == 61
    delimiter = app.selectbox(key=f"bring-delimiter@{mine(app).generation}")
    read(ran(delimiter.set_value("|").run()))
    assert texts(app.error) == [
        "Only one column was found, but there must be one to predict and one to learn from; check the delimiter."
    ]
    assert opened(app).about.rows == 61  # what was there stays


def test_what_no_list_offers_changes_nothing(visit):
    app = pasted(visit(), TABLE)
    before = opened(app).about
    wrong = ({99: {"role": "number"}}, {-1: {"role": "number"}}, {"x": {"role": "number"}}, {0: {"role": ["number"]}})
    for edited in (*wrong, {0: {"role": "king"}}, {0: "number"}, {2: {"role": "ignore"}}):
        choose_roles(mine(app), edited)
    mine(app).choose_target("nobody")
    opened(app).choose_task("sorcery")
    assert opened(app).about == before


def test_a_sample_is_a_click(visit):
    app = read(ran(visit().button(key="try-customer_mail.jsonl").click().run()))
    assert texts(app.header) == ["Customer mail"]
    assert "Weigh words, pairs of words and runs of characters by TF-IDF" in diagram(app)


def decided(app: AppTest) -> dict[str, bool]:
    """Return the keys of what was decided on reading, and whether it has been taken back."""
    return {one.key: one.undone for one in opened(app).about.understood.decided}


REPORT = "Haushalte 2024\nPreis;Anteil;Art\n" + "".join(
    f"{1000 + n * 37:,}".replace(",", ".") + f";{n % 9} %;{'Kauf' if n % 3 else 'Miete'}\n" for n in range(60)
)


def test_what_was_decided_on_reading_is_listed_undone_and_asked(visit):
    app = pasted(visit(), REPORT + "Summe;;\n")
    assert decided(app) == dict.fromkeys(("above:", "totals:", "mark:Preis", "unit:Anteil"), False)
    shown = " ".join(texts(app.markdown)).replace("\\", "")
    assert "Lines above the names are left out (1): “Haushalte 2024”." in shown
    assert "Please check: what does 1.000 in “Preis” mean?" in shown
    assert opened(app).about.column("Preis").high == "3183"
    choose = app.button_group(key=f"decide-mark:Preis@{mine(app).generation}")
    assert choose.options == ["1", "1000"]
    read(ran(choose.set_value(".").run()))
    assert opened(app).about.column("Preis").high == "3.183"
    ran(app.selectbox(key=f"bring-target@{mine(app).generation}").set_value("Preis").run())
    read(ran(app.button(key=f"decide-unit:Anteil@{mine(app).generation}").click().run()))
    assert decided(app)["unit:Anteil"]
    assert opened(app).about.column("Anteil").role == "category"
    assert opened(app).about.target == "Preis"  # what was chosen goes on to hold
    read(ran(app.button(key=f"decide-unit:Anteil@{mine(app).generation}").click().run()))
    assert opened(app).about.column("Anteil").role == "number"


def test_a_file_as_people_have_it_is_read_at_once(visit):
    file = next(file for file in FILES if file.name == "umsatz.xlsx")
    app = visit()
    read(ran(app.file_uploader[0].set_value((file.name, file.make(), "application/octet-stream")).run()))
    assert texts(app.error) == []
    assert opened(app).about.target == file.target
    assert set(decided(app)) >= {f"{code}:" for code in file.decided if code in ("sheet", "above", "totals", "missing")}


def test_classes_that_are_too_many_are_told_at_the_choice_with_a_way_on(visit):
    towns = "east;town\n" + "".join(f"{n % 40 + n / 999};town {n % 40 if n < 400 else n}\n" for n in range(480))
    app = pasted(visit(), towns)
    ran(app.selectbox(key=f"bring-target@{mine(app).generation}").set_value("town").run())
    assert app.button(key="bring-race").disabled
    assert any("“town” has 120 different values" in text for text in texts(app.markdown))
    ran(app.button(key="bring-gather").click().run())
    raced(app)
    assert draft(app).spec.dataset.info.classes == 41
    assert not app.button(key="start").disabled


def test_everything_is_taken_home_from_a_file_that_a_job_makes(visit):
    app = ran(pasted(visit(), TABLE).switch_page("pages/about/privacy.py").run())
    ran(app.button(key="make-home").click().run())
    made = app.session_state[f"home-{owner_of(app.session_state['visitor-secret'])}"]
    assert made.wait(60)
    ran(app.run())
    assert [one.proto.label for one in app.get("download_button")] == ["Save the archive"]
    with zipfile.ZipFile(io.BytesIO(made.content())) as zipped:
        assert {name.split("-")[0] for name in zipped.namelist()} == {"README.txt", "tables/Pasted"}


def test_a_table_is_deleted_at_a_click(visit):
    app = pasted(visit(), TABLE)
    id = opened(app).id
    raced(app)
    ran(app.switch_page(BRING).run())
    ran(app.button(key=f"delete-{id}").click().run())
    assert store.find(id) is None
    assert texts(app.header) == ["Who wins on your data?"]
    ran(app.switch_page(RACE).run())
    assert texts(app.warning) == [store.not_here()]


def test_nobody_else_sees_what_was_brought(visit):
    app = raced(pasted(visit(), TABLE))
    draft(app).change("contenders", "decision_tree,dummy")
    ran(app.button(key="start").click().run())
    run_id = draft(app).run_id
    assert races().get(run_id).wait(60)
    link = draft(app).query()
    assert link["run"] == run_id
    theirs = visit(RACE, **link)  # another session, and so another visitor
    assert [text.startswith(NOT_YOURS) for text in texts(theirs.warning)] == [True]
    assert draft(theirs).run_id is None
    assert draft(theirs).spec.dataset.name == "digits"
    assert "colour" not in str(theirs.main)
    stored = visit(HISTORY, race=run_id)
    assert texts(stored.warning) == [NOT_YOURS]
    assert "colour" not in str(stored.main)
    compared = visit(HISTORY, compare=f"{run_id},{run_id}x")
    assert "colour" not in str(compared.main)


def test_a_deep_link_to_a_table_finds_its_columns_again(visit):
    app = raced(pasted(visit(), TABLE))
    mine(app).close()
    ran(app.switch_page(BRING).run())
    assert texts(app.header) == ["Pasted table"]


# --- what would spoil a race ---

RNG = np.random.default_rng(0)
SIZES = RNG.normal(size=(120, 2)).round(3)
BIG = SIZES[:, 0] + RNG.normal(size=120) > 0
TWICE = [
    f"{a};{b};{'yes' if big else 'no'};{'big' if big else 'small'}" for (a, b), big in zip(SIZES, BIG, strict=True)
]
LEAKS = "\n".join(["size;depth;after;kind", *TWICE, *TWICE])


def warned(app: AppTest) -> list[str]:
    return [text.split("**")[1] for text in texts(app.markdown) if text.startswith(":material/warning:")]


def press(app: AppTest, label: str) -> AppTest:
    return ran(next(one for one in app.button if one.label == label).click().run())


def role(app: AppTest, name: str) -> str:
    return opened(app).about.column(name).role


def test_what_would_spoil_a_race_is_told_mended_undone_and_taken_along(visit):
    app = pasted(visit(), LEAKS)
    told = warned(app)
    assert told[0] == "The column “after” alone tells “kind”."
    assert told[1].startswith("Test rows that also stand, value for value, in the part to learn from")
    press(app, "Leave this column out")
    assert role(app, "after") == "ignore"
    press(app, "Remove repeated rows")
    assert warned(app) == []
    press(app, "Undo")  # the column
    assert role(app, "after") == "category"
    assert warned(app) == told[:1]
    press(app, "Undo")
    assert warned(app) == told
    assert not opened(app).rules
    press(app, "Leave this column out")
    press(app, "Remove repeated rows")
    raced(app)
    assert draft(app).spec.dataset.info.features == 2
    assert draft(app).spec.rules.unique
    assert warned(app) == []


def test_what_does_not_matter_is_left_out_taken_along_and_told(visit):
    app = pasted(visit(), LEAKS)
    press(app, "It does not matter here")
    assert [one.split()[0] for one in warned(app)] == ["Test"]
    raced(app)
    assert draft(app).spec.rules.muted == ("telltale",)
    assert [one.split()[0] for one in warned(app)] == ["Test"]
    unfold(app, "findings-set-up")
    told = [text.replace("\\", "") for text in texts(app.caption)]
    assert "Left out, as the rules say: Columns that alone tell the answer." in told


def test_with_another_target_nothing_is_mended_yet(visit):
    app = pasted(visit(), LEAKS)
    press(app, "Remove repeated rows")
    ran(app.selectbox(key=f"bring-target@{mine(app).generation}").set_value("size").run())
    assert (opened(app).rules, opened(app).mended) == ({}, ())


# --- what was decided, and what cannot be raced ---

ARTHRITIS = "sex,treatment,improved\n" + "".join(
    f"{'MF'[n % 2]},{'ab'[n % 3 > 0]},{('None', 'Some', 'Marked', 'None')[n * 7 % 11 % 4]}\n" for n in range(84)
)


def test_a_decision_that_touches_many_rows_stands_open_and_is_taken_back_later(visit):
    app = pasted(visit(), ARTHRITIS)
    assert (opened(app).target, opened(app).about.column("improved").missing) == ("improved", 0)
    assert any(one.proto.expanded for one in app.expander if "please check" in one.label)
    id = opened(app).id
    mine(app).close()
    ran(app.button(key=f"open-{id}").click().run())  # the file is no longer at hand
    read(press(app, "Count as missing"))
    none = ARTHRITIS.count("None")
    assert opened(app).about.column("improved").missing == none
    read(press(app, "Keep as a value"))
    assert opened(app).about.column("improved").missing == 0


def test_another_column_to_be_predicted_keeps_its_rare_words(visit):
    lines = [f"{n % 7},{'-' if n in (5, 50) else 'rb'[n % 2]},{'yn'[n * 5 % 3 % 2]}" for n in range(120)]
    app = pasted(visit(), "\n".join(["size,colour,kind", *lines]))
    assert opened(app).about.column("colour").missing == 2
    read(ran(app.selectbox(key=f"bring-target@{mine(app).generation}").set_value("colour").run()))
    assert (opened(app).target, opened(app).about.column("colour").missing) == ("colour", 0)


def test_a_table_that_cannot_be_raced_says_so_before_the_button_is_pressed(visit):
    app = pasted(visit(), "id,rate\n" + "".join(f"{n},{n * 7 % 13}.5\n" for n in range(60)))
    assert app.button(key="bring-race").disabled
    assert [text.startswith("No column is left to learn from") for text in warned(app)] == [True]
    choose_roles(mine(app), {0: {"role": "number"}})
    ran(app.run())
    assert not app.button(key="bring-race").disabled
    assert "No column is left" not in str(warned(app))
    choose_roles(mine(app), {0: {"role": "date"}})
    ran(app.run())
    assert app.button(key="bring-race").disabled
    assert "No value of “id” is a date; choose “Category” for it." in warned(app)
