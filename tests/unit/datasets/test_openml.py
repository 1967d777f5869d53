"""OpenML over real HTTP: what it has, what is brought of it, and what is said when its answers are bad."""

import gzip
import hashlib
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib import request

import numpy as np
import pytest
from sklearn.datasets import load_iris

from bakeoff.datasets import openml
from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.limits import MB, Bounds
from bakeoff.datasets.upload.source import Options, load, options_of
from bakeoff.errors import DatasetError
from tests.openml_replay import Replay, recorded, replay, sends, waits

OWNER = "a" * 64
BOUNDS = Bounds()
IRIS = recorded("data-v1-dl-61.arff")
UNKNOWN = "OpenML has no data set of this name or number"
SILENT = "OpenML does not answer"
GARBLED = "What OpenML answers makes no sense"
DAMAGED = "The data set came damaged"
ELSEWHERE = "The file of this data set is kept elsewhere"


@pytest.fixture(scope="module")
def running() -> Iterator[Replay]:
    with replay() as server:
        yield server


@pytest.fixture
def there(running: Replay) -> Iterator[Replay]:
    running.asked.clear()
    yield running
    running.bad.clear()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    return tmp_path


def bring(there: Replay, id: int = 61, bounds: Bounds = BOUNDS, cache: int = 10, **how: object) -> store.About:
    server = openml.Server(there.address, bounds.megabytes * MB, **how)
    about = store.find(openml.bring(id, OWNER, bounds, server, cache))
    assert about is not None
    return about


def described(**changed: object) -> bytes:
    """Return iris' description, changed."""
    answer = json.loads(recorded("api-v1-jd-61.json"))
    answer["data_set_description"].update(changed)
    return json.dumps(answer).encode()


def test_a_name_finds_all_its_versions_with_their_sizes(there):
    first, second = openml.search("iris", openml.Server(there.address))
    assert (first.id, first.name, first.version, first.rows, first.columns, first.classes) == (61, "iris", 1, 150, 5, 3)
    assert first.size == len(IRIS)
    assert (second.id, second.version, second.size) == (969, 3, None)  # its file is not there
    assert not any("download/61/" in path for path in there.asked)  # nothing was fetched


def test_a_number_finds_one(there):
    (found,) = openml.search(" 561 ", openml.Server(there.address))
    assert (found.name, found.rows, found.columns, found.classes) == ("cpu", 209, 8, 0)


@pytest.mark.parametrize(
    "text", ["", "  ", "0", "9" * 40, "a/b", '" or 1=1 --', "naïve", "a\nb", "x" * 101, "../61", "%"]
)
def test_what_is_neither_name_nor_number_is_never_sent(there, text):
    with pytest.raises(DatasetError, match=r"Type a data set’s number|lies between 1 and"):
        openml.search(text, openml.Server(there.address))
    assert there.asked == []


def test_it_is_brought_with_the_values_target_and_licence_that_openml_has(there):
    came: list[int] = []
    about = bring(there, progress=came.append)
    assert (about.title, about.rows, about.target, about.task) == ("iris", 150, "class", "classification")
    assert about.understood.origin.model_dump() == {"id": 61, "version": 1, "licence": "Public"}
    assert came[-1] > 0
    data = load(Options.parse(options_of(about.id, about)))
    right = np.ones(150, bool)
    right[[34, 37]] = False  # where the copy that OpenML has is known to differ from Fisher's paper
    assert np.array_equal(data.X.to_numpy()[right], load_iris().data[right])
    assert np.array_equal(data.y, load_iris().target)
    assert data.class_names == ("Iris-setosa", "Iris-versicolor", "Iris-virginica")


def test_numbers_are_predicted_as_numbers_and_categories_that_are_numbers_as_classes(there):
    cpu, glass, zoo = bring(there, 561), bring(there, 40675), bring(there, 62)
    assert (cpu.target, cpu.task) == ("class", "regression")
    assert (glass.target, glass.task, glass.column("class").role) == ("class", "classification", "category")
    assert {one.role for one in zoo.columns} == {"category", "number"}
    assert "animal" not in {one.name for one in zoo.columns}  # which OpenML says is to be left out


def test_of_several_targets_the_first_is_predicted_and_the_others_are_left_out(there):
    about = bring(there, 40589)
    assert about.target == "amazed.suprised"
    others = [one for one in about.columns if one.note == "target"]
    assert len(others) == 5
    assert {one.role for one in others} == {"ignore"}


def test_a_data_set_without_a_target_gets_the_likeliest_and_gaps_in_a_target_are_no_obstacle(there):
    assert bring(there, 42074).target == "price"
    assert bring(there, 42585).column("sex").missing == 10


def test_what_was_fetched_once_is_fetched_no_more_and_mends_itself(there, home):
    first = bring(there)
    there.asked.clear()
    assert bring(there) == first
    assert not any("download" in path for path in there.asked)
    (kept,) = (home / "openml").rglob("iris.arff.gz")
    kept.write_bytes(gzip.compress(b"@RELATION nothing"))
    assert bring(there) == first
    assert sum("download" in path for path in there.asked) == 1


def test_what_was_fetched_longest_ago_makes_room(there, home):
    bring(there, 561)
    assert list((home / "openml").rglob("*.gz"))
    bring(there, 61, cache=0)
    assert not list((home / "openml").rglob("*.gz"))


