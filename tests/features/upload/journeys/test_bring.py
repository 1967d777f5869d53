"""A visitor brings a table, corrects what was guessed wrongly, and races on it."""

import contextlib
import io
import re
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from bakeoff.contenders import contenders
from tests.journeys.helpers import ATTEMPTS, card, finish, nothing_scrolls_sideways, settings, start, tab, violations
from tests.journeys.settled import settled


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    """Orders of a shop as a German spreadsheet saves them; whether one is a gift hangs on how much it costs."""
    lines = ["Nr;Betrag;Ort;Tag;Geschenk;Gewicht"]
    for n in range(1, 241):
        amount = (n * 37 % 101) / 2 + 0.25
        town, gift = ("Köln", "Bonn", "Münster")[n % 3], "ja" if amount > 25 else "nein"
        price, day = f"{amount:.2f}".replace(".", ","), f"{n % 28 + 1:02}.{n % 12 + 1:02}.2024"
        lines.append(f"{n};{price};{town};{day};{gift};{n * 53 % 97}")
    path = tmp_path / "shop_orders.csv"
    path.write_bytes("\n".join(lines).encode("cp1252"))
    return path


def test_a_table_is_brought_corrected_raced_on_questioned_and_hidden_from_others(new_page, orders):
    page = new_page("/bring?contenders=decision_tree,random_forest")
    upload(page, orders)
    expect(page.get_by_role("heading", name="shop orders", exact=True)).to_be_visible()
    expect(page.get_by_text("semicolon, cp1252, decimal comma, dates with the day first")).to_be_visible()
    expect(page.get_by_text("Left out, since it only numbers or names the rows: “Nr”.")).to_be_visible()
    choose_role(page, 2, "Left out")
    expect(page.get_by_text("Left out, as you chose: “Ort”.")).to_be_visible()
    predict(page, "Gewicht", "Geschenk")
    assert violations(page) == {}
    page.get_by_role("button", name="Race on this data").click()
    expect(page.get_by_role("heading", name="Who wins on shop orders?")).to_be_visible()
    expect(page.get_by_text("240 rows, 3 features, 2 classes")).to_be_visible()
    start(page)
    finish(page)
    expect(card(page, "Decision tree")).to_contain_text(re.compile(r"(9\d\.\d|100\.0)\s%"))
    question(page, orders)
    own = page.context.cookies()
    stranger = new_page(f"/?{urlsplit(page.url).query}")
    expect(stranger.get_by_text("another visitor uploaded, or that are no longer stored")).to_be_visible()
    expect(stranger.get_by_role("heading", name="Who wins on Digits?")).to_be_visible()
    assert "Geschenk" not in stranger.content()
    page.context.clear_cookies()
    page.context.add_cookies(own)
    page.goto(page.url.replace("/?", "/bring?"))  # as if on another day: the browser still knows its tables
    page.get_by_role("button", name="Delete shop orders").click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("heading", name="Who wins on your data?")).to_be_visible()


def question(page: Page, orders: Path) -> None:
    """Ask what if, and why, and have rows answered that have no answer yet, written as the table was; then go back."""
    raced = page.url
    page.get_by_role("tab", name="Why this answer?").click()
    page.get_by_role("link", name="Ask the models").click()
    amount = page.get_by_role("slider", name="Betrag")
    expect(amount).to_be_visible(timeout=120_000)
    tree = page.locator('article.answer[data-contender="decision_tree"] .text')
    for key, answer in (("Home", "nein"), ("End", "ja")):
        amount.focus()
        amount.press(key)
        expect(tree).to_have_text(answer)
    tab(page, "Why")
    expect(page.get_by_text(re.compile(r"Betrag is \d.* more than")).first).to_be_visible()
    tab(page, "Many rows")
    header, *lines = orders.read_text(encoding="cp1252").splitlines()
    place = header.split(";").index("Geschenk")
    cells = [line.split(";") for line in (header, *lines[:30])]
    unanswered = orders.with_name("new_orders.csv")
    rows = [";".join(row[:place] + row[place + 1 :]) for row in cells]
    unanswered.write_bytes("\n".join(rows).encode("cp1252"))
    page.locator('input[type="file"]').set_input_files(unanswered)
    expect(page.get_by_text("30 rows answered.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the answers").click()
    saved = pd.read_csv(download.value.path())
    assert (saved["Decision tree"] == [row[place] for row in cells[1:]]).mean() > 0.9
    page.goto(raced)


def test_a_broken_file_is_told_in_a_sentence_and_a_sample_works_on_a_phone(new_page, tmp_path):
    page = new_page("/bring", width=390, height=844, scheme="dark")
    broken = tmp_path / "photo.csv"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50)
    upload(page, broken)
    expect(page.get_by_text("This is no table as text, and no kind of file that can be read here.")).to_be_visible()
    page.get_by_role("button", name="Bike rentals").click()
    expect(page.get_by_role("heading", name="Bike rentals", exact=True)).to_be_visible()
    expect(page.get_by_text("Fill gaps with the median").first).to_be_visible()
    nothing_scrolls_sideways(page)
    assert violations(page) == {}
    page.get_by_role("button", name="Delete Bike rentals").click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("heading", name="Who wins on your data?")).to_be_visible()


