"""The board of a class as HTML: large, so that it is read from the last row."""

from bakeoff.contenders import contenders
from bakeoff.evaluation.notation import UNKNOWN, count, duration, percent
from bakeoff.history.rooms import Learner
from bakeoff.html import Markup, Template
from bakeoff.judge.record import TUNED
from bakeoff.lessons import Lesson
from bakeoff.lessons.measures.base import subject
from bakeoff.service.rooms import Board, seconds_to_goal
from bakeoff.text import _, counted, enumerated
from bakeoff.ui.shared.pictures import marker

FRESH_SECONDS = 3.0
"""For how long it is shown that somebody has just reached the goal."""
FEW, ROOMY = 8, 24
"""As many learners stand in larger letters, and more than the latter closer together."""
_BOARD = Template("""
<section class="bakeoff-class" aria-label="{{ _("Board") }}">
<div class="bakeoff-class-sum">
<p><strong>{{ reached }}</strong> {{ of }}</p>
<div class="bakeoff-class-bar" role="img" aria-label="{{ share }}"><i style="width: {{ width }}%"></i></div>
<p>{{ attempts }}</p>
</div>
<ol class="bakeoff-class-board{{ size }}">
{%- for line in lines %}
<li class="{{ line.classes }}">
<b>{{ line.place }}</b>
<span><span class="name">{{ line.name }}</span><small>{{ line.told }}</small></span>
<span><span class="value">{{ line.value }}</span><small>{{ line.marker }}{{ line.contender }}</small></span>
</li>
{%- endfor %}
</ol>
</section>
""")


def board_html(board: Board, lesson: Lesson, *, own: int | None = None, most: int | None = None) -> Markup:
    """Return the board.

    Parameters
    ----------
    board : Board
    lesson : Lesson
    own : int, optional
        The number of whoever looks at it, if they are on it: their line is always there.
    most : int, optional
        How many lines there are beside that.
    """
    learners = board.learners
    reached = sum(learner.reached is not None for learner in learners)
    n = len(learners)
    shown = [
        _line(board, lesson, place, learner, own)
        for place, learner in enumerate(learners, start=1)
        if most is None or place <= most or learner.number == own
    ]
    attempts = sum(learner.attempts for learner in learners)
    share = reached / n if n else 0.0
    return _BOARD(
        reached=count(reached),
        of=counted("of {n} has reached it", "of {n} have reached it", n),
        share=_("{number} %", number=percent(share)),
        width=round(100 * share, 1),
        attempts=counted("{n} attempt", "{n} attempts", attempts),
        size=" few" if len(shown) <= FEW else " close" if len(shown) > ROOMY else "",
        lines=shown,
    )


def _line(board: Board, lesson: Lesson, place: int, learner: Learner, own: int | None) -> dict[str, object]:
    leading = lesson.goal.leading
    known = learner.value is not None and not leading.declared.is_truth
    who = contenders().get(learner.contender.removesuffix(TUNED))
    just = learner.reached is not None and (board.at - learner.reached).total_seconds() < FRESH_SECONDS
    kinds = {"reached": learner.reached, "own": learner.number == own, "fresh": just}
    seconds = seconds_to_goal(learner)
    told = [counted("{n} attempt", "{n} attempts", learner.attempts)] if learner.attempts else [_("not tried yet")]
    if seconds is not None:
        told.append(_("reached in {time}", time=duration(seconds)))
    return {
        "place": place if learner.attempts else UNKNOWN,
        "classes": " ".join(kind for kind, holds in kinds.items() if holds),
        "name": board.called(learner),
        "told": enumerated(told),
        "value": leading.unit.write(learner.value) if known and learner.value is not None else "",
        "marker": marker(who.identity) if who else "",
        "contender": subject(learner.contender) if who else "",
    }
