"""Cost of a race's contenders against their score."""

import pandas as pd
import plotly.graph_objects as go

from bakeoff.evaluation.costs import DRAWN
from bakeoff.figures.pareto import AsSet, Told, pareto
from bakeoff.figures.style import empty
from bakeoff.race.finished import FinishedRace
from bakeoff.text import _


def cost_board(race: FinishedRace, cost: str = "fit_cpu_seconds") -> go.Figure:
    """Draw test score against a cost, one of those that are drawn; grey by the verdict alone."""
    values, verdict = cost_frame(race), race.verdict
    if not race.rivals:
        return empty(_("No contender has come to its end yet."))
    held = [name for name in verdict.rivals if not verdict.beats_baselines(name)]
    lanes = {str(name): AsSet(str(name)) for name in values.index}
    return pareto(values, lanes, race.metric, cost, Told(verdict.beats, held))


def cost_frame(race: FinishedRace) -> pd.DataFrame:
    """Return what `cost_board` draws: a row per contender, the baseline included.

    Columns are ``score`` (of what decides) with its ``low`` and ``high``, and the costs that are
    drawn.
    """
    metric = race.metric.name
    rows = {
        name: {
            "score": outcome.metrics[metric].value,
            "low": outcome.metrics[metric].low,
            "high": outcome.metrics[metric].high,
            **{cost: float(getattr(outcome.costs, cost)) for cost in DRAWN},
        }
        for name, outcome in race.outcomes.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("contender")
