"""The history: races and studies written down, found again, noted on, tagged and deleted."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, delete, func, or_, select, update
from sqlalchemy.orm import Session, selectinload, undefer

from bakeoff.contenders import contenders
from bakeoff.datasets import brought, datasets
from bakeoff.errors import HistoryError, SettingError
from bakeoff.evaluation.metrics import METRICS, cost_metric
from bakeoff.race.report import Report
from bakeoff.records.drafts import Kept, RaceStatus, drafted, told_verdict
from bakeoff.records.entries import Entry, Found, Headline, StoredRace
from bakeoff.records.tables import TAG_LENGTH, RaceRow, ResultRow, RunningRow, StudyRow, TagRow, TitleRow
from bakeoff.spec import BakeoffSpec
from bakeoff.storage.database import Database
from bakeoff.storage.servers import Servers
from bakeoff.storage.tables import NAME_LENGTH, NOTE_LENGTH
from bakeoff.text import SOURCE, _, language, speaking, told

KEPT_AFTER_DELETION = timedelta(days=1)
MOST_TAGS = 20

MOST_LOOKED_BACK_AT = 200

Order = Literal["newest", "oldest", "dataset", "score", "cpu"]
Kind = Literal["all", "race", "study"]


class History:
    """The stored races and studies of all visitors; what is said of a race here goes for a study too.

    Every method raises HistoryError, one sentence, if the database can not do it; nothing is changed then.

    Parameters
    ----------
    database : Database
        It is closed with the history.

    Attributes
    ----------
    servers : Servers
        Those that share the database.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.servers = Servers(database)
        self._running: set[str] = set()

    def close(self) -> None:
        """Close the connections to the database."""
        self.database.close()

    def save(self, kept: Kept, owner: str, started: datetime, ended: datetime | None = None) -> None:
        """Store a race as far as it has got; once it has ended, it is written again by `explain` alone.

        Parameters
        ----------
        owner : str
            Hash of the visitor's secret.
        started, ended : datetime
            With a time zone; `ended` counts if nothing of the race runs any more.
        """
        draft = drafted(kept)
        with self.database.writing() as session:
            row = session.get(RaceRow, kept.id)
            if row is None and kept.id in self._running:
                return  # its visitor has had it deleted meanwhile
            if row is None:
                row = RaceRow(id=kept.id, owner=owner, started=started, dataset=kept.spec.dataset.name)
                row.spec = kept.spec.to_json()
                row.study = StudyRow(question=draft.question) if draft.question else None
                row.title = _own_title(kept.spec)
                session.add(row)
            elif row.ended is not None:
                return
            row.ended = None if kept.active else ended or datetime.now(UTC)
            row.running = (row.running or RunningRow(server=self.database.here)) if kept.active else None
            row.status, row.verdict, row.report = draft.status, draft.verdict, draft.report
            session.execute(delete(ResultRow).where(ResultRow.race_id == kept.id))
            session.flush()
            session.add_all(draft.results)
            _purge(session)
        (self._running.add if kept.active else self._running.discard)(kept.id)

    def explain(self, id: str, owner: str, report: Report) -> None:
        """Store the report of a visitor's ended race again, with what experiments say of why one won."""
        owned = update(RaceRow).where(RaceRow.id == id, RaceRow.owner == owner, RaceRow.ended.is_not(None))
        with self.database.writing() as session:
            session.execute(owned.values(report=report.to_json(indent=None)))

    def find(
        self,
        owner: str,
        *,
        search: str = "",
        tag: str = "",
        kind: Kind = "all",
        order: Order = "newest",
        limit: int = 20,
        offset: int = 0,
    ) -> Found:
        """Return a visitor's races.

        Parameters
        ----------
        search : str
            Words that must all be found in a race's data set, contenders, verdict, note or tags.
        tag : str
            Only races with this tag.
        kind : {"all", "race", "study"}
        order : {"newest", "oldest", "dataset", "score", "cpu"}
            Best score first, or least CPU seconds in all first.
        limit, offset : int
            Which part of the list.
        """
        owned = (RaceRow.owner == owner, RaceRow.deleted.is_(None))
        words = _plain(search).split()
        wanted: list[ColumnElement[bool]] = [*owned]
        if tag:
            wanted.append(RaceRow.tags.any(TagRow.tag == tag))
        if kind != "all":
            wanted.append(RaceRow.study.has() if kind == "study" else ~RaceRow.study.has())
        counted = select(func.count(), func.count(StudyRow.race_id)).select_from(RaceRow).outerjoin(RaceRow.study)
        with self.database.reading() as session:
            if words:
                verdicts = _verdicts(session, owned)
                wanted += [_says(word, verdicts) for word in words]
            total, studies = session.execute(counted.where(*wanted)).one()
            part = select(RaceRow).where(*wanted).order_by(*_ORDERS[order]).limit(limit).offset(offset)
            loaded = (selectinload(RaceRow.results), selectinload(RaceRow.tags), undefer(RaceRow.spec))
            rows = session.scalars(part.options(*loaded))
            return Found(tuple(map(self._entry, rows)), total, studies)

    def tags(self, owner: str) -> tuple[str, ...]:
        """Return the tags of a visitor's races, in alphabetical order."""
        owned = and_(RaceRow.id == TagRow.race_id, RaceRow.owner == owner, RaceRow.deleted.is_(None))
        with self.database.reading() as session:
            return tuple(session.scalars(select(TagRow.tag).distinct().join(RaceRow, owned).order_by(TagRow.tag)))

    def get(self, id: str, owner: str = "") -> StoredRace | None:
        """Return the race with this id, whosever it is; None if there is none."""
        if not re.fullmatch(r"[\w-]{1,64}", id, re.ASCII):
            return None
        with self.database.reading() as session:
            row = session.get(RaceRow, id, options=[undefer(RaceRow.report), undefer(RaceRow.spec)])
            if row is None or row.deleted is not None:
                return None
            return StoredRace(self._entry(row), row.report, row.owner == owner)

    def raced(self, owner: str, dataset: str) -> tuple[BakeoffSpec, ...]:
        """Return the set-ups of a visitor's latest finished races on a data set, those that this Bakeoff still knows.

        A study is none of them: what it tests on it has not trained on.
        """
        owned = (RaceRow.owner == owner, RaceRow.deleted.is_(None), RaceRow.dataset == dataset)
        ended = (RaceRow.status == "finished", ~RaceRow.study.has())
        latest = select(RaceRow.spec).where(*owned, *ended).order_by(*_NEWEST).limit(MOST_LOOKED_BACK_AT)
        with self.database.reading() as session:
            return tuple(spec for text in session.scalars(latest) if (spec := _known_spec(text)) is not None)

    def annotate(self, id: str, owner: str, note: str, tags: Collection[str]) -> None:
        """Replace note and tags of a visitor's own race."""
        tags = {_plain(tag).strip() for tag in tags} - {""}
        if len(note) > NOTE_LENGTH:
            raise HistoryError(_("A note has at most {limit} characters; shorten it.", limit=NOTE_LENGTH))
        if len(tags) > MOST_TAGS or any(len(tag) > TAG_LENGTH for tag in tags):
            raise HistoryError(
                _("A race has at most {most} tags of {limit} characters each.", most=MOST_TAGS, limit=TAG_LENGTH)
            )
        with self.database.writing() as session:
            row = session.scalar(select(RaceRow).where(RaceRow.id == id, RaceRow.owner == owner))
            if row is None:
                raise HistoryError(_("This race is not kept for you, so you cannot change it."))
            row.note = _plain(note)
            session.execute(delete(TagRow).where(TagRow.race_id == id))
            session.add_all(TagRow(race_id=id, tag=tag) for tag in tags)

    def delete(self, ids: Collection[str], owner: str) -> None:
        """Delete races of a visitor's; for a day `undelete` brings them back."""
        self._set_deleted(ids, owner, datetime.now(UTC))

    def undelete(self, ids: Collection[str], owner: str) -> None:
        """Bring back deleted races of a visitor's."""
        self._set_deleted(ids, owner, None)

    def ids(self, owner: str) -> Sequence[str]:
        """Return the ids of a visitor's races and studies, of those deleted a short while ago as well."""
        with self.database.reading() as session:
            return ids_of(session, owner)

    def counts(self, owner: str) -> tuple[int, int]:
        """Return how many races and how many studies a visitor has, with those deleted a short while ago."""
        count = select(func.count(), func.count(StudyRow.race_id)).select_from(RaceRow).outerjoin(StudyRow)
        with self.database.reading() as session:
            both, studies = session.execute(count.where(RaceRow.owner == owner)).one()
            return both - studies, studies

    def purge(self) -> None:
        """Forget for good what was deleted long ago."""
        with self.database.writing() as session:
            _purge(session)

    def _set_deleted(self, ids: Collection[str], owner: str, when: datetime | None) -> None:
        with self.database.writing() as session:
            owned = update(RaceRow).where(RaceRow.id.in_(ids), RaceRow.owner == owner)
            session.execute(owned.values(deleted=when))
            _purge(session)

    def _entry(self, row: RaceRow) -> Entry:
        names = Headline.__dataclass_fields__
        return Entry(
            id=row.id,
            question=row.study.question if row.study else "",
            started=row.started,
            ended=row.ended,
            dataset=row.dataset,
            title=row.title.title if row.title else "",
            status=_status(row, self._running, self.servers),
            verdict=told_verdict(row.verdict),
            note=row.note,
            tags=tuple(tag.tag for tag in row.tags),
            results=tuple(Headline(**{name: getattr(result, name) for name in names}) for result in row.results),
            spec=_known_spec(row.spec),
        )


