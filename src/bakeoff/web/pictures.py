"""Small drawings as images that Streamlit's HTML lets through."""

import functools
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bakeoff.datasets.thumbnail import thumbnail
from bakeoff.figures.markers import svg_image
from bakeoff.html import Markup
from bakeoff.png import png_link

PICTURE_PIXELS = 56


@functools.cache
def dataset_picture(name: str, **options: Any) -> Markup:
    """Return a data set's thumbnail as an HTML image; decoration beside its title, so without a text."""
    return svg_image(thumbnail(name, **options), "bakeoff-thumbnail")


def picture_links(pictures: NDArray[Any]) -> list[str]:
    """Return pictures of shape (n, height, width) as data addresses, dark ink on white."""
    pixels = pictures.astype(np.float64)
    shades = (255 * (1 - pixels / max(pixels.max(initial=0.0), 1.0))).astype(np.uint8)
    return [png_link(_enlarged(shade)) for shade in shades]


def _enlarged(shade: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(Image.fromarray(shade).resize((PICTURE_PIXELS, PICTURE_PIXELS), Image.Resampling.NEAREST))
