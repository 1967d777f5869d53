"""Weights that a contender does not take, or takes twice."""

from collections.abc import Iterator

from bakeoff.checks.base import Check, DoesNotApply, SetUp
from bakeoff.contenders import contender
from bakeoff.evaluation.base import Finding
from bakeoff.text import _


def find(set_up: SetUp) -> Iterator[Finding]:
    """Name each contender whose rows count alike, and each that balances classes once more."""
    if set_up.prepared.weights is None:
        raise DoesNotApply(_("All training rows count alike."))
    for name, settings in set_up.spec.contenders.items():
        record = contender(name)
        if not (record.baseline or record.takes_weights(settings)):
            yield Finding(
                "unweighed",
                "note",
                _("{label} takes no row weights: all training rows count alike for it.", label=record.label),
                _("So it does not follow the rule that the other contenders follow."),
                _("Leave it out, or keep the difference in mind."),
            )
        if set_up.rules.class_weight != "none" and getattr(settings, "class_weight", "none") != "none":
            yield Finding(
                "unweighed",
                "warning",
                _("{label} balances the classes twice.", label=record.label),
                _("Its own class weights multiply those of the race, so that rare classes count more than others."),
                _("Let it take the weights of the race alone."),
                {f"{name}.class_weight": "none"},
                _("Balance once"),
            )


CHECK = Check("unweighed", "Weights that a contender ignores or counts twice", 25, SetUp, find)