@pytest.mark.nightly
def test_a_zip_of_pictures_is_brought_and_raced_on(new_page, tmp_path):
    page = new_page("/bring?contenders=random_forest,dummy", scheme="dark")
    path = tmp_path / "letters.zip"
    rng = np.random.default_rng(0)
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(40):
            pixels = rng.integers(0, 90, (12, 12), dtype=np.uint8)
            pixels[2:10, 5:7] = 255
            archive.writestr(f"letters/{'I' if n % 2 else 'dash'}/{n}.png", _png(pixels if n % 2 else pixels.T))
    upload(page, path)
    expect(page.get_by_text("40 pictures of 12 by 12 pixels, 2 classes")).to_be_visible()
    assert violations(page) == {}
    page.get_by_role("button", name="Race on this data").click()
    expect(page.get_by_role("heading", name="Who wins on letters?")).to_be_visible()
    start(page)
    finish(page)
    expect(card(page, "Random forest")).to_contain_text("100.0 %")


@pytest.mark.nightly
@pytest.mark.parametrize("width", [390, 1280])
def test_every_contender_races_on_a_visitors_table(new_page, orders, width):
    page = new_page(f"/bring?contenders={','.join(contenders())}", width=width)
    upload(page, orders)
    page.get_by_role("button", name="Race on this data").click()
    expect(page.get_by_role("heading", name="Who wins on shop orders?")).to_be_visible()
    settings(page, "LightGBM")
    page.get_by_role("radio", name="Fast").click()
    expect(page.get_by_text("Rounds 30 · Learning rate 0.3 · Bins 63")).to_be_visible()
    start(page)
    finish(page)
    for info in contenders().values():
        expect(card(page, info.label)).to_contain_text(re.compile(r"\d"))
    nothing_scrolls_sideways(page)
    assert violations(page) == {}


def _png(pixels: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, format="PNG")
    return buffer.getvalue()


def upload(page: Page, path: Path) -> None:
    page.locator('[data-testid="stFileUploader"] input').set_input_files(path)


def choose_role(page: Page, row: int, role: str) -> None:
    """Choose what the column in this row is, as one does in a spreadsheet; the grid is one drawing, so by its place."""
    grid = page.get_by_test_id("stDataFrame").first
    editor = page.locator("#portal input")
    height = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") * 2.1875
    for patience in ATTEMPTS:  # it is drawn some time after the page is done
        grid.scroll_into_view_if_needed()
        box = grid.bounding_box()
        assert box is not None
        page.mouse.dblclick(box["x"] + 150, box["y"] + (row + 1.5) * height)
        with contextlib.suppress(AssertionError):
            expect(editor).to_be_visible(timeout=patience)
            break
    page.keyboard.type(role)
    expect(page.get_by_role("option", name=role, exact=True)).to_be_visible()
    page.keyboard.press("Enter")


def predict(page: Page, guessed: str, wanted: str) -> None:
    """Choose another column to be predicted."""
    choice = page.get_by_role("combobox", name="Column to predict")
    expect(choice).to_have_value(guessed)
    choice.click()
    page.get_by_role("option", name=wanted, exact=True).click()
    expect(page.locator(".bakeoff-flow")).to_contain_text(guessed)  # now one of those that are learnt from
    expect(choice).to_have_count(1)  # for a moment the old one is still there beside the new one
    expect(choice).to_have_value(wanted)
    settled(page)
