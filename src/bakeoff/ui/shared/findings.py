"""Findings as a person sees them: warnings open, each with one button that mends it, and what was mended undone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from bakeoff.evaluation.base import Finding
from bakeoff.text import _
from bakeoff.ui.shared.headline import plain


@dataclass(frozen=True)
class Mended:
    """What a button has mended.

    Attributes
    ----------
    said : str
        What the button said.
    before, after : mapping of str to object
        The settings that it changed, by path, as they were and as they are.
    """

    said: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def warnings(found: Sequence[Finding], key: str, mend: Callable[[Finding], None] | None = None) -> None:
    """Show each warning, open.

    Parameters
    ----------
    found : sequence of Finding
        Notes among them are left out.
    key : str
        Tells this list from others on the page.
    mend : callable, optional
        ``mend(finding)`` sets what mends it; None: there are no buttons.
    """
    for place, one in enumerate([one for one in found if one.level == "warning"]):
        with st.container(key=f"finding-{key}-{place}", border=True, gap="small"):
            by_button = mend is not None and one.button
            text = f":material/warning: **{plain(one.what)}** {plain(one.reason)}"
            st.markdown(text if by_button else f"{text} {plain(one.mend)}")
            if mend is not None and one.button and _pressed(one, f"mend-{key}-{place}"):
                mend(one)
                st.rerun()


def notes(found: Sequence[Finding]) -> None:
    """Show what there is to know, each in a paragraph; warnings are left out."""
    for one in found:
        if one.level == "note":
            st.markdown(f"**{plain(one.what)}** {plain(one.reason)} {plain(one.mend)}")


def undoing(mended: Sequence[Mended], key: str, undo: Callable[[Mended], None]) -> None:
    """Show what was mended, with a button each that undoes it."""
    for place, one in enumerate(mended):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"mended-{key}-{place}"):
            st.caption(f":material/check: {plain(one.said)}", width="content")
            if st.button(_("Undo"), key=f"undo-{key}-{place}", type="tertiary"):
                undo(one)
                st.rerun()


def _pressed(one: Finding, key: str) -> bool:
    return st.button(plain(one.button), help=plain(one.mend), key=key, icon=":material/build:")
