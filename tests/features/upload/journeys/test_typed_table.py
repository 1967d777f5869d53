"""A visitor types a table in, sees in a sentence which cell cannot be, mends it, and changes the table once more."""

import contextlib

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.helpers import ATTEMPTS, tab, unfold, violations
from tests.journeys.settled import settled

ROWS = "\n".join(f"{150 + n}\t{50 + n * 7 % 30}\t{'cat' if n % 2 else 'dog'}" for n in range(12))


@pytest.mark.nightly
def test_a_table_is_typed_in_mended_and_changed(new_page):
    page = new_page("/bring")
    unfold(page, "Type a table in")
    page.get_by_role("button", name="Start a table").click()
    expect(page.get_by_role("heading", name="New table")).to_be_visible()
    paste(page, ROWS)
    assert violations(page) == {}
    page.get_by_role("button", name="Save the table").click()
    expect(page.get_by_role("heading", name="Typed table")).to_be_visible()
    expect(page.get_by_text("12 rows, 3 columns. Written by hand")).to_be_visible()
    tab(page, "Edit")
    write(page, 0, "tall")
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("“tall” in row 1 of “height” is no number")).to_be_visible()
    empty(page, 0)
    assert violations(page) == {}
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("11 rows, 3 columns. Written by hand")).to_be_visible()
    expect(page.get_by_text("Not saved yet")).to_be_hidden()


def grid(page: Page, row: int) -> tuple[float, float]:
    """Return where the first cell of a row is; the grid is one drawing, which is done some time after the page."""
    shown = page.locator('[data-testid="stDataFrame"]:visible').first
    shown.scroll_into_view_if_needed()
    box = shown.bounding_box()
    assert box is not None
    height = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") * 2.1875
    return box["x"] + 130, box["y"] + (row + 1.5) * height


def paste(page: Page, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    for patience in ATTEMPTS:
        page.keyboard.press("Escape")  # a click on the cell that an earlier attempt chose would open it
        page.mouse.click(*grid(page, 0))
        page.keyboard.press("Control+V")
        with contextlib.suppress(AssertionError):
            expect(page.get_by_role("button", name="Save the table")).to_be_enabled(timeout=patience)
            break


def opened(page: Page, row: int) -> Locator:
    """Open the first cell of a row to be written into, as one does in a spreadsheet."""
    editor = page.locator("#portal textarea, #portal input")
    for patience in ATTEMPTS:
        page.mouse.dblclick(*grid(page, row))
        with contextlib.suppress(AssertionError):
            expect(editor).to_be_visible(timeout=patience)
            break
    return editor


def write(page: Page, row: int, text: str) -> None:
    """Write into the first cell of a row."""
    editor = opened(page, row)
    editor.fill(text)
    editor.press("Enter")
    settled(page)


def empty(page: Page, row: int) -> None:
    """Empty a row of three cells."""
    editor = opened(page, row)
    editor.press("Escape")
    expect(editor).to_be_hidden()
    for key in ("Shift+ArrowRight", "Shift+ArrowRight", "Delete"):
        page.keyboard.press(key)
    settled(page)
