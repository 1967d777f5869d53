"""Script of LightGBM and XGBoost: the cell that fits the library's own scikit-learn class."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bakeoff.contenders.base import Contender
from bakeoff.contenders.traits import Cell, ScriptedRace
from bakeoff.fields import Settings
from bakeoff.text import _

_NOT_THEIRS = {"loss", "early_stopping_rounds"}


@dataclass(frozen=True)
class BoostedScript:
    """Names of a library in its script.

    `best` is Python for the number of the best round, an attribute of the model; `early` is an argument of ``fit``, of
    the validation rows ``{X}`` and ``{y}``, and `made_early` one of the class.
    """

    module: str
    prefix: str
    changed: Mapping[str, object]
    early: str
    best: str
    imports: tuple[str, ...] = ()
    made_early: str = ""


_NUMBERED = """class Numbered({kind}):
    def fit(self, X, y, sample_weight=None, **more):
        classes, places = np.unique(y, return_inverse=True)
        self.known_ = np.arange(len(classes))
        super().fit(X, places, sample_weight=sample_weight, **more)
        self.known_ = classes
        return self

    def predict(self, X):
        return self.known_[super().predict(X)]

    @property
    def classes_(self):
        return self.known_

"""
"""Takes any class numbers: XGBoost refuses them if one is absent, and LightGBM misreads those of validation rows."""


def boosted_cells(info: Contender, settings: Settings, race: ScriptedRace, library: BoostedScript) -> Iterator[Cell]:
    """Yield the cell that fits it and asks it for the test part."""
    name, defaults = info.name, dict(info.hyperparameters())
    stops = race.validates and getattr(settings, "early_stopping_rounds", None) is not None
    parameters: dict[str, Any] = {
        key: value for key, value in dict(settings).items() if key not in _NOT_THEIRS and value != defaults[key]
    }
    arguments = [f"{key}={value!r}" for key, value in {**parameters, **library.changed, "n_jobs": 1}.items()]
    seed = race.seed if max(race.seeds) < 2**31 else f"{race.seed} % 2**31"
    arguments += [f"random_state={seed}", *([library.made_early] if stops and library.made_early else [])]
    kind = f"{library.prefix}{'Classifier' if race.task == 'classification' else 'Regressor'}"
    lacks = race.lacks and race.task == "classification"
    held = f", {library.early.format(**_validation(lacks, race))}" if stops else ""
    lines = [_NUMBERED.format(kind=kind)] if lacks else []
    lines += ["known = np.isin(y_validation, y_train)"] if stops and lacks else []
    lines += [
        f"{name} = {'Numbered' if lacks else kind}({', '.join(arguments)})",
        f"{name}.fit(X_train, {race.target}{held}{race.weights(name)})",
    ]
    answers = race.answers(f"{name}.predict(X_test)")
    if race.task == "classification":
        lines.append(f"chances = {name}.predict_proba(X_test).astype(np.float64)")
        answers += f", {name}.classes_, chances"
        if race.calibrated:
            if stops:
                more = ", early_stopping_rounds=None" if library.made_early else ""
                lines.append(f"{name}.set_params(n_estimators={name}.{library.best}{more})  # for the folds")
            lines += [
                f"scale = calibrated({name}, lambda model, X: logarithms(model.predict_proba(X), 1e-30))",
                "chances = chances if scale == 1 else scaled(chances, scale, 1e-30)",
            ]
    code = "\n".join([*lines, f'score("{info.label}", {answers})'])
    names = [kind, *(library.imports if stops else ())]
    imports = ("import numpy as np", *(f"from {library.module} import {each}" for each in names))
    yield Cell(info.both_names, _(info.summary), code, imports)


def _validation(lacks: bool, race: ScriptedRace) -> dict[str, str]:
    """Return Python for the validation rows whose class was trained on, and for their classes."""
    if not lacks:
        return {"X": "X_validation", "y": race.held_target}
    return {"X": "X_validation[known]", "y": "np.searchsorted(np.unique(y_train), y_validation[known])"}
