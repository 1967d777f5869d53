"""Launches, learners and scores in the database."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from bakeoff.errors import SettingError
from bakeoff.features.lti.tables import LtiKeyRow, LtiLaunchRow, LtiLearnerRow
from bakeoff.storage.database import Database
from bakeoff.text import _, read, written

SENDING = timedelta(minutes=2)
"""Time after which a score is sent again whose sender has said nothing, such as a server that ended."""
_KEY = "tool"


@dataclass(frozen=True)
class Enrolment:
    """A learner at a link of a platform; `link` is a hash of it, and `platform` a `Platform.key`.

    `subject` is the platform's id of the learner. `score_url` is empty if the platform takes no score of this learner.
    `tries` is the number of failed attempts to send the score.
    """

    owner: str
    link: str
    platform: str
    subject: str
    score_url: str
    lessons: tuple[str, ...]
    reached: tuple[str, ...] = ()
    tries: int = 0

    @property
    def share(self) -> float:
        """Share of the lessons that is reached."""
        return len(self.reached) / len(self.lessons)


@dataclass
class Tally:
    """Numbers of one platform: launches, learners, and scores by their state, with the latest error."""

    launches: int = 0
    learners: int = 0
    sent: int = 0
    waiting: int = 0
    failed: int = 0
    error: str = ""


class StoredLaunches:
    """Launches of the last minutes, the server's key, and the platforms that registered themselves.

    Every method raises HistoryError, one sentence, if the database can not do it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def spend(self, nonce: str, expires: datetime, opens: Mapping[str, str]) -> None:
        """Use up a nonce, which opens something once; raises SettingError if it was used before."""
        with self._database.writing() as session:
            if session.get(LtiLaunchRow, nonce) is not None:
                raise SettingError(_("This launch was used before. Open the activity again in your course."))
            session.add(LtiLaunchRow(nonce=nonce, expires=expires, opens=json.dumps(dict(opens))))

    def redeem(self, nonce: str, now: datetime) -> Mapping[str, str]:
        """Return what a launch opens, the first time that it is asked for in time; later raise SettingError."""
        with self._database.writing() as session:
            row = session.scalar(select(LtiLaunchRow).where(LtiLaunchRow.nonce == nonce).with_for_update())
            if row is None or row.opens is None or row.expires < now:
                raise SettingError(_("This launch was used before. Open the activity again in your course."))
            opens: Mapping[str, str] = json.loads(row.opens)
            row.opens = None
            return opens

    def forget(self, now: datetime) -> None:
        """Delete expired launches."""
        with self._database.writing() as session:
            session.execute(delete(LtiLaunchRow).where(LtiLaunchRow.expires < now))

    def key(self) -> str:
        """Return the server's key, encrypted; empty if there is none."""
        with self._database.reading() as session:
            return session.scalar(select(LtiKeyRow.text).where(LtiKeyRow.name == _KEY)) or ""

    def platforms(self) -> Sequence[str]:
        """Return every platform that registered itself, as JSON."""
        with self._database.reading() as session:
            return session.scalars(select(LtiKeyRow.text).where(LtiKeyRow.name != _KEY)).all()

    def add_platform(self, key: str, platform: str) -> None:
        """Store a platform as JSON, in place of the one with the same key."""
        with self._database.writing() as session:
            session.merge(LtiKeyRow(name=key, text=platform))

    def remove_platform(self, key: str) -> None:
        """Delete a platform, whose launches are refused from then on."""
        with self._database.writing() as session:
            session.execute(delete(LtiKeyRow).where(LtiKeyRow.name == key))

    def replace_key(self, former: str, key: str) -> None:
        """Store a key in place of the former one, unless another server was quicker."""
        with self._database.writing() as session:
            row = session.get(LtiKeyRow, _KEY, with_for_update=True)
            if row is None:
                session.add(LtiKeyRow(name=_KEY, text=key))
            elif row.text == former:
                row.text = key


