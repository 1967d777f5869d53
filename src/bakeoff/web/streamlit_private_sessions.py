"""Private parts of Streamlit about its sessions, one a page; see `streamlit_private`."""

import weakref
from collections.abc import Callable

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.typing import UploadedFile

_handle = AppSession.handle_backmsg
_OBEYED = ("rerun_script", "stop_script", "app_heartbeat", "file_urls_request")
MOST_FILES_ASKED = 1000
"""Files that a page may ask addresses for at once: each is made on the server's loop."""


def hear_no_orders_to_the_server() -> None:
    """Obey only what a message asks for its own page.

    Streamlit obeys anybody who has a connection: `clear_cache` empties the caches of all visitors, and `load_git_info`
    runs git while all others wait. None of our pages sends such messages.
    """
    AppSession.handle_backmsg = _handle_own  # type: ignore[method-assign]


def _handle_own(self: AppSession, msg: BackMsg) -> None:
    obeyed = msg.WhichOneof("type") in _OBEYED and len(msg.file_urls_request.file_names) <= MOST_FILES_ASKED
    if obeyed or _is_file_to_make(msg.backend_operation_request.deferred_file.file_id):
        _handle(self, msg)


def _is_file_to_make(id: str) -> bool:
    """Tell whether a page has a button that makes a file of this name when it is pressed."""
    return Runtime.exists() and id in Runtime.instance().media_file_mgr._deferred_callables


def n_sessions() -> int:
    """Return how many pages are open."""
    return Runtime.instance()._session_mgr.num_active_sessions() if Runtime.exists() else 0


def session_told(message: bytes) -> str:
    """Return the session that a page learns from a message that it has; empty if it learns anything else."""
    return str(ForwardMsg.FromString(message).new_session.initialize.session_id)


def is_open(session: str) -> bool:
    """Return whether a page has a connection."""
    return Runtime.exists() and Runtime.instance().is_active_session(session)


def forget_session(session: str) -> None:
    """Give back what a page had."""
    if Runtime.exists():
        Runtime.instance().close_session(session)


def forget_files(session: str) -> None:
    """Give back the memory of the files that a page has uploaded."""
    if Runtime.exists():
        Runtime.instance().uploaded_file_mgr.remove_session_files(session)


def when_forgotten(session: str, do: Callable[[], object]) -> None:
    """Do something once nothing is left of what a page had, whoever has forgotten it."""
    pages = getattr(Runtime.instance(), "_session_mgr", None) if Runtime.exists() else None  # tests of pages have none
    known = None if pages is None else pages.get_session_info(session)
    if known is not None:
        weakref.finalize(known.session, do).atexit = False


def forget_file(file: UploadedFile) -> None:
    """Give back the memory of an uploaded file, which is else kept until its visitor is gone."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)


_add_file = MemoryUploadedFileManager.add_file
LEAST_BYTES = 2**16
"""Bytes that a file counts at least, so that nobody can upload very many that are empty."""


def keep_few_files(each: int, together: int) -> None:
    """Bound the bytes of uploaded files, of each page and of all together: the oldest make room."""
    sizes: dict[tuple[str, str], int] = {}

    def add_file(self: MemoryUploadedFileManager, session_id: str, file: UploadedFileRec) -> None:
        _add_file(self, session_id, file)
        sizes[session_id, file.file_id] = max(LEAST_BYTES, len(file.data))
        for page, name in [key for key in sizes if key[1] not in self.file_storage.get(key[0], ())]:
            del sizes[page, name]
        own, total = sum(size for (page, _name), size in sizes.items() if page == session_id), sum(sizes.values())
        for page, name in list(sizes):
            if total > together or (page == session_id and own > each):
                size = sizes.pop((page, name))
                own, total = own - size * (page == session_id), total - size
                self.remove_file(page, name)

    MemoryUploadedFileManager.add_file = add_file  # type: ignore[method-assign]
