"""Common parts of both networks' scripts: their training inputs and the explanations."""

from typing import Literal

from bakeoff.contenders.mlp import LEAST_STEPS, PATIENCE, MLPSettings
from bakeoff.contenders.mlp_estimator import HOLD_OUT
from bakeoff.contenders.traits import ScriptedRace
from bakeoff.errors import SettingError
from bakeoff.fields import Task
from bakeoff.text import _, sentences

CHANCES = """chances = np.asarray({softmax}, dtype=np.float64)
chances = chances / chances.sum(axis=1, keepdims=True)"""
"""Lines that make probabilities of a network's outputs, from the softmax of these."""


def scored(label: str, race: ScriptedRace) -> str:
    """Return the line that scores a network's ``chances``.

    Where these are calibrated in the race they are not here, since that trains a network on every fold anew; so only
    its answers are scored, which are the same; SettingError if these hang on them.
    """
    if race.calibrated and race.least_cost:
        raise SettingError(_("its answers hang on calibrated probabilities, which this script does not make"))
    more = "" if race.calibrated else ", classes, chances"
    return f'score("{label}", classes[chances.argmax(axis=1)]{more})'


def answers_words(race: ScriptedRace) -> str:
    """Say what the last cell of a network does."""
    words = _("The network answers for the test part.")
    if not race.calibrated:
        return words
    return sentences(words, _("Its probabilities are calibrated on the page, but not here, so they are not scored."))


def learnt_words(task: Task) -> str:
    """Say what a network learns from."""
    if task == "classification":
        return _("Networks compute with numbers of 32 bits, and take classes by their place in a list.")
    return _("Networks compute with numbers of 32 bits. The target is scaled to mean 0 and variance 1.")


def learnt_from(settings: MLPSettings, race: ScriptedRace) -> str:
    """Return the lines that come to ``network_X``, ``network_y`` and ``network_seed``, and perhaps ``held_X``."""
    classes = race.task == "classification"
    lines = [
        "# One number decides the first weights, the order of the rows and what dropout drops.",
        f"network_seed = int(np.random.RandomState({race.seed}).randint(2**31 - 1))",
        "network_X = X_train.astype(np.float32)",
    ]
    if classes:
        lines += ["classes = np.unique(y_train)", "network_y = np.searchsorted(classes, y_train).astype(np.int32)"]
    else:
        lines += [
            f"target_mean, target_scale = {race.target}.mean(), {race.target}.std() or 1.0",
            f"network_y = (({race.target} - target_mean) / target_scale).astype(np.float32)",
        ]
    if race.weighed:
        lines.append("network_weights = weights.astype(np.float32)")
    if settings.early_stopping and race.validates:
        held = "np.searchsorted(classes, y_validation).astype(np.int32)"
        numbers = f"(({race.held_target} - target_mean) / target_scale).astype(np.float32)"
        lines += [
            "held_X = X_validation.astype(np.float32)",
            f"held_y = {held if classes else numbers}",
        ]
    elif settings.early_stopping:
        lines += _hold_out_together(classes, race.together) if race.together else _hold_out(classes)
        if race.weighed:
            lines.append(f"network_weights = network_weights[{'~apart' if race.together else 'fit'}]")
    if race.sparse:
        lines += [
            f"texts = {race.weighed_texts}.fit(network_X, network_y)",
            "network_X = texts.transform(network_X).toarray()",
            *(["held_X = texts.transform(held_X).toarray()"] if settings.early_stopping else []),
        ]
    elif settings.robust_inputs:
        held = ", held_X" if settings.early_stopping else ""
        rows = "network_X, held_X" if held else "network_X"
        lines += [
            "",
            "",
            "def robust_rows(X):  # far values are bent in, to less than 3",
            "    X = robust.transform(X)",
            "    return X / np.sqrt(1 + (X / 3) ** 2)",
            "",
            "",
            "robust = RobustScaler().fit(network_X)",
            f"{rows} = robust_rows(network_X){', robust_rows(held_X)' if held else ''}",
        ]
    return "\n".join(lines)


