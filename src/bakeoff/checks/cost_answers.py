"""Answers of least expected cost from probabilities that are none, or were shifted on purpose."""

from collections.abc import Iterator

from bakeoff.checks.base import Check, DoesNotApply, SetUp
from bakeoff.contenders import contender
from bakeoff.contenders.own import OwnEstimator
from bakeoff.evaluation.base import Finding
from bakeoff.text import _


def find(set_up: SetUp) -> Iterator[Finding]:
    """Name balanced classes, which count costs twice, and contenders without probabilities."""
    if set_up.prepared.answer_costs is None:
        raise DoesNotApply(_("Answers are the most probable classes."))
    mend_with: dict[str, object] = {"rules.class_weight": "none"} if set_up.rules.class_weight != "none" else {}
    if set_up.spec.transform.smote:
        mend_with["transform.smote"] = False
    if mend_with:
        yield Finding(
            "cost_answers",
            "warning",
            _("Rare classes count twice: in training, and by the costs of answers."),
            _("Balanced training makes rare classes look more probable, and the costs shift the answers once more."),
            _("Train on the classes as they are."),
            mend_with,
            _("Do not balance"),
        )
    for name, settings in set_up.spec.contenders.items():
        if isinstance(settings, OwnEstimator) and not settings.has_probabilities():
            yield Finding(
                "cost_answers",
                "note",
                _("{label} has no probabilities, so it counts as sure of each answer.", label=contender(name).label),
                _("So it cannot weigh the costs as the other contenders do."),
                _("Leave it out, or keep the difference in mind."),
            )


CHECK = Check("cost_answers", "Answers of least expected cost", 24, SetUp, find)
