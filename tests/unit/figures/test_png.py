import numpy as np
import pytest
from png_reader import pixels

from bakeoff.figures.png import png_link


@pytest.mark.parametrize("shape", [(1, 1), (3, 5), (80, 60)])
def test_another_reader_finds_the_same_pixels(shape):
    made = np.random.default_rng(0).integers(0, 256, (*shape, 4), dtype=np.uint8)
    assert (pixels(png_link(made)) == made).all()


def test_a_picture_turned_upside_down_is_written_so():
    made = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4)
    assert (pixels(png_link(made[::-1])) == made[::-1]).all()
