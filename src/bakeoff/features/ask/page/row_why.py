"""One held-out row opened: its values, what every contender answers, and what each feature adds to that."""

import random
from collections.abc import Mapping

import numpy as np
import streamlit as st

from bakeoff.errors import BakeoffError
from bakeoff.evaluation.agreement import most_contested
from bakeoff.evaluation.base import Prediction
from bakeoff.features.ask.answers import Example, Sheet
from bakeoff.features.ask.messages import Predict, Show
from bakeoff.features.ask.page.answer_text import answer_cards, answer_text, cell_text
from bakeoff.features.ask.page.asking import AskDraft, ask_draft
from bakeoff.features.ask.page.why import why
from bakeoff.features.ask.service import asks
from bakeoff.html import Markup, Template, plain
from bakeoff.race.finished import FinishedRace
from bakeoff.race.snapshot import Run
from bakeoff.runs.races import races
from bakeoff.text import _
from bakeoff.web.components.answers import answers
from bakeoff.web.parameters import RACE
from bakeoff.web.pictures import picture_links
from bakeoff.web.routes import route
from bakeoff.web.visitor import visitor

MOST_VALUES = 60
_PLACE = "why-place"
_VALUES = Template("""
<div class="bakeoff-values" tabindex="0" role="region" aria-label="{{ _("Its values") }}"><dl>
{% for name, value in values %}<div><dt>{{ name }}</dt><dd>{{ value }}</dd></div>
{% endfor %}</dl></div>
""")
_PICTURE = Markup('<img class="bakeoff-seen" src="{}" alt="">')


def row_dialog(run: Run, place: int) -> None:
    """Show a row in the dialog over the page of its race."""
    _row_why(run.id, place, "dialog")


def why_view(run: Run, race: FinishedRace) -> None:
    """Show one row after the other, at first the one that contenders are most at odds over."""
    predictions = {name: rival.prediction for name, rival in race.rivals.items()}
    contested = [int(place) for place in most_contested(predictions, race.setting.task)] if len(predictions) > 1 else []
    n = len(race.held_out.rows)
    st.session_state.setdefault(_PLACE, (contested or [0])[0] + 1)
    st.session_state[_PLACE] = min(int(st.session_state[_PLACE]), n)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(_("Held-out row"), 1, n, key=_PLACE, width=160)
        if contested:
            st.button(
                _("Another row they disagree about"),
                icon=":material/alt_route:",
                key="why-contested",
                on_click=lambda: _go_to(_after(contested, int(st.session_state[_PLACE]) - 1)),
            )
        st.button(_("Any other"), icon=":material/casino:", key="why-any", on_click=lambda: _go_to(random.randrange(n)))
    _row_why(run.id, int(st.session_state[_PLACE]) - 1, "view")


def _go_to(place: int) -> None:
    st.session_state[_PLACE] = place + 1


def _after(places: list[int], place: int) -> int:
    """Return which of some places comes after one, round and round; the first if it is none of them."""
    return places[(places.index(place) + 1) % len(places)] if place in places else places[0]


def _row_why(race_id: str, place: int, where: str) -> None:
    if (asked := models_asked(race_id)) is None:
        return
    draft, sheet = asked
    example: Example | None = draft.ask(Show(place))
    if example is not None:
        _opened(draft, sheet, example, place, where)


def models_asked(race_id: str) -> tuple[AskDraft, Sheet] | None:
    """Return whom to ask about a race, and what its columns are; where it can not be asked, say why."""
    try:
        draft = ask_draft(asks().open(race_id, races(), visitor().owner))
        sheet = draft.sheet()
    except BakeoffError as error:
        st.warning(plain(str(error)), icon=":material/model_training:")
        return None
    return None if sheet is None else (draft, sheet)


def _opened(draft: AskDraft, sheet: Sheet, example: Example, place: int, where: str) -> None:
    words = {"n": example.number, "target": sheet.target_name, "truth": answer_text(sheet, example.truth)}
    st.markdown(plain(_("Row {n} of the data. In truth, {target}: {truth}", **words)))
    predictions: Mapping[str, Prediction] | None = draft.ask(Predict(example.row))
    if predictions is None:
        return
    answers(answer_cards(sheet, predictions), key=f"row-answers-{where}")
    parts = st.container()  # filled last, since it may take longer than all else
    st.html(_values(sheet, example))
    if st.button(_("Change it and see the answers move"), icon=":material/tune:", key=f"row-ask-{where}"):
        if sheet.image_shape is None:
            draft.begin(example.row, place)
        draft.place = place
        route("ask").open({RACE: draft.session.race_id})
    with parts:
        why(draft, sheet, example.row, predictions, f"row-{where}")


def _values(sheet: Sheet, example: Example) -> Markup:
    """Return a row's values, or its picture."""
    if sheet.image_shape is not None:
        (link,) = picture_links(np.array(example.row).reshape(1, *sheet.image_shape))
        return _PICTURE.format(link)
    pairs = zip(sheet.columns, example.row, strict=True)
    values = [(column.name, cell_text(column, value)) for column, value in pairs][:MOST_VALUES]
    return _VALUES(values=values)
