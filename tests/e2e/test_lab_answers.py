"""Journeys over data and answers: presets, own tables, classes and numbers, what is shown of them, four contenders."""

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


def test_numbers_have_r2_and_nothing_that_is_for_classes(lab):
    page = lab("?data=multi_gauss&points=200")
    expect(button(page, "R²")).to_be_visible()
    expect(page.get_by_text("Confusion matrix of the test data")).to_be_hidden()
    run_a_little(page)
    button(page, "Pause").click()
    expect_paused(page)
    assert float(figure(page, 2).inner_text().replace("−", "-")) <= 1
    expect(page.locator(".lab .legend")).to_contain_text("−1")
