"""Step of the race that is shown to a room: why the best contenders answer one row as they do."""

from collections.abc import Mapping

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.errors import BakeoffError
from bakeoff.evaluation.agreement import most_contested
from bakeoff.evaluation.base import Prediction
from bakeoff.features.ask.answers import Contributions, Example, Sheet
from bakeoff.features.ask.messages import Predict, Show
from bakeoff.features.ask.page.answer_text import answer_text
from bakeoff.features.ask.page.asking import AskDraft
from bakeoff.features.ask.page.contribution_bars import contributions_beside
from bakeoff.features.ask.page.contribution_pictures import contribution_pictures
from bakeoff.features.ask.page.row_why import models_asked
from bakeoff.features.ask.page.why import most_named, worked_out
from bakeoff.features.ask.page.word_marks import word_marks
from bakeoff.html import Markup, plain
from bakeoff.race.finished import FinishedRace
from bakeoff.race.snapshot import Run
from bakeoff.text import _

MOST_CONTENDERS = 4
"""The best of them: more can not be read from the last row."""


def present_why(run: Run, race: FinishedRace) -> None:
    """Show what each feature, patch or word of the most contested row adds to the answers of the best."""
    shown = _shown(run)
    st.header(_("Why do they answer so?"), anchor=False)
    if (asked := models_asked(run.id)) is None:
        return
    draft, sheet = asked
    example: Example | None = draft.ask(Show(telling_row(race, shown)))
    predictions: Mapping[str, Prediction] | None = draft.ask(Predict(example.row)) if example else None
    if example is None or predictions is None:
        return
    words = {"n": example.number, "target": sheet.target_name, "truth": answer_text(sheet, example.truth)}
    st.markdown(plain(_("Row {n} of the data. In truth, {target}: {truth}", **words)))
    _explained(draft, sheet, example, {name: predictions[name] for name in shown if name in predictions})


def telling_row(race: FinishedRace, shown: list[str]) -> int:
    """Return the place of the held-out row over which some contenders are most at odds; the first if over none."""
    predictions = {name: race.rivals[name].prediction for name in shown}
    if len(predictions) < 2:
        return 0
    return next((int(place) for place in most_contested(predictions, race.setting.task)), 0)


def _shown(run: Run) -> list[str]:
    """Return the best contenders, the best first; a baseline's answer hangs on nothing."""
    finished = run.report.finished()
    rivals = [name for name in run.report.ranked() if name in finished and not contender(name).baseline]
    return rivals[:MOST_CONTENDERS]


def _explained(draft: AskDraft, sheet: Sheet, example: Example, predictions: Mapping[str, Prediction]) -> None:
    if {column.kind for column in sheet.columns} == {"text"}:
        with st.container(key="present-words"):
            word_marks(draft, sheet, example.row, predictions)
        return
    place = st.empty()
    try:
        for known in worked_out(draft, example.row, list(predictions)):
            if known:
                place.html(_drawn(sheet, example, known, predictions))
    except BakeoffError as error:
        st.error(plain(str(error)))


def _drawn(
    sheet: Sheet, example: Example, known: Mapping[str, Contributions], predictions: Mapping[str, Prediction]
) -> Markup:
    code = None if sheet.task == "regression" else most_named(predictions)
    if sheet.image_shape is not None:
        return contribution_pictures(sheet, example.row, known, code, image_shape=sheet.image_shape)
    says = {name: answer_text(sheet, prediction.values[0]) for name, prediction in predictions.items()}
    return contributions_beside(sheet, example.row, known, code, says)