@pytest.mark.parametrize("bounds", [Bounds(rows=149), Bounds(columns=4), Bounds(cells=700)])
def test_what_is_too_large_is_refused_before_it_is_fetched(there, bounds):
    with pytest.raises(DatasetError, match="Too large to import"):
        bring(there, bounds=bounds)
    assert not any("download" in path for path in there.asked)


def test_a_form_that_no_table_has_is_refused_before_it_is_fetched(there):
    with pytest.raises(DatasetError, match="Stored in a format that cannot be imported"):
        bring(there, 292)
    assert not any("download" in path for path in there.asked)


BAD = {
    "an unknown number": ("data/61$", sends(b"{}", 412), UNKNOWN),
    "no such page": ("data/61$", sends(b"", 404), UNKNOWN),
    "an error of theirs": ("data/61$", sends(b"", 500), r"OpenML answers with an error \(500\)"),
    "no JSON": ("data/61$", sends(b"<html>sorry</html>"), GARBLED),
    "JSON that ends early": ("data/61$", sends(b'{"data_set_description": {"id": "61"'), GARBLED),
    "another thing": ("data/61$", sends(b"[1, 2]"), GARBLED),
    "a hash that is none": ("data/61$", sends(described(md5_checksum="../x")), GARBLED),
    "an address within this machine": ("data/61$", sends(described(url="http://127.0.0.1:22/a.arff")), ELSEWHERE),
    "a file of this machine": ("data/61$", sends(described(url="file:///etc/passwd")), ELSEWHERE),
    "a host that looks alike": ("data/61$", sends(described(url="https://notopenml.org/a.arff")), ELSEWHERE),
    "a way out of the cache": ("data/61$", sends(described(url="https://www.openml.org/../../../../a")), GARBLED),
    "a redirection elsewhere": ("iris.arff", sends(b"", 302, Location="http://localhost:1/iris.arff"), ELSEWHERE),
    "columns of nothing": ("features", sends(b'{"data_features": {"feature": []}}'), GARBLED),
    "rows that are no number": (
        "qualities",
        sends(b'{"data_qualities": {"quality": [{"name": "NumberOfInstances", "value": "many"}]}}'),
        GARBLED,
    ),
    "rows beyond number": (
        "qualities",
        sends(b'{"data_qualities": {"quality": [{"name": "NumberOfInstances", "value": "1e400"}]}}'),
        GARBLED,
    ),
    "the file is gone": ("iris.arff", sends(b"", 404), UNKNOWN),
    "another file": ("iris.arff", sends(IRIS + b"\n"), DAMAGED),
    "a file cut short": ("iris.arff", sends(IRIS[:-100], Content_Length=str(len(IRIS))), DAMAGED),
    "a packed file cut short": ("iris.arff", sends(gzip.compress(IRIS)[:-50], Content_Encoding="gzip"), DAMAGED),
    "no packed file": ("iris.arff", sends(IRIS, Content_Encoding="gzip"), DAMAGED),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_bad_answer_is_one_sentence_and_nothing_is_kept(there, fault):
    pattern, answer, said = BAD[fault]
    there.bad[pattern] = answer
    with pytest.raises(DatasetError, match=said) as error:
        bring(there)
    assert "\n" not in str(error.value)
    assert store.tables_of(OWNER) == {}
    there.bad.clear()
    assert bring(there).title == "iris"  # nothing bad is remembered


class Shut(request.OpenerDirector):
    """Opens nothing, for whoever asks `urllib` in this process."""

    def open(self, *_asked: object, **_how: object) -> None:
        pytest.fail("scikit-learn went its own way")


@pytest.fixture
def shut() -> Iterator[None]:
    request.install_opener(Shut())
    yield
    request.install_opener(request.build_opener())


def test_scikit_learn_opens_no_address_itself(there, shut):
    assert bring(there).rows == 150


def test_nor_does_it_when_it_cannot_read_what_is_all_there(there, shut):
    no_table = b"@RELATION nothing"
    there.bad["data/61$"] = sends(described(md5_checksum=hashlib.md5(no_table).hexdigest()))
    there.bad["iris.arff"] = sends(no_table)
    with pytest.raises(DatasetError, match=DAMAGED):
        bring(there)
    assert sum("download" in path for path in there.asked) == 1


def test_a_redirection_within_openml_is_followed(there):
    there.bad["iris.arff"] = sends(b"", 302, Location="https://data.openml.org/data/v1/download/61/other")
    assert bring(there).rows == 150
    assert there.asked[-1] == "/data/v1/download/61/other"


def test_a_file_that_says_it_is_too_long_is_not_read(there):
    there.bad["iris.arff"] = sends(b"", Content_Length=str(30 * MB))
    with pytest.raises(DatasetError, match="larger than the limit of 20 MB"):
        bring(there)


def test_a_file_that_says_nothing_of_its_length_is_read_no_further_than_it_may_be(there):
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        for _n in range(40):
            handler.wfile.write(b"%" * MB)

    there.bad["iris.arff"] = endless
    came: list[int] = []
    with pytest.raises(DatasetError, match="larger than the limit of 20 MB"):
        bring(there, progress=came.append)
    assert max(came) < 21 * MB


def test_nobody_there_and_a_server_that_says_nothing_are_told_alike(there):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(DatasetError, match=SILENT):
            openml.search("iris", openml.Server(nowhere))
    there.bad["."] = waits(b"{")
    with pytest.raises(DatasetError, match=SILENT):
        openml.search("iris", openml.Server(there.address, seconds=0.2))
