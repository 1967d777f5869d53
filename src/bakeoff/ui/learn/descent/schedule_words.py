"""Names of the schedules."""

from collections.abc import Mapping

from bakeoff.text import _


def schedules() -> Mapping[str, str]:
    """Return their names by their codes, as `bakeoff.learn.descent.schedules.SCHEDULES` has them."""
    return {
        "constant": _("Constant"),
        "exponential": _("Exponential decay"),
        "step": _("Step decay"),
        "cosine": _("Cosine"),
    }
