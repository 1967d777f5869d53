"""The journey of the first visit: set up, race, read, share."""

import contextlib
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.journeys.helpers import ATTEMPTS, finish, look_at, settings, start, unfold, violations
from tests.journeys.lab_steps import choose
from tests.journeys.settled import settled
from tests.waiting import wait_until

CALLED = ("Neural network", "Decision tree", "Support vector machine", "Random forest")


def test_the_page_opens_ready_to_start_and_a_recipe_from_the_gallery_sets_up_its_race(page):
    expect(page.get_by_role("heading", level=2)).to_have_count(1)
    expect(page.get_by_text("Race them on the same data and see who is really better.")).to_be_in_viewport()
    for name in CALLED:
        expect(page.get_by_role("switch", name=name)).to_be_checked()
    expect(page.get_by_role("button", name="Start race")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Start race")).to_be_enabled()
    page.set_viewport_size({"width": 1440, "height": 900})
    for story in page.locator(".st-key-tiles-stories button").all():
        expect(story).to_be_in_viewport(ratio=1)
    page.get_by_role("link", name="Change data").click()
    expect(page.get_by_role("heading", name="Data and recipes")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Who draws the best boundary Two interleaved moons")).click()
    expect(page.get_by_role("heading", name="Who wins on Moons?")).to_be_visible()
    expect(page).to_have_url(re.compile("dataset=moons"))
    expect(page.get_by_text("Hidden layers 32 Tanh + 16 Tanh")).to_be_visible()


def test_a_wrong_setting_is_told_and_switches_and_knobs_reach_the_race(new_page):
    page = new_page("/?dataset=digits")
    page.get_by_role("switch", name="Random forest").click()
    expect(page.get_by_role("switch", name="Random forest")).not_to_be_checked()
    settings(page, "Neural network")
    page.get_by_role("button", name="Add a layer").click()
    units = page.get_by_role("spinbutton", name="Units 2")
    units.fill("0")
    units.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="1")).to_be_visible()
    units.fill("16")
    units.press("Enter")
    expect(page).to_have_url(re.compile(r"keras_mlp\.hidden=64%3Arelu%2C16%3Arelu"))
    expect(page.get_by_role("button", name="Start race")).to_be_enabled()
    epochs = page.get_by_role("spinbutton", name="Epochs").first
    epochs.fill("7")
    epochs.press("Enter")
    expect(page).to_have_url(re.compile(r"keras_mlp\.epochs=7"))
    start(page)
    finish(page)
    expect(page.get_by_role("rowheader", name="Neural network")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Random forest")).to_have_count(0)


def test_switches_pressed_one_after_another_all_count_and_settings_open_beneath_their_line_by_keyboard(new_page):
    page = new_page("/?dataset=iris", width=390, height=844)
    for name in ("Decision tree", "Random forest", "Baseline"):
        page.get_by_role("switch", name=name).click()
    expect(page).to_have_url(re.compile("contenders=keras_mlp%2Csvm(&|$)"))
    settled(page)
    for name, on in (("Neural network", True), ("Decision tree", False), ("Random forest", False), ("Baseline", False)):
        expect(page.get_by_role("switch", name=name)).to_be_checked(checked=on)
    page.get_by_role("switch", name="Support vector machine").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("note").filter(has_text="widest margin")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    opener = page.get_by_role("button", name="Settings of Support vector machine")
    penalty = page.get_by_role("spinbutton", name="Penalty C")
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(penalty).to_be_visible()
    settled(page)
    expect(opener).to_be_focused()
    assert opener.bounding_box()["y"] < penalty.bounding_box()["y"]
    assert penalty.bounding_box()["y"] < page.get_by_role("switch", name="Random forest").bounding_box()["y"]
    page.get_by_role("switch", name="Support vector machine").click()
    expect(penalty).to_have_count(0)
    settled(page)  # the two lists around the settings become one: a click between may be lost
    page.get_by_role("switch", name="Neural network").click()
    expect(page.get_by_role("alert").filter(has_text="No contender is chosen")).to_be_visible()
    expect(page.get_by_role("switch", name="Neural network")).to_be_checked()


def played_to_the_end(stage: Locator) -> bool:
    """Go to the end of what is being played, or have it played once more; return whether enough of it was drawn."""
    if stage.get_attribute("data-mode") == "still":
        stage.get_by_role("button", name="Watch again").click()
        expect(stage).to_have_attribute("data-mode", "replay")
    stage.get_by_role("slider").press("End")
    expect(stage).to_have_attribute("data-mode", "still")
    return int(stage.get_attribute("data-frames") or 0) > 20


def watched(page: Page) -> None:
    start(page)
    expect(page.get_by_role("heading", name=re.compile("Racing on Digits"))).to_be_visible()
    stage = page.locator(".st-key-board .stage")
    expect(stage).to_have_attribute("data-mode", "live")
    expect(stage).to_have_attribute("data-mode", "replay", timeout=180_000)  # all on one clock, by itself, for seconds
    wait_until(lambda: played_to_the_end(stage))
    finish(page)
    expect(stage.get_by_text(re.compile(r"trained in \d"))).to_have_count(0)  # the leaderboard has the times
    with page.expect_download() as saved:
        stage.get_by_role("button", name="Save picture").click()
    assert saved.value.path().read_bytes().startswith(b"\x89PNG")


def read(page: Page) -> None:
    for label in (*CALLED, "Baseline"):
        expect(page.get_by_role("rowheader", name=label)).to_be_visible()
    page.get_by_role("button", name="How do we know?").click()
    expect(page.get_by_text(re.compile("McNemar’s exact test on 450 held-out rows"))).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name=re.compile(r"(close to call|beat).*\."))).to_be_visible()
    costs_are_in_sight(page)
    for question, view in (
        ("At what cost?", "Cost"),
        ("Where do they err?", "Map"),
        ("Where do they err?", "Confusion"),
        ("Can they be trusted?", "ROC and PR"),
    ):
        look_at(page, question, view)
        expect(page.get_by_role("tabpanel").get_by_role("figure").first).to_be_visible()
        expect(page.get_by_role("tabpanel").locator(".main-svg").first).to_be_visible()


