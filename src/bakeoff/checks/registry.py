"""Finds the checks by walking the modules beside this file, and runs those that look at one thing."""

import importlib
import pkgutil
import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any, Self

from bakeoff.checks.base import Check, DoesNotApply
from bakeoff.errors import SettingError, reason
from bakeoff.evaluation.base import Finding
from bakeoff.text import _, enumerated


@dataclass(frozen=True)
class Looked:
    """Results of a set of checks.

    Attributes
    ----------
    findings : list of Finding
        Those of the most severe check first.
    nothing : list of Check
        Checks that found nothing.
    not_applicable : list of (Check, str)
        Checks without a subject, and the reason.
    muted : list of Check
        Checks that were skipped, since a person declared them irrelevant.
    """

    findings: list[Finding] = field(default_factory=list)
    nothing: list[Check[Any]] = field(default_factory=list)
    not_applicable: list[tuple[Check[Any], str]] = field(default_factory=list)
    muted: list[Check[Any]] = field(default_factory=list)

    def __add__(self, other: Self) -> Self:
        """Return what came of both."""
        return replace(
            self, **{part.name: getattr(self, part.name) + getattr(other, part.name) for part in fields(self)}
        )


@cache
def checks() -> tuple[Check[Any], ...]:
    """Return all checks, the gravest first; a module that cannot be imported is left out and logged."""
    records: list[Check[Any]] = []
    for module in pkgutil.iter_modules(sys.modules[__package__].__path__):
        try:
            records += filter(None, [getattr(importlib.import_module(f"{__package__}.{module.name}"), "CHECK", None)])
        except Exception as error:  # whatever a module may raise as it is imported
            reason(error, f"the check {module.name} is left out")
    return tuple(sorted(records, key=lambda check: -check.gravity))


def look(subject: object, muted: Collection[str] = ()) -> Looked:
    """Run every check that looks at such a thing.

    Parameters
    ----------
    subject : SetUp, Tries or EndedRace
    muted : collection of str
        Codes of checks that are left out, as far as they may be.
    """
    looked = Looked()
    for check in checks():
        if not isinstance(subject, check.looks_at):
            continue
        if check.mutable and check.code in muted:
            looked.muted.append(check)
            continue
        try:
            findings = list(check.find(subject))
            in_order(findings)  # one that is no finding raises here, not on the page
        except DoesNotApply as refusal:
            looked.not_applicable.append((check, str(refusal)))
            continue
        except Exception as error:  # whatever a check may raise costs its own line alone
            why = reason(error, f"the check {check.code} failed")
            looked.not_applicable.append((check, _("The check failed: {reason}.", reason=why)))
            continue
        looked.findings.extend(findings)
        if not findings:
            looked.nothing.append(check)
    return looked


def mutable() -> frozenset[str]:
    """Return the codes of the checks that somebody may say do not matter."""
    return frozenset(check.code for check in checks() if check.mutable)


def known(muted: Collection[str]) -> Collection[str]:
    """Return codes of checks to leave out.

    Raises
    ------
    SettingError
        If there is no such check, or it tells what has happened and can not be left out.
    """
    for code in muted:
        if code not in mutable():
            raise SettingError(
                _(
                    "“Checks left out”: there is no check “{code}” that could be left out; write some of {codes}.",
                    code=code,
                    codes=enumerated(sorted(mutable())),
                )
            )
    return muted


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings with the gravest first: warnings before notes; a kind that is not known comes last."""
    gravity = {check.code: check.gravity for check in checks()}
    return tuple(sorted(findings, key=lambda finding: (finding.level != "warning", -gravity.get(finding.code, 0))))
