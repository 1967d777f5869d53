import base64
import io
import re
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest
from PIL import Image
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

from bakeoff.datasets import dataset, datasets
from bakeoff.datasets.thumbnail import _drawn, thumbnail
from bakeoff.errors import SettingError
from bakeoff.figures.data import data_figure

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def home(monkeypatch, tmp_path):
    """An empty data home, for a process that has drawn nothing yet."""
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    _drawn.cache_clear()
    return tmp_path


def dots(svg: ElementTree.Element) -> np.ndarray:
    paths = " ".join(path.get("d") for path in svg.iter(f"{SVG}path"))
    return np.array(re.findall(r"M(-?[\d.]+) (-?[\d.]+)h0", paths), dtype=float)


@pytest.mark.parametrize("name", list(datasets()))
def test_every_data_set_has_a_picture_that_screen_readers_skip(home, name):
    svg = ElementTree.fromstring(thumbnail(name))
    assert svg.get("viewBox") == "0 0 160 100"
    assert svg.get("aria-hidden") == "true"
    assert len(list(svg)) > 0


@pytest.mark.parametrize("name", [name for name, info in datasets().items() if info.kind in ("table", "plane")])
def test_points_lie_inside_the_picture(name):
    points = dots(ElementTree.fromstring(thumbnail(name)))
    assert 100 < len(points) < 650
    assert (points >= 0).all()
    assert (points <= [160, 100]).all()


@pytest.mark.parametrize("name", ["iris", "moons", "blobs"])
def test_each_class_has_a_colour_of_its_own(name):
    paths = list(ElementTree.fromstring(thumbnail(name)).iter(f"{SVG}path"))
    assert len({path.get("stroke") for path in paths}) == len(paths) == dataset(name).classes


def test_a_picture_of_other_options_has_their_classes():
    paths = list(ElementTree.fromstring(thumbnail("spiral", classes=3)).iter(f"{SVG}path"))
    assert len(paths) == 3


def test_a_plane_keeps_its_shape():
    points = dots(ElementTree.fromstring(thumbnail("circles")))
    width, height = np.ptp(points, axis=0)
    assert width == pytest.approx(height, rel=0.05)


def test_a_wide_table_is_shown_by_its_principal_components():
    table = dataset("iris").load(None).X
    expected = PCA(2).fit_transform(StandardScaler().fit_transform(table))
    points = dots(ElementTree.fromstring(thumbnail("iris")))  # iris is sorted by class, as the paths are
    for axis in range(2):  # up to sign, scale and rounding
        assert abs(np.corrcoef(points[:, axis], expected[:, axis])[0, 1]) > 0.9999


def test_colours_and_sides_are_those_of_the_figure_beside_it():
    paths = list(ElementTree.fromstring(thumbnail("iris")).iter(f"{SVG}path"))
    figure = data_figure(dataset("iris").load(None))
    assert [path.get("stroke") for path in paths] == [trace.marker.color for trace in figure.data]
    drawn = dots(ElementTree.fromstring(thumbnail("iris")))  # iris is sorted by class, as the traces are
    x, y = (np.concatenate([trace[axis] for trace in figure.data]) for axis in "xy")
    assert np.corrcoef(drawn[:, 0], x)[0, 1] > 0.999
    assert np.corrcoef(drawn[:, 1], y)[0, 1] < -0.999  # SVG's y points downwards


def embedded(svg: str) -> np.ndarray:
    image = next(ElementTree.fromstring(svg).iter(f"{SVG}image"))
    raw = base64.b64decode(image.get("href").removeprefix("data:image/png;base64,"))
    with Image.open(io.BytesIO(raw)) as picture:
        return np.asarray(picture)


def test_the_montage_shows_the_first_digits_as_they_are():
    pixels = embedded(thumbnail("digits"))
    first = dataset("digits").load(None).X[:40].reshape(5, 8, 8, 8)
    assert pixels.shape == (50, 80)
    for row in range(5):
        for column in range(8):
            shown = pixels[10 * row + 1 : 10 * row + 9, 10 * column + 1 : 10 * column + 9]
            np.testing.assert_array_equal(shown, first[row, column] * (255 / 16) // 1)


def test_texts_are_lines_of_words_as_long_as_they_are():
    data = dataset("reviews").load(None)
    lines = list(ElementTree.fromstring(thumbnail("reviews")).iter(f"{SVG}path"))
    assert len(lines) == 9
    assert len({line.get("stroke") for line in lines}) == len(set(data.y[:9].tolist()))
    for line, text in zip(lines, data.X["Sentence"], strict=False):
        words = re.findall(r"M([\d.]+) [\d.]+H([\d.]+)", line.get("d"))
        lengths = [float(end) - float(start) for start, end in words]
        expected = [len(word) for word in text.split()][: len(lengths)]
        np.testing.assert_allclose(lengths, np.multiply(expected, 2.2), atol=0.11)
        assert max(float(end) for _start, end in words) <= 152


def test_an_image_set_that_is_not_here_yet_is_tiles_until_it_comes(home):
    before = thumbnail("mnist")
    assert "<image" not in before
    pictures = np.zeros((10_000, 28, 28), np.uint8)
    pictures[0] = 255
    np.savez_compressed(home / "mnist.npz", x_test=pictures, y_test=np.zeros(10_000, np.uint8))
    pixels = embedded(thumbnail("mnist"))  # the training part is not even there
    assert (pixels[1:29, 1:29] == 255).all()
    assert pixels.sum() == 28 * 28 * 255


def test_a_damaged_file_is_drawn_as_tiles_too(home):
    (home / "fashion_mnist.npz").write_bytes(b"PK")
    assert "<rect" in thumbnail("fashion_mnist")


def test_an_unknown_name_is_refused():
    with pytest.raises(SettingError, match="did you mean “moons”"):
        thumbnail("moon")
