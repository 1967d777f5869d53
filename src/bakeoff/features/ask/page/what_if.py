"""Hypothetical rows: change the values of a row and see every contender's prediction."""

import datetime
import math
import random
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

import streamlit as st

from bakeoff.evaluation.base import Prediction
from bakeoff.features.ask import figures
from bakeoff.features.ask.answers import Counterfactual, Curves, Example, RawFeature, Row, Sheet, Value
from bakeoff.features.ask.messages import FindCounterfactual, Predict, Show, Vary
from bakeoff.features.ask.page.answer_text import answer_cards, answer_text, change_text, filled_text, value_text
from bakeoff.features.ask.page.asking import AskDraft, when_known
from bakeoff.features.ask.page.word_marks import word_marks
from bakeoff.figures.titles import title_of
from bakeoff.html import plain
from bakeoff.text import _, clauses, told
from bakeoff.web.components.answers import answers
from bakeoff.web.components.chart import chart
from bakeoff.web.tables import contender_table

STEPS = 200
MOST_WIDGETS = 60
MOST_BUTTONS = 6
MOST_LETTERS = 5000


@st.fragment
def what_if(draft: AskDraft, sheet: Sheet) -> None:
    """Show the row on the left, and on the right what is answered and what would change that."""
    if not draft.start and (example := draft.ask(Show(draft.place))) is not None:
        draft.begin(example.row, draft.place)
    if not draft.start:
        return
    top = st.container(key="ask-top")  # stays in view while the row's values are moved
    left, right = st.columns([5, 11], gap="large")
    with right:
        # Made before anything that takes time: a run that the next move overtakes has all places by then, and what
        # looks again in the last of them must not find it gone.
        outside, curves, turns, changes = (st.container() for _place in range(4))
    with left, st.container(key="ask-row"):
        truth, place = _choice(draft, sheet), st.empty()
        draft.row = row = _widgets(draft, sheet)
        if truth is not None:
            place.caption(plain(_truth(sheet, truth, changed=row != draft.start)))
    with top:
        predictions: Mapping[str, Prediction] | None = draft.ask(Predict(row))
        if predictions is None:
            return
        answers(answer_cards(sheet, predictions), key="ask-answers")
    with outside:
        _outside(sheet, row)
    with curves:
        _curves(draft, sheet, row, predictions)
    if sheet.task == "classification":
        with turns:
            _turns(draft, sheet, row, predictions, changes)


def _move(draft: AskDraft, number: int | None) -> None:
    """Start from another row; with a tab that is left its widgets are forgotten, which is told as a change as well."""
    if number is not None and number != draft.place + 1:
        draft.begin((), number - 1)


def _choice(draft: AskDraft, sheet: Sheet) -> str | None:
    """Show which held-out row was started from, and return its true answer once that is known."""
    key = f"ask-place-{draft.generation}"
    number, another = st.columns([3, 2], vertical_alignment="bottom")
    number.number_input(
        _("Start from held-out row"),
        min_value=1,
        max_value=sheet.n_test,
        value=draft.place + 1,
        key=key,
        on_change=lambda: _move(draft, st.session_state.get(key)),
        help=_("One of the {n} rows that no contender has learnt from.", n=sheet.n_test),
    )
    another.button(
        _("Another"),
        icon=":material/casino:",
        key="ask-another",
        width="stretch",
        on_click=lambda: draft.begin((), random.randrange(sheet.n_test)),
    )
    example: Example | None = draft.ask(Show(draft.place))
    return None if example is None else answer_text(sheet, example.truth)


def _truth(sheet: Sheet, truth: str, *, changed: bool) -> str:
    if changed:
        return _("In truth, before your changes, {target}: {truth}", target=sheet.target_name, truth=truth)
    return _("In truth, {target}: {truth}", target=sheet.target_name, truth=truth)


def _widgets(draft: AskDraft, sheet: Sheet) -> Row:
    """Show a slider or a list for each feature; of a very wide table only for the first ones."""
    values = list(draft.row)
    for place, column in enumerate(sheet.columns[:MOST_WIDGETS]):
        values[place] = _widget(column, draft.start[place], draft.row[place], f"ask-{draft.generation}-{place}")
    if len(values) > MOST_WIDGETS:
        rest = len(values) - MOST_WIDGETS
        st.caption(_("The other {n} features stay as they are in this row.", n=rest))
    return tuple(values)


