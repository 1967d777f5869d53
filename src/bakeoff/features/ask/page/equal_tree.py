"""The one tree that equals a small random forest everywhere."""

import streamlit as st

from bakeoff.engine.waiting import Waiting
from bakeoff.errors import BakeoffError
from bakeoff.evaluation.notation import count
from bakeoff.features.ask.answers import Sheet
from bakeoff.features.ask.messages import EqualQuestion
from bakeoff.features.ask.page.asking import AskDraft
from bakeoff.features.ask.page.tree_drawing import save_function, tree_drawing
from bakeoff.features.ask.workings import EqualTree
from bakeoff.html import plain
from bakeoff.race.models import models_folder
from bakeoff.text import _, counted
from bakeoff.web.visitor_job import begin_job
from bakeoff.web.waiting_text import so_far

MOST_TREES, SECONDS, POLL_SECONDS, UNFOLDED = 10, 120, 0.4, 3


def equal_forest(draft: AskDraft, sheet: Sheet, name: str) -> None:
    """Offer the tree that equals a forest, or say why it has none; show it once it is found."""
    st.markdown(f"**{_('One tree that equals the forest')}**")
    trees = int(dict(draft.session.spec.contenders[name])["n_estimators"])
    if trees > MOST_TREES:
        st.caption(
            _(
                "A forest of at most {most} shallow trees can be one tree that always answers alike. This one has {n}.",
                most=MOST_TREES,
                n=count(trees),
            )
        )
        return
    key = f"equal-tree-{draft.session.race_id}"
    work: Waiting | str = st.session_state.get(key, "")
    if isinstance(work, Waiting) and work.active:
        _under_way(work)
    elif isinstance(work, Waiting) and work.result is not None:
        _found(sheet, work.result)
    else:
        if trouble := work if isinstance(work, str) else work.problem:
            st.info(plain(trouble))
        label = _("Find the tree (at most {n} s)", n=SECONDS)
        st.button(label, icon=":material/account_tree:", key="equal-find", on_click=_start, args=(draft, name, key))


def _start(draft: AskDraft, name: str, key: str) -> None:
    too_slow = _("The forest is too intricate to find its one tree. Grow fewer or shallower trees.")
    asked = EqualQuestion(draft.session.spec, models_folder(draft.session.race_id), name)
    target = "bakeoff.features.ask.equal_tree:find"
    try:
        st.session_state[key] = begin_job(target, asked, SECONDS, too_slow=too_slow)
    except BakeoffError as error:
        st.session_state[key] = str(error)


def _under_way(work: Waiting) -> None:
    def show() -> None:
        if not work.active:
            st.rerun()
        st.info(so_far(_("Looking for the smallest tree"), work), icon="spinner")
        st.button(_("Stop the search"), key="equal-stop", icon=":material/stop:", on_click=work.stop)

    st.fragment(show, run_every=POLL_SECONDS)()


def _found(sheet: Sheet, equal: EqualTree) -> None:
    words = {"leaves": count(equal.leaves), "trees": count(equal.trees), "cells": count(equal.cells)}
    st.markdown(
        counted(
            "A tree of {leaves} leaves and at most {n} question in a row answers as all {trees} trees together.",
            "A tree of {leaves} leaves and at most {n} questions in a row answers as all {trees} trees together.",
            equal.depth,
            **words,
        )
    )
    st.caption(
        _(
            "No tree with fewer questions in a row does. The forest’s questions cut the table into {cells} cells; the "
            "two answer alike in each. Bars show the forest’s answers to the training rows that reach a point.",
            **words,
        )
    )
    st.html(tree_drawing(sheet, equal.tree, (), UNFOLDED))
    save_function(equal.function, key="equal-function")
