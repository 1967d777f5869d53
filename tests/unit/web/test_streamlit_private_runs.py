"""A page's place, and how often it is looked at."""

import pytest
from streamlit.runtime.scriptrunner import RerunData
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner


def page_that_ends_in_a_fragment(from_the_top: bool) -> None:
    import streamlit as st

    from bakeoff.web.streamlit_private import draw_from_the_top

    if from_the_top:
        draw_from_the_top()
    st.text("page")
    with st.container():
        st.fragment(lambda: st.text("fragment"))()


@pytest.mark.parametrize("from_the_top", [False, True])
def test_a_page_that_is_asked_for_as_a_fragment_ends_is_not_drawn_within_that(from_the_top, monkeypatch):
    end, places = LocalScriptRunner._on_script_finished, []

    def ended(self, context, *arguments):
        end(self, context, *arguments)
        places.append([tuple(one.metadata.delta_path) for one in self.forward_msgs() if one.HasField("delta")])
        if len(places) == 1:
            self.request_rerun(RerunData(fragment_id=next(iter(context.fragment_storage._fragments))))
        elif len(places) == 2:
            self.request_rerun(RerunData())

    monkeypatch.setattr(LocalScriptRunner, "_on_script_finished", ended)
    AppTest.from_function(page_that_ends_in_a_fragment, args=(from_the_top,), default_timeout=60).run()
    at_first, _with_the_fragment, after_it = places
    assert at_first[:2] == [(0, 0), (0, 1)]
    assert (after_it == at_first) is from_the_top


def page_that_looks_less_often() -> None:
    import streamlit as st

    from bakeoff.web.streamlit_private import look_again_every

    look_again_every(9.0)  # stands in no fragment
    st.fragment(lambda: look_again_every(2.0), run_every=0.5)()


def test_a_fragment_says_how_often_it_is_looked_at_from_now_on(monkeypatch):
    end, told = LocalScriptRunner._on_script_finished, []

    def ended(self, context, *arguments):
        end(self, context, *arguments)
        told.extend(message.auto_rerun for message in self.forward_msgs() if message.HasField("auto_rerun"))

    monkeypatch.setattr(LocalScriptRunner, "_on_script_finished", ended)
    AppTest.from_function(page_that_looks_less_often, default_timeout=60).run()
    assert [rerun.interval for rerun in told] == [0.5, 2.0]
    assert len({rerun.fragment_id for rerun in told}) == 1
