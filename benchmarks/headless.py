"""A page of the app without a browser, as its server sees it: over Streamlit's own websocket."""

import asyncio
import contextlib
import json
import re
import secrets
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.BidiComponent_pb2 import BidiComponent
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from bakeoff.web.leaving import GOING_AWAY
from bakeoff.web.visitor import COOKIE

PATIENCE_SECONDS = 300
LOOKS = '"look": {'
ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)
LABEL = re.compile(r"<span>([^<]+)")
NOTE = re.compile(r'class="bakeoff-note"><div>(.*?)</div></td>', re.DOTALL)


class Page:
    """An open page: nothing is drawn, but buttons can be pressed, and it asks again where it was told to.

    Attributes
    ----------
    drawn : int
        How often all of it has come, to its end.
    buttons : dict of str to str
        The widgets' ids by their keys, of all that came since the page was last begun from its top.
    words : list of str
        What it has said in Streamlit's own elements since then: headings, texts, boxes.
    tables : list of str
        Its elements of HTML, such as the leaderboard.
    faults : list of str
        Exceptions that it showed.
    components : dict of str to BidiComponent
        Those of our own, by their keys, as they came last since then.
    late : list of float
        Seconds from each time that it asked by itself to the end of the picture that it got.
    query : str
        Of the address.
    """

    def __init__(self, socket: ClientConnection, path: str, query: str) -> None:
        self.drawn = 0
        self.buttons: dict[str, str] = {}
        self.words: list[str] = []
        self.tables: list[str] = []
        self.faults: list[str] = []
        self.components: dict[str, BidiComponent] = {}
        self.late: list[float] = []
        self.query = query
        self._socket = socket
        self._path = path
        self._script = ""
        self._states: dict[str, WidgetState] = {}
        self._asking: dict[str, tuple[float, asyncio.Task[None]]] = {}
        self._asked: deque[float] = deque()
        self._n_heard = 0
        self._whole = True
        self._drawing = False
        self._looked = 0.0
        self._looking: asyncio.Task[None] | None = None
        self._closed = False
        self._news = asyncio.Event()

    async def ask(self, fragment: str = "", done: WidgetState | None = None, *, by_itself: bool = False) -> None:
        """Ask for the page, or a fragment of it, after something was done or not."""
        asks = BackMsg()
        rerun = asks.rerun_script
        rerun.query_string, rerun.page_script_hash, rerun.fragment_id = self.query, self._script, fragment
        rerun.page_name = "" if self._script else self._path
        rerun.is_auto_rerun = by_itself
        rerun.widget_states.widgets.extend(self._states.values())
        if done is not None:
            rerun.widget_states.widgets.append(done)
        await self._socket.send(asks.SerializeToString())

    async def press(self, key: str) -> None:
        """Press a button, and wait until the page has come again."""
        n = self.drawn
        await self.ask(done=WidgetState(id=self.buttons[key], trigger_value=True))
        await self.until(lambda: self.drawn > n)

    async def until(self, there: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until something has come and nothing is being drawn; TimeoutError or ConnectionError if it does not."""
        async with asyncio.timeout(seconds):
            while self._drawing or not there():
                if self._closed:
                    raise ConnectionError("the server hung up")
                self._news.clear()
                await self._news.wait()

    async def until_drawn(self, seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until the page has been drawn to its end."""
        await self.until(lambda: self.drawn, seconds)

    async def until_button(self, key: str, seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until there is a button of this key."""
        await self.until(lambda: key in self.buttons, seconds)

    def lanes(self) -> list[dict[str, Any]]:
        """Return the cards of a race, as they came last; none while it shows none."""
        cards = self.components.get("cards")
        return [] if cards is None else list(json.loads(cards.json)["lanes"])

    def outcomes(self) -> dict[str, str]:
        """Return how each contender of a race that is over came out, by label: why without a result, else empty."""
        tables = [table for table in self.tables if "bakeoff-short" in table]
        if not tables:
            return {lane["label"]: lane["message"] for lane in self.lanes()}
        rows = [row for row in ROW.findall(tables[0]) if 'scope="row"' in row]
        notes = {LABEL.findall(row)[0].strip(): NOTE.findall(row) for row in rows}
        return {unescape(label): unescape(note[0]) if note else "" for label, note in notes.items()}

    def asked(self, name: str) -> str:
        """Return what the address says of this name; empty for nothing."""
        return parse_qs(self.query).get(name, [""])[0]

    async def listen(self) -> None:
        """Take all that comes, to the end of the connection."""
        try:
            async for message in self._socket:
                self._take(ForwardMsg.FromString(message))
        except ConnectionClosed:
            pass
        finally:
            self._closed = True
            self._news.set()
            self._ask_no_more()
            if self._looking is not None:
                self._looking.cancel()

    def _take(self, told: ForwardMsg) -> None:
        match told.WhichOneof("type"):
            case "new_session":
                self._begin(told)
            case "delta":
                self._take_delta(told.delta)
                return
            case "page_info_changed":
                self.query = told.page_info_changed.query_string
            case "navigation":
                self._script = told.navigation.page_script_hash
            case "auto_rerun":
                self._ask_again(told.auto_rerun.fragment_id, told.auto_rerun.interval)
            case "stop_auto_rerun":
                self._ask_no_more(told.stop_auto_rerun.fragment_ids)
            case "script_finished":
                self._end(told.script_finished)

    def _begin(self, told: ForwardMsg) -> None:
        self._script = told.new_session.page_script_hash
        self._n_heard = len(self._asked)
        self._drawing = True
        self._whole = not told.metadata.run.fragment_ids
        if self._whole:
            self._ask_no_more()
            self.buttons, self.words, self.tables, self.components = {}, [], [], {}

    def _end(self, how: int) -> None:
        if how == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return
        self._drawing = False
        now = time.monotonic()
        self.late += [now - self._asked.popleft() for _ in range(self._n_heard)]
        self._n_heard = 0
        self.drawn += self._whole
        self._news.set()

    def _take_delta(self, delta: Any) -> None:
        element = delta.new_element
        match element.WhichOneof("type"):
            case "button":
                self.buttons[_key(element.button.id)] = element.button.id
            case "heading" | "markdown" | "alert" as kind:
                self.words.append(getattr(element, kind).body)
            case "html":
                self.tables.append(element.html.body)
            case "bidi_component":
                self._take_component(element.bidi_component, delta.fragment_id)
            case "exception":
                self.faults.append(f"{element.exception.type}: {element.exception.message}")
            case "checkbox":
                box = element.checkbox
                self._states[box.id] = WidgetState(id=box.id, bool_value=box.value if box.set_value else box.default)
            case "button_group":
                choice = WidgetState(id=element.button_group.id)
                options = [option.content for option in element.button_group.options]
                choice.string_array_value.data.extend(options[place] for place in element.button_group.default)
                self._states.setdefault(choice.id, choice)

    def _take_component(self, component: BidiComponent, fragment: str) -> None:
        self.components[_key(component.id)] = component
        if LOOKS in component.json:
            look = json.loads(component.json)["look"]
            self._looking = asyncio.create_task(self._look(component.id, fragment, look))

    async def _look(self, component: str, fragment: str, look: dict[str, float]) -> None:
        """Have a fragment come soon, as cards that wait for a first picture do in a browser."""
        if look["number"] != self._looked:
            self._looked = look["number"]
            await asyncio.sleep(look["after"])
            told = json.dumps([{"event": "look", "value": look["number"]}])
            trigger = f"{STREAMLIT_INTERNAL_KEY_PREFIX}_{component}__events"
            with contextlib.suppress(ConnectionClosed):
                await self.ask(fragment, WidgetState(id=trigger, json_trigger_value=told))

    def _ask_again(self, fragment: str, seconds: float) -> None:
        if fragment not in self._asking or self._asking[fragment][0] != seconds:
            self._ask_no_more([fragment])
            self._asking[fragment] = (seconds, asyncio.create_task(self._keep_asking(fragment, seconds)))

    async def _keep_asking(self, fragment: str, seconds: float) -> None:
        moment = time.monotonic()
        with contextlib.suppress(ConnectionClosed):
            while True:
                moment += seconds
                await asyncio.sleep(moment - time.monotonic())
                self._asked.append(moment)
                await self.ask(fragment, by_itself=True)

    def _ask_no_more(self, fragments: Any = None) -> None:
        for fragment in list(self._asking) if fragments is None else fragments:
            if fragment in self._asking:
                self._asking.pop(fragment)[1].cancel()


def _key(id: str) -> str:
    """Return by what key an element was made, of its id: ``$$ID-hash-key``."""
    return id.split("-", 2)[-1]


@contextlib.asynccontextmanager
async def opened(address: str, path: str, query: dict[str, str], secret: str = "") -> AsyncIterator[Page]:
    """Open a page, and close it at the end; who has no secret is a new visitor."""
    async with connect(
        f"ws{address.removeprefix('http')}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        additional_headers={"Cookie": f"{COOKIE}={secret or secrets.token_urlsafe(32)}"},
        compression=None,
        max_size=None,
        open_timeout=None,
        ping_interval=None,
        close_timeout=1,
    ) as socket:
        page = Page(socket, path, urlencode(query))
        listening = asyncio.create_task(page.listen())
        try:
            await page.ask()
            yield page
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
            await socket.close(GOING_AWAY)  # as browsers do