def _hold_out(classes: bool) -> list[str]:
    """Return the lines that set rows aside for early stopping, as there is no validation part."""
    lines = ["# There is no validation part, so a tenth of the training rows is kept aside for early stopping."]
    strata = ""
    if classes:
        lines += [
            "counts = np.bincount(network_y)",
            f"by_class = counts.min() >= 2 and len(counts) <= {HOLD_OUT} * len(network_y)",
        ]
        strata = ", stratify=network_y if by_class else None"
    return [
        *lines,
        "fit, held = train_test_split(",
        f"    np.arange(len(network_y)), test_size={HOLD_OUT}, random_state=network_seed{strata}",
        ")",
        "network_X, held_X = network_X[fit], network_X[held]",
        "network_y, held_y = network_y[fit], network_y[held]",
    ]


def _hold_out_together(classes: bool, together: str) -> list[str]:
    """Return the lines that set rows aside with all that belong to them."""
    strata = ""
    lines = [
        "# There is no validation part, so a tenth of the training rows is kept aside for early stopping, each with",
        "# all rows that belong to it; of rows that were made up none.",
        f"together = {together}",
        "together = np.concatenate([together, np.full(len(network_y) - len(together), -1)])",
        "firsts = np.sort(np.unique(together, return_index=True)[1])",
        "firsts = firsts[together[firsts] >= 0]",
    ]
    if classes:
        lines += [
            "counts = np.unique(network_y[firsts], return_counts=True)[1]",
            f"by_class = counts.min() >= 2 and len(counts) <= {HOLD_OUT} * len(firsts)",
        ]
        strata = ", stratify=network_y[firsts] if by_class else None"
    return [
        *lines,
        f"_fit, held = train_test_split(firsts, test_size={HOLD_OUT}, random_state=network_seed{strata})",
        "apart = np.isin(together, together[held])",
        "network_X, held_X = network_X[~apart], network_X[apart]",
        "network_y, held_y = network_y[~apart], network_y[apart]",
    ]


def exhausted(settings: MLPSettings, steps: str) -> str:
    """Return the condition for the end of training, given the name of an epoch's steps."""
    if settings.patience is not None:
        return f"waited >= {settings.patience}"
    return f"waited >= {PATIENCE} and (epoch + 1) * {steps} >= {LEAST_STEPS}"


def learnt_imports(settings: MLPSettings, race: ScriptedRace) -> tuple[str, ...]:
    """Return the imports that they need besides NumPy."""
    robust = settings.robust_inputs and not race.sparse
    holds_out = settings.early_stopping and not race.validates
    return (
        *(["from sklearn.model_selection import train_test_split"] if holds_out else []),
        *(["from sklearn.preprocessing import RobustScaler"] if robust else []),
    )


def asked_rows(settings: MLPSettings, race: ScriptedRace) -> str:
    """Return Python that says the test rows as a network takes them."""
    rows = race.network_rows("X_test")
    return f"robust_rows({rows})" if settings.robust_inputs and not race.sparse else rows


def rate_factor(settings: MLPSettings, dense: str, n_in: str, input_weights: str | Literal[False]) -> str:
    """Return the function of a layer and a weight's name that says what the learning rate is multiplied with.

    Empty if that is 1 for all. `dense` and `input_weights` are classes of layers, `n_in` is the first one's attribute.
    """
    cases = []
    if input_weights:
        cases += [f"    if isinstance(layer, {input_weights}):", "        return 6.0"]
    if settings.parametrisation == "ntk":
        cases += [
            f"    if isinstance(layer, {dense}):",
            f'        return 0.1 if name == "bias" else layer.{n_in} ** -0.5',
        ]
    lines = ["def rate_factor(layer, name):  # of the learning rate", *cases, "    return 1.0", ""]
    return "\n".join(lines) if cases else ""


def training_words(settings: MLPSettings) -> str:
    """Say how a network is trained."""
    words = [
        _(
            "In each epoch the network sees all training rows once, in a new order and in small batches. After each "
            "batch every weight moves a little so that the loss falls."
        )
    ]
    if settings.early_stopping:
        words.append(_("Training ends when the validation loss no longer falls, and the best weights are taken back."))
    return sentences(*words)
