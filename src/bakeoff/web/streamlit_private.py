"""Private parts of Streamlit that Bakeoff needs; only this module and its sisters use them.

`tests/unit/web/test_streamlit_private.py` fails when a name here has changed. Each was read from `READ_FROM`.
Parts about sessions alone are in `streamlit_private_sessions`, and the log in `streamlit_private_log`.
"""

import functools
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import replace
from importlib.util import find_spec
from typing import Any

import streamlit as st
from streamlit import config, string_util
from streamlit.auth_util import is_authlib_installed, validate_auth_credentials
from streamlit.components.v2.bidi_component import main as bidi_component
from streamlit.delta_generator_singletons import context_dg_stack, get_default_dg_stack_value
from streamlit.errors import StreamlitAuthError
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import RerunData, ScriptRunContext, get_script_run_ctx
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState
from streamlit.runtime.state.session_state import SessionState
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

READ_FROM = "1.67.0"
"""The version of Streamlit."""


def take_no_folder_for_pages() -> None:
    """Declare pages by `st.navigation` alone.

    Until a first script has run, Streamlit takes any folder called pages for its old kind of app with pages. It would
    tell the first visitor of a deep link that there is no such page.
    """
    PagesManager.uses_pages_directory = False


_rerun, _create_runner = AppSession.request_rerun, AppSession._create_scriptrunner


class _StillToBeHeard(Exception):
    """The last run has ended, and not all that it drew has been taken."""


def take_asks_in_turn() -> None:
    """Ignore rerun requests from the page being left, and show every run to its end.

    Without this, four things go wrong:

    - A fragment's request while its page is being left makes Streamlit send the browser back to that page, now blank.
    - A fragment's request before the other page has begun is taken for that page's.
    - A request just after a run has ended starts another, which drops what the first has drawn and not sent. The rest
      of the page stays as it was, in the language before.
    - A page's own request while it is still being drawn reaches a slow server too late to be of use. It also slows the
      server further: the page asks again.
    """
    AppSession.request_rerun = _rerun_in_turn  # type: ignore[method-assign]
    AppSession._create_scriptrunner = _create_runner_in_turn  # type: ignore[method-assign]


def _rerun_in_turn(self: AppSession, client_state: ClientState | None) -> None:
    pages = self._pages_manager
    if client_state is not None and client_state.is_auto_rerun and self._scriptrunner is not None:
        return
    if client_state is not None and client_state.page_script_hash:
        if not client_state.fragment_id:
            pages.set_current_page_script_hash(client_state.page_script_hash)  # it is left from now on
        elif client_state.page_script_hash != pages.current_page_script_hash:
            return
    try:
        _rerun(self, client_state)
    except _StillToBeHeard:
        self._call_soon_on_event_loop(lambda: self.request_rerun(client_state))


def _create_runner_in_turn(self: AppSession, initial_rerun_data: RerunData) -> None:
    if self._scriptrunner is not None:
        raise _StillToBeHeard
    _create_runner(self, initial_rerun_data)


_clear = ForwardMsgQueue.clear
_ANSWERS = ("heartbeat_ack", "file_urls_response", "backend_operation_response", "auth_redirect")
"""Messages that no later run of the page sends again: an upload, for example, waits for its addresses."""


def send_all_that_was_drawn() -> None:
    """Send what a session has queued, though another run of its page or of a fragment begins.

    Streamlit drops what it has not yet sent of a fragment that runs alone, and still says that the page is there. The
    browser takes away what stood in the fragment's place, and puts the fragment over what follows. Streamlit also drops
    answers when a page runs again (streamlit/streamlit#17030).
    """
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


def draw_from_the_top() -> None:
    """Draw everything from now on at the top level of the page: to be called where a page begins.

    A fragment that ran alone leaves Streamlit inside the fragment's container. Without ``runner.fastReruns``, a page
    drawn in the same thread afterwards would be drawn in there. Its next fragment would make the browser lose its
    place: "Cannot set a node at a delta path", and the page stays empty.
    """
    context_dg_stack.set(get_default_dg_stack_value())


_tell_theme = app_session._populate_theme_msg


