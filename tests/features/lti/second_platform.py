"""A second learning platform, written from the rules of LTI alone: no code of the tool, and its own signatures.

It has Canvas's manners: its sign-in is at another site than its courses, it starts launches by a form, its tokens name
their audience in a list, a frame of its own keeps what tools ask it to, and tools register with a token.
"""

import base64
import contextlib
import hashlib
import html
import json
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote

import httpx
from cryptography.hazmat.primitives.asymmetric import rsa
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from tests.features.lti.platform import serving
from tests.ports import free_port

LTI, LIST = "https://purl.imsglobal.org/spec/lti/claim", "http://purl.imsglobal.org/vocab/lis/v2"
SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
DEEP = "https://purl.imsglobal.org/spec/lti-dl/claim"
STORAGE = "post_message_forwarding"
_SHA256 = bytes.fromhex("3031300d060960864801650304020105000420")
"""What stands before a hash in a signature with RSA."""
_NUMBERS = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_numbers()


def text_of(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def content_of(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "==")


def padded(content: bytes, size: int) -> int:
    """Return the number that a signature is of."""
    digest = _SHA256 + hashlib.sha256(content).digest()
    return int.from_bytes(b"\0\1" + b"\xff" * (size - len(digest) - 3) + b"\0" + digest, "big")


def signed(claims: dict[str, Any]) -> str:
    """Return claims as a token that this platform has signed."""
    n, size = _NUMBERS.public_numbers.n, 256
    parts = [{"typ": "JWT", "kid": "2026-11", "alg": "RS256"}, claims]
    head = ".".join(text_of(json.dumps(part).encode()) for part in parts)
    signature = pow(padded(head.encode(), size), _NUMBERS.d, n)
    return f"{head}.{text_of(signature.to_bytes(size, 'big'))}"


def claims_of(token: str, keys: list[dict[str, str]]) -> dict[str, Any]:
    """Return the claims of a token that one of the tool's keys has signed."""
    head, body, signature = token.split(".")
    kid = json.loads(content_of(head))["kid"]
    (key,) = (each for each in keys if each["kid"] == kid)
    n, e = (int.from_bytes(content_of(key[name]), "big") for name in ("n", "e"))
    size = (n.bit_length() + 7) // 8
    number = int.from_bytes(content_of(signature), "big")
    assert pow(number, e, n) == padded(f"{head}.{body}".encode(), size)
    claims: dict[str, Any] = json.loads(content_of(body))
    assert claims["exp"] > time.time()
    return claims


@dataclass
class SecondPlatform:
    """One platform, with its courses at one address and its sign-in at another.

    Attributes
    ----------
    registered : dict
        What the tool said of itself.
    item : dict
        The activity that a teacher has chosen.
    stores : bool
        True if it offers tools to keep something for them.
    """

    address: str
    sso: str
    registered: dict[str, Any] = field(default_factory=dict)
    item: dict[str, Any] = field(default_factory=dict)
    scores: list[dict[str, Any]] = field(default_factory=list)
    token: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    access: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    hints: dict[str, dict[str, str]] = field(default_factory=dict)
    stores: bool = True
    client: str = "10000000000042"

    async def keys_of_the_tool(self) -> list[dict[str, str]]:
        async with httpx.AsyncClient() as client:
            keys: list[dict[str, str]] = (await client.get(self.registered["jwks_uri"])).json()["keys"]
            return keys

    def configuration(self) -> dict[str, Any]:
        return {
            "registration_endpoint": f"{self.address}/api/lti/registrations",
            "token_endpoint": f"{self.sso}/login/oauth2/token",
            "jwks_uri": f"{self.sso}/api/lti/security/jwks",
            "authorization_endpoint": f"{self.sso}/api/lti/authorize_redirect",
            "issuer": self.address,
            "scopes_supported": ["openid", SCORE],
            "https://purl.imsglobal.org/spec/lti-platform-configuration": {"product_family_code": "second"},
        }

    def claims(self, user: str, nonce: str, *, chooses: bool = False) -> dict[str, Any]:
        now = int(time.time())
        role = "Instructor" if user.startswith("t") else "Learner"
        claims: dict[str, Any] = {
            f"{LTI}/roles": [f"{LIST}/institution/person#{role}", f"{LIST}/membership#{role}"],
            f"{LTI}/version": "1.3.0",
            "nonce": nonce,
            f"{LTI}/deployment_id": "7:af31",
            "exp": now + 3600,
            "iat": now,
            "azp": self.client,
            "aud": [self.client],
            "sub": f"user-{user}",
            "iss": self.address,
            "locale": "en",
        }
        if chooses:
            claims[f"{LTI}/message_type"] = "LtiDeepLinkingRequest"
            claims[f"{LTI}/target_link_uri"] = self.tool("choose")
            claims[f"{DEEP}/deep_linking_settings"] = {
                "accept_types": ["link", "ltiResourceLink"],
                "deep_link_return_url": f"{self.address}/courses/1/deep_linking_response",
            }
        else:
            claims[f"{LTI}/message_type"] = "LtiResourceLinkRequest"
            claims[f"{LTI}/target_link_uri"] = self.tool("launch")
            claims[f"{LTI}/resource_link"] = {"id": "b81c-44", "title": "Assignment"}
            claims[f"{LTI}/custom"] = self.item["custom"]
            lineitem = f"{self.address}/api/lti/courses/1/line_items/9"
            scopes = ["https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly", SCORE]
            claims["https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"] = {"lineitem": lineitem, "scope": scopes}
        return claims

    def tool(self, route: str) -> str:
        """Return one of the addresses that the tool gave of itself."""
        targets = {message["type"]: message["target_link_uri"] for message in self.registered[TOOL]["messages"]}
        return str(targets["LtiDeepLinkingRequest"] if route == "choose" else self.registered[TOOL]["target_link_uri"])


_STORE = """
const kept = new Map()
addEventListener("message", ({ data, origin, source }) => {
  const { subject, message_id, key, value } = data
  const place = `${origin} ${key}`
  if (subject === "lti.put_data") kept.set(place, value)
  const answer = { subject: `${subject}.response`, message_id, key, value: kept.get(place) }
  source.postMessage(answer, origin)
})
"""


def _app(platform: SecondPlatform) -> Starlette:
    async def configuration(request: Request) -> Response:
        given = request.headers.get("authorization")
        return (
            JSONResponse(platform.configuration()) if given == f"Bearer {platform.token}" else Response(status_code=401)
        )

    async def register(request: Request) -> Response:
        given = await request.json()
        right = given["token_endpoint_auth_method"] == "private_key_jwt" and given["scope"] == SCORE
        if request.headers.get("authorization") != f"Bearer {platform.token}" or not right:
            return Response(status_code=401)
        platform.registered = given
        return JSONResponse({**given, "client_id": platform.client}, 200)

    async def keys(_request: Request) -> Response:
        public = _NUMBERS.public_numbers
        n, e = text_of(public.n.to_bytes(256, "big")), text_of(public.e.to_bytes(3, "big"))
        return JSONResponse({"keys": [{"kty": "RSA", "kid": "2026-11", "use": "sig", "alg": "RS256", "n": n, "e": e}]})

    async def authorize(request: Request) -> Response:
        given = dict(request.query_params)
        hint = platform.hints.pop(given["lti_message_hint"])
        assert (given["client_id"], given["login_hint"]) == (platform.client, hint["user"])
        assert given["redirect_uri"] in platform.registered["redirect_uris"]
        claims = platform.claims(hint["user"], given["nonce"], chooses=bool(hint["chooses"]))
        values = {"state": given["state"], "id_token": signed(claims), "lti_storage_target": STORAGE}
        return HTMLResponse(_sending(given["redirect_uri"], values, ""))

    async def token(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        claims = claims_of(form["client_assertion"], await platform.keys_of_the_tool())
        if claims["iss"] != platform.client or claims["aud"] != f"{platform.sso}/login/oauth2/token":
            return Response(status_code=401)
        return JSONResponse({"expires_in": 3600, "access_token": platform.access, "token_type": "Bearer"})

    async def scores(request: Request) -> Response:
        if request.headers.get("authorization") != f"Bearer {platform.access}":
            return Response(status_code=401)
        platform.scores.append(await request.json())
        return JSONResponse({"resultUrl": f"{platform.address}/results/1"})

    async def chosen(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        claims = claims_of(form["JWT"], await platform.keys_of_the_tool())
        assert (claims["iss"], claims["aud"]) == (platform.client, platform.address)
        assert claims[f"{LTI}/deployment_id"] == "7:af31"
        (platform.item,) = claims[f"{DEEP}/content_items"]
        return HTMLResponse("<h1>Added to the course</h1>")

    async def registration(request: Request) -> Response:
        """Show the tool's registration in a frame until it says that it may be closed."""
        there = f"{platform.address}/api/lti/security/openid-configuration"
        added = f"openid_configuration={quote(there, safe='')}&registration_token={platform.token}"
        address = html.escape(f"{request.query_params['address']}&{added}")
        close = "event.data.subject === 'org.imsglobal.lti.close'"
        script = f"addEventListener('message', (event) => {{ if ({close}) document.body.append('The tool is there') }})"
        return HTMLResponse(f'<script>{script}</script><iframe title="tool" src="{address}"></iframe>')

    async def course(request: Request) -> Response:
        asked = request.query_params
        hint = secrets.token_urlsafe(8)
        platform.hints[hint] = {"user": asked["user"], "chooses": asked.get("chooses", "")}
        values = {
            "target_link_uri": platform.tool("choose" if "chooses" in asked else "launch"),
            "lti_message_hint": hint,
            "login_hint": asked["user"],
            "client_id": platform.client,
            "iss": platform.address,
        } | ({"lti_storage_target": STORAGE} if platform.stores else {})
        frame = '<iframe name="tool" title="tool" width="1000" height="700"></iframe>'
        wait = f"""
            const store = document.createElement("iframe")
            Object.assign(store, {{ name: "{STORAGE}", hidden: true, onload: () => document.forms[0].submit() }})
            store.src = "{platform.sso}/store"
            document.body.append(store)
        """
        form = _sending(platform.registered["initiate_login_uri"], values, "tool", wait)
        return HTMLResponse(f"<h1>Course</h1>{frame}{form}")

    async def store(_request: Request) -> Response:
        return HTMLResponse(f"<script>{_STORE}</script>")

    async def control(request: Request) -> Response:
        """Set a cookie as a third party, and show which has come."""
        answer = HTMLResponse(f"<p>cookies: {request.headers.get('cookie', 'none')}</p>")
        answer.headers["set-cookie"] = "control=1; SameSite=None; Secure"
        return answer

    async def controls(request: Request) -> Response:
        there = f"http://127.0.0.1:{request.url.port}/control"
        return HTMLResponse(f'<iframe title="control" src="{there}"></iframe>')

    return Starlette(
        routes=[
            Route("/api/lti/security/openid-configuration", configuration),
            Route("/api/lti/registrations", register, methods=["POST"]),
            Route("/api/lti/security/jwks", keys),
            Route("/api/lti/authorize_redirect", authorize),
            Route("/login/oauth2/token", token, methods=["POST"]),
            Route("/api/lti/courses/1/line_items/9/scores", scores, methods=["POST"]),
            Route("/courses/1/deep_linking_response", chosen, methods=["POST"]),
            Route("/registration", registration),
            Route("/course", course),
            Route("/store", store),
            Route("/control", control),
            Route("/controls", controls),
        ]
    )


def _sending(action: str, values: dict[str, str], target: str, script: str = "document.forms[0].submit()") -> str:
    fields = "".join(f'<input type="hidden" name="{name}" value="{html.escape(v)}">' for name, v in values.items())
    form = f'<form method="post" action="{html.escape(action)}" target="{target}">{fields}</form>'
    return f"{form}<script>{script}</script>"


@contextlib.contextmanager
def second_running() -> Iterator[SecondPlatform]:
    """Run it for a while, at two ports."""
    here, sso = free_port(), free_port()
    platform = SecondPlatform(f"http://localhost:{here}", f"http://localhost:{sso}")
    with serving(_app(platform), here), serving(_app(platform), sso):
        yield platform
