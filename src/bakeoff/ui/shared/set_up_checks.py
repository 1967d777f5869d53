"""What to look at twice: warnings of a set-up before the race, and of the race beside its headline."""

import streamlit as st

from bakeoff.checks.set_up import check_choice, check_setup
from bakeoff.datasets import Dataset
from bakeoff.errors import BakeoffError, HistoryError
from bakeoff.evaluation.base import Finding
from bakeoff.preparation.prepared import prepare_dataset
from bakeoff.race import Report, Run
from bakeoff.race.caveats import in_order
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _
from bakeoff.ui.shared.data_views import loaded
from bakeoff.ui.shared.draft import Draft
from bakeoff.ui.shared.findings import notes, undoing, warnings
from bakeoff.ui.shared.server import races

MOST_SET_UPS = 200
MOST_CELLS = 1_000_000


@st.fragment(parallel=True)
def set_up_warnings(mine: Draft, folds: int | None = None, owner: str = "") -> None:
    """Show what of a set-up would spoil the race, each with a button that mends it, without keeping the page waiting.

    Parameters
    ----------
    mine : Draft
    folds : int, optional
        Into how many folds the rows are to be split, if they are.
    owner : str
        Whose earlier races count; nobody's if there is no one test part to be looked at again and again.
    """
    warnings(_found(mine.spec, folds, owner), "set-up", mine.mend)
    undoing(mine.undoable(), "set-up", mine.undo)


@st.fragment(parallel=True)
def set_up_notes(spec: BakeoffSpec, folds: int | None = None, owner: str = "") -> None:
    """Show what else to know of a set-up, behind a button; parameters as `set_up_warnings`."""
    found = [one for one in _found(spec, folds, owner) if one.level == "note"]
    if found:
        label = _("To know about the set-up: {n}", n=len(found))
        with st.popover(label, icon=":material/info:", width="stretch", key="findings-set-up"):
            notes(found)


def race_warnings(run: Run, mine: Draft) -> None:
    """Show what takes the meaning from a race's result; what mends it changes the set-up, for the next one."""
    if run.report.verdict is not None:
        grave = [one for one in run.report.verdict.caveats if _is_grave(one)]
        warnings(grave, "race", mine.mend if run.spec == mine.spec else None)


def race_notes(report: Report) -> None:
    """Show what else to look at twice in a race: warnings of the training, and behind a click what there is to know."""
    rest = [one for one in report.verdict.caveats if not _is_grave(one)] if report.verdict is not None else []
    warnings(rest, "training")
    known = [one for one in rest if one.level == "note"]
    if known:
        with st.expander(_("To know about this race: {n}", n=len(known)), icon=":material/info:", key="findings-race"):
            notes(known)


def _is_grave(one: Finding) -> bool:
    """Return whether a headline says it, or a button mends it: then it stands beside the headline."""
    return one.level == "warning" and bool(one.headline or one.button)


def _found(spec: BakeoffSpec, folds: int | None, owner: str) -> tuple[Finding, ...]:
    info, found = spec.dataset.info, _choice(spec, owner) if owner else ()
    # pictures, and large tables, take seconds to prepare
    small = info.kind != "image" and info.rows * info.features <= MOST_CELLS
    if small and not info.missing() and info.present():
        # Only who takes part matters, so that turning a contender's knobs asks for nothing new.
        asked = BakeoffSpec(dataset=spec.dataset, contenders=list(spec.contenders), rules=spec.rules)
        found += _set_up(asked.model_dump_json(), folds)
    return in_order(found)


def _choice(spec: BakeoffSpec, owner: str) -> tuple[Finding, ...]:
    try:
        return check_choice(spec, races().history.raced(owner, spec.dataset.name))
    except HistoryError:
        return ()  # the history's page says what is wrong


@st.cache_data(max_entries=MOST_SET_UPS, show_spinner=False)
def _set_up(spec_json: str, folds: int | None) -> tuple[Finding, ...]:
    spec = BakeoffSpec.model_validate_json(spec_json)
    try:
        return looked_at(loaded(spec.dataset), spec, folds)
    except BakeoffError:
        return ()  # the race itself says what is wrong


def looked_at(data: Dataset, spec: BakeoffSpec, folds: int | None = None) -> tuple[Finding, ...]:
    """Return what of a set-up may mislead; raises BakeoffError where the data can not be split or prepared so."""
    return check_setup(spec, prepare_dataset(data, spec.rules, spec.dataset.info.title), folds)
