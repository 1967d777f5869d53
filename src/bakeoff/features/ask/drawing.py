"""From strokes or a picture file to the picture that contenders have learnt from: as large, and as centred.

This module imports nothing of Bakeoff but `errors` and `text`.
"""

import io
import math
import struct
import threading
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageOps

from bakeoff.errors import DatasetError
from bakeoff.text import _

Ink = NDArray[np.float32]
"""Amount of ink at each place, 0 to 1; any size, top row first."""

PAD = 224
_FINE = 2
FAINT = 0.05
"""Less ink than this is paper."""
SHADE = 0.12
"""Largest difference from an image's edge that counts as background: paper is never quite even."""

MOST_STROKES = 200
MOST_NUMBERS = 20_000
BRUSHES = (0.03, 0.2)

MOST_BYTES = 10 * 2**20
MOST_PIXELS = 40_000_000
MOST_DECODED = 12_000_000
"""A JPEG file is decoded at about the size that is wanted; of any other all pixels are."""
FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF")
_decoding = threading.Lock()
"""One at a time: decoded, 12 megapixels take 50 MB or twice that, in the process that serves everybody."""
_DAMAGED = (OSError, ValueError, SyntaxError, TypeError, EOFError, IndexError, KeyError, OverflowError, zlib.error)


@dataclass(frozen=True)
class PadDrawing:
    """Drawing made on a pad.

    Attributes
    ----------
    strokes : tuple of tuple of float
        Each is x, y, x, y, ...; from 0 to 1, from the upper left corner.
    brush : float
        Width of the strokes, in shares of the pad's.
    """

    strokes: tuple[tuple[float, ...], ...] = ()
    brush: float = 0.12

    @classmethod
    def of(cls, sent: object) -> Self:
        """Return what a browser has sent; what no pad of ours sends is an empty drawing."""
        try:
            strokes, brush = sent["strokes"], _number(sent["brush"])  # type: ignore[index]
            if len(strokes) > MOST_STROKES or sum(map(len, strokes)) > MOST_NUMBERS:
                return cls()
            read = tuple(tuple(min(1.0, max(0.0, _number(point))) for point in stroke) for stroke in strokes)
        except (KeyError, TypeError, ValueError):
            return cls()
        if any(len(stroke) % 2 for stroke in read):
            return cls()
        return cls(tuple(stroke for stroke in read if stroke), min(BRUSHES[1], max(BRUSHES[0], brush)))

    def ink(self) -> Ink:
        """Return the pad with the strokes on it, of shape (PAD, PAD)."""
        size = PAD * _FINE
        sheet = Image.new("L", (size, size))
        draw, width = ImageDraw.Draw(sheet), max(1, round(self.brush * size))
        for stroke in self.strokes:
            points = [(x * size, y * size) for x, y in zip(stroke[::2], stroke[1::2], strict=True)]
            draw.line(points, fill=255, width=width, joint="curve")
            for x, y in (points[0], points[-1]):
                draw.ellipse([x - width / 2, y - width / 2, x + width / 2, y + width / 2], fill=255)
        return _ink(sheet.reduce(_FINE))


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError
    return float(value)


