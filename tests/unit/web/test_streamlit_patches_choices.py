"""What was chosen stays chosen, and what is open stays open, when the language changes, as a browser has it."""

from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.state.session_state import SessionState
from streamlit.testing.v1 import AppTest

from bakeoff.web import streamlit_patches


def page() -> None:
    import streamlit as st

    from bakeoff.web.streamlit_private import keep_choices
    from bakeoff.web.tabs import tabs

    def switch() -> None:
        st.session_state["spoken"] = "zh"
        keep_choices()

    spoken = st.session_state.setdefault("spoken", "en")
    words = {"en": ("Alpha", "Beta", "Gamma"), "zh": ("甲", "乙", "丙")}[spoken]
    changes = st.session_state.setdefault("changes", [])
    st.button("Switch", key="switch", on_click=switch)
    said = {"options": range(3), "format_func": words.__getitem__, "on_change": lambda: changes.append(spoken)}
    st.selectbox("One", key="one", index=2, **said)
    st.radio("Other", key="other", **said)
    st.multiselect("Some", key="some", default=[0], **said)
    st.session_state["open"] = [tab.open for tab in tabs(words, key="tabs")].index(True)


class Browser:
    """Holds what is chosen as the words that it has shown, and takes over others only where it is told to."""

    def __init__(self) -> None:
        self.app = AppTest.from_function(page, default_timeout=60)
        self.app.run()
        self.chosen: dict[str, WidgetState] = {}

    def element(self, kind: str):
        return self.app.get(kind)[0].proto

    def choose(self, kind: str, words: str | list[str]) -> None:
        id = self.element(kind).id
        state = WidgetState(id=id)
        if isinstance(words, str):
            state.string_value = words
        else:
            state.string_array_value.data.extend(words)
        self.chosen[id] = state

    def press(self, key: str) -> None:
        self.run(WidgetState(id=self.app.button(key=key).proto.id, trigger_value=True))

    def run(self, *pressed: WidgetState) -> None:
        self.app._run(WidgetStates(widgets=[*self.chosen.values(), *pressed]))
        assert not self.app.exception
        for kind, told in (("selectbox", "raw_value"), ("radio", "raw_value"), ("multiselect", "raw_values")):
            proto = self.element(kind)
            if proto.set_value:
                words = getattr(proto, told)
                self.choose(kind, words if isinstance(words, str) else list(words))


def test_a_choice_stays_though_its_words_are_others():
    browser = Browser()
    browser.choose("selectbox", "Beta")
    browser.choose("radio", "Gamma")
    browser.choose("multiselect", ["Alpha", "Beta"])
    browser.run()
    state = browser.app.session_state
    assert (state["one"], state["other"], state["some"]) == (1, 2, [0, 1])
    changes = list(state["changes"])
    browser.press("switch")
    assert list(browser.element("selectbox").options) == ["甲", "乙", "丙"]
    browser.run()  # whatever is done next
    assert (state["one"], state["other"], state["some"]) == (1, 2, [0, 1])
    assert state["changes"] == changes  # nobody has chosen anything


def test_what_is_still_told_in_the_words_of_before_counts_for_nothing(monkeypatch):
    monkeypatch.setattr(SessionState, "set_widgets_from_proto", streamlit_patches._set_widgets)
    streamlit_patches.ignore_former_options()
    browser = Browser()
    browser.choose("selectbox", "Beta")
    browser.choose("radio", "Gamma")
    browser.choose("multiselect", ["Alpha", "Beta"])
    browser.run()
    state = browser.app.session_state
    changes, before = list(state["changes"]), dict(browser.chosen)
    browser.press("switch")
    browser.chosen = before  # a second click, on its way when the other words came
    browser.run()
    assert (state["one"], state["other"], state["some"]) == (1, 2, [0, 1])
    assert state["changes"] == changes
    assert [told.string_value for told in browser.chosen.values()] == ["乙", "丙", ""]
    assert list(browser.chosen[browser.element("multiselect").id].string_array_value.data) == ["甲", "乙"]


def test_the_tab_that_is_open_stays_open():
    browser = Browser()
    browser.app.session_state["tabs"] = "Beta"
    browser.run()
    assert browser.app.session_state["open"] == 1
    browser.press("switch")
    assert browser.app.session_state["open"] == 1
    assert browser.app.session_state["tabs"] == "乙"


def test_a_tab_that_is_chosen_just_before_the_language_is_the_open_one():
    browser = Browser()
    browser.app.session_state["tabs"] = "Gamma"
    browser.press("switch")  # the page has heard of both at once
    assert browser.app.session_state["open"] == 2
    assert browser.app.session_state["tabs"] == "丙"
