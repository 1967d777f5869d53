"""Code of a race's jobs: prepare the data, fit, and measure on the test set; before that, fetch the data.

The same module runs in every job; the engine calls `train` and `fetch`.
"""

import time
from typing import Any

import numpy as np

from bakeoff.checks.base import SetUp
from bakeoff.checks.registry import in_order, known, look
from bakeoff.contenders import contender
from bakeoff.contenders.log_target import as_learnt, learner
from bakeoff.contenders.scores import scored
from bakeoff.datasets import dataset
from bakeoff.datasets.fingerprint import fingerprint
from bakeoff.datasets.upload import UPLOAD
from bakeoff.engine.base import Channel
from bakeoff.engine.outlook import Outlook
from bakeoff.errors import DatasetError
from bakeoff.evaluation.base import Plane
from bakeoff.evaluation.metrics import deciding
from bakeoff.preparation.prepared import Prepared, prepare
from bakeoff.race.fits import Fit, Measurer, put_together
from bakeoff.race.fitting import fit, warm_up
from bakeoff.race.messages import AlreadyLookedAt, Fetched, Forecast, LookedAt, RaceEntry, Seen
from bakeoff.race.models import keep
from bakeoff.race.outcome import Answers, HeldOut, Outcome, Setting
from bakeoff.race.preprocessing_text import calibration_text, preprocessing_text, sparse_text
from bakeoff.race.regions import placed_on
from bakeoff.race.reporter import Ending, Orders, Reporter
from bakeoff.race.seeds import model_seeds
from bakeoff.race.watching import Questions, Watcher, questions
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

LONG_SECONDS = 20.0


def fetch(name: str, channel: Channel) -> None:
    """Bring the data set `name` onto this machine; emits `Fetched`, a percent or more apart."""
    told = 0.0

    def tell(share: float) -> None:
        nonlocal told
        if share - told >= 0.01:
            told = share
            channel.emit(Fetched(share))

    dataset(name).fetch(tell)


def train(entry: RaceEntry, channel: Channel) -> tuple[Outcome, Answers]:
    """Fit one contender, with each of its seeds, and measure it.

    Emits the `Setting`, the `HeldOut` rows, perhaps the `RaceStage` and a `Forecast`, tuples of `Step`, what is `Seen`
    of it on the way, `Scoring` if it was asked to come to an end, and at the end what was `LookedAt`, for which nobody
    who wants to see it learn should have to wait; where that is not known already.
    """
    prepared = prepare(entry.spec)
    plane, place = placed_on(prepared)
    setting = _setting(entry.spec, prepared)
    if entry.raced_on is not None:
        _check_same(prepared, setting, *entry.raced_on)
    channel.emit(setting)
    if entry.findings is not None:
        channel.emit(LookedAt(entry.findings))
    channel.emit(HeldOut(prepared.rows_test, prepared.y_test, plane, prepared.units, prepared.validation_units))
    asked = questions(prepared, plane, place) if entry.watched else None
    if asked is not None:
        channel.emit(asked.stage)
    orders = Orders(channel)
    ending = Ending(channel, orders, entry.spec.rules.time_limit)  # the limit is one of training
    result = _Training(entry, prepared, plane, channel, ending, asked).run()
    if entry.findings is None and not orders.include(AlreadyLookedAt):
        channel.emit(LookedAt(in_order(look(SetUp(entry.spec, prepared), known(entry.spec.rules.muted)).findings)))
    return result


