"""A server as many share it: its trainings run on a cluster of two slots, and Streamlit's reruns are the fast ones.

Some hosts force `runner.fastReruns`, so that the script of before still runs when the next begins.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.fixtures import Server, serve
from tests.journeys.helpers import LONG, card, expect_status, finish, start
from tests.journeys.settled import settled
from tests.waiting import wait_until

pytest.importorskip("distributed", reason="Dask is not installed")

from tests.unit.engine.dask_cluster import DaskCluster

pytestmark = pytest.mark.nightly

BOTH_SLOTS = f"/?{LONG}&dataset=digits&contenders=keras_mlp,random_forest&random_forest.n_estimators=5000"
LABELS = ("Neural network", "Random forest")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    with DaskCluster(tmp_path_factory.mktemp("dask"), 2) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def hosted(cluster: DaskCluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    told = {"BAKEOFF_CLUSTER": cluster.address, "STREAMLIT_RUNNER_FAST_RERUNS": "true"}
    with serve(tmp_path_factory.mktemp("hosted"), **told) as running:
        yield running


@pytest.fixture
def come(new_page: Callable[..., Page], hosted: Server) -> Callable[[str], Page]:
    """Return a function that opens a page there, each as a visitor of its own."""

    def open_there(path: str) -> Page:
        page = new_page("/_stcore/health", wait=False)
        page.goto(f"{hosted.address}{path}")
        settled(page)
        return page

    return open_there


def stop(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Stop all|Stop now")).click()
    expect(page.get_by_role("button", name="Start race")).to_be_enabled()


def test_two_visitors_see_their_races_end_beside_one_who_wants_all_slots_and_goes_on_then(come):
    hog = come(BOTH_SLOTS)
    start(hog)
    for label in LABELS:
        expect_status(hog, label, "In training")
    others = [come(f"/?dataset={data}&contenders=decision_tree,svm") for data in ("iris", "wine")]
    for page in others:
        start(page)
    for page in others:
        finish(page)
    for label in LABELS:
        expect_status(hog, label, "In training")
    stop(hog)


def test_a_machine_that_dies_in_mid_race_takes_its_training_along_and_no_other(come, cluster):
    page = come(BOTH_SLOTS)
    start(page)
    for label in LABELS:
        expect_status(page, label, "In training")
    cluster.kill(cluster.workers[0])

    def failed() -> list[str]:
        return [label for label in LABELS if "Failed" in card(page, label).inner_text()]

    wait_until(failed)
    (lost,) = failed()
    expect(card(page, lost)).to_contain_text("The machine that ran the job cannot be reached any more")
    (other,) = {*LABELS} - {lost}
    expect_status(page, other, "In training")
    stop(page)
    expect_status(page, other, "Stopped")
    again = come("/?dataset=iris&contenders=decision_tree,svm")
    start(again)
    finish(again)
