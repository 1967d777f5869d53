"""What visitors do who do not wait: double clicks, reloads, back, two tabs, stops and kills."""

import os
import re
import signal
from itertools import dropwhile

import psutil
import pytest
from playwright.sync_api import Locator, Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.journeys.helpers import LONG, card, expect_status, finish, open_page, start
from tests.journeys.settled import settled
from tests.waiting import wait_until


def jobs(server):
    """Return the processes in which contenders train just now."""
    busy = []
    for process in psutil.Process(server.pid).children(recursive=True):
        try:
            if process.status() == psutil.STATUS_RUNNING or process.cpu_percent(0.2) > 30:
                busy.append(process)
        except psutil.NoSuchProcess:
            continue
    return busy


def descendants(server):
    return {process.pid for process in psutil.Process(server.pid).children(recursive=True)}


def found_again(page: Page) -> None:
    """The race goes on as if nobody had been away."""
    expect_status(page, "Neural network", "In training")
    expect(page.get_by_role("button", name="Stop all")).to_be_visible()
    before = card(page, "Neural network").inner_text()
    expect(card(page, "Neural network")).not_to_have_text(before, use_inner_text=True)


def back_and_forth(page: Page) -> None:
    """Leave for another page and come back, by the browser's buttons and by the page's links."""
    elsewhere = page.get_by_role("heading", name="How it is measured")
    open_page(page, "Background", "How it is measured")
    expect(elsewhere).to_be_visible()
    page.go_back()
    expect_status(page, "Neural network", "In training")
    page.go_forward()
    expect(elsewhere).to_be_visible()
    page.get_by_role("link", name="Race", exact=True).click()


def test_a_double_click_runs_one_race_which_is_found_again_and_keeps_what_was_known_of_who_is_stopped(new_page, server):
    page = new_page(f"/?{LONG}&contenders=keras_mlp,decision_tree")
    page.get_by_role("button", name="Start race").dblclick()
    expect_status(page, "Neural network", "epoch")
    expect_status(page, "Decision tree", "Done")
    expect(page.get_by_text("Stopped")).to_have_count(0)  # as a second race, or a click on Stop, would have it
    page.reload()
    found_again(page)
    back_and_forth(page)
    found_again(page)
    page.get_by_role("button", name="Stop Neural network").click()
    expect_status(page, "Neural network", "Stopped after epoch")
    finish(page)
    wait_until(lambda: not jobs(server))
    expect(card(page, "Neural network")).to_contain_text(re.compile(r"\d\.\d\s%"))


@pytest.mark.nightly
def test_a_press_from_before_stop_can_be_seen_is_not_meant_for_it(new_page):
    page = new_page(f"/?{LONG}&contenders=keras_mlp,decision_tree", width=390)  # there Stop takes the place of Start
    button = page.get_by_role("button", name="Start race")
    button.scroll_into_view_if_needed()
    # What a slow browser does with a second press that it hears only once Stop is there.
    page.evaluate("""() => {
      const { x, y, width, height } = document.querySelector(".st-key-start button").getBoundingClientRect()
      const watch = new MutationObserver(() => {
        if (!document.querySelector(".st-key-stop button")) return
        watch.disconnect()
        const there = document.elementFromPoint(x + width / 2, y + height / 2)
        window.pressed = there.closest(".st-key-go") !== null
        there.click()
      })
      watch.observe(document.body, { childList: true, subtree: true })
    }""")
    button.click()
    expect_status(page, "Neural network", "epoch")
    expect_status(page, "Decision tree", "Done")
    assert page.evaluate("window.pressed")
    expect(page.get_by_text("Stopped")).to_have_count(0)
    page.get_by_role("button", name="Stop all").click()
    expect_status(page, "Neural network", "Stopped")