def read_picture(content: bytes) -> Ink:
    """Return the ink in a picture file: what stands out from its edge, be that dark or light.

    Raises
    ------
    DatasetError
        If it is none, too large, damaged, or all of one shade; one sentence.
    """
    if len(content) > MOST_BYTES:
        raise DatasetError(_("The picture is too large; at most {most} MB can be read.", most=MOST_BYTES // 2**20))
    try:
        picture = Image.open(io.BytesIO(content), formats=FORMATS)
        too_many = picture.width * picture.height > MOST_PIXELS
        picture.draft("L", (2 * PAD, 2 * PAD))
        if too_many or picture.width * picture.height > MOST_DECODED:
            raise DatasetError(_("The picture has too many pixels; make it smaller."))
        with _decoding:
            flat = _on_white(ImageOps.exif_transpose(_reduced(picture)))
    except (*_DAMAGED, struct.error, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise DatasetError(
            _("This file cannot be read as a picture; give a whole PNG, JPEG, WebP, BMP or GIF file.")
        ) from None
    flat.thumbnail((2 * PAD, 2 * PAD))
    shades = np.asarray(flat, dtype=np.float32) / 255
    edge = np.concatenate([shades[0], shades[-1], shades[:, 0], shades[:, -1]])
    apart = np.abs(shades - np.median(edge))
    if apart.max() < SHADE:
        raise DatasetError(_("The picture is all of one shade; there is nothing to recognise in it."))
    return np.asarray(np.clip((apart / apart.max() - SHADE) / (1 - SHADE), 0, 1), dtype=np.float32)


def _reduced(picture: Image.Image) -> Image.Image:
    """Return a picture at about the size that is wanted, before anything makes more copies of it."""
    times = max(picture.size) // (2 * PAD)
    if times < 2:
        return picture
    plain = picture if picture.mode in ("L", "LA", "RGB", "RGBA") else picture.convert("RGBA")
    return plain.reduce(times)


def _on_white(picture: Image.Image) -> Image.Image:
    with_alpha = picture.convert("RGBA")
    white = Image.new("RGBA", with_alpha.size, "white")
    return Image.alpha_composite(white, with_alpha).convert("L")


def prepared(ink: Ink, dataset: str, shape: tuple[int, int], high: float) -> NDArray[np.uint8]:
    """Return ink as a picture like those of a data set.

    Parameters
    ----------
    ink : ndarray of shape (height, width)
    dataset : str
        Name of the data set.
    shape : (height, width)
        Of its pictures.
    high : float
        What its pixels are where there is most ink.

    Returns
    -------
    ndarray of uint8 of shape `shape`
        All 0 where there is no ink.
    """
    cropped = _cropped(ink)
    if cropped is None:
        return np.zeros(shape, dtype=np.uint8)
    match dataset:
        case "digits":
            picture = _as_digits(cropped, shape)
        case "mnist":
            picture = _by_mass(_fitted(cropped, (20, 20)), shape)
        case _:
            picture = _in_the_middle(_fitted(cropped, shape), shape)
    return np.asarray(np.rint(picture * high), dtype=np.uint8)


def _cropped(ink: Ink) -> Ink | None:
    rows, columns = np.flatnonzero((ink > FAINT).any(axis=1)), np.flatnonzero((ink > FAINT).any(axis=0))
    if not len(rows):
        return None
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _fitted(ink: Ink, box: tuple[int, int]) -> Ink:
    """Make it as large as a box allows, and keep the proportions."""
    scale = min(box[0] / ink.shape[0], box[1] / ink.shape[1])
    return _resized(ink, [max(1, round(side * scale)) for side in ink.shape])


def _resized(ink: Ink, size: Sequence[int]) -> Ink:
    height, width = size
    sheet = Image.fromarray(np.rint(255 * ink).astype(np.uint8))
    return _ink(sheet.resize((width, height), Image.Resampling.BOX, reducing_gap=None))


def _ink(sheet: Image.Image) -> Ink:
    return np.asarray(sheet, dtype=np.float32) / np.float32(255)


def _by_mass(ink: Ink, shape: tuple[int, int]) -> Ink:
    """Put the centre of mass on the pixel right and below of the middle, where all of MNIST's pictures have it."""
    total = float(ink.sum()) or 1.0
    down = float((ink.sum(axis=1) * np.arange(ink.shape[0])).sum()) / total
    across = float((ink.sum(axis=0) * np.arange(ink.shape[1])).sum()) / total
    return _placed(ink, shape, round(shape[0] / 2 - down), round(shape[1] / 2 - across))


def _in_the_middle(ink: Ink, shape: tuple[int, int]) -> Ink:
    return _placed(ink, shape, (shape[0] - ink.shape[0]) // 2, (shape[1] - ink.shape[1]) // 2)


def _placed(ink: Ink, shape: tuple[int, int], top: int, left: int) -> Ink:
    """Lay ink on an empty picture; what would stick out is pushed back in."""
    top, left = min(max(0, top), shape[0] - ink.shape[0]), min(max(0, left), shape[1] - ink.shape[1])
    picture: Any = np.zeros(shape, dtype=np.float32)
    picture[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return np.asarray(picture)


def _as_digits(ink: Ink, shape: tuple[int, int]) -> Ink:
    """Count the ink in each 4 by 4 pixels of a bitmap of 32 by 32 that the digit fills from top to bottom.

    E. Alpaydin, C. Kaynak: Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998. Its
    digits are as tall as the bitmap; half of them are 20 pixels wide or narrower, and made as narrow as that, those of
    other hands are recognised best: MNIST's by an SVM 65 times in 100, and 39 times at up to 26 pixels.
    """
    width = min(20, max(1, round(ink.shape[1] * 32 / ink.shape[0])))
    bitmap = _in_the_middle(_resized(ink, (32, width)), (32, 32))
    return np.asarray(bitmap.reshape(shape[0], 4, shape[1], 4).mean(axis=(1, 3)), dtype=np.float32)
