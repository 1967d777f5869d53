"""Lessons and classes on the page on privacy."""

from bakeoff.features.lessons.forgetting import KEPT_LONGER
from bakeoff.features.lessons.service import KEPT_AFTERWARDS, longest_days
from bakeoff.text import _


def lessons_note() -> str:
    """Return what is kept of goals, attempts and lessons."""
    return _(
        "- **Learn and lessons**: goals that you have reached, attempts, certificates, and your own lessons that are "
        "too long for a link. They stay in the database until you delete everything."
    )


def classes_note() -> str:
    """Return what is kept of classes, who sees it, and for how long."""
    return _(
        "- **Classes**: your nickname, attempts and best values, which all in the class see. The teacher sees your "
        "bets, data and settings of the best run, and without names the answers around chapters. All of it is in the "
        "database. The teacher chooses the end of a class, after at most {most} days. It is deleted {days} days later. "
        "If you agree to be asked once more, your answers stay under a number for {more} days after the end.",
        most=longest_days(),
        days=KEPT_AFTERWARDS.days,
        more=(KEPT_AFTERWARDS + KEPT_LONGER).days,
    )
