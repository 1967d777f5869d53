"""The curves of a race that goes on: their axes hold all that is known, whatever was shown or zoomed before."""

from playwright.sync_api import Locator, Page, expect

from tests.journeys.helpers import LONG, card, expect_status, start, unfold
from tests.waiting import wait_until

TITLES = {"CPU time": "CPU time", "Steps": "Epoch"}

# The chart has been drawn anew, or there is nothing new, as when the race is over.
NEWS = """node => new Promise((done) => {
  node.once("plotly_afterplot", done)
  setTimeout(done, 600)
})"""

# What each axis across shows, and what is drawn on it, as powers of ten where it is logarithmic.
AXES = """node => Object.values(node.data.reduce((axes, trace) => {
  const { _name: name, type, range } = node._fullLayout[(trace.xaxis ?? "x").replace("x", "xaxis")]
  const seen = trace.x.filter((x) => x !== null && (type !== "log" || x > 0))
  const axis = (axes[name] ??= { name, type, range, seen: [] })
  axis.seen.push(...(type === "log" ? seen.map(Math.log10) : seen))
  return axes
}, {}))"""

# How wide each axis across is.
WIDTHS = """node => Object.keys(node.layout).filter((name) => name.startsWith("xaxis")).map((name) => {
  const [low, high] = node.layout[name].range
  return high - low
})"""


def chart(page: Page) -> Locator:
    return page.locator(".st-key-curves .bakeoff-chart.js-plotly-plot, .bakeoff-chart.js-plotly-plot").first


def choose(page: Page, name: str) -> None:
    """Choose a clock, and wait for its curves: what stands above them is the last clock's until then."""
    page.get_by_role("radio", name=name, exact=True).click()
    expect(chart(page)).to_contain_text(TITLES[name])


def set_log(page: Page, wanted: bool) -> None:
    """Have the axis of CPU time logarithmic or not; another tick must have drawn it."""
    switch = page.locator(".st-key-curve-log-cpu_seconds")  # the one of steps goes a moment after the curves came
    if switch.get_by_role("switch").is_checked() != wanted:
        switch.get_by_text("Logarithmic", exact=True).click()
    kind = "log" if wanted else "linear"
    page.wait_for_function(
        "kind => document.querySelector('.bakeoff-chart.js-plotly-plot')?.layout?.xaxis.type === kind", arg=kind
    )


def expect_held(page: Page, times: int = 3) -> None:
    """Look a few times, with news in between while there is any, that nothing is cut off, nor lost in a wide axis."""
    for _time in range(times):
        axes = [axis for axis in chart(page).evaluate(AXES) if axis["seen"]]
        assert axes, "nothing is drawn"
        for axis in axes:
            (low, high), first, last = axis["range"], min(axis["seen"]), max(axis["seen"])
            assert low <= first + 1e-9, axis
            assert last <= high + 1e-9, axis
            if axis["type"] == "log":
                assert high - low <= last - first + 2, axis
        chart(page).evaluate(NEWS)


def zoom(page: Page) -> list[float]:
    """Zoom into the last panel, as a visitor does; return what is seen then."""
    shown = chart(page)
    shown.scroll_into_view_if_needed()
    before = shown.evaluate(WIDTHS)

    def zoomed() -> bool:
        box = shown.locator(".nsewdrag").last.bounding_box()
        if box is None:  # a tick is just drawing it anew
            return False
        page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.5 * box["height"])
        page.mouse.down()
        page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 0.5 * box["height"], steps=5)
        page.mouse.up()
        return any(now < 0.6 * wide for wide, now in zip(before, shown.evaluate(WIDTHS), strict=True))

    wait_until(zoomed)  # a tick amid it lets go of the mouse
    return shown.evaluate("node => node.layout.xaxis.range")


def reset_zoom(page: Page) -> None:
    chart(page).hover()
    chart(page).get_by_role("button", name="Reset zoom").click()


def ticks(page: Page, times: int) -> None:
    """Wait until the network's card, and the curves with it, has had news so many times."""
    network = card(page, "Neural network")
    for _time in range(times):
        before = network.inner_text()
        expect(network).not_to_have_text(before, use_inner_text=True)


def expect_zoom_kept_until_reset(page: Page) -> None:
    set_log(page, False)
    zoomed = zoom(page)
    ticks(page, 4)
    assert chart(page).evaluate("node => node.layout.xaxis.range") == zoomed
    reset_zoom(page)
    expect_held(page)


def expect_steps_kept_as_they_are(page: Page) -> None:
    """Steps are panels of their own: the chart's node and a zoom into the tree's, which is at rest, are kept."""
    chart(page).evaluate("node => { node.dataset.mine = 'marked' }")
    marked = page.locator('.bakeoff-chart[data-mine="marked"]')
    before = marked.evaluate("node => node.layout.xaxis2.range")
    zoom(page)
    zoomed = marked.evaluate("node => node.layout.xaxis2.range")
    assert zoomed != before
    ticks(page, 4)
    expect(marked).to_have_count(1)
    assert marked.evaluate("node => node.layout.xaxis2.range") == zoomed


def expect_held_on_either_scale(page: Page, times: int = 3) -> None:
    for log in (True, False, True):
        set_log(page, log)
        expect_held(page, times)


def test_curves_hold_what_is_known_and_a_zoom_is_of_the_picture_that_it_was_made_in(new_page):
    page = new_page(f"/?{LONG}&contenders=keras_mlp,decision_tree")
    start(page)
    expect_status(page, "Decision tree", "Done")
    unfold(page, "Learning curves")
    choose(page, "CPU time")
    set_log(page, True)
    expect_held(page)
    expect_zoom_kept_until_reset(page)
    choose(page, "Steps")
    page.wait_for_function("() => document.querySelectorAll('.bakeoff-chart.js-plotly-plot .nsewdrag').length > 1")
    expect_held(page)
    expect_steps_kept_as_they_are(page)
    choose(page, "CPU time")
    set_log(page, True)
    expect_held(page)
    page.reload()
    expect(card(page, "Neural network")).to_be_visible()
    unfold(page, "Learning curves")
    choose(page, "CPU time")
    expect_held_on_either_scale(page)
    page.get_by_role("button", name="Stop all").click()
    expect_status(page, "Neural network", "Stopped after epoch")
    expect(page.get_by_role("button", name="Start race")).to_be_visible()
    expect_held_on_either_scale(page, 1)
    set_log(page, False)
    zoom(page)
    reset_zoom(page)  # no tick draws the curves anew any more: it is the button's doing alone
    expect_held(page, 1)
