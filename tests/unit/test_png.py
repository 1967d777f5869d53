import base64
import io

import numpy as np
import pytest
from PIL import Image

from bakeoff.png import png_link
from tests.unit.figures.png_reader import pixels


@pytest.mark.parametrize("shape", [(1, 1), (3, 5), (80, 60)])
def test_another_reader_finds_the_same_pixels(shape):
    made = np.random.default_rng(0).integers(0, 256, (*shape, 4), dtype=np.uint8)
    assert (pixels(png_link(made)) == made).all()


def test_a_picture_turned_upside_down_is_written_so():
    made = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4)
    assert (pixels(png_link(made[::-1])) == made[::-1]).all()


def test_shades_of_grey_need_no_colours():
    made = np.random.default_rng(0).integers(0, 256, (4, 7), dtype=np.uint8)
    with Image.open(io.BytesIO(base64.b64decode(png_link(made).partition(",")[2]))) as picture:
        assert picture.mode == "L"
        assert (np.asarray(picture) == made).all()
