"""Reports of a training job on its steps, and its early end on request."""

import time
from dataclasses import replace
from typing import Any

from bakeoff.contenders import Step
from bakeoff.engine.base import Channel
from bakeoff.engine.outlook import Outlook
from bakeoff.race.messages import EndEarly, Scoring, Seen
from bakeoff.race.stage import RaceMoment
from bakeoff.race.watching import Watcher

FLUSH_SECONDS = 0.05
TOLD_SECONDS = 0.05
"""How soon a job that goes on after others had their turn has heard for how long they had."""


class Orders:
    """Orders that a job has received since it began."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._kinds: set[type] = set()

    def include(self, kind: type) -> bool:
        """Look whether it has been told such a thing by now."""
        while (order := self._channel.poll()) is not None:
            self._kinds.add(type(order))
        return kind in self._kinds


class Ending:
    """End of a job before it is complete: on request, or when its time is over.

    Parameters
    ----------
    orders : Orders
        Source of the request.
    seconds : float
        Time that the job has left, from now.
    """

    def __init__(self, channel: Channel, orders: Orders, seconds: float) -> None:
        self._channel = channel
        self._orders = orders
        self._deadline = time.monotonic() + seconds
        self._told = False

    def asked(self) -> bool:
        """Look whether to come to an end; says that it is being done, the first time that it was told to."""
        if not self._told and self._orders.include(EndEarly):
            self._told = True
            self._channel.emit(Scoring())
        return self._told or self._is_over()

    def _is_over(self) -> bool:
        """Return whether the time is over, apart from seconds spent suspended for others."""
        if time.monotonic() - self._channel.waited_seconds <= self._deadline:
            return False
        time.sleep(TOLD_SECONDS)
        return time.monotonic() - self._channel.waited_seconds > self._deadline


class Reporter:
    """A scikit-learn fit callback that sends steps, and what is answered at some, up the channel, several to a message.

    A tiny network makes thousands of epochs a second; nobody can see more than twenty a second.

    Parameters
    ----------
    ending : Ending
        What the fit is asked to end by, if it `may_end`.
    outlook : Outlook
        Which is told how far all seeds are, where that is known.
    seed : int
        Place of the seed, which every step is marked with.
    seeds : int
        How many there are.
    may_end : bool
        Whether the contender can answer with what it has learnt so far.
    watcher : Watcher, optional
        Who asks it on the way.

    Attributes
    ----------
    cut_short : bool
        Whether the fit was asked to end before its last step.
    watches : bool
        Whether the estimator may make some effort to be seen learning, off its clock.
    """

    def __init__(
        self,
        channel: Channel,
        ending: Ending,
        outlook: Outlook,
        seed: int = 0,
        seeds: int = 1,
        *,
        may_end: bool = False,
        watcher: Watcher | None = None,
    ) -> None:
        self.cut_short = False
        self.watches = watcher is not None
        self._channel = channel
        self._ending = ending
        self._seed = seed
        self._seeds = seeds
        self._outlook = outlook
        self._may_end = may_end
        self._watcher = watcher
        self._waiting: list[Step] = []
        self._seen: list[RaceMoment] = []
        self._sent = 0.0

    def setup(self, estimator: Any, context: Any) -> None:
        """Nothing to set up."""

    def teardown(self, estimator: Any, context: Any) -> None:
        """Nothing to tear down; an estimator that calls its parent's ``fit`` gets here before its end."""

    def on_fit_task_begin(self, estimator: Any, context: Any) -> None:
        """Nothing has happened yet."""

    def on_fit_task_end(self, estimator: Any, context: Any, *, metadata: dict[str, Any] | None = None) -> bool:
        """Keep the step; return whether the fit is to end with it."""
        if not metadata or "step" not in metadata:
            return False
        step: Step = metadata["step"]
        self._waiting.append(replace(step, seed=self._seed) if self._seed else step)
        if self._watcher is not None and (moment := self._watcher.look(step, metadata.get("answers"))):
            self._seen.append(moment)
        if time.monotonic() - self._sent > FLUSH_SECONDS:
            self.flush()
        if self._may_end and step.index != step.total and self._ending.asked():
            self.cut_short = True
        return self.cut_short

    def flush(self) -> None:
        """Send what waits."""
        if self._waiting:
            self._channel.emit(tuple(self._waiting))
            last = self._waiting[-1]
            if last.total:
                self._outlook.done((self._seed + last.index / last.total) / self._seeds)
            self._waiting.clear()
            self._sent = time.monotonic()
        if self._seen:
            self._channel.emit(Seen(tuple(self._seen)))
            self._seen.clear()
