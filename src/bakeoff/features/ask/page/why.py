"""Why every contender answers a row as it does: answers, and what each feature adds to them, on one scale."""

import functools
import time
from collections.abc import Iterator, Mapping

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.errors import BakeoffError
from bakeoff.evaluation.base import Prediction
from bakeoff.features.ask.answers import Contributions, Row, Sheet
from bakeoff.features.ask.contributions import FIRST_PASSES
from bakeoff.features.ask.messages import ShapleyValues
from bakeoff.features.ask.page.asking import AskDraft
from bakeoff.features.ask.page.contribution_bars import contribution_bars
from bakeoff.features.ask.page.contribution_pictures import contribution_pictures
from bakeoff.features.ask.page.word_marks import word_marks
from bakeoff.html import plain
from bakeoff.text import _, enumerated, sentences

MOST_BUTTONS = 6
LOOK_SECONDS = 0.3
MOST_SECONDS = 90.0
"""Longest wait for the result."""


def why(draft: AskDraft, sheet: Sheet, row: Row, predictions: Mapping[str, Prediction], key: str) -> None:
    """Show what each part of a row adds to every contender's answer; `key` tells where on the page."""
    kinds = {column.kind for column in sheet.columns}
    if "text" in kinds:
        word_marks(draft, sheet, row, predictions)
    if kinds == {"text"} or (sheet.image_shape is None and len(sheet.columns) < 2):
        return  # all of the answer is its words', or its one feature's
    # What a baseline says hangs on nothing.
    predictions = {name: answer for name, answer in predictions.items() if not contender(name).baseline} or predictions
    code = class_choice(sheet, predictions, f"{key}-{hash(row)}")
    place, told = st.empty(), st.empty()
    draw = (
        contribution_bars
        if sheet.image_shape is None
        else functools.partial(contribution_pictures, image_shape=sheet.image_shape)
    )
    drawn: dict[str, Contributions] = {}
    try:
        for known in worked_out(draft, row, list(predictions)):
            told.caption(_being_told(known, len(predictions)))
            if known and known != drawn:
                place.html(draw(sheet, row, known, code))
                drawn = known
    except BakeoffError as error:
        told.error(plain(str(error)))
        return
    if len(drawn) == len(predictions):
        told.caption(_told(drawn, with_errors=sheet.image_shape is None))
    else:
        with told:
            draft.wait(ShapleyValues(row, next(name for name in predictions if name not in drawn), FIRST_PASSES))


def class_choice(sheet: Sheet, predictions: Mapping[str, Prediction], key: str) -> int | None:
    """Return the class whose probability is explained, at first the one that most contenders name; None for numbers."""
    if sheet.task == "regression":
        return None
    most, codes = most_named(predictions), range(len(sheet.class_names))

    def name(code: int) -> str:
        return plain(sheet.class_names[code])

    label = _("Probability of")
    if len(codes) <= MOST_BUTTONS:
        return int(st.segmented_control(label, codes, format_func=name, default=most, required=True, key=f"{key}-of"))
    return int(st.selectbox(label, codes, format_func=name, index=most, key=f"{key}-of"))


def most_named(predictions: Mapping[str, Prediction]) -> int:
    """Return the class that most contenders name; the first of them where several are named as often."""
    votes = [int(prediction.values[0]) for prediction in predictions.values()]
    return max(sorted(set(votes)), key=votes.count)


def worked_out(draft: AskDraft, row: Row, names: list[str]) -> Iterator[dict[str, Contributions]]:
    """Yield what is known of all contenders, each time that more is, or that it was waited for in vain.

    Where orders are drawn, more of them are asked for until the errors are small. A visitor who does anything else on
    the page ends it: what has come stays as it is.
    """
    known: dict[str, Contributions] = {}
    passes, end = dict.fromkeys(names, FIRST_PASSES), time.monotonic() + MOST_SECONDS
    for name in names:  # so that nothing comes in between
        draft.session.ask(ShapleyValues(row, name, FIRST_PASSES), draft.asker)
    while passes and time.monotonic() < end:
        for name, number in list(passes.items()):
            contributions = draft.session.ask(ShapleyValues(row, name, number), draft.asker, LOOK_SECONDS)
            if contributions is not None:
                known[name] = contributions
                passes[name] = contributions.more
                if not contributions.more:
                    del passes[name]
            yield {name: known[name] for name in names if name in known}


def _being_told(known: Mapping[str, Contributions], n: int) -> str:
    if len(known) < n:
        return _("Being worked out for {n} more.", n=n - len(known))
    drawn = max(contributions.walks for contributions in known.values())
    return _("{n} orders of the features are drawn; more are being drawn, until the errors are small.", n=f"{drawn:,}")


def _told(known: Mapping[str, Contributions], *, with_errors: bool) -> str:
    """Say what the numbers are, and how sure; pictures show no errors."""
    first = next(iter(known.values()))
    what = _(
        "Shapley values start from the average answer over {n} training rows. This row’s features are put in one by "
        "one. Each is credited with the change, averaged over all orders. The credits add up to this answer.",
        n=first.n_background,
    )
    drawn = {name: contributions.walks for name, contributions in known.items() if contributions.walks}
    if not drawn:
        return sentences(
            what, _("All are exact over these {n} rows; over others they may differ.", n=first.n_background)
        )
    words = {"labels": enumerated([contender(name).label for name in drawn]), "n": f"{max(drawn.values()):,}"}
    if len(drawn) < len(known):
        sure = _("{labels}: from up to {n} orders drawn at random; the others are exact over these rows.", **words)
    else:
        sure = _("All are from up to {n} orders drawn at random.", n=words["n"])
    return sentences(what, sure, _("± is the standard error.") if with_errors else "")
