"""The right side: the table as it was understood, what each column is for, and the way to the race."""

import functools

import pandas as pd
import streamlit as st

from bakeoff.checks.registry import in_order
from bakeoff.datasets.upload import UPLOAD, store
from bakeoff.datasets.upload.reading import as_frame
from bakeoff.datasets.upload.roles import FEATURES
from bakeoff.datasets.upload.source import as_dataset, options_of
from bakeoff.datasets.upload.store import About
from bakeoff.errors import BakeoffError, reason
from bakeoff.evaluation.base import Finding
from bakeoff.evaluation.notation import count
from bakeoff.features.upload.page.by_hand import changed
from bakeoff.features.upload.page.draft import UploadDraft, choose_roles
from bakeoff.features.upload.page.how_read import how_read
from bakeoff.features.upload.page.many_classes import many_classes
from bakeoff.features.upload.page.open_table import OpenTable
from bakeoff.features.upload.page.table_text import (
    ROLE_WORDS,
    left_out,
    understood_words,
    what_is_in,
)
from bakeoff.html import plain
from bakeoff.preparation.pipeline_diagram import planned, transformed
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, declared, language
from bakeoff.web.data_views import loaded
from bakeoff.web.draft import RaceDraft
from bakeoff.web.findings import Mended, undoing, warnings
from bakeoff.web.pipeline_diagram import pipeline_diagram
from bakeoff.web.routes import route
from bakeoff.web.set_up_checks import MOST_CELLS, MOST_SET_UPS, looked_at
from bakeoff.web.tabs import tabs

_TASKS = {"classification": declared("Classes"), "regression": declared("Numbers")}


def table(draft: UploadDraft, opened: OpenTable, race: RaceDraft) -> None:
    """Show the table on show."""
    about = opened.about
    st.header(plain(about.title), anchor=False)
    if about.image_shape is not None:
        _pictures(opened, race)
        return
    size = _("{rows} rows, {columns} columns", rows=count(about.rows), columns=count(len(about.columns)))
    st.caption(plain(_("{size}. {understood}", size=size, understood=understood_words(about.understood))))
    how_read(draft, about.understood)
    _target(draft, opened)
    _start(opened, race, held_back=many_classes(opened) or refused(opened))
    with st.container(key="bring-warnings"):
        table_warnings(draft, opened, _afresh(race))
    columns, rows, cells = tabs([_("Columns"), _("First rows"), _("Edit")], key="bring-views")
    with columns:
        _columns(draft, opened)
    with rows:
        st.dataframe(as_frame(about), hide_index=True, key="bring-rows", alt=_("The first rows of the table."))
    with cells:
        changed(draft, opened)
    _what_will_be_done(about, race)  # below, so that a choice in the table does not move the table


def _afresh(race: RaceDraft) -> BakeoffSpec:
    """Return the race's rules and contenders on no data in particular; a metric of either task is given up."""
    spec = race.for_other_data
    return BakeoffSpec(contenders=spec.contenders, rules={"seed": spec.rules.seed})


def _pictures(opened: OpenTable, race: RaceDraft) -> None:
    """Show some of the pictures; there is nothing to correct about them."""
    about = opened.about
    height, width = about.image_shape or (0, 0)
    classes = count(about.column(about.target).distinct)
    size = _(
        "{n} pictures of {width} by {height} pixels, {classes} classes",
        n=count(about.rows),
        width=width,
        height=height,
        classes=classes,
    )
    st.caption(plain(_("{size}. {understood}", size=size, understood=understood_words(about.understood))))
    _start(opened, race)
    with st.container(horizontal=True, gap="small", key="bring-pictures"):
        for address, name in about.head:
            st.image(address, caption=plain(name), width=64, alt=_("A picture of the class {name}", name=name))


def _key(draft: UploadDraft, name: str) -> str:
    return f"bring-{name}@{draft.generation}"


