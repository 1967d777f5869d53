"""HTTP routes for platforms: login, launch, choice of lessons, and the server's public keys."""

import asyncio
import hashlib
import hmac
import logging
import secrets
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from bakeoff.errors import BakeoffError, SettingError
from bakeoff.features.lti import pages
from bakeoff.features.lti.content import PARAMETERS, course, keep, lesson_named, offers
from bakeoff.features.lti.launch import CLAIM, DEEP, VERSION, Choosing, read_launch, secret_of
from bakeoff.features.lti.platforms import Platform, frame_sites, origin, platform_of, platforms
from bakeoff.features.lti.registration import register
from bakeoff.features.lti.service import FULL, enrol, learners
from bakeoff.features.lti.stored import StoredLaunches
from bakeoff.features.lti.tokens import sealed, signed, tool_key, unsealed, verified
from bakeoff.lesson.book import KeptLessons
from bakeoff.lesson.code import is_short, pack
from bakeoff.lesson.lesson import MOST_LESSONS, MOST_TITLE
from bakeoff.lesson.opened import PARAMETER as LESSON
from bakeoff.service.kernel import database
from bakeoff.service.secret import server_key
from bakeoff.service.visitor import owner_of
from bakeoff.text import _, languages, speaking
from bakeoff.web.components.served import own_address
from bakeoff.web.language import COOKIE as LANGUAGE
from bakeoff.web.language import best_of
from bakeoff.web.visitor import LEARNER, cookie_of, is_https

_log = logging.getLogger(__name__)

MOST_BODY = 2**18
BODY_SECONDS = 20
AT_ONCE = 8
"""Requests worked on at once, each in a thread: a platform that is slow must not take all threads of the server."""
STATE_SECONDS, CHOICE_SECONDS = 600, 3600
_FRAME = {"width": 1000, "height": 800}
_FRAMED = ("iframe", "frame", "embed", "object")
_BROWSER = "bakeoff_lti_"
"""Name of the cookie that a launch must bring back; its state follows."""
_PROBE = "bakeoff_lti_frame"
"""Name of the cookie that tells that a frame keeps cookies."""
_REGISTERING = "openid_configuration"
_NOTHING: Mapping[str, str] = {}
_LOGIN = ("iss", "client_id", "login_hint", "lti_message_hint", "target_link_uri", "lti_storage_target")


@dataclass(frozen=True)
class LtiRequest:
    """A request, with the values of its query or form."""

    request: Request
    values: Mapping[str, str]

    def url(self, name: str) -> str:
        """Return the address of one of the routes here."""
        scheme = "https" if is_https(self.request.scope, self.request.headers) else "http"
        return f"{scheme}://{self.request.headers.get('host', '')}{_path(name)}"

    @property
    def is_framed(self) -> bool:
        """Whether the answer is for a frame."""
        return self.request.headers.get("sec-fetch-dest") in _FRAMED

    def cookie(self, name: str, secret: str, seconds: int | None = None) -> str:
        """Return a cookie, which in a frame is for frames of that site alone."""
        secure = is_https(self.request.scope, self.request.headers)
        return cookie_of(name, secret, secure, seconds, framed=self.is_framed)


def _path(route: str, **query: str) -> str:
    return own_address(f"lti/{route}", **query)


def routes() -> list[Route]:
    """Return the routes."""
    works: dict[str, tuple[Callable[[LtiRequest], Response], list[str]]] = {
        "login": (_login, ["GET", "POST"]),
        "launch": (_launch, ["POST"]),
        "open": (_open, ["GET", "POST"]),
        "course": (_course, ["GET"]),
        "choose": (_choose, ["POST"]),
        "keys": (_keys, ["GET"]),
        "register": (_register, ["GET"]),
    }
    turn = asyncio.Semaphore(AT_ONCE)
    return [Route(_path(name), _endpoint(work, turn), methods=how) for name, (work, how) in works.items()]


def _endpoint(
    work: Callable[[LtiRequest], Response], turn: asyncio.Semaphore
) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    """Return what answers in the browser's language, in a thread, and says in one sentence why it refuses."""

    async def answer(request: Request) -> Response:
        kept, values = request.cookies.get(LANGUAGE, ""), _NOTHING
        with speaking(kept if kept in languages() else best_of(request.headers.get("accept-language", ""))):
            try:
                values = await _values(request)
                async with turn:
                    response = await run_in_threadpool(work, LtiRequest(request, values))
            except BakeoffError as error:
                _log.info("%s refused: %s", request.url.path, error)
                response = _page(pages.refusal(str(error)), status=400, frames=origin(values.get(_REGISTERING, "")))
            except (TimeoutError, ClientDisconnect):
                response = Response(status_code=408)
        response.headers["cache-control"] = "no-store"
        return response

    return answer


