"""Signatures: a platform's launches, this server's own states, answers and requests, and its key."""

import hashlib
import hmac
import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

import httpx
from joserfc import jwe, jws, jwt
from joserfc.errors import BadSignatureError, ExpiredTokenError, InvalidClaimError, JoseError
from joserfc.jwk import KeySet, OctKey, RSAKey

from bakeoff.errors import SettingError
from bakeoff.features.lti.launch import missing_claim
from bakeoff.features.lti.platforms import Platform
from bakeoff.features.lti.stored import StoredLaunches
from bakeoff.service.kernel import database
from bakeoff.service.once import once
from bakeoff.service.secret import server_key
from bakeoff.text import _

SECONDS, MOST_SECONDS = 5.0, 15.0
"""Longest time that a platform has for each part of an answer, and for all of it."""
MOST_BYTES = 2**18
LEEWAY_SECONDS = 60
MOST_AGE_SECONDS = 600
"""Oldest launch that is taken, whenever it says that it expires: a login has to be answered as soon."""
KEPT_SECONDS, AGAIN_SECONDS = 3600.0, 30.0
"""Life of fetched keys; and the shortest time between two requests for them, whatever launches claim."""
ANSWER_SECONDS = 300
MOST_TIME = 1e11
"""Time in seconds that no clock will show; infinity is beyond it."""
_RS256 = jws.JWSRegistry(algorithms=["RS256"], strict_check_header=False)


@once
def _client() -> httpx.Client:
    return httpx.Client(timeout=SECONDS, follow_redirects=False)


def ask(method: str, url: str, **how: Any) -> tuple[int, bytes]:
    """Return status and content of a platform's answer; raises HTTPError if there is none or it is too long."""
    content, ends = b"", time.monotonic() + MOST_SECONDS
    with _client().stream(method, url, **how) as answer:
        for part in answer.iter_bytes():
            content += part
            if len(content) > MOST_BYTES or time.monotonic() > ends:
                raise httpx.DecodingError("too long", request=answer.request)
        return answer.status_code, content


