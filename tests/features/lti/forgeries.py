"""Every kind of bad launch, each with the state and nonce of a launch that really began."""

import base64
import copy
import json
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from tests.features.lti.platform import CLAIM, DEEP, GRADES, MockPlatform

OTHER = RSAKey.generate_key(2048, auto_kid=True)


def _text(values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _none(platform: MockPlatform, claims: dict[str, Any]) -> str:
    return f"{_text({'alg': 'none', 'kid': platform.key.kid})}.{_text(claims)}."


def _by_the_public_key(platform: MockPlatform, claims: dict[str, Any]) -> str:
    """Sign with HMAC, whose secret is the public key that everybody knows."""
    header = {"alg": "HS256", "kid": platform.key.kid}
    key = OctKey.import_key(base64.b64encode(platform.key.as_pem(private=False)))
    return jwt.encode(header, claims, key, algorithms=["HS256"])


def _changed(platform: MockPlatform, claims: dict[str, Any]) -> str:
    """Put another user into what was signed."""
    head, _body, signature = platform.signed(claims).split(".")
    return f"{head}.{_text(claims | {'sub': 'another'})}.{signature}"


def _with(**changed: object) -> Callable[[MockPlatform, dict[str, Any]], str]:
    def make(platform: MockPlatform, claims: dict[str, Any]) -> str:
        values = {name: value for name, value in (claims | changed).items() if value is not None}
        return platform.signed(values)

    return make


def _without_kid(platform: MockPlatform, claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "RS256"}, claims, platform.key)


LACKING: Mapping[str, Callable[[MockPlatform, dict[str, Any]], str]] = {
    "kid": _without_kid,
    **{name: _with(**{name: None}) for name in ("nonce", "iat", "exp", "iss", "aud")},
    "roles": _with(**{f"{CLAIM}roles": None}),
    "target_link_uri": _with(**{f"{CLAIM}target_link_uri": None}),
}
"""Launches without something that the rules of LTI ask for, by its name."""
ILL_TYPED: Mapping[str, Sequence[object]] = {
    "sub": (7, "", ["u1"], {}),
    "nonce": (7, "", True),
    "iat": ("now", True, [], float("nan"), float("inf"), 10**400, -1),
    "exp": ("tomorrow", False, {}, float("nan"), 10**400),
    "iss": (7, []),
    "aud": ([], [7], 7, "", {}),
}
"""Values that no such claim can have."""
BAD: Mapping[str, Callable[[MockPlatform, dict[str, Any]], str]] = {
    "signed by another key": lambda platform, claims: platform.signed(claims, OTHER),
    "signed by an unknown key": lambda platform, claims: jwt.encode({"alg": "RS256", "kid": OTHER.kid}, claims, OTHER),
    "not signed": _none,
    "signed by the public key": _by_the_public_key,
    "changed": _changed,
    "no token": lambda _platform, _claims: "",
    "no JWT": lambda _platform, _claims: "a.b.c.\udcff".encode(errors="replace").decode(),
    "deep JSON": lambda _platform, _claims: f"{_text({'alg': 'RS256'})}.{'W1tb' * 20_000}.x",
    "expired": _with(exp=int(time.time()) - 600),
    "issued long ago": _with(iat=int(time.time()) - 900),
    "issued yesterday, expires tomorrow": _with(iat=int(time.time()) - 86400, exp=int(time.time()) + 86400),
    "roles that are a text": _with(**{f"{CLAIM}roles": "Learner"}),
    "an empty target": _with(**{f"{CLAIM}target_link_uri": ""}),
    "a kid that is a number": lambda platform, claims: platform.signed(claims).replace(
        platform.signed(claims).split(".")[0], _text({"alg": "RS256", "kid": 1})
    ),
    "from the future": _with(iat=int(time.time()) + 6000),
    "never expires": _with(exp=None),
    "expires at a word": _with(exp="tomorrow"),
    "wrong audience": _with(aud="another-tool"),
    "no audience": _with(aud=[]),
    "for another party": _with(aud=["bakeoff-tool", "another-tool"], azp="another-tool"),
    "wrong issuer": _with(iss="https://elsewhere.example"),
    "wrong deployment": _with(**{f"{CLAIM}deployment_id": "2"}),
    "a deployment that is a list": _with(**{f"{CLAIM}deployment_id": ["1"]}),
    "wrong nonce": _with(nonce="another"),
    "no nonce": _with(nonce=None),
    "a nonce in a list": lambda platform, claims: platform.signed(claims | {"nonce": [claims["nonce"], "another"]}),
    "no subject": _with(sub=None),
    "a long subject": _with(sub="u" * 256),
    "a subject that is a list": _with(sub=["u1"]),
    "another version": _with(**{f"{CLAIM}version": "1.1"}),
    "unknown message": _with(**{f"{CLAIM}message_type": "LtiSubmissionReviewRequest"}),
    "no link": _with(**{f"{CLAIM}resource_link": None}),
    "custom text": _with(**{f"{CLAIM}custom": "lessons"}),
    "unknown lesson": _with(**{f"{CLAIM}custom": {"lessons": "<script>"}}),
    "a student chooses": lambda platform, claims: platform.signed(claims | platform.choosing()),
    "a choice without an address": _with(
        **{
            f"{CLAIM}message_type": "LtiDeepLinkingRequest",
            f"{CLAIM}roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"],
            f"{DEEP}deep_linking_settings": {"deep_link_return_url": "javascript:alert(1)"},
        }
    ),
}


