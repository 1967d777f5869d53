"""A race's preparation and models as scikit-learn's own classes, which open where there is no Bakeoff."""

from typing import Any

import pandas as pd
from sklearn.base import clone
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils import check_array

from bakeoff.errors import SettingError
from bakeoff.features.export.models.rows import plain_rows, with_date_parts
from bakeoff.preparation.columns import features
from bakeoff.preparation.prepared import Prepared
from bakeoff.preparation.splits import take
from bakeoff.preparation.steps import parted, with_steps
from bakeoff.text import _

MOST_ROWS = 20
_TEXT = "text "

_TO_OBJECTS = FunctionTransformer(
    check_array, kw_args={"dtype": "object", "ensure_all_finite": "allow-nan"}, feature_names_out="one-to-one"
)


def some_rows(prepared: Prepared) -> pd.DataFrame:
    """Return the first `MOST_ROWS` raw rows of the test part."""
    return plain_rows(prepared.data, take(features(prepared.data), prepared.rows_test[:MOST_ROWS]))


def dates_in(prepared: Prepared) -> dict[str, tuple[str, list[str]]]:
    """Return the first date and the parts that were learnt from, for each column of dates; see `with_date_parts`."""
    fitted = getattr(prepared.columns, "named_transformers_", {}).get("dates")
    encoder = fitted[0] if isinstance(fitted, Pipeline) else None
    if encoder is None or not hasattr(encoder, "parts_"):
        return {}
    return {name: (encoder.first_[name].isoformat(), parts) for name, parts in encoder.parts_.items()}


def plain_preparation(prepared: Prepared) -> Any:
    """Return the fitted preprocessing without anything of Bakeoff's in it.

    It takes `plain_rows`, with the parts of dates beside them.

    Raises
    ------
    SettingError
        If a column of texts has no words to speak of, which scikit-learn's own classes cannot prepare.
    """
    if prepared.data.image_shape:
        return prepared.pipeline
    ours, steps = parted(prepared.pipeline)
    parts = [_plain_part(*part) for part in ours.transformers_ if len(part[2])]
    unfitted = [(name, clone(part), columns) for name, part, columns in parts]
    rows = plain_rows(prepared.data, take(features(prepared.data), prepared.rows_train))
    plain = clone(ours).set_params(transformers=unfitted).fit(with_date_parts(rows, dates_in(prepared)))
    # Fitted to the very rows they have learnt the very numbers, but for texts, of which there may be too many to read.
    learnt = {name: part for name, part, _columns in parts if name.startswith(_TEXT)}
    plain.transformers_ = [(name, learnt.get(name, part), columns) for name, part, columns in plain.transformers_]
    return with_steps(plain, list(steps.items()))


def _plain_part(name: str, fitted: Any, columns: Any) -> tuple[str, Any, Any]:
    """Return a fitted part of the preprocessing of columns as scikit-learn's own classes."""
    if name == "categories":
        return name, Pipeline([("objects", _TO_OBJECTS), *fitted.steps[1:]]), columns
    if name == "dates":
        return name, fitted[1:], [f"{column}: {part}" for column in columns for part in fitted[0].parts_[column]]
    if name.startswith(_TEXT):
        encoder = fitted[0]
        if encoder.union_ is None:
            raise SettingError(
                _("The texts in “{name}” have too few words, so the models are not saved.", name=columns[0])
            )
        return name, encoder.union_, columns[0]
    return name, fitted, columns
