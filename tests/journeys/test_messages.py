"""Messages that no page of ours sends, from visitors who have signed in or have not, while somebody else races."""

import asyncio
import contextlib
import json
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterator

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from benchmarks.headless import Page
from tests.coroutines import result
from tests.journeys.fixtures import Server, serve
from tests.journeys.test_sign_in import tell_of
from tests.ports import free_port

pytestmark = pytest.mark.nightly

COOKIE_SECRET = "the tests' own, which is nobody's secret"
LONG_RACE = "dataset=digits&contenders=decision_tree,svm,keras_mlp&keras_mlp.epochs=10000"
MANY = 2_000_000


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    folder, port = tmp_path_factory.mktemp("sign-in"), free_port()
    tell_of("http://127.0.0.1:1", folder, f"http://127.0.0.1:{port}")
    with serve(folder, port=port, BAKEOFF_REQUIRE_LOGIN="yes", BAKEOFF_DATA=str(folder)) as running:
        yield running


@contextlib.asynccontextmanager
async def connected(address: str, subject: str) -> AsyncIterator[ClientConnection]:
    """Open a websocket for a person who has signed in; for an empty subject nobody has."""
    claims = {"origin": address, "is_logged_in": True, "iss": "http://127.0.0.1:1", "sub": subject}
    user = create_signed_value(COOKIE_SECRET, "_streamlit_user", json.dumps(claims)).decode("latin-1")
    token = generate_xsrf_token_string()
    cookies = f"_streamlit_xsrf={token}" + (f"; _streamlit_user={user}" if subject else "")
    async with connect(
        f"ws{address.removeprefix('http')}/_stcore/stream",
        origin=address,
        subprotocols=[Subprotocol("streamlit"), Subprotocol(token)],
        additional_headers={"Cookie": cookies},
        max_size=None,
        ping_interval=None,
        close_timeout=1,
    ) as socket:
        yield socket


@contextlib.asynccontextmanager
async def opened(address: str, subject: str, query: str) -> AsyncIterator[Page]:
    async with connected(address, subject) as socket:
        page = Page(socket, "", query)
        listening = asyncio.create_task(page.listen())
        await page.ask()
        await page.until_drawn()
        yield page
        listening.cancel()


def every_message(session: str) -> Iterator[BackMsg]:
    """Yield a message of each kind that there is, and of each operation."""
    for kind in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields:
        message = BackMsg()
        if kind.message_type is None:
            setattr(message, kind.name, "any" if kind.type == kind.TYPE_STRING else True)
        else:
            getattr(message, kind.name).SetInParent()
        yield message
    for operation in BackMsg().backend_operation_request.DESCRIPTOR.oneofs_by_name["payload"].fields:
        message = BackMsg()
        message.backend_operation_request.session_id = session
        getattr(message.backend_operation_request, operation.name).SetInParent()
        yield message
    message = BackMsg()
    message.file_urls_request.file_names.extend([""] * MANY)
    yield message


async def send_every_message(address: str, subject: str) -> int:
    """Send them, each over a connection of its own, and wait until the server has heard each; return how many."""
    n = 0
    for place in range(len(list(every_message("")))):
        async with connected(address, subject) as socket:
            await socket.send(BackMsg(rerun_script={}).SerializeToString())
            session = ""
            while not session:
                told = ForwardMsg.FromString(await socket.recv(decode=False))
                session = told.new_session.initialize.session_id
            await socket.send(list(every_message(session))[place].SerializeToString())
            with contextlib.suppress(ConnectionClosed):  # it may hang up on who sends such
                await socket.send(BackMsg(app_heartbeat=True).SerializeToString())
                while not ForwardMsg.FromString(await socket.recv(decode=False)).heartbeat_ack:
                    pass
        n += 1
    return n


def ready(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"{address}/api/ready") as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


async def a_race_among_messages(address: str) -> None:
    while (await asyncio.to_thread(ready, address))[0] != 200:
        await asyncio.sleep(0.2)
    async with opened(address, "anna", LONG_RACE) as page:
        await page.press("start")
        await page.until_button("stop")
        for subject in ("", "ben"):
            assert await send_every_message(address, subject) > 10
            assert await asyncio.to_thread(ready, address) == (200, '{"ready":true}')
            n = page.drawn
            await page.ask()
            await page.until(lambda n=n: page.drawn > n)
            assert "stop" in page.buttons
        assert page.faults == []
        await page.press("stop")


def test_no_message_ends_what_others_have_going_on_or_keeps_the_server_from_being_ready(server):
    result(a_race_among_messages(server.address))
