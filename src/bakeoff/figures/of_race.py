"""The figures of a finished race: one record a figure, which the race page and the report as a page both read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from bakeoff.evaluation.costs import DRAWN
from bakeoff.figures.calibration import calibration
from bakeoff.figures.clock import flags
from bakeoff.figures.confusion import confusion_matrices
from bakeoff.figures.curves import Clock
from bakeoff.figures.intervals import interval_coverage
from bakeoff.figures.learning import curves_size, learning_curves
from bakeoff.figures.pareto import AsSet, Told, pareto
from bakeoff.figures.ranking import cumulative_gains, precision_recall, roc
from bakeoff.figures.regions import decision_regions
from bakeoff.figures.regression import predicted_actual, residuals
from bakeoff.figures.scores import leaderboard
from bakeoff.figures.style import empty, square_panels
from bakeoff.figures.thresholds import threshold_cost, threshold_roc
from bakeoff.race.finished import FinishedRace
from bakeoff.race.report import Report
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


_LEAST_PANEL = 150
"""Pixels that a panel of a row is wide at least."""

Size = tuple[int, int]
"""Height and least width, in pixels."""


@dataclass(frozen=True)
class RaceFigure:
    """One figure of a finished race; its title is what it says to those who cannot see it.

    Attributes
    ----------
    draw : callable
        ``draw(race)`` returns the figure; some take one thing more that a visitor may ask for.
    size : callable
        ``size(race)`` returns its `Size` on the page.
    applies : callable
        ``applies(race)`` tells whether it makes sense for the race.
    asks : bool
        Whether it needs an answer of the visitor, so that no exported page has it.
    of_report : bool
        Whether it can be drawn of a report without rows, too.
    """

    name: str
    draw: Callable[..., go.Figure]
    size: Callable[[Any], Size]
    applies: Callable[[FinishedRace], bool]
    asks: bool = False
    of_report: bool = False


def _always(_race: FinishedRace) -> bool:
    return True


def _of_classes(race: FinishedRace) -> bool:
    return race.is_classification


def _of_numbers(race: FinishedRace) -> bool:
    return not race.is_classification


def _of_two_classes(race: FinishedRace) -> bool:
    return len(race.setting.class_names) == 2


def _fixed(height: int) -> Callable[[FinishedRace], Size]:
    return lambda _race: (height, 0)


def _by_rows(race: FinishedRace) -> Size:
    return max(330, 90 + 48 * len(race.outcomes)), 260


def _squares(race: FinishedRace) -> Size:
    columns, height = square_panels(len(race.rivals))
    return height, 260 * columns


def _in_squares(draw: Callable[..., go.Figure]) -> Callable[..., go.Figure]:
    return lambda race, columns=None: draw(race, columns=columns or square_panels(len(race.rivals))[0])


def _curves(x: Clock) -> Callable[[FinishedRace | Report], go.Figure]:
    def draw(race: FinishedRace | Report) -> go.Figure:
        steps = {name: result.steps for name, result in race.results.items()}
        by_time = x == "cpu_seconds"  # times differ a thousandfold, steps do not
        task = race.spec.dataset.info.task
        return learning_curves(steps, task=task, x=x, log=by_time, flags=flags(race.results))

    return draw


def _calibration_size(race: FinishedRace) -> Size:
    n = len(race.rivals)
    wide = max(1, min(n, 4))
    return 90 + 250 * -(-n // wide), 200 * wide


_ALL = (
    RaceFigure("scores", leaderboard, _by_rows, _always),
    RaceFigure(
        "curves-by-time",
        _curves("cpu_seconds"),
        lambda race: curves_size(race.results, "cpu_seconds"),
        _always,
        of_report=True,
    ),
    RaceFigure("curves-by-step", _curves("step"), lambda race: curves_size(race.results), _always, of_report=True),
    RaceFigure("cost", cost_board, _fixed(360), _always),
    RaceFigure("regions", _in_squares(decision_regions), _squares, _always),
    RaceFigure("confusion", _in_squares(confusion_matrices), _squares, _of_classes),
    RaceFigure("roc", roc, _fixed(430), _of_classes),
    RaceFigure("precision-recall", precision_recall, _fixed(430), _of_classes),
    RaceFigure("gains", cumulative_gains, _fixed(430), _of_classes),
    RaceFigure("predicted", _in_squares(predicted_actual), _squares, _of_numbers),
    RaceFigure("residuals", _in_squares(residuals), _squares, _of_numbers),
    RaceFigure("calibration", calibration, _calibration_size, _of_classes),
    RaceFigure("coverage", interval_coverage, lambda race: (110 + 75 * len(race.rivals), 420), _of_numbers),
    RaceFigure("threshold-roc", threshold_roc, _fixed(380), _of_two_classes, asks=True),
    RaceFigure("threshold-cost", threshold_cost, _fixed(380), _of_two_classes, asks=True),
)

RACE_FIGURES = {figure.name: figure for figure in _ALL}
"""All figures of a race by name, in the order of the report."""


def figures_of(report: Report, *, low: bool = False) -> Iterator[tuple[str, Callable[[], tuple[go.Figure, Size]]]]:
    """Yield the name of each figure that a report has, and what draws it: of one without rows, the learning curves.

    Parameters
    ----------
    low : bool
        Whether there is little height, so that all panels stand in one row.
    """
    race = report.finished_race
    for each in _ALL:
        if race is not None and each.applies(race) and not each.asks:
            yield each.name, partial(_drawn, each, race, len(race.rivals) if low and each.size is _squares else 0)
        elif race is None and each.of_report and any(result.steps for result in report.results.values()):
            yield each.name, partial(_drawn, each, report, 0)


def _drawn(each: RaceFigure, race: FinishedRace | Report, columns: int) -> tuple[go.Figure, Size]:
    if columns:
        return each.draw(race, columns), (each.size(race)[0], _LEAST_PANEL * columns)
    return each.draw(race), each.size(race)