def ids_of(session: Session, owner: str) -> Sequence[str]:
    """Return the ids of a visitor's races and studies, as `History.ids` does."""
    return session.scalars(select(RaceRow.id).where(RaceRow.owner == owner)).all()


def _purge(session: Session) -> None:
    """Forget for good what was deleted long ago."""
    session.execute(delete(RaceRow).where(RaceRow.deleted < datetime.now(UTC) - KEPT_AFTER_DELETION))


def _status(row: RaceRow, here: Collection[str], servers: Servers) -> RaceStatus:
    """Return how a race stands: what is not over runs here or elsewhere, or what it ran on is gone."""
    if row.status != "running" or row.id in here:
        return row.status  # type: ignore[return-value]
    return "elsewhere" if row.running and servers.is_there(row.running.server) else "interrupted"


def _own_title(spec: BakeoffSpec) -> TitleRow | None:
    """Return what the visitor's own table is called, if the race is on one."""
    own = brought().get(spec.dataset.name)
    title = spec.dataset.info.title
    return None if own is None or title == own.title else TitleRow(title=_plain(title)[:NAME_LENGTH])


def _known_spec(text: str) -> BakeoffSpec | None:
    """Return the spec that was stored, or None if it names what this Bakeoff does not have."""
    try:
        return BakeoffSpec.from_json(text)
    except SettingError:
        return None


