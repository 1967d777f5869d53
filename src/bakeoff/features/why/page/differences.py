"""Parts where one contender is better, agreement, rows of disagreement, and parts where one is worse than elsewhere."""

import pandas as pd
import streamlit as st

from bakeoff.contenders import contender
from bakeoff.datasets import Dataset
from bakeoff.evaluation.agreement import agreement, kappa, most_contested
from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.metrics import basic_metric
from bakeoff.evaluation.notation import count, percent, quantity, with_minus
from bakeoff.evaluation.slices import slice_table, slices, with_lengths
from bakeoff.features.why.page.experiment import differences_statement
from bakeoff.features.why.page.rules import rules_view
from bakeoff.race.finished import FinishedRace
from bakeoff.text import _, counted, language
from bakeoff.web.data_views import data_of
from bakeoff.web.rows_table import MOST_ROWS, rows_table
from bakeoff.web.statements import keep_statement
from bakeoff.web.tables import contender_table, html_table, named, table_row

MOST_RACES = 64


def differences(race: FinishedRace, run_id: str) -> None:
    """Show where contenders differ; what takes long is kept by the id of the race."""
    predictions = {name: rival.prediction for name, rival in race.rivals.items()}
    if not predictions:
        st.caption(_("The baseline alone has nothing to be compared with."))
        return
    data = data_of(race)
    if len(predictions) > 1:
        rules_view(race, run_id, data)
        keep_statement(run_id, differences_statement)
        if race.is_classification:
            st.html(_agreement(predictions))
        _contested(race, predictions)
    if data is not None and data.image_shape is None:
        _weak_spots(race, run_id, data)


def _agreement(predictions: dict[str, Prediction]) -> str:
    shares, beyond_chance = agreement(predictions), kappa(predictions)
    cells = {
        own: [
            "–" if own == other else _share_and_kappa(shares.loc[own, other], beyond_chance.loc[own, other])
            for other in predictions
        ]
        for own in predictions
    }
    caption = _(
        "How often two contenders answer alike on the test rows; κ (Cohen’s kappa) corrects for chance, at most 1"
    )
    return contender_table(caption, [contender(name).label for name in predictions], cells)


def _share_and_kappa(share: object, beyond_chance: object) -> str:
    """Write how often two agree.

    Examples
    --------
    >>> _share_and_kappa(0.433, -0.13)
    '43.3 %, κ −0.13'
    """
    said = with_minus(f"{beyond_chance:.2f}")
    return _("{share} %, κ {kappa}", share=percent(float(share)), kappa=said)  # type: ignore[arg-type]


def _contested(race: FinishedRace, predictions: dict[str, Prediction]) -> None:
    st.markdown(f"**{_('Rows with most disagreement')}**")
    places = most_contested(predictions, race.setting.task)
    if not len(places):
        st.caption(_("They give the same answer on every test row."))
        return
    st.caption(
        counted(
            "The one test row that contenders disagree about.",
            "The {n} test rows that contenders disagree about most, the worst first.",
            len(places),
        )
    )
    frame = race.predictions().iloc[places]
    answers = [name for name in frame if str(name).removesuffix("_confidence") in predictions]
    rows_table(race, frame[["target", *answers]], list(predictions), key="contested")


def _weak_spots(race: FinishedRace, run_id: str, data: Dataset) -> None:
    """Show the parts of the test rows on which a contender is clearly worse than on the others."""
    st.markdown(f"**{_('Where one is worse than elsewhere')}**")
    with st.spinner(_("Looking at parts of the test rows")):
        table = _slices(run_id, language(), race, data)
    worse = table[table["weak"]]
    if worse.empty:
        st.caption(
            _("Nowhere beyond doubt: {n} parts of the test rows were looked at.", n=count(_parts(table)))
            if len(table)
            else _("There are too few test rows to split them.")
        )
        return
    st.html(_worse(worse, race, _parts(table)))
    _rows_of_a_part(worse, race, data)


def _rows_of_a_part(worse: pd.DataFrame, race: FinishedRace, data: Dataset) -> None:
    """Show the rows of one of these parts."""
    parts = list(dict.fromkeys(zip(worse["column"], worse["value"], strict=True)))

    def words(place: int) -> str:
        return _("{column}: {value}", column=parts[place][0], value=parts[place][1])

    column, value = parts[st.selectbox(_("Rows with"), range(len(parts)), format_func=words, key="weak-part")]
    rows = next(part.rows for part in slices(_features(race, data)) if (part.column, part.value) == (column, value))
    rows_table(race, race.predictions()[rows].head(MOST_ROWS), list(race.rivals), key="weak-rows")


def _features(race: FinishedRace, data: Dataset) -> pd.DataFrame:
    """Return what the test rows are parted by."""
    return with_lengths(data.table.iloc[race.held_out.rows], data.text_features)


def _parts(table: pd.DataFrame) -> int:
    return len(table[["column", "value"]].drop_duplicates())


@st.cache_data(max_entries=MOST_RACES, show_spinner=False)
def _slices(run_id: str, spoken: str, _race: FinishedRace, _data: Dataset) -> pd.DataFrame:
    predictions = {name: rival.prediction for name, rival in _race.rivals.items()}
    units = _race.units(basic_metric(_race.setting.task))
    return slice_table(_features(_race, _data), _race.held_out.target, predictions, _race.setting.task, units)


def _worse(worse: pd.DataFrame, race: FinishedRace, n: int) -> str:
    classes = race.is_classification
    score = _("Accuracy") if classes else _("Mean squared error")
    titles = (
        _("Contender"),
        _("Rows with"),
        _("Rows"),
        _("{score} there", score=score),
        _("Elsewhere"),
    )
    rows = []
    for part in worse.sort_values("p_elsewhere", kind="stable").to_dict("records"):
        values = [
            _("{column}: {value}", column=part["column"], value=part["value"]),
            count(int(part["n"])),
            *(_percent(part[key]) if classes else quantity(part[key]) for key in ("score", "elsewhere")),
        ]
        rows.append(table_row(named(part["contender"]), values))
    caption = _(
        "Parts of the test rows where a contender is clearly worse than on the other rows. {n} parts were checked "
        "(p below 0.05, corrected).",
        n=count(n),
    )
    return html_table(caption, titles, rows)


def _percent(share: float) -> str:
    return _("{number} %", number=percent(share))
