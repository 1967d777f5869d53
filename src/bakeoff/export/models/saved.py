"""A fitted contender as files that need no Bakeoff, and the Python that opens them.

skops is imported where it is used: it brings all of scikit-learn, and with that PyTorch, into the process.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import issparse
from sklearn.base import clone
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils import check_array

from bakeoff.contenders import contender, temperature
from bakeoff.contenders.log_target import learner
from bakeoff.contenders.scikit_learn import own_step, plain_estimator
from bakeoff.contenders.traits import NetworkFile
from bakeoff.errors import SettingError
from bakeoff.export.models.rows import ROWS, Schema, plain_rows, with_date_parts
from bakeoff.matrix import dense
from bakeoff.preparation.columns import features
from bakeoff.preparation.encoders import date_parts
from bakeoff.preparation.prepared import Prepared
from bakeoff.preparation.splits import take
from bakeoff.preparation.steps import parted, with_steps
from bakeoff.race.predicting import largest
from bakeoff.text import _
from bakeoff.transform import SLIDERS

_PACKAGES = ("pandas", "scikit-learn", "skops")


@dataclass(frozen=True)
class SavedModel:
    """A fitted contender to take home.

    Attributes
    ----------
    files : mapping of str to bytes
        By name; a few raw rows of the test part are among them, as CSV.
    code : str
        Python that opens them beside itself, answers for those rows, and prints the answers.
    packages : tuple of str
        What that needs, as pip calls it.
    trusted : tuple of str
        Types in the skops files that skops wants to be told are trusted.
    note : str
        In what the files alone differ from the raced contender; empty for nothing.
    """

    files: Mapping[str, bytes]
    code: str
    packages: tuple[str, ...]
    trusted: tuple[str, ...]
    note: str = ""


def saved(name: str, estimator: Any, prepared: Prepared) -> SavedModel:
    """Return the fitted contender `name` as files.

    Raises
    ------
    SettingError
        If it is neither one of scikit-learn's models nor one of our networks, or would answer otherwise then.
    """
    if hasattr(learner(estimator), "network_file"):
        return _network(estimator, prepared)
    return _scikit_learn(name, estimator, prepared)


def _scikit_learn(name: str, estimator: Any, prepared: Prepared) -> SavedModel:
    label, made = contender(name).label, contender(name).own_probabilities
    try:
        plain = plain_estimator(estimator)
    except LookupError:
        raise SettingError(_("{label} is none of scikit-learn’s models, so it is not saved.", label=label)) from None
    rows = _Rows(prepared)
    model = Pipeline([("preparation", rows.preparation), *own_step(estimator), ("model", plain)])
    if not np.allclose(model[1:].predict(rows.prepared), estimator.predict(prepared.X_test[: rows.prepared.shape[0]])):
        raise SettingError(
            _("{label} answers differently as scikit-learn’s own class, so it is not saved.", label=label)
        )
    content, trusted = _skops(model)
    imports: tuple[str, ...] = _IMPORTS
    functions, ask, note = rows.functions, "probabilities = model.predict_proba(rows)", ""
    if prepared.task == "regression":
        ask = "answers = model.predict(rows)"
    elif made is not None:
        own = made()
        imports, functions = (*_IMPORTS, *_CALIBRATION_IMPORTS), (*functions, *own.functions)
        scale = f"scale={estimator_scale(estimator)!r}"
        ask, note = f"probabilities = {own.probabilities.format(model='model', X='rows', scale=scale)}", _(own.note)
    elif estimator_scale(estimator) != 1.0:
        imports, functions = (*_IMPORTS, *_CALIBRATION_IMPORTS), (*functions, *_SCALING)
        ask = f"{ask}\n{_scaled(estimator)}"
    body = [_opened("model", trusted), *rows.lines, ask]
    code = _code(_head(imports, functions), body, estimator, prepared)
    return SavedModel({"model.skops": content, ROWS: rows.content}, code, _PACKAGES, trusted, note)


def _network(estimator: Any, prepared: Prepared) -> SavedModel:
    """Return preparation and network, or boosted trees, apart, since each library writes its own."""
    rows = _Rows(prepared)
    preparation = Pipeline([("preparation", rows.preparation), *own_step(estimator)])
    content, trusted = _skops(preparation)
    network: NetworkFile = learner(estimator).network_file()
    opened = _opened("preparation", trusted)
    made = "preparation.transform(rows)"
    made = f"{made}.toarray()" if issparse(rows.prepared) else made  # each row as a network takes it, zeros and all
    features = f"features = np.asarray({made}, dtype=np.{network.dtype})"
    functions, imports, answers = rows.functions, network.imports, _network_answers(learner(estimator), prepared)
    if learner(estimator) is not estimator:
        answers.append("answers = np.exp(answers)")
    if estimator_scale(estimator) != 1.0:
        imports, functions = (*imports, *_CALIBRATION_IMPORTS[1:]), (*functions, *_SCALING)
        answers.append(_scaled(estimator))
    head = _head((*imports, "import numpy as np", *_IMPORTS), functions)
    code = _code(head, [opened, *rows.lines, features, *network.lines, *answers], estimator, prepared)
    files = {"preparation.skops": content, network.name: network.content, ROWS: rows.content}
    return SavedModel(files, code, (*network.packages, *_PACKAGES), trusted)


def _network_answers(estimator: Any, prepared: Prepared) -> list[str]:
    """Return the lines that come from ``outputs`` to ``answers`` or ``probabilities``."""
    if prepared.task == "regression" and not hasattr(estimator, "target_scale_"):
        return ["answers = outputs[:, 0]"]
    if prepared.task == "regression":
        return [f"answers = outputs[:, 0] * {estimator.target_scale_!r} + {estimator.target_mean_!r}"]
    return [
        f"outputs = outputs[:, :{len(estimator.classes_)}]",
        "probabilities = outputs / outputs.sum(axis=1, keepdims=True)",
    ]


def _skops(model: Any) -> tuple[bytes, tuple[str, ...]]:
    """Return a scikit-learn model as a skops file, and the types in it that skops does not know to be safe."""
    import skops.io

    content = skops.io.dumps(model)
    return content, tuple(skops.io.get_untrusted_types(data=content))


class _Rows:
    """A few raw rows as a file, the preparation that takes them, and the Python that reads them.

    Attributes
    ----------
    content : bytes
    functions : tuple of callable
        What the lines call.
    lines : list of str
        Of Python, which come to ``rows``.
    preparation : object
        The fitted preprocessing, see `plain_preparation`.
    prepared : ndarray or sparse matrix
        What it makes of the rows, read back from the file.
    """

    def __init__(self, prepared: Prepared) -> None:
        rows, schema, dates = some_rows(prepared), Schema.of(prepared.data), dates_in(prepared)
        self.content = schema.written(rows)
        self.functions, self.lines = schema.code(rows.columns)
        if dates:
            self.functions += (date_parts, with_date_parts)
            self.lines.append(f"rows = with_date_parts(rows, {dates!r})")
        self.preparation = plain_preparation(prepared)
        self.prepared = self.preparation.transform(with_date_parts(schema.read(self.content), dates))
        if not np.allclose(dense(self.prepared), dense(prepared.X_test[: len(rows)])):
            raise SettingError(_("Rows read from a file would be prepared differently, so the models are not saved."))


# --- the code that opens them ---

_IMPORTS = ("import pandas as pd", "import skops.io")
_SCALING = (temperature.logarithms, temperature.softmax_of, temperature.scaled)


def estimator_scale(estimator: Any) -> float:
    """Return what a contender's probabilities are scaled by; 1 if it has none, or they are as they come."""
    return float(getattr(estimator, "scale_", 1.0))


