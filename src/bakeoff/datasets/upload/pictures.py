"""A zip archive of folders of pictures, one folder a class: decoded one by one, never unpacked to disk."""

import base64
import io
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

import pandas as pd
from PIL import Image, ImageOps, UnidentifiedImageError

from bakeoff.datasets.upload.limits import MB, Bounds
from bakeoff.datasets.upload.packed import DAMAGED, damaged, entries
from bakeoff.datasets.upload.source import FOLDER, PICTURE, as_array
from bakeoff.datasets.upload.values import clean
from bakeoff.errors import DatasetError
from bakeoff.text import _

SIDE = 32
MOST_PIXELS_KEPT = 64 * 64
_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp")
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP")
_MOST_PIXELS = 40_000_000
_MOST_BYTES = 20 * MB
_UNDECODABLE = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    IndexError,
    ArithmeticError,
    EOFError,
)
"""Errors of Pillow for an image that is cut short, damaged or forged."""


def holds_pictures(content: bytes, bounds: Bounds) -> bool:
    """Tell whether a zip archive has pictures; raises DatasetError if it is no archive, or too large a one."""
    return content.startswith(b"PK") and any(_is_picture(entry) for entry in entries(content, bounds))


def read_pictures(content: bytes, bounds: Bounds) -> tuple[pd.DataFrame, tuple[int, int]]:
    """Return a row a picture, with its pixels and its folder's name, and the height and width of all.

    Pictures become grey. If all have one size of at most 4,096 pixels they keep it, else they are fitted into 32 by 32.

    Raises
    ------
    DatasetError
        If a path leads outside the archive, a picture cannot be decoded, or there are too many.
    """
    pictures = [entry for entry in entries(content, bounds) if _is_picture(entry)]
    folders = [_folder(entry.filename) for entry in pictures]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = _common_size(archive, pictures)
            bounds.check_table(len(pictures), size[0] * size[1])
            pixels = [_pixels(archive, entry, size) for entry in pictures]
    except DAMAGED as error:
        raise damaged() from error
    return pd.DataFrame({PICTURE: pixels, FOLDER: pd.Series(folders, dtype="str")}), (size[1], size[0])


def thumbnails(frame: pd.DataFrame, shape: tuple[int, int], most: int) -> Iterator[tuple[str, str]]:
    """Yield some pictures as data addresses, each with its class, classes in turn."""
    places = frame.groupby(FOLDER).cumcount().sort_values(kind="stable").index[:most]
    for place in places:
        buffer = io.BytesIO()
        Image.fromarray(as_array(frame.loc[[place], PICTURE]).reshape(shape)).save(buffer, format="PNG")
        yield "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode("ascii"), frame.loc[place, FOLDER]


def _is_picture(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    hidden = any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in path.parts)
    return not entry.is_dir() and not hidden and path.suffix.lower() in _ENDINGS


def _folder(name: str) -> str:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        raise DatasetError(_("A path in the archive leads out of it; pack the folders themselves once more."))
    folder = clean(path.parent.name, 60)
    if not folder:
        raise DatasetError(
            _("“{name}” lies in no folder; put the pictures of each class into a folder with its name.", name=path.name)
        )
    return folder


def _common_size(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> tuple[int, int]:
    """Return the width and height that all pictures get."""
    sizes = Counter(_opened(archive, entry).size for entry in members)
    (width, height), n = sizes.most_common(1)[0]
    return (width, height) if n == len(members) and width * height <= MOST_PIXELS_KEPT else (SIDE, SIDE)


def _pixels(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, size: tuple[int, int]) -> bytes:
    picture = _opened(archive, entry)
    try:
        picture.draft("L", (2 * size[0], 2 * size[1]))  # JPEG: decode no more than is needed
        grey = picture.convert("L")
        return (grey if grey.size == size else ImageOps.pad(grey, size)).tobytes()
    except _UNDECODABLE as error:
        raise _undecodable(entry) from error


def _opened(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Image.Image:
    """Return a picture of which only the head has been looked at."""
    with archive.open(entry) as file:
        content = file.read(_MOST_BYTES + 1)
    try:
        with warnings.catch_warnings(action="error", category=Image.DecompressionBombWarning):
            picture = Image.open(io.BytesIO(content), formats=_FORMATS)
    except _UNDECODABLE as error:
        raise _undecodable(entry) from error
    if len(content) > _MOST_BYTES or picture.width * picture.height > _MOST_PIXELS:
        raise DatasetError(
            _("The picture “{name}” is too large; make it smaller.", name=clean(PurePosixPath(entry.filename).name))
        )
    return picture


def _undecodable(entry: zipfile.ZipInfo) -> DatasetError:
    name = clean(PurePosixPath(entry.filename.replace("\\", "/")).name)
    return DatasetError(_("The picture “{name}” is damaged, or is no picture; leave it out.", name=name))
