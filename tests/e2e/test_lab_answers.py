"""Journeys over data and answers: presets, own tables, classes and numbers, what is shown of them, four contenders."""

import re

from lab_steps import (
    PIXELS,
    button,
    choose,
    expect_another_picture,
    expect_paused,
    expect_setting,
    figure,
    fill,
    plane,
    run_a_little,
)
from playwright.sync_api import expect

PRESETS = {
    "Exclusive or": "xor",
    "Gauss": "gauss",
    "Spiral": "spiral",
    "Moons": "moons",
    "Plane": "plane",
    "Multi-Gauss": "multi_gauss",
}


def test_presets_noise_shares_batches_new_points_and_a_table_of_ones_own(lab):
    page = lab("?points=60")
    for label, name in PRESETS.items():
        page.get_by_role("radio", name=label, exact=True).click()
        expect_setting(page, f"data={name}")
    before = plane(page).evaluate(PIXELS)
    button(page, "New points").click()
    expect_setting(page, "data_seed=1")
    expect_another_picture(page, before)
    page.get_by_role("slider", name="Noise").press("ArrowRight")
    expect_setting(page, "noise=0.05")
    page.get_by_role("slider", name="Training part").press("ArrowRight")
    expect_setting(page, "train_share=0.6")
    fill(page, "Batch size", "7")
    expect_setting(page, "batch_size=7")
    page.get_by_role("radio", name="A data set").click()
    choose(page, page, "Data set", "Wine")
    choose(page, page, "Column across", "Proline")
    choose(page, page, "Column up", "Ash")
    expect(page.locator(".lab .axis.across")).to_have_text("Proline")
    expect(page.locator(".lab .axis.up")).to_have_text("Ash")
    expect_setting(page, "column_y=Ash")
    button(page, "Step one epoch").click()
    expect(page.locator(".lab .epoch")).to_have_text("000,001")


def test_five_classes_with_all_that_is_shown_of_them(lab):
    page = lab("?data=gauss&noise=0.3&points=200")
    fill(page, "Classes", "5")
    expect(page.locator(".lab .legend .mark")).to_have_text(["A", "B", "C", "D", "E"])
    page.get_by_text("More: loss, dropout, seeds").click()
    choose(page, page, "Loss", "Squared error")
    page.get_by_role("slider", name="Dropout").press("ArrowRight")
    expect_setting(page, "dropout=0.05")
    page.get_by_text("Batch normalisation", exact=True).click()
    expect_setting(page, "batch_norm=true")
    choose(page, page, "Optimiser", "Adam")
    choose(page, page, "Regularisation", "L2")
    choose(page, page, "Regularisation rate", "0.001")
    expect_setting(page, "regularisation_rate=0.001")
    button(page, "Run").click()
    expect(page.locator(".lab .speed")).to_have_text(re.compile(r"[1-9][\d,]* epochs a second"))
    button(page, "Pause").click()
    expect_paused(page)
    expect(page.locator(".lab .notes")).to_contain_text(re.compile(r"[\d.]+ s CPU|batches"))
    page.get_by_text("Confusion matrix of the test data").click()
    cells = page.locator(".lab .confusion td:not(:empty)").all_inner_texts()
    counts = [int(cell) for cell in cells if cell.isdecimal()]
    assert (len(counts), sum(counts)) == (25, 100)
    shown = plane(page).evaluate(PIXELS)
    page.get_by_label("Show test data").check()
    expect(page.get_by_text("Hollow: test data")).to_be_visible()
    expect_another_picture(page, shown)
    shown = plane(page).evaluate(PIXELS)
    page.get_by_label("Discretise output").check()
    expect_another_picture(page, shown)
    page.locator(".lab .curve svg").hover()
    expect(page.locator(".lab .readout")).to_have_text(re.compile(r"Epoch [\d,]+: test [\d.]+, training [\d.]+"))
    button(page, "Accuracy").click()
    page.locator(".lab .curve svg").hover()
    expect(page.locator(".lab .readout")).to_contain_text("%")
    expect(page.get_by_text(re.compile(r"All four agree on \d+ % of the plane"))).to_be_visible()
    expect(page.get_by_text(re.compile(r"[\d.e-]+ s CPU"))).to_have_count(5)  # four contenders, and the run's own


def test_numbers_have_r2_and_nothing_that_is_for_classes(lab):
    page = lab("?data=multi_gauss&points=200")
    expect(button(page, "R²")).to_be_visible()
    expect(page.get_by_text("Confusion matrix of the test data")).to_be_hidden()
    run_a_little(page)
    button(page, "Pause").click()
    expect_paused(page)
    assert float(figure(page, 2).inner_text().replace("−", "-")) <= 1
    expect(page.locator(".lab .legend")).to_contain_text("−1")
