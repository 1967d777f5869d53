"""A contender that is scikit-learn's own model but for what it reports: as a script, and as scikit-learn has it."""

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, is_classifier

from bakeoff.contenders.base import Contender
from bakeoff.contenders.traits import Cell, OwnProbabilities, ScriptedRace
from bakeoff.contenders.weighed_texts import plain_weights
from bakeoff.fields import Settings
from bakeoff.text import _, sentences

_HIDDEN = {"n_jobs", "cache_size"}
"""Parameters that change how long it takes, but not what comes out."""

_OURS = {"fit_cpu_seconds_", "fit_wall_seconds_", "scale_", "_fast", "columns_", "texts_"}
"""Attributes of Bakeoff's estimators beyond scikit-learn's."""


def scikit_learn_class(estimator: Any) -> type:
    """Return the class of scikit-learn's that a contender's estimator is a kind of; raises LookupError if of none."""
    for kind in type(estimator).__mro__:
        if kind.__module__.startswith("sklearn.") and issubclass(kind, BaseEstimator) and kind is not BaseEstimator:
            return kind
    raise LookupError(type(estimator).__name__)


def plain_estimator(estimator: Any) -> Any:
    """Return a fitted contender as the class of scikit-learn's that it is a kind of, which answers as it does.

    One of `OwnProbabilities` has none then.

    Raises
    ------
    LookupError
        If it is of none.
    """
    from bakeoff.contenders.log_target import LogTarget
    from bakeoff.contenders.plain import within  # which loads more than a page needs

    if isinstance(estimator, LogTarget):
        from sklearn.compose import TransformedTargetRegressor
        from sklearn.dummy import DummyRegressor

        logarithmic = TransformedTargetRegressor(DummyRegressor(), func=np.log, inverse_func=np.exp)
        logarithmic.fit([[0.0]], [1.0]).regressor_ = plain_estimator(estimator.regressor)
        return logarithmic
    if (bare := within(estimator)) is not estimator:
        parts = [bare, *(part for part in bare.get_params().values() if hasattr(part, "get_params"))]
        answers = hasattr(bare, "predict_proba") or not is_classifier(bare)
        if not (answers and all(type(part).__module__.startswith("sklearn.") for part in parts)):
            raise LookupError(type(bare).__name__)
        return bare
    kind = scikit_learn_class(estimator)
    plain = kind(**{name: getattr(estimator, name) for name in kind().get_params()})
    for name, value in estimator.__getstate__().items():
        if name not in _OURS and not getattr(value, "__module__", "").startswith("bakeoff."):
            setattr(plain, name, value)
    return plain


def own_step(estimator: Any) -> list[tuple[str, Any]]:
    """Return what a fitted contender does to prepared rows before `plain_estimator` sees them, as steps."""
    from bakeoff.contenders.log_target import learner

    estimator = learner(estimator)
    texts = getattr(estimator, "texts_", None)
    steps = [(name, getattr(estimator, f"{name}_", None)) for name in ("columns", "robust")]
    steps.append(("texts", texts and plain_weights(texts)))
    return [(name, step) for name, step in steps if step is not None]


def scikit_learn_script(info: Contender, settings: Settings, race: ScriptedRace) -> Iterator[Cell]:
    """Yield the cell that fits scikit-learn's class and asks it for the test part: for `Contender.script`."""
    yield scikit_learn_cell(info, settings, race)


def scikit_learn_cell(
    info: Contender,
    settings: Settings,
    race: ScriptedRace,
    *,
    scaled_target: bool = False,
    more_words: str = "",
    first_step: str = "",
) -> Cell:
    """Return the cell of `scikit_learn_script`.

    Parameters
    ----------
    settings : Settings
        Its own.
    scaled_target : bool
        Whether it learns the target scaled to mean 0 and variance 1.
    more_words : str
        A sentence to add.
    first_step : str
        Python for what comes before it in a pipeline.
    """
    name, words = info.name, _(info.summary)
    estimator = info.build(settings, race.task, race.seeds[0])
    kind = scikit_learn_class(estimator)
    made = f"{kind.__name__}({_arguments(estimator, kind, race)})"
    if info.weighs_texts and race.sparse:
        first_step = race.weighed_texts
    made = f"{name} = make_pipeline({first_step}, {made})" if first_step else f"{name} = {made}"
    weights = race.weights(name)
    lines, answers = [made, f"{name}.fit(X_train, {race.target}{weights})"], f"{name}.predict(X_test)"
    if race.task == "classification":
        lines += _chances(info, estimator, race)
        answers += f", {name}.classes_, chances"
    if scaled_target:
        y = race.target
        scaled = f"{name}.fit(X_train, ({y} - mean) / scale{weights})"
        lines = [f"mean, scale = {y}.mean(), {y}.std() or 1.0", made, scaled]
        answers = f"{answers} * scale + mean"
    answers = race.answers(answers)
    code = "\n".join([*lines, f'score("{info.label}", {answers})'])
    words = sentences(words, more_words)
    imports = ("from sklearn.pipeline import make_pipeline",) if first_step else ()
    return Cell(info.both_names, words, code, (f"from {_public_module(kind)} import {kind.__name__}", *imports))


def _arguments(estimator: Any, kind: Any, race: ScriptedRace) -> str:
    """Return the parameters in which an estimator differs from its class' defaults, as Python."""
    defaults, own = kind().get_params(), estimator.get_params()
    given = {name: own.get(name, getattr(estimator, name)) for name in defaults}
    changed = {name: repr(value) for name, value in given.items() if value != defaults[name] and name not in _HIDDEN}
    if len(race.seeds) > 1:
        changed["random_state"] = race.seed
    return ", ".join(f"{name}={value}" for name, value in changed.items())


def _public_module(kind: type) -> str:
    return ".".join(itertools.takewhile(lambda part: not part.startswith("_"), kind.__module__.split(".")))


def _chances(info: Contender, estimator: Any, race: ScriptedRace) -> list[str]:
    """Return the lines that come to ``chances`` of the fitted model."""
    name = info.name
    if info.own_probabilities is not None:
        return _own_chances(name, info.own_probabilities(), race)
    lines = [f"chances = {name}.predict_proba(X_test)"]
    if race.calibrated:
        floor = getattr(estimator, "floor", 0.0)
        lines += [
            f"scale = calibrated({name}, lambda model, X: logarithms(model.predict_proba(X), {floor!r}))",
            f"chances = chances if scale == 1 else scaled(chances, scale, {floor!r})",
        ]
    return lines


def _own_chances(name: str, own: OwnProbabilities, race: ScriptedRace) -> list[str]:
    made = own.probabilities.format(model=name, X="X_test", scale="scale" if race.calibrated else "1.0")
    if not race.calibrated:
        return [f"chances = {made}"]
    scores = own.scores.format(model=name, X="X")
    return [f"scale = calibrated({name}, lambda {name}, X: {scores}, most={own.most_held_out})", f"chances = {made}"]
