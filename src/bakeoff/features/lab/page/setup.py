"""The lab's left column: the points, and how the network learns from them."""

from collections.abc import Callable, Iterable

import pandas as pd
import streamlit as st

from bakeoff.datasets import DatasetInfo, datasets
from bakeoff.datasets.upload import store
from bakeoff.errors import BakeoffError
from bakeoff.features.lab.page.controls import knob, problem, shown, widgets
from bakeoff.features.lab.page.draft import RACE, LabDraft
from bakeoff.features.lab.page.lesson_run import lesson_run
from bakeoff.fields import knobs
from bakeoff.html import plain
from bakeoff.lesson.moment import Measured
from bakeoff.lesson.slots import LessonSource
from bakeoff.link import to_query
from bakeoff.network.points import MAX_CLASSES, Points
from bakeoff.network.race_and_lab import to_race
from bakeoff.network.script import keras_script
from bakeoff.network.settings import LabSettings
from bakeoff.network.tables import numeric_columns, table_info
from bakeoff.spreadsheets import to_csv
from bakeoff.text import _, told
from bakeoff.web.components.copy_link import copy_link
from bakeoff.web.components.follow import follow
from bakeoff.web.lesson_places import lesson_making
from bakeoff.web.routes import route
from bakeoff.web.save import save_button
from bakeoff.web.visitor import visitor
from bakeoff.web.widgets import on_change

MORE = ("optimizer", "loss", "loss_regression", "dropout", "batch_norm", "weight_seed", "data_seed")
STOPS = ("stop_loss", "stop_accuracy", "stop_epoch")
MOST_SEED = 2**31


def lab_setup(draft: LabDraft) -> Callable[[Measured | None], None] | None:
    """Show everything that is set beside the picture; return what shows the goal of the lesson that is being made."""
    with st.container(key="lab-setup"):
        _data(draft)
        _folded(draft, _("More: optimiser, loss, dropout, seeds"), MORE, "lab-more")
        _folded(draft, _("Stop by itself"), STOPS, "lab-stops")
        making = _lesson(draft)
        _links(draft)
    return making


def _folded(draft: LabDraft, title: str, names: tuple[str, ...], key: str) -> None:
    if shown(draft, names):
        with st.expander(title, key=key):
            widgets(draft, names, columns=1)  # a box within the column has no room for two


def _data(draft: LabDraft) -> None:
    settings = draft.settings
    if settings.data == "table":
        _table(draft)
    if settings.data != "painted":
        widgets(draft, ("points", "noise") if settings.data != "table" else ("points",), columns=1)
    widgets(draft, ("train_share", "batch_size", "classes"), columns=1)
    if settings.data != "painted" and "data_seed" not in settings.hide:
        st.button(
            _("New points"),
            icon=":material/casino:",
            on_click=_new_points,
            args=(draft,),
            key="lab-regenerate",
            width="stretch",
        )


def _new_points(draft: LabDraft) -> None:
    draft.change("data_seed", (draft.settings.data_seed + 1) % MOST_SEED)
    draft.generation += 1


def _table(draft: LabDraft) -> None:
    """The data set, or the table that this visitor brought, and which of its columns go across and up."""
    brought = {id: table_info(id) for id in store.tables_of(visitor().owner) if len(numeric_columns(id)) > 1}
    able = [name for name, info in (brought | dict(datasets())).items() if _can_be_shown(info)]
    _choice(draft, "table", [draft.settings.table, *(name for name in able if name != draft.settings.table)])
    try:
        columns = numeric_columns(draft.settings.table)
    except BakeoffError as error:
        st.error(plain(str(error)))
        return
    points = draft.running().points
    for name, axis in (("column_x", points.x), ("column_y", points.y)):
        _choice(draft, name, columns, getattr(draft.settings, name) or axis.name)


def _can_be_shown(info: DatasetInfo) -> bool:
    return info.kind in ("table", "plane") and info.classes <= MAX_CLASSES


def _choice(draft: LabDraft, name: str, options: Iterable[str], value: str | None = None) -> None:
    if name in draft.settings.hide:
        return
    declared, known = knob(name), list(options)
    st.selectbox(
        _(declared.label),
        known,
        index=known.index(value) if value in known else 0,
        format_func=(lambda name: _(table_info(name).title)) if name == "table" else told,
        key=draft.key(name),
        on_change=on_change(draft, name),
        help=_(declared.help),
    )
    problem(draft, name)