def _widget(column: RawFeature, start: Value | None, value: Value | None, key: str) -> Value | None:
    """Show what changes a value that was `start` at first; it begins at `value`, where it was before another tab."""
    first = column.typical if start is None else start
    if column.kind == "text" or not (column.gaps or start is None):
        return _value(column, first, first if value is None else value, key)
    place = st.container()
    label = _("{name}: {value}", name=column.name, value=column.missing)
    missing = st.checkbox(plain(label), value is None, key=f"{key}-missing")
    with place:
        chosen = _value(column, first, first if value is None else value, key, disabled=missing)
    return None if missing else chosen


def _value(column: RawFeature, start: Value, value: Value, key: str, *, disabled: bool = False) -> Value:
    """Show what changes a value that is there."""
    label = plain(column.name)
    if column.kind == "text":
        return str(st.text_area(label, str(value), max_chars=MOST_LETTERS, key=key))
    if column.kind == "date" and all(map(_is_day, (*column.options, value))):
        return _day(column, start, value, label, key, disabled=disabled)
    if column.kind != "number":
        options = list(dict.fromkeys((*column.options, start)))
        return st.selectbox(label, options, index=options.index(value), format_func=str, key=key, disabled=disabled)
    number = float(value)
    low, high, step = limits(column, float(start))
    if low == high:
        st.caption(_("{name}: always {value}", name=label, value=value_text(number)))
        return number
    help_text = _(
        "From {low} to {high} in the training part.", low=value_text(column.low), high=value_text(column.high)
    )
    digits = "%.4g" if max(-low, high) < 1e4 else "%,.0f"  # of a large one four would not be all of it
    return float(st.slider(label, low, high, number, step, digits, key=key, help=help_text, disabled=disabled))


def _is_day(value: Value) -> bool:
    return len(str(value)) == len("2024-12-31")


def _day(column: RawFeature, start: Value, value: Value, label: str, key: str, *, disabled: bool) -> Value:
    """Show a calendar over the training part's dates."""
    days = sorted(map(datetime.date.fromisoformat, map(str, (*column.options, start))))
    help_text = _("From {low} to {high} in the training part.", low=column.options[0], high=column.options[-1])
    chosen = st.date_input(
        label,
        str(value),
        min_value=days[0],
        max_value=days[-1],
        format="YYYY-MM-DD",
        key=key,
        help=help_text,
        disabled=disabled,
    )
    return chosen.isoformat() if isinstance(chosen, datetime.date) else value


def limits(column: RawFeature, value: float) -> tuple[float, float, float]:
    """Return from where to where a slider goes, which is the training part's range, and its step.

    A value that lies outside, as a held-out row may have it, is within reach as well.

    Examples
    --------
    >>> limits(RawFeature("Age", 20.0, 60.0, 9.0, 40.0), 33.0)
    (20.0, 60.0, 0.2)
    >>> limits(RawFeature("Rooms", 1.0, 5.0, 1.0, 3.0, whole=True), 8.0)
    (1.0, 8.0, 1.0)
    >>> limits(RawFeature("Proline", 278.0, 1680.0, 300.0, 700.0, whole=True), 500.0)
    (278.0, 1680.0, 10.0)
    """
    span = column.high - column.low
    step = 10.0 ** math.floor(math.log10(span / STEPS)) if span else 1.0
    step *= next((n for n in (1, 2, 5) if n * step * STEPS >= span), 10)
    if column.whole:
        step = float(max(1, math.ceil(step)))
    return min(value, column.low), max(value, column.high), step


def _outside(sheet: Sheet, row: Row) -> None:
    """Say which values lie outside of what the contenders have seen; the line is always there, so nothing jumps."""
    if all(column.kind == "text" for column in sheet.columns):
        return
    pairs = zip(sheet.columns, row, strict=True)
    unseen = [
        _("{name} ({range})", name=column.name, range=column.beyond) for column, value in pairs if column.unseen(value)
    ]
    if unseen:
        outside = clauses(unseen)
        st.markdown(
            ":orange[:material/warning:] "
            + plain(_("Outside of what the training part holds, so every answer is a guess: {list}.", list=outside))
        )
    else:
        st.markdown(_("Every value lies within what the training part holds."))
    if filled := filled_text(sheet, row):
        st.markdown(plain(filled))


