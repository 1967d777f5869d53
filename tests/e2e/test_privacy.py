"""A visitor takes home what is kept of them, and has it deleted while a race still goes on."""

import zipfile

from playwright.sync_api import Page, expect

from tests.e2e.helpers import expect_status, open_page, start


def test_everything_is_taken_home_and_deleted_in_two_clicks(page: Page, server):
    page.goto(f"{server.address}/?dataset=digits&contenders=keras_mlp&keras_mlp.epochs=5000")
    start(page)
    expect_status(page, "Keras MLP", "In training")
    race = page.url
    open_page(page, "Background", "Privacy")
    expect(page.get_by_text("This server keeps of you: 1 race")).to_be_visible()
    page.get_by_role("button", name="Take everything home").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Save the archive").click()
    with zipfile.ZipFile(taken.value.path()) as zipped:
        assert "history.csv" in zipped.namelist()
    page.get_by_role("button", name="Delete everything of mine").click()
    page.get_by_role("button", name="Delete it for good").click()
    expect(page.get_by_text("Deleted for good: 1 race")).to_be_visible()
    expect(page.get_by_text("This server keeps nothing of you.")).to_be_visible()
    page.goto(race)
    expect(page.get_by_role("button", name="Start race")).to_be_visible()
    page.goto(f"{server.address}/history")
    expect(page.get_by_text("Every race you run, and every study of the judge, is kept here")).to_be_visible()
