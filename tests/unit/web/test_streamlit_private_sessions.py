"""What is asked of Streamlit about sessions is there."""

from types import SimpleNamespace

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.session_manager import SessionManager
from streamlit.testing.v1 import AppTest

from bakeoff.web.streamlit_private import (
    forget_files,
    forget_session,
    is_open,
    n_sessions,
    session_told,
    when_forgotten,
)


def test_streamlit_has_what_is_asked_of_it():
    assert callable(Runtime.is_active_session)
    assert callable(Runtime.close_session)
    assert callable(SessionManager.num_active_sessions)
    assert callable(SessionManager.get_session_info)
    assert isinstance(Runtime.uploaded_file_mgr, property)


def test_without_a_server_there_are_none_and_none_is_forgotten(monkeypatch):
    monkeypatch.setattr(Runtime, "exists", lambda: False)
    assert n_sessions() == 0
    assert not is_open("anyone's")
    forget_session("anyone's")
    forget_files("anyone's")
    when_forgotten("anyone's", lambda: None)


def test_a_page_is_told_its_session_once():
    begun = ForwardMsg()
    begun.new_session.initialize.session_id = "mine"
    assert session_told(begun.SerializeToString()) == "mine"
    assert session_told(ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY).SerializeToString()) == ""
    assert session_told(b"") == ""


class Session:
    """What a page had."""


def test_something_is_done_once_a_session_is_gone(monkeypatch):
    sessions = {"mine": SimpleNamespace(session=Session())}
    runtime = SimpleNamespace(_session_mgr=SimpleNamespace(get_session_info=sessions.get))
    monkeypatch.setattr(Runtime, "exists", lambda: True)
    monkeypatch.setattr(Runtime, "instance", lambda: runtime)
    done: list[str] = []
    when_forgotten("mine", lambda: done.append("mine"))
    when_forgotten("another's", lambda: done.append("another's"))
    assert not done
    sessions.clear()
    assert done == ["mine"]


def bring_two_files_and_forget_one() -> None:
    import streamlit as st
    from streamlit.proto.Common_pb2 import FileURLs
    from streamlit.runtime.scriptrunner import get_script_run_ctx
    from streamlit.runtime.uploaded_file_manager import UploadedFileRec
    from streamlit.typing import UploadedFile

    from bakeoff.web.streamlit_private import forget_file

    context = get_script_run_ctx()
    records = [UploadedFileRec(id, f"{id}.csv", "text/csv", b"size\n1\n") for id in ("one", "other")]
    for record in records:
        context.uploaded_file_mgr.add_file(context.session_id, record)
    forget_file(UploadedFile(records[0], FileURLs(file_id="one")))
    st.text([file.name for file in context.uploaded_file_mgr.get_files(context.session_id, ["one", "other"])])


def test_a_file_is_forgotten_and_no_other():
    (left,) = AppTest.from_function(bring_two_files_and_forget_one, default_timeout=60).run().text
    assert left.value == "['other.csv']"
