"""Launch: what a platform's verified message asks for, and of whom."""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bakeoff.errors import SettingError
from bakeoff.features.lti.content import PARAMETERS, course
from bakeoff.features.lti.platforms import MOST_TEXT, Platform, origin
from bakeoff.features.lti.stored import Enrolment
from bakeoff.service.visitor import owner_of
from bakeoff.text import _

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP = "https://purl.imsglobal.org/spec/lti-dl/claim/"
GRADES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
VERSION = "1.3.0"
_ROLES = "http://purl.imsglobal.org/vocab/lis/v2/"
_TEACHES = re.compile(
    rf"{re.escape(_ROLES)}(membership#(Instructor|ContentDeveloper|Administrator)"
    r"|membership/Instructor#\w+|(system|institution)/person#Administrator)"
)
_LEARNS = f"{_ROLES}membership#Learner"


@dataclass(frozen=True)
class Choosing:
    """Request of a platform, for a teacher, to choose what a link opens; the answer repeats the platform's `data`."""

    platform: Platform
    deployment: str
    answer_url: str
    data: str
    owner: str

    @property
    def as_kept(self) -> Mapping[str, str]:
        """It as texts for the database."""
        return {**vars(self), "platform": self.platform.key}


def read_launch(platform: Platform, claims: Mapping[str, Any], key: bytes) -> Enrolment | Choosing:
    """Return what a verified launch asks for; `key` is the server's own, which makes the learner's secret.

    Raises SettingError, one sentence, if the message is incomplete, or asks for what its sender may not.
    """
    deployment = _text(claims, f"{CLAIM}deployment_id")
    if not platform.deploys(deployment):
        raise SettingError(_("This deployment of the learning platform is not registered here. Ask the operator."))
    if claims.get(f"{CLAIM}version") != VERSION:
        raise SettingError(_("This server takes launches of LTI 1.3.0 alone."))
    roles = claims.get(f"{CLAIM}roles")
    listed = [role for role in roles if isinstance(role, str)] if isinstance(roles, list) else []
    match claims.get(f"{CLAIM}message_type"):
        case "LtiResourceLinkRequest":
            if not isinstance(roles, list):
                raise missing_claim("roles")
            if not _text(claims, f"{CLAIM}target_link_uri"):
                raise missing_claim("target_link_uri")
            return _enrolment(platform, deployment, claims, _LEARNS in listed, key)
        case "LtiDeepLinkingRequest" if any(map(_TEACHES.fullmatch, listed)):
            return _choosing(platform, deployment, claims, owner_of(secret_of(platform, str(claims["sub"]), key)))
        case "LtiDeepLinkingRequest":
            raise SettingError(_("Only teachers can choose lessons. Open the activity in your course instead."))
    raise SettingError(_("This server does not know this kind of message from a learning platform."))


def secret_of(platform: Platform, subject: str, key: bytes) -> str:
    """Return a learner's secret, as a visitor's cookie has it: the same on each device."""
    digest = hmac.digest(key, json.dumps(["lti", platform.issuer, subject]).encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def missing_claim(name: str) -> SettingError:
    """Return the refusal of a launch without something that the rules of LTI ask for, or with it in a wrong form."""
    why = _("This launch lacks “{name}”, or has it in a wrong form. Ask the learning platform’s operator.", name=name)
    return SettingError(why)


def _enrolment(platform: Platform, deployment: str, claims: Mapping[str, Any], learns: bool, key: bytes) -> Enrolment:
    subject, link = str(claims["sub"]), _text(_part(claims, f"{CLAIM}resource_link"), "id")
    if not link or len(subject) > MOST_TEXT:
        raise SettingError(_("The learning platform’s message is incomplete. Open the activity again."))
    custom = _part(claims, f"{CLAIM}custom")
    lessons = course(next(filter(None, (_text(custom, name) for name in PARAMETERS)), ""))
    name = hashlib.sha256(json.dumps([platform.key, deployment, link]).encode()).hexdigest()
    score_url = _score_url(platform, _part(claims, GRADES)) if learns else ""
    return Enrolment(owner_of(secret_of(platform, subject, key)), name, platform.key, subject, score_url, lessons)


def _score_url(platform: Platform, service: Mapping[str, Any]) -> str:
    """Return where scores of a line item go; empty if the platform takes none."""
    item, scopes = _text(service, "lineitem"), service.get("scope")
    if not platform.may_be_asked(item) or not isinstance(scopes, list) or SCORE not in scopes:
        return ""
    parts = urlsplit(item)
    return parts._replace(path=f"{parts.path.rstrip('/')}/scores", fragment="").geturl()


def _choosing(platform: Platform, deployment: str, claims: Mapping[str, Any], owner: str) -> Choosing:
    settings = _part(claims, f"{DEEP}deep_linking_settings")
    answer_url, types = _text(settings, "deep_link_return_url"), settings.get("accept_types")
    if not origin(answer_url) or not isinstance(types, list) or "ltiResourceLink" not in types:
        raise SettingError(_("The learning platform takes no links to lessons here."))
    return Choosing(platform, deployment, answer_url, _text(settings, "data"), owner)


def _part(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = values.get(name)
    return part if isinstance(part, dict) else {}


def _text(values: Mapping[str, Any], name: str) -> str:
    text = values.get(name)
    return text if isinstance(text, str) else ""
