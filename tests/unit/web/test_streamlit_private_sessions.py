"""What is asked of Streamlit about sessions is there."""

from types import SimpleNamespace

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.session_manager import SessionManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.testing.v1 import AppTest

from bakeoff.web import streamlit_private_sessions
from bakeoff.web.streamlit_private_sessions import (
    forget_files,
    forget_session,
    is_open,
    keep_few_files,
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


@pytest.fixture
def files(monkeypatch) -> MemoryUploadedFileManager:
    """Return Streamlit's store of files, with room for two of 100 kB of each page and for four of all."""
    monkeypatch.setattr(MemoryUploadedFileManager, "add_file", streamlit_private_sessions._add_file)
    keep_few_files(200_000, 400_000)
    return MemoryUploadedFileManager("upload")


def upload(files: MemoryUploadedFileManager, page: str, name: str, size: int = 100_000) -> None:
    files.add_file(page, UploadedFileRec(name, name, "text/csv", b"x" * size))


def kept(files: MemoryUploadedFileManager) -> dict[str, list[str]]:
    return {page: list(names) for page, names in files.file_storage.items() if names}


def test_the_oldest_files_of_a_page_make_room_for_its_newest(files):
    upload(files, "another's", "theirs")
    for number in range(20):
        upload(files, "mine", str(number))
    assert kept(files) == {"another's": ["theirs"], "mine": ["18", "19"]}


def test_the_oldest_files_of_all_make_room_and_those_that_are_deleted_count_no_more(files):
    for page in "abcd":
        upload(files, page, f"{page}1")
    files.remove_file("b", "b1")
    files.remove_session_files("c")
    for page in "efg":
        upload(files, page, f"{page}1")
    assert kept(files) == {page: [f"{page}1"] for page in "defg"}


def test_nobody_fills_the_store_with_empty_files(files):
    for number in range(1000):
        upload(files, str(number), str(number), size=0)
    assert len(kept(files)) < 10


def bring_two_files_and_forget_one() -> None:
    import streamlit as st
    from streamlit.proto.Common_pb2 import FileURLs
    from streamlit.runtime.scriptrunner import get_script_run_ctx
    from streamlit.runtime.uploaded_file_manager import UploadedFileRec
    from streamlit.typing import UploadedFile

    from bakeoff.web.streamlit_private_sessions import forget_file

    context = get_script_run_ctx()
    records = [UploadedFileRec(id, f"{id}.csv", "text/csv", b"size\n1\n") for id in ("one", "other")]
    for record in records:
        context.uploaded_file_mgr.add_file(context.session_id, record)
    forget_file(UploadedFile(records[0], FileURLs(file_id="one")))
    st.text([file.name for file in context.uploaded_file_mgr.get_files(context.session_id, ["one", "other"])])


def test_a_file_is_forgotten_and_no_other():
    (left,) = AppTest.from_function(bring_two_files_and_forget_one, default_timeout=60).run().text
    assert left.value == "['other.csv']"
