"""A race is looked at again: at any moment, by mouse and keyboard, saved as an animation, and after a reload."""

import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.chinese import zh
from tests.journeys.helpers import finish, nothing_scrolls_sideways, start, violations
from tests.journeys.replay_steps import matrices, replayed_to_its_start
from tests.waiting import wait_until


def test_a_race_is_replayed_row_by_row_saved_as_an_animation_and_still_there_after_a_reload(new_page, tmp_path):
    page = new_page("/?dataset=moons")
    start(page)
    finish(page)
    stage = page.locator(".st-key-board .stage")
    replayed_to_its_start(stage)
    led = stage.locator(".said").inner_text()
    assert led.startswith(("By validation accuracy", "Answers at the end"))  # the latter where a row or two decides
    a_row_is_chosen_by_click_and_by_button(stage)
    the_clock_is_dragged(page, stage)
    assert violations(page) == {}
    with page.expect_download() as saved:
        stage.get_by_role("slider").press("End")
        stage.get_by_role("button", name="Save animation").click()
    saved.value.save_as(tmp_path / "race.webp")
    is_an_animation_of(tmp_path / "race.webp", led)
    expect(stage).to_have_attribute("data-mode", "still")
    page.reload()
    expect(page.locator(".st-key-board .stage .said")).to_have_text(led)
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator(".st-key-board .stage summary").click()
    nothing_scrolls_sideways(page)


def a_row_is_chosen_by_click_and_by_button(stage):
    title = stage.get_by_role("heading", name=re.compile(r"^Validation row \d+ of 150"))
    before = title.inner_text()
    stage.get_by_role("button", name="Next row").click()
    expect(title).not_to_have_text(before)
    by_button = title.inner_text()
    picture = stage.get_by_role("img", name=re.compile("^What Decision tree answers"))
    size = picture.bounding_box()["width"]
    for share in (0.2, 0.3, 0.4, 0.5):
        picture.click(position={"x": share * size, "y": 0.35 * size})
    wait_until(lambda: title.inner_text() not in (before, by_button))


def the_clock_is_dragged(page, stage):
    clock = stage.get_by_role("slider")
    clock.scroll_into_view_if_needed()
    at_the_end = matrices(stage)
    box = clock.bounding_box()
    page.mouse.move(box["x"] + box["width"] - 14, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.4 * box["width"], box["y"] + 40, steps=5)
    page.mouse.up()
    expect(stage).to_have_attribute("data-mode", "paused")
    wait_until(lambda: matrices(stage) != at_the_end)
    assert 20 < int(clock.get_attribute("aria-valuenow")) < 50
    expect(stage.get_by_role("button", name="Play on")).to_be_visible()
    wait_until(lambda: is_paused_on_its_way(stage, clock))


def is_paused_on_its_way(stage, clock):
    """Play all of it, which takes seven seconds, and pause; return whether that was before its end."""
    clock.press("Home")
    clock.press(" ")
    expect(stage).to_have_attribute("data-mode", re.compile("replay|still"))
    clock.press(" ")
    return stage.get_attribute("data-mode") == "paused"


def is_an_animation_of(path, led):
    """See that the file is 800 wide, plays for at most 20 s, ends as it begins, and says who led."""
    with Image.open(path) as film:
        assert (film.format, film.width, film.is_animated) == ("WEBP", 800, True)
        frames, milliseconds = [], 0
        for place in range(film.n_frames):
            film.seek(place)
            frames.append(film.convert("RGB").tobytes())
            milliseconds += film.info["duration"]
        assert frames[0] == frames[-1]
        assert len(set(frames)) > 20
        assert milliseconds <= 20_000
    assert led.startswith("Answers") or led in path.read_bytes().decode("utf-8", "ignore")


@pytest.mark.nightly
def test_a_running_race_is_looked_back_at_and_followed_again_in_chinese(new_page):
    page = new_page("/?dataset=digits&contenders=keras_mlp,decision_tree&keras_mlp.epochs=2000&lang=zh")
    page.get_by_role("button", name=zh("Start race")).first.click()
    stage = page.locator(".st-key-board .stage")
    expect(stage.locator("figure").first.get_by_text(re.compile("%"))).to_be_visible()  # the network's
    clock = stage.get_by_role("slider")
    clock.press("ArrowLeft")
    expect(stage).to_have_attribute("data-mode", "paused")
    stage.get_by_role("button", name=zh("Back to live")).click()
    expect(stage).to_have_attribute("data-mode", "live")
    page.get_by_role("button", name=zh("Stop {label}", label=zh("Neural network"))).click()
    expect(stage).to_have_attribute("data-mode", "still")
    expect(stage.locator(".said")).to_contain_text("按验证准确率")
    assert violations(page) == {}
