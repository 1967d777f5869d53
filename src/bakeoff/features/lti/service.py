"""Learners of platforms: reached goals become scores, which are sent in the background until they arrive."""

import functools
import json
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from bakeoff.errors import BakeoffError, HistoryError
from bakeoff.features.lti.content import by_identity, lesson_named
from bakeoff.features.lti.launch import SCORE
from bakeoff.features.lti.platforms import Platform, platforms
from bakeoff.features.lti.settings import LtiSettings
from bakeoff.features.lti.stored import Enrolment, StoredLaunches, StoredLearners
from bakeoff.lesson.book import KeptLessons
from bakeoff.lesson.code import is_short
from bakeoff.records.goals import ReachedGoals
from bakeoff.service.events import CHAPTER, GoalReached
from bakeoff.service.kernel import database
from bakeoff.service.now_and_then import now_and_then
from bakeoff.service.once import once
from bakeoff.text import _

_log = logging.getLogger(__name__)

KEPT = timedelta(days=400)
"""Time after the latest launch from a link after which its learner is deleted."""
LOOK_SECONDS = 20.0
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=20), timedelta(hours=6)
MOST_TRIES = 16
"""Failed attempts, over about two days, after which a score is given up."""
SENDERS = 4
FULL = 100
_FINAL = {400, 403, 404, 410, 422}
"""Statuses after which the same request will fail again."""


def learners() -> StoredLearners:
    """Return the learners of this server's platforms."""
    return StoredLearners(database())


def enrol(learner: Enrolment) -> None:
    """Write down a launch, and send the score of what was reached before it."""
    learners().enrol(learner, datetime.now(UTC))
    goals = ReachedGoals(database()).reached(learner.owner)
    attempts = KeptLessons(database())
    reached = {
        name
        for name in learner.lessons
        if name.removeprefix(CHAPTER) in goals or attempts.attempted(learner.owner, lesson_named(name)).first
    }
    _reach(learner.owner, reached)


def course_of(owner: str, identity: str) -> str:
    """Return the link of the learner's latest course with a lesson; empty if there is none."""
    names = _names(owner, identity)
    return learners().course(owner, names) if names else ""


def report_goal(event: GoalReached) -> None:
    """Note that a visitor has reached a goal, and send the scores of who comes from a platform."""
    _reach(event.owner, _names(event.owner, event.goal))


def _names(owner: str, identity: str) -> set[str]:
    """Return the names by which links of a learner may have a lesson: the ready one's, and those of teachers' own."""
    if not LtiSettings.read().lti:
        return set()
    names = {name for name in learners().lessons(owner) if is_short(name) and _identity(name) == identity}
    return names | ({by_identity()[identity]} if identity in by_identity() else set())


def _identity(name: str) -> str:
    try:
        return lesson_named(name).identity
    except BakeoffError:  # its teacher has deleted it
        return ""


def _reach(owner: str, names: set[str]) -> None:
    if names and learners().reach(owner, names, datetime.now(UTC)):
        _senders().submit(send_due)


@once
def _senders() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(SENDERS, "bakeoff scores")


def send_due() -> None:
    """Send every score that is due."""
    try:
        platforms()  # another server may have registered one, whose site shows pages from now on
        while (learner := learners().claim(datetime.now(UTC))) is not None:
            _send(learner)
    except HistoryError as error:  # the next time may go well
        _log.warning("scores could not be sent: %s", error)
    except Exception:
        _log.exception("scores could not be sent")


sending = functools.partial(now_and_then, send_due, LOOK_SECONDS, "scores could not be sent")
"""Sends what is due for as long as this goes on."""


def _send(learner: Enrolment) -> None:
    """Send a score, or note why not and when to try again."""
    now = datetime.now(UTC)
    try:
        why, is_final = _post(learner)
    except BakeoffError as error:
        why, is_final = str(error), False
    if not why:
        learners().note_sent(learner, datetime.now(UTC))
        return
    is_final = is_final or learner.tries + 1 >= MOST_TRIES
    due = None if is_final else now + min(LONGEST_WAIT, FIRST_WAIT * 2**learner.tries)
    learners().note_failed(learner, why, due)


def _post(learner: Enrolment) -> tuple[str, bool]:
    """Send a score; return why it failed, empty if not, and if it is of no use to try again."""
    import httpx

    from bakeoff.features.lti.tokens import ask

    platform = platforms().get(learner.platform)
    if platform is None:
        return _("The platform is no longer registered."), True
    score = {
        "userId": learner.subject,
        "scoreGiven": round(FULL * learner.share, 2),
        "scoreMaximum": FULL,
        "activityProgress": "Completed" if learner.share == 1 else "InProgress",
        "gradingProgress": "FullyGraded",
        "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds"),
    }
    try:
        token = tokens().get(platform)
        if not token:
            return _("The platform gives no token; check client_id, token_url and the key set there."), False
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/vnd.ims.lis.v1.score+json"}
        status, _content = ask("POST", learner.score_url, content=json.dumps(score), headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL):
        return _("The platform does not answer."), False
    if 200 <= status < 300:
        return "", True
    tokens().forget(platform)
    return _("The platform refused a score with status {status}.", status=status), status in _FINAL


class AccessTokens:
    """Tokens of platforms by which scores are sent, each used until it is about to expire.

    Safe to call from any thread.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[float, str]] = {}

    def get(self, platform: Platform) -> str:
        """Return a token; empty if the platform gives none. Raises HTTPError if it does not answer."""
        from bakeoff.features.lti.tokens import ask, signed

        with self._lock:
            until, token = self._kept.get(platform.key, (0.0, ""))
            if token and self._clock() < until:
                return token
            claims = {"iss": platform.client_id, "sub": platform.client_id, "jti": str(uuid4())}
            asked = {
                "grant_type": "client_credentials",
                "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion": signed({**claims, "aud": platform.audience or platform.token_url}),
                "scope": SCORE,
            }
            _status, content = ask("POST", platform.token_url, data=asked)
            token, seconds = _token(content)
            self._kept[platform.key] = self._clock() + seconds - 60, token
            return token

    def forget(self, platform: Platform) -> None:
        """Ask for another token the next time."""
        with self._lock:
            self._kept.pop(platform.key, None)


def _token(content: bytes) -> tuple[str, float]:
    try:
        answer: Any = json.loads(content)
        return str(answer["access_token"]), float(answer.get("expires_in") or 0)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "", 0.0


@once
def tokens() -> AccessTokens:
    """Return the tokens that this server has."""
    return AccessTokens()


def tidy() -> None:
    """Delete expired launches, and who has not come for long."""
    now = datetime.now(UTC)
    StoredLaunches(database()).forget(now)
    learners().forget(now - KEPT)
