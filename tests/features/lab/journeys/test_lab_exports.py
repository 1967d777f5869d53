"""What can be taken home from the lab, and the output as a surface in space."""

import re
import struct
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.helpers import violations
from tests.journeys.lab_steps import button, expect_epoch, expect_paused
from tests.waiting import wait_until

SVG = "{http://www.w3.org/2000/svg}"
EPOCHS = 12
STOP = f"points=60&stop_epoch={EPOCHS}"
EYE = "node => { const { x, y, z } = node._fullLayout.scene.camera.eye; return [x, y, z] }"


def train(page: Page) -> None:
    """Train to the epoch at which the link has it stop."""
    button(page, "Run").click()
    expect_epoch(page, f"{EPOCHS:07,}")
    expect_paused(page)


def saved(page: Page, name: str, folder: Path) -> Path:
    """Press the button and return the file that it saves."""
    with page.expect_download() as download:
        button(page, name).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


@pytest.mark.nightly
def test_points_script_and_trained_network_are_downloaded_and_the_picture_is_saved_in_the_colours_of_the_page(
    lab, tmp_path
):
    page = lab(f"?data=gauss&classes=3&{STOP}")
    train(page)
    download(page, tmp_path)
    picture = page.locator(".lab").filter(has=page.locator(".bar"))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        expect(picture).to_have_css("color-scheme", scheme)
        expect_saved_picture(page, tmp_path)


def download(page: Page, tmp_path: Path) -> None:
    """Take home the points, the script and the network."""
    page.get_by_text("Download", exact=True).click()
    assert saved(page, "Points as CSV", tmp_path).read_text().count("\n") == 61
    script = saved(page, "Keras script", tmp_path)
    assert script.name == "network.py"
    assert f"\nEPOCHS = {EPOCHS}\n" in script.read_text()
    network = saved(page, "Trained network", tmp_path)
    assert network.name == "network.keras"
    assert "config.json" in zipfile.ZipFile(network).namelist()


def expect_saved_picture(page: Page, tmp_path: Path) -> None:
    """Save the picture as SVG and as PNG, and see that both show what the page does."""
    vector = saved(page, "Save picture as SVG", tmp_path)
    assert vector.name == f"bakeoff-lab-epoch-{EPOCHS}.svg"
    root = ElementTree.parse(vector).getroot()
    assert root.tag == f"{SVG}svg"
    assert f"{EPOCHS:,}" in root.findtext(f"{SVG}title")
    assert root.findtext(f"{SVG}desc") == page.locator(".lab .network-canvas").get_attribute("aria-label")
    assert len(root.findall(f".//{SVG}image")) == 7 + 4 + 2 + 3 + 1
    ground = page.locator('[data-testid="stApp"]').evaluate("node => getComputedStyle(node).backgroundColor")
    assert root.find(f"{SVG}rect").get("fill") == ground.replace(" ", "")
    raster = saved(page, "Save picture as PNG", tmp_path)
    assert raster.name == f"bakeoff-lab-epoch-{EPOCHS}.png"
    content = raster.read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", content[16:24]) == (2 * int(root.get("width")), 2 * int(root.get("height")))
    assert len(content) > 50_000


def turn(page: Page, plot: Locator) -> list[float]:
    """Turn a surface by mouse, once it can be; return from where it is then seen, when it moves no more."""
    before = plot.evaluate(EYE)
    seen = [before]

    def turned() -> bool:
        if seen[-1] == before:
            plot.scroll_into_view_if_needed()
            box = plot.bounding_box()
            page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"])
            page.mouse.down()
            page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 0.4 * box["height"], steps=4)
            page.mouse.up()
        page.wait_for_timeout(200)
        seen.append(plot.evaluate(EYE))
        return seen[-1] == seen[-2] != before

    wait_until(turned)
    return seen[-1]


@pytest.mark.nightly
def test_a_surface_is_shown_on_demand_follows_the_run_and_keeps_its_camera(lab):
    page = lab("?points=60")
    expect(page.get_by_role("figure", name="Probability of")).to_have_count(0)
    button(page, "Show as a 3-D surface").click()
    surface = page.get_by_role("figure", name=re.compile(r"Probability of Outside over x₁ and x₂: from 0\.\d\d to"))
    expect(surface).to_be_visible()
    plot = surface.locator(".js-plotly-plot")
    plot.evaluate("node => { node.dataset.mine = 'marked' }")
    turned = turn(page, plot)
    told = surface.get_attribute("aria-label")
    page.keyboard.press(" ")  # run
    expect(surface).not_to_have_attribute("aria-label", told)
    expect(plot).to_have_attribute("data-mine", "marked")
    assert plot.evaluate(EYE) == turned
    page.keyboard.press(" ")
    expect_paused(page)
    assert violations(page) == {}
    button(page, "Show as a 3-D surface").click()
    expect(surface).to_have_count(0)
