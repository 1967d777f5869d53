"""Figures in which each mark is a held-out row: a click opens it."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from bakeoff.features.race.page.drawn import drawn
from bakeoff.features.race.page.row_why import open_row
from bakeoff.figures.regression import regression_frame
from bakeoff.race.finished import FinishedRace
from bakeoff.text import _
from bakeoff.web.components.chart import Clicked

NEAR = 0.03
"""Largest distance of a click from a row, in shares of the plane."""


def plane(race: FinishedRace) -> None:
    """Show what is answered on the plane, to rows that can be clicked."""
    _drawn("regions", race, nearest_on_plane)


def predicted(race: FinishedRace) -> None:
    """Show what is predicted against what is true, row by row."""
    _drawn("predicted", race, lambda race, at: numbered(race, at, "actual", "predicted"))


def residuals(race: FinishedRace) -> None:
    """Show by how much each row's answer is off."""
    _drawn("residuals", race, lambda race, at: numbered(race, at, "predicted", "residual"))


def _drawn(name: str, race: FinishedRace, place_of: Callable[[FinishedRace, Clicked], int | None]) -> None:
    def clicked(at: Clicked) -> None:
        place = place_of(race, at)
        if place is not None:
            open_row(place)

    drawn(name, race, on_click=clicked)
    st.caption(_("Click a point to see why it is answered so."))


def nearest_on_plane(race: FinishedRace, at: Clicked) -> int | None:
    """Return the place in the held-out part of the row nearest to what was clicked, None if none is near."""
    plane = race.held_out.plane
    if isinstance(at.x, str) or isinstance(at.y, str) or not len(plane.rows):
        return None
    across, up = (float(np.ptp(ends)) or 1.0 for ends in (plane.x, plane.y))
    rows_x, rows_y = plane.drawn_at
    away = np.hypot((rows_x - at.x) / across, (rows_y - at.y) / up)
    return int(plane.rows[away.argmin()]) if away.min() < NEAR else None


def numbered(race: FinishedRace, at: Clicked, x: str, y: str) -> int | None:
    """Return the place in the held-out part of the row that was clicked; `x` and `y` are columns of the figure's table.

    The trace is a contender's, by its label.
    """
    frame = regression_frame(race)
    if isinstance(at.x, str) or isinstance(at.y, str):
        return None
    same = (frame["label"] == at.trace) & np.isclose(frame[x], at.x) & np.isclose(frame[y], at.y)
    rows = frame.loc[same, "row"]
    return int(np.flatnonzero(race.held_out.rows == rows.iloc[0])[0]) if len(rows) else None
