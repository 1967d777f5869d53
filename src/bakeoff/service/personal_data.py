"""All that a server keeps of one visitor, wherever it is: counted, and deleted for good."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from bakeoff.datasets.upload import store
from bakeoff.judge.study import Study
from bakeoff.race import models
from bakeoff.race.race import Race
from bakeoff.service.asks import Asks, can_be_asked
from bakeoff.service.labs import Labs
from bakeoff.service.races import Races, Studies
from bakeoff.text import counted

STOPPING_SECONDS = 10.0
"""For how long what is stopped is waited for; whatever ends later finds nowhere to be kept."""


@dataclass(frozen=True)
class Amounts:
    """Numbers of a visitor's stored things.

    Attributes
    ----------
    races, studies : int
    models : int
        Races with stored trained contenders.
    tables : int
    labs : int
        In the server's memory, with all points and weights.
    goals : int
        Chapters of Learn whose goal was reached.
    attempts, certificates, lessons : int
        Runs at lessons, their certificates, and the visitor's own lessons that are too long for a link.
    classes, taught : int
        Classes in which the visitor learns, and those in which they teach.
    """

    races: int
    studies: int
    models: int
    tables: int
    labs: int
    goals: int
    attempts: int
    certificates: int
    lessons: int
    classes: int
    taught: int

    def in_words(self) -> tuple[str, ...]:
        """Say how much there is of each kind, leaving out that of which there is none."""
        said = (
            (self.races, counted("{n} race", "{n} races", self.races)),
            (self.studies, counted("{n} study", "{n} studies", self.studies)),
            (self.models, counted("the trained models of {n} race", "the trained models of {n} races", self.models)),
            (self.tables, counted("{n} table", "{n} tables", self.tables)),
            (self.labs, counted("{n} network lab", "{n} network labs", self.labs)),
            (self.goals, counted("{n} goal reached in Learn", "{n} goals reached in Learn", self.goals)),
            (self.attempts, counted("{n} attempt at a lesson", "{n} attempts at lessons", self.attempts)),
            (self.certificates, counted("{n} certificate", "{n} certificates", self.certificates)),
            (self.lessons, counted("{n} lesson of your own", "{n} lessons of your own", self.lessons)),
            (self.classes, counted("your place in {n} class", "your places in {n} classes", self.classes)),
            (self.taught, counted("{n} class that you teach", "{n} classes that you teach", self.taught)),
        )
        return tuple(words for n, words in said if n)


class PersonalData:
    """Stored data of visitors, each identified by the hash of their secret.

    Every method raises HistoryError, one sentence, if the database cannot do it.

    Parameters
    ----------
    races : Races
    studies : Studies
    labs : Labs
    asks : Asks
    """

    def __init__(self, races: Races, studies: Studies, labs: Labs, asks: Asks) -> None:
        self._races = races
        self._studies = studies
        self._labs = labs
        self._asks = asks
        self._records = races.history.personal

    def amounts(self, owner: str) -> Amounts:
        """Return how much is kept of a visitor now."""
        rows = self._records.counts(owner)
        return Amounts(
            races=rows["races"] - rows["studies"],
            studies=rows["studies"],
            models=sum(map(can_be_asked, self._records.races(owner))),
            tables=len(store.tables_of(owner)),
            labs=len(self._labs.of(owner)),
            goals=rows["goals"],
            attempts=rows["attempts"],
            certificates=rows["certificates"],
            lessons=rows["lessons"],
            classes=rows["room_members"],
            taught=rows["room_teachers"],
        )

    def erase(self, owner: str) -> Amounts:
        """Stop whatever a visitor has going on, and delete all that is kept of them; return how much that was."""
        amounts = self.amounts(owner)
        stopped = tuple(self._stopped(owner))
        self._races.recorder.forget(owner)
        erased = self._records.erase(owner)
        self._races.rooms.look_anew(erased.rooms)
        gone = {*stopped, *erased.races}
        self._asks.forget(gone)
        for race_id in gone:
            models.delete(race_id)
        store.delete_all(owner)
        return amounts

    def _stopped(self, owner: str) -> Iterator[str]:
        """End what a visitor has going on, and wait for it; yield the ids of all races and studies here."""
        races, studies = self._races.let_go(owner), self._studies.let_go(owner)
        for race in races:
            race.stop(now=True)
        for study in studies:
            study.stop()
        for lab in self._labs.let_go(owner):
            lab.close()
        deadline = time.monotonic() + STOPPING_SECONDS
        started: list[Race | Study] = [*races, *studies]
        for going_on in started:
            going_on.wait(max(0.0, deadline - time.monotonic()))
            yield going_on.id
