"""Each patch of Streamlit does what it is for, and Streamlit does not do so without it."""

import pytest
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.testing.v1 import AppTest

from bakeoff.web import streamlit_patches


def test_a_folder_called_pages_makes_no_old_kind_of_app(tmp_path, monkeypatch):
    (tmp_path / "pages").mkdir()
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    PagesManager(str(tmp_path / "app.py"))
    assert PagesManager.uses_pages_directory  # else there is nothing to prevent any more
    streamlit_patches.ignore_pages_folder()
    PagesManager(str(tmp_path / "app.py"))
    assert PagesManager.uses_pages_directory is False


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
    monkeypatch.setattr(ScriptRunner, "_maybe_handle_execution_control_request", streamlit_patches._yield)
    if wholly:
        streamlit_patches.finish_callbacks()
    app = AppTest.from_function(click_while_another_click_is_obeyed, default_timeout=60).run()
    assert app.button[0].click().run().text[0].value == ended


def test_the_theme_is_what_streamlit_writes():
    theirs, ours, again = CustomThemeConfig(), CustomThemeConfig(), CustomThemeConfig()
    streamlit_patches._write_theme(theirs)
    for message in (ours, again):
        streamlit_patches._write_same_theme(message)
    assert ours == again == theirs


@pytest.fixture
def files(monkeypatch) -> MemoryUploadedFileManager:
    """Return Streamlit's store of files, with room for two of 100 kB of each page and for four of all."""
    monkeypatch.setattr(MemoryUploadedFileManager, "add_file", streamlit_patches._add_file)
    streamlit_patches.bound_uploads(200_000, 400_000)
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
