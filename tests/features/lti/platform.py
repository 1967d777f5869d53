"""A learning platform: it signs launches, gives tokens and takes scores, as Moodle does, on a port of this machine."""

import asyncio
import contextlib
import html
import json
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

import httpx
import uvicorn
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.ports import free_port
from tests.waiting import PATIENCE

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP = "https://purl.imsglobal.org/spec/lti-dl/claim/"
GRADES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
ROLES = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
CLIENT, DEPLOYMENT = "bakeoff-tool", "1"
KEY = RSAKey.generate_key(2048, auto_kid=True)


@dataclass
class MockPlatform:
    """One platform.

    Attributes
    ----------
    address : str
    key : RSAKey
        The one that it signs by.
    scores : list of dict
        What has arrived.
    failures : list of int
        Statuses with which it answers the next scores.
    fetched : int
        How often its keys were asked for.
    answers : threading.Event
        Unless it is set, its keys have to be waited for.
    padding, padded : int
        How many parts of nothing follow its keys, and how many it has sent.
    chosen : list of dict
        Claims of the answers of teachers' choices.
    tool : str
        Address of the tool, for its keys.
    lessons : str
        What its link opens.
    registered : dict
        What the tool said of itself.
    answered : dict
        What differs in its answers to a tool that registers; None leaves it out.
    """

    address: str
    key: RSAKey = field(default_factory=lambda: KEY)
    scores: list[dict[str, Any]] = field(default_factory=list)
    failures: list[int] = field(default_factory=list)
    fetched: int = 0
    answers: threading.Event = field(default_factory=threading.Event)
    padding: int = 0
    padded: int = 0
    tokens: list[str] = field(default_factory=list)
    chosen: list[dict[str, Any]] = field(default_factory=list)
    tool: str = ""
    lessons: str = "learn.tree"
    registered: dict[str, Any] = field(default_factory=dict)
    answered: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.answers.set()

    def renew(self) -> None:
        """Forget what has come, and what it was set to."""
        vars(self).update(vars(MockPlatform(self.address)))

    def registration(self, **changed: object) -> dict[str, object]:
        """Return what the tool's setting says of it."""
        return {
            "name": "Mock platform",
            "issuer": self.address,
            "client_id": CLIENT,
            "deployments": [DEPLOYMENT],
            "auth_url": f"{self.address}/auth",
            "keys_url": f"{self.address}/keys",
            "token_url": f"{self.address}/token",
        } | changed

    def configuration(self) -> dict[str, Any]:
        """Return what it tells tools of itself."""
        values = {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/auth",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "registration_endpoint": f"{self.address}/register",
        } | self.answered
        return {name: value for name, value in values.items() if value is not None}

    def claims(self, user: str, nonce: str, *, role: str = "Learner", **changed: object) -> dict[str, Any]:
        """Return a launch; what is changed to None is left out."""
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": user,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "name": "Somebody Who Must Not Be Stored",
            "email": "somebody@school.example",
            f"{CLAIM}message_type": "LtiResourceLinkRequest",
            f"{CLAIM}version": "1.3.0",
            f"{CLAIM}deployment_id": DEPLOYMENT,
            f"{CLAIM}target_link_uri": f"{self.tool}/lti/launch",
            f"{CLAIM}roles": [f"{ROLES}{role}"],
            f"{CLAIM}resource_link": {"id": "link-1"},
            f"{CLAIM}custom": {"lessons": self.lessons},
            GRADES: {"scope": [SCORE], "lineitem": f"{self.address}/items/1?type=2"},
        } | changed
        return {name: value for name, value in claims.items() if value is not None}

    def choosing(self) -> dict[str, Any]:
        """Return the changes that make a launch a choice of lessons."""
        settings = {
            "deep_link_return_url": f"{self.address}/answer",
            "accept_types": ["ltiResourceLink"],
            "data": "the platform's own",
        }
        return {f"{CLAIM}message_type": "LtiDeepLinkingRequest", f"{DEEP}deep_linking_settings": settings}

    def signed(self, claims: dict[str, Any], key: RSAKey | None = None) -> str:
        key = key or self.key
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, key)

    def hints(self, user: str, role: str = "Learner", *, chooses: bool = False) -> dict[str, str]:
        """Return what a platform sends to the tool's login."""
        there = f"{self.tool}/lti/{'choose' if chooses else 'launch'}"
        hint = json.dumps({"user": user, "role": role, "chooses": chooses})
        return {"iss": self.address, "client_id": CLIENT, "login_hint": hint, "target_link_uri": there}


