"""Rare classes: a rival whose training gives all classes the same weight catches up."""

from bakeoff.contenders import contender
from bakeoff.fields import knobs
from bakeoff.preparation.prepared import prepare
from bakeoff.study.reasons.base import Altered, Duel, Reason

_METRICS = ("balanced_accuracy", "f1", "mcc")
"""Metrics by which a rare class counts as much as a common one, or nearly."""
_BALANCED = "balanced"


def _refits(duel: Duel) -> tuple[str, ...]:
    spec = duel.race.spec
    weighed = getattr(spec.contenders[duel.rival], "class_weight", "none") == spec.rules.class_weight == _BALANCED
    return (duel.rival,) if duel.metric.name in _METRICS and not weighed else ()


def _alter(duel: Duel) -> Altered:
    spec = duel.race.spec
    name = duel.rival
    if any(knob.name == "class_weight" for knob in knobs(contender(name).hyperparameters)):
        settings = spec.contenders[name]
        return Altered(rival=duel.answers(name, settings=settings.parse(dict(settings) | {"class_weight": _BALANCED})))
    spec = spec.replace("rules.class_weight", _BALANCED)
    return Altered(rival=duel.answers(name, prepare(spec), spec=spec))


REASON = Reason(
    "rare",
    "Rare classes",
    "Some classes are rare. {rival} neglects them, because each row counts alike; {leader} does so less.",
    "{rival} with classes of equal weight",
    20,
    _refits,
    _alter,
)
