"""Cells that transform the data: changed copies, sliders, SMOTE, principal components, products."""

import inspect
from collections.abc import Iterator
from typing import Any

from bakeoff.contenders.traits import Cell
from bakeoff.export.script.table import has_texts, with_needs
from bakeoff.preparation.augmentation import changed_pictures, noisy_rows
from bakeoff.preparation.oversampling import NEIGHBOURS
from bakeoff.preparation.sliders import JunkFeatures, PartialRotation, noisy_labels, smoothed_target
from bakeoff.preparation.steps import OF_TEXTS
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

_NUMPY = "import numpy as np"
_TYPES = ("from typing import Any", "from numpy.typing import NDArray")


def evens_out(spec: BakeoffSpec) -> bool:
    """Tell whether SMOTE makes up rows."""
    return spec.transform.smote and spec.dataset.info.task == "classification" and spec.dataset.info.kind != "image"


def copies_cell(spec: BakeoffSpec) -> Cell:
    """Return the cell that makes ``copies`` of the raw training rows: the very function that the race uses."""
    transform = spec.transform
    drawn = f"np.random.default_rng([{spec.rules.seed}, number])"
    numbers = f"for number in range(1, {1 + transform.copies})"
    if spec.dataset.info.kind == "image":
        how = ", ".join(f"{name}={getattr(transform, name)!r}" for name in ("shift", "rotate", "zoom", "flip", "noise"))
        code = f"""{inspect.getsource(changed_pictures)}

side = round(X.shape[1] ** 0.5)
pictures = X[train].reshape(-1, side, side)
copies = [
    changed_pictures(pictures, {drawn}, {how}).reshape(len(train), -1)
    {numbers}
]
"""
        words = _("Each picture of the training part gets changed copies, which every contender learns from as well.")
        return Cell(_("Augmentation"), words, code, (_NUMPY, "from scipy.ndimage import affine_transform", *_TYPES))
    code = f"""{inspect.getsource(noisy_rows)}

copies = [noisy_rows(X.iloc[train], {drawn}, {transform.noise!r}) {numbers}]
"""
    words = _("Each row of the training part gets noisy copies, which every contender learns from as well.")
    return Cell(_("Augmentation"), words, code, (_NUMPY, "import pandas as pd", *_TYPES))


def transform_cells(spec: BakeoffSpec) -> Iterator[Cell]:
    """Yield the cells that come behind the preparation."""
    yield from _target_cells(spec)
    if evens_out(spec):
        yield _smote_cell(spec)
    # Of a table, what is learnt is learnt from the rows as they are, which come first.
    grown = evens_out(spec) or (spec.transform.copies and spec.dataset.info.kind != "image")
    learnt = "X_train[: len(train)]" if grown else "X_train"
    yield from _slider_cells(spec, learnt)
    texts, components = has_texts(spec), spec.transform.components
    if components is None and spec.transform.degree > 1 and texts:
        components = OF_TEXTS
    if components is not None:
        kept = f"min({components}, min({learnt}.shape) - 1)" if texts else f"min({components}, *{learnt}.shape)"
        code = f"pca = PCA({kept}, random_state={spec.rules.seed}).fit({learnt})"
        words = _("The features are compressed to principal components, found on the training part alone.")
        imports = (_NUMPY, "from sklearn.decomposition import PCA")
        yield Cell(_("Compression"), words, "\n".join([code, *_applied("pca", spec)]), imports)
    if spec.transform.degree > 1:
        yield _polynomial_cell(spec, learnt)


def _target_cells(spec: BakeoffSpec) -> Iterator[Cell]:
    """Yield the cells that change the targets to train on, by the very functions that the race uses."""
    transform, classes, seed = spec.transform, spec.dataset.info.task == "classification", spec.rules.seed
    changes: list[tuple[str, str, Any, str]] = []
    if transform.smooth and _slides(spec):
        call = f"smoothed_target(X_train[: len(train)], {{y}}, {transform.smooth!r}, classes={classes})"
        words = _("Only the targets to train on are smoothed; scores are on the real ones.")
        changes.append((_("Smoother target"), words, smoothed_target, call))
    if transform.label_noise:
        call = f"noisy_labels({{y}}, {transform.label_noise!r}, classes={classes}, seed={seed})"
        words = _("Only the targets to train on get wrong values; scores are on the real ones.")
        changes.append((_("Label noise"), words, noisy_labels, call))
    for title, words, function, call in changes:
        parts, imports = with_needs(function)
        changed = call.format(y="y_train[: len(train)]")
        changed = f"np.tile({changed}, {1 + transform.copies})" if transform.copies else changed
        yield Cell(title, words, "\n\n\n".join([*parts, f"y_train = {changed}"]), (_NUMPY, *imports))


def _slides(spec: BakeoffSpec) -> bool:
    """Tell whether sliders of features act on this data."""
    return spec.dataset.info.kind != "image" and not has_texts(spec)


def _slider_cells(spec: BakeoffSpec, learnt: str) -> Iterator[Cell]:
    """Yield the cells that add junk and rotate, by the very classes that the race uses."""
    transform = spec.transform
    junk, rotation = _("Junk features"), _("Rotation of features")
    sliders: tuple[tuple[str, str, str, Any, float], ...] = (
        ("junk", junk, _("Random columns say nothing; they imitate real ones."), JunkFeatures, transform.junk),
        ("rotation", rotation, _("Numbers are made normal, and rotated."), PartialRotation, transform.rotation),
    )
    for name, title, words, made, share in sliders:
        if share and _slides(spec):
            parts, imports = with_needs(made)
            fitted = f"{name} = {made.__name__}({share!r}, {spec.rules.seed}).fit({learnt})"
            code = "\n\n\n".join([*parts, "\n".join([fitted, *_applied(name, spec)])])
            yield Cell(title, words, code, (_NUMPY, *imports))


def _smote_cell(spec: BakeoffSpec) -> Cell:
    code = f"""
neighbours = min({NEIGHBOURS}, np.unique(y_train, return_counts=True)[1].min() - 1)
smote = SMOTE(k_neighbors=neighbours, random_state={spec.rules.seed})
X_train, y_train = smote.fit_resample(X_train, y_train)
"""
    words = _("SMOTE makes up rows between neighbours of one class, until every class has as many as the largest.")
    return Cell(_("Even classes"), words, code, (_NUMPY, "from imblearn.over_sampling import SMOTE"))


def _polynomial_cell(spec: BakeoffSpec, learnt: str) -> Cell:
    scaler = {"standard": "StandardScaler", "minmax": "MinMaxScaler"}.get(spec.rules.scale)
    lines = [f"polynomial = PolynomialFeatures({spec.transform.degree}, include_bias=False).fit({learnt})"]
    lines += _applied("polynomial", spec)
    imports = [_NUMPY, "from sklearn.preprocessing import PolynomialFeatures"]
    if scaler:
        lines += [f"product_scaler = {scaler}().fit({learnt})", *_applied("product_scaler", spec)]
        imports.append(f"from sklearn.preprocessing import {scaler}")
    words = _("Products of features are features as well, scaled like numbers.")
    return Cell(_("Polynomial features"), words, "\n".join(lines), tuple(imports))


def _applied(step: str, spec: BakeoffSpec) -> list[str]:
    parts = ["train", "validation", "test"] if spec.rules.validation_share else ["train", "test"]
    return [f"X_{part} = {step}.transform(X_{part})" for part in parts]