def _lesson(draft: LabDraft) -> Callable[[Measured | None], None] | None:
    """Show the lesson maker and return what shows its goal; None in a lesson, or if a link hides it."""
    if draft.address.lesson is not None or "hide" in draft.settings.hide:
        return None
    run = lesson_run(draft.running())
    moment, task = (None if run is None else run.moment), draft.settings.task
    return lesson_making(LessonSource("lab", draft.link(), moment, task, subjects={}, hide=lambda: _hide(draft)))


def _hide(draft: LabDraft) -> None:
    """Which controls the lesson leaves out, as does any link to the lab as it is now: they go at once."""
    labels = hideable()
    st.multiselect(
        _("Hide"),
        list(labels),
        default=draft.settings.hide,
        format_func=labels.__getitem__,
        key=draft.key("hide"),
        on_change=on_change(draft, "hide"),
        help=_("These controls go at once, and are not in the link."),
        placeholder=_("Choose options"),
    )


def hideable() -> dict[str, str]:
    """Return the label of each control that a lesson can leave out."""
    return {knob.name: _(knob.label) for knob in knobs(LabSettings)} | {
        "painted": _("Paint tools"),
        "run": _("Run button"),
        "step": _("Step buttons"),
        "reset": _("Rewind button"),
        "new_weights": _("New weights"),
        "edit": _("Editing of weights"),
        "history": _("Time machine"),
        "rivals": _("Other contenders"),
        "export": _("Downloads"),
        "hide": _("This box (last: it goes)"),
    }


def _links(draft: LabDraft) -> None:
    if "export" not in draft.settings.hide:
        downloads(draft)
    with st.container(key="lab-links"):
        copy_link(draft.link(), key="lab-copy-link")
        if draft.settings.data == "painted":
            _race_on_points(draft)
        else:
            route("race").link(
                _("Race on this data"), query=to_query(to_race(draft.settings, visitor().owner, draft.rivals.spec))
            )


def _race_on_points(draft: LabDraft) -> None:
    """Show the button that makes the painted points a table, and go to the race once that is there."""
    st.button(
        _("Race on these points"),
        icon=":material/sports_score:",
        key="lab-race",
        on_click=draft.prepare_race,  # a callback: a click that comes with a question for news runs the picture alone
        width="stretch",
    )
    problem(draft, RACE)
    if draft.race is not None:
        query, draft.race = to_query(draft.race), None
        follow(route("race"), _("To the race"), query=query, key="lab-to-race")


def points_csv(points: Points) -> str:
    """Return the points as CSV: x1, x2 in the plane from -6 to 6, the target, and whether a point trains or tests."""
    target = [points.class_names[code] for code in points.target] if points.n_classes else points.target
    part = ["train" if learnt_from else "test" for learnt_from in points.train]
    columns = {"x1": points.X[:, 0], "x2": points.X[:, 1], "target": target, "part": part}
    return to_csv(pd.DataFrame(columns), index=False)


def downloads(draft: LabDraft) -> None:
    """Show a button for each; what it gives is made when it is pressed, of the network as it is then."""
    points, settings = draft.running().points, draft.settings
    with st.expander(_("Download"), key="lab-downloads"):
        save_button(_("Points as CSV"), lambda: points_csv(points), "points.csv", key="lab-points-csv", stretch=True)
        save_button(
            _("Keras script"),
            lambda: keras_script(settings, points, draft.stage.snapshot.epoch if draft.stage.snapshot else 0),
            "network.py",
            key="lab-keras-script",
            stretch=True,
        )
        st.caption(_("The script needs points.csv, the first download, in the same folder."))
        save_button(
            _("Trained network"),
            lambda: _keras_file(draft),
            "network.keras",
            key="lab-keras-file",
            help=_("The network with its weights of this very moment; keras.models.load_model opens it."),
            stretch=True,
        )


def _keras_file(draft: LabDraft) -> bytes:
    """Return the file; if it does not come, the page's next picture says why, and the button that it did not."""
    try:
        return draft.running().keras_file()
    except BakeoffError as error:
        draft.problems["stage"] = str(error)
        raise