def _curves(draft: AskDraft, sheet: Sheet, row: Row, predictions: Mapping[str, Prediction]) -> None:
    st.subheader(_("What would move the answers"), anchor=False)
    if any(column.kind == "text" for column in sheet.columns):
        word_marks(draft, sheet, row, predictions)
    if all(column.kind == "text" for column in sheet.columns):
        return  # nothing to be varied
    code = _class(draft, sheet, predictions)
    curves: Curves | None = draft.ask(Vary(row))
    if curves:
        response_curves(sheet, row, curves, code)


def response_curves(sheet: Sheet, row: Row, curves: Curves, code: int | None) -> None:
    """Show how each contender's answer changes with one feature of a row after the other."""
    figure = figures.ceteris_paribus(sheet, row, curves, code)
    chart(figure, alt=title_of(figure), key="ask-curves", height=500, min_width=560)
    st.caption(
        _(
            "Each panel changes one feature over its training range and leaves all others as they are. The "
            "features that move an answer most come first. The dotted line is where the row is."
        )
    )


def _class(draft: AskDraft, sheet: Sheet, predictions: Mapping[str, Prediction]) -> int | None:
    """Return the class whose probability is drawn; None for numbers."""
    if sheet.task == "regression":
        return None
    arguments: dict[str, Any] = {
        "options": range(len(sheet.class_names)),
        "format_func": lambda code: plain(sheet.class_names[code]),
        "key": f"ask-class-{draft.generation}",
    }
    most = most_frequent(predictions)
    if len(sheet.class_names) <= MOST_BUTTONS:
        return int(st.segmented_control(_("Probability of"), default=most, required=True, **arguments))
    return int(st.selectbox(_("Probability of"), index=most, **arguments))


def most_frequent(predictions: Mapping[str, Prediction]) -> int:
    """Return the class that most contenders answer."""
    votes = [int(prediction.values[0]) for prediction in predictions.values()]
    return max(sorted(set(votes)), key=votes.count)


def _turns(
    draft: AskDraft, sheet: Sheet, row: Row, predictions: Mapping[str, Prediction], place: AbstractContextManager[Any]
) -> None:
    st.subheader(_("The smallest change found that turns each answer"), anchor=False)
    names = list(predictions)

    def show(turns: Sequence[Counterfactual | None]) -> None:
        cells = {name: _turn(sheet, row, turn) for name, turn in zip(names, turns, strict=True)}
        columns = (_("Becomes"), _("If"), _("Size"))
        st.html(contender_table(_("What turns each answer"), columns, cells, wrap=True))

    with place:
        locked = _locked(draft, sheet)
        when_known(draft, [FindCounterfactual(row, name, locked) for name in names], show)
        st.caption(
            _(
                "Size is the sum of the changes, in standard deviations of the training part. For a text it is the "
                "share of its words that changed. The smaller it is, the nearer the row is to a contender’s border. "
                "There may be a smaller change that the search did not find."
            )
        )


def _locked(draft: AskDraft, sheet: Sheet) -> tuple[int, ...]:
    """Show which features may not be changed, such as an age, and return their places."""
    if len(sheet.columns) > MOST_WIDGETS or sheet.image_shape:
        return ()
    chosen = st.multiselect(
        _("Leave unchanged"),
        range(len(sheet.columns)),
        format_func=lambda place: told(sheet.columns[place].name),
        placeholder=_("Features that nobody can change, such as an age"),
        key=f"ask-locked-{draft.session.race_id}",
    )
    return tuple(sorted(chosen))


def _turn(sheet: Sheet, row: Row, turn: Counterfactual | None) -> tuple[str, ...]:
    if turn is None:
        return "…", _("being looked for"), "…"
    if not turn.changes:
        return "–", _("no change found that turns it"), "–"
    changes = [change_text(sheet.columns[at], row[at], new) for at, new in turn.changes.items()]
    return answer_text(sheet, turn.answer), clauses(changes), f"{turn.size:.2f}"
