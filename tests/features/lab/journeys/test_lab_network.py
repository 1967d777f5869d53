"""Journeys over the diagram: layers, features, neurons under the pointer, weights by mouse and by keyboard."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from bakeoff.network.points import make_points
from bakeoff.network.settings import LabSettings
from tests.journeys.lab_steps import (
    PIXELS,
    at,
    button,
    expect_another_picture,
    expect_epoch,
    expect_paused,
    expect_setting,
    figure,
    plane,
)


def neuron(page: Page, column: int, index: int) -> Locator:
    return page.locator(f'.lab [data-key="neuron{column}.{index}"]')


def place(page: Page, column: int, index: int, across: float, down: float) -> tuple[float, float]:
    """Return a place on the screen, in pixels from a neuron's upper left corner."""
    box = neuron(page, column, index).bounding_box()
    return box["x"] + across, box["y"] + down


def card(page: Page) -> Locator:
    return page.locator(".lab .card")


def test_features_layers_neurons_activations_and_a_reload(lab):
    page = lab("?points=60&features=x1,x2,x1_sq,x2_sq,x1x2")
    toggle_features(page)
    expect_setting(page, "layers=4%3Atanh%2C2%3Arelu")
    add_and_remove_neurons(page)
    find_them_after_a_reload(page)
    add_and_remove_layers(page)
    button(page, "Step one epoch").click()
    expect(page.locator(".lab .epoch")).to_have_text("000,001")
    expect(page.locator(".lab .network-canvas")).to_have_attribute(
        "aria-label", re.compile("^No hidden layer, epoch 1")
    )


def toggle_features(page: Page) -> None:
    """Go over to all features, to one, and to none, which is refused; and change an activation."""
    one, two = (page.get_by_role("button", name=f"Feature {name}", exact=True) for name in ("x₁", "x₂"))
    others = [page.get_by_role("button", name=f"Feature {name}") for name in ("x₁²", "x₂²", "x₁x₂", "sin x₁", "sin x₂")]
    for other in others[3:]:
        other.click()
    expect_setting(page, "features=x1%2Cx2%2Cx1_sq%2Cx2_sq%2Cx1x2%2Csin_x1%2Csin_x2")
    for other in (*others, one):
        other.click()
    expect_setting(page, "features=x2")
    two.click()
    expect(page.get_by_text(re.compile("features must be at least one of"))).to_be_visible()
    expect(two).to_have_attribute("aria-pressed", "true")  # nothing lost
    page.get_by_label("Activation of layer 2").select_option("relu")


def add_and_remove_neurons(page: Page) -> None:
    """Grow the first of three layers and shrink the last to one neuron."""
    button(page, "Add a hidden layer").click()
    button(page, "Add a neuron to layer 1").click()
    button(page, "Remove a neuron from layer 3").click()
    expect_setting(page, "layers=5%3Atanh%2C2%3Arelu%2C1%3Arelu")
    expect(button(page, "Remove a neuron from layer 3")).to_be_disabled()


def find_them_after_a_reload(page: Page) -> None:
    """Choose other data, and come back to the same layers and data."""
    page.get_by_role("radio", name="Spiral").click()
    expect(page).to_have_url(re.compile("data=spiral"))
    expect(page.locator(".lab .layer-head")).to_have_count(3)
    page.reload()
    expect(page.locator(".lab .layer-head")).to_have_count(3)
    expect(page.get_by_role("radio", name="Spiral")).to_be_checked()


def add_and_remove_layers(page: Page) -> None:
    """Go up to as many layers as there can be, and down to none."""
    for count in (4, 5, 6):
        button(page, "Add a hidden layer").click()
        expect(page.locator(".lab .layer-head")).to_have_count(count)
    expect(button(page, "Add a hidden layer")).to_be_disabled()
    for count in (5, 4, 3, 2, 1, 0):
        button(page, "Remove the last hidden layer").click()
        expect(page.locator(".lab .layer-head")).to_have_count(count)
    expect(page).to_have_url(re.compile("layers=(&|$)"))


@pytest.mark.nightly
def test_a_point_is_taken_apart_and_weights_are_shown_and_edited_all_by_mouse_and_by_keyboard(lab):
    page = lab("?points=60")
    take_a_point_apart(page)
    button(page, "Rewind to the initial weights").click()
    expect_epoch(page, "000,000")
    expect_paused(page)
    see_and_edit_weights(page)
    edit_by_keyboard(page)


