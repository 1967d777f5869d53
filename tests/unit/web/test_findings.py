"""What a finding offers: a button that mends it, and one that leaves its check out where that may be."""

from streamlit.testing.v1 import AppTest

from tests.catalogues import language_made_of

LEAVE_OUT = "It does not matter here"


def two_findings() -> None:
    import streamlit as st

    from bakeoff.evaluation.base import Finding
    from bakeoff.web.findings import warnings

    def mend(finding: Finding) -> None:
        st.session_state["set"] = dict(finding.mend_with)

    happened = Finding("unfinished", "warning", "It was stopped.", "So.", "Race again.")
    suspected = Finding("near", "warning", "Near copies.", "So.", "Remove them.")
    warnings([happened, suspected], "here", mend, muted=("telltale",))


def test_what_has_happened_can_not_be_left_out_and_what_is_suspected_can():
    app = AppTest.from_function(two_findings, default_timeout=60).run()
    (button,) = [one for one in app.button if one.label == LEAVE_OUT]
    button.click().run()
    assert not app.exception
    assert app.session_state["set"] == {"rules.muted": ("telltale", "near")}


def a_note_in_chinese() -> None:
    from bakeoff.evaluation.base import Finding
    from bakeoff.text import speaking
    from bakeoff.web.findings import notes

    with speaking("zh"):
        notes([Finding("unfinished", "note", "它停了。", "所以。", "再来。")])


def test_what_is_bold_ends_before_a_space_where_sentences_have_none_between_them(tmp_path):
    with language_made_of(tmp_path, "zh", {"{sentences} {next}": "{sentences}{next}"}):
        app = AppTest.from_function(a_note_in_chinese, default_timeout=60).run()
    assert app.markdown[0].value == "**它停了。** 所以。再来。"
