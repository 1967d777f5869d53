"""Contenders that score clearly higher on the validation part than on the test part."""

import math
from collections.abc import Iterator

from scipy import special

from bakeoff.checks.base import Check, DoesNotApply, EndedRace
from bakeoff.contenders import contender
from bakeoff.evaluation.base import Finding
from bakeoff.evaluation.notation import percent
from bakeoff.text import _, clauses

ERROR = 0.05
"""How often any of several contenders whose validation part was not used is named."""


def gap(validation: float, n_validation: int, test: float, n_test: int, level: float) -> float:
    """Return how much higher at least a share of hits is on one set of rows than on others.

    That is the one-sided end of Newcombe's interval (1998), which joins the Wilson intervals of both shares.
    """
    z = float(special.ndtri(level))
    low, high = _wilson(validation, n_validation, -z), _wilson(test, n_test, z)
    return validation - test - math.hypot(validation - low, high - test)


def _wilson(share: float, n: int, z: float) -> float:
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (share + z * z / (2 * n) + half) / (1 + z * z / n)


def find(ended: EndedRace) -> Iterator[Finding]:
    """Name each with both scores and the least gap."""
    if ended.metric.name != "accuracy" or not ended.n_validation or ended.split != "random":
        raise DoesNotApply(_("That takes classes, a validation part and a split by chance."))
    level = 1 - ERROR / max(1, len(ended.validated))
    tests = {name: ended.scored[name][1] for name in ended.validated}
    least = {name: gap(share, ended.n_validation, tests[name], ended.n_test, level)
             for name, share in ended.validated.items()}  # fmt: skip
    written = [
        _("{label} {validation} % against {test} %, at least {low} points", label=_(contender(name).label),
          validation=percent(ended.validated[name]), test=percent(tests[name]), low=percent(low))
        for name, low in least.items() if low > 0
    ]  # fmt: skip
    if written:
        yield Finding(
            "validation_overfit",
            "warning",
            _("Better on the validation part than on the test part (95 %): {list}.", list=clauses(written)),
            _("Settings, or the end of the training, were chosen by few validation rows, and fit their chance."),
            _("Choose by more validation rows, or let the judge tune, which validates by folds."),
        )


CHECK = Check("validation_overfit", "Contenders fitted to their validation part", 65, EndedRace, find)
