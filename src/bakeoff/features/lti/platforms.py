"""Registered platforms, as one JSON in the server's settings has them."""

import functools
import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from bakeoff.errors import SettingError
from bakeoff.features.lti.settings import LtiSettings
from bakeoff.features.lti.stored import StoredLaunches
from bakeoff.fields import Settings
from bakeoff.service.kernel import database
from bakeoff.settings import ServerSettings
from bakeoff.text import _

OWN_MACHINE = ("localhost", "127.0.0.1", "::1")
MOST_TEXT = 255
ANY = "*"
"""In place of a platform's deployments: each one that it signs."""
ON = "yes"
"""Setting that has platforms register themselves, without naming one."""
_SITES: list[str] = []
"""Sites of the platforms as last read, for what must not wait for the database."""
_HOST = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?")
PUBLIC = re.compile(r"https://([\w-]+\.)+(?!(localhost|local|internal)\b)[a-z][\w-]*(:\d+)?", re.IGNORECASE)
"""Site with a name that is not of a local network; one whose name ends in a number is a machine's address."""


def origin(url: str) -> str:
    """Return scheme and host of an address, as a content policy takes them; empty if it is none of the web."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    there = parts.scheme in ("https", "http") and _HOST.fullmatch(parts.netloc)
    return f"{parts.scheme}://{parts.netloc}" if there else ""


def _address(given: str) -> str:
    safe = given.startswith("https://") or (given.startswith("http://") and urlsplit(given).hostname in OWN_MACHINE)
    if not safe or not origin(given) or any(letter in given for letter in " ;,'\"\n"):
        raise ValueError(_("an address that begins with https://"))
    return given


_Text = Annotated[str, Field(min_length=1, max_length=MOST_TEXT)]
_Address = Annotated[str, Field(max_length=2000), AfterValidator(_address)]


class Platform(Settings):
    """A learning platform at which this server is registered as a tool.

    `deployments` are the ids of those that are accepted, or `ANY`. `audience` is for requests for a token, where it is
    not `token_url`.
    """

    name: Annotated[str, Field(max_length=MOST_TEXT)] = ""
    issuer: _Address
    client_id: _Text
    deployments: Annotated[tuple[_Text, ...], Field(min_length=1)]
    auth_url: _Address
    keys_url: _Address
    token_url: _Address
    audience: str = ""

    @property
    def key(self) -> str:
        """Its name in the database."""
        return hashlib.sha256(json.dumps([self.issuer, self.client_id]).encode()).hexdigest()

    def may_be_asked(self, url: str) -> bool:
        """Return whether this server may send a request to an address that the platform's message has."""
        of_its_own = map(origin, (self.issuer, self.auth_url, self.keys_url, self.token_url))
        return origin(url) in of_its_own or PUBLIC.fullmatch(origin(url)) is not None

    def deploys(self, deployment: str) -> bool:
        """Return whether a deployment is accepted."""
        return bool(deployment) and not {deployment, ANY}.isdisjoint(self.deployments)

    @property
    def origins(self) -> str:
        """Sites that show its pages, as in a content policy."""
        return " ".join(dict.fromkeys((origin(self.issuer), origin(self.auth_url))))


def platforms() -> Mapping[str, Platform]:
    """Return the registered platforms by their keys, also those that registered themselves.

    Raises SettingError, one sentence, if the JSON is wrong.
    """
    given = LtiSettings.read().lti
    if given and ServerSettings.read().require_login:
        raise SettingError(_("BAKEOFF_LTI and BAKEOFF_REQUIRE_LOGIN exclude each other; set only one of them."))
    registered = map(Platform.model_validate_json, StoredLaunches(database()).platforms()) if given else ()
    known = {platform.key: platform for platform in registered} | dict(_read(given))
    _SITES[:] = dict.fromkeys(platform.origins for platform in known.values())
    return known


def frame_sites() -> str:
    """Return the sites that show pages in a frame, as far as this server has read of platforms."""
    return " ".join(_SITES)


def configured() -> Mapping[str, Platform]:
    """Return the platforms of the setting by their keys."""
    return _read(LtiSettings.read().lti)


def platform_of(issuer: str, client_id: str) -> Platform:
    """Return a platform by its issuer; a platform that has several registrations also sends the client id."""
    fits = [each for each in platforms().values() if each.issuer == issuer and client_id in ("", each.client_id)]
    if len(fits) != 1:
        raise SettingError(_("This learning platform is not registered here. Ask the operator of this server."))
    return fits[0]


@functools.lru_cache(maxsize=4)
def _read(given: str) -> Mapping[str, Platform]:
    if given in ("", ON):
        return {}
    try:
        text = given if given.lstrip()[:1] in ("[", "{") else Path(given).read_text(encoding="utf-8")
        values: Any = json.loads(text)
    except OSError:
        raise SettingError(_("BAKEOFF_LTI is neither JSON nor a file that can be read.")) from None
    except (ValueError, RecursionError):
        raise SettingError(_("BAKEOFF_LTI is not valid JSON.")) from None
    listed = values if isinstance(values, list) else [values]
    if not listed or not all(isinstance(each, dict) for each in listed):
        raise SettingError(_("BAKEOFF_LTI must be a JSON object for each platform; docs/lti.md has an example."))
    read = [_platform(number, each) for number, each in enumerate(listed, start=1)]
    registered = {platform.key: platform for platform in read}
    if len(registered) < len(listed):
        raise SettingError(_("BAKEOFF_LTI has the same issuer and client_id twice; remove one."))
    return registered


def _platform(number: int, values: Mapping[str, Any]) -> Platform:
    where = _("Platform {number} of BAKEOFF_LTI", number=number)
    missing = [name for name, field in Platform.model_fields.items() if field.is_required() and name not in values]
    if missing:
        raise SettingError(_("{where} has no “{name}”.", where=where, name=missing[0]))
    return Platform.parse(values, where)
