"""Small real data sets that come with scikit-learn, with names people can read."""

import functools
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from sklearn import datasets as sources

from bakeoff.datasets.base import Dataset, DatasetInfo, NoOptions, named, pixel_names
from bakeoff.text import declared

_DIABETES_NAMES = named(
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
_IRIS_NAMES = named("Sepal length (cm)", "Sepal width (cm)", "Petal length (cm)", "Petal width (cm)")
_WINE_NAMES = named(
    "Alcohol",
    "Malic acid",
    "Ash",
    "Alcalinity of ash",
    "Magnesium",
    "Total phenols",
    "Flavanoids",
    "Nonflavanoid phenols",
    "Proanthocyanins",
    "Color intensity",
    "Hue",
    "OD280/OD315 of diluted wines",
    "Proline",
)
_CELL_NAMES = named(
    "Mean radius",
    "Mean texture",
    "Mean perimeter",
    "Mean area",
    "Mean smoothness",
    "Mean compactness",
    "Mean concavity",
    "Mean concave points",
    "Mean symmetry",
    "Mean fractal dimension",
    "Radius error",
    "Texture error",
    "Perimeter error",
    "Area error",
    "Smoothness error",
    "Compactness error",
    "Concavity error",
    "Concave points error",
    "Symmetry error",
    "Fractal dimension error",
    "Worst radius",
    "Worst texture",
    "Worst perimeter",
    "Worst area",
    "Worst smoothness",
    "Worst compactness",
    "Worst concavity",
    "Worst concave points",
    "Worst symmetry",
    "Worst fractal dimension",
)
_SPECIES = named("Setosa", "Versicolor", "Virginica")
_CULTIVARS = named("Cultivar 1", "Cultivar 2", "Cultivar 3")
_DIAGNOSES = named("Malignant", "Benign")
_TARGETS = {
    "digits": declared("Digit"),
    "iris": declared("Species"),
    "wine": declared("Cultivar"),
    "breast_cancer": declared("Diagnosis"),
    "diabetes": declared("Progression after one year"),
}
_REFERENCE = "https://scikit-learn.org/stable/datasets/toy_dataset.html"


SOURCES: Mapping[str, Callable[[], Any]] = {
    "iris": sources.load_iris,
    "wine": sources.load_wine,
    "breast_cancer": sources.load_breast_cancer,
    "digits": sources.load_digits,
    # unscaled: the same numbers in the units that a doctor would read
    "diabetes": functools.partial(sources.load_diabetes, scaled=False),
}


@functools.cache
def read(name: str) -> Any:
    """Return what scikit-learn has under a name, which nobody may change; read once, since digits take 30 ms."""
    return SOURCES[name]()


def _digits(_options: NoOptions) -> Dataset:
    source = read("digits")
    return Dataset(
        X=source.data.astype(np.uint8),
        y=source.target.astype(np.int64),
        task="classification",
        feature_names=pixel_names(8, 8),
        class_names=tuple("0123456789"),
        target_name=_TARGETS["digits"],
        image_shape=(8, 8),
    )


def _table(source: Any, names: tuple[str, ...], class_names: tuple[str, ...], target_name: str) -> Dataset:
    return Dataset(
        X=pd.DataFrame(source.data, columns=list(names), copy=True),
        y=source.target.astype(np.int64 if class_names else np.float64),
        task="classification" if class_names else "regression",
        feature_names=names,
        class_names=class_names,
        target_name=target_name,
    )


def _iris(_options: NoOptions) -> Dataset:
    return _table(read("iris"), _IRIS_NAMES, _SPECIES, _TARGETS["iris"])


def _wine(_options: NoOptions) -> Dataset:
    return _table(read("wine"), _WINE_NAMES, _CULTIVARS, _TARGETS["wine"])


def _breast_cancer(_options: NoOptions) -> Dataset:
    return _table(read("breast_cancer"), _CELL_NAMES, _DIAGNOSES, _TARGETS["breast_cancer"])


def _diabetes(_options: NoOptions) -> Dataset:
    return _table(read("diabetes"), _DIABETES_NAMES, (), _TARGETS["diabetes"])


def _info(
    name: str,
    title: str,
    summary: str,
    size: tuple[int, int, int],
    load: Callable[[Any], Dataset],
    anchor: str,
    class_names: tuple[str, ...] = (),
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
        names=(*class_names, _TARGETS[name]),
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
        _SPECIES,
    ),
    _info(
        "wine",
        declared("Wine"),
        declared("Each row is the chemical analysis of an Italian wine; predict from which of three grape cultivars."),
        (178, 13, 3),
        _wine,
        "wine-recognition-dataset",
        _CULTIVARS,
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
        _DIAGNOSES,
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