def _target(draft: UploadDraft, opened: OpenTable) -> None:
    names = [column.name for column in opened.about.columns]
    what, how = st.columns([3, 2])
    target, task = _key(draft, "target"), _key(draft, "task")
    what.selectbox(
        _("Column to predict"),
        names,
        index=names.index(opened.target),
        key=target,
        on_change=lambda: draft.choose_target(st.session_state.get(target)),
    )
    how.segmented_control(
        _("Predict as"),
        list(_TASKS),
        format_func=lambda task: _(_TASKS[task]),
        default=opened.task,
        required=True,
        key=task,
        on_change=lambda: opened.choose_task(st.session_state.get(task)),
    )


def _start(opened: OpenTable, race: RaceDraft, *, held_back: bool = False) -> None:
    """Show the ways that lead on, and go the one that was chosen."""
    to_race, to_explore = st.columns([3, 2])
    ways = {
        route("race"): to_race.button(
            _("Race on this data"),
            key="bring-race",
            type="primary",
            width="stretch",
            icon=":material/sports_score:",
            disabled=held_back,
        ),
        route("explore"): to_explore.button(
            _("Explore this data"),
            key="bring-explore",
            width="stretch",
            icon=":material/query_stats:",
            disabled=held_back,
        ),
    }
    chosen = [route for route, pressed in ways.items() if pressed]
    if not chosen:
        return
    about = opened.about
    try:
        with st.spinner(_("Preparing the data")):
            opened.id = store.changed(opened.id, about)
            named = {"name": UPLOAD.name, "options": options_of(opened.id, about)}
            first = race.spec.dataset.name != UPLOAD.name and about.image_shape is None
            on_it = race.for_other_data.on(named)
            spec = ruled(opened, on_it.for_own_table() if first else on_it)
            loaded(spec.dataset)
    except BakeoffError as error:
        st.error(plain(str(error)))
        return
    race.replace(spec)
    race.run_id = None
    chosen[0].open(race.query())


def _columns(draft: UploadDraft, opened: OpenTable) -> None:
    start = opened.start
    key = _key(draft, "columns")
    frame = pd.DataFrame(
        {
            "name": [column.name for column in start.columns],
            "role": ["target" if column.name == opened.target else column.role for column in start.columns],
            "values": [what_is_in(column) for column in start.columns],
            "bars": [list(column.bars) for column in start.columns],
            "distinct": [column.distinct for column in start.columns],
            "missing": [column.missing for column in start.columns],
        }
    )
    st.data_editor(
        frame,
        hide_index=True,
        disabled=["name", "values", "bars", "distinct", "missing"],
        column_config={
            "name": st.column_config.TextColumn(_("Column"), pinned=True),
            "role": st.column_config.SelectboxColumn(
                _("Is a"),
                options=list(ROLE_WORDS),
                format_func=lambda role: _(ROLE_WORDS[role]),  # type: ignore[index]
                required=True,
                width=150,  # as wide as the longest role
                help=_("Double-click to choose another."),
            ),
            "values": st.column_config.TextColumn(_("Values"), width=260),
            "bars": st.column_config.BarChartColumn(_("How many of each"), y_min=0),
            "distinct": st.column_config.NumberColumn(_("Different"), format="localized"),
            "missing": st.column_config.NumberColumn(_("Missing"), format="localized"),
        },
        key=key,
        on_change=_choose_roles,
        args=(draft, key),
        alt=_("The columns of the table; the second cell of each row says what it is for and can be changed."),
    )
    st.caption(_("Is a guess wrong? Double-click what a column is, and choose."))


def _what_will_be_done(about: About, race: RaceDraft) -> None:
    kinds = {
        column.name: column.role for column in about.columns if column.name != about.target and column.role in FEATURES
    }
    sentences = list(left_out(about))
    st.subheader(_("What will be done before the models see it"), anchor=False)
    if kinds:
        pipeline_diagram(transformed(planned(kinds, race.spec.rules), race.spec.rules, race.spec.transform))
    if sentences:
        st.markdown("\n".join(f"- {plain(sentence)}" for sentence in sentences))


