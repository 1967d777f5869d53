"""Entries of the history, as rows of its list and in full."""

from dataclasses import dataclass
from datetime import datetime

from bakeoff.records.drafts import RaceStatus
from bakeoff.records.studies import stored_study
from bakeoff.spec import BakeoffSpec
from bakeoff.study.record import Record


@dataclass(frozen=True)
class Headline:
    """One contender's headline numbers; None where it has none.

    Attributes
    ----------
    contender, status : str
        Of a study it is the name of a lane: ``svm``, or ``svm+tuned``.
    metric : str
        Name of the one that decided; empty where it was written down before that could be chosen.
    score, low, high : float or None
        That metric on the test part, or its mean over a study's folds, and its 95 % interval.
    fit_cpu_seconds : float or None
        All fits together, of every seed or fold.
    predict_ms_per_1000 : float or None
        Milliseconds to predict 1,000 rows.
    """

    contender: str
    status: str
    metric: str
    score: float | None
    low: float | None
    high: float | None
    fit_cpu_seconds: float | None
    predict_ms_per_1000: float | None
    model_bytes: int | None


@dataclass(frozen=True)
class Entry:
    """One race, or one study, as the list shows it.

    Attributes
    ----------
    id : str
        Unguessable; whoever has it may look at it.
    question : str
        What a study asks, as in `bakeoff.study.plan.Plan`; empty for a race.
    started : datetime
        In UTC; `ended` likewise, None if it has not.
    dataset : str
        Its name in specs.
    title : str
        What the visitor's own table is called; empty for data that everybody has.
    status : {"running", "elsewhere", "finished", "stopped", "failed", "interrupted"}
        Elsewhere is running on another server, which cannot be looked at from here.
    verdict : str
        What came of it, in one sentence, in the language of whoever asked; empty if no contender came to its end.
    results : tuple of Headline
        In the order of the spec.
    spec : BakeoffSpec or None
        None if it names what this Bakeoff does not have.
    """

    id: str
    question: str
    started: datetime
    ended: datetime | None
    dataset: str
    title: str
    status: RaceStatus
    verdict: str
    note: str
    tags: tuple[str, ...]
    results: tuple[Headline, ...]
    spec: BakeoffSpec | None


@dataclass(frozen=True)
class Found:
    """A part of the list, and how many races and studies it has in all, and how many studies."""

    races: tuple[Entry, ...]
    total: int
    studies: int


@dataclass(frozen=True)
class StoredRace:
    """One race, or one study, in full.

    Attributes
    ----------
    report : str
        A race's report as JSON, as documented in ``docs/report.md``; a study as `stored_study` reads it.
    own : bool
        Whether it is the asking visitor's, who alone may change it.
    """

    entry: Entry
    report: str
    own: bool

    def study(self) -> Record:
        """Return the study; raises HistoryError if this Bakeoff cannot read it."""
        return stored_study(self.report, interrupted=self.entry.status == "interrupted")
