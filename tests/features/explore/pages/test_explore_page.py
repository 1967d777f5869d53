"""The page on which data are explored, run as Streamlit runs it; real processes look at the data."""

import io
import zipfile

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.reading import read_table
from bakeoff.datasets.upload.source import options_of
from bakeoff.datasets.upload.store import find
from bakeoff.datasets.upload.understanding import Given
from bakeoff.features.explore.page.draft import ExploreDraft
from bakeoff.service.visitor import owner_of
from tests.pages.steps import new_app, ran

pytestmark = pytest.mark.usefixtures("jobs_home")

BRING, EXPLORE, GALLERY = (f"pages/{name}.py" for name in ("upload/bring", "explore/explore", "gallery/gallery"))
TABLE_TABS = ["Columns", "What goes with what", "Two columns", "Preparation", "Maps"]


def mine(app: AppTest) -> ExploreDraft:
    return app.session_state["exploring"]


def explored(app: AppTest) -> AppTest:
    """Wait until the data have been looked at."""
    assert mine(app).work.wait(60)
    return ran(app.run())


def visit(**query: str) -> AppTest:
    app = new_app()
    for path, value in query.items():
        app.query_params[path] = value
    return explored(ran(app.switch_page(EXPLORE).run()))


def tabs(app: AppTest) -> list[str]:
    return [tab.label for tab in app.tabs]


def opened(app: AppTest, name: str) -> AppTest:
    app.session_state[mine(app).key("views")] = name
    return ran(app.run())


def charts(app: AppTest) -> int:
    return sum(element.proto.component_name == "bakeoff_chart" for element in app.get("bidi_component"))


def pages(app: AppTest) -> str:
    """Return all HTML on show."""
    return " ".join(element.proto.body.replace("\u00a0", " ") for element in app.main if element.type == "html")


def texts(elements: object) -> str:
    return " ".join(element.value for element in elements)


@pytest.mark.parametrize(("name", "rows", "others"), [("iris", "89", "61"), ("diabetes", "264", "178")])
def test_a_table_is_shown_with_its_histograms_relations_and_maps(name, rows, others):
    app = visit(dataset=name)
    assert f"**training part**, {rows} rows. The {others} rows" in texts(app.markdown)
    assert tabs(app) == TABLE_TABS
    assert pages(app).count("bakeoff-histogram") == len(mine(app).look.columns)
    assert charts(app) == 1
    assert "nearest neighbours among" in texts(opened(app, "What goes with what").caption)
    assert charts(app) == 2
    opened(app, "Two columns")
    names = mine(app).look.sample.feature_names
    ran(app.selectbox(key=mine(app).key("x")).set_value(names[-1]).run())
    assert charts(app) == 1
    assert "Scale to mean 0, variance 1" in pages(opened(app, "Preparation"))
    assert charts(opened(app, "Maps")) == 2


def test_a_map_is_drawn_on_request_stopped_and_drawn_again_with_another_seed():
    app = opened(visit(dataset="digits"), "Maps")
    ran(app.button(key=mine(app).key("place")).click().run())
    assert "Stop t-SNE" in [button.label for button in app.button]
    ran(app.button(key=mine(app).key("stop-tsne")).click().run())
    assert mine(app).placing.wait(60)
    assert texts(ran(app.run()).info) == "Stopped."
    ran(app.number_input(key=mine(app).key("perplexity")).set_value(5).run())
    ran(app.number_input(key=mine(app).key("seed")).set_value(7).run())
    ran(app.button(key=mine(app).key("place")).click().run())
    assert mine(app).placing.wait(60)
    ran(app.run())
    assert charts(app) == 3
    assert (mine(app).placed.perplexity, mine(app).placed.seed) == (5, 7)


def test_a_setting_out_of_range_is_told_and_draws_nothing():
    app = opened(visit(dataset="iris"), "Maps")
    mine(app).change("perplexity", 100_000)
    ran(app.run())
    assert "Perplexity" in texts(app.error) or "perplexity" in texts(app.error)
    mine(app).place(mine(app).look.components.scores)
    assert mine(app).placing is None


def test_pictures_are_shown_by_class():
    app = visit(dataset="digits")
    assert tabs(app) == ["Pictures", "Preparation", "Maps"]
    assert pages(app).count('alt="The mean of') == 10
    assert "64 pixels" in pages(opened(app, "Preparation"))


def test_texts_alone_have_words_and_no_relations():
    app = visit(dataset="reviews")
    assert tabs(app) == ["Columns", "Words", "Preparation", "Maps"]
    assert "Weigh words, pairs of words and runs of characters by TF-IDF" in pages(opened(app, "Preparation"))


def test_a_brought_table_with_texts_has_a_view_of_words_and_other_roles_another_look():
    app = ran(new_app().switch_page(BRING).run())
    ran(app.button(key="try-customer_mail.jsonl").click().run())
    bringing = app.session_state["upload"]
    if bringing.reading is not None:
        assert bringing.reading.wait(60)
        ran(app.run())
    ran(app.button(key="bring-explore").click().run())
    app = explored(ran(app.switch_page(EXPLORE).run()))
    assert "Words" in tabs(app)
    assert "text" in {column.kind for column in mine(app).look.columns}
    assert "log odds ratio" in texts(opened(app, "Words").caption)
    assert charts(app) == 1
    ran(app.switch_page(BRING).run())
    ran(app.button(key=f"delete-{bringing.opened.id}").click().run())
    assert "exploring" not in app.session_state  # nor anything of what was deleted


def test_brought_pictures_are_shown_by_folder():
    app = new_app()
    app.session_state["visitor-secret"] = "v" * 43
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for place in range(40):
            pixels = np.zeros((9, 9), dtype=np.uint8)
            pixels[(4, slice(None)) if place % 2 else (slice(None), 4)] = 200 + place
            picture = io.BytesIO()
            Image.fromarray(pixels).save(picture, format="PNG")
            archive.writestr(f"{'dash' if place % 2 else 'I'}/{place}.png", picture.getvalue())
    content = b"a,b\n" + b"".join(b"%d,%d\n" % (n, n % 2) for n in range(50))
    id = read_table(content, "mine.csv", owner_of("w" * 43), Given(), Bounds())
    app = new_app()
    for name, value in options_of(id, find(id)).items():
        app.query_params[f"dataset.{name}"] = value
    app.query_params["dataset"] = "upload"
    app = ran(app.switch_page(EXPLORE).run())
    assert "another visitor uploaded" in texts(app.warning)
    assert [one.value for one in app.header] == ["Explore Digits"]


def test_what_cannot_be_split_is_told_in_a_sentence():
    shares = {"rules.test_share": "0.9", "rules.validation_share": "0.9"}
    app = visit(dataset="moons", **{"dataset.rows": "20"}, **shares)
    assert "Moons" in texts(app.error)
    again = app.button(key=mine(app).key("again"))
    first = mine(app).work
    ran(again.click().run())
    assert mine(app).work is not first


def test_the_way_leads_from_the_gallery_with_that_data():
    app = ran(ran(new_app().run()).switch_page(GALLERY).run())
    ran(app.button(key="data-iris").click().run())
    app = explored(ran(app.switch_page(EXPLORE).run()))
    assert [one.value for one in app.header] == ["Explore Iris"]