def _choose_roles(draft: UploadDraft, key: str) -> None:
    if key in st.session_state:  # else the page was left
        choose_roles(draft, st.session_state[key].get("edited_rows", {}))


def refused(opened: OpenTable) -> bool:
    """Say why the table cannot be raced, if it cannot; return whether that is so."""
    about = opened.about
    features = [column for column in about.columns if column.role in FEATURES and column.name != about.target]
    doubtful = [column for column in features if column.name in opened.chosen] or features[:1]
    if any(not column.missing for column in features):  # else gaps may leave none, which all of them tell
        looked_at = [about.column(about.target), *doubtful]
    else:
        looked_at = list(about.columns)
    sentence = _refusal(opened.id, about.model_copy(update={"columns": tuple(looked_at)}).model_dump_json(), language())
    if sentence:
        st.markdown(f":material/warning: **{plain(sentence)}**")
    return bool(sentence)


@st.cache_data(max_entries=64, show_spinner=False)
def _refusal(table: str, about_json: str, language: str) -> str:
    about = About.model_validate_json(about_json)
    try:
        as_dataset(about, store.rows(table, [column.name for column in about.columns]))
    except BakeoffError as error:
        return str(error)
    return ""


@st.fragment(parallel=True)
def table_warnings(draft: UploadDraft, opened: OpenTable, spec: BakeoffSpec) -> None:
    """Show what would spoil a race on the table on show, each with a button that mends it.

    Parameters
    ----------
    spec : BakeoffSpec
        The race that is to be run on it; what was mended here counts.
    """
    about = opened.about
    if about.image_shape is None and about.rows * len(about.columns) <= MOST_CELLS:
        findings = _found(opened.id, about.model_dump_json(), ruled(opened, spec).model_dump_json())
        warnings(findings, "table", functools.partial(mend, draft, opened), ruled(opened, spec).rules.muted)
    undoing([mending for mending, _before in opened.mended], "table", functools.partial(undo, draft, opened))


@st.cache_data(max_entries=MOST_SET_UPS, show_spinner=False)
def _found(table: str, about_json: str, spec_json: str) -> tuple[Finding, ...]:
    try:
        data = as_dataset(About.model_validate_json(about_json), store.rows(table))
        return in_order(looked_at(data, BakeoffSpec.model_validate_json(spec_json)).findings)
    except Exception as error:
        reason(error, "an uploaded table cannot be prepared")
        return ()  # pressing the button that leads to the race says what is wrong


LEAVE_OUT = "rules.leave_out"


def mend(draft: UploadDraft, opened: OpenTable, finding: Finding) -> None:
    """Do what mends a finding: columns that are left out are ignored, all else is a rule of the race."""
    rules = {path: value for path, value in finding.mend_with.items() if path != LEAVE_OUT}
    done = Mended(finding.button, {path: opened.rules.get(path) for path in rules}, dict(finding.mend_with))
    opened.rules, opened.mended = {**opened.rules, **rules}, (*opened.mended, (done, opened.about))
    opened.give_roles(dict.fromkeys(finding.mend_with.get(LEAVE_OUT, ()), "ignore"))
    draft.anew()


def undo(draft: UploadDraft, opened: OpenTable, mended: Mended) -> None:
    """Take back what was mended: give ignored columns their roles again, or forget a rule."""
    rules = {path: value for path, value in opened.rules.items() if path not in mended.before}
    opened.rules = rules | {path: value for path, value in mended.before.items() if value is not None}
    before = next(about for mending, about in opened.mended if mending == mended)
    opened.mended = tuple(entry for entry in opened.mended if entry[0] != mended)
    opened.give_roles({name: before.column(name).role for name in mended.after.get(LEAVE_OUT, ())})
    draft.anew()


def ruled(opened: OpenTable, spec: BakeoffSpec) -> BakeoffSpec:
    """Return a race's spec with the rules that mend what would spoil it."""
    for path, value in opened.rules.items():
        spec = spec.replace(path, value)
    return spec.of_its_task()  # since a rule was set, another column may have become the target
