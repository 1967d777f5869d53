"""More rows to train on: changed copies of pictures and of tables.

L. S. Yaeger, R. F. Lyon, B. J. Webb: Effective training of a neural network character classifier for word
recognition. NIPS 9, 1996.

The two functions that change rows use nothing of Bakeoff's: a race's script shows them as they are here.
"""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.ndimage import affine_transform

from bakeoff.transform import Transform


def changed_copies(X: Any, image_shape: tuple[int, int] | None, transform: Transform, seed: int) -> list[Any]:
    """Return as many changed copies of raw training rows as `transform` says, each as `changed_copy` does."""
    return [changed_copy(X, image_shape, transform, seed, number) for number in range(1, transform.copies + 1)]


def changed_copy(X: Any, image_shape: tuple[int, int] | None, transform: Transform, seed: int, number: int) -> Any:
    """Return one copy of raw training rows, each row changed at random as `transform` says.

    Parameters
    ----------
    X : DataFrame, or ndarray of uint8 of shape (n_rows, n_pixels)
        Raw rows of the training part: a table, or pictures.
    image_shape : (height, width) or None
    number : int
        Which copy, from 1; each is drawn by itself, so it is the same however many follow.

    Returns
    -------
    DataFrame or ndarray
        Like `X`.
    """
    rng = np.random.default_rng([seed, number])
    if image_shape is None:
        return noisy_rows(X, rng, transform.noise)
    pictures = changed_pictures(
        X.reshape(-1, *image_shape),
        rng,
        shift=transform.shift,
        rotate=transform.rotate,
        zoom=transform.zoom,
        flip=transform.flip,
        noise=transform.noise,
    )
    return pictures.reshape(X.shape)


def changed_pictures(
    pictures: NDArray[Any], rng: Any, *, shift: float, rotate: float, zoom: float, flip: bool, noise: float
) -> NDArray[Any]:
    """Return a copy of each picture, moved, turned about its middle, zoomed, perhaps mirrored, and with noise.

    Parameters
    ----------
    pictures : ndarray of uint8 of shape (n, height, width)
    rng : numpy Generator
    shift, rotate, zoom : float
        The most: a share of the side, degrees, a share of the size.
    flip : bool
        Mirror half of them.
    noise : float
        As a share of the standard deviation of the pixels, of the first thousand pictures if there are more.
    """
    n, height, width = pictures.shape
    angle, size = np.radians(rng.uniform(-rotate, rotate, n)), rng.uniform(1 - zoom, 1 + zoom, n)
    moved = rng.uniform(-shift, shift, (n, 2)) * (height, width)
    # Where a pixel of the copy comes from: turned back and shrunk back about the middle, and moved back.
    matrices = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]).transpose(2, 0, 1)
    matrices /= size[:, None, None]
    if flip:
        matrices[rng.random(n) < 0.5, :, 1] *= -1
    middle = np.array([height - 1, width - 1]) / 2
    offsets = middle - np.einsum("nij,nj->ni", matrices, middle + moved)
    ground = float(np.median(pictures[:, (0, -1)]))  # what is beyond the edge looks like most of the edge
    copies = np.empty(pictures.shape, dtype=np.float32)
    for picture, matrix, offset, copy in zip(pictures, matrices, offsets, copies, strict=True):
        affine_transform(picture, matrix, offset, output=copy, order=1, cval=ground)
    if noise:
        copies += noise * float(pictures[:1000].std()) * rng.standard_normal(copies.shape, dtype=np.float32)
    return copies.round().clip(0, pictures.max()).astype(pictures.dtype)


def noisy_rows(X: pd.DataFrame, rng: Any, noise: float) -> pd.DataFrame:
    """Return a copy of a table with normal noise on its numbers; dates, categories and texts stay.

    Parameters
    ----------
    rng : numpy Generator
    noise : float
        Standard deviation of the noise, as a share of each column's.
    """
    numbers = X.select_dtypes("number")
    values = numbers.to_numpy(dtype=np.float64, na_value=np.nan)
    spread = numbers.std(ddof=0).to_numpy(dtype=np.float64, na_value=0)
    noisy = values + noise * spread * rng.standard_normal(values.shape)
    return X.assign(**dict(zip(numbers.columns, noisy.T, strict=True)))
