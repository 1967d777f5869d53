"""Every name that Streamlit does not offer to apps is still there, does what it did, and is used in one module."""

import ast
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit
from streamlit import string_util
from streamlit.components.v2.bidi_component import main as bidi_component
from streamlit.components.v2.presentation import make_bidi_component_presenter as streamlit_presents
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import SessionState
from streamlit.testing.v1 import AppTest

from bakeoff.web import streamlit_private
from bakeoff.web.components.streamlit_words import streamlit_words
from bakeoff.web.streamlit_private import READ_FROM, take_no_folder_for_pages

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "src/bakeoff"
OFFERED = {"streamlit", "streamlit.typing", "streamlit.testing.v1"}


def test_it_was_read_from_the_version_that_is_pinned():
    assert f"streamlit=={READ_FROM}" in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()


def test_a_folder_called_pages_makes_no_old_kind_of_app(tmp_path, monkeypatch):
    (tmp_path / "pages").mkdir()
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    PagesManager(str(tmp_path / "app.py"))
    assert PagesManager.uses_pages_directory  # else there is nothing to prevent any more
    take_no_folder_for_pages()
    PagesManager(str(tmp_path / "app.py"))
    assert PagesManager.uses_pages_directory is False


def how_the_visitor_came() -> None:
    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    from bakeoff.web.streamlit_private import came_through_history

    st.text(came_through_history())
    get_script_run_ctx().is_history_navigation = True
    st.text(came_through_history())


def test_the_browsers_back_is_told_from_a_link():
    assert [text.value for text in AppTest.from_function(how_the_visitor_came, default_timeout=60).run().text] == [
        "False",
        "True",
    ]


def click_while_another_click_is_obeyed() -> None:
    import streamlit as st
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    def obey() -> None:
        get_script_run_ctx().script_requests.request_rerun(RerunData())
        st.session_state["begun"] = True
        st.session_state["ended"] = True

    st.button("Start", on_click=obey)
    st.text(st.session_state.get("ended"))


@pytest.mark.parametrize(("wholly", "ended"), [(False, "None"), (True, "True")])
def test_what_a_click_asks_for_is_done_to_its_end_though_another_comes(wholly, ended, monkeypatch):
    monkeypatch.setattr(SessionState, "_call_callbacks", streamlit_private._call_callbacks)
    monkeypatch.setattr(ScriptRunner, "_maybe_handle_execution_control_request", streamlit_private._yield)
    if wholly:
        streamlit_private.obey_wholly()
    app = AppTest.from_function(click_while_another_click_is_obeyed, default_timeout=60).run()
    assert app.button[0].click().run().text[0].value == ended


@pytest.mark.parametrize(("alone", "asked_for"), [(["a fragment"], [("lesson=1", [])]), (None, [])])
def test_all_of_the_page_follows_what_was_obeyed_for_a_fragment_alone(alone, asked_for, monkeypatch):
    asked = []
    context = SimpleNamespace(
        fragment_ids_this_run=alone,
        script_requests=SimpleNamespace(request_rerun=asked.append),
        query_string="lesson=1",
        page_script_hash="lab",
        cached_message_hashes=set(),
        context_info=None,
    )
    monkeypatch.setattr(streamlit_private, "get_script_run_ctx", lambda: context)
    streamlit_private.have_all_follow()
    assert [(rerun.query_string, rerun.fragment_id_queue) for rerun in asked] == asked_for


def read_what_two_components_have_told() -> None:
    import streamlit as st

    told = st.components.v2.component("told", html="<p></p>")
    for key in ("one", "other"):
        told(key=key, default={"lasting": key}, on_lasting_change=lambda: None, on_event_change=lambda: None)
    one, other = st.session_state["one"], st.session_state["other"]
    st.text((one.lasting, other["lasting"], one.event, dict(other)))
    st.text(type(one) is type(other))


@pytest.mark.parametrize("without", [False, True])
def test_what_components_have_told_is_read_alike_and_without_a_class_for_each(without, monkeypatch):
    monkeypatch.setattr(bidi_component, "make_bidi_component_presenter", streamlit_presents)
    if without:
        streamlit_private.present_without_classes()
    app = AppTest.from_function(read_what_two_components_have_told, default_timeout=60).run().run()
    told, of_one_class = app.text
    assert told.value == "('one', 'other', None, {'lasting': 'other'})"
    assert of_one_class.value == str(without)