def tell_the_theme_from_memory() -> None:
    """Build the theme message once; it never changes while a server runs, and each tick of a page sends it."""
    app_session._populate_theme_msg = _tell_known_theme


def _tell_known_theme(msg: CustomThemeConfig, section: str = "theme") -> None:
    msg.MergeFrom(_theme(section))


@functools.cache
def _theme(section: str) -> CustomThemeConfig:
    theme = CustomThemeConfig()
    _tell_theme(theme, section)
    return theme


_call_callbacks = SessionState._call_callbacks
_yield = ScriptRunner._maybe_handle_execution_control_request
_in_callbacks: ContextVar[bool] = ContextVar("in_callbacks", default=False)


def obey_wholly() -> None:
    """Finish the callback of a click, whatever the visitor does next.

    Streamlit drops a callback where it first touches the session's state, if another click has come meanwhile. After
    Start and then at once another language, the race would never begin.
    """
    SessionState._call_callbacks = _whole_callbacks  # type: ignore[method-assign]
    ScriptRunner._maybe_handle_execution_control_request = _yield_between  # type: ignore[method-assign]


def _whole_callbacks(self: SessionState, **replayed: Any) -> None:
    token = _in_callbacks.set(True)
    try:
        _call_callbacks(self, **replayed)
    finally:
        _in_callbacks.reset(token)


def _yield_between(self: ScriptRunner) -> None:
    if not _in_callbacks.get():
        _yield(self)


_set_widgets = SessionState.set_widgets_from_proto


def hear_no_words_of_before() -> None:
    """Ignore a browser's choice in words that its options no longer have.

    A page's request just before its new language arrives still has the words of the former one. Streamlit itself would
    take such a word for the choice.
    """
    SessionState.set_widgets_from_proto = _set_what_can_be_meant  # type: ignore[method-assign]


def _set_what_can_be_meant(self: SessionState, widget_states: WidgetStates) -> None:
    _set_widgets(self, widget_states)
    widgets = self._new_widget_state
    for told in widget_states.widgets:
        known = widgets.widget_metadata.get(told.id)
        options = None if known is None else known.formatted_options
        if options is None or all(word in options for word in _words(told)):
            continue
        del widgets[told.id]
        key = self._key_id_mapper.id_key_mapping.get(told.id)
        if key is not None and told.id in self._old_state:
            self._new_session_state[key] = self._old_state[told.id]  # what is set a browser takes over


def _words(told: WidgetState) -> Sequence[str]:
    """Return the words by which a browser tells what is chosen, if it does so by words."""
    match told.WhichOneof("value"):
        case "string_value":
            return (told.string_value,)
        case "string_array_value":
            return tuple(told.string_array_value.data)
        case _:
            return ()


class _Presented(dict[str, Any]):
    """Values sent by a component, readable as attributes; a missing one is None."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        return self.get(name)


def present_without_classes() -> None:
    """Present the values of all components as instances of one class.

    Streamlit makes a class for each component at each tick of its page, so that its values can be set by assignment.
    Each class holds its session's state, and neither is freed before Python has looked through all of its objects.
    """
    bidi_component.make_bidi_component_presenter = _presenter  # type: ignore[assignment, attr-defined]


def _presenter(events: str, *_of_what_is_assigned: object) -> Callable[[object, SessionState], object]:
    """Return what puts a component's events beside its lasting values."""

    def present(lasting: object, state: SessionState) -> object:
        widgets = state._new_widget_state
        known = widgets.widget_metadata.get(events)
        if not isinstance(lasting, dict) or known is None or known.value_type != "json_trigger_value":
            return lasting
        told = widgets.get(events)
        heard = told if isinstance(told, list) else [told]
        named = [event for event in heard if isinstance(event, dict) and isinstance(event.get("event"), str)]
        return _Presented({event["event"]: event.get("value") for event in named} | lasting)

    return present


_find_icon = string_util.extract_leading_emoji


def look_for_icons_once() -> None:
    """Show a choice in Chinese as quickly as one in English.

    Streamlit looks for an emoji at the start of an option by one pattern of them all. Python computes the
    pattern's hash each time. It does so for every option at every run, unless its letters are those of English.
    """
    string_util.extract_leading_emoji = functools.lru_cache(maxsize=1024)(_find_icon)


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
