"""Maps on which rows that are alike lie together: principal components, and t-SNE of them."""

import io
import re
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE

from bakeoff.fields import Settings, setting
from bakeoff.matrix import Matrix
from bakeoff.preparation.steps import most_components

MOST_COMPONENTS = 50
"""As many as scikit-learn advises t-SNE to start from."""
ITERATIONS = 1000
SEED = 0


@dataclass(frozen=True)
class Components:
    """Rows on the principal axes through their mean.

    Attributes
    ----------
    scores : ndarray of float32 of shape (n_rows, n_components)
        Where each row lies; at most 50 components.
    kept : ndarray of float64 of shape (n_components,)
        The share of the variance that each keeps.
    """

    scores: NDArray[np.float32]
    kept: NDArray[np.float64]


def components(X: Matrix) -> Components:
    """Fit scikit-learn's PCA to rows as the models see them."""
    pca = PCA(most_components(X, MOST_COMPONENTS), random_state=SEED)
    with np.errstate(invalid="ignore", divide="ignore"):  # rows that are all alike have no variance to share out
        scores = pca.fit_transform(X)
    return Components(scores.astype(np.float32), np.nan_to_num(pca.explained_variance_ratio_).astype(np.float64))


class TsneSettings(Settings):
    """Settings of t-SNE."""

    perplexity: int = setting(
        30,
        ge=2,
        le=100,
        step=5,
        label="Perplexity",
        help="About how many neighbours each row keeps near: small shows small groups, large the whole.",
        docs="https://distill.pub/2016/misread-tsne/",
        primary=True,
    )
    seed: int = setting(
        0, ge=0, le=2**32 - 1, step=1, label="Seed", help="Another seed gives another map.", primary=True
    )


def most_perplexity(n_rows: int) -> float:
    """Return the largest perplexity that makes sense: each row has three times as many neighbours."""
    return max(1.0, (n_rows - 1) / 3)


def tsne(scores: NDArray[np.float32], settings: TsneSettings, tell: Callable[[float], None]) -> NDArray[np.float32]:
    """Return rows on scikit-learn's t-SNE (van der Maaten and Hinton 2008, by Barnes and Hut's tree).

    Parameters
    ----------
    scores : ndarray of float32 of shape (n_rows, n_components)
        Principal components; n_rows at least 3.
    settings : TsneSettings
        The perplexity is lowered to what so few rows allow.
    tell : callable
        Called with the share of the iterations done, 0 to 1.

    Returns
    -------
    ndarray of float32 of shape (n_rows, 2)
    """
    perplexity = min(float(settings.perplexity), most_perplexity(len(scores)))
    # With one component there is no second axis for PCA to start from.
    start = "pca" if min(scores.shape) >= 2 else "random"
    model = TSNE(perplexity=perplexity, init=start, random_state=settings.seed, max_iter=ITERATIONS, verbose=2)
    with redirect_stdout(_TsneIterations(tell)):
        return np.asarray(model.fit_transform(scores), dtype=np.float32)


class _TsneIterations(io.StringIO):
    """Reads off how far t-SNE is from what it prints, which is the only way that it tells."""

    def __init__(self, tell: Callable[[float], None]) -> None:
        super().__init__()
        self._tell = tell

    def write(self, text: str) -> int:
        """Take one piece of what is printed."""
        if progress := re.search(r"Iteration (\d+)", text):
            self._tell(min(1.0, int(progress[1]) / ITERATIONS))
        return len(text)
