"""The points that the lab's contenders learn from: presets, painted ones, and two columns of a data set."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.datasets import dataset
from bakeoff.errors import SettingError
from bakeoff.network.features import REACH
from bakeoff.network.numbers import number
from bakeoff.network.point_settings import MAX_POINTS
from bakeoff.network.settings import LabSettings
from bakeoff.network.tables import load_columns, numeric_columns, table_info
from bakeoff.refusals import unknown
from bakeoff.text import _

MAX_CLASSES = 5
CLASS_NAMES = ("A", "B", "C", "D", "E")

_SHOWN_REACH = 5.0  # a table's columns are scaled to this, so that no point lies on the edge
_PRESETS = {"circle": "circles", "multi_gauss": "gaussians"}  # the others have the data set's own name
_MOONS_MIDDLE = (0.5, 0.25)
_MOONS_SCALE = 3.3
_PAINTED = np.dtype([("x", "<u2"), ("y", "<u2"), ("class", "u1")])
_STEPS = 2**16 - 1
_FAR, _UNSEEN = 1_000_003, 1000  # to a seed that nobody chooses next, and how many points
_SAME_PLACE = 2 * REACH / _STEPS  # what a point may move when it becomes a painted one


@dataclass(frozen=True)
class Axis:
    """Name of an axis, and the values that -6 and 6 on it stand for."""

    name: str
    low: float = -REACH
    high: float = REACH


@dataclass(frozen=True, eq=False)
class Points:
    """Points in the plane, shuffled and split.

    Attributes
    ----------
    X : ndarray of shape (n, 2), float32
        Coordinates; the plane that is drawn goes from -6 to 6.
    target : ndarray of shape (n,), int32 or float32
        Class codes from 0; for regression numbers from -1 to 1.
    train : ndarray of shape (n,), bool
        Which points are trained on; the others test.
    class_names : tuple of str
        Empty for regression.
    x, y : Axis
        What the coordinates stand for.
    """

    X: NDArray[np.float32]
    target: NDArray[Any]
    train: NDArray[np.bool_]
    class_names: tuple[str, ...]
    x: Axis = Axis("x₁")
    y: Axis = Axis("x₂")

    @property
    def n_classes(self) -> int:
        """Number of classes; 0 for regression."""
        return len(self.class_names)

    def again(self, row: int, other: "Points") -> int | None:
        """Return the row that one of these points has among others, or None if it is not there any more."""
        if row >= len(self.X):
            return None
        same = np.isclose(other.X, self.X[row], atol=_SAME_PLACE).all(axis=1) & (other.target == self.target[row])
        return int(same.argmax()) if same.any() else None


def make_points(settings: LabSettings) -> Points:
    """Return the points that the settings describe; the same settings give the same points.

    Raises
    ------
    SettingError, DatasetError
        One sentence, if nothing can be learnt from them.
    """
    match settings.data:
        case "painted":
            X, codes = painted_from_text(settings.painted)
            return _split(settings, X, codes, CLASS_NAMES[: int(codes.max(initial=-1)) + 1])
        case "table":
            return _from_table(settings)
        case _:
            return _from_preset(settings)


def unseen_points(settings: LabSettings) -> Points | None:
    """Return new points from where the settings' come from; None of points that cannot be drawn anew."""
    if settings.data in ("painted", "table"):
        return None
    return _from_preset(settings.replace("data_seed", (settings.data_seed + _FAR) % 2**31).replace("points", _UNSEEN))


def painted_to_text(X: NDArray[Any], codes: NDArray[Any]) -> str:
    """Write painted points as text for `LabSettings.painted`, on a raster finer than any screen.

    Parameters
    ----------
    X : ndarray of shape (n, 2)
        Cut to the plane from -6 to 6.
    codes : ndarray of shape (n,)
        Class codes, 0 to 4.

    Raises
    ------
    SettingError
        If they are too many, or a class is none.
    """
    if len(X) > MAX_POINTS:
        raise SettingError(_("{n} points are too many; paint {most} at most.", n=len(X), most=MAX_POINTS))
    if len(codes) and not (min(codes) >= 0 and max(codes) < MAX_CLASSES):
        raise SettingError(_("Painted points have a class from 0 to {last}.", last=MAX_CLASSES - 1))
    if not np.isfinite(X).all():
        raise SettingError(_("Painted points must lie in the plane from -6 to 6; one has no place."))
    records = np.zeros(len(X), _PAINTED)
    raster = np.rint((np.clip(np.asarray(X, float).reshape(-1, 2), -REACH, REACH) + REACH) / (2 * REACH) * _STEPS)
    records["x"], records["y"], records["class"] = raster[:, 0], raster[:, 1], codes
    return base64.urlsafe_b64encode(records.tobytes()).decode().rstrip("=")


