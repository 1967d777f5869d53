"""A small picture of each data set, as SVG that is at home on light and dark ground."""

import functools
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.types import is_numeric_dtype

from bakeoff.datasets.base import Dataset, DatasetInfo
from bakeoff.datasets.registry import dataset
from bakeoff.errors import SettingError, reason
from bakeoff.png import png_link

_WIDTH, _HEIGHT, _MARGIN = 160, 100, 8
_ACROSS, _DOWN = 8, 5
_POINTS = 300
_LINES, _LETTER, _SPACE = 9, 2.2, 7.0

# Paul Tol's "bright" scheme, made for colour-blind eyes (personal.sron.nl/~pault), in the order of the figures
CLASS_COLOURS = ("#4477AA", "#EE6677", "#CCBB44", "#66CCEE", "#AA3377", "#228833")
# his "sunset" scheme from low to high, the near-white middle darkened so that it shows on white
_VALUE_COLOURS = ("#364B9A", "#6EA6CD", "#98BCD0", "#B8B89A", "#F6A55E", "#DD5A3C", "#A50026")


def thumbnail(name: str, **options: Any) -> str:
    """Return the picture of the data set called `name`, with options of its own: SVG of 160 by 100, decoration.

    Points for two features, a montage for images, the first two principal components for wider tables, words as bars
    for texts.
    What is not on this machine, or cannot be read, is drawn as empty tiles.

    Raises
    ------
    SettingError
        If there is no such data set.
    """
    try:
        return _drawn(name, **options)
    except SettingError:
        raise
    except Exception as error:  # not cached, so that the picture comes once the data has
        reason(error, f"the picture of {name} cannot be drawn")
        return _svg(_empty_tiles())


@functools.lru_cache(maxsize=64)
def _drawn(name: str, **options: Any) -> str:
    info = dataset(name)
    data = info.sample() if info.sample else info.load(info.options(**options))
    if info.kind == "text":
        return _svg(_lines(data))
    return _svg(_montage(data) if data.image_shape else _scatter(info, data))


def _svg(content: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-hidden="true">{content}</svg>'
    )


def _scatter(info: DatasetInfo, data: Dataset) -> str:
    """Draw some of the rows as points, one path of dots for each colour."""
    rows = slice(None, None, max(1, len(data.y) // _POINTS))
    points = _on_canvas(_plane_of(_numbers(data))[rows], equal=info.kind == "plane")
    colours = CLASS_COLOURS if data.task == "classification" else _VALUE_COLOURS
    shade = data.y[rows] % len(colours) if data.task == "classification" else _bands(data.y[rows], len(colours))
    return "".join(
        f'<path d="{_dots(points[shade == band])}" stroke="{colour}" stroke-width="3.6" stroke-linecap="round"/>'
        for band, colour in enumerate(colours)
        if (shade == band).any()
    )


def _numbers(data: Dataset) -> NDArray[np.float64]:
    """Return the features as numbers: words by the order in which they come, gaps as the mean."""
    table = data.table.apply(lambda column: column if is_numeric_dtype(column) else pd.factorize(column)[0])
    filled: NDArray[np.float64] = table.astype(np.float64).fillna(table.mean()).fillna(0.0).to_numpy()
    return filled


def _plane_of(X: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return two coordinates a row: X itself, or the first two principal components of the scaled columns.

    They are found, and so turned, as for the figure beside it: mirrored, it would not be known again.
    """
    if X.shape[1] == 2:
        return X
    # by numpy, as importing scikit-learn's PCA would take longer than drawing all the pictures
    scaled = (X - X.mean(axis=0)) / np.maximum(X.std(axis=0), 1e-300)
    left, strengths, _axes = np.linalg.svd(scaled, full_matrices=False)
    components: NDArray[np.float64] = (left * strengths)[:, :2]
    return components


def _bands(values: NDArray[Any], count: int) -> NDArray[np.int64]:
    """Return which of `count` equal bands from lowest to highest each value lies in."""
    edges = np.linspace(values.min(), values.max(), count + 1)[1:-1]
    bands: NDArray[np.int64] = np.digitize(values, edges)
    return bands


def _on_canvas(points: NDArray[np.float64], equal: bool) -> NDArray[np.float64]:
    """Fit points into the picture, y upwards; `equal` keeps both axes on one scale."""
    low, high = points.min(axis=0), points.max(axis=0)
    room = np.array([_WIDTH, _HEIGHT]) - 2 * _MARGIN
    scale = room / (high - low)
    if equal:
        scale = np.full(2, scale.min())
    placed: NDArray[np.float64] = (points - (low + high) / 2) * scale * [1, -1] + np.array([_WIDTH, _HEIGHT]) / 2
    return placed


def _dots(points: NDArray[np.float64]) -> str:
    """Write points as path segments of no length, which round caps turn into dots."""
    return "".join(f"M{x:.1f} {y:.1f}h0" for x, y in points)


def _lines(data: Dataset) -> str:
    """Draw the first texts, a line each in their class's colour: every word a bar as long as it."""
    texts = pd.DataFrame(data.X)[data.text_features[0]].head(_LINES)
    step = (_HEIGHT - 2 * _MARGIN) / _LINES
    return "".join(
        f'<path d="{_bars(str(text), _MARGIN + (line + 0.5) * step)}" '
        f'stroke="{CLASS_COLOURS[int(code) % len(CLASS_COLOURS)]}" stroke-width="4" stroke-linecap="round"/>'
        for line, (text, code) in enumerate(zip(texts, data.y, strict=False))
    )


def _bars(text: str, y: float) -> str:
    x, bars = float(_MARGIN), ""
    for word in text.split():
        end = x + _LETTER * len(word)
        if end > _WIDTH - _MARGIN:
            break
        bars += f"M{x:.1f} {y:.1f}H{end:.1f}"
        x = end + _SPACE
    return bars


def _montage(data: Dataset) -> str:
    """Draw the first pictures side by side, as an embedded PNG."""
    height, width = data.image_shape or (1, 1)
    pictures = np.asarray(data.X[: _ACROSS * _DOWN], dtype=np.float64).reshape(_DOWN, _ACROSS, height, width)
    framed = np.pad(pictures, ((0, 0), (0, 0), (1, 1), (1, 1)))
    pixels = framed.transpose(0, 2, 1, 3).reshape(_DOWN * (height + 2), _ACROSS * (width + 2))
    shown = png_link((255 * pixels / pixels.max()).astype(np.uint8))
    return f'<image width="{_WIDTH}" height="{_HEIGHT}" style="image-rendering:pixelated" href="{shown}"/>'


def _empty_tiles() -> str:
    side = _WIDTH // _ACROSS
    return "".join(
        f'<rect x="{side * column + 2}" y="{side * row + 2}" width="{side - 4}" height="{side - 4}" rx="3" '
        f'fill="#888888" fill-opacity="0.25"/>'
        for row in range(_DOWN)
        for column in range(_ACROSS)
    )
