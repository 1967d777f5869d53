"""Warnings of a race's settings before the race, and of the race beside its headline."""

from collections.abc import Iterator, Sequence
from typing import Any

import streamlit as st

from bakeoff.checks.base import Check, SetUp, Tries
from bakeoff.checks.registry import Looked, in_order, known, look
from bakeoff.datasets import Dataset
from bakeoff.errors import HistoryError, reason
from bakeoff.evaluation.base import Finding
from bakeoff.html import plain
from bakeoff.preparation.prepared import prepare_dataset
from bakeoff.race.report import Report
from bakeoff.race.snapshot import Run
from bakeoff.records.service import history
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, clauses
from bakeoff.web.data_views import MOST_LETTERS, loaded
from bakeoff.web.draft import RaceDraft
from bakeoff.web.findings import notes, undoing, warnings

MOST_SET_UPS = 200
MOST_CELLS = 1_000_000


@st.fragment(parallel=True)
def set_up_warnings(draft: RaceDraft, folds: int | None = None, owner: str = "") -> None:
    """Show what of a set-up would spoil the race, each with a button that mends it, without keeping the page waiting.

    Parameters
    ----------
    folds : int, optional
        Into how many folds the rows are to be split, if they are.
    owner : str
        Whose earlier races count; nobody's if there is no one test part to be looked at again and again.
    """
    findings = in_order(_looked(draft.spec, folds, owner).findings)
    warnings(findings, "set-up", draft.mend, draft.spec.rules.muted)
    undoing(draft.undoable(), "set-up", draft.undo)


def set_up_notes(spec: BakeoffSpec, folds: int | None = None, owner: str = "") -> None:
    """Show what else to know of a set-up, and what was looked for, behind a button; parameters as `set_up_warnings`.

    The button is there at once and says the same whatever comes of looking: what stands beneath it stays where it is,
    and so does who goes from one to the next by keyboard.
    """
    box = st.popover(
        _("Notes on the set-up"), icon=":material/info:", width="stretch", key="findings-set-up", on_change="rerun"
    )
    if box.open:
        with box:
            _set_up_notes(spec, folds, owner)


@st.fragment(parallel=True)
def _set_up_notes(spec: BakeoffSpec, folds: int | None, owner: str) -> None:
    looked = _looked(spec, folds, owner)
    notes(in_order(looked.findings))
    for line in [*_what_was_looked_for(looked)] or [_nothing_yet()]:
        st.caption(plain(line))


def _nothing_yet() -> str:
    return _("Pictures, large tables, and data that are not on this machine yet are looked at by the race itself.")


def _what_was_looked_for(looked: Looked) -> Iterator[str]:
    if looked.nothing:
        yield _("Checked, and not found: {checks}.", checks=_titles(looked.nothing))
    for check, why in looked.not_applicable:
        yield _("Not looked for: {check}. {reason}", check=check.title, reason=why)
    if looked.muted:
        yield _("Left out, as the rules say: {checks}.", checks=_titles(looked.muted))


def _titles(looked_for: Sequence[Check[Any]]) -> str:
    return clauses([check.title for check in looked_for])


def race_warnings(run: Run, draft: RaceDraft) -> None:
    """Show what takes the meaning from a race's result; what mends it changes the set-up, for the next one."""
    if run.report.verdict is not None:
        grave = [caveat for caveat in run.report.verdict.caveats if _is_grave(caveat)]
        warnings(grave, "race", draft.mend if run.spec == draft.spec else None, draft.spec.rules.muted)


def race_notes(report: Report) -> None:
    """Show what else to look at twice in a race: warnings of the training, and behind a click what there is to know."""
    rest = [caveat for caveat in report.verdict.caveats if not _is_grave(caveat)] if report.verdict is not None else []
    warnings(rest, "training")
    known = [caveat for caveat in rest if caveat.level == "note"]
    if known:
        with st.expander(_("Notes on this race ({n})", n=len(known)), icon=":material/info:", key="findings-race"):
            notes(known)


def _is_grave(finding: Finding) -> bool:
    """Return whether a headline says it, or a button mends it: then it stands beside the headline."""
    return finding.level == "warning" and bool(finding.headline or finding.button)


def _looked(spec: BakeoffSpec, folds: int | None, owner: str) -> Looked:
    info, looked = spec.dataset.info, _choice(spec, owner) if owner else Looked()
    # pictures, and large tables, take seconds to prepare
    small = info.kind != "image" and info.rows * info.features <= MOST_CELLS
    if small and not info.missing() and info.present():
        # Only who takes part matters, so that turning a contender's knobs asks for nothing new.
        asked = BakeoffSpec(dataset=spec.dataset, contenders=list(spec.contenders), rules=spec.rules)
        looked += _set_up(asked.model_dump_json(), folds)
    return looked


def _choice(spec: BakeoffSpec, owner: str) -> Looked:
    try:
        return look(Tries(spec, history().raced(owner, spec.dataset.name)), spec.rules.muted)
    except HistoryError:
        return Looked()  # the history's page says what is wrong


@st.cache_resource(max_entries=MOST_SET_UPS, show_spinner=False)  # a check may be what no pickle takes
def _set_up(spec_json: str, folds: int | None) -> Looked:
    spec = BakeoffSpec.model_validate_json(spec_json)
    try:
        return looked_at(loaded(spec.dataset), spec, folds)
    except Exception as error:
        reason(error, f"{spec.dataset.name} cannot be prepared")
        return Looked()  # the race itself says what is wrong


def looked_at(data: Dataset, spec: BakeoffSpec, folds: int | None = None) -> Looked:
    """Return what of a set-up may mislead; raises BakeoffError where the data can not be split or prepared so."""
    if data.letters > MOST_LETTERS:
        return Looked()
    prepared = prepare_dataset(data, spec.rules, spec.dataset.info.title)
    return look(SetUp(spec, prepared, folds), known(spec.rules.muted))