def painted_from_browser(rows: Any) -> str:
    """Return painted points that a browser sends, rows of two coordinates and a class, as `painted_to_text`.

    Raises
    ------
    SettingError, TypeError, KeyError, ValueError
        If they are none.
    """
    numbers = [tuple(map(number, row)) for row in rows[: MAX_POINTS + 1]]
    table = np.array(numbers, float).reshape(len(numbers), 3)
    if (table[:, 2] % 1).any():
        raise ValueError
    return painted_to_text(table[:, :2], table[:, 2].astype(int))


def painted_from_text(text: str) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Read what `painted_to_text` wrote.

    Raises
    ------
    SettingError
        If it is no such text.
    """
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        records = np.frombuffer(content, _PAINTED)
    except (binascii.Error, ValueError) as error:
        raise SettingError(_("The painted points in the link are damaged; copy the whole link again.")) from error
    codes = records["class"].astype(np.int32)
    if codes.max(initial=0) >= MAX_CLASSES or len(codes) > MAX_POINTS:
        raise SettingError(_("The painted points in the link are damaged; copy the whole link again."))
    raster = np.column_stack([records["x"], records["y"]])
    return (raster / _STEPS * 2 * REACH - REACH).astype(np.float32), codes


def _from_preset(settings: LabSettings) -> Points:
    info = dataset(_PRESETS.get(settings.data, settings.data))
    options = {"rows": settings.points, "noise": settings.noise, "seed": settings.data_seed}
    if "classes" in info.options.model_fields:
        options["classes"] = settings.classes
    loaded = info.load(info.options.parse(options, info.title))
    X = np.asarray(loaded.X, np.float64)
    if settings.data == "moons":
        X = (X - _MOONS_MIDDLE) * _MOONS_SCALE
    return _split(settings, X, loaded.y, loaded.class_names)


def _from_table(settings: LabSettings) -> Points:
    title = table_info(settings.table).title
    names = _chosen(settings, title, numeric_columns(settings.table))
    columns, loaded = load_columns(settings.table, names)
    if len(loaded.class_names) > MAX_CLASSES:
        raise SettingError(
            _(
                "{title} has {n} classes; the lab takes up to {most}, so choose another data set.",
                title=title,
                n=len(loaded.class_names),
                most=MAX_CLASSES,
            )
        )
    known = np.isfinite(columns).all(axis=1)
    rng = np.random.default_rng(settings.data_seed)
    rows = rng.permutation(np.flatnonzero(known))[: settings.points]
    scaled, axes = zip(*(_scaled(columns[rows, i], name) for i, name in enumerate(loaded.as_named(names))), strict=True)
    target = loaded.y[rows]
    if loaded.task == "regression":
        target = _scaled(target, loaded.target_name)[0] / _SHOWN_REACH
    return _split(settings, np.column_stack(scaled), target, loaded.class_names, *axes)


def _chosen(settings: LabSettings, title: str, known: Sequence[str]) -> tuple[str, str]:
    if len(known) < 2:
        raise SettingError(_("{title} has fewer than two numeric columns; choose another data set.", title=title))
    for name in (settings.column_x, settings.column_y):
        if name and name not in known:
            raise unknown(name, known, _("column"))
    x = settings.column_x or next(name for name in known if name != settings.column_y)
    y = settings.column_y or next(name for name in known if name != x)
    if x == y:
        raise SettingError(_("Both axes show {name}; choose two different columns.", name=x))
    return x, y


def _scaled(values: NDArray[Any], name: str) -> tuple[NDArray[np.float64], Axis]:
    """Scale from lowest and highest value to -5 and 5; return the axis as well."""
    low, high = float(values.min(initial=np.inf)), float(values.max(initial=-np.inf))
    if not low < high:
        raise SettingError(_("{name} has no two different values here; choose another column.", name=name))
    middle, half = (low + high) / 2, (high - low) / 2
    reach = half * REACH / _SHOWN_REACH
    return (values - middle) / half * _SHOWN_REACH, Axis(name, middle - reach, middle + reach)


def _split(
    settings: LabSettings, X: NDArray[Any], target: NDArray[Any], class_names: tuple[str, ...], *axes: Axis
) -> Points:
    """Shuffle, and keep the first part for training."""
    n = len(X)
    if n == 0:
        raise SettingError(_("There are no points; paint some, or choose a preset."))
    if class_names and len(np.unique(target)) < 2:
        raise SettingError(_("All points are of one class; paint some of another."))
    order = np.random.default_rng([settings.data_seed, n]).permutation(n)
    X, target = X[order].astype(np.float32), target[order]
    n_train = int(np.clip(round(settings.train_share * n), 1, max(n - 1, 1)))
    if class_names and len(np.unique(target[:n_train])) < 2:
        raise SettingError(_("All training points are of one class; add points, or enlarge the training part."))
    kind = np.int32 if class_names else np.float32
    return Points(X, target.astype(kind), np.arange(n) < n_train, tuple(class_names), *axes)