_VALUES = (
    None,
    True,
    0,
    -1,
    1e308,
    10**400,
    float("nan"),
    "",
    "x",
    "<script>",
    "é" * 300,
    [],
    [[]],
    {},
    {"a": {}},
)


def mutations(platform: MockPlatform, nonce: str, seed: int) -> Iterator[tuple[str, str]]:
    """Yield bad tokens without end, each a good launch with one or more changes, and what was changed.

    A change that leaves a launch good, such as of a name that nobody reads, is not among them.
    """
    chance = random.Random(seed)
    vital = [name for name in platform.claims("u1", nonce) if name not in ("name", "email", GRADES)]
    while True:
        claims = copy.deepcopy(platform.claims("u1", nonce))
        kind = chance.choice(("claim", "drop", "bytes", "header", "cut", "junk"))
        name = chance.choice(vital)
        if kind == "claim":
            value = chance.choice(_VALUES)
            if _is_still_good(name, value):
                continue
            claims[name] = value
            yield f"{name} = {value!r}"[:80], platform.signed(claims)
        elif kind == "drop":
            for each in {name, *chance.sample(vital, chance.randrange(3))}:
                del claims[each]
            yield f"without {name}", platform.signed(claims)
        elif kind == "bytes":
            token = platform.signed(claims)
            at = chance.randrange(len(token) - 8)
            letter = chance.choice("AZaz09_-.=%\x00\xff ")
            if token[at] != letter:
                yield f"letter {at} = {letter!r}", token[:at] + letter + token[at + 1 :]
        elif kind == "header":
            key, value = chance.choice(("alg", "kid", "typ", "crit", "b64")), chance.choice(_VALUES)
            header = {"alg": "RS256", "kid": platform.key.kid, key: value}
            _head, body, signature = platform.signed(claims).split(".")
            yield f"header {key} = {value!r}"[:80], f"{_text(header)}.{body}.{signature}"
        elif kind == "cut":
            token = platform.signed(claims)
            yield "cut", token[: chance.randrange(len(token) - 1)]
        else:
            yield "junk", "".join(map(chr, chance.choices(range(1, 0x3000), k=chance.randrange(400))))


def _is_still_good(name: str, value: object) -> bool:
    if isinstance(value, str) and 0 < len(value) < 256:
        return name in ("sub", f"{CLAIM}target_link_uri")
    return (name == f"{CLAIM}roles" and isinstance(value, list)) or (name.endswith("uri") and value == "é" * 300)
