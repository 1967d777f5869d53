"""What is kept of a page that its browser has left, and what is done for it."""

import asyncio
from types import SimpleNamespace

import pytest
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bakeoff.web import leaving, streamlit_private
from bakeoff.web.leaving import GOING_AWAY, LeftPages
from tests.coroutines import result

LOST = 1006


def news() -> list[bytes]:
    """Return what a page is told first: that it has a session, after something else."""
    begun = ForwardMsg()
    begun.new_session.initialize.session_id = "mine"
    return [ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY).SerializeToString(), begun.SerializeToString()]


async def page(scope, receive, send) -> None:
    """Hold a page's connection as Streamlit does."""
    socket = WebSocket(scope, receive, send)
    await socket.accept()
    for message in news():
        await socket.send_bytes(message)
    with pytest.raises(WebSocketDisconnect):
        await socket.receive_bytes()


@pytest.fixture
def kept(monkeypatch) -> SimpleNamespace:
    """Return which sessions Streamlit has: those whose page is there, all, and those that have files or readings."""
    everyone = {"mine", "another's"}
    kept = SimpleNamespace(active=set(), sessions=set(everyone), files=set(everyone), readings=set(everyone))
    runtime = SimpleNamespace(
        is_active_session=kept.active.__contains__,
        close_session=kept.sessions.discard,
        uploaded_file_mgr=SimpleNamespace(remove_session_files=kept.files.discard),
    )
    monkeypatch.setattr(streamlit_private, "Runtime", SimpleNamespace(exists=lambda: True, instance=lambda: runtime))
    monkeypatch.setattr(leaving, "LEFT_SECONDS", 0.0)
    return kept


async def closed(code: int, kept: SimpleNamespace) -> list[dict]:
    """Open a page and have it closed; return what was sent to it."""
    heard = iter([{"type": "websocket.connect"}, {"type": "websocket.disconnect", "code": code}])
    sent: list[dict] = []

    async def receive() -> dict:
        return next(heard)

    async def send(message) -> None:
        sent.append(message)

    await LeftPages(page, kept.readings.discard)({"type": "websocket"}, receive, send)
    await asyncio.sleep(0.01)  # the loop's own clock is due by then
    await asyncio.get_running_loop().shutdown_default_executor()
    return sent


def test_a_page_that_is_left_is_forgotten(kept):
    sent = result(closed(GOING_AWAY, kept))
    assert [message["bytes"] for message in sent[1:]] == news()
    assert kept.sessions == kept.files == kept.readings == {"another's"}


def test_a_page_whose_connection_was_lost_is_kept_but_for_its_files_and_nothing_is_read_for_it(kept):
    result(closed(LOST, kept))
    assert kept.sessions == {"mine", "another's"}
    assert kept.files == kept.readings == {"another's"}


def test_a_page_that_is_there_again_is_kept(kept):
    kept.active.add("mine")
    result(closed(GOING_AWAY, kept))
    assert kept.sessions == kept.files == kept.readings == {"mine", "another's"}


def test_requests_pass():
    async def app(scope, receive, send) -> None:
        scope["passed"] = (receive, send)

    scope = {"type": "http"}
    result(LeftPages(app, print)(scope, receive := object(), send := object()))
    assert scope["passed"] == (receive, send)
