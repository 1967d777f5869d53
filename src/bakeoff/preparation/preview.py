"""Preview of a transform on some training rows, before the race."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import issparse
from sklearn.decomposition import PCA

from bakeoff.datasets import Dataset
from bakeoff.matrix import Matrix, dense
from bakeoff.preparation.augmentation import changed_copy
from bakeoff.preparation.columns import features
from bakeoff.preparation.prepared import Effects, learn
from bakeoff.preparation.projection import FITTED_ROWS, Projection, some
from bakeoff.preparation.split_keys import learnt_from
from bakeoff.preparation.splits import split, take
from bakeoff.preparation.steps import most_components, names_out
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _
from bakeoff.transform import SLIDERS

SHOWN_PICTURES = 6
SHOWN_CLASSES = 10
SHOWN_ROWS = 1000
BEYOND = 50


@dataclass(frozen=True)
class Pictures:
    """The same pictures several times, the first six of each of the first ten classes.

    Attributes
    ----------
    shape : (height, width)
    before : ndarray of uint8 of shape (n_classes, 6, n_pixels)
    copies, compressed : ndarray or None
        Like `before`: a changed copy of each, and each made anew from the components kept.
    """

    shape: tuple[int, int]
    class_names: tuple[str, ...]
    before: NDArray[Any]
    copies: NDArray[Any] | None
    compressed: NDArray[Any] | None


@dataclass(frozen=True)
class PlanePoints:
    """Rows of a table in a plane.

    Attributes
    ----------
    axis_names : (str, str)
    rows : ndarray of shape (n_rows, 2)
    target : ndarray of shape (n_rows,)
        Class codes or numbers.
    made : ndarray of bool of shape (n_rows,)
        Which of them are changed copies, or made up.
    """

    axis_names: tuple[str, str]
    rows: NDArray[Any]
    target: NDArray[Any]
    made: NDArray[np.bool_]


@dataclass(frozen=True)
class BeforeAfter:
    """Effect of a transform.

    Attributes
    ----------
    n_rows : int
        Number of training rows in the preview.
    shares : ndarray of shape (n_known,) or None
        Share of the variance of each principal component, the largest first, of sparse features not of all; None if all
        features are kept.
    n_components : int
        Number of all components.
    kept : int
        Number of components kept.
    points : tuple of (str, PlanePoints)
        For tables, with a title each.
    """

    n_rows: int
    shares: NDArray[np.float64] | None
    n_components: int
    kept: int
    effects: Effects
    pictures: Pictures | None
    points: tuple[tuple[str, PlanePoints], ...]


def before_after(data: Dataset, spec: BakeoffSpec) -> BeforeAfter:
    """Transform some rows of a data set's training part, at most 5,000, as `spec` says.

    Raises
    ------
    DatasetError, NotInstalledError
        As `prepare_dataset`.
    """
    title = spec.dataset.info.title
    train, _validation, _test = split(data, spec.rules, title)
    data = learnt_from(data, spec.rules, title)
    train = train[some(len(train), FITTED_ROWS, spec.rules.seed)]
    raw, y = take(features(data), train), take(data.y, train)
    learnt = learn(data, raw, y, spec.transform, spec.rules)
    own = learnt.X[: len(train)]
    sliders = [(name, step) for name, step in learnt.steps if name in SLIDERS]
    for _name, step in sliders:
        own = step.transform(own)
    kept = most_components(own, spec.transform.components or 0)
    whole = None
    if spec.transform.components is not None:
        whole = _whole(learnt.X if data.image_shape else own, kept)
    pictures: Pictures | None = None
    points: tuple[tuple[str, PlanePoints], ...] = ()
    if data.image_shape:
        pictures = _pictures(data, raw, y, learnt.columns, spec, whole)
    else:
        names = data.as_named(map(str, learnt.columns.get_feature_names_out(data.feature_names)))
        points = (
            *_compressed(own, y, names_out(names, sliders), whole),
            *_made(learnt.X[: len(train)], names, learnt.X, learnt.y),
        )
    shares = None if whole is None else whole.explained_variance_ratio_.astype(np.float64)
    return BeforeAfter(len(train), shares, min(own.shape), kept, learnt.effects, pictures, points)


def _whole(X: Matrix, kept: int) -> PCA:
    """Return all components; of sparse rows, of which there are too many, those up to beyond the `kept`."""
    if issparse(X):
        return PCA(most_components(X, 2 * kept + BEYOND), random_state=0).fit(X)
    return PCA(svd_solver="covariance_eigh" if len(X) > X.shape[1] else "full").fit(X)


def _pictures(
    data: Dataset, raw: NDArray[Any], y: NDArray[Any], columns: Any, spec: BakeoffSpec, whole: PCA | None
) -> Pictures | None:
    chosen = [np.flatnonzero(y == code)[:SHOWN_PICTURES] for code in range(len(data.class_names))]
    shown = [(name, rows) for name, rows in zip(data.class_names, chosen, strict=True) if len(rows) == SHOWN_PICTURES]
    if not shown or data.image_shape is None:
        return None
    shown = shown[:SHOWN_CLASSES]
    before = raw[np.concatenate([rows for _name, rows in shown])]
    copies = compressed = None
    if spec.transform.copies:
        copies = changed_copy(before, data.image_shape, spec.transform, spec.rules.seed, 1)
    if whole is not None:
        compressed = _made_anew(before, columns, whole, spec.transform.components or 0)
    lines = (len(shown), SHOWN_PICTURES, -1)
    parts = [None if part is None else part.reshape(lines) for part in (before, copies, compressed)]
    return Pictures(data.image_shape, tuple(name for name, _rows in shown), parts[0], *parts[1:])  # type: ignore[arg-type]


def _made_anew(pictures: NDArray[Any], columns: Any, whole: PCA, kept: int) -> NDArray[Any]:
    """Return pictures from their first `kept` components alone, scaled back to pixels."""
    X, axes = columns.transform(pictures), whole.components_[:kept]
    X = (X - whole.mean_) @ axes.T @ axes + whole.mean_
    scale = columns[-1]
    pixels = X if scale == "passthrough" else scale.inverse_transform(X)
    return np.asarray(pixels.round().clip(0, pictures.max()), dtype=pictures.dtype)


def _compressed(
    X: Matrix, y: NDArray[Any], names: tuple[str, ...], whole: PCA | None
) -> tuple[tuple[str, PlanePoints], ...]:
    """Return rows on their first two columns, and on their first two components."""
    if whole is None or X.shape[1] < 2:
        return ()
    rows = some(X.shape[0], SHOWN_ROWS, 0)
    made = np.zeros(len(rows), dtype=bool)
    components = (_("Component {n}", n=1), _("Component {n}", n=2))
    return (
        (_("Two of the columns, scaled"), PlanePoints((names[0], names[1]), dense(X[rows][:, :2]), y[rows], made)),
        (_("The first two components"), PlanePoints(components, whole.transform(X[rows])[:, :2], y[rows], made)),
    )


def _made(
    X: Matrix, names: tuple[str, ...], learnt: Matrix, target: NDArray[Any]
) -> tuple[tuple[str, PlanePoints], ...]:
    """Return the training rows, and the same with what augmentation adds, in a plane of them."""
    n, n_learnt = X.shape[0], learnt.shape[0]
    if n_learnt == n:
        return ()
    if X.shape[1] == 2:
        axis_names, flat = (names[0], names[1]), dense(learnt)
    else:
        axis_names = (_("First principal component"), _("Second principal component"))
        flat = Projection.of(X).flatten(learnt)
    rows = some(n, SHOWN_ROWS, 0)
    more = np.concatenate([rows, n + some(n_learnt - n, SHOWN_ROWS, 0)])
    return (
        (_("Training rows before"), PlanePoints(axis_names, flat[rows], target[rows], rows >= n)),
        (_("And after, what is added hollow"), PlanePoints(axis_names, flat[more], target[more], more >= n)),
    )
