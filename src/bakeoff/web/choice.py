"""Whom to choose after a race or a study, and by what cost."""

from collections.abc import Mapping

import streamlit as st

from bakeoff.evaluation.choice import Choice
from bakeoff.evaluation.metrics import Metric
from bakeoff.evaluation.notation import difference
from bakeoff.text import _
from bakeoff.web.cost_choice import cost_choice
from bakeoff.web.tables import html_table, table_row

_KEY = "choose-by"


def chosen_cost() -> str:
    """Return the cost by which the visitor chooses; training unless they chose another."""
    return st.session_state.get(_KEY) or "fit_cpu_seconds"


def losses(choice: Choice, metric: Metric, labels: Mapping[str, str]) -> None:
    """Show what each may lose, and let the visitor say which cost decides."""
    caption = _("What each may lose against the best at most, with 95 % certainty for all together")
    rows = [
        table_row(labels[name], [difference(loss, metric), _("yes") if name in choice.best else _("no")])
        for name, loss in choice.losses.items()
    ]
    st.html(html_table(caption, (_("Contender"), _("May lose"), _("May be the best")), rows))
    st.caption(_("Among contenders that may lose about as much, the cheapest is chosen by:"))
    cost_choice(_KEY)
