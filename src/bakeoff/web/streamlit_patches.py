"""All patches of Streamlit: functions of ours in the place of its own.

Each names what would make it needless, and has a test that shows what is wrong without it. Only `write_theme_once` is
there for speed. Private parts of Streamlit that are only read are in `streamlit_private`.
"""

import functools
import logging
from collections.abc import Sequence

import streamlit.logger as streamlit_logger
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import RerunData
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_run_context import RunLocation, ThreadState
from streamlit.runtime.state.session_state import SessionState
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from bakeoff.service.logs import FewTracebacks


def ignore_pages_folder() -> None:
    """Declare pages by `st.navigation` alone.

    Until a first script has run, Streamlit takes any folder called pages for its old kind of app with pages. It would
    tell the first visitor of a deep link that there is no such page.
    """
    # No upstream issue (#10276 made it so): would need Streamlit to ignore the folder where `st.navigation` is called.
    PagesManager.uses_pages_directory = False


_rerun, _create_runner = AppSession.request_rerun, AppSession._create_scriptrunner


_TRIGGERS = ("trigger_value", "string_trigger_value", "json_trigger_value", "chat_input_value")


class _RunUnsent(Exception):
    """The last run has ended, and Streamlit has not yet taken all that it drew."""


def order_rerun_requests() -> None:
    """Ignore rerun requests from the page being left, show every run to its end, and all that a click changes.

    Without this, five things go wrong:

    - A fragment's request while its page is being left makes Streamlit send the browser back to that page, now blank.
    - A fragment's request before the other page has begun is taken for that page's.
    - A request just after a run has ended starts another, which drops what the first has drawn and not sent. The rest
      of the page stays as it was, in the language before.
    - A page's own request while it is still being drawn reaches a slow server too late to be of use. It also slows the
      server further: the page asks again.
    """
    # No upstream issue: would need Streamlit to drop a fragment's request once another page is requested (#9617 does so
    # in the browser alone), and to ask for the whole page where it sends one message for a fragment and for the page.
    AppSession.request_rerun = _rerun_in_order  # type: ignore[method-assign]
    # No open upstream issue: #9921 "Calling st.rerun in inside dialog in quick succession causes crash" was closed with
    # removed fragments alone; would need Streamlit to take an ended run's messages before it starts another.
    AppSession._create_scriptrunner = _create_runner_in_order  # type: ignore[method-assign]


def _rerun_in_order(self: AppSession, client_state: ClientState | None) -> None:
    pages = self._pages_manager
    if client_state is not None and client_state.is_auto_rerun and self._scriptrunner is not None:
        return
    if client_state is not None and client_state.page_script_hash:
        if not client_state.fragment_id:
            pages.set_current_page_script_hash(client_state.page_script_hash)  # it is left from now on
        elif client_state.page_script_hash != pages.current_page_script_hash:
            return
    if client_state is not None and client_state.fragment_id and _is_outside_clicked(self, client_state):
        client_state.ClearField("fragment_id")
    try:
        _rerun(self, client_state)
    except _RunUnsent:
        self._call_soon_on_event_loop(lambda: self.request_rerun(client_state))


def _is_outside_clicked(self: AppSession, client_state: ClientState) -> bool:
    known = self._session_state._new_widget_state.widget_metadata
    triggers = [sent.id for sent in client_state.widget_states.widgets if sent.WhichOneof("value") in _TRIGGERS]
    return any(id in known and known[id].fragment_id != client_state.fragment_id for id in triggers)


def _create_runner_in_order(self: AppSession, initial_rerun_data: RerunData) -> None:
    if self._scriptrunner is not None:
        raise _RunUnsent
    _create_runner(self, initial_rerun_data)


_clear = ForwardMsgQueue.clear
_ANSWERS = ("heartbeat_ack", "file_urls_response", "backend_operation_response", "auth_redirect")
"""Messages that no later run of the page sends again: an upload, for example, waits for its addresses."""


def send_unsent_messages() -> None:
    """Send what a session has queued, though another run of its page or of a fragment begins.

    Streamlit drops what it has not yet sent of a fragment that runs alone, and still says that the page is there. The
    browser takes away what stood in the fragment's place, and puts the fragment over what follows. Streamlit also drops
    answers when a page runs again.
    """
    # streamlit/streamlit#17030 "`heartbeat_ack` is discarded when a script run starts before the queue flushes" for
    # answers. For fragments no open issue: would need #9188 "When using fragments elements can incorrectly disapear
    # from the page" opened again.
    ForwardMsgQueue.clear = _clear_for_pages  # type: ignore[method-assign]


