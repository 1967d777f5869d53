"""The preparation as a diagram has it: which columns go through which steps, and how many features come out."""

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer, MinMaxScaler, OneHotEncoder, StandardScaler

from bakeoff.datasets import Dataset
from bakeoff.datasets.base import as_declared
from bakeoff.preparation.columns import fit_pipeline
from bakeoff.preparation.encoders import DateParts
from bakeoff.preparation.steps import OF_TEXTS, n_polynomial, scaler
from bakeoff.preparation.texts import TextWeights
from bakeoff.rules import Rules
from bakeoff.text import _
from bakeoff.transform import Transform

# Two rows of each kind of column, from which the preparation of a table can be seen before the table is split.
_MADE_UP: dict[str, list[Any]] = {
    "number": [0.0, 1.0],
    "date": [pd.Timestamp(2024, 1, 1), pd.Timestamp(2025, 2, 2)],
    "category": ["a", "b"],
    "text": ["some words", "other words"],
}


@dataclass(frozen=True)
class ColumnPath:
    """Columns that go the same way, together or each by itself.

    Attributes
    ----------
    steps : tuple of str
        What is done to them, in order.
    features : int or None
        How many come out; None before the preparation is fitted.
    of_texts : bool
        Whether these are sparse, of texts.
    """

    columns: tuple[str, ...]
    steps: tuple[str, ...]
    features: int | None
    of_texts: bool = False


@dataclass(frozen=True)
class PipelineDiagram:
    """A preparation.

    Attributes
    ----------
    lanes : tuple of ColumnPath
        Side by side.
    then : tuple of str
        What is done to all that come out of them, in order.
    features : int or None
        How many the contenders see.
    """

    lanes: tuple[ColumnPath, ...]
    then: tuple[str, ...]
    features: int | None


def diagram_of(fitted: Any, columns: Sequence[str], n_features: int) -> PipelineDiagram:
    """Read off what a fitted preparation of columns, or of pixels, does.

    Parameters
    ----------
    fitted : ColumnTransformer or Pipeline
        Of pipelines; or for all columns, which are pixels then.
    columns : sequence of str
        Names of the columns that go in.
    n_features : int
        How many features come out.
    """
    if isinstance(fitted, ColumnTransformer):
        return PipelineDiagram(tuple(_merged(_lanes(fitted, columns))), (), n_features)
    lane = ColumnPath(tuple(columns), tuple(_words([step for _name, step in fitted.steps])), len(columns))
    return PipelineDiagram((lane,), (), n_features)


def transformed(
    diagram: PipelineDiagram, rules: Rules, transform: Transform, n_rows: int | None = None, *, pictures: bool = False
) -> PipelineDiagram:
    """Return a preparation with the sliders, the compression and the products that come behind it.

    Parameters
    ----------
    n_rows : int, optional
        Rows of the training part, which cannot have more components.
    """
    features, then = diagram.features, list(diagram.then)
    of_texts = any(lane.of_texts for lane in diagram.lanes)
    if transform.junk and not (of_texts or pictures):
        features = None if features is None else features + round(transform.junk * features)
        then.append(_("Add {percent} % junk features", percent=f"{100 * transform.junk:.3g}"))
    if transform.rotation and not (of_texts or pictures):
        then.append(_("Rotate by {percent} %", percent=f"{100 * transform.rotation:.3g}"))
    components = OF_TEXTS if of_texts and transform.degree > 1 else None
    components = transform.components or components
    if components is not None:
        kept = min([components, *(n - of_texts for n in (features, n_rows) if n is not None)])
        features = None if features is None else kept
        then.append(_("Compress by PCA to {n} components", n=kept))
    if transform.degree > 1:
        features = None if features is None else n_polynomial(features, transform.degree)
        then.append(_("Polynomial features of degree {degree}", degree=transform.degree))
        then.extend(_words([scaler(rules)]))
    return PipelineDiagram(diagram.lanes, tuple(then), features)


def planned(kinds: Mapping[str, str], rules: Rules) -> PipelineDiagram:
    """Return what the preparation of a table will do, whose columns are of these kinds; how much comes out is open.

    Parameters
    ----------
    kinds : mapping of str to {"number", "date", "category", "text"}
        By the column's name.
    """
    ways = _ways(tuple(kind for kind in _MADE_UP if kind in kinds.values()), rules)
    named = (tuple(name for name, kind in kinds.items() if kind in way.columns) for way in ways)
    return PipelineDiagram(
        tuple(replace(way, columns=names, features=None) for names, way in zip(named, ways, strict=True)), (), None
    )


@functools.lru_cache(maxsize=64)
def _ways(kinds: tuple[str, ...], rules: Rules) -> tuple[ColumnPath, ...]:
    """Return the lanes of a table that has one column of each kind, called by the kind's name."""
    X = pd.DataFrame({kind: _MADE_UP[kind] for kind in kinds})
    texts = tuple(kind for kind in kinds if kind == "text")
    data = Dataset(X, np.zeros(2), "regression", kinds, text_features=texts)
    return diagram_of(fit_pipeline(data, X, rules), kinds, 0).lanes


def _lanes(fitted: ColumnTransformer, declared: Sequence[str]) -> Iterator[ColumnPath]:
    for name, transformer, columns in fitted.transformers_:
        if name == "remainder" or not len(columns):
            continue
        steps = [step for _name, step in transformer.steps] if isinstance(transformer, Pipeline) else [transformer]
        made = fitted.output_indices_[name]
        of_texts = any(isinstance(step, TextWeights) for step in steps)
        names = as_declared(map(str, columns), declared)
        yield ColumnPath(names, tuple(_words(steps)), made.stop - made.start, of_texts)


def _merged(lanes: Iterable[ColumnPath]) -> Iterable[ColumnPath]:
    """Return one lane where columns go the same way each by itself, as texts do."""
    by_steps: dict[tuple[str, ...], ColumnPath] = {}
    for lane in lanes:
        other = by_steps.get(lane.steps, replace(lane, columns=(), features=0))
        by_steps[lane.steps] = replace(
            lane, columns=other.columns + lane.columns, features=(other.features or 0) + (lane.features or 0)
        )
    return by_steps.values()


def _words(steps: Sequence[Any]) -> Iterator[str]:
    """Yield what each step does; nothing for one that only writes values otherwise."""
    for step in steps:
        match step:
            case "passthrough" | FunctionTransformer():
                pass
            case SimpleImputer(strategy="median"):
                yield _("Fill gaps with the median")
            case SimpleImputer():
                yield _("Fill gaps with the commonest")
            case StandardScaler():
                yield _("Scale to mean 0, variance 1")
            case MinMaxScaler():
                yield _("Scale from 0 to 1")
            case OneHotEncoder():
                yield _("One feature a category, the rare share one")
            case DateParts():
                yield _("Split into days, year, month, weekday, hour")
            case TextWeights():
                yield _("Weigh words, pairs of words and runs of characters by TF-IDF")
            case _unknown:
                yield type(step).__name__
