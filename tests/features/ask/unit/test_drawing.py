"""Drawings and picture files become what the contenders have learnt from."""

import contextlib
import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sklearn.datasets import load_digits

from bakeoff.datasets import dataset
from bakeoff.datasets.home import data_home
from bakeoff.errors import DatasetError
from bakeoff.features.ask.drawing import MOST_BYTES, PadDrawing, prepared, read_picture
from bakeoff.preparation.prepared import prepare
from bakeoff.spec import BakeoffSpec
from tests.features.ask.unit.subjects import fitted_on

HOME = data_home()
STROKES = json.loads(Path(__file__).parents[1].joinpath("strokes.json").read_text(encoding="utf-8"))


def enlarged(picture, high, times=8):
    """Return a picture as ink on a large pad, off its middle."""
    ink = (picture / high).repeat(times, axis=0).repeat(times, axis=1).astype(np.float32)
    return np.pad(ink, ((13, 90), (70, 5)))


def png(pixels):
    buffer = io.BytesIO()
    Image.fromarray(np.asarray(pixels, dtype=np.uint8)).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.skipif(not dataset("mnist").present(), reason="MNIST is not in the data home")
def test_mnists_own_pictures_drawn_large_and_askew_come_back_as_they_are(monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(HOME))  # other tests here have one of their own
    pictures = np.asarray(dataset("mnist").sample().X)[:100].reshape(-1, 28, 28)
    again = np.array([prepared(enlarged(one, 255), "mnist", (28, 28), 255) for one in pictures])
    assert np.abs(again - pictures.astype(float)).mean() < 0.1


def test_a_digit_fills_the_box_of_20_and_has_its_centre_of_mass_in_the_middle():
    for strokes in STROKES.values():
        picture = prepared(PadDrawing.of({"strokes": strokes, "brush": 0.09}).ink(), "mnist", (28, 28), 255)
        rows, columns = np.flatnonzero(picture.any(axis=1)), np.flatnonzero(picture.any(axis=0))
        assert max(np.ptp(rows), np.ptp(columns)) + 1 == 20
        total, steps = picture.sum(dtype=float), np.arange(28)
        centre = (picture.sum(axis=1) @ steps / total, picture.sum(axis=0) @ steps / total)
        np.testing.assert_allclose(centre, (14, 14), atol=0.51)
        assert picture.max() == 255


@pytest.mark.skipif(not dataset("mnist").present(), reason="MNIST is not in the data home")
def test_nine_of_ten_drawn_digits_are_recognised_by_most_contenders(monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(HOME))
    spec = BakeoffSpec(dataset="mnist", rules={"rows": 4000}, contenders=("svm", "random_forest", "k_nearest"))
    subject = fitted_on(prepare(spec), spec)
    drawings = [PadDrawing.of({"strokes": strokes, "brush": 0.09}).ink() for strokes in STROKES.values()]
    pictures = [prepared(ink, "mnist", (28, 28), 255) for ink in drawings]
    answers = subject.predict([tuple(map(float, picture.ravel())) for picture in pictures])
    right = sum(answer.values == np.array(list(map(int, STROKES))) for answer in answers.values())
    assert (right >= 2).sum() >= 9


def test_the_small_digits_come_back_nearly_as_they_are():
    source = load_digits()
    again = np.array([prepared(enlarged(one, 16, 16), "digits", (8, 8), 16) for one in source.images[:100]])
    right = [np.abs(one - two).mean() for one, two in zip(again, source.images[:100], strict=True)]
    wrong = [np.abs(one - two).mean() for one, two in zip(again, source.images[1:101], strict=True)]
    assert np.mean(right) < 0.4 * np.mean(wrong)
    assert again.max() == 16


@pytest.mark.skipif(not dataset("mnist").present(), reason="MNIST is not in the data home")
def test_digits_of_other_hands_and_drawn_ones_are_mostly_recognised_by_who_has_learnt_the_small_ones(monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(HOME))
    sample = dataset("mnist").sample()
    others = np.asarray(sample.X)[:300].reshape(-1, 28, 28)
    spec = BakeoffSpec(dataset="digits", contenders=("svm", "random_forest", "k_nearest"))
    subject = fitted_on(prepare(spec), spec)
    drawn = [PadDrawing.of({"strokes": strokes, "brush": PadDrawing.brush}).ink() for strokes in STROKES.values()]
    for inks, truth, least in (
        ([enlarged(one, 255) for one in others], np.asarray(sample.y)[:300].astype(int), 0.55),
        (drawn, np.array(list(map(int, STROKES))), 0.8),
    ):
        pictures = [prepared(ink, "digits", (8, 8), 16) for ink in inks]
        answers = subject.predict([tuple(map(float, picture.ravel())) for picture in pictures])
        right = {name: float((answer.values == truth).mean()) for name, answer in answers.items()}
        assert min(right.values()) >= least, right


