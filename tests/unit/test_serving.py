"""The page's own process, without a browser."""

import socket
import urllib.request
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression

from bakeoff import BakeoffSpec, run, serve
from bakeoff.errors import BakeoffError
from bakeoff.serving import place

TABLE = pd.DataFrame({"width": [1.5, 2.5, 1.0, 3.5] * 10, "species": ["a", "b"] * 20})


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))


def test_a_page_lives_until_it_is_closed_and_not_longer():
    with serve(TABLE, "species", browser=False) as page:
        parts = urlsplit(page.url)
        assert parts.path == "/bring"
        assert page.url in repr(page)
        with urllib.request.urlopen(f"http://{parts.netloc}/_stcore/health") as answer:
            assert answer.status == 200
    assert page.wait() == 0
    page.close()  # a second time
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("localhost", parts.port or 0)).close()


def test_a_table_that_cannot_be_read_leaves_no_server():  # each test ends with a look for processes left behind
    with pytest.raises(BakeoffError, match="Unknown column “specie”; did you mean “species”"):
        serve(TABLE, "specie", browser=False)


def test_a_port_in_use_is_named():
    with socket.socket() as taken:
        taken.bind(("", 0))
        taken.listen()
        with pytest.raises(BakeoffError, match="in use"):
            serve(port=taken.getsockname()[1], browser=False)


def test_the_target_is_guessed_where_none_is_named():
    guessed, named = (dict(parse_qsl(urlsplit(place(TABLE, target)).query)) for target in (None, "species"))
    assert guessed == named


def test_an_estimator_of_ones_own_is_refused_in_a_sentence(engine):
    report = run(BakeoffSpec(dataset="moons", contenders={"mine": LogisticRegression(), "dummy": {}}), engine)
    with pytest.raises(BakeoffError, match="estimators of your own, here mine"):
        report.show()