def _plain(text: str) -> str:
    """Return a visitor's text without the one character that not every database can hold."""
    return text.replace("\0", "")


def _verdicts(session: Session, wanted: Sequence[ColumnElement[bool]]) -> dict[str, str]:
    """Return each race's verdict as it can be searched: in English, and in the reader's language; JSON has more."""
    return {
        id: _both(told_verdict(kept))
        for id, kept in session.execute(select(RaceRow.id, RaceRow.verdict).where(*wanted))
    }


def _both(*texts: str) -> str:
    """Return texts in English and in the reader's language, such that a word of either is found in them."""
    here = " ".join(map(told, texts))
    if language() == SOURCE:
        return here.casefold()
    with speaking(SOURCE):
        return f"{' '.join(map(told, texts))} {here}".casefold()


def _says(word: str, verdicts: Mapping[str, str]) -> ColumnElement[bool]:
    """Return the condition that a race's words, or what it was run on and with, contain `word`."""
    folded = word.casefold()
    sets = [name for name, info in datasets().items() if folded in _both(name, info.title)]
    rivals = [name for name, record in contenders().items() if folded in _both(name, record.both_names)]
    return or_(
        RaceRow.id.in_([id for id, verdict in verdicts.items() if folded in verdict]),
        RaceRow.dataset.in_(sets),
        RaceRow.title.has(TitleRow.title.icontains(word, autoescape=True)),
        RaceRow.note.icontains(word, autoescape=True),
        RaceRow.tags.any(TagRow.tag.icontains(word, autoescape=True)),
        RaceRow.results.any(ResultRow.contender.in_(rivals)),
    )


def _over_results(function: Any) -> ScalarSelect[Any]:
    return select(function).where(ResultRow.race_id == RaceRow.id).scalar_subquery()


_NEWEST = (RaceRow.started.desc(), RaceRow.id)
_LESS_IS_BETTER = [metric.name for metric in (*METRICS, cost_metric()) if not metric.greater_is_better]
_GAIN = case((ResultRow.metric.in_(_LESS_IS_BETTER), -ResultRow.score), else_=ResultRow.score)
_ORDERS: dict[Order, Sequence[Any]] = {
    "newest": _NEWEST,
    "oldest": (RaceRow.started, RaceRow.id),
    "dataset": (RaceRow.dataset, *_NEWEST),
    "score": (func.coalesce(_over_results(func.max(_GAIN)), -1e300).desc(), *_NEWEST),
    "cpu": (func.coalesce(_over_results(func.sum(ResultRow.fit_cpu_seconds)), 1e300), *_NEWEST),
}
