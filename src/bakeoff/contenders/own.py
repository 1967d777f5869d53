"""Estimators that somebody's own Python program brings into a race."""

from typing import Any, Self

from pydantic import PrivateAttr

from bakeoff.contenders.base import Contender, Identity
from bakeoff.errors import SettingError
from bakeoff.fields import Settings, Task, setting
from bakeoff.text import _, verbatim

_LOOKS = (
    ("#7A7A00", "triangle-down"),
    ("#A8437A", "hourglass"),
    ("#008394", "bowtie"),
    ("#B5453A", "hexagram"),
    ("#5A7D1E", "triangle-left"),
)
OWN: dict[str, Contender] = {}
"""Records by name, for as long as this process lives. The estimators themselves are in the settings."""


class OwnEstimator(Settings):
    """An estimator as text, which is all that is stored; pickled, it goes to the program's own jobs alone."""

    estimator: str = setting("", label="Estimator", help="The estimator and its parameters, as Python writes them.")
    _pickled: bytes = PrivateAttr(b"")

    @classmethod
    def of(cls, name: str, estimator: Any) -> Self:
        """Return the settings of the contender `name`; raises SettingError if it is no estimator.

        The estimator's class is pickled with it: it may stand in a notebook, which no other process can import.
        """
        import cloudpickle

        if isinstance(estimator, type) or not hasattr(estimator, "__sklearn_tags__"):
            raise SettingError(_("“{name}” must be a scikit-learn estimator, such as LogisticRegression().", name=name))
        know(name)
        settings = cls(estimator=" ".join(repr(estimator).split()))
        settings._pickled = cloudpickle.dumps(estimator)
        return settings

    def build(self, _task: Task, seed: int) -> Any:
        """Return a new, unfitted copy of the estimator, with this seed where it has none of its own."""
        estimator = self._estimator()
        return estimator.set_params(**dict.fromkeys(_seeds(estimator), seed))

    def seeded(self, _task: Task) -> bool:
        """Tell whether a parameter waits for a seed."""
        return bool(self._pickled) and bool(_seeds(self._estimator()))

    def takes_weights(self) -> bool:
        """Tell whether its fit weighs rows."""
        from sklearn.utils.validation import has_fit_parameter

        return bool(self._pickled) and bool(has_fit_parameter(self._estimator(), "sample_weight"))

    def has_probabilities(self) -> bool:
        """Tell whether it gives probabilities, or decision values to make some of."""
        estimator = self._estimator() if self._pickled else None
        return hasattr(estimator, "predict_proba") or hasattr(estimator, "decision_function")

    def refusal(self, name: str, task: Task) -> str:
        """Return one sentence if this estimator can not race for `task`, else an empty text."""
        from sklearn.base import is_classifier, is_regressor

        if not self._pickled:
            return of_elsewhere(name)
        if task == "regression" and not is_regressor(self._estimator()):
            return _("“{name}” predicts no numbers; give a regressor.", name=name)
        if task == "classification" and not is_classifier(self._estimator()):
            return _("“{name}” predicts no classes; give a classifier.", name=name)
        return ""

    def _estimator(self) -> Any:
        import cloudpickle

        return cloudpickle.loads(self._pickled)


def _seeds(estimator: Any) -> list[str]:
    known = estimator.get_params()
    return [name for name, value in known.items() if name.split("__")[-1] == "random_state" and value is None]


def of_elsewhere(name: str) -> str:
    """Say that what is stored of an estimator can not be raced."""
    return _("“{name}” is an estimator of another Python program. Give it to the spec again.", name=name)


def know(name: str) -> None:
    """Let this process know a contender of one's own by its name."""
    colour, marker = _LOOKS[len(OWN) % len(_LOOKS)]
    record = Contender(
        name=name,
        label=verbatim(name),
        summary="An estimator of your own.",
        identity=Identity(colour, marker, "longdashdot"),
        hyperparameters=OwnEstimator,
        build=OwnEstimator.build,
        order=1000 + len(OWN),
        seeded=OwnEstimator.seeded,
        takes_weights=OwnEstimator.takes_weights,
    )
    OWN.setdefault(name, record)
