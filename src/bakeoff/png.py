"""Pixels as PNG in a data link: inside a figure far smaller than a heat map of numbers."""

import base64
import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image


def png_link(pixels: NDArray[np.uint8]) -> str:
    """Return pixels as a ``data:image/png`` link.

    Parameters
    ----------
    pixels : ndarray of uint8 of shape (height, width) or (height, width, 4)
        Shades of grey, or red, green, blue and opacity; top row first.
    """
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, format="PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
