"""Release of a page's memory soon after its browser has left it."""

import asyncio
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bakeoff.web.streamlit_private import forget_files, forget_session, is_open, session_told

GOING_AWAY = 1001
"""The code by which a browser closes a connection whose page is closed, loaded anew or left (RFC 6455)."""
LEFT_SECONDS = 10.0
"""So long a page is kept that said so, and so long is waited for one whose connection was lost."""


class LeftPages:
    """Has Streamlit forget a page once its browser has said that it is left.

    Streamlit keeps what a page had for two minutes, since a page whose connection was lost comes back to it. One that
    is left does not: whoever loads it anew begins anew. Where many come and go, that would be most of what there is.
    A page whose connection was lost keeps all but the files that it has uploaded, and nothing is read for it.

    Parameters
    ----------
    app : ASGI application
    give_up : callable
        Is called in a thread with a page that is gone.
    """

    def __init__(self, app: ASGIApp, give_up: Callable[[str], object]) -> None:
        self._app = app
        self._give_up = give_up

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hold a page's connection."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        session, left = "", False

        async def hear() -> Message:
            nonlocal left
            message = await receive()
            left = message["type"] == "websocket.disconnect" and message.get("code") == GOING_AWAY
            return message

        async def tell(message: Message) -> None:
            nonlocal session
            session = session or session_told(message.get("bytes") or b"")
            await send(message)

        await self._app(scope, hear, tell)
        if session:
            asyncio.get_running_loop().call_later(LEFT_SECONDS, self._look, session, left)

    def _look(self, session: str, left: bool) -> None:
        if is_open(session):
            return
        asyncio.get_running_loop().run_in_executor(None, self._give_up, session)
        forget_files(session)
        if left:
            forget_session(session)
