"""A visitor questions the contenders of a race: by drawing, and by changing a row."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pandas as pd
import psutil
import pytest
from playwright.sync_api import Page, expect

from bakeoff.datasets import dataset
from tests.journeys.helpers import finish, start, violations
from tests.journeys.settled import settled

STROKES = json.loads(Path(__file__).parents[1].joinpath("strokes.json").read_text(encoding="utf-8"))
LOADED = 120_000


def raced(page: Page) -> str:
    """Run the race that the page is set up for, and return its id."""
    start(page)
    finish(page)
    return parse_qs(urlparse(page.url).query)["run"][0]


def draw(page: Page, strokes: list[list[float]]) -> None:
    pad = page.locator("canvas.ink")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    for stroke in strokes:
        along = zip(stroke[::2], stroke[1::2], strict=True)
        places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in along]
        page.mouse.move(*places[0])
        page.mouse.down()
        for place in places[1:]:
            page.mouse.move(*place)
        page.mouse.up()


def answers(page: Page) -> list[str]:
    return page.locator("article.answer .text").all_inner_texts()


def at_rest(page: Page) -> list[str]:
    """Return the answers to all that was drawn."""
    expect(page.locator('.pad[aria-busy="false"]')).to_be_visible()
    settled(page)
    return answers(page)


@pytest.mark.nightly
@pytest.mark.skipif(not dataset("mnist").present(), reason="MNIST is not in the data home")
def test_drawn_digits_are_recognised(new_page):
    page = new_page(
        "/?dataset=mnist&rules.rows=3000&contenders=keras_mlp,svm,random_forest&keras_mlp.epochs=6"
        "&random_forest.n_estimators=50"
    )
    raced(page)
    page.get_by_role("tab", name="Why this answer?").click()
    page.get_by_role("link", name="Ask the models").click()
    expect(page.locator("canvas.ink")).to_be_visible(timeout=LOADED)
    expect(page.locator("article.answer .text")).to_have_text(["–"] * 3)
    draw(page, STROKES["4"])  # which has two strokes; that the others are recognised, too, needs no browser
    expect(page.locator("article.answer .text").first).not_to_have_text("–")
    assert at_rest(page).count("4") >= 2
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("article.answer .text").first).to_have_text("–")
    pad = page.locator("canvas.ink")
    pad.focus()
    for key in ("Enter", *["ArrowDown"] * 20, "Enter"):  # a one, by keyboard
        pad.press(key)
    assert at_rest(page).count("1") >= 2
    expect(page.locator(".bakeoff-neighbours img")).to_have_count(6)
    assert violations(page) == {}
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("article.answer .text").first).to_have_text("–")


@pytest.mark.nightly
def test_what_takes_long_shows_that_it_does_and_then_comes_by_itself(new_page, server):
    page = new_page("/?dataset=iris&contenders=decision_tree,svm")
    raced(page)
    processes = psutil.Process(server.pid)
    before = set(processes.children(recursive=True))
    page.get_by_role("tab", name="Why this answer?").click()
    page.get_by_role("link", name="Ask the models").click()
    slider = page.get_by_role("slider", name="Petal length")
    expect(slider).to_be_visible(timeout=LOADED)
    expect(page.locator("article.answer .text")).to_have_count(2)
    settled(page)
    (job,) = set(processes.children(recursive=True)) - before
    job.suspend()
    slider.press("ArrowRight")
    sign = page.get_by_text(re.compile("The contenders answer|The models are busy with other questions"))
    expect(sign).to_be_visible()  # the second where the job was about to find the smallest change
    expect(page.locator("article.answer .text")).to_have_count(0)
    job.resume()
    expect(page.locator("article.answer .text")).to_have_count(2)
    expect(sign).to_have_count(0)


def test_a_row_is_changed_explained_and_many_rows_answered(new_page, tmp_path):
    page = new_page(
        "/?dataset=wine&contenders=keras_mlp,decision_tree,svm,random_forest&keras_mlp.epochs=20"
        "&random_forest.n_estimators=20"
    )
    raced(page)
    page.get_by_role("tab", name="Why this answer?").click()
    page.get_by_role("link", name="Ask the models").click()
    slider = page.get_by_role("slider", name="Flavanoids")
    expect(slider).to_be_visible(timeout=LOADED)
    expect(page.locator("article.answer .text")).to_have_text(["Cultivar 3"] * 4)  # they come after the row
    expect(page.get_by_text("being looked for")).to_have_count(0)
    expect(page.locator(".bakeoff-wrapped tbody tr").filter(has_text="→")).to_have_count(4)
    slider.focus()
    slider.press("End")
    expect(slider).to_have_value("5.09")  # the most that a row of the training part has
    expect(page.get_by_text("Every value lies within what the training part holds.")).to_be_visible()
    expect(page.locator('article.answer[data-contender="decision_tree"] .text')).to_have_text("Cultivar 2")
    expect(page.get_by_text("being looked for")).to_have_count(0)  # a click on what is being drawn anew may be lost
    assert violations(page) == {}
    settled(page)
    page.get_by_role("tab", name="Why").click()
    expect(page.get_by_text("Flavanoids is 5.0").first).to_be_visible()
    expect(page.locator(".bakeoff-parts table")).to_have_count(4)
    expect(page.get_by_text("from up to")).to_be_visible()
    expect(page.get_by_text("of 20 trees").first).to_be_visible()
    expect(page.get_by_text("support vectors")).to_be_visible()
    expect(page.get_by_text("units active")).to_be_visible()
    assert violations(page) == {}
    page.get_by_role("tab", name="What if").click()
    expect(page.get_by_role("slider", name="Flavanoids")).to_have_value("5.09")
    page.get_by_role("tab", name="The models as a whole").click()
    expect(page.get_by_role("figure", name="matters most")).to_be_visible()
    expect(page.get_by_role("figure", name="nodes")).to_be_visible()
    expect(page.get_by_text("Being worked out")).to_have_count(0)
    assert violations(page) == {}
    page.get_by_role("tab", name="As a tree").click()
    expect(page.get_by_text("A tree of 3 questions in a row answers as Neural network in")).to_be_visible()
    page.get_by_role("slider", name="Questions in a row, at most").press("ArrowLeft")
    expect(page.get_by_text("A tree of 2 questions in a row answers as Neural network in")).to_be_visible()
    assert violations(page) == {}
    with page.expect_download() as download:
        page.get_by_role("button", name="Save it as a Python function").click()
    assert "def answer(row):" in download.value.path().read_text()
    page.get_by_role("tab", name="Many rows").click()
    data = dataset("wine").load(dataset("wine").options())
    rows = tmp_path / "rows.csv"
    data.X.head(40).to_csv(rows, index=False)
    page.locator('input[type="file"]').set_input_files(rows)
    expect(page.get_by_text("40 rows answered.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the answers").click()
    saved = pd.read_csv(download.value.path())
    truth = [data.class_names[code] for code in data.y[:40]]
    assert (saved["Support vector machine"] == truth).mean() > 0.9
    assert saved.filter(like="Support vector machine: P(").sum(axis=1).to_numpy() == pytest.approx(1, abs=1e-4)
    page.get_by_role("button", name="Remove rows.csv").click()
    expect(page.get_by_text("rows answered")).to_have_count(0)
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    page.locator('input[type="file"]').set_input_files(other)
    expect(page.get_by_text("The file lacks the column")).to_be_visible()
