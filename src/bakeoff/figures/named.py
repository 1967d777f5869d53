"""Figures of a report by name, for Python."""

import plotly.graph_objects as go

from bakeoff.figures.of_race import RACE_FIGURES
from bakeoff.race.finished import FinishedRace
from bakeoff.refusals import unknown
from bakeoff.text import _


class Figures:
    """Figures of a finished race as attributes, each drawn when it is asked for; ``dir`` lists their names."""

    def __init__(self, race: FinishedRace) -> None:
        self._race = race

    def __dir__(self) -> list[str]:
        return [_attribute(each.name) for each in RACE_FIGURES.values() if not each.asks and each.applies(self._race)]

    def __getattr__(self, name: str) -> go.Figure:
        if name.startswith("_") or name not in dir(self):
            raise AttributeError(str(unknown(name, dir(self), _("figure"))))
        drawn = next(each for each in RACE_FIGURES.values() if _attribute(each.name) == name)
        return drawn.draw(self._race).update_layout(height=drawn.size(self._race)[0])

    def __repr__(self) -> str:
        return f"<Figures: {', '.join(dir(self))}>"


def _attribute(name: str) -> str:
    return name.replace("-", "_")
