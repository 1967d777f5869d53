"""What to look at twice: warnings of a set-up, and of training that ended too early."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from bakeoff.errors import BakeoffError, HistoryError
from bakeoff.evaluation.base import Finding, Level
from bakeoff.evaluation.preparation import prepare_dataset
from bakeoff.evaluation.soundness import check_choice, check_curves, check_setup
from bakeoff.race import Report
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _
from bakeoff.ui.data_views import loaded
from bakeoff.ui.server import races
from bakeoff.ui.words import plain

Titles = Mapping[Level, str]

MOST_SET_UPS = 200
MOST_CELLS = 1_000_000
ICONS: Titles = {"warning": ":material/warning:", "note": ":material/info:"}


@st.fragment(parallel=True)
def set_up_findings(spec: BakeoffSpec, folds: int | None = None, owner: str = "") -> None:
    """Show what of a set-up may mislead, without keeping the page waiting.

    Parameters
    ----------
    spec : BakeoffSpec
    folds : int, optional
        Into how many folds the rows are to be split, if they are.
    owner : str
        Whose earlier races count; nobody's if there is no one test part to be looked at again and again.
    """
    info, found = spec.dataset.info, _choice(spec, owner) if owner else ()
    # pictures, and large tables, take seconds to prepare
    small = info.kind != "image" and info.rows * info.features <= MOST_CELLS
    if small and not info.missing() and info.present():
        # Only who takes part matters, so that turning a contender's knobs asks for nothing new.
        asked = BakeoffSpec(dataset=spec.dataset, contenders=list(spec.contenders), rules=spec.rules)
        found += _set_up(asked.model_dump_json(), folds)
    titles: Titles = {"warning": _("Warnings about the set-up: {n}"), "note": _("To know about the set-up: {n}")}
    if found:
        with st.popover(**_titled(found, titles), width="stretch", key="findings-set-up"):
            _list(found)


def curve_findings(report: Report) -> None:
    """Show who might have become better by going on."""
    steps = {name: result.steps for name, result in report.results.items() if result.status == "done"}
    titles: Titles = {"warning": _("Warnings about the training: {n}"), "note": _("To know about the training: {n}")}
    found = sorted(check_curves(steps), key=lambda one: one.level != "warning")
    if found:
        with st.expander(**_titled(found, titles), key="findings-curves"):
            _list(found)


def _choice(spec: BakeoffSpec, owner: str) -> tuple[Finding, ...]:
    try:
        return check_choice(spec, races().history.raced(owner, spec.dataset.name))
    except HistoryError:
        return ()  # the history's page says what is wrong


@st.cache_data(max_entries=MOST_SET_UPS, show_spinner=False)
def _set_up(spec_json: str, folds: int | None) -> tuple[Finding, ...]:
    spec = BakeoffSpec.model_validate_json(spec_json)
    try:
        prepared = prepare_dataset(loaded(spec.dataset), spec.rules, spec.dataset.info.title)
        return check_setup(spec, prepared, folds)
    except BakeoffError:
        return ()  # the race itself says what is wrong


def _titled(findings: Sequence[Finding], titles: Titles) -> dict[str, Any]:
    """Return label and icon: how many there are of the gravest level."""
    level = findings[0].level  # warnings come first
    return {"label": titles[level].format(n=sum(one.level == level for one in findings)), "icon": ICONS[level]}


def _list(findings: Sequence[Finding]) -> None:
    for one in findings:
        st.markdown(f"**{plain(one.what)}** {plain(one.reason)} {plain(one.mend)}")
