"""A page arrives whole, in its place and once, whatever is asked for just before it, meanwhile and right after it."""

from types import SimpleNamespace

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

from bakeoff.web import streamlit_patches


def drawn(path: list[int], text: str, fragment: str = "") -> ForwardMsg:
    message = ForwardMsg()
    message.metadata.delta_path.extend(path)
    message.delta.fragment_id = fragment
    message.delta.new_element.text.body = text
    return message


def finished() -> ForwardMsg:
    return ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)


def waiting(queue: ForwardMsgQueue) -> list[str]:
    return [message.delta.new_element.text.body or message.WhichOneof("type") for message in queue.flush()]


@pytest.mark.parametrize(
    ("whole", "sent"),
    [(False, ["page", "script_finished", "fragment"]), (True, ["page", "fragment", "script_finished", "fragment"])],
)
def test_what_was_drawn_of_a_fragment_is_sent_before_the_page_is_said_to_be_there(whole, sent, monkeypatch):
    monkeypatch.setattr(ForwardMsgQueue, "clear", streamlit_patches._clear)
    if whole:
        streamlit_patches.send_unsent_messages()
    queue = ForwardMsgQueue()
    for message in (drawn([0, 0], "page"), drawn([0, 1], "fragment", "f"), finished()):
        queue.enqueue(message)
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=["f"])
    queue.enqueue(drawn([0, 1], "fragment", "f"))
    assert waiting(queue) == sent


@pytest.mark.parametrize(("kept", "sent"), [(False, []), (True, list(streamlit_patches._ANSWERS))])
def test_only_answers_are_sent_of_a_page_that_is_drawn_anew(kept, sent, monkeypatch):
    monkeypatch.setattr(ForwardMsgQueue, "clear", streamlit_patches._clear)
    if kept:
        streamlit_patches.send_unsent_messages()
    queue = ForwardMsgQueue()
    queue.enqueue(drawn([0, 0], "page"))
    queue.enqueue(ForwardMsg(heartbeat_ack=True))
    for answer in streamlit_patches._ANSWERS[1:]:
        message = ForwardMsg()
        getattr(message, answer).SetInParent()
        queue.enqueue(message)
    queue.clear(retain_lifecycle_msgs=True)
    assert waiting(queue) == sent


class Session:
    """A session whose last run has ended, and whose event loop has not taken all that it drew."""

    def __init__(self) -> None:
        self._scriptrunner = SimpleNamespace(request_rerun=lambda data: False)
        self._pages_manager = SimpleNamespace()
        self._state = AppSessionState.APP_NOT_RUNNING
        self.later = []

    def _call_soon_on_event_loop(self, callback):
        self.later.append(callback)

    def request_rerun(self, client_state):
        AppSession.request_rerun(self, client_state)

    def _create_scriptrunner(self, data):
        AppSession._create_scriptrunner(self, data)


@pytest.mark.parametrize("in_turn", [False, True])
def test_all_that_a_run_drew_is_taken_before_another_begins(in_turn, monkeypatch):
    began = []
    monkeypatch.setattr(AppSession, "request_rerun", streamlit_patches._rerun)
    monkeypatch.setattr(AppSession, "_create_scriptrunner", lambda self, data: began.append(self.later))
    monkeypatch.setattr(streamlit_patches, "_create_runner", AppSession._create_scriptrunner)
    if in_turn:
        streamlit_patches.order_rerun_requests()
    session = Session()
    session.request_rerun(None)
    assert bool(began) is not in_turn
    if in_turn:
        (again,) = session.later
        session._scriptrunner = None  # as when all is taken
        again()
        assert len(began) == 1


@pytest.mark.parametrize(("by_itself", "heard"), [(True, 1), (False, 2)])
def test_what_a_page_asks_for_by_itself_while_it_is_being_drawn_is_not_kept_for_later(by_itself, heard, monkeypatch):
    asked = []
    monkeypatch.setattr(streamlit_patches, "_rerun", lambda session, client_state: asked.append(client_state))
    session, tick = Session(), ClientState(is_auto_rerun=by_itself)
    streamlit_patches._rerun_in_order(session, tick)
    session._scriptrunner = None  # it is drawn
    streamlit_patches._rerun_in_order(session, tick)
    assert len(asked) == heard
    assert session.later == []


@pytest.mark.parametrize(("button", "alone"), [("page", ""), ("fragment", "f"), ("unknown", "f")])
def test_a_click_outside_a_fragment_that_is_sent_with_its_request_runs_the_whole_page(button, alone, monkeypatch):
    asked = []
    monkeypatch.setattr(streamlit_patches, "_rerun", lambda session, client_state: asked.append(client_state))
    session, request = Session(), ClientState(fragment_id="f")
    metadata = {"page": SimpleNamespace(fragment_id=None), "fragment": SimpleNamespace(fragment_id="f")}
    session._session_state = SimpleNamespace(_new_widget_state=SimpleNamespace(widget_metadata=metadata))
    request.widget_states.widgets.add(id=button, trigger_value=True)
    request.widget_states.widgets.add(id="page", bool_value=True)
    streamlit_patches._rerun_in_order(session, request)
    assert [each.fragment_id for each in asked] == [alone]