async def _values(request: Request) -> Mapping[str, str]:
    """Return the values of a query, or of a form that is not too large."""
    if request.method != "POST":
        return dict(request.query_params)
    content = b""
    async with asyncio.timeout(BODY_SECONDS):
        async for part in request.stream():
            content += part
            if len(content) > MOST_BODY:
                raise SettingError(_("The learning platform’s message is too long."))
    try:
        return dict(parse_qsl(content.decode(), keep_blank_values=True, max_num_fields=100))
    except ValueError:
        raise SettingError(_("The learning platform’s message cannot be read.")) from None


def _page(html: str, *, status: int = 200, forms: str = "", frames: str = "") -> Response:
    """Return a page that the platforms can frame, or one other site; its forms go here, or to one other site."""
    policy = (
        f"default-src 'self'; style-src 'self' 'unsafe-inline'; script-src {pages.HASHES}; object-src 'none'; "
        f"base-uri 'none'; form-action 'self' {forms}; frame-ancestors {frames or frame_sites()} 'self'"
    )
    return HTMLResponse(html, status, {"content-security-policy": policy})


def _login(asked: LtiRequest) -> Response:
    """Send the browser to the platform, with a state.

    A state holds in that browser alone, by a secret in a cookie. In a frame the cookie is the frame's alone, or the
    platform's page keeps the secret. Where the browser keeps no such cookies, a link opens a window. A choice of
    lessons needs no secret, for it gives nobody a session.
    """
    given = {name: asked.values[name] for name in _LOGIN if asked.values.get(name)}
    platform = platform_of(given.get("iss", ""), given.get("client_id", ""))
    if "login_hint" not in given:
        raise SettingError(_("The learning platform’s message is incomplete. Open the activity again."))
    again = f"{asked.url('login')}?{urlencode(given)}"
    framed, target = asked.is_framed, given.get("lti_storage_target", "")
    chooses = urlsplit(given.get("target_link_uri", "")).path == _path("choose")
    if framed and not chooses and _PROBE not in asked.request.cookies:
        if "probed" in asked.values:
            return _page(pages.framed(again))
        response: Response = RedirectResponse(f"{again}&probed=1", 303)
        response.headers.append("set-cookie", asked.cookie(_PROBE, "1", STATE_SECONDS))
        return response
    nonce, browser = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    bound = "" if framed and chooses else _digest(browser)
    target = target if framed and bound else ""
    opened = {"nonce": nonce, "platform": platform.key, "browser": bound, "target": target}
    state = sealed("state", opened, STATE_SECONDS)
    wanted = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": platform.client_id,
        "redirect_uri": asked.url("launch"),
        "login_hint": given["login_hint"],
        "state": state,
        "nonce": nonce,
    }
    if "lti_message_hint" in given:
        wanted["lti_message_hint"] = given["lti_message_hint"]
    joint = "&" if urlsplit(platform.auth_url).query else "?"
    there = f"{platform.auth_url}{joint}{urlencode(wanted)}"
    if target:
        return _page(pages.framed(again, _storage(platform, target, nonce) | {"value": browser, "next": there}))
    response = RedirectResponse(there, 302)
    if bound:
        response.headers.append("set-cookie", asked.cookie(_browser(nonce), browser, STATE_SECONDS))
    return response


def _storage(platform: Platform, target: str, nonce: str) -> dict[str, str]:
    """Return where the platform's page keeps the secret of a launch, and under which name."""
    return {"origin": origin(platform.auth_url), "target": target, "key": _browser(nonce)}


def _launch(asked: LtiRequest) -> Response:
    """Take a platform's message, once: open its lesson, or let a teacher choose one.

    The platform's own site sends it, with no cookie of this one; so the secret is checked at the next address.
    """
    state = unsealed("state", asked.values.get("state", ""))
    if "error" in asked.values:
        raise SettingError(_("The learning platform has not signed you in. Sign in there and try again."))
    platform = _known(state["platform"])
    claims = verified(platform, asked.values.get("id_token", ""), state["nonce"])
    wanted, now = read_launch(platform, claims, server_key()), datetime.now(UTC)
    launches = StoredLaunches(database())
    if isinstance(wanted, Choosing):
        launches.spend(state["nonce"], now + timedelta(seconds=CHOICE_SECONDS), wanted.as_kept)
        choice = sealed("choice", {"nonce": state["nonce"], "owner": wanted.owner}, CHOICE_SECONDS)
        return _choice(asked, choice, wanted.owner)
    if not state["browser"]:
        raise SettingError(_("The learning platform’s message is incomplete. Open the activity again."))
    launches.spend(state["nonce"], now + timedelta(seconds=STATE_SECONDS), {"owner": wanted.owner, "link": wanted.link})
    enrol(wanted)
    if target := state.get("target"):
        stored = _storage(platform, target, state["nonce"])
        return _page(pages.returned(_path("open"), asked.values["state"], stored))
    return RedirectResponse(_path("open", state=asked.values["state"]), 303)


