"""A race's preparation and models as scikit-learn's own classes, which open where there is no Bakeoff."""

from typing import Any

import pandas as pd
from sklearn.base import clone
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils import check_array

from bakeoff.evaluation.column_preparation import as_objects, features
from bakeoff.evaluation.preparation import Prepared
from bakeoff.evaluation.splits import take
from bakeoff.evaluation.transforming import parted, with_steps
from bakeoff.export.script.models import scikit_learn_class

MOST_ROWS = 20

_OURS = {"fit_cpu_seconds_", "fit_wall_seconds_", "scale_", "_fast"}
"""What our estimators know beyond scikit-learn's."""

_TO_OBJECTS = FunctionTransformer(
    check_array, kw_args={"dtype": "object", "ensure_all_finite": "allow-nan"}, feature_names_out="one-to-one"
)


def some_rows(prepared: Prepared) -> pd.DataFrame:
    """Return the first `MOST_ROWS` raw rows of the test part, as the plain preparation takes them."""
    rows = take(features(prepared.data), prepared.rows_test[:MOST_ROWS])
    return _with_nan(pd.DataFrame(rows, columns=list(prepared.data.feature_names)).reset_index(drop=True))


def prepared_by_us(prepared: Prepared) -> bool:
    """Tell whether a part of the preprocessing is Bakeoff's own: that of dates and of texts."""
    parts = getattr(prepared.columns, "transformers_", ())
    return any(name not in ("numbers", "categories") for name, _fitted, columns in parts if len(columns))


def plain_preparation(prepared: Prepared) -> Any:
    """Return the fitted preprocessing without anything of Bakeoff's in it.

    It takes a data frame of raw rows with the same columns; what is missing must be NaN, as pandas reads it.
    """
    if prepared.data.image_shape:
        return prepared.pipeline
    ours, steps = parted(prepared.pipeline)
    used = [(name, clone(fitted), columns) for name, fitted, columns in ours.transformers_ if len(columns)]
    plain = clone(ours).set_params(transformers=used)
    if "categories" in [name for name, _unfitted, _columns in used]:
        plain.set_params(categories__functiontransformer=_TO_OBJECTS)
    rows = take(features(prepared.data), prepared.rows_train)
    return with_steps(plain.fit(_with_nan(rows)), list(steps.items()))  # on the very rows: it learns the very numbers


def _with_nan(rows: pd.DataFrame) -> pd.DataFrame:
    categories = rows.select_dtypes(exclude="number")
    return rows.assign(**as_objects(categories))


def plain_estimator(estimator: Any) -> Any:
    """Return a fitted contender as the class of scikit-learn's that it is a kind of, which answers as it does.

    A support vector machine of several classes has no probabilities then, see `bakeoff.contenders.svm.calibration`.

    Raises
    ------
    LookupError
        If it is of none.
    """
    kind = scikit_learn_class(estimator)
    plain = kind(**{name: getattr(estimator, name) for name in kind().get_params()})
    learnt = vars(estimator).items()
    vars(plain).update({name: value for name, value in learnt if name not in _OURS and not name.startswith("_skl_")})
    return plain
