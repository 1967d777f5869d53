"""Recorded answers as the page shows them before the visitor's first race."""

import streamlit as st

from bakeoff.errors import BakeoffError
from bakeoff.features.ask.example import recorded_answers
from bakeoff.features.ask.page.answer_text import answer_cards, answer_text
from bakeoff.features.ask.page.what_if import most_frequent, response_curves
from bakeoff.html import plain
from bakeoff.link import to_query
from bakeoff.runs.races import races
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _
from bakeoff.web.components.answers import answers
from bakeoff.web.parameters import RUN
from bakeoff.web.recorded_example import recorded_example
from bakeoff.web.routes import route
from bakeoff.web.visitor import visitor


def example() -> None:
    """Show what the contenders of a recorded race answer, and the button that starts this race."""
    recorded = recorded_answers()
    sheet, title = recorded.sheet, recorded.spec.dataset.info.title
    label = _("Start the race on {title}", title=plain(title))
    if st.button(label, icon=":material/sports_score:", type="primary", key="ask-start"):
        _race(recorded.spec)
    caption = _(
        "Recorded with Bakeoff, not your race: a held-out row of {title}, on which the contenders are least certain. "
        "In truth, {target}: {truth}",
        title=title,
        target=sheet.target_name,
        truth=answer_text(sheet, recorded.example.truth),
    )
    with recorded_example(_("Recorded example: what each contender answers about one row"), caption):
        answers(answer_cards(sheet, recorded.predictions), key="ask-answers")
        response_curves(sheet, recorded.example.row, recorded.curves, most_frequent(recorded.predictions))


def _race(spec: BakeoffSpec) -> None:
    """Start a race and go there, or say why it can not start."""
    try:
        race = races().start(spec, visitor().owner)
    except BakeoffError as error:
        st.error(plain(str(error)))
    else:
        route("race").open(to_query(spec) | {RUN: race.id})