def _scaled(estimator: Any) -> str:
    return f"probabilities = scaled(probabilities, scale={estimator.scale_!r}, floor={estimator.floor!r})"


_CALIBRATION_IMPORTS = (
    "import numpy as np",
    "from numpy.typing import NDArray",
    "from scipy.special import softmax",
)
_FUNCTION_IMPORTS = ("import re", "from collections.abc import Mapping", "from typing import Any")


def _head(imports: tuple[str, ...], functions: tuple[Callable[..., Any], ...]) -> list[str]:
    """Return imports, and the source of functions with what they need."""
    sources = [inspect.getsource(function).rstrip() for function in functions]
    needed = [line for line in _FUNCTION_IMPORTS if any(line.split()[-1] in source for source in sources)]
    lines = [*needed, ""] if needed else []
    lines += sorted(dict.fromkeys(imports), key=lambda line: (line.startswith("from"), line))
    return [*lines, *(f"\n\n{source}" for source in sources), *([""] if sources else [])]


def _opened(what: str, trusted: Iterable[str]) -> str:
    return f'{what} = skops.io.load("{what}.skops", trusted={list(trusted)})'


def _code(head: list[str], body: list[str], estimator: Any, prepared: Prepared) -> str:
    lines = [*head, "", *body]
    if prepared.task == "classification":
        lines += _answer_lines(prepared, estimator.classes_)
    return "\n".join([*lines, "print(answers)", ""])


def _answer_lines(prepared: Prepared, known: NDArray[Any]) -> list[str]:
    """Return the lines that make answers of ``probabilities``, which are those of the `known` classes."""
    if prepared.answer_costs is None:
        return [
            f"classes = {[prepared.class_names[code] for code in known]}",
            "answers = [classes[most] for most in probabilities.argmax(axis=1)]",
        ]
    return [
        f"classes = {list(prepared.class_names)}",
        f"costs = {prepared.answer_costs[known].tolist()}  # of each answer, a row for each class with a probability",
        "expected = sum(chance[:, None] * row for chance, row in zip(probabilities.T, costs))",
        f"expected = (expected / {largest(prepared.answer_costs)!r}).round(12)  # so that equals are equal",
        "answers = [classes[least] for least in expected.argmin(axis=1)]",
    ]


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
        If a column of texts has no words to speak of, or there are junk or rotated features: scikit-learn's own classes
        cannot prepare these.
    """
    if prepared.data.image_shape:
        return prepared.pipeline
    ours, steps = parted(prepared.pipeline)
    if steps.keys() & {*SLIDERS}:
        raise SettingError(
            _("Models that learnt from junk or rotated features are not saved; the script makes them anew.")
        )
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
