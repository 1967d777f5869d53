"""What Streamlit does not tell apps of the sessions that it has, one a page; see `streamlit_private`."""

import weakref
from collections.abc import Callable

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.typing import UploadedFile


def n_sessions() -> int:
    """Return how many pages are open."""
    return Runtime.instance()._session_mgr.num_active_sessions() if Runtime.exists() else 0


def session_told(message: bytes) -> str:
    """Return the session that a page learns from a message that it has; empty if it learns anything else."""
    return str(ForwardMsg.FromString(message).new_session.initialize.session_id)


def forget_session(session: str) -> None:
    """Give back what a page had, unless it is there again."""
    if Runtime.exists() and not (runtime := Runtime.instance()).is_active_session(session):
        runtime.close_session(session)


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
