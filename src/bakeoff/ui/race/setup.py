"""The left column: data, contenders, rules, and the one button that matters."""

from typing import Any

import streamlit as st

from bakeoff.contenders import Contender, contenders
from bakeoff.datasets import DatasetInfo
from bakeoff.evaluation.notation import count
from bakeoff.fields import knobs
from bakeoff.lab.settings import to_query
from bakeoff.text import _
from bakeoff.ui.explore.links import explore_link
from bakeoff.ui.race.open_project import opening
from bakeoff.ui.race.transform import transform_setup
from bakeoff.ui.shared.data_views import columns_of, split_problem
from bakeoff.ui.shared.draft import Draft
from bakeoff.ui.shared.headline import plain
from bakeoff.ui.shared.pictures import dataset_picture, marker
from bakeoff.ui.shared.race_and_lab import opens_in_lab, to_lab
from bakeoff.ui.shared.set_up_checks import set_up_notes, set_up_warnings
from bakeoff.ui.shared.start_button import go
from bakeoff.ui.shared.visitor import visitor
from bakeoff.ui.shared.widgets import settings_widgets


def setup(mine: Draft) -> None:
    """Show everything that can be set before a race."""
    with st.container(key="setup"):
        data_choice(mine)
        if mine.race is not None and (mine.race.run.active or mine.race.run.spec != mine.spec):
            set_up_warnings(mine, owner=visitor().owner)  # else they stand beside the data, or the headline
        st.subheader(_("Contenders"), anchor=False)
        for info in contenders().values():
            _contender(mine, info)
        if "contenders" in mine.problems:
            st.error(plain(mine.problems["contenders"]))
        _rules(mine)
        transform_setup(mine)
        with st.container(key="go"):
            set_up_notes(mine.spec, owner=visitor().owner)
            active = mine.race is not None and mine.race.run.active
            go(mine, active, start=_("Start race"), icon=":material/play_arrow:", stop=_stop_label(mine))
        opening(mine)


def _stop_label(mine: Draft) -> str:
    """Return what Stop does: who has been asked to come to an end, ends at once when it is pressed again."""
    lanes = mine.race.run.lanes.values() if mine.race else ()
    asked = all(lane.ending for lane in lanes if lane.active)
    return _("Stop now") if asked else _("Stop all")


def data_choice(mine: Draft) -> None:
    """Show which data set it is, and what of it can be set."""
    info = mine.spec.dataset.info
    st.subheader(_("Data"), anchor=False)
    with st.container(key="data-choice", border=True):
        words: Any = st.container(gap="small")
        if not info.described:  # what a visitor brought has no picture of its own
            picture, words = st.columns([2, 3], vertical_alignment="center")
            picture.html(dataset_picture(info.name))
        words.markdown(f"**{plain(info.title)}**")
        words.caption(shape(info))
        words.page_link("pages/data/gallery.py", label=_("Change data"), icon=":material/dataset:")
        with words:
            explore_link(mine)
        if info.described:  # its options are a table's name, which nobody can choose by hand
            words.page_link("pages/bring/bring.py", label=_("Columns and roles"), icon=":material/table_edit:")
        elif knobs(info.options):
            settings_widgets(mine, "dataset", mine.spec.dataset.options, info.task)
        if opens_in_lab(info):
            st.page_link(
                "pages/lab/lab.py",
                label=_("Open this race in the lab"),
                icon=":material/hub:",
                query_params=to_query(to_lab(mine.spec)),
            )


def shape(info: DatasetInfo) -> str:
    """Say how big a data set is, in one line."""
    rows, features = count(info.rows), count(info.features)
    if info.kind == "text":
        return _("{rows} texts, {classes} classes", rows=rows, classes=info.classes)
    if info.classes:
        return _(
            "{rows} rows, {features} features, {classes} classes", rows=rows, features=features, classes=info.classes
        )
    return _("{rows} rows, {features} features, a number to predict", rows=rows, features=features)


def _contender(mine: Draft, info: Contender) -> None:
    settings, key = mine.spec.contenders.get(info.name), mine.key(f"on.{info.name}")
    with st.container(key=f"contender-{info.name}", border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"row-{info.name}"):
            st.html(marker(info.identity), width="content")
            on = st.toggle(
                info.label,
                value=settings is not None,
                key=key,
                disabled=bool(info.missing),
                help=info.summary,
                on_change=mine.switch,
                args=(info.name, key),
                width="stretch",
            )
            if on and settings is not None and any(not knob.primary for knob in knobs(info.hyperparameters)):
                with st.popover(_("More"), key=f"more-{info.name}"):
                    st.markdown(_("**{label}**: {summary}", label=info.label, summary=info.summary))
                    settings_widgets(mine, info.name, settings, mine.spec.dataset.info.task, primary=False)
        if info.missing:
            st.caption(info.missing)
        if settings is not None:
            settings_widgets(mine, info.name, settings, mine.spec.dataset.info.task, primary=True)


def _rules(mine: Draft) -> None:
    with st.expander(_("Rules: split, seed, limits"), key="rules"):
        choice = mine.spec.dataset
        settings_widgets(
            mine,
            "rules",
            mine.spec.rules,
            choice.info.task,
            data=choice.info.kind,
            names=lambda: columns_of(choice),
        )
        if told := split_problem(choice, mine.spec.rules):
            st.error(plain(told))


def notes(mine: Draft) -> None:
    """Tell what the link said that was not taken."""
    for note in mine.notes:
        st.warning(plain(note), icon=":material/link_off:")
    if mine.stored_id:
        st.info(_("That race is over; its set-up is restored here, and what came of it is kept in the history."))
        st.page_link(
            "pages/history/history.py",
            label=_("Open what came of it"),
            icon=":material/history:",
            query_params={"race": mine.stored_id},
        )
