"""What was decided when the file was read: one list, in which each thing can be taken back, and done again."""

import streamlit as st

from bakeoff.datasets.upload.decisions import FINAL, Decision
from bakeoff.text import _
from bakeoff.ui.shared.headline import plain
from bakeoff.ui.upload.decision_text import decision_text
from bakeoff.ui.upload.draft import UploadDraft


def decisions(draft: UploadDraft) -> None:
    """Show the list; open where there is a question, and with buttons while the file itself is still at hand."""
    decided = draft.start.understood.decided if draft.start is not None else ()
    if not decided:
        return
    asked = any(one.asked and not one.undone for one in decided)
    label = (
        _("How it was read: please check ({n})", n=len(decided))
        if asked
        else _("How it was read ({n})", n=len(decided))
    )
    with st.expander(label, expanded=asked, key="bring-decided", icon=":material/checklist:"):
        for place, one in enumerate(sorted(decided, key=lambda one: not one.asked)):
            with st.container(key=f"decided-{place}", horizontal=True, vertical_alignment="center", gap="small"):
                _one(draft, one)
        if draft.source is None:
            st.caption(_("To have it read otherwise, bring the file once more."))


def _one(draft: UploadDraft, one: Decision) -> None:
    text = plain(decision_text(one))
    st.markdown(f":gray[~~{text}~~]" if one.undone and one.code != "mark" else text, width="stretch")
    if draft.source is None or one.code in FINAL:
        return
    if one.code == "mark":
        _either(draft, one)
        return
    st.button(
        _("Do it after all") if one.undone else _("Undo"),
        key=f"decide-{one.key}@{draft.generation}",
        type="tertiary",
        on_click=draft.decide,
        args=(one.key,),
    )


def _either(draft: UploadDraft, one: Decision) -> None:
    """Show the two numbers that an example may be; the other one is read at a click."""
    key = f"decide-{one.key}@{draft.generation}"
    readings = dict(zip((".", ","), one.words[1:3], strict=True))

    def choose() -> None:
        if st.session_state.get(key) not in (None, one.words[3]):
            draft.decide(one.key)

    st.segmented_control(
        _("{example} means", example=one.words[0]),
        list(readings),
        format_func=readings.__getitem__,
        default=one.words[3],
        required=True,
        key=key,
        on_change=choose,
        label_visibility="collapsed",
    )
