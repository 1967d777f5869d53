"""Steps after the preprocessing of columns, fitted on the training set alone: sliders, PCA, polynomial features."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import issparse
from sklearn.decomposition import PCA
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import MinMaxScaler, PolynomialFeatures, StandardScaler

from bakeoff.errors import DatasetError
from bakeoff.matrix import Matrix, rows_as_made
from bakeoff.preparation.sliders import JunkFeatures, PartialRotation
from bakeoff.rules import Rules
from bakeoff.text import _
from bakeoff.transform import Transform

MOST_FEATURES = 2500
MOST_NUMBERS = 50_000_000
"""Polynomial or junk features of all training rows: 400 MB."""
MOST_ROTATED = 300
"""Features that are rotated: the decomposition of a rotation takes 2 s then."""
OF_TEXTS = 50
"""Components that are made of sparse features before their products, where nobody has said how many."""
COLUMNS = "columns"
"""Name of the step that others come behind, if any do."""


def scaler(rules: Rules, **options: Any) -> Any:
    """Return what scales numbers as the rules say, unfitted."""
    scalers = {"standard": StandardScaler, "minmax": MinMaxScaler}
    return scalers[rules.scale](**options) if rules.scale in scalers else "passthrough"


def fit_steps(
    X: Matrix, n: int, transform: Transform, rules: Rules, *, pictures: bool = False
) -> tuple[list[tuple[str, Any]], Matrix]:
    """Fit sliders, PCA and polynomial features, as far as switched on, to the first `n` preprocessed training rows.

    Junk and rotation have no effect on pictures and on sparse features. Sparse features, of which there are thousands,
    are compressed before there are products of them. Products are scaled as the rules say, since a component's square
    can be a thousand times a component.

    Returns
    -------
    steps : list of (str, fitted step)
        Empty if nothing is switched on.
    X : ndarray or CSR matrix of shape (n_rows, n_features_out)
        All rows after them.

    Raises
    ------
    DatasetError
        If there would be too many polynomial or junk features, or too many are to be rotated.
    """
    steps: list[tuple[str, Any]] = []

    def add(name: str, step: Any) -> Matrix:
        steps.append((name, step.fit(X[:n])))
        return rows_as_made(step.transform(X))

    if not (pictures or issparse(X)):
        if transform.junk:
            _refuse_junk(X, transform.junk)
            X = add("junk", JunkFeatures(transform.junk, rules.seed))
        if transform.rotation:
            _refuse_rotation(X)
            X = add("rotation", PartialRotation(transform.rotation, rules.seed))
    components = transform.components
    if components is None and transform.degree > 1 and issparse(X):
        components = OF_TEXTS
    if components is not None:
        X = add("pca", PCA(most_components(X[:n], components), random_state=rules.seed))
    if transform.degree > 1:
        _refuse_many(X, transform.degree)
        X = add("polynomial", PolynomialFeatures(transform.degree, include_bias=False))
        if rules.scale != "none":
            X = add("scale", scaler(rules))
    return steps, X


def most_components(X: Matrix, wanted: int) -> int:
    """Return how many of so many principal components there can be; sparse rows have one less than they are, or wide.

    That last one ARPACK, which scikit-learn finds them by without filling in the zeros, cannot find.
    """
    return int(max(1, min(wanted, min(X.shape) - issparse(X))))


def with_steps(columns: Any, steps: list[tuple[str, Any]]) -> Any:
    """Return the preprocessing of columns with the steps behind it as one; itself if there are none."""
    return Pipeline([(COLUMNS, columns), *steps]) if steps else columns


def parted(pipeline: Any) -> tuple[Any, dict[str, Any]]:
    """Return the preprocessing of columns and, by name, the steps behind it, as `with_steps` was given them."""
    named = dict(pipeline.steps) if isinstance(pipeline, Pipeline) else {}
    return (named.pop(COLUMNS), named) if COLUMNS in named else (pipeline, {})


def names_out(names: tuple[str, ...], steps: list[tuple[str, Any]]) -> tuple[str, ...]:
    """Return what features called `names` are called after the steps: ``Junk 1``, ``Component 1``, ``age²``."""
    for name, step in steps:
        if name == "junk":
            names = (*names, *(_("Junk {n}", n=number + 1) for number in range(len(step.means_))))
        elif name == "rotation":
            rotated = {place: _("Rotated {n}", n=number + 1) for number, place in enumerate(step.rotated_)}
            names = tuple(rotated.get(place, name) for place, name in enumerate(names))
        elif name == "pca":
            names = tuple(_("Component {n}", n=number + 1) for number in range(step.n_components_))
        elif name == "polynomial":
            names = tuple(_product(names, powers) for powers in step.powers_)
    return names


def n_polynomial(n_features: int, degree: int) -> int:
    """Return how many polynomial features there are without the constant: (n + d over d) - 1."""
    return math.comb(n_features + degree, degree) - 1


def _product(names: tuple[str, ...], powers: NDArray[np.int64]) -> str:
    first, *others = (_power(names[place], int(powers[place])) for place in np.flatnonzero(powers))
    for factor in others:
        first = _("{product} × {factor}", product=first, factor=factor)
    return first


def _power(name: str, power: int) -> str:
    if power == 1:
        return name
    return _("{name}²", name=name) if power == 2 else _("{name}³", name=name)


def _refuse_junk(X: Matrix, share: float) -> None:
    n_rows, n_features = X.shape
    if round(n_features * share) * n_rows > MOST_NUMBERS:
        raise DatasetError(
            _(
                "Junk features of {n} real ones would be too many for {rows} training rows; train on fewer rows.",
                n=f"{n_features:,}",
                rows=f"{n_rows:,}",
            )
        )


def _refuse_rotation(X: Matrix) -> None:
    if X.shape[1] > MOST_ROTATED:
        raise DatasetError(
            _(
                "Rotation takes at most {most} features, and here are {n}; leave columns out, or add less junk.",
                most=MOST_ROTATED,
                n=f"{X.shape[1]:,}",
            )
        )


def _refuse_many(X: Matrix, degree: int) -> None:
    n_rows, n_features = X.shape
    n_columns, most = n_polynomial(n_features, degree), min(MOST_FEATURES, MOST_NUMBERS // max(1, n_rows))
    if n_columns > most:
        raise DatasetError(
            _(
                "Degree {degree} of {n} features would make {found} of them; at most {most} are possible with so "
                "many rows. Take a lower degree, or fewer components.",
                degree=degree,
                n=f"{n_features:,}",
                found=f"{n_columns:,}",
                most=f"{most:,}",
            )
        )
