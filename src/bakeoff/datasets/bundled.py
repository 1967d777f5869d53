"""Small real data sets that come with scikit-learn, with names people can read."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from sklearn import datasets as sources

from bakeoff.datasets.base import Dataset, DatasetInfo, NoOptions, pixel_names
from bakeoff.text import declared

_DIABETES_NAMES = (
    "Age (years)",
    "Sex (1 or 2)",
    "Body mass index",
    "Mean blood pressure",
    "Total cholesterol",
    "LDL cholesterol",
    "HDL cholesterol",
    "Total / HDL cholesterol",
    "Log of triglycerides",
    "Blood sugar",
)
_REFERENCE = "https://scikit-learn.org/stable/datasets/toy_dataset.html"


def _digits(_options: NoOptions) -> Dataset:
    source = sources.load_digits()
    return Dataset(
        X=source.data.astype(np.uint8),
        y=source.target.astype(np.int64),
        task="classification",
        feature_names=pixel_names(8, 8),
        class_names=tuple("0123456789"),
        target_name="Digit",
        image_shape=(8, 8),
    )


def _table(source: Any, names: tuple[str, ...], class_names: tuple[str, ...], target_name: str) -> Dataset:
    return Dataset(
        X=pd.DataFrame(source.data, columns=list(names)),
        y=source.target.astype(np.int64 if class_names else np.float64),
        task="classification" if class_names else "regression",
        feature_names=names,
        class_names=class_names,
        target_name=target_name,
    )


def _readable(names: list[str]) -> tuple[str, ...]:
    """Write ``od280/od315_of_wines`` as ``OD280/OD315 of wines``, ``mean radius`` as ``Mean radius``."""
    words = [name.replace("_", " ").replace("od280/od315", "OD280/OD315") for name in names]
    return tuple(word[0].upper() + word[1:] for word in words)


def _iris(_options: NoOptions) -> Dataset:
    source = sources.load_iris()
    return _table(source, _readable(source.feature_names), ("Setosa", "Versicolor", "Virginica"), "Species")


def _wine(_options: NoOptions) -> Dataset:
    source = sources.load_wine()
    return _table(source, _readable(source.feature_names), ("Cultivar 1", "Cultivar 2", "Cultivar 3"), "Cultivar")


def _breast_cancer(_options: NoOptions) -> Dataset:
    source = sources.load_breast_cancer()
    return _table(source, _readable(source.feature_names), ("Malignant", "Benign"), "Diagnosis")


def _diabetes(_options: NoOptions) -> Dataset:
    # unscaled: the same numbers in the units that a doctor would read
    return _table(sources.load_diabetes(scaled=False), _DIABETES_NAMES, (), "Progression after one year")


def _info(
    name: str, title: str, summary: str, size: tuple[int, int, int], load: Callable[[Any], Dataset], anchor: str
) -> DatasetInfo:
    rows, features, classes = size
    return DatasetInfo(
        name=name,
        title=title,
        summary=summary,
        task="classification" if classes else "regression",
        kind="image" if name == "digits" else "table",
        rows=rows,
        features=features,
        classes=classes,
        load=load,
        reference=f"{_REFERENCE}#{anchor}",
    )


DATASETS = (
    _info(
        "digits",
        declared("Digits"),
        declared("Each row is a handwritten digit scanned at 8 by 8 pixels; predict which digit it is."),
        (1797, 64, 10),
        _digits,
        "optical-recognition-of-handwritten-digits-dataset",
    ),
    _info(
        "iris",
        declared("Iris"),
        declared("Each row is an iris flower measured in four places; predict its species."),
        (150, 4, 3),
        _iris,
        "iris-plants-dataset",
    ),
    _info(
        "wine",
        declared("Wine"),
        declared("Each row is the chemical analysis of an Italian wine; predict from which of three grape cultivars."),
        (178, 13, 3),
        _wine,
        "wine-recognition-dataset",
    ),
    _info(
        "breast_cancer",
        declared("Breast cancer"),
        declared(
            "Each row describes the cell nuclei of a breast mass under the microscope; predict malignant or benign."
        ),
        (569, 30, 2),
        _breast_cancer,
        "breast-cancer-wisconsin-diagnostic-dataset",
    ),
    _info(
        "diabetes",
        declared("Diabetes"),
        declared(
            "Each row is a patient with ten measurements; predict how far the disease has progressed a year later."
        ),
        (442, 10, 0),
        _diabetes,
        "diabetes-dataset",
    ),
)
