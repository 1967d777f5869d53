"""The data itself on the page: loaded once, and drawn."""

import numpy as np
import pyarrow as pa
import streamlit as st

from bakeoff.datasets import Dataset
from bakeoff.errors import BakeoffError, reason
from bakeoff.figures.data import data_figure
from bakeoff.html import plain
from bakeoff.preparation.split_keys import groups_of, times_of
from bakeoff.preparation.weights import weights_by
from bakeoff.race.finished import FinishedRace
from bakeoff.rules import Rules
from bakeoff.spec import DatasetChoice
from bakeoff.text import _, language
from bakeoff.web.components.chart import chart

MOST_LETTERS = 500_000
"""Characters of texts that pages prepare, which takes them seconds; more are left to jobs."""


def loaded(choice: DatasetChoice) -> Dataset:
    """Return a data set, kept for the next visitor who looks at the same one.

    Raises
    ------
    DatasetError
        If it cannot be loaded.
    """
    return _loaded(choice.model_dump_json())


def columns_of(choice: DatasetChoice) -> tuple[str, ...]:
    """Return the columns of a data set that rows can be parted by; none if it is not here, or cannot be loaded."""
    if choice.info.kind == "image" or choice.info.missing() or not choice.info.present():
        return ()
    try:
        return loaded(choice).columns
    except BakeoffError:
        return ()


def data_of(race: FinishedRace) -> Dataset | None:
    """Return the data of a race; None if those here are others, as can be if it comes from a project file."""
    choice, held_out = race.spec.dataset, race.held_out
    try:
        data = loaded(choice) if choice.info.present() else None
    except BakeoffError:
        return None
    here = data is not None and held_out.rows.max() < len(data.y)
    return data if data is not None and here and np.array_equal(data.y[held_out.rows], held_out.target) else None


def column_problem(choice: DatasetChoice, rules: Rules) -> str:
    """Say why rows cannot be split or weighted by a column of the rules; nothing if they can, or none can tell yet."""
    if (rules.split == "random" and not rules.weight_by) or choice.info.missing() or not choice.info.present():
        return ""
    try:
        for look in (groups_of, times_of, weights_by):
            look(loaded(choice), rules, choice.info.title)
    except BakeoffError as error:
        return str(error)
    return ""


def forget() -> None:
    """Give back the memory of all data that are kept for the next visitor."""
    _loaded.clear()
    _drawn.clear()
    pa.default_memory_pool().release_unused()  # Arrow would keep it for the next table


@st.cache_resource(max_entries=6, ttl="1h", show_spinner=False)
def _loaded(choice: str) -> Dataset:
    chosen = DatasetChoice.model_validate_json(choice)
    return chosen.info.load(chosen.options)


@st.cache_resource(max_entries=6, ttl="1h", show_spinner=False)
def _drawn(choice: str, spoken: str) -> str:
    """Return the data set drawn, as JSON, which takes a while where texts are laid out by their words."""
    return str(data_figure(_loaded(choice), _(DatasetChoice.model_validate_json(choice).info.title)).to_json())


def data_drawing(choice: DatasetChoice, height: int = 430) -> None:
    """Show some pictures of the data set, or all rows in a plane; or say why it cannot be shown.

    Parameters
    ----------
    height : int
        Of the drawing, in pixels.
    """
    if missing := choice.info.missing():
        st.warning(plain(missing), icon=":material/cloud_off:")
        return
    if not choice.info.present():
        st.info(
            _("{title} is not on this server yet; the race downloads it first.", title=choice.info.title),
            icon=":material/cloud_download:",
        )
        return
    try:
        with st.spinner(_("Reading the data")):
            figure = _drawn(choice.model_dump_json(), language())
    except Exception as error:  # whatever comes of data that a figure was not made for
        st.error(plain(reason(error, f"{choice.name} cannot be drawn")))
        return
    st.caption(plain(choice.info.summary))
    alt = _("{title}, drawn: {summary}", title=choice.info.title, summary=choice.info.summary)
    chart(figure, alt=alt, key="data", height=height)
