"""Remedies for problems of a race, applied by the press of a button, and undone."""

from bakeoff.evaluation.base import Finding
from bakeoff.features.upload.page.draft import UploadDraft
from bakeoff.features.upload.page.open_table import OpenTable
from bakeoff.spec import BakeoffSpec
from bakeoff.web.findings import Mended

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
    return spec