@pytest.mark.parametrize("presenter", [streamlit_presents, streamlit_private._presenter])
@pytest.mark.parametrize(
    ("events", "told"),
    [
        ([{"event": "stop", "value": "svm"}, {"event": "look", "value": 3}], {"stop": "svm", "look": 3, "kept": 1}),
        ({"event": "stop", "value": "svm"}, {"stop": "svm", "kept": 1}),
        ([{"event": 5}, "nothing", {"event": "kept", "value": 2}], {"kept": 1}),
        (None, {"kept": 1}),
    ],
)
def test_what_a_component_says_once_is_read_beside_what_lasts(presenter, events, told):
    state = SessionState()
    state._new_widget_state.set_widget_metadata(
        WidgetMetadata("events", lambda value: value, lambda value: value, "json_trigger_value")
    )
    state._new_widget_state.set_from_value("events", events)
    present = presenter("events", "component", None)
    assert present({"kept": 1}, state) == told
    assert present("no mapping", state) == "no mapping"
    assert present({"kept": 1}, SessionState()) == {"kept": 1}


def choose_in_chinese() -> None:
    import streamlit as st

    st.segmented_control("显示", ["得分", "损失", "🏁 终点"])


@pytest.mark.parametrize(("once", "looks"), [(False, 6), (True, 3)])
def test_an_option_is_looked_through_for_an_icon_once_and_not_at_every_run(once, looks, monkeypatch):
    looked = []

    def look(text: str) -> tuple[str, str]:
        looked.append(text)
        return find(text)

    find = streamlit_private._find_icon
    monkeypatch.setattr(streamlit_private, "_find_icon", look)
    monkeypatch.setattr(string_util, "extract_leading_emoji", look)
    if once:
        streamlit_private.look_for_icons_once()
    app = AppTest.from_function(choose_in_chinese, default_timeout=60).run().run()
    assert len(looked) == looks
    (group,) = app.get("button_group")
    assert [(option.content_icon, option.content) for option in group.proto.options] == [
        ("", "得分"),
        ("", "损失"),
        ("🏁", "终点"),
    ]


def test_what_waits_knows_the_fragment_around_it_where_fragments_run_alone():
    ThreadState.initialize()
    storage = MemoryFragmentStorage()
    storage.register("inner", lambda: None, parent_fragment_id="outer")
    storage.register("outer", lambda: None)

    def around(here: str, alone: list[str]) -> str | None:
        with ThreadState.scoped(fragment_id=here):
            return streamlit_private._fragment_around(
                SimpleNamespace(fragment_storage=storage, fragment_ids_this_run=alone)
            )

    assert around("inner", ["inner"]) == "outer"
    assert around("outer", ["outer"]) is None
    assert around("inner", []) is None  # all of the page runs


def imported(source: str) -> set[str]:
    """Return the modules that a module's code imports from."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{one.name}" for one in node.names if one.name == "config"}
    return found


def reaches_inside(source: str) -> bool:
    return any(name.split(".")[0] == "streamlit" and name not in OFFERED for name in imported(source))


@pytest.mark.parametrize(
    ("code", "inside"),
    [
        ("from streamlit.runtime.scriptrunner import get_script_run_ctx", True),
        ("import streamlit.runtime", True),
        ("from streamlit import config", True),
        ("import streamlit as st\nfrom streamlit.typing import UploadedFile", False),
    ],
)
def test_an_import_from_inside_streamlit_is_found(code: str, inside: bool):
    assert reaches_inside(code) == inside


def test_three_modules_reach_inside_streamlit():
    found = {path.name for path in SOURCE.rglob("*.py") if reaches_inside(path.read_text(encoding="utf-8"))}
    assert found == {"streamlit_private.py", "streamlit_private_log.py", "streamlit_private_sessions.py"}


def names_in_the_page() -> set[str]:
    """Return what our style sheets and scripts call parts of the page that Streamlit draws."""
    sources = [path.read_text(encoding="utf-8") for kind in ("css", "js") for path in SOURCE.rglob(f"*.{kind}")]
    tested = re.findall(r'data-testid="(\w[\w-]*)"', "".join(sources))
    return set(tested) | set(re.findall(r"\.(st[A-Z]\w*)", "".join(sources)))


@pytest.fixture(scope="module")
def bundle() -> str:
    """Return all that Streamlit has a browser run."""
    scripts = (Path(streamlit.__file__).parent / "static/static/js").glob("*.js")
    return "".join(path.read_text(encoding="utf-8") for path in scripts)


def test_streamlit_still_calls_the_parts_of_its_page_so(bundle):
    names = names_in_the_page()
    assert len(names) > 5
    assert names <= set(re.findall(r"(?:st[A-Z]|InputI)[\w-]*", bundle))


def test_streamlit_still_says_what_is_said_in_the_languages_of_the_page(bundle):
    told = {max(re.split(r"{\w+}", words), key=len).strip(": ,") for words in streamlit_words()}
    told = {re.sub("^Press .* to .*", "Enter to ", words).removeprefix("of ") for words in told}
    assert [words for words in told if words not in bundle] == []
