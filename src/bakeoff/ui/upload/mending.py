"""What would spoil a race, mended at the press of a button, and undone."""

from bakeoff.datasets.upload.roles import Role
from bakeoff.evaluation.base import Finding
from bakeoff.spec import BakeoffSpec
from bakeoff.ui.shared.findings import Mended
from bakeoff.ui.upload.draft import UploadDraft

LEAVE_OUT = "rules.leave_out"


def mend(draft: UploadDraft, finding: Finding) -> None:
    """Do what mends a finding: columns that are left out are ignored, all else is a rule of the race."""
    before = draft.about
    rules = {path: value for path, value in finding.mend_with.items() if path != LEAVE_OUT}
    done = Mended(finding.button, {path: draft.rules.get(path) for path in rules}, dict(finding.mend_with))
    draft.go_on({**draft.rules, **rules}, (*draft.mended, (done, before)))
    ignored: dict[str, Role] = dict.fromkeys(finding.mend_with.get(LEAVE_OUT, ()), "ignore")
    draft.start, draft.chosen = before.with_roles(draft.target, draft.task, ignored), {}


def undo(draft: UploadDraft, mended: Mended) -> None:
    """Take back what was mended: give ignored columns their roles again, or forget a rule."""
    rules = {path: value for path, value in draft.rules.items() if path not in mended.before}
    rules |= {path: value for path, value in mended.before.items() if value is not None}
    before = next(about for mending, about in draft.mended if mending == mended)
    roles = {name: before.column(name).role for name in mended.after.get(LEAVE_OUT, ())}
    now = draft.about
    draft.go_on(rules, tuple(entry for entry in draft.mended if entry[0] != mended))
    draft.start, draft.chosen = now.with_roles(draft.target, draft.task, roles), {}


def ruled(draft: UploadDraft, spec: BakeoffSpec) -> BakeoffSpec:
    """Return a race's spec with the rules that mend what would spoil it."""
    for path, value in draft.rules.items():
        spec = spec.replace(path, value)
    return spec
