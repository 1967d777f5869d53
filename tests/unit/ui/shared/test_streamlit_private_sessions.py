"""What is asked of Streamlit about sessions is there."""

from types import SimpleNamespace

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.session_manager import SessionManager

from bakeoff.ui.shared.streamlit_private_sessions import forget_session, n_sessions, session_told, when_forgotten


def test_streamlit_has_what_is_asked_of_it():
    assert callable(Runtime.is_active_session)
    assert callable(Runtime.close_session)
    assert callable(SessionManager.num_active_sessions)
    assert callable(SessionManager.get_session_info)


def test_without_a_server_there_are_none_and_none_is_forgotten(monkeypatch):
    monkeypatch.setattr(Runtime, "exists", lambda: False)
    assert n_sessions() == 0
    forget_session("anyone's")
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
