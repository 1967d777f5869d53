"""Columns of very different spreads that are not scaled, where contenders mind."""

from collections.abc import Iterator

from bakeoff.checks.base import Check, DoesNotApply, SetUp
from bakeoff.contenders import contender
from bakeoff.evaluation.base import Finding
from bakeoff.evaluation.notation import quantity
from bakeoff.matrix import deviations
from bakeoff.text import _, sentences

SPREAD = 10.0


def find(set_up: SetUp) -> Iterator[Finding]:
    """Tell the least spread and the largest."""
    if set_up.rules.scale != "none":
        raise DoesNotApply(_("The columns are scaled."))
    harms = dict.fromkeys(_(harm) for name in set_up.spec.contenders if (harm := contender(name).needs_scaling))
    if not harms:
        raise DoesNotApply(_("None of the contenders minds how far columns spread."))
    spreads = deviations(set_up.prepared.X_train)
    spreads = spreads[spreads > 0]
    least = 1.0 if set_up.data.image_shape else spreads.min(initial=1.0)  # all pixels have one unit
    if spreads.max(initial=0.0) > SPREAD * least:
        yield Finding(
            "unscaled",
            "warning",
            _(
                "Scaling is switched off, although the columns spread from {low} to {high}.",
                low=quantity(spreads.min()),
                high=quantity(spreads.max()),
            ),
            sentences(*harms),
            _("Set “Scaling” to mean 0 and variance 1; trees and forests do not mind."),
            {"rules.scale": "standard"},
            _("Standardise"),
        )


CHECK = Check("unscaled", "Columns of different spreads that are not scaled", 20, SetUp, find)
