import functools
import gzip
import hashlib
import http.server
import os
import socket
import struct
import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from bakeoff.datasets import dataset
from bakeoff.datasets.home import data_home
from bakeoff.datasets.images import FASHION_MNIST, MNIST, RemoteFile, fetch, load, sample
from bakeoff.errors import DatasetError

REAL_MNIST = data_home() / "mnist.npz"


@pytest.fixture(scope="module")
def arrays() -> dict[str, np.ndarray]:
    """Four arrays of the right form: pictures whose pixels tell their row."""

    def pictures(rows):
        return np.broadcast_to((np.arange(rows) % 251).astype(np.uint8)[:, None, None], (rows, 28, 28))

    return {
        "x_train": pictures(60_000),
        "y_train": (np.arange(60_000) % 10).astype(np.uint8),
        "x_test": pictures(10_000),
        "y_test": (np.arange(10_000) % 7).astype(np.uint8),
    }


@pytest.fixture(scope="module")
def npz(arrays, tmp_path_factory):
    path = tmp_path_factory.mktemp("made") / "mnist.npz"
    np.savez_compressed(path, **arrays)
    return path


@pytest.fixture
def home(monkeypatch, tmp_path):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def server(tmp_path):
    """A real web server over ``tmp_path / "web"``; gives its address."""
    (tmp_path / "web").mkdir()
    handler = functools.partial(_Quiet, directory=str(tmp_path / "web"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()
        thread.join()


def refusal(call, *args) -> str:
    with pytest.raises(DatasetError) as caught:
        call(*args)
    return str(caught.value)


def test_the_official_test_rows_come_last(home, npz, arrays):
    (home / "mnist.npz").write_bytes(npz.read_bytes())
    data = load(MNIST)
    assert data.X.shape == (70_000, 784)
    assert data.X.dtype == np.uint8
    assert data.official_test_rows == 10_000
    np.testing.assert_array_equal(data.X[-10_000:].reshape(-1, 28, 28), arrays["x_test"])
    np.testing.assert_array_equal(data.y, np.concatenate([arrays["y_train"], arrays["y_test"]]))
    assert data.y.dtype == np.int64


def test_it_is_unpacked_once_and_then_shared_by_all_who_read_it(home, npz):
    (home / "mnist.npz").write_bytes(npz.read_bytes())
    once = load(MNIST).X
    kept = {path: path.stat().st_mtime_ns for path in home.rglob("output.pkl")}
    again = load(MNIST).X
    assert len(kept) == 1
    assert {path: path.stat().st_mtime_ns for path in home.rglob("output.pkl")} == kept
    assert not again.flags.writeable
    np.testing.assert_array_equal(once, again)


def test_another_file_in_its_place_is_read_anew(home, npz, arrays):
    (home / "mnist.npz").write_bytes(npz.read_bytes())
    before = load(MNIST)
    np.savez(home / "mnist.npz", **arrays | {"y_train": (arrays["y_train"] + 1) % 10})
    after = load(MNIST)
    assert after.y[0] == before.y[0] + 1


def test_a_data_home_that_can_only_be_read_is_enough_once_the_file_is_there(home, npz, monkeypatch):
    (home / "mnist.npz").write_bytes(npz.read_bytes())

    def refuse():
        raise DatasetError("It cannot be written.")

    monkeypatch.setattr("bakeoff.datasets.images.writable_data_home", refuse)  # root may write everywhere
    assert len(load(MNIST).X) == 70_000
    assert [path.name for path in home.iterdir()] == ["mnist.npz"]


def test_a_sample_is_the_test_part(home, npz, arrays):
    (home / "mnist.npz").write_bytes(npz.read_bytes())
    data = sample(MNIST)
    np.testing.assert_array_equal(data.X, arrays["x_test"].reshape(-1, 784))
    np.testing.assert_array_equal(data.y, arrays["y_test"])


def test_a_sample_fetches_nothing(home):
    refusal(sample, MNIST)
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("name", ["mnist", "fashion_mnist"])
def test_declared_sizes_are_the_loaded_ones(home, npz, name):
    (home / f"{name}.npz").write_bytes(npz.read_bytes())
    info = dataset(name)
    data = info.load(info.options())
    assert (info.rows, info.features, info.classes) == (*data.X.shape, len(data.class_names))
    assert len(data.feature_names) == 784


@pytest.mark.skipif(not REAL_MNIST.exists(), reason=f"the real MNIST is not at {REAL_MNIST}")
def test_the_real_mnist_has_its_published_class_counts():
    data = load(MNIST)
    # Table in Wikipedia's and many papers' counts of MNIST; sums are 60,000 and 10,000
    assert np.bincount(data.y[:60_000]).tolist() == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert np.bincount(data.y[60_000:]).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert data.X[:60_000].mean() == pytest.approx(33.318, abs=1e-3)  # 0.1307 of 255


# --- damaged files ---


def _cut_short(path, npz, arrays):
    path.write_bytes(npz.read_bytes()[: npz.stat().st_size // 2])


def _flipped(path, npz, arrays):
    raw = bytearray(npz.read_bytes())
    raw[1000:1040] = bytes(40)
    path.write_bytes(raw)


def _empty(path, npz, arrays):
    path.write_bytes(b"")


def _text(path, npz, arrays):
    path.write_text("<html>Not found</html>")


def _one_array(path, npz, arrays):
    with path.open("wb") as file:
        np.save(file, arrays["y_test"])


def _array_missing(path, npz, arrays):
    np.savez(path, **{name: array for name, array in arrays.items() if name != "y_test"})


def _pickled(path, npz, arrays):
    np.savez(path, **arrays | {"y_test": arrays["y_test"].astype(object)})


@pytest.mark.parametrize("damage", [_cut_short, _flipped, _empty, _text, _one_array, _array_missing, _pickled])
def test_a_damaged_file_is_named_in_one_sentence(home, npz, arrays, damage):
    path = home / "mnist.npz"
    damage(path, npz, arrays)
    assert refusal(load, MNIST) == (
        f"{path.name} is damaged, or is not an npz file with the arrays x_train, y_train, x_test, y_test. "
        "Delete it to download it again."
    )


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("x_test", lambda array: array[:, :27]),
        ("x_test", lambda array: array[:9_999]),
        ("x_test", lambda array: array.astype(np.float32)),
        ("y_test", lambda array: array[:, None]),
        ("y_test", lambda array: array.astype(np.float64)),
    ],
)
def test_a_wrong_array_is_named_with_its_form(home, arrays, name, make):
    np.savez_compressed(home / "mnist.npz", **arrays | {name: make(arrays[name])})
    sentence = refusal(load, MNIST)
    assert f"mnist.npz: {name} must be" in sentence
    assert str(make(arrays[name]).shape) in sentence
    assert sentence == refusal(sample, MNIST)


def test_labels_outside_the_classes_are_refused(home, arrays):
    np.savez_compressed(home / "mnist.npz", **arrays | {"y_test": arrays["y_test"] + np.uint8(9)})
    assert "y_test has labels other than 0 to 9" in refusal(load, MNIST)


def test_a_folder_in_the_files_place_is_told(home):
    (home / "mnist.npz").mkdir()
    assert refusal(load, MNIST) == "mnist.npz cannot be read: Is a directory."


# --- download ---


def test_it_is_downloaded_once_with_progress(home, npz, server, tmp_path):
    (tmp_path / "web" / "mnist.npz").write_bytes(npz.read_bytes())
    digest = hashlib.sha256(npz.read_bytes()).hexdigest()
    source = replace(MNIST, files=(RemoteFile(server + "mnist.npz", digest, npz.stat().st_size),))
    shares: list[float] = []
    fetch(source, shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert [path.name for path in home.iterdir()] == ["mnist.npz"]
    (tmp_path / "web" / "mnist.npz").unlink()
    assert len(load(source).y) == 70_000


def test_four_idx_files_become_one_npz(home, arrays, server, tmp_path):
    files = []
    for name, array in arrays.items():
        header = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
        raw = gzip.compress(header + array.tobytes(), 1)
        (tmp_path / "web" / f"{name}.gz").write_bytes(raw)
        digest = hashlib.md5(raw, usedforsecurity=False).hexdigest()
        files.append(RemoteFile(f"{server}{name}.gz", f"md5:{digest}", len(raw)))
    fetch(replace(FASHION_MNIST, files=tuple(files)))
    assert [path.name for path in home.iterdir()] == ["fashion_mnist.npz"]
    with np.load(home / "fashion_mnist.npz", allow_pickle=False) as archive:
        for name, array in arrays.items():
            np.testing.assert_array_equal(archive[name], array)


def test_a_download_that_is_not_what_was_promised_is_not_kept(home, npz, server, tmp_path):
    (tmp_path / "web" / "mnist.npz").write_bytes(npz.read_bytes()[:-1])
    digest = hashlib.sha256(npz.read_bytes()).hexdigest()
    source = replace(MNIST, files=(RemoteFile(server + "mnist.npz", digest, 1),))
    assert refusal(fetch, source) == (
        "The download of MNIST came damaged; try again, or put mnist.npz into the data folder."
    )
    assert list(home.iterdir()) == []


def test_what_a_killed_download_has_left_is_cleared_and_one_at_work_is_not(home, npz, server, tmp_path):
    for name, age in (("download-killed", 3600), ("download-at-work", 5)):
        (home / name).mkdir()
        (home / name / "part").write_bytes(b"half")
        for path in (home / name / "part", home / name):
            os.utime(path, (time.time() - age, time.time() - age))
    (tmp_path / "web" / "mnist.npz").write_bytes(npz.read_bytes())
    digest = hashlib.sha256(npz.read_bytes()).hexdigest()
    fetch(replace(MNIST, files=(RemoteFile(server + "mnist.npz", digest, npz.stat().st_size),)))
    assert sorted(path.name for path in home.iterdir()) == ["download-at-work", "mnist.npz"]


@pytest.mark.parametrize("where", ["closed", "no such file"])
def test_without_a_network_it_says_where_to_put_the_file(home, server, where):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{free.getsockname()[1]}/"
        address = closed if where == "closed" else server
        source = replace(MNIST, files=(RemoteFile(address + "mnist.npz", "0" * 64, 1),))
        assert refusal(load, source) == (
            "MNIST is not on this machine, and the network does not answer. Connect, "
            "or put mnist.npz into the data folder."
        )
    assert list(home.iterdir()) == []


def test_a_data_home_that_cannot_be_written_is_told_before_the_download(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path / "file"))
    assert refusal(load, MNIST).startswith("The data folder cannot be written")
