"""One visitor's look at one training part."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from bakeoff.errors import SettingError
from bakeoff.features.explore.look import Exploration
from bakeoff.features.explore.maps import TsneSettings
from bakeoff.features.explore.messages import RowsToPlace
from bakeoff.features.explore.work import Work
from bakeoff.service.engines import interactive_engine
from bakeoff.spec import BakeoffSpec


@dataclass(eq=False)
class ExploreDraft:
    """Data view of one visitor, and the jobs behind it.

    Attributes
    ----------
    about : str
        Subject: the dataset and the rules that split and prepare its rows.
    work : Work
        Results in an `Exploration`.
    placing : Work or None
        Results in the t-SNE positions of the sample's rows.
    settings : TsneSettings
        For the next map.
    placed : TsneSettings
        Of the map that is displayed, or under way.
    problems : dict of str to str
        One sentence per setting whose last value was refused.
    """

    about: str
    work: Work
    placing: Work | None = None
    settings: TsneSettings = field(default_factory=TsneSettings)
    placed: TsneSettings = field(default_factory=TsneSettings)
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def look(self) -> Exploration | None:
        """Result of the exploration, once it is there."""
        look: Exploration | None = self.work.result
        return look

    def place(self, scores: NDArray[np.float32]) -> None:
        """Start t-SNE with the current settings on rows, given as principal components."""
        if self.problems or (self.placing is not None and self.placing.active):
            return
        self.placed = self.settings
        self.placing = Work(interactive_engine(), "embed", RowsToPlace(scores, self.settings))

    def stop(self) -> None:
        """End whatever is under way."""
        for work in (self.work, self.placing):
            if work is not None:
                work.stop()

    def key(self, path: str) -> str:
        """Return a widget's key, another one for other data."""
        return f"explore-{path}@{hash(self.about)}"

    def change(self, path: str, value: Any) -> None:
        """Set what is at `path`, or tell in `problems` why not."""
        self.problems.pop(path, None)
        try:
            self.settings = TsneSettings.parse(self.settings.model_dump() | {path: value}, "t-SNE")
        except SettingError as error:
            self.problems[path] = str(error)


def explore_draft(spec: BakeoffSpec) -> ExploreDraft:
    """Return what this visitor looks at; with other data, or other rules, the look begins anew."""
    about = spec.dataset.model_dump_json() + spec.rules.model_dump_json()
    draft: ExploreDraft | None = st.session_state.get("exploring")
    if draft is None or draft.about != about:
        if draft is not None:
            draft.stop()
        draft = st.session_state["exploring"] = ExploreDraft(about, Work(interactive_engine(), "explore", spec))
    return draft


def stop_exploring() -> None:
    """End what is under way and forget what was worked out; the page then begins anew."""
    draft: ExploreDraft | None = st.session_state.pop("exploring", None)
    if draft is not None:
        draft.stop()
