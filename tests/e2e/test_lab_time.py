"""Journeys through a run's time: rewind, time machine, stops, branches, earlier runs, and a run that diverges."""

import re

from lab_steps import (
    button,
    choose,
    expect_epoch,
    expect_paused,
    expect_setting,
    figure,
)
from playwright.sync_api import Locator, Page, expect


def machine(page: Page) -> Locator:
    return page.get_by_role("slider", name="Time machine")


def run_to(page: Page, stop: str) -> None:
    """Run to the epoch where it stops by itself."""
    button(page, "Run").click()
    expect_epoch(page, stop)
    expect_paused(page)


def reach(path: Locator) -> float:
    """Return how far to the right a curve comes, of 300."""
    return max(float(x) for x in re.findall(r"[ML]([\d.]+) ", path.get_attribute("d")))


def test_a_branch_from_a_rewound_moment_shows_both_curves(lab):
    page = lab("?stop_epoch=30")
    run_to(page, "000,030")
    machine(page).fill("10")
    expect(page.locator(".lab .epoch")).not_to_have_text("000,030")  # the nearest moment that is kept
    button(page, "Branch from this epoch").click()
    sheet = page.get_by_test_id("stPopoverBody")
    choose(sheet, page, "Optimiser", "Adam")
    sheet.get_by_text("Activation, loss, batches, stops").click()
    choose(sheet, page, "Layer 2", "ReLU")
    choose(sheet, page, "Loss", "Squared error")
    button(page, "Branch").click()
    expect_setting(page, "layers=4%3Atanh%2C2%3Arelu")
    expect_epoch(page, "000,030")  # its curve goes on from there to the stop
    expect_paused(page)
    runs = page.get_by_role("region", name="Earlier runs").get_by_role("listitem")
    expect(runs).to_have_count(1)
    expect(runs).to_contain_text("Optimiser SGD, Loss Cross-entropy (to epoch 30)")
    expect(runs).to_contain_text("Hidden layers")
    paths = page.locator(".lab .curve .ghosts path, .lab .curve path.test")
    assert [reach(paths.nth(0)), reach(paths.nth(1))] == [300, 300]  # the run that was left is shown beyond the branch
    runs.get_by_role("button").hover()
    expect(page.locator(".lab .curve .ghosts path")).to_have_class("on")


def test_a_run_that_diverges_says_so_and_offers_the_way_back(lab):
    page = lab("?data=plane&layers=8:relu&features=x1_sq,x2_sq&learning_rate=10")
    loss = figure(page, 0).inner_text()
    button(page, "Run").click()
    expect(page.locator(".lab .trouble")).to_have_text(
        re.compile(r"The weights grew beyond all numbers at epoch \d+; rewind, and try a smaller learning rate\.")
    )
    expect_paused(page)
    page.locator(".lab .output").get_by_role("button", name="Rewind to the initial weights").click()
    expect_epoch(page, "000,000")
    expect(figure(page, 0)).to_have_text(loss)
    expect(page.locator(".lab .trouble")).to_be_hidden()
