"""The right side after a race: leaderboard, and a tab for every way to look closer."""

import functools
from collections.abc import Callable

import plotly.graph_objects as go
import streamlit as st

from bakeoff import figures
from bakeoff.race import Report
from bakeoff.text import _
from bakeoff.ui.code import code
from bakeoff.ui.components import chart
from bakeoff.ui.draft import Draft
from bakeoff.ui.leaderboard import leaderboard
from bakeoff.ui.predictions import predictions

COLUMNS = 3


def results(mine: Draft) -> None:
    """Show what has come out, once nothing runs any more."""
    race = mine.race
    if race is None or race.run.active or not race.run.report.finished():
        return
    report = race.run.report
    st.subheader(_("Leaderboard"), anchor=False)
    leaderboard(report)
    views = _views(report)
    for tab, (key, _title, show) in zip(st.tabs([title for _key, title, _show in views]), views, strict=True):
        with tab, st.container(key=f"tab-{key}"):
            show()


def _views(report: Report) -> list[tuple[str, str, Callable[[], None]]]:
    """Return key, title and content of each tab that makes sense for the task."""
    rows = -(-len(report.finished()) // COLUMNS)
    shared = [
        ("scores", _("Scores"), _figure(report, "scores", figures.leaderboard, 330, 1)),
        (
            "regions",
            _("Regions"),
            _figure(report, "regions", _in_columns(figures.decision_regions), 90 + 330 * rows, COLUMNS),
        ),
    ]
    classes = [
        (
            "confusion",
            _("Confusion"),
            _figure(report, "confusion", _in_columns(figures.confusion_matrices), 90 + 330 * rows, COLUMNS),
        ),
        ("ranking", _("ROC and PR"), functools.partial(_ranking, report)),
    ]
    numbers = [
        (
            "predicted",
            _("Predicted"),
            _figure(report, "predicted", _in_columns(figures.predicted_actual), 90 + 330 * rows, COLUMNS),
        ),
        (
            "residuals",
            _("Residuals"),
            _figure(report, "residuals", _in_columns(figures.residuals), 90 + 330 * rows, COLUMNS),
        ),
    ]
    last = [
        ("predictions", _("Predictions"), functools.partial(predictions, report)),
        ("code", _("Code"), functools.partial(code, report.spec)),
    ]
    is_classes = report.setting is not None and report.setting.task == "classification"
    return [*shared, *(classes if is_classes else numbers), *last]


def _in_columns(draw: Callable[..., go.Figure]) -> Callable[[Report], go.Figure]:
    return functools.partial(draw, columns=COLUMNS)


def _figure(
    report: Report, key: str, draw: Callable[[Report], go.Figure], height: int, columns: int
) -> Callable[[], None]:
    def show() -> None:
        figure = draw(report)
        chart(figure, alt=_alt(figure), key=key, height=height, min_width=260 * columns)

    return show


def _ranking(report: Report) -> None:
    left, right = st.columns(2)
    for cell, key, draw in ((left, "roc", figures.roc), (right, "precision-recall", figures.precision_recall)):
        with cell:
            figure = draw(report)
            chart(figure, alt=_alt(figure), key=key, height=430)


def _alt(figure: go.Figure) -> str:
    """Describe a chart by its title, which says the finding; the same numbers stand in the tables."""
    return str(figure.layout.title.text or "").replace("<br>", ", ").replace("<b>", "").replace("</b>", "")
