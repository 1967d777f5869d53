"""A figure of a finished race, shown as its table has it."""

from collections.abc import Callable
from typing import Any

from bakeoff.figures.of_race import RACE_FIGURES
from bakeoff.figures.titles import title_of
from bakeoff.race.finished import FinishedRace
from bakeoff.web.components.chart import Clicked, chart


def drawn(name: str, race: FinishedRace, *asked: Any, on_click: Callable[[Clicked], None] | None = None) -> None:
    """Show the race's figure of this name, with what the visitor has asked for, if there is anything to ask."""
    figure_of = RACE_FIGURES[name]
    figure = figure_of.draw(race, *asked)
    height, least_width = figure_of.size(race)
    chart(figure, alt=title_of(figure), key=name, height=height, min_width=least_width, on_click=on_click)
