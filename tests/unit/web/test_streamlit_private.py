"""Every name that Streamlit does not offer to apps is still there, does what it did, and is used in two modules."""

import ast
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState
from streamlit.testing.v1 import AppTest

from bakeoff.web import streamlit_private
from bakeoff.web.components.streamlit_words import streamlit_words
from bakeoff.web.streamlit_private import READ_FROM

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "src/bakeoff"
OFFERED = {"streamlit", "streamlit.typing", "streamlit.testing.v1"}


def test_it_was_read_from_the_version_that_is_pinned():
    assert f"streamlit=={READ_FROM}" in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()


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


def test_two_modules_reach_inside_streamlit():
    found = {path.name for path in SOURCE.rglob("*.py") if reaches_inside(path.read_text(encoding="utf-8"))}
    assert found == {"streamlit_patches.py", "streamlit_private.py"}


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
