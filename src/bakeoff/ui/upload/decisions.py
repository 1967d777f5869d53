"""What was decided when the file was read: decision list, in which each thing can be taken back, and done again."""

import streamlit as st

from bakeoff.datasets.upload.decisions import FINAL, FileDecision
from bakeoff.text import _
from bakeoff.ui.shared.headline import plain
from bakeoff.ui.upload.decision_text import decision_text
from bakeoff.ui.upload.draft import UploadDraft


def decisions(draft: UploadDraft) -> None:
    """Show the list; open where there is a question, and with buttons while the file itself is still at hand."""
    decided = draft.start.understood.decided if draft.start is not None else ()
    if not decided:
        return
    asked = any(decision.asked and not decision.undone for decision in decided)
    label = (
        _("How it was read: please check ({n})", n=len(decided))
        if asked
        else _("How it was read ({n})", n=len(decided))
    )
    opened = asked or bool(draft.given.undone)
    with st.expander(label, expanded=opened, key=f"bring-decided@{draft.generation}", icon=":material/checklist:"):
        for place, decision in enumerate(sorted(decided, key=lambda decision: not decision.asked)):
            with st.container(key=f"decided-{place}", horizontal=True, vertical_alignment="center", gap="small"):
                _row(draft, decision)
        if draft.source is None:
            st.caption(_("To have it read otherwise, bring the file once more."))


def _row(draft: UploadDraft, decision: FileDecision) -> None:
    text = plain(decision_text(decision))
    st.markdown(f":gray[~~{text}~~]" if decision.undone and decision.code != "mark" else text, width="stretch")
    if draft.source is None or decision.code in FINAL:
        return
    if decision.code == "mark":
        _either(draft, decision)
        return
    st.button(
        _("Do it after all") if decision.undone else _("Undo"),
        key=f"decide-{decision.key}@{draft.generation}",
        type="tertiary",
        on_click=draft.decide,
        args=(decision.key,),
    )


def _either(draft: UploadDraft, decision: FileDecision) -> None:
    """Show the two numbers that an example may be; the other is read at a click."""
    key = f"decide-{decision.key}@{draft.generation}"
    readings = dict(zip((".", ","), decision.words[1:3], strict=True))

    def choose() -> None:
        if st.session_state.get(key) not in (None, decision.words[3]):
            draft.decide(decision.key)

    st.segmented_control(
        _("{example} means", example=decision.words[0]),
        list(readings),
        format_func=readings.__getitem__,
        default=decision.words[3],
        required=True,
        key=key,
        on_change=choose,
        label_visibility="collapsed",
    )
