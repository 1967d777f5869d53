"""Data compression: a picture as a few principal components, and what is lost."""

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA
from sklearn.neighbors import KNeighborsClassifier

from bakeoff.features.learn.digits import SIDE, digit_pictures, rows

MOST = SIDE * SIDE
WITHIN = 0.01
_MEASURED = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 20, 24, 32, 48, 64)


@dataclass(frozen=True)
class Compressed:
    """Variance that so many components hold, RMSE, and accuracy of the nearest neighbour, validation and test."""

    components: int
    variance: float
    missed: float
    accuracy: float
    tested: float


@functools.cache
def _all() -> PCA:
    return PCA(MOST, svd_solver="full").fit(rows(digit_pictures().train))


def codes(X: NDArray[np.float64], components: int) -> NDArray[np.float64]:
    """Return the first components of rows of pixels."""
    return np.asarray(_all().transform(X)[:, :components])


def rebuilt(pictures: NDArray[np.float64], components: int) -> NDArray[np.float64]:
    """Return pictures, of shape (n, 8, 8), put together again from so many components."""
    known = _all()
    told = codes(rows(pictures), components) @ known.components_[:components] + known.mean_
    return np.asarray(told.reshape(pictures.shape))


@functools.cache
def compressed(components: int) -> Compressed:
    """Measure what so many components keep."""
    data = digit_pictures()
    model = KNeighborsClassifier(1).fit(codes(rows(data.train), components), data.y_train)
    missed = np.sqrt(np.mean((rebuilt(data.validation, components) - data.validation) ** 2))
    return Compressed(
        components,
        float(_all().explained_variance_ratio_[:components].sum()),
        float(missed),
        float(model.score(codes(rows(data.validation), components), data.y_validation)),
        float(model.score(codes(rows(data.test), components), data.y_test)),
    )


def measured() -> list[Compressed]:
    """Return what is kept by more and more components."""
    return [compressed(components) for components in _MEASURED]


@functools.cache
def fewest() -> int:
    """Return the fewest components with which the goal is reached."""
    return next(components for components in range(1, MOST + 1) if good_enough(components))


def good_enough(components: int) -> bool:
    """Tell whether at most one validation picture in 100 more is wrong than with all components."""
    return compressed(components).accuracy >= compressed(MOST).accuracy - WITHIN


def reached(components: int) -> bool:
    """Tell whether these are the fewest."""
    return components == fewest()