def see_and_edit_weights(page: Page) -> None:
    """Show a neuron, and a link and a bias, which are then set to other numbers."""
    answer, loss = plane(page).evaluate(PIXELS), figure(page, 1).inner_text()
    page.mouse.move(*place(page, 1, 0, 22, 22))
    expect(page.get_by_role("heading", name="Neuron 1 of layer 1")).to_be_visible()
    expect_another_picture(plane(page), answer)
    page.mouse.move(*place(page, 2, 0, -2, 11))  # the uppermost of four links arrives there
    expect(card(page)).to_contain_text(re.compile(r"Neuron 1 of layer 1 to Neuron 1 of layer 2: weight [−\d.]+"))
    page.mouse.click(*place(page, 2, 0, -2, 11))
    weight = page.get_by_role("spinbutton", name="From: Neuron 1 of layer 1")
    weight.fill("4.5")
    weight.press("Enter")
    expect(figure(page, 1)).not_to_have_text(loss)
    page.mouse.move(*place(page, 2, 0, -3, 11))
    expect(card(page)).to_contain_text("weight 4.5.")
    page.mouse.move(*place(page, 1, 1, -6, 40))
    expect(card(page)).to_have_text("Bias of Neuron 2 of layer 1: 0. Click to edit.")
    page.mouse.click(*place(page, 1, 1, -6, 40))
    bias = page.get_by_role("spinbutton", name="Bias")
    bias.fill("-0.75")
    bias.press("Enter")
    expect(bias).to_be_hidden()
    expect(card(page)).to_have_text("Bias of Neuron 2 of layer 1: −0.75. Click to edit.")  # the pointer is still there
    page.mouse.move(0, 0)


def edit_by_keyboard(page: Page) -> None:
    """Go to a neuron and set its bias, to an endless number first, which is refused."""
    bias = page.get_by_role("spinbutton", name="Bias")
    neuron(page, 1, 0).focus()
    for _step in range(4):
        page.keyboard.press("ArrowDown")
    expect(neuron(page, 2, 0)).to_be_focused()
    expect(page.get_by_role("heading", name="Neuron 1 of layer 2")).to_be_visible()
    loss = figure(page, 1).inner_text()
    page.keyboard.press("Enter")
    expect(bias).to_be_focused()
    page.keyboard.type("1e308")
    page.keyboard.press("Enter")
    expect(page.get_by_text("A weight must lie between −1,000,000 and 1,000,000.")).to_be_visible()
    expect(figure(page, 1)).to_have_text(loss)
    expect(neuron(page, 2, 0)).to_be_focused()
    page.keyboard.press("Enter")
    expect(bias).to_have_value("0")  # as it was
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    expect(figure(page, 1)).not_to_have_text(loss)
    expect(page.locator(".lab .trouble")).to_be_hidden()
    for name in ("Pause", "Run"):  # the neuron has the focus still, and leaves space to the run
        page.keyboard.press("Space")
        expect(button(page, name)).to_be_visible()
        expect(bias).to_be_hidden()


def lonely_row(settings: LabSettings) -> tuple[int, float, float]:
    """Return row and place of the training point that is farthest from its nearest neighbour."""
    points = make_points(settings)
    X = points.X[points.train]
    apart = np.hypot(*(X[:, None] - X[None]).T) + 99 * np.eye(len(X))
    row = int(np.flatnonzero(points.train)[apart.min(axis=0).argmax()])
    return row, *map(float, points.X[row])


def take_a_point_apart(page: Page) -> None:
    """Choose a point by mouse, see its numbers and how they follow the training, and leave it by keyboard."""
    row, x1, x2 = lonely_row(LabSettings(points=60))
    told = page.locator(".lab .way-text")
    page.mouse.click(*at(page, x1, x2))
    expect(told).to_contain_text(f"Point {row + 1} (x₁ = ")
    expect_setting(page, f"watch={row}")
    untrained = told.inner_text()
    page.locator(".lab .neuron").first.focus()
    expect(page.locator(".lab .sum li")).to_have_text(
        [
            re.compile("^x₁: .* = "),
            re.compile("^x₂: .* = "),
            re.compile("^With the bias 0.00"),
            re.compile("^Tanh makes"),
        ]
    )
    button(page, "Run").click()
    expect(told).not_to_have_text(untrained)  # its numbers are those of the network as it is
    button(page, "Pause").click()
    expect(told).to_contain_text(f"Point {row + 1} (x₁ = ")
    plane(page).focus()
    page.keyboard.press("ArrowRight")
    expect(told).not_to_contain_text(f"Point {row + 1} (x₁ = ")
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    expect(page).not_to_have_url(re.compile("watch"))