def _app(platform: MockPlatform) -> Starlette:
    async def auth(request: Request) -> Response:
        given = dict(request.query_params)
        hint = json.loads(given["login_hint"])
        changed = platform.choosing() if hint["chooses"] else {}
        token = platform.signed(platform.claims(hint["user"], given["nonce"], role=hint["role"], **changed))
        values = {"id_token": token, "state": given["state"]}
        fields = "".join(f'<input type="hidden" name="{name}" value="{html.escape(v)}">' for name, v in values.items())
        form = f'<form method="post" action="{html.escape(given["redirect_uri"])}">{fields}</form>'
        return HTMLResponse(f"{form}<script>document.forms[0].submit()</script>")

    async def keys(_request: Request) -> Response:
        platform.fetched += 1
        await asyncio.to_thread(platform.answers.wait, PATIENCE)
        content = json.dumps(KeySet([platform.key]).as_dict(private=False))

        def parts() -> Iterator[str]:
            yield content
            for _part in range(platform.padding):
                platform.padded += 1
                yield " " * 2**16

        return StreamingResponse(parts(), media_type="application/json")

    async def token(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        async with httpx.AsyncClient() as client:
            theirs = KeySet.import_key_set((await client.get(f"{platform.tool}/lti/keys")).json())
        claims = jwt.decode(form["client_assertion"], theirs, algorithms=["RS256"]).claims
        right = claims["iss"] == claims["sub"] == CLIENT and claims["aud"] == f"{platform.address}/token"
        if not right or form["grant_type"] != "client_credentials" or form["scope"] != SCORE:
            return JSONResponse({"error": "invalid_client"}, 401)
        platform.tokens.append(uuid.uuid4().hex)
        return JSONResponse({"access_token": platform.tokens[-1], "expires_in": 3600})

    async def scores(request: Request) -> Response:
        if platform.failures:
            return Response(status_code=platform.failures.pop(0))
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if given not in platform.tokens or request.query_params.get("type") != "2":
            return Response(status_code=401)
        platform.scores.append(await request.json())
        return Response(status_code=204)

    async def answer(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        async with httpx.AsyncClient() as client:
            theirs = KeySet.import_key_set((await client.get(f"{platform.tool}/lti/keys")).json())
        claims = jwt.decode(form["JWT"], theirs, algorithms=["RS256"]).claims
        platform.chosen.append(claims)
        platform.lessons = claims[f"{DEEP}content_items"][0]["custom"]["lessons"]
        return HTMLResponse("<h1>Added to the course</h1>")

    async def course(request: Request) -> Response:
        asked = request.query_params
        hints = platform.hints(asked["user"], asked.get("role", "Learner"), chooses="chooses" in asked)
        framed = f'<iframe title="tool" width="900" height="600" src="{platform.tool}/lti/login?'
        return HTMLResponse(f'<h1>My school</h1>{framed}{html.escape(urlencode(hints))}"></iframe>')

    async def configuration(_request: Request) -> Response:
        return JSONResponse(platform.configuration(), platform.answered.get("status", 200))

    async def register(request: Request) -> Response:
        if "refused" in platform.answered:
            return JSONResponse({"error": "invalid_token"}, 401)
        platform.registered = await request.json()
        configured = {**platform.registered[TOOL], "deployment_id": DEPLOYMENT}
        return JSONResponse({"client_id": CLIENT, TOOL: configured} | platform.answered)

    async def registration(request: Request) -> Response:
        address = html.escape(
            f"{request.query_params['address']}&openid_configuration={platform.address}/configuration"
        )
        close = "event.data.subject === 'org.imsglobal.lti.close'"
        script = f"addEventListener('message', (event) => {{ if ({close}) document.body.append('The tool is there') }})"
        return HTMLResponse(f'<script>{script}</script><iframe title="tool" src="{address}"></iframe>')

    return Starlette(
        routes=[
            Route("/configuration", configuration),
            Route("/register", register, methods=["POST"]),
            Route("/registration", registration),
            Route("/auth", auth),
            Route("/keys", keys),
            Route("/token", token, methods=["POST"]),
            Route("/items/1/scores", scores, methods=["POST"]),
            Route("/answer", answer, methods=["POST"]),
            Route("/course", course),
        ]
    )


@contextlib.contextmanager
def serving(app: Starlette, port: int) -> Iterator[None]:
    """Serve an app on a port of this machine for a while."""
    server = uvicorn.Server(
        uvicorn.Config(app, host="localhost", port=port, log_level="error", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(10)


@contextlib.contextmanager
def running() -> Iterator[MockPlatform]:
    """Run a platform for a while."""
    port = free_port()
    platform = MockPlatform(f"http://localhost:{port}")
    with serving(_app(platform), port):
        yield platform
