"""Registration at a platform by one address, which its administrator pastes there: LTI Dynamic Registration 1.0."""

import json
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx

from bakeoff.errors import SettingError
from bakeoff.features.lti.launch import SCORE
from bakeoff.features.lti.platforms import ANY, OWN_MACHINE, PUBLIC, Platform, origin
from bakeoff.features.lti.stored import StoredLaunches
from bakeoff.features.lti.tokens import ask, sealed, unsealed
from bakeoff.service.kernel import database
from bakeoff.text import _

TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
_PLACEMENTS = ["ContentArea", "assignment_selection"]
HOLDS = timedelta(days=7)
"""Life of an address, which registers one platform."""


def new_ticket(host: str) -> str:
    """Return the secret part of an address for one registration; `host` is this server's name in that address."""
    ticket = {"nonce": secrets.token_urlsafe(32), "local": "yes" if host in OWN_MACHINE else ""}
    return sealed("registration", ticket, int(HOLDS.total_seconds()))


def register(asked: Mapping[str, str], url: Callable[[str], str]) -> Platform:
    """Register this server at the platform that sends a browser here, and the platform at this server.

    `asked` has our ticket and what the platform has added; `url` returns the address of one of our routes. Raises
    SettingError, one sentence, if the ticket is none, or the platform's answers are wrong.
    """
    refusal = SettingError(_("This registration address is wrong, used or old. Make a new one in Administration."))
    try:
        ticket = unsealed("registration", asked.get("ticket", ""))
    except SettingError:
        raise refusal from None
    is_local, there, token = (
        bool(ticket["local"]),
        asked.get("openid_configuration", ""),
        asked.get("registration_token"),
    )
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    _check(there, is_local=is_local)
    offered = _json("GET", there, headers=headers)
    values = {
        "name": str(urlsplit(there).hostname),
        "issuer": offered.get("issuer"),
        "auth_url": offered.get("authorization_endpoint"),
        "keys_url": offered.get("jwks_uri"),
        "token_url": offered.get("token_endpoint"),
        "audience": offered.get("authorization_server") or "",
    }
    platform = Platform.parse(
        values | {"client_id": "-", "deployments": [ANY]}, _("The learning platform’s configuration")
    )
    if urlsplit(platform.issuer).hostname != urlsplit(there).hostname:
        raise SettingError(_("The learning platform’s configuration names another issuer than the site that it is at."))
    registering = str(offered.get("registration_endpoint", ""))
    for address in (platform.issuer, platform.auth_url, platform.keys_url, platform.token_url, registering):
        _check(address, is_local=is_local)
    stored = StoredLaunches(database())
    try:
        stored.spend(ticket["nonce"], datetime.now(UTC) + HOLDS, {})
    except SettingError:
        raise refusal from None
    answer = _json("POST", registering, headers=headers, json=_tool(url))
    configured = answer.get(TOOL)
    deployment = (configured.get("deployment_id") if isinstance(configured, dict) else None) or ANY
    values |= {"client_id": answer.get("client_id"), "deployments": [deployment]}
    platform = Platform.parse(values, _("The learning platform’s answer"))
    stored.add_platform(platform.key, platform.model_dump_json())
    return platform


def _check(address: str, *, is_local: bool) -> None:
    """Refuse an address that is none of the public web, so that nobody has this server ask its own network."""
    site = origin(address)
    if PUBLIC.fullmatch(site) is None and not (is_local and urlsplit(site).hostname in OWN_MACHINE):
        raise SettingError(_("“{address}” is no public https address.", address=address[:100] or "—"))


def _json(method: str, url: str, **how: Any) -> Mapping[str, Any]:
    try:
        status, content = ask(method, url, **how)
        values = json.loads(content) if status in (200, 201) else None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        raise SettingError(_("The learning platform gives no configuration that can be read, or refuses this server."))
    return values


def _tool(url: Callable[[str], str]) -> Mapping[str, Any]:
    """Return what a platform is told of this server."""
    launch, choose = url("launch"), url("choose")
    return {
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["client_credentials", "implicit"],
        "initiate_login_uri": url("login"),
        "redirect_uris": [launch, choose],
        "client_name": "Bakeoff",
        "jwks_uri": url("keys"),
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": SCORE,
        TOOL: {
            "domain": urlsplit(launch).netloc,
            "target_link_uri": launch,
            "claims": ["iss", "sub"],
            "messages": [
                {"type": "LtiResourceLinkRequest", "target_link_uri": launch},
                {"type": "LtiDeepLinkingRequest", "target_link_uri": choose, "placements": _PLACEMENTS},
            ],
        },
    }
