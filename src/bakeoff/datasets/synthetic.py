"""Made-up points in a plane, with knobs for how many, how noisy and how many classes; and made-up customers.

Circles, xor, gauss, spiral, plane and gaussians are drawn as TensorFlow Playground draws them
(github.com/tensorflow/playground, src/dataset.ts); moons and blobs by scikit-learn.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.datasets import make_blobs, make_moons

from bakeoff.datasets.base import Dataset, DatasetInfo, named
from bakeoff.fields import Settings, setting
from bakeoff.text import declared

_Points = NDArray[np.float64]
_Labels = NDArray[np.int64]

_PLAYGROUND = "https://playground.tensorflow.org"
_LETTERS = ("A", "B", "C", "D", "E")
_AXES = ("x1", "x2")
_RADIUS = 5.0
_BUMPS = np.array([[-4, 2.5, 1], [0, 2.5, -1], [4, 2.5, 1], [-4, -2.5, -1], [0, -2.5, 1], [4, -2.5, -1]])


def _rows(default: int) -> Any:
    return setting(default, ge=10, le=20_000, step=100, primary=True, label="Rows", help="How many points are drawn.")


def _noise(default: float, help: str) -> Any:
    return setting(default, ge=0.0, le=1.0, step=0.05, primary=True, label="Noise", help=help)


_SPREAD = declared("How far the points stray from where they belong.")
_BLUR = declared("How far a point may be moved before its answer is looked up, so that answers mix at the border.")


class _Options(Settings):
    """Settings of every kind of points."""

    rows: int = _rows(1000)
    noise: float = _noise(0.1, _SPREAD)
    seed: int = setting(
        0, ge=0, le=2**32 - 1, step=1, label="Seed of the points", help="Same seed, same points; another, new ones."
    )


class _MoonsOptions(_Options):
    noise: float = _noise(0.2, _SPREAD)


class _BlurOptions(_Options):
    noise: float = _noise(0.1, _BLUR)


class _ClassOptions(_Options):
    classes: int = setting(2, ge=2, le=5, step=1, primary=True, label="Classes", help="How many groups there are.")


class _BlobsOptions(_ClassOptions):
    classes: int = setting(3, ge=2, le=5, step=1, primary=True, label="Classes", help="How many groups there are.")


class _NumberOptions(_BlurOptions):
    rows: int = _rows(1200)


class _CustomersOptions(Settings):
    rows: int = setting(
        3000, ge=100, le=20_000, step=100, primary=True, label="Rows", help="How many customers there are."
    )
    seed: int = setting(0, ge=0, le=2**32 - 1, step=1, label="Seed of the rows", help="Same seed, same rows.")


_COLUMNS = named(
    "Days of contract left",
    "Monthly fee (€)",
    "Calls to the hotline",
    "Days as a customer",
    "Age (years)",
    "House number",
    "Day of birth",
    "Letters in the name",
    "Minutes of calls a day",
    "Messages a month",
    "Data used (GB a month)",
    "Steps to the nearest shop",
)
"""Columns of customers; whether they cancel depends on the first four alone."""
(_BILL,) = named("Final bill (€)")
_LOWEST = (0, 10, 0, 0, 18, 1, 1, 3, 0, 0, 0, 0)
_HIGHEST = (730, 60, 9, 2200, 90, 200, 31, 20, 120, 99, 40, 5000)


def _sizes(rows: int, classes: int) -> NDArray[np.int64]:
    """Share `rows` out over `classes` as evenly as can be."""
    return np.full(classes, rows // classes) + (np.arange(classes) < rows % classes)


def _moved(rng: np.random.Generator, points: _Points, reach: float) -> _Points:
    """Return the points moved by up to `reach` along each axis, evenly."""
    return points + rng.uniform(-reach, reach, points.shape)


def _moons(options: _MoonsOptions) -> tuple[_Points, _Labels]:
    points, labels = make_moons(options.rows, noise=options.noise, random_state=options.seed)
    return points, labels


def _circles(options: _BlurOptions) -> tuple[_Points, _Labels]:
    rng = np.random.default_rng(options.seed)
    inside, outside = _sizes(options.rows, 2)
    radius = np.concatenate([rng.uniform(0, 0.5 * _RADIUS, inside), rng.uniform(0.7 * _RADIUS, _RADIUS, outside)])
    angle = rng.uniform(0, 2 * np.pi, options.rows)
    points = radius[:, None] * np.column_stack([np.sin(angle), np.cos(angle)])
    judged = _moved(rng, points, _RADIUS * options.noise)
    return points, (np.hypot(judged[:, 0], judged[:, 1]) >= 0.5 * _RADIUS).astype(np.int64)


def _blobs(options: _BlobsOptions) -> tuple[_Points, _Labels]:
    # noise 0.1 is scikit-learn's own spread of 1
    points, labels = make_blobs(
        options.rows, centers=options.classes, cluster_std=0.5 + 5 * options.noise, random_state=options.seed
    )
    return points, labels


def _xor(options: _BlurOptions) -> tuple[_Points, _Labels]:
    rng = np.random.default_rng(options.seed)
    drawn = rng.uniform(-5, 5, (options.rows, 2))
    points = drawn + np.where(drawn > 0, 0.3, -0.3)  # a gap along both axes
    judged = _moved(rng, points, 5 * options.noise)
    return points, (judged[:, 0] * judged[:, 1] < 0).astype(np.int64)


def _gauss(options: _ClassOptions) -> tuple[_Points, _Labels]:
    rng = np.random.default_rng(options.seed)
    labels = np.repeat(np.arange(options.classes), _sizes(options.rows, options.classes))
    angle = np.pi / 4 + 2 * np.pi * labels / options.classes
    centres = np.sqrt(8) * np.column_stack([np.cos(angle), np.sin(angle)])  # two classes: (2, 2) and (-2, -2)
    variance = 0.5 + 7 * options.noise
    return rng.normal(centres, np.sqrt(variance)), labels


def _spiral(options: _ClassOptions) -> tuple[_Points, _Labels]:
    rng = np.random.default_rng(options.seed)
    sizes = _sizes(options.rows, options.classes)
    labels = np.repeat(np.arange(options.classes), sizes)
    along = np.concatenate([np.arange(size) / size for size in sizes])
    angle = 2 * np.pi * (1.75 * along + labels / options.classes)
    points = 5 * along[:, None] * np.column_stack([np.sin(angle), np.cos(angle)])
    return _moved(rng, points, options.noise), labels


def _linear(options: _BlurOptions) -> tuple[_Points, _Labels]:
    rng = np.random.default_rng(options.seed)
    points = rng.uniform(-5, 5, (options.rows, 2))
    return points, (_moved(rng, points, 5 * options.noise).sum(axis=1) > 0).astype(np.int64)


def _plane(options: _NumberOptions) -> tuple[_Points, NDArray[np.float64]]:
    rng = np.random.default_rng(options.seed)
    points = rng.uniform(-6, 6, (options.rows, 2))
    return points, _moved(rng, points, 6 * options.noise).sum(axis=1) / 10


def _gaussians(options: _NumberOptions) -> tuple[_Points, NDArray[np.float64]]:
    rng = np.random.default_rng(options.seed)
    points = rng.uniform(-6, 6, (options.rows, 2))
    judged = _moved(rng, points, 6 * options.noise)
    distance = np.linalg.norm(judged[:, None, :] - _BUMPS[:, :2], axis=2)
    heights = _BUMPS[:, 2] * np.clip(1 - distance / 2, 0, 1)
    strongest = np.abs(heights).argmax(axis=1)
    return points, heights[np.arange(options.rows), strongest]


def _customers(rows: int, seed: int) -> tuple[_Points, _Labels]:
    customers = np.random.default_rng(seed).uniform(_LOWEST, _HIGHEST, (rows, len(_HIGHEST))).round(1)
    left, fee, calls, since = customers[:, :4].T
    leaves = ((left < 90) & (fee > 25)) | ((calls > 6) & (since < 730)) | ((fee > 50) & (since > 1460))
    return customers, leaves.astype(np.int64)


def _contracts(options: _CustomersOptions) -> tuple[_Points, _Labels]:
    return _customers(options.rows, options.seed)


def _final_bills(options: _CustomersOptions) -> tuple[_Points, _Labels]:
    customers, leaves = _customers(options.rows, options.seed)
    bills = leaves * customers[:, 1] * np.random.default_rng([options.seed, 1]).uniform(0.5, 3, options.rows)
    return np.column_stack([customers, bills.round(1)]), leaves


def _loader(
    draw: Callable[[Any], tuple[_Points, Any]], class_names: tuple[str, ...], columns: tuple[str, ...] = _AXES
) -> Callable[[Any], Dataset]:
    def load(options: Any) -> Dataset:
        points, target = draw(options)
        return Dataset(
            X=pd.DataFrame(points, columns=list(columns)),
            y=target,
            task="classification" if class_names else "regression",
            feature_names=columns,
            class_names=class_names[: getattr(options, "classes", None)],
            target_name=_target(class_names, columns),
        )

    return load


def _target(class_names: tuple[str, ...], columns: tuple[str, ...] = _AXES) -> str:
    if columns is not _AXES:
        return declared("Decision")
    return declared("Class") if class_names else declared("Height")


def _of_customers(
    name: str, title: str, summary: str, draw: Any, columns: tuple[str, ...], drawn: tuple[int, int]
) -> DatasetInfo:
    class_names = named("Stays", "Cancels")
    load = _loader(draw, class_names, columns)

    def sample() -> Dataset:
        data = load(_CustomersOptions())
        return replace(data, X=data.table.iloc[:, list(drawn)], feature_names=tuple(columns[at] for at in drawn))

    return DatasetInfo(
        name=name,
        title=title,
        summary=summary,
        task="classification",
        kind="table",
        rows=3000,
        features=len(columns),
        classes=2,
        load=load,
        options=_CustomersOptions,
        reference="https://scikit-learn.org/stable/modules/tree.html",
        names=(*class_names, _target(class_names, columns)),
        sample=sample,
    )


def _info(
    title: str,
    summary: str,
    draw: Callable[[Any], tuple[_Points, Any]],
    options: type[_Options],
    class_names: tuple[str, ...] = (),
    reference: str = _PLAYGROUND,
) -> DatasetInfo:
    defaults = options()
    return DatasetInfo(
        name=title.lower(),
        title=title,
        summary=summary,
        task="classification" if class_names else "regression",
        kind="plane",
        rows=defaults.rows,
        features=2,
        classes=getattr(defaults, "classes", len(class_names)),
        load=_loader(draw, class_names),
        options=options,
        reference=reference,
        names=(*class_names, _target(class_names)),
    )


DATASETS = (
    _info(
        declared("Moons"),
        declared("Each row is a point on one of two interleaved half circles; predict which."),
        _moons,
        _MoonsOptions,
        named("Upper", "Lower"),
        "https://scikit-learn.org/stable/modules/generated/sklearn.datasets.make_moons.html",
    ),
    _info(
        declared("Circles"),
        declared("Each row is a point in a disc or in the ring around it; predict which."),
        _circles,
        _BlurOptions,
        named("Inside", "Outside"),
    ),
    _info(
        declared("Blobs"),
        declared("Each row is a point of one of several round clouds at random places; predict which."),
        _blobs,
        _BlobsOptions,
        _LETTERS,
        "https://scikit-learn.org/stable/modules/generated/sklearn.datasets.make_blobs.html",
    ),
    _info(
        declared("XOR"),
        declared("Each row is a point in a square; predict whether its two coordinates have the same sign."),
        _xor,
        _BlurOptions,
        named("Same sign", "Opposite signs"),
    ),
    _info(
        declared("Gauss"),
        declared("Each row is a point of one of several normal distributions set around a circle; predict which."),
        _gauss,
        _ClassOptions,
        _LETTERS,
    ),
    _info(
        declared("Spiral"),
        declared("Each row is a point on an arm of a spiral; predict on which arm."),
        _spiral,
        _ClassOptions,
        _LETTERS,
    ),
    _info(
        declared("Linear"),
        declared("Each row is a point in a square; predict on which side of the diagonal it lies."),
        _linear,
        _BlurOptions,
        named("Below", "Above"),
        "https://scikit-learn.org/stable/modules/linear_model.html",
    ),
    _info(
        declared("Plane"),
        declared("Each row is a point in a square; predict the height of a tilted plane there."),
        _plane,
        _NumberOptions,
    ),
    _info(
        declared("Gaussians"),
        declared(
            "Each row is a point in a square; predict the height of a landscape with three hills and three hollows."
        ),
        _gaussians,
        _NumberOptions,
    ),
    _of_customers(
        "contracts",
        declared("Phone contracts"),
        declared("Each row is a customer of a made-up phone company; predict whether they cancel."),
        _contracts,
        _COLUMNS,
        (0, 1),
    ),
    _of_customers(
        "final_bills",
        declared("Phone contracts and bills"),
        declared("Each row is a customer of Phone contracts, final bill included; predict whether they cancel."),
        _final_bills,
        (*_COLUMNS, _BILL),
        (1, 12),
    ),
)