@pytest.mark.nightly
def test_who_leaves_in_mid_race_arrives_whatever_the_race_still_asks_for(new_page, server):
    page = new_page("/_stcore/health", wait=False)
    said: list[bytes] = []
    begun: list[str] = []
    leaving = False

    def relay(socket):
        to_server = socket.connect_to_server()

        def say(message):
            to_server.send(message)
            if leaving:
                to_server.send(said[-1])  # the race's last ask comes late
            else:
                said.append(message)

        def hear(message):
            told = ForwardMsg.FromString(message)
            if told.HasField("new_session"):
                begun.append(told.new_session.page_script_hash)
            socket.send(message)

        socket.on_message(say)
        to_server.on_message(hear)

    def leave(name: str) -> None:
        open_page(page, "Background", name)
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
        settled(page)

    page.route_web_socket("**/stream", relay)
    page.goto(f"{server.address}/?{LONG}&contenders=keras_mlp,decision_tree")
    settled(page)
    start(page)
    expect_status(page, "Neural network", "epoch")
    race, leaving = begun[-1], True
    begun.clear()
    leave("How it is measured")
    leave("Privacy")  # asked for after the late one, so that is answered
    others = [*dropwhile(race.__eq__, begun)]
    assert race not in others
    assert len({*others}) == 2


def test_back_undoes_the_last_change_even_at_once(new_page):
    page = new_page("/lab?points=60&hide=rivals")

    def data(name: str) -> Locator:
        return page.get_by_role("radio", name=name, exact=True).last  # the former ones go when the script has run

    data("Exclusive or").click()
    expect(page).to_have_url(re.compile("data=xor"))
    page.go_back()
    expect(data("Circle")).to_be_checked()
    page.go_forward()
    expect(data("Exclusive or")).to_be_checked()


@pytest.mark.nightly
def test_two_tabs_race_apart(new_page):
    first, second = (new_page(f"/?contenders=decision_tree,svm&dataset={name}") for name in ("iris", "wine"))
    start(first)
    start(second)
    finish(first)
    finish(second)
    expect(first.get_by_role("heading", name="Iris")).to_have_count(0)
    assert re.search("run=([^&]+)", first.url).group(1) != re.search("run=([^&]+)", second.url).group(1)


@pytest.mark.nightly
def test_a_killed_job_and_a_diverging_network_fail_alone_with_a_sentence_and_the_network_keeps_its_curve(
    new_page, server
):
    page = new_page(
        "/?contenders=keras_mlp,random_forest,decision_tree&random_forest.n_estimators=5000"
        "&keras_mlp.learning_rate=1e9&keras_mlp.optimizer=sgd"
    )
    before = descendants(server)
    start(page)
    expect_status(page, "Decision tree", "Done")
    expect_status(page, "Neural network", "Failed")
    expect(card(page, "Neural network")).to_contain_text("smaller learning rate")
    expect_status(page, "Random forest", "In training")
    wait_until(lambda: len(descendants(server) - before) == 1)  # those that have ended are gone
    os.kill((descendants(server) - before).pop(), signal.SIGKILL)
    expect(card(page, "Random forest")).to_contain_text("signal 9")
    finish(page)


def test_who_changes_the_data_amid_a_race_comes_back_to_it_and_stays(new_page):
    page = new_page(f"/?{LONG}&contenders=keras_mlp")
    start(page)
    expect_status(page, "Neural network", "epoch")
    page.get_by_role("button", name="Change set-up").click()
    page.get_by_role("link", name="Change data").click()
    page.get_by_role("button", name=re.compile("^Iris")).click()
    back = page.get_by_role("link", name=re.compile("is running: back to it"))
    expect(page.get_by_role("heading", name="Who wins on Iris?")).to_be_visible()
    back.click()
    expect_status(page, "Neural network", "In training")
    page.wait_for_url(re.compile("run="))
    page.get_by_role("button", name="Stop all").click()
    expect(page.get_by_role("button", name="Stop all")).to_have_count(0)
    expect(page.get_by_role("heading", name="Leaderboard")).to_be_visible()