class StoredLearners:
    """Learners at links of platforms, and their scores.

    Every method raises HistoryError, one sentence, if the database can not do it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def enrol(self, learner: Enrolment, now: datetime) -> None:
        """Write down a launch; what was reached before at this link counts."""
        with self._database.writing() as session:
            row = session.get(LtiLearnerRow, (learner.owner, learner.link), with_for_update=True)
            if row is None:
                row = LtiLearnerRow(owner=learner.owner, link=learner.link, launches=0, reached="", tries=0, error="")
                session.add(row)
            row.platform, row.subject, row.score_url = learner.platform, learner.subject, learner.score_url
            row.lessons, row.launches, row.launched = " ".join(learner.lessons), row.launches + 1, now
            row.reached = " ".join(name for name in row.reached.split() if name in learner.lessons)

    def get(self, owner: str, link: str) -> Enrolment | None:
        """Return a learner at a link."""
        with self._database.reading() as session:
            row = session.get(LtiLearnerRow, (owner, link))
            return None if row is None else _enrolment(row)

    def lessons(self, owner: str) -> set[str]:
        """Return the names of all lessons at a learner's links."""
        with self._database.reading() as session:
            rows = session.scalars(select(LtiLearnerRow.lessons).where(LtiLearnerRow.owner == owner))
            return {name for lessons in rows for name in lessons.split()}

    def course(self, owner: str, names: Collection[str]) -> str:
        """Return the latest link by which a learner opened a course that has one of the lessons; empty if none."""
        opened = select(LtiLearnerRow).where(LtiLearnerRow.owner == owner).order_by(LtiLearnerRow.launched.desc())
        with self._database.reading() as session:
            courses = (row for row in session.scalars(opened) if len(row.lessons.split()) > 1)
            return next((row.link for row in courses if not set(row.lessons.split()).isdisjoint(names)), "")

    def reach(self, owner: str, names: Collection[str], now: datetime) -> bool:
        """Write down reached lessons at each link of a learner that has them; tell if a score is to be sent."""
        wanted = select(LtiLearnerRow).where(LtiLearnerRow.owner == owner)
        with self._database.reading() as session:
            if not any(_missing(row, names) for row in session.scalars(wanted)):
                return False
        with self._database.writing() as session:
            new = [row for row in session.scalars(wanted.with_for_update()) if _missing(row, names)]
            for row in new:
                row.reached = " ".join([*row.reached.split(), *_missing(row, names)])
                row.due, row.tries, row.error = now if row.score_url else None, 0, ""
            return any(row.due for row in new)

    def claim(self, now: datetime) -> Enrolment | None:
        """Return a learner whose score is due, who is nobody else's for a while; None if there is none."""
        due = select(LtiLearnerRow).where(LtiLearnerRow.due <= now).order_by(LtiLearnerRow.due).limit(1)
        with self._database.reading() as session:
            if session.scalar(due) is None:
                return None
        with self._database.writing() as session:
            row = session.scalar(due.with_for_update(skip_locked=True))
            if row is None:
                return None
            row.due = now + SENDING
            return _enrolment(row)

    def note_sent(self, learner: Enrolment, now: datetime) -> None:
        """Write down that a score was sent; one that has changed meanwhile is due again."""
        with self._database.writing() as session:
            row = session.get(LtiLearnerRow, (learner.owner, learner.link), with_for_update=True)
            if row is not None:
                row.sent, row.tries, row.error = learner.share, 0, ""
                row.due = None if _enrolment(row).share == learner.share else now

    def note_failed(self, learner: Enrolment, why: str, due: datetime | None) -> None:
        """Write down why a score was not sent, and when to try again; never if that is None."""
        with self._database.writing() as session:
            row = session.get(LtiLearnerRow, (learner.owner, learner.link), with_for_update=True)
            if row is not None:
                row.error, row.due, row.tries = json.dumps(written(why)), due, row.tries + 1

    def forget(self, before: datetime) -> None:
        """Delete who has not come since."""
        with self._database.writing() as session:
            session.execute(delete(LtiLearnerRow).where(LtiLearnerRow.launched < before))

    def tallies(self) -> Mapping[str, Tally]:
        """Return the numbers of each platform by its key."""
        columns = (LtiLearnerRow.platform, LtiLearnerRow.owner, LtiLearnerRow.launches, LtiLearnerRow.sent)
        wanted = select(*columns, LtiLearnerRow.due, LtiLearnerRow.error).order_by(LtiLearnerRow.launched)
        tallies: dict[str, Tally] = {}
        owners: dict[str, set[str]] = {}
        with self._database.reading() as session:
            for platform, owner, launches, sent, due, error in session.execute(wanted):
                tally = tallies.setdefault(platform, Tally())
                owners.setdefault(platform, set()).add(owner)
                tally.launches += launches
                tally.sent += due is None and sent is not None and not error
                tally.waiting += due is not None
                tally.failed += due is None and bool(error)
                tally.error = read(json.loads(error)) if error else tally.error
        for platform, tally in tallies.items():
            tally.learners = len(owners[platform])
        return tallies

    def retry(self, now: datetime) -> None:
        """Send the scores again that were given up."""
        given_up = update(LtiLearnerRow).where(LtiLearnerRow.due.is_(None), LtiLearnerRow.error != "")
        with self._database.writing() as session:
            session.execute(given_up.values(due=now, tries=0))


def _enrolment(row: LtiLearnerRow) -> Enrolment:
    lessons, reached = tuple(row.lessons.split()), tuple(row.reached.split())
    return Enrolment(row.owner, row.link, row.platform, row.subject, row.score_url, lessons, reached, row.tries)


def _missing(row: LtiLearnerRow, names: Collection[str]) -> list[str]:
    """Return those of the names that are a learner's to do and not reached yet."""
    return [name for name in row.lessons.split() if name in names and name not in row.reached.split()]