def test_nothing_drawn_is_nothing_seen():
    assert not prepared(PadDrawing().ink(), "mnist", (28, 28), 255).any()


@pytest.mark.parametrize("shape", [(32, 32), (10, 40), (40, 10), (1, 1)])
def test_ink_fits_into_pictures_of_any_shape(shape):
    for strokes in STROKES.values():
        picture = prepared(PadDrawing.of({"strokes": strokes, "brush": 0.09}).ink(), "another", shape, 255)
        assert picture.shape == shape
        assert picture.any()


def test_a_dot_is_seen():
    assert prepared(PadDrawing.of({"strokes": [[0.5, 0.5]], "brush": 0.05}).ink(), "digits", (8, 8), 16).any()


@pytest.mark.parametrize(
    "sent",
    [
        None,
        17,
        {"strokes": "abc", "brush": 0.1},
        {"strokes": [[0.1]], "brush": 0.1},
        {"strokes": [[0.1, float("nan")]], "brush": 0.1},
        {"strokes": [[0.1, True]], "brush": 0.1},
        {"strokes": [[0.1, 0.1]], "brush": "wide"},
        {"strokes": [[0.1, 0.1]] * 1000, "brush": 0.1},
        {"strokes": [[0.5] * 40_000], "brush": 0.1},
        {"strokes": {"a": 1}, "brush": 0.1},
        {"brush": 0.1},
    ],
)
def test_what_no_pad_of_ours_sends_is_an_empty_drawing(sent):
    assert PadDrawing.of(sent) == PadDrawing()


def test_a_pen_beyond_the_pad_stays_on_it():
    assert PadDrawing.of({"strokes": [[-5, 1e300, 0.5, 2]], "brush": 9}) == PadDrawing(((0.0, 1.0, 0.5, 1.0),), 0.2)


@pytest.mark.parametrize("paper", [255, 0])
def test_a_picture_is_ink_on_whatever_ground(paper):
    page = np.full((300, 400), paper, dtype=np.uint8)
    page[100:200, 150:170] = 255 - paper
    page[::7, ::5] = abs(paper - 10)  # paper is never quite even
    picture = prepared(read_picture(png(page)), "mnist", (28, 28), 255)
    rows, columns = np.flatnonzero(picture.any(axis=1)), np.flatnonzero(picture.any(axis=0))
    assert (len(rows), len(columns)) == (20, 4)


def test_a_clear_ground_is_white():
    page = np.zeros((100, 100, 4), dtype=np.uint8)
    page[30:60, 40:50, 3] = 255
    assert read_picture(png(page)).max() == 1


def test_a_cameras_picture_is_read_however_it_was_held():
    page = np.full((3000, 4000), 250, dtype=np.uint8)
    page[1000:2000, 1900:2000] = 10
    turned = Image.Exif()
    turned[0x0112] = 6
    file = io.BytesIO()
    Image.fromarray(page).save(file, "JPEG", exif=turned)
    ink = read_picture(file.getvalue())
    rows, columns = np.flatnonzero(ink.max(axis=1) > 0.5), np.flatnonzero(ink.max(axis=0) > 0.5)
    assert len(columns) == pytest.approx(10 * len(rows), rel=0.2)
    assert read_picture(png(page)).max() == 1


def hostile():
    """Pictures that are none, lie about their size, or are cut short."""
    good = png(np.random.default_rng(0).integers(0, 255, (64, 64)))
    yield "empty", b""
    yield "text", b"=cmd|' /C calc'!A0"
    yield "svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    yield "postscript", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n"
    yield "grey", png(np.full((50, 50), 128))
    yield "large", b"\x89PNG" + bytes(MOST_BYTES)
    bomb = bytearray(good)
    bomb[16:24] = (60_000).to_bytes(4, "big") * 2
    yield "bomb", bytes(bomb)
    yield "many pixels", png(np.pad(np.zeros((50, 50)), ((3000, 500), (3000, 500)), constant_values=255))
    rng = np.random.default_rng(1)
    for number in range(60):
        broken = bytearray(good[: rng.integers(8, len(good))])
        for place in rng.integers(8, len(broken), 5) if len(broken) > 8 else ():
            broken[place] = rng.integers(256)
        yield f"broken {number}", bytes(broken)


HOSTILE = dict(hostile())


@pytest.mark.parametrize("name", [name for name in HOSTILE if not name.startswith("broken")])
def test_what_is_no_picture_is_refused_in_a_sentence(name):
    with pytest.raises(DatasetError, match=r"^[A-Z][^\n]+\.$"):
        read_picture(HOSTILE[name])


@pytest.mark.parametrize("name", [name for name in HOSTILE if name.startswith("broken")])
def test_a_damaged_picture_is_refused_in_a_sentence_or_read(name):
    with contextlib.suppress(DatasetError):  # any other error fails the test
        ink = read_picture(HOSTILE[name])
        assert 0 <= ink.min() <= ink.max() <= 1
