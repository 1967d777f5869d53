"""A data set that must be downloaded first, from a real web server which can hold a download half-way."""

import contextlib
import hashlib
import http.server
import select
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

import bakeoff.datasets
from bakeoff.datasets.registry import datasets
from bakeoff.engine.local import LocalEngine
from bakeoff.race.race import Race
from bakeoff.spec import BakeoffSpec
from bakeoff.terminal import progress_table
from tests.waiting import PATIENCE, wait_until

ADDRESS_VARIABLE = "PICTURES_FAR_AWAY"


class Web(http.server.ThreadingHTTPServer):
    """Serves one file; half of it until `go` is set. Knows how often it was asked, and whether it was hung up on."""

    def __init__(self, content: bytes) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.content = content
        self.go = threading.Event()
        self.hung_up = threading.Event()
        self.gone = False
        self.asked = 0


class Answer(http.server.BaseHTTPRequestHandler):
    server: Web

    def do_GET(self):
        self.server.asked += 1
        if self.server.gone:
            self.send_error(404)
            return
        content, half = self.server.content, len(self.server.content) // 2
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            self.wfile.write(content[:half])
            while not self.server.go.wait(0.02):
                if select.select([self.connection], [], [], 0)[0]:  # nothing more to read but its end
                    self.server.hung_up.set()
                    return
            self.wfile.write(content[half:])

    def log_message(self, *args):
        pass


def _pictures_that_tell_their_class(path: Path) -> bytes:
    arrays = {}
    for part, rows in (("train", 60_000), ("test", 10_000)):
        labels = (np.arange(rows) % 10).astype(np.uint8)
        arrays |= {f"x_{part}": np.tile(20 * labels[:, None, None], (1, 28, 28)), f"y_{part}": labels}
    np.savez(path, **arrays)
    return path.read_bytes()


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    made = _pictures_that_tell_their_class(tmp_path_factory.mktemp("made") / "far_away.npz")
    with Web(made) as web:
        thread = threading.Thread(target=web.serve_forever)
        thread.start()
        yield web
        web.go.set()
        web.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def home(web, tmp_path_factory):
    """The data home of this process and of the jobs, with one data set more to choose from."""
    home = tmp_path_factory.mktemp("home")
    digest = hashlib.sha256(web.content).hexdigest()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAKEOFF_DATA", str(home))
        patch.setenv(ADDRESS_VARIABLE, f"http://127.0.0.1:{web.server_port}/ {digest} {len(web.content)}")
        folder = Path(__file__).parent / "more_datasets"
        patch.setattr(bakeoff.datasets, "__path__", [*bakeoff.datasets.__path__, str(folder)])
        datasets.cache_clear()
        yield home
    datasets.cache_clear()
    del sys.modules["bakeoff.datasets.far_away"]


@pytest.fixture(scope="module")
def engine(home):
    with contextlib.closing(
        LocalEngine(2, preload=("tests.unit.race.pictures_far_away", "bakeoff.race.job"))
    ) as engine:
        wait_until(lambda: engine.ready)
        yield engine


@pytest.fixture
def start(engine, web, home):
    """Return a function that starts a race on the data set, which is not there yet."""
    (home / "far_away.npz").unlink(missing_ok=True)
    web.go.clear()
    web.hung_up.clear()
    web.gone, web.asked = False, 0

    def start(*contenders: str) -> tuple[Race, list]:
        runs: list = []
        spec = BakeoffSpec(dataset="far_away", contenders=list(contenders), rules={"rows": 500})
        return Race(spec, engine, runs.append), runs

    return start


def held(race: Race) -> None:
    """Wait until half of the data has come."""
    wait_until(lambda: (race.run.fetched or 0.0) >= 0.48)


def statuses(race: Race) -> dict[str, str]:
    return {name: lane.status for name, lane in race.run.lanes.items()}


def test_it_is_fetched_once_before_anyone_starts_and_the_race_says_how_far(start, web):
    race, runs = start("decision_tree", "dummy")
    held(race)
    assert race.run.note in ("Downloading MNIST: 48 %", "Downloading MNIST: 49 %", "Downloading MNIST: 50 %")
    assert progress_table(race.run).title == race.run.note
    assert statuses(race) == {"decision_tree": "waiting", "dummy": "waiting"}
    web.go.set()
    assert race.wait(PATIENCE)
    assert statuses(race) == {"decision_tree": "done", "dummy": "done"}
    assert race.run.report.results["decision_tree"].outcome.metrics["accuracy"].value == 1.0
    assert race.run.note == ""
    assert web.asked == 1
    shares = [run.fetched for run in runs if run.fetched is not None]
    assert shares == sorted(shares)


def test_one_that_is_there_is_not_fetched_again(start, web, home):
    (home / "far_away.npz").write_bytes(web.content)
    race, runs = start("dummy")
    assert race.wait(PATIENCE)
    assert statuses(race) == {"dummy": "done"}
    assert web.asked == 0
    assert {run.fetched for run in runs} == {None}


def test_a_failed_download_fails_everyone_with_its_sentence(start, web, home):
    web.gone = True
    race, _runs = start("decision_tree", "dummy")
    assert race.wait(PATIENCE)
    assert statuses(race) == {"decision_tree": "failed", "dummy": "failed"}
    assert {lane.message for lane in race.run.lanes.values()} == {
        "MNIST is not on this machine, and the network does not answer. Connect, "
        "or put far_away.npz into the data folder."
    }
    assert race.run.note == ""


def test_stopping_all_ends_the_download(start, web):
    race, runs = start("decision_tree", "dummy")
    held(race)
    race.stop()
    assert race.wait(PATIENCE)
    assert statuses(race) == {"decision_tree": "stopped", "dummy": "stopped"}
    assert runs[-1].note == ""
    assert web.hung_up.wait(PATIENCE)


def test_stopping_the_last_one_who_waits_ends_the_download(start, web):
    race, _runs = start("decision_tree", "dummy")
    held(race)
    race.stop("dummy")
    assert statuses(race) == {"decision_tree": "waiting", "dummy": "stopped"}
    assert not web.hung_up.is_set()
    race.stop("decision_tree", why="Enough.")
    assert web.hung_up.wait(PATIENCE)
    assert race.run.lanes["decision_tree"].message == "Enough."


def test_one_stopped_during_the_download_does_not_start_after_it(start, web):
    race, runs = start("decision_tree", "dummy")
    held(race)
    race.stop("decision_tree")
    web.go.set()
    assert race.wait(PATIENCE)
    assert statuses(race) == {"decision_tree": "stopped", "dummy": "done"}
    assert all(run.lanes["decision_tree"].status != "training" for run in runs)


def test_closing_the_engine_during_the_download_ends_the_race(home, web, start):
    with contextlib.closing(LocalEngine(1, preload=("tests.unit.race.pictures_far_away",))) as own:
        race = Race(BakeoffSpec(dataset="far_away", contenders=["dummy"]), own)
        held(race)
    assert race.wait(PATIENCE)
    assert statuses(race) == {"dummy": "stopped"}
