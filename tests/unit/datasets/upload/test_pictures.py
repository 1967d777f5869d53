"""A zip archive of folders of pictures."""

import io
import struct

import numpy as np
import pytest
from PIL import Image

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.reading import read_table
from bakeoff.datasets.upload.source import options_of
from bakeoff.datasets.upload.understanding import Given
from bakeoff.errors import DatasetError
from bakeoff.preparation.prepared import prepare
from bakeoff.spec import BakeoffSpec
from tests.unit.datasets.upload.files import OWNER, archive

LIT, DARK = np.full((8, 8), 200, np.uint8), np.full((8, 8), 30, np.uint8)


def picture(pixels: np.ndarray, kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, format=kind)
    return buffer.getvalue()


def folders(**more: bytes) -> dict[str, bytes]:
    """Twelve pictures of each of two classes, and what else there is."""
    files = {
        f"lamps/{name}/{n}.png": picture(pixels + n) for name, pixels in (("on", LIT), ("off", DARK)) for n in range(12)
    }
    return files | more


def read(files: dict[str, bytes] | bytes, bounds: Bounds | None = None):
    content = files if isinstance(files, bytes) else archive(files)
    about = store.find(read_table(content, "lamps.zip", OWNER, Given(), bounds or Bounds()))
    assert about is not None
    return about


def refusal(files: dict[str, bytes] | bytes, bounds: Bounds | None = None) -> str:
    with pytest.raises(DatasetError) as caught:
        read(files, bounds)
    return str(caught.value)


def spec_of(about) -> BakeoffSpec:
    return BakeoffSpec(dataset={"name": "upload", "options": options_of(about.id, about)}, contenders=["dummy"])


def test_each_folder_is_a_class_and_small_pictures_stay_as_they_are():
    about = read(
        folders(**{"__MACOSX/on/._1.png": b"junk", "lamps/.hidden.png": b"junk", "lamps/readme.txt": b"hello"})
    )
    spec = spec_of(about)
    data = spec.dataset.info.load(spec.dataset.options)
    assert (data.image_shape, data.class_names, data.X.shape, data.X.dtype) == (
        (8, 8),
        ("off", "on"),
        (24, 64),
        np.uint8,
    )
    np.testing.assert_array_equal(data.X[:, 0], [200 + n for n in range(12)] + [30 + n for n in range(12)])
    np.testing.assert_array_equal(data.y, [1] * 12 + [0] * 12)
    info = spec.dataset.info
    assert (info.title, info.kind, info.rows, info.features, info.classes) == ("lamps", "image", 24, 64, 2)
    assert prepare(spec).X_train.dtype == np.float32


def test_some_of_each_class_are_shown():
    about = read(folders())
    assert {name for _address, name in about.head[:2]} == {"on", "off"}
    assert all(address.startswith("data:image/png;base64,") for address, _name in about.head)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "WEBP"])
def test_pictures_of_many_kinds_sizes_and_colours_become_grey_and_one_size(kind):
    rng = np.random.default_rng(0)
    shapes = [(90, 60, 3), (20, 40, 3), (64, 64, 3)]
    files = {
        f"{name}/{n}.{kind.lower()}": picture(rng.integers(0, 255, shapes[n % 3], dtype=np.uint8), kind)
        for name in ("a", "b")
        for n in range(6)
    }
    about = read(files)
    assert about.image_shape == (32, 32)
    spec = spec_of(about)
    assert spec.dataset.info.load(spec.dataset.options).X.shape == (12, 1024)


def _lying_png() -> bytes:
    """A picture that says it has two thousand million pixels a side."""
    content = bytearray(picture(LIT))
    content[16:24] = struct.pack(">II", 2**31 - 1, 2**31 - 1)
    return bytes(content)


def _large_png() -> bytes:
    """A picture of 150 million pixels in a few hundred kilobytes."""
    buffer = io.BytesIO()
    Image.new("1", (15_000, 10_000)).save(buffer, format="PNG")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"../../evil/x.png": picture(LIT)}, "A path in the archive leads out of it"),
        ({"/tmp/evil/x.png": picture(LIT)}, "A path in the archive leads out of it"),
        ({"C:\\evil\\x.png": picture(LIT)}, "A path in the archive leads out of it"),
        ({"a\\..\\..\\x.png": picture(LIT)}, "A path in the archive leads out of it"),
        ({"loose.png": picture(LIT)}, "“loose.png” lies in no folder"),
        ({"on/x.png": b"no picture"}, "The picture “x.png” is damaged, or is no picture; leave it out."),
        ({"on/x.png": picture(LIT)[:-30]}, "The picture “x.png” is damaged, or is no picture; leave it out."),
        ({"on/x.png": b""}, "The picture “x.png” is damaged, or is no picture; leave it out."),
        ({"on/x.png": _lying_png()}, "The picture “x.png” is damaged, or is no picture; leave it out."),
        ({"on/x.png": _large_png()}, "The picture “x.png” "),
        ({"on/x.png": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"}, "The picture “x.png” is damaged"),
        ({f"more {n}/x.png": picture(LIT) for n in range(100)}, "The pictures lie in 102 folders"),
    ],
)
def test_what_is_hostile_or_broken_is_refused_in_one_sentence(more, sentence, home):
    assert refusal(folders(**more)).startswith(sentence)
    assert list(home.rglob("*.png")) == []


def test_one_folder_few_pictures_and_too_many_pixels_are_refused():
    one = {name: content for name, content in folders().items() if "/on/" in name}
    assert refusal(one) == "The pictures lie in 1 folders, but there must be 2 to 100, one for each class."
    few = dict(list(folders().items())[8:16])
    assert refusal(few) == "The archive has 8 pictures; at least 10 are needed."
    assert "24 rows of 64 columns; the limit is 1,000 cells" in refusal(folders(), Bounds(cells=1000))


def test_an_archive_that_is_cut_short_or_blown_up_is_refused():
    content = archive(folders())
    assert refusal(content[:-40]).startswith("The file is damaged, cut short or protected")
    bomb = archive(folders(**{"on/bomb.png": b"\0" * 30 * 2**20}))
    assert refusal(bomb, Bounds(megabytes=1)).startswith("The file unpacks to more than 20 MB")
