"""Findings as a person sees them: warnings open, each with one button that mends it, and what was mended undone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from bakeoff.checks.registry import mutable
from bakeoff.evaluation.base import Finding
from bakeoff.html import plain
from bakeoff.race.slots import FindingLink
from bakeoff.service.kernel import added
from bakeoff.text import _, sentences
from bakeoff.web.contributions import draw


@dataclass(frozen=True)
class Mended:
    """Change made by a button.

    Attributes
    ----------
    said : str
        The button's label.
    before, after : mapping of str to object
        The changed settings by path, with their old and new values.
    """

    said: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def warnings(
    findings: Sequence[Finding],
    key: str,
    mend: Callable[[Finding], None] | None = None,
    muted: Sequence[str] = (),
) -> None:
    """Show each warning, open.

    Parameters
    ----------
    findings : sequence of Finding
        Notes among them are left out.
    key : str
        Tells this list from others on the page.
    mend : callable, optional
        ``mend(finding)`` sets what mends it; None: there are no buttons.
    muted : sequence of str
        Codes of the checks that are left out already.
    """
    for place, finding in enumerate([finding for finding in findings if finding.level == "warning"]):
        with st.container(key=f"finding-{key}-{place}", border=True, gap="small"):
            by_button = mend is not None and finding.button
            mending = "" if by_button else plain(finding.mend)
            st.markdown(f":material/warning: {_in_full(finding, mending)}")
            if mend is None:
                continue
            with st.container(horizontal=True, gap="small", key=f"ways-{key}-{place}"):
                if finding.button and _pressed(finding, f"mend-{key}-{place}"):
                    mend(finding)
                    st.rerun()
                if finding.code in mutable() and _shrugged(f"mute-{key}-{place}"):
                    mend(_left_out(finding, muted))
                    st.rerun()
                for link in added(FindingLink):
                    draw(link.show, finding)


def notes(findings: Sequence[Finding]) -> None:
    """Show what there is to know, each in a paragraph; warnings are left out."""
    for finding in findings:
        if finding.level == "note":
            st.markdown(_in_full(finding, plain(finding.mend)))


def _in_full(finding: Finding, mending: str) -> str:
    """Return Markdown, in which what is bold ends before a space, also where sentences have none between them."""
    return f"**{plain(finding.what)}** {sentences(plain(finding.reason), mending)}".rstrip()


def undoing(mended: Sequence[Mended], key: str, undo: Callable[[Mended], None]) -> None:
    """Show what was mended, with a button each that undoes it."""
    for place, mending in enumerate(mended):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"mended-{key}-{place}"):
            st.caption(f":material/check: {plain(mending.said)}", width="content")
            if st.button(_("Undo"), key=f"undo-{key}-{place}", type="tertiary"):
                undo(mending)
                st.rerun()


def _left_out(finding: Finding, muted: Sequence[str]) -> Finding:
    """Return what leaves out the check that a finding comes from, as if that were what mends it."""
    said = _("Left out as not to matter: {what}", what=finding.what)
    return replace(finding, mend_with={"rules.muted": (*muted, finding.code)}, button=said)


def _shrugged(key: str) -> bool:
    help = _("Race as it is: this check is left out, which the race’s rules and its link say.")
    return st.button(_("It does not matter here"), help=help, key=key, type="tertiary")


def _pressed(finding: Finding, key: str) -> bool:
    return st.button(plain(finding.button), help=plain(finding.mend), key=key, icon=":material/build:")
