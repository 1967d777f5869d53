"""A contender as a decision tree that imitates it."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.metrics import basic_metric
from bakeoff.evaluation.notation import difference_interval, gap, with_interval
from bakeoff.features.ask import figures
from bakeoff.features.ask.answers import Sheet
from bakeoff.features.ask.messages import Imitate, ShowImitation
from bakeoff.features.ask.page.tree_drawing import tree_drawing
from bakeoff.features.ask.parts.asking import AskDraft, when_known
from bakeoff.features.ask.workings import ImitatingTree, Imitation
from bakeoff.figures.titles import title_of
from bakeoff.html import plain
from bakeoff.text import _, counted, sentences
from bakeoff.web.components.chart import chart

FIRST_DEPTH, UNFOLDED = 3, 3


@st.fragment
def imitation(draft: AskDraft, sheet: Sheet) -> None:
    """Show the tree that imitates a contender, how much of it the tree says, and whether the labels say as much."""
    names = [name for name in sheet.contenders if not contender(name).baseline and name != "decision_tree"]
    if not names:
        st.markdown(_("Only a decision tree took part, and that is a tree already."))
        return
    name: str = st.segmented_control(
        _("Contender"),
        names,
        format_func=lambda each: _(contender(each).label),
        default=names[0],
        required=True,
        key="ask-imitated",
    )

    def show(answers: Sequence[Any | None]) -> None:
        levels: tuple[Imitation, ...] | None = answers[0]
        if levels is None:
            st.info(_("Trees learn what the contender answers."), icon="spinner")
        else:
            _imitated(draft, sheet, name, levels)

    when_known(draft, [Imitate(name)], show)


def _imitated(draft: AskDraft, sheet: Sheet, name: str, levels: Sequence[Imitation]) -> None:
    figure = figures.imitations(sheet, name, levels)
    chart(figure, alt=title_of(figure), key=f"ask-imitations-{name}", height=400)
    depths = [each.depth for each in levels]
    depth = min(FIRST_DEPTH, depths[-1])
    if len(depths) > 1:
        depth = st.select_slider(
            _("Questions in a row, at most"), depths, value=depth, key=f"ask-imitating-depth-{name}"
        )
    st.markdown(plain(_said(sheet, name, levels[depth - 1])))
    shown: ImitatingTree | None = draft.ask(ShowImitation(name, depth))
    if shown is None:
        return
    st.html(tree_drawing(sheet, shown.tree, (), UNFOLDED))
    st.caption(
        _(
            "Each bar shows what {label} answers for the rows that reach this point. They are validation rows, and "
            "training rows with some values swapped; it has learnt from none of them.",
            label=_(contender(name).label),
        )
    )
    if shown.function:
        st.download_button(
            _("Save it as a Python function"),
            shown.function.encode(),
            file_name="answer.py",
            mime="text/x-python",
            icon=":material/code:",
            on_click="ignore",
            key="ask-imitating-function",
        )


def _said(sheet: Sheet, name: str, level: Imitation) -> str:
    """Say how much of a contender the tree of a depth says, and whether the contender taught it anything."""
    metric = basic_metric(sheet.task)
    words = {"label": _(contender(name).label), "alike": with_interval(level.alike, metric)}
    first = (
        counted(
            "With {n} question the tree answers as {label} in {alike} of the held-out rows.",
            "With {n} questions in a row the tree answers as {label} in {alike} of the held-out rows.",
            level.depth,
            **words,
        )
        if sheet.task == "classification"
        else counted(
            "With {n} question the tree’s R² against the answers of {label} is {alike}.",
            "With {n} questions in a row the tree’s R² against the answers of {label} is {alike}.",
            level.depth,
            **words,
        )
    )
    gain = level.gain
    worse = Estimate(-gain.value, -gain.high, -gain.low)
    if gain.low > 0:
        second = _(
            "It is better by {gain} ({interval}) than a tree that learns the labels: {label} taught it.",
            gain=gap(gain, metric),
            interval=difference_interval(gain, metric),
            label=words["label"],
        )
    elif worse.low > 0:
        second = _(
            "It is worse than a tree that learns the labels, by {gain} ({interval}).",
            gain=gap(worse, metric),
            interval=difference_interval(worse, metric),
        )
    else:
        second = _("It is not clearly better or worse than a tree that learns the labels.")
    return sentences(first, second)