class _Training:
    """One contender's fits, one seed after the other."""

    def __init__(
        self,
        entry: RaceEntry,
        prepared: Prepared,
        plane: Plane,
        channel: Channel,
        ending: Ending,
        asked: Questions | None,
    ) -> None:
        self._entry = entry
        self._info = contender(entry.contender)
        self._prepared = prepared
        self._channel = channel
        self._outlook = Outlook(channel)
        self._ending = ending
        self._asked = asked
        self._seeds = model_seeds(entry.spec, entry.contender, prepared.task)
        rules = entry.spec.rules
        decides = deciding(rules.metric, prepared.task, rules.costs)
        self._measurer = Measurer(entry.contender, prepared, plane, self._keep, rules.seed, decides)

    def run(self) -> tuple[Outcome, Answers]:
        fits: list[Fit] = []
        cut_short = False
        self._build(self._seeds[0])  # its library is loaded then, which is no cost of the model
        for place, seed in enumerate(self._seeds):
            estimator, cut_short = self._fitted(place, seed)
            if cut_short and fits:  # what counts are the seeds that were trained to their end
                break
            fits.append((self._measurer.further if fits else self._measurer.first)(estimator, seed))
            if place == 0:
                self._show_the_end(estimator, fits[0])
            del estimator  # before the next one takes its room
            if self._ending.asked():
                break
        unfinished = cut_short or len(fits) < len(self._seeds)
        return put_together(fits, unfinished=unfinished)

    def _build(self, seed: int) -> Any:
        spec = self._entry.spec
        settings, log = spec.contenders[self._entry.contender], spec.rules.log_target
        return self._info.estimator(settings, self._prepared.task, seed, log_target=log)

    def _fitted(self, place: int, seed: int) -> tuple[Any, bool]:
        """Return the fitted estimator, and whether its fit was ended before its last step."""
        prepared = self._prepared
        started = time.process_time()
        estimator = self._build(seed)
        if place == 0 and not self._info.ends_early:  # such fits are many steps long
            warm_up(estimator, prepared)
        loaded = time.process_time() - started
        if place == 0:
            self._foretell(estimator)
        watcher = Watcher(self._asked) if self._asked is not None and place == 0 else None
        reporter = Reporter(
            self._channel,
            self._ending,
            self._outlook,
            place,
            len(self._seeds),
            may_end=self._info.ends_early,
            watcher=watcher,
        )
        estimator.set_callbacks(reporter)
        try:
            fit(estimator, prepared, self._entry.spec.rules)
        finally:
            reporter.flush()  # also what came before a fit failed
        estimator.set_callbacks()
        estimator.startup_cpu_seconds_ += loaded
        return estimator, reporter.cut_short

    def _show_the_end(self, estimator: Any, fit: Fit) -> None:
        """Tell what the first seed's model, fitted and calibrated, answers: the picture that stays."""
        if self._asked is None or fit.first is None:
            return
        self._channel.emit(Seen((self._asked.end(estimator, fit.first.regions, self._score_gone_back_to(estimator)),)))

    def _score_gone_back_to(self, estimator: Any) -> float | None:
        """Return the score of one that is not as it was at its last step, on the rows that steps are scored on."""
        if not self._info.goes_back(self._entry.spec.contenders[self._entry.contender]):
            return None
        part = self._prepared
        validates = part.X_validation is not None
        X, y = (part.X_validation, part.y_validation) if validates else (part.X_train, part.y_train)
        model, target = as_learnt(estimator, y)
        measured = scored(model, X, target)
        return None if measured is None else measured[1]

    def _foretell(self, estimator: Any) -> None:
        if self._info.forecast is None:
            return
        seconds = self._info.forecast(learner(estimator), self._prepared.X_train, self._prepared.y_train)
        self._channel.expect(seconds * len(self._seeds))
        if seconds > LONG_SECONDS:
            self._channel.emit(Forecast(seconds))

    def _keep(self, pickled: bytes) -> None:
        if self._entry.models is not None:
            keep(self._entry.models, self._entry.contender, pickled)


def _check_same(prepared: Prepared, setting: Setting, before: Setting, held_out: HeldOut) -> None:
    """Raise DatasetError if the data are not those of before: contenders would be compared on different rows."""
    sizes = ("n_train", "n_validation", "n_features", "fingerprint")
    if not (
        all(getattr(setting, name) == getattr(before, name) for name in sizes)
        and np.array_equal(prepared.rows_test, held_out.rows)
        and np.array_equal(prepared.y_test, held_out.target)
    ):
        raise DatasetError(
            _("The data are no longer those that this race was run on; race all contenders again to compare them.")
        )


def _setting(spec: BakeoffSpec, prepared: Prepared) -> Setting:
    own_table = spec.dataset.name == UPLOAD.name
    return Setting(
        task=prepared.task,
        class_names=prepared.class_names,
        target_name=prepared.target_name,
        n_train=len(prepared.y_train),
        n_validation=0 if prepared.y_validation is None else len(prepared.y_validation),
        n_test=len(prepared.y_test),
        n_features=prepared.X_train.shape[1],
        steps=(
            *preprocessing_text(spec.rules, prepared),
            *sparse_text(spec, prepared),
            *calibration_text(spec, prepared),
        ),
        title=str(spec.dataset.info.title) if own_table else "",
        fingerprint=fingerprint(prepared.data) if own_table else "",
    )
