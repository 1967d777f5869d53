"""The lab's left column: the points, and how the network learns from them."""

from collections.abc import Iterable

import streamlit as st

from bakeoff.datasets import datasets
from bakeoff.errors import BakeoffError
from bakeoff.fields import Knob, knobs, to_text
from bakeoff.lab.points import MAX_CLASSES, numeric_columns
from bakeoff.lab.settings import LabSettings
from bakeoff.link import to_query
from bakeoff.text import _
from bakeoff.ui.components import copy_link
from bakeoff.ui.crossing import to_race
from bakeoff.ui.draft import on_change
from bakeoff.ui.lab.draft import LabDraft
from bakeoff.ui.lab.export import downloads
from bakeoff.ui.lab.pictures import choices_style
from bakeoff.ui.widgets import settings_widgets
from bakeoff.ui.words import plain

RATES = {
    "learning_rate": (0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0),
    "regularisation_rate": (0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0),
}
SLIDERS = ("points", "noise", "train_share", "dropout")
MOST_SEED = 2**31
RACE_PAGE = "pages/race/race.py"


def lab_setup(mine: LabDraft) -> None:
    """Show everything that is set beside the picture."""
    with st.container(key="lab-setup"):
        st.subheader(_("Data"), anchor=False)
        _data(mine)
        st.subheader(_("Training"), anchor=False)
        _training(mine)
        with st.expander(_("More: loss, dropout, seeds"), key="lab-more"):
            _widgets(mine, ("loss", "loss_regression", "dropout", "batch_norm", "weight_seed", "data_seed"))
        with st.expander(_("Stop by itself"), key="lab-stops"):
            _widgets(mine, ("stop_loss", "stop_accuracy", "stop_epoch"))
        _lesson(mine)
        _links(mine)


def _widgets(mine: LabDraft, names: Iterable[str], columns: int = 2) -> None:
    shown = [name for name in names if name not in mine.settings.hide]
    settings_widgets(mine, "", mine.settings, mine.settings.task, only=shown, sliders=SLIDERS, columns=columns)


def _data(mine: LabDraft) -> None:
    settings = mine.settings
    if "data" not in settings.hide:
        knob = _knob("data")
        st.html(choices_style("st-key-lab-choices"))
        with st.container(key="lab-choices"):
            st.segmented_control(
                _(knob.label),
                list(knob.options),
                format_func=lambda one: _(knob.options[one]),
                default=settings.data,
                required=True,
                key=mine.key("data"),
                on_change=on_change(mine, "data"),
                label_visibility="collapsed",
                width="stretch",
            )
        _problem(mine, "data")
    if settings.data == "table":
        _table(mine)
    if settings.data != "painted":
        _widgets(mine, ("points", "noise") if settings.data != "table" else ("points",))
    _widgets(mine, ("train_share", "batch_size"))
    _widgets(mine, ("classes",))
    if settings.data != "painted" and "data_seed" not in settings.hide:
        st.button(
            _("New points"),
            icon=":material/casino:",
            on_click=_new_points,
            args=(mine,),
            key="lab-regenerate",
            width="stretch",
        )


def _new_points(mine: LabDraft) -> None:
    mine.change("data_seed", (mine.settings.data_seed + 1) % MOST_SEED)
    mine.generation += 1


def _table(mine: LabDraft) -> None:
    """The data set, and which of its columns go across and up."""
    names = [name for name, one in datasets().items() if one.kind != "image" and (one.classes or 0) <= MAX_CLASSES]
    _choice(mine, "table", [mine.settings.table, *(name for name in names if name != mine.settings.table)])
    try:
        columns = numeric_columns(mine.settings.table)
    except BakeoffError as error:
        st.error(plain(str(error)))
        return
    for cell, name in zip(st.columns(2), ("column_x", "column_y"), strict=True):
        axis = mine.running().points.x if name == "column_x" else mine.running().points.y
        with cell:
            _choice(mine, name, columns, getattr(mine.settings, name) or axis.name)


def _choice(mine: LabDraft, name: str, options: Iterable[str], value: str | None = None) -> None:
    if name in mine.settings.hide:
        return
    knob, known = _knob(name), list(options)
    titles = {one.name: one.title for one in datasets().values()} if name == "table" else {}
    st.selectbox(
        _(knob.label),
        known,
        index=known.index(value) if value in known else 0,
        format_func=lambda one: titles.get(one, one),
        key=mine.key(name),
        on_change=on_change(mine, name),
        help=_(knob.help),
    )
    _problem(mine, name)


def _training(mine: LabDraft) -> None:
    left, right = st.columns(2)
    with left:
        _rate(mine, "learning_rate")
        _widgets(mine, ("regularisation",), columns=1)
    with right:
        _widgets(mine, ("optimizer",), columns=1)
        if mine.settings.regularisation != "none":
            _rate(mine, "regularisation_rate")


def _rate(mine: LabDraft, name: str) -> None:
    """A rate: one of the usual ones, or any that is typed."""
    if name in mine.settings.hide:
        return
    knob, value = _knob(name), getattr(mine.settings, name)
    options = [to_text(one) for one in sorted({*RATES[name], value})]
    st.selectbox(
        _(knob.label),
        options,
        index=options.index(to_text(value)),
        accept_new_options=True,
        key=mine.key(name),
        on_change=on_change(mine, name),
        help=_(knob.help),
    )
    _problem(mine, name)


def _lesson(mine: LabDraft) -> None:
    """Which controls a link leaves out; not shown in a lesson that leaves this out."""
    if "hide" in mine.settings.hide:
        return
    with st.expander(_("Make a lesson"), key="lab-lesson"):
        st.caption(_("The link then opens the lab as it is now, without the controls chosen here."))
        parts = {
            "run": _("Run button"),
            "step": _("Step buttons"),
            "reset": _("Rewind button"),
            "new_weights": _("New weights"),
            "history": _("Time machine"),
            "rivals": _("Other contenders"),
            "export": _("Downloads"),
        }
        labels = {
            knob.name: _(knob.label) for knob in knobs(LabSettings) if knob.name not in ("painted", "hide")
        } | parts
        st.multiselect(
            _("Hide"),
            list(labels),
            default=[name for name in mine.settings.hide if name in labels],
            format_func=labels.__getitem__,
            key=mine.key("hide"),
            on_change=on_change(mine, "hide"),
        )


def _links(mine: LabDraft) -> None:
    if "export" not in mine.settings.hide:
        downloads(mine)
    with st.container(key="lab-links"):
        copy_link(mine.link(), key="lab-copy-link")
        if mine.settings.data != "painted":
            st.page_link(
                RACE_PAGE,
                label=_("Race on this data"),
                icon=":material/sports_score:",
                query_params=to_query(to_race(mine.settings)),
            )


def _problem(mine: LabDraft, path: str) -> None:
    if path in mine.problems:
        st.error(plain(mine.problems[path]))


def _knob(name: str) -> Knob:
    return next(one for one in knobs(LabSettings) if one.name == name)
