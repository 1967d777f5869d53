"""A lesson's goal as a list of what is wanted, each with where a run stands with it."""

from collections.abc import Mapping
from typing import Any

from bakeoff.html import Markup, Template
from bakeoff.lesson.goal import Condition, Goal
from bakeoff.lesson.standing import ConditionStanding, Standing
from bakeoff.text import _

Place = Any
"""What `st.empty` returns: whatever is drawn there takes the place of what was before, from a fragment, too."""
_GOAL = Template("""
<section class="bakeoff-goal{% if reached %} reached{% endif %}" aria-label="{{ _("Goal") }}">
<h3>{{ title }}</h3>
{{ parts }}
<p role="status">{{ said }}</p>
</section>
""")
_PARTS = Template("""
<ul>
{% for part in parts %}
{{ part }}
{% endfor %}
</ul>
""")
_CONDITION = Template("""
<li class="{{ state }}"><i role="img" aria-label="{{ sign }}"></i><span>{{ wanted }}</span><b>{{ stands }}</b></li>
""")
_WITHIN = Template("""
<li class="within"><span>{{ title }}</span>{{ parts }}</li>
""")


def goal_list(goal: Goal, standing: Standing, said: str) -> Markup:
    """Return a goal as HTML.

    Parameters
    ----------
    standing : Standing
        Of the run on show.
    said : str
        What that comes to, in a sentence; it is read out when it changes.
    """
    known = {part.condition: part for part in standing.parts}
    return _GOAL(reached=standing.reached, title=_title(goal), parts=_parts(goal, known), said=said)


def _title(goal: Goal) -> str:
    if len(goal.parts) == 1:
        return _("Goal")
    return _("Goal: all of these at once") if goal.all_of else _("Goal: any of these")


def _parts(goal: Goal, known: Mapping[Condition, ConditionStanding]) -> Markup:
    return _PARTS(
        parts=[_within(part, known) if isinstance(part, Goal) else _condition(known[part]) for part in goal.parts]
    )


def _within(goal: Goal, known: Mapping[Condition, ConditionStanding]) -> Markup:
    title = _("All of these at once") if goal.all_of else _("Any of these")
    return _WITHIN(title=title, parts=_parts(goal, known))


def _condition(part: ConditionStanding) -> Markup:
    state = "unknown" if part.value is None or not part.counts else "met" if part.met else "open"
    unknown = _("Not known yet") if part.counts else _("Does not count")
    sign = {"unknown": unknown, "met": _("Reached"), "open": _("Not reached")}[state]
    return _CONDITION(state=state, sign=sign, wanted=part.condition.in_words(), stands=part.in_words())