def _clear_for_pages(
    self: ForwardMsgQueue, retain_lifecycle_msgs: bool = False, fragment_ids_this_run: list[str] | None = None
) -> None:
    if fragment_ids_this_run:
        self._delta_index_map = {}  # what comes from now on is sent after what is there, and not in its place
        return
    answers = [message for message in self._queue if retain_lifecycle_msgs and message.WhichOneof("type") in _ANSWERS]
    _clear(self, retain_lifecycle_msgs)
    self._queue += answers


_write_theme = app_session._populate_theme_msg


def write_theme_once() -> None:
    """Build the theme message once: it never changes while a server runs, and each tick of a page sends it.

    Streamlit takes 0.55 ms for it each time, 4 % of a tick.
    """
    # No upstream issue: would need Streamlit to keep the message, or to leave it out of a fragment's run.
    app_session._populate_theme_msg = _write_same_theme


def _write_same_theme(msg: CustomThemeConfig, section: str = "theme") -> None:
    msg.MergeFrom(_theme(section))


@functools.cache
def _theme(section: str) -> CustomThemeConfig:
    theme = CustomThemeConfig()
    _write_theme(theme, section)
    return theme


_yield = ScriptRunner._maybe_handle_execution_control_request


def finish_callbacks() -> None:
    """Finish the callback of a click, whatever the visitor does next.

    Streamlit drops a callback where it first touches the session's state, if another click has come meanwhile. After
    Start and then at once another language, the race would never begin.
    """
    # streamlit/streamlit#10578 "Input events immediately terminate everything?"
    ScriptRunner._maybe_handle_execution_control_request = _yield_outside_callbacks  # type: ignore[method-assign]


def _yield_outside_callbacks(self: ScriptRunner) -> None:
    if ThreadState.get().run_location is not RunLocation.CALLBACK:
        _yield(self)


_set_widgets = SessionState.set_widgets_from_proto


def ignore_former_options() -> None:
    """Ignore a browser's choice in words that its options no longer have.

    A page's request just before its new language arrives still has the words of the former one. Streamlit itself would
    take such a word for the choice.
    """
    # No upstream issue: would need Streamlit to name a choice by its place instead of its words. The pull request
    # #13788 "Fix selectbox display not updating when format_func output changes dynamically" is near it.
    SessionState.set_widgets_from_proto = _set_present_options  # type: ignore[method-assign]


def _set_present_options(self: SessionState, widget_states: WidgetStates) -> None:
    _set_widgets(self, widget_states)
    widgets = self._new_widget_state
    for sent in widget_states.widgets:
        metadata = widgets.widget_metadata.get(sent.id)
        options = None if metadata is None else metadata.formatted_options
        if options is None or all(word in options for word in _words(sent)):
            continue
        del widgets[sent.id]
        key = self._key_id_mapper.id_key_mapping.get(sent.id)
        if key is not None and sent.id in self._old_state:
            self._new_session_state[key] = self._old_state[sent.id]  # what is set a browser takes over


def _words(sent: WidgetState) -> Sequence[str]:
    """Return the words by which a browser tells what is chosen, if it does so by words."""
    match sent.WhichOneof("value"):
        case "string_value":
            return (sent.string_value,)
        case "string_array_value":
            return tuple(sent.string_array_value.data)
        case _:
            return ()


_add_file = MemoryUploadedFileManager.add_file
LEAST_BYTES = 2**16
"""Bytes that a file counts at least, so that nobody can upload very many that are empty."""


def bound_uploads(each: int, together: int) -> None:
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

    # streamlit/streamlit#3401 "file_uploader limit number of uploaded files", with a limit in the configuration.
    MemoryUploadedFileManager.add_file = add_file  # type: ignore[method-assign]


def log_streamlit_through(handler: logging.Handler | None) -> None:
    """Write Streamlit's log through this handler, or its own for None, exceptions of pages too; few that are alike.

    The web server's lines stay as they are: they would name each visitor's address and query.
    """
    setup, few = streamlit_logger.setup_formatter, FewTracebacks()

    def setup_through(logger: logging.Logger) -> None:
        setup(logger)
        logger.addFilter(few)
        if handler is not None and logger.name.split(".")[0] == "streamlit":
            logger.removeHandler(logger.streamlit_console_handler)  # type: ignore[attr-defined]
            logger.addHandler(handler)

    # streamlit/streamlit#4742 "Logging strategy should follow the standard"
    streamlit_logger.setup_formatter = setup_through
    for logger in list(streamlit_logger._loggers.values()):
        setup_through(logger)
