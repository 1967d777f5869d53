"""Journeys through a run's time: rewind, time machine, stops, branches, earlier runs, and a run that diverges."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.helpers import unfold
from tests.journeys.lab_steps import (
    PAINTED,
    button,
    choose,
    diagram,
    epoch,
    expect_another_picture,
    expect_epoch,
    expect_paused,
    expect_picture,
    expect_setting,
    figure,
    fill,
    plane,
    point_at,
    run_a_little,
    run_to,
)
from tests.waiting import wait_until


def machine(page: Page) -> Locator:
    return page.get_by_role("slider", name="Time machine")


@dataclass(frozen=True)
class Seen:
    """All that the time machine moves, as it is on show now."""

    answer: str
    network: str
    figures: list[str]
    confusion: list[str]

    @classmethod
    def on(cls, page: Page) -> "Seen":
        pictures = (canvas(page).evaluate(PAINTED) for canvas in (plane, diagram))
        return cls(*pictures, numbers(page).all_inner_texts(), confusion(page).all_inner_texts())

    def expect_on(self, page: Page) -> None:
        """Wait until all is on show again."""
        expect(numbers(page)).to_have_text(self.figures)
        expect(confusion(page)).to_have_text(self.confusion)
        expect_picture(plane(page), self.answer)
        expect_picture(diagram(page), self.network)


def numbers(page: Page) -> Locator:
    """Return losses and scores."""
    return page.locator(".lab .figures tbody td")


def confusion(page: Page) -> Locator:
    return page.locator(".lab .confusion td")


def reach(path: Locator) -> float:
    """Return how far to the right a curve comes, of 300."""
    return max(float(x) for x in re.findall(r"[ML]([\d.]+) ", path.get_attribute("d")))


def test_a_run_is_stepped_rewound_and_travelled_through(lab):
    page = lab("?points=60&stop_epoch=30&pace=10")
    page.get_by_text("Confusion matrix of the test data").click()
    expect(confusion(page)).to_have_count(5)
    start = Seen.on(page)
    run_to(page, "000,030")
    button(page, "Step one epoch").click()
    expect_epoch(page, "000,031")
    button(page, "Step one batch").click()
    expect(page.locator(".lab .notes")).to_contain_text("and 1 batch")
    button(page, "Rewind to the initial weights").click()
    expect_epoch(page, "000,000")
    start.expect_on(page)
    run_to(page, "000,030")
    expect_another_picture(plane(page), start.answer)
    expect_another_picture(diagram(page), start.network)
    page.mouse.move(0, 0)
    end = Seen.on(page)
    assert end.confusion != start.confusion
    machine(page).fill("0")
    expect_epoch(page, "000,000")
    start.expect_on(page)
    machine(page).press("End")
    expect_epoch(page, "000,030")
    end.expect_on(page)
    for number in range(29, 24, -1):  # the very epochs before, also those that trained in one go
        machine(page).press("ArrowLeft")
        expect_epoch(page, f"000,{number:03}")
    for _press in range(5):
        machine(page).press("ArrowRight")
    expect_epoch(page, "000,030")
    end.expect_on(page)
    button(page, "New initial weights").click()
    expect_setting(page, "weight_seed=1")
    expect_epoch(page, "000,000")
    expect(button(page, "New initial weights")).to_have_attribute("title", re.compile("from seed 1:"))
    expect(figure(page, 0)).not_to_have_text(start.figures[0])


@pytest.mark.nightly
def test_rates_and_stops_change_while_it_runs(lab):
    page = lab("?points=60&learning_rate=0.00001&pace=full")
    run_a_little(page)
    before = epoch(page)
    page.get_by_label("Learning rate").select_option("0.1")
    expect_setting(page, "learning_rate=0.1")
    assert epoch(page) >= before
    expect(button(page, "Pause")).to_be_visible()
    unfold(page, "Stop by itself")
    fill(page, "Stop at test loss", "0.4")
    expect_setting(page, "stop_loss=0.4")
    expect_paused(page)
    assert float(figure(page, 0).inner_text()) <= 0.4
    fill(page, "Stop at test loss", "")
    expect(page).not_to_have_url(re.compile("stop_loss"))
    fill(page, "Stop at test accuracy", "0.9")
    expect_setting(page, "stop_accuracy=0.9")
    button(page, "Rewind to the initial weights").click()
    expect_epoch(page, "000,000")
    run_a_little(page)
    expect_paused(page)
    assert float(figure(page, 2).inner_text().split()[0]) >= 90


@pytest.mark.nightly
def test_a_branch_from_a_rewound_moment_shows_both_curves_and_the_way_back(lab):
    page = lab("?points=60&stop_epoch=30&pace=10")
    run_to(page, "000,030")
    loss = figure(page, 0).inner_text()
    machine(page).fill("0.5")
    expect(page.locator(".lab .epoch")).not_to_have_text("000,030")
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
    # The run that was left is shown beyond the branch.
    wait_until(lambda: [reach(paths.nth(0)), reach(paths.nth(1))] == [300, 300])
    point_at(runs.get_by_role("button"), page.locator(".lab .curve .ghosts path.on"))
    runs.get_by_role("button").click()
    expect(page).not_to_have_url(re.compile("optimizer"))
    expect(figure(page, 0)).to_have_text(loss)
    expect_epoch(page, "000,030")
    expect(runs.filter(has_text="Optimiser Adam")).to_be_visible()


@pytest.mark.nightly
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
