"""Journeys over data and answers: presets, own tables, classes and numbers, what is shown of them, four contenders."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.helpers import unfold
from tests.journeys.lab_steps import (
    PIXELS,
    TRAINED,
    button,
    choose,
    expect_another_picture,
    expect_paused,
    expect_setting,
    figure,
    fill,
    plane,
    point_at,
    run_a_little,
)
from tests.journeys.settled import settled

PRESETS = {  # other journeys choose the exclusive or and the spiral
    "Gauss": "gauss",
    "Moons": "moons",
    "Plane": "plane",
    "Multi-Gauss": "multi_gauss",
}


RIVALS = ("Decision tree", "Support vector machine", "Random forest")


def contender(page: Page, title: str) -> Locator:
    """Return one of the pictures below the lab, with what is said of it."""
    return page.get_by_role("figure").filter(has=page.get_by_role("heading", name=title, exact=True))


@pytest.mark.nightly
def test_presets_numbers_noise_shares_batches_new_points_and_a_table_of_ones_own(lab):
    page = lab("?points=60")
    page.locator(".lab .bar").evaluate("node => { node.dataset.mine = 'marked' }")
    for label, name in PRESETS.items():
        page.get_by_role("radio", name=label, exact=True).click()
        expect_setting(page, f"data={name}")
    expect_numbers(page)
    before = plane(page).evaluate(PIXELS)
    button(page, "New points").click()
    expect_setting(page, "data_seed=1")
    expect_another_picture(plane(page), before)
    page.get_by_role("slider", name="Noise").press("ArrowRight")
    expect_setting(page, "noise=0.05")
    page.get_by_role("slider", name="Training part").press("ArrowRight")
    expect_setting(page, "train_share=0.6")
    fill(page, "Batch size", "7")
    expect_setting(page, "batch_size=7")
    page.get_by_role("radio", name="A data set").click()
    across, up = page.locator(".lab .axis.across"), page.locator(".lab .axis.up")
    choose(page, page, "Data set", "Wine")
    expect(across).to_have_text("Alcohol")
    settled(page)
    choose(page, page, "Column across", "Proline")
    expect(across).to_have_text("Proline")
    settled(page)
    choose(page, page, "Column up", "Ash")
    expect(up).to_have_text("Ash")
    expect_setting(page, "column_y=Ash")
    button(page, "Step one epoch").click()
    expect(page.locator(".lab .epoch")).to_have_text("000,001")
    expect(page.locator(".lab .bar")).to_have_attribute("data-mine", "marked")  # nothing was built anew


def expect_numbers(page: Page) -> None:
    """Train on the last preset, whose answers are numbers: there is R², and nothing that is for classes."""
    expect(button(page, "R²")).to_be_visible()
    expect(page.get_by_text("Confusion matrix of the test data")).to_be_hidden()
    run_a_little(page)
    button(page, "Pause").click()
    expect_paused(page)
    assert float(figure(page, 2).inner_text().replace("−", "-")) <= 1
    expect(page.locator(".lab .legend")).to_contain_text("−1")


@pytest.mark.nightly
def test_five_classes_with_all_that_is_shown_of_them(lab):
    page = lab("?data=gauss&noise=0.3&points=200", rivals=True)
    for rival in RIVALS:
        expect(contender(page, rival)).to_contain_text(re.compile(r"Test [\d.]+\s%, training"), timeout=TRAINED)
    tree = contender(page, "Decision tree").inner_text()
    fill(page, "Classes", "5")
    expect(page.locator(".lab .legend .mark")).to_have_text(["A", "B", "C", "D", "E"])
    unfold(page, "More: optimiser, loss, dropout, seeds")
    choose(page, page, "Loss", "Squared error")
    expect_setting(page, "loss=mse")
    page.get_by_role("slider", name="Dropout").press("ArrowRight")
    expect_setting(page, "dropout=0.05")
    page.get_by_text("Batch normalisation", exact=True).click()
    expect_setting(page, "batch_norm=true")
    choose(page, page, "Optimiser", "Adam")
    expect_setting(page, "optimizer=adam")
    page.get_by_label("Regularisation", exact=True).select_option("L2")
    expect_setting(page, "regularisation=l2")
    page.get_by_label("Regularisation rate").select_option("0.001")
    expect_setting(page, "regularisation_rate=0.001")
    run_a_little(page)
    expect(page.locator(".lab .speed")).to_have_text(re.compile(r"[1-9][\d,]* epochs a second"), timeout=TRAINED)
    button(page, "Step one epoch").click()  # it pauses
    expect(page.locator(".lab .notes")).to_have_text(re.compile(r"Paused.*[\d.]+ m?s CPU"), timeout=TRAINED)
    page.get_by_text("Confusion matrix of the test data").click()
    cells = page.locator(".lab .confusion").locator("td.right, td.wrong")
    expect(cells).to_have_count(25)
    assert sum(int(cell) for cell in cells.all_inner_texts()) == 100
    shown = plane(page).evaluate(PIXELS)
    page.get_by_label("Show test data").check()
    expect(page.get_by_text("Hollow: test data")).to_be_visible()
    expect_another_picture(plane(page), shown)
    shown = plane(page).evaluate(PIXELS)
    page.get_by_label("Discretise output").check()
    expect_another_picture(plane(page), shown)
    expect(figure(page, 0)).to_have_attribute("title", re.compile(r"^\d\.\d{4,}$"))
    curve, readout = page.locator(".lab .curve svg"), page.locator(".lab .readout")
    losses = re.compile(r"Epoch [\d,]+: test [\d.]+, training [\d.]+")
    point_at(curve, readout.filter(has_text=losses))
    button(page, "Accuracy").click()
    point_at(curve, readout.filter(has_text="%"))
    map_of_all = contender(page, "Where they disagree")
    expect(map_of_all).to_contain_text(re.compile(r"All four agree on \d+\s% of the plane"), timeout=TRAINED)
    expect(map_of_all.get_by_role("listitem")).to_have_text(
        ["All agree", *(f"Only {name} differs" for name in ("Neural network", *RIVALS)), "Several differ"]
    )
    for one in ("Neural network", *RIVALS):
        expect(contender(page, one)).to_contain_text(
            re.compile(r"Test [\d.]+\s%, training [\d.]+\s%.*\d m?s CPU", re.S)
        )
    it = contender(page, "Decision tree")
    expect(it).not_to_have_text(tree, use_inner_text=True, timeout=TRAINED)  # it has learnt from the new points
