"""A fitted contender as files that need no Bakeoff, and the Python that opens them.

skops is imported where it is used: it brings all of scikit-learn, and with that PyTorch, into the process.
"""

import inspect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from sklearn.pipeline import Pipeline

from bakeoff.contenders import contender
from bakeoff.contenders.mlp_estimator import MLPEstimator
from bakeoff.contenders.svm import calibration
from bakeoff.errors import SettingError
from bakeoff.evaluation.preparation import Prepared
from bakeoff.export.models.plain import plain_estimator, plain_preparation, some_rows
from bakeoff.text import _

_ROWS = "rows.csv"
_PACKAGES = ("pandas", "scikit-learn", "skops")


@dataclass(frozen=True)
class Saved:
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


def saved(name: str, estimator: Any, prepared: Prepared) -> Saved:
    """Return the fitted contender `name` as files.

    Raises
    ------
    SettingError
        If it is neither one of scikit-learn's models nor one of our networks, or would answer otherwise then.
    """
    if isinstance(estimator, MLPEstimator):
        return _network(estimator, prepared)
    return _scikit_learn(name, estimator, prepared)


def _scikit_learn(name: str, estimator: Any, prepared: Prepared) -> Saved:
    label, rows = contender(name).label, some_rows(prepared)
    try:
        plain = plain_estimator(estimator)
    except LookupError:
        raise SettingError(_("{label} is none of scikit-learn’s models, so it is not saved.", label=label)) from None
    model = Pipeline([("preparation", plain_preparation(prepared)), ("model", plain)])
    if not np.allclose(model.predict(rows), estimator.predict(prepared.X_test[: len(rows)])):
        raise SettingError(_("{label} answers otherwise as scikit-learn’s own class, so it is not saved.", label=label))
    content, trusted = _skops(model)
    head, ask, note = list(_HEAD), "probabilities = model.predict_proba(rows)", ""
    if prepared.task == "regression":
        ask = "answers = model.predict(rows)"
    elif name == "svm":
        head = [*_CALIBRATION_HEAD, *(f"\n\n{inspect.getsource(one).rstrip()}" for one in _CALIBRATION), ""]
        ask = f"probabilities = probabilities(model.decision_function(rows), scale={estimator.scale_!r})"
        note = _(
            "scikit-learn’s own machine has no probabilities: the functions above make those of the race from its "
            "decision values. Its predict gives the most probable class without them."
        )
    code = _code(head, [_opened("model", trusted), _READ_ROWS, ask], estimator, prepared)
    return Saved({"model.skops": content, _ROWS: _csv(rows)}, code, _PACKAGES, trusted, note)


def _network(estimator: Any, prepared: Prepared) -> Saved:
    """Return preparation and network apart, since each library writes its own."""
    content, trusted = _skops(plain_preparation(prepared))
    file, network = estimator.network_file()
    opened = _opened("preparation", trusted)
    features = "features = np.asarray(preparation.transform(rows), dtype=np.float32)"
    imports, packages, body = _keras(file) if file.endswith(".keras") else _torch(file, estimator, prepared)
    if prepared.task == "regression":
        answers = [f"answers = outputs[:, 0] * {estimator.target_scale_!r} + {estimator.target_mean_!r}"]
    else:
        answers = [
            f"outputs = outputs[:, :{len(estimator.classes_)}]",
            "probabilities = outputs / outputs.sum(axis=1, keepdims=True)",
        ]
    head = [*imports, "import numpy as np", *_HEAD]
    code = _code(head, [opened, _READ_ROWS, features, *body, *answers], estimator, prepared)
    files = {"preparation.skops": content, file: network, _ROWS: _csv(some_rows(prepared))}
    return Saved(files, code, (*packages, *_PACKAGES), trusted)


Opening = tuple[list[str], tuple[str, ...], list[str]]
"""Imports, packages, and the lines that come from ``features`` to ``outputs``."""


def _keras(file: str) -> Opening:
    body = [
        f'network = keras.saving.load_model("{file}", compile=False)',
        "outputs = network.predict(features, verbose=0).astype(np.float64)",
    ]
    return ["import keras"], ("keras", "tensorflow"), body


def _torch(file: str, estimator: Any, prepared: Prepared) -> Opening:
    softmax = ".softmax(dim=1)" if prepared.task == "classification" else ""
    body = [
        "network = nn.Sequential(",
        *(f"    nn.{layer}," for layer in estimator.model_),
        ")",
        f'network.load_state_dict(torch.load("{file}", weights_only=True))',
        "network.eval()",
        "with torch.no_grad():",
        f"    outputs = network(torch.from_numpy(features)){softmax}.numpy().astype(np.float64)",
    ]
    return ["import torch", "from torch import nn"], ("torch",), body


def _skops(model: Any) -> tuple[bytes, tuple[str, ...]]:
    """Return a scikit-learn model as a skops file, and the types in it that skops does not know to be safe."""
    import skops.io

    content = skops.io.dumps(model)
    return content, tuple(skops.io.get_untrusted_types(data=content))


def _csv(rows: pd.DataFrame) -> bytes:
    return rows.to_csv(index=False).encode()


# --- the code that opens them ---

_READ_ROWS = f'rows = pd.read_csv("{_ROWS}")'
_HEAD = ("import pandas as pd", "import skops.io")
_CALIBRATION = (calibration.scores, calibration.winners, calibration.probabilities)
"""The very functions that made the page's probabilities: scikit-learn's own class has others, or none."""

_CALIBRATION_HEAD = (
    "import numpy as np",
    *_HEAD,
    "from numpy.typing import NDArray",
    "from scipy.special import softmax",
)


def _opened(what: str, trusted: Iterable[str]) -> str:
    return f'{what} = skops.io.load("{what}.skops", trusted={list(trusted)})'


def _code(head: list[str], body: list[str], estimator: Any, prepared: Prepared) -> str:
    lines = [*head, "", *body]
    if prepared.task == "classification":
        lines += [
            f"classes = {[prepared.class_names[code] for code in estimator.classes_]}",
            "answers = [classes[most] for most in probabilities.argmax(axis=1)]",
        ]
    return "\n".join([*lines, "print(answers)", ""])
