"""A contender as a decision tree that imitates it."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.features.ask import figures
from bakeoff.features.ask.answers import Sheet
from bakeoff.features.ask.messages import Imitate, ShowImitation
from bakeoff.features.ask.page.asking import AskDraft, when_known
from bakeoff.features.ask.page.equal_tree import equal_forest
from bakeoff.features.ask.page.experiment import imitation_statement
from bakeoff.features.ask.page.imitation_text import said_of_imitation
from bakeoff.features.ask.page.tree_drawing import save_function, tree_drawing
from bakeoff.features.ask.workings import ImitatingTree, Imitation
from bakeoff.figures.titles import title_of
from bakeoff.html import plain
from bakeoff.text import _
from bakeoff.web.components.chart import chart
from bakeoff.web.statements import keep_statement

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
            keep_statement(draft.session.race_id, imitation_statement)

    when_known(draft, [Imitate(name)], show)
    if name == "random_forest" and sheet.task == "classification":
        equal_forest(draft, sheet, name)


def _imitated(draft: AskDraft, sheet: Sheet, name: str, levels: Sequence[Imitation]) -> None:
    figure = figures.imitations(sheet, name, levels)
    chart(figure, alt=title_of(figure), key=f"ask-imitations-{name}", height=400)
    depths = [each.depth for each in levels]
    depth = min(FIRST_DEPTH, depths[-1])
    if len(depths) > 1:
        depth = st.select_slider(
            _("Questions in a row, at most"), depths, value=depth, key=f"ask-imitating-depth-{name}"
        )
    st.markdown(plain(said_of_imitation(sheet.task, name, levels[depth - 1])))
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
    save_function(shown.function, key="ask-imitating-function")
