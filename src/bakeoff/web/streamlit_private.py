"""Private parts of Streamlit that Bakeoff reads; only this module and `streamlit_patches` use them.

`tests/unit/web/test_streamlit_private.py` fails when a name here has changed. Each was read from `READ_FROM`.
"""

import weakref
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec

import streamlit as st
from streamlit import config
from streamlit.auth_util import is_authlib_installed, validate_auth_credentials
from streamlit.delta_generator_singletons import context_dg_stack, get_default_dg_stack_value
from streamlit.errors import StreamlitAuthError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import RerunData, ScriptRunContext, StopException, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState
from streamlit.typing import UploadedFile
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

READ_FROM = "1.67.0"
"""The version of Streamlit."""

_OF_ITS_PAGE = ("rerun_script", "stop_script", "app_heartbeat", "file_urls_request")
MOST_FILES_ASKED = 1000
"""Files that a page may ask addresses for at once: each is made on the server's loop."""
EndOfFragment = StopException
"""Raised in a fragment, it ends the fragment without an error. Other exceptions are written into the log."""


def draw_from_the_top() -> None:
    """Draw everything from now on at the top level of the page: to be called where a page begins.

    A fragment that ran alone leaves Streamlit inside the fragment's container. Without ``runner.fastReruns``, a page
    drawn in the same thread afterwards would be drawn in there. Its next fragment would make the browser lose its
    place: "Cannot set a node at a delta path", and the page stays empty.
    """
    context_dg_stack.set(get_default_dg_stack_value())


def set_server_option(name: str, value: object) -> None:
    """Set an option of the server; `st.set_option` leaves these to files and variables of its own."""
    config.set_option(f"server.{name}", value)


def host_is_allowed(host: str | None) -> bool:
    """Tell whether the server goes by a name: all unless ``server.allowedHosts`` is set.

    Streamlit asks that of the websocket alone; whoever comes by another name would see a page that never connects.
    """
    return is_host_allowed(host)


def sign_in_trouble(provider: str) -> str:
    """Return why nobody could sign in with a provider of ``secrets.toml``; empty if they can.

    Streamlit says so when the first visitor presses the button.
    """
    if not is_authlib_installed() or find_spec("httpx") is None:
        return "Authlib and httpx are missing; pip install '.[login]' brings them."
    try:
        validate_auth_credentials(provider)
    except StreamlitAuthError as error:
        return " ".join(str(error).split())
    return ""


def came_through_history() -> bool:
    """Tell whether the visitor came to this page by the browser's back or forward; `st.context` does not say so."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def session() -> str | None:
    """Return the id of the session whose script, fragment or callback runs in this thread; None where none does."""
    context = get_script_run_ctx(suppress_warning=True)
    return None if context is None else context.session_id


def look_again_every(seconds: float) -> None:
    """Let the browser request the current fragment at this interval from now on.

    The interval in the declaration by `st.fragment` holds until the whole page is drawn anew.
    """
    context, here = get_script_run_ctx(), ThreadState.get().fragment_id
    if context is not None and here is not None:
        told = ForwardMsg()
        told.auto_rerun.interval, told.auto_rerun.fragment_id = seconds, here
        context.enqueue(told)


def run_around() -> None:
    """Rerun the fragment around the current one, and nothing else of the page.

    `st.rerun` can rerun the fragment itself or the whole page. A fragment that waits for something must vanish once
    that has come, which is up to the fragment around it.
    """
    context = get_script_run_ctx()
    around = None if context is None else _fragment_around(context)
    if context is None or context.script_requests is None or around is None:
        st.rerun()
    context.script_requests.request_rerun(
        replace(_whole_page(context), fragment_id_queue=[around], is_fragment_scoped_rerun=True)
    )
    st.empty()  # where Streamlit looks whether anything is asked for


def have_all_follow() -> None:
    """Rerun the whole page after a callback, which Streamlit may have called for a fragment alone.

    That happens where a fragment looks for news in the moment in which something else is clicked.
    """
    context = get_script_run_ctx()
    if context is not None and context.fragment_ids_this_run and context.script_requests is not None:
        context.script_requests.request_rerun(_whole_page(context))


def _whole_page(context: ScriptRunContext) -> RerunData:
    return RerunData(
        query_string=context.query_string,
        page_script_hash=context.page_script_hash,
        cached_message_hashes=context.cached_message_hashes,
        context_info=context.context_info,
    )


def _fragment_around(context: ScriptRunContext) -> str | None:
    """Return the fragment around the one that runs alone now; None if there is none, or all of the page runs."""
    here, storage = ThreadState.get().fragment_id, context.fragment_storage
    if here is None or not context.fragment_ids_this_run or not isinstance(storage, MemoryFragmentStorage):
        return None
    return storage._parent_by_id.get(here)


def keep_choices() -> None:
    """Preserve choices and open boxes when their labels change.

    To be called before the change. A browser identifies a choice by its displayed words. With new words alone, it would
    go on to send the former ones. They mean nothing any more, so the choice would be the first again. A value that is
    set it takes over. A box with a new label is a new box to Streamlit: it would be closed, and lose its content.
    """
    context = get_script_run_ctx()
    if context is None:
        return
    # Streamlit would warn of a value that is set though there is one to begin with; here the two are never at odds.
    config.set_option("global.disableWidgetStateDuplicationWarning", True)
    state = context.session_state._state
    for key in list(st.session_state):
        known = state._new_widget_state.widget_metadata.get(state._get_widget_id(str(key)))
        if known is not None and (known.formatted_options is not None or known.value_type == "bool_value"):
            st.session_state[key] = st.session_state[key]


def concerns_its_page(message: bytes) -> bool:
    """Tell whether a browser's message asks for nothing but its own page.

    Streamlit obeys anybody who has a connection: `clear_cache` empties the caches of all visitors, and `load_git_info`
    runs git while all others wait. None of our pages sends such messages.
    """
    try:
        request = BackMsg.FromString(message)
    except Exception:  # protobuf's own kinds have no types
        return True  # Streamlit closes the connection
    if request.WhichOneof("type") in _OF_ITS_PAGE:
        return len(request.file_urls_request.file_names) <= MOST_FILES_ASKED
    return _is_file_to_make(request.backend_operation_request.deferred_file.file_id)


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