def costs_are_in_sight(page: Page) -> None:
    """See score and both costs without scrolling sideways, on laptops' screens."""
    before = page.viewport_size
    board = page.get_by_role("region", name=re.compile("^Accuracy on the test part"))
    for width in (1280, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        board.scroll_into_view_if_needed()
        for title in ("Accuracy", "Training, CPU", "Predict 1,000 rows"):
            expect(board.get_by_role("columnheader", name=title, exact=True)).to_be_in_viewport(ratio=1)
    page.set_viewport_size(before)


def filtered_by_who_is_right(page: Page) -> None:
    look_at(page, "Where do they err?", "Differences")
    expect(page.get_by_role("region", name=re.compile("How often two contenders answer alike"))).to_contain_text("κ")
    expect(page.get_by_text(re.compile("The 20 test rows that contenders disagree about most"))).to_be_visible()
    look_at(page, "Where do they err?", "Predictions")
    expect(page.get_by_text("450 of 450 rows are shown.")).to_be_visible()
    choose(page, page, "Rows", "They disagree")
    expect(page.get_by_text("450 of 450 rows are shown.")).to_have_count(0)
    expect(page.get_by_text(re.compile(r"^(\d+) of \1 rows are shown\.$"))).to_be_visible()


def zeros_taken_for_zeros(page: Page) -> bool:
    """Click at them in the matrix, which hears nothing until it is wholly drawn; return whether they are shown."""
    matrix = page.get_by_role("tabpanel").locator(".nsewdrag").first
    matrix.scroll_into_view_if_needed()
    box = matrix.bounding_box()
    matrix.click(position={"x": box["width"] / 20, "y": box["height"] / 20})
    settled(page)
    return page.get_by_role("combobox", name="Answer", exact=True).input_value() == "0"


def opened_from_the_confusion(page: Page) -> None:
    look_at(page, "Where do they err?", "Confusion")
    wait_until(lambda: zeros_taken_for_zeros(page))
    table = page.get_by_role("tabpanel").locator(".stDataFrameGlideDataEditor").first
    opened = page.get_by_role("dialog")
    for patience in ATTEMPTS:
        with contextlib.suppress(AssertionError, TimeoutError):
            table.scroll_into_view_if_needed()
            table.click(position={"x": 18, "y": 70}, timeout=patience)  # the box of the first row
        with contextlib.suppress(AssertionError):
            expect(opened).to_be_visible(timeout=patience)
            break
    expect(opened.get_by_text("In truth, Digit: 0")).to_be_visible()
    expect(opened.locator(".bakeoff-heats figure")).to_have_count(4)
    expect(opened.get_by_text("drawn at random")).to_be_visible()
    assert violations(page) == {}
    page.keyboard.press("Escape")
    expect(opened).to_have_count(0)


def test_a_race_is_watched_live_and_read_at_its_end_down_to_one_row(new_page):
    page = new_page("/?dataset=digits", motion="no-preference")
    watched(page)
    read(page)
    filtered_by_who_is_right(page)
    opened_from_the_confusion(page)


def test_what_the_numbers_are_worth_is_read_and_tried(new_page):
    page = new_page("/?dataset=breast_cancer&contenders=decision_tree,svm,random_forest")
    start(page)
    finish(page)
    look_at(page, "At what cost?", "Cost")
    board = page.get_by_role("figure", name=re.compile(r"(in|with) [\d.]+ (m?s|[kM]?B)"))
    expect(board).to_contain_text("Training, CPU")
    page.get_by_role("radio", name="Model size").click()
    expect(board).to_contain_text("Model size")
    assert violations(page) == {}
    look_at(page, "Can they be trusted?", "Probabilities")
    expect(page.get_by_role("region", name=re.compile("overconfident"))).to_contain_text("Brier score")
    page.get_by_role("radio", name="Malignant").click()
    confusion = page.get_by_role("region", name=re.compile("Test rows if “Malignant” is answered from"))
    forest = confusion.get_by_role("row", name="Random forest")
    expect(forest).to_be_visible()
    before = forest.inner_text()
    slider = page.get_by_role("slider", name="Answer “Malignant” from this probability on")
    slider.focus()
    slider.press("Home")
    expect(forest).not_to_have_text(before, use_inner_text=True)
    expect(forest.get_by_role("cell").nth(1)).to_have_text("0")  # all are answered "Malignant", so none is missed
    expect(page.get_by_role("figure", name="Where a threshold of 0.00 stands on the ROC curve")).to_be_visible()
    expect(page.get_by_text("A threshold picked on these test rows")).to_be_visible()
    look_at(page, "Where do they err?", "Differences")
    expect(page.get_by_text(re.compile("parts of the test rows were looked at"))).to_be_visible()
    expect(page.get_by_text("A decision tree parts 143 test rows by who is right")).to_be_visible()
    assert violations(page) == {}


def saved_but_never_sent_anywhere(page: Page, chart: Locator, folder: Path) -> None:
    chart.hover()
    for kind, start_of_file in (("PNG", b"\x89PNG"), ("SVG", b"<svg")):
        with page.expect_download() as download:
            chart.get_by_role("button", name=f"Download as {kind}").click()
        download.value.save_as(folder / kind)
        assert (folder / kind).read_bytes().startswith(start_of_file)
    expect(page.get_by_role("button", name="Share")).to_have_count(0)


def on_one_clock_and_by_steps_and_loss(chart: Locator, page: Page) -> None:
    expect(chart).to_contain_text("CPU time")
    expect(chart).to_contain_text("Support vector machine, ")  # the word at its flag
    page.get_by_role("radio", name="Steps").click()
    expect(chart).to_contain_text("Epoch")
    page.get_by_role("radio", name="Loss").click()
    expect(chart).to_contain_text("Loss")


def test_a_regression_race_has_charts_that_can_be_saved_and_switched_and_views_of_its_own(new_page, tmp_path):
    page = new_page("/?dataset=diabetes")
    saved_but_never_sent_anywhere(page, page.get_by_role("figure").first, tmp_path)
    start(page)
    finish(page)
    unfold(page, "Learning curves")
    on_one_clock_and_by_steps_and_loss(page.locator(".bakeoff-chart.js-plotly-plot").first, page)
    for question, view in (("Where do they err?", "Predicted"), ("Can they be trusted?", "")):
        look_at(page, question, view)
        expect(page.get_by_role("tabpanel").locator(".main-svg").first).to_be_visible()
    expect(
        page.get_by_role("figure", name=re.compile("how often 90 % intervals hold on the test part"))
    ).to_be_visible()
    expect(page.get_by_role("columnheader", name="R²")).to_be_visible()


def test_a_copied_link_restores_the_set_up_elsewhere_and_starts_nothing(new_page):
    page = new_page("/?dataset=moons&dataset.noise=0.4&contenders=svm,dummy&svm.C=10&rules.seed=7")
    unfold(page, "More: link")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    other = new_page(link[link.index("/", 8) :])
    expect(other.get_by_role("heading", name="Who wins on Moons?")).to_be_visible()
    expect(other.get_by_text("Penalty C 10")).to_be_visible()
    expect(other.get_by_role("switch", name="Random forest")).not_to_be_checked()
    expect(other.get_by_role("button", name="Start race")).to_be_enabled()
    expect(other.get_by_role("article")).to_have_count(0)