class PublishedKeys:
    """Public keys of platforms, fetched seldom: not for each launch that claims a new key.

    Safe to call from any thread.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._kept: dict[str, tuple[float, KeySet]] = {}

    def of(self, platform: Platform, kid: object, failed: KeySet | None = None) -> KeySet:
        """Return a platform's keys: the former ones if they cannot be fetched now; empty if they never could.

        With keys by which a signature has `failed`, they are fetched again: another key may have the same name now.
        """
        with self._locks[platform.key]:
            at, keys = self._kept.get(platform.key, (float("-inf"), KeySet([])))
            age, is_known = self._clock() - at, any(key.kid == kid for key in keys.keys)
            if age > KEPT_SECONDS or (age > AGAIN_SECONDS and (keys is failed or not is_known)):
                fetched = _fetched(platform)
                keys = fetched if fetched.keys else keys
                self._kept[platform.key] = self._clock(), keys
            return keys


def _fetched(platform: Platform) -> KeySet:
    try:
        status, content = ask("GET", platform.keys_url)
        listed = json.loads(content)["keys"] if status == httpx.codes.OK else []
        return KeySet([RSAKey.import_key(key) for key in listed if key.get("kty") == "RSA"])
    except (httpx.HTTPError, JoseError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return KeySet([])


@once
def published_keys() -> PublishedKeys:
    """Return the keys that this server has fetched."""
    return PublishedKeys()


def verified(platform: Platform, token: str, nonce: str) -> Mapping[str, Any]:
    """Return the claims of a launch that the platform has signed for this tool, now, with this nonce.

    Raises SettingError, one sentence, if anything about it is wrong.
    """
    try:
        kid = jws.extract_compact(token.encode()).headers().get("kid")
        if not isinstance(kid, str) or not kid:
            raise missing_claim("kid")
        claims = _signed_claims(platform, token, kid)
        _check_form(claims)
        registry = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": platform.issuer},
            aud={"essential": True, "value": platform.client_id},
            nonce={"essential": True, "value": nonce},
        )
        registry.validate(claims)
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if (several or "azp" in claims) and claims.get("azp") != platform.client_id:
            raise InvalidClaimError("aud")
        if claims["iat"] < time.time() - MOST_AGE_SECONDS - LEEWAY_SECONDS:
            raise ExpiredTokenError("iat")
    except SettingError:
        raise
    except ExpiredTokenError:
        raise SettingError(_("This launch has expired. Open the activity again in your course.")) from None
    except InvalidClaimError as error:
        if error.claim == "aud":
            raise SettingError(_("This launch is for another tool. Ask the operator of this server.")) from None
        raise _unasked() from None
    except Exception:  # whatever a forged token makes a library do
        raise SettingError(
            _("This launch is not signed by the learning platform. Open the activity again in your course.")
        ) from None
    return claims


def _signed_claims(platform: Platform, token: str, kid: str) -> dict[str, Any]:
    keys = published_keys().of(platform, kid)
    try:
        return jwt.decode(token, keys, registry=_RS256).claims
    except BadSignatureError:
        newer = published_keys().of(platform, kid, failed=keys)
        if newer is keys:
            raise
        return jwt.decode(token, newer, registry=_RS256).claims


def _check_form(claims: Mapping[str, Any]) -> None:
    """Refuse by name a claim that is missing, or of another kind than the rules of LTI ask for."""
    if claims.get("sub") is None:
        raise SettingError(
            _(
                "This launch does not say who opens it, so no goal or score can be kept. Sign in to the learning "
                "platform; if that does not help, its operator has to let the tool have the user’s id (“sub”)."
            )
        )
    audience = claims.get("aud")
    texts = [(name, claims.get(name)) for name in ("sub", "nonce", "iss")]
    texts += [("aud", each) for each in ((audience or [""]) if isinstance(audience, list) else [audience])]
    for name, text in texts:
        if not isinstance(text, str) or not text:
            raise missing_claim(name)
    for name in ("iat", "exp"):
        if type(claims.get(name)) not in (int, float) or not 0 < claims[name] < MOST_TIME:  # not a number is not less
            raise missing_claim(name)


def _own(purpose: str) -> OctKey:
    return OctKey.import_key(hmac.digest(server_key(), f"lti {purpose}".encode(), hashlib.sha256))


def sealed(purpose: str, values: Mapping[str, str], seconds: int) -> str:
    """Return values as a text that nobody else can make, and that holds for some seconds."""
    return jwt.encode({"alg": "HS256"}, {**values, "exp": int(time.time()) + seconds}, _own(purpose))


def unsealed(purpose: str, text: str) -> Mapping[str, str]:
    """Return the values in a text of `sealed` for the same purpose; raises SettingError for any other text."""
    try:
        claims = jwt.decode(text, _own(purpose), algorithms=["HS256"]).claims
        jwt.JWTClaimsRegistry(exp={"essential": True}).validate(claims)
    except Exception:  # whatever a forged text makes a library do
        raise _unasked() from None
    return claims


def _unasked() -> SettingError:
    return SettingError(_("This launch is late, or answers no request of this server. Open the activity again."))


def tool_key() -> RSAKey:
    """Return this server's key, made once; the database has it encrypted by a key that is not in the database."""
    kept = StoredLaunches(database())
    text = kept.key()
    try:
        return _decrypted(text)
    except (JoseError, ValueError):  # there is none, or the server's secret is another one
        made = RSAKey.generate_key(2048).as_pem(private=True)
        kept.replace_key(text, jwe.encrypt_compact({"alg": "dir", "enc": "A256GCM"}, made, _own("key")))
        return _decrypted(kept.key())


def _decrypted(text: str) -> RSAKey:
    key = RSAKey.import_key(jwe.decrypt_compact(text, _own("key")).plaintext or b"")
    key.ensure_kid()
    return key


def signed(claims: Mapping[str, Any]) -> str:
    """Sign claims as this tool, for a few minutes from now."""
    key, now = tool_key(), int(time.time())
    return jwt.encode({"alg": "RS256", "kid": key.kid}, {"iat": now, "exp": now + ANSWER_SECONDS, **claims}, key)