def _open(asked: LtiRequest) -> Response:
    """Give the browser that began a launch the learner's session, once, and open the lesson or course."""
    state = unsealed("state", asked.values.get("state", ""))
    browser = asked.values.get("browser") or asked.request.cookies.get(_browser(state["nonce"]), "")
    if not hmac.compare_digest(_digest(browser), state["browser"]):
        raise SettingError(
            _("This launch began in another browser, or yours keeps no cookies. Allow cookies, and open it again.")
        )
    opens = StoredLaunches(database()).redeem(state["nonce"], datetime.now(UTC))
    learner = learners().get(opens.get("owner", ""), opens.get("link", ""))
    if learner is None:
        raise _forgotten()
    there = _path("course", link=learner.link)
    response = RedirectResponse(there if len(learner.lessons) > 1 else _lesson_url(learner.lessons[0]), 303)
    secret = secret_of(_known(learner.platform), learner.subject, server_key())
    response.headers.append("set-cookie", asked.cookie(LEARNER, secret))
    response.headers.append("set-cookie", asked.cookie(_browser(state["nonce"]), "", 0))
    return response


def _course(asked: LtiRequest) -> Response:
    """Show a learner the lessons of a course, in order."""
    owner = owner_of(asked.request.cookies.get(LEARNER, ""))
    learner = learners().get(owner, asked.values.get("link", ""))
    if learner is None:
        raise _forgotten()
    listed = [(lesson_named(name).title, _lesson_url(name), name in learner.reached) for name in learner.lessons]
    return _page(pages.course(listed))


def _choose(asked: LtiRequest) -> Response:
    """Answer the platform with the lessons that a teacher has chosen."""
    token = asked.values.get("choice", "")
    choice = unsealed("choice", token)
    owner = choice.get("owner", "")
    order = asked.values.get("order", "").split()
    names = [value for name, value in asked.values.items() if name.startswith("lesson-")]
    names.sort(key=lambda name: order.index(name) if name in order else len(order))  # without a script as they stand
    try:
        if "show" in asked.values:
            names.append(keep(asked.values.get("link", ""), owner))
            return _choice(asked, token, owner, names)
        if not 1 <= len(names) <= MOST_LESSONS:
            raise SettingError(_("Choose 1 to {n} lessons.", n=MOST_LESSONS))
        course(" ".join(names))
    except BakeoffError as error:
        return _choice(asked, token, owner, names, str(error))
    opens = StoredLaunches(database()).redeem(choice["nonce"], datetime.now(UTC))
    platform = _known(opens.get("platform", ""))
    title = " ".join(asked.values.get("title", "").split())[:MOST_TITLE] or lesson_named(names[0]).title
    item = {
        "type": "ltiResourceLink",
        "title": title,
        "url": asked.url("launch"),
        "custom": {PARAMETERS[0]: " ".join(names)},
        "lineItem": {"scoreMaximum": FULL, "label": title},
    } | ({"window": {"targetName": "_blank"}} if "window" in asked.values else {"iframe": _FRAME})
    answer = {
        "iss": platform.client_id,
        "aud": platform.issuer,
        "nonce": secrets.token_urlsafe(32),
        f"{CLAIM}deployment_id": opens["deployment"],
        f"{CLAIM}message_type": "LtiDeepLinkingResponse",
        f"{CLAIM}version": VERSION,
        f"{DEEP}content_items": [item],
    } | ({f"{DEEP}data": opens["data"]} if opens["data"] else {})
    html = pages.answer(opens["answer_url"], signed(answer))
    return _page(html, forms=origin(opens["answer_url"]))


def _choice(asked: LtiRequest, token: str, owner: str, names: Sequence[str] = (), trouble: str = "") -> Response:
    """Show a teacher the lessons that there are: those that come with Bakeoff, and the teacher's own."""
    own = {**KeptLessons(database()).of(owner), **{name: lesson_named(name) for name in names if is_short(name)}}
    form = {"action": _path("choose"), "token": token, "asked": asked.values, "chosen": names, "trouble": trouble}
    return _page(pages.choice(**form, offers=offers(own), lesson_url=_lesson_url))


def _register(asked: LtiRequest) -> Response:
    """Register the platform that sends its administrator here, and have it close its frame."""
    return _page(pages.registered(register(asked.values, asked.url).name), frames=origin(asked.values[_REGISTERING]))


def _keys(_asked: LtiRequest) -> Response:
    key = tool_key()
    return JSONResponse({"keys": [{**key.as_dict(private=False), "alg": "RS256", "use": "sig"}]})


def _known(key: str) -> Platform:
    platform = platforms().get(key)
    if platform is None:
        raise SettingError(_("This learning platform is not registered here. Ask the operator of this server."))
    return platform


def _forgotten() -> SettingError:
    return SettingError(_("This activity is not known in this browser. Open it again in your course."))


def _lesson_url(name: str) -> str:
    lesson = lesson_named(name)
    return own_address(lesson.place, **{LESSON: name if is_short(name) else pack(lesson)})


def _digest(browser: str) -> str:
    return hashlib.sha256(browser.encode()).hexdigest()


def _browser(nonce: str) -> str:
    return f"{_BROWSER}{_digest(nonce)[:12]}"
