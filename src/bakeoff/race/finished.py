"""A race in which somebody has been scored: all that is known of its test rows, and nothing that may be missing."""

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Estimate, Prediction
from bakeoff.evaluation.metrics import Metric, deciding
from bakeoff.evaluation.rank_words import ordered
from bakeoff.evaluation.standings import Standings, standings
from bakeoff.evaluation.units import unit_codes
from bakeoff.evaluation.verdict import Verdict, verdict
from bakeoff.race.caveats import caveats, ended_race
from bakeoff.race.outcome import Answers, HeldOut, Outcome, Result, Setting
from bakeoff.spec import BakeoffSpec

_UNKNOWN = Estimate(math.nan, math.nan, math.nan)


@dataclass(frozen=True)
class FinishedRace:
    """A race in which at least one contender has been scored; `Report.finished_race` gives it.

    Attributes
    ----------
    environment : mapping of str to str
        Versions and processor.
    results : mapping of str to Result
        By contender, in the order of the spec; also of those that have not been scored.
    answers : mapping of str to Answers
        Of those that have been scored, in the same order; never empty.
    own : Metric or None
        A metric of the program's own that decides.
    """

    spec: BakeoffSpec
    environment: Mapping[str, str]
    setting: Setting
    held_out: HeldOut
    results: Mapping[str, Result]
    answers: Mapping[str, Answers]
    own: Metric | None = None

    @property
    def metric(self) -> Metric:
        """Metric that decides the race."""
        return self.own or deciding(self.spec.rules.metric, self.setting.task, self.spec.rules.costs)

    @property
    def is_classification(self) -> bool:
        """True if the target is a class, and not a number."""
        return self.setting.task == "classification"

    @functools.cached_property
    def outcomes(self) -> dict[str, Outcome]:
        """Outcomes of the scored contenders, in order; some may be unfinished."""
        return outcomes(self.results)

    @functools.cached_property
    def rivals(self) -> dict[str, Answers]:
        """Answers of all contenders but the baselines, which have nothing to show but their score."""
        return {name: answers for name, answers in self.answers.items() if not contender(name).baseline}

    def predictions(self) -> pd.DataFrame:
        """Return the held-out rows, as `Report.predictions` does."""
        return predictions_frame(self.setting, self.held_out, self.answers)

    @functools.cached_property
    def verdict(self) -> Verdict:
        """Winner of the race, and the test behind it."""
        won = verdict(
            self.held_out.target,
            {name: answers.prediction for name, answers in self.answers.items()},
            self.metric,
            len(self.setting.class_names),
            seeds={name: answers.of_seeds for name, answers in self.answers.items()},
            missing=[name for name in self.results if name not in self.answers],
            unfinished=unfinished(self.results),
            units=self.held_out.units,
        )
        ended = ended_race(self.results, self.setting, self.spec, won)
        return replace(won, caveats=caveats(ended, self.setting.findings, self._muted))

    @functools.cached_property
    def equals(self) -> tuple[str, ...]:
        """Contenders without baselines that may be the best, best score first."""
        choice = self.verdict.choice({})
        return () if choice is None else tuple(name for name in choice.best if name in self.rivals)

    @functools.cached_property
    def luck(self) -> NDArray[np.bool_] | None:
        """Test rows that luck decides: `equals` answer them differently, and no test says whom to take.

        Of shape (n_test,), by the first seed's models; None for numbers, which always differ, and with fewer than two.
        """
        if not self.is_classification or len(self.equals) < 2:
            return None
        answers = np.stack([self.answers[name].prediction.values for name in self.equals])
        return np.asarray((answers != answers[0]).any(axis=0))

    @property
    def _muted(self) -> tuple[str, ...]:
        """Codes of checks that are left out; live scores on a log scale are not compared with test scores."""
        rules = self.spec.rules
        return (*rules.muted, "overfit") if rules.log_target else rules.muted

    def standings(self, metric: Metric) -> Standings:
        """Return who beats whom by a metric, of those that have a score in it.

        By the one that decides it is the verdict, so that no figure says other than the headline. It is worked out
        once.
        """
        if metric == self.metric:
            return self.verdict
        if metric.name not in self._standings:
            n_classes = len(self.setting.class_names)
            self._standings[metric.name] = standings(
                self.held_out.target,
                self._scored(metric),
                metric,
                n_classes,
                unfinished(self.results),
                self.units(metric),
            )
        return self._standings[metric.name]

    def units(self, metric: Metric) -> NDArray[np.int64] | None:
        """Return the unit of each test row, by errors in a metric; None if rows are independent."""
        own = [answers.prediction for answers in self.answers.values()]
        return unit_codes(
            self.held_out.units, self.held_out.target, own, [metric.influence], len(self.setting.class_names)
        )

    @functools.cached_property
    def _standings(self) -> dict[str, Standings]:
        return {}

    def _scored(self, metric: Metric) -> dict[str, tuple[Prediction, ...]]:
        values = {name: outcome.metrics.get(metric.name, _UNKNOWN).value for name, outcome in self.outcomes.items()}
        return {name: answers.of_seeds for name, answers in self.answers.items() if not math.isnan(values[name])}


def in_order(outcomes: Mapping[str, Outcome], metric: Metric, standings: Standings | None) -> list[str]:
    """Return who has a score in a metric: by rank, then by score; a score that is not a number comes last."""
    scored = {
        name: outcome.metrics[metric.name] for name, outcome in outcomes.items() if metric.name in outcome.metrics
    }
    return ordered(standings, {name: metric.gain(estimate.value) for name, estimate in scored.items()})


def best_first(race: FinishedRace) -> list[str]:
    """Return a race's contenders without baselines, the winner first."""
    ranked = in_order(race.outcomes, race.metric, race.verdict)
    return sorted(race.rivals, key=lambda name: ranked.index(name) if name in ranked else len(ranked))


def outcomes(results: Mapping[str, Result]) -> dict[str, Outcome]:
    """Return the outcomes of those that are scored, in order."""
    return {name: result.outcome for name, result in results.items() if result.outcome is not None}


def unfinished(results: Mapping[str, Result]) -> tuple[str, ...]:
    """Return the contenders that are scored, but were stopped before their end."""
    return tuple(name for name, outcome in outcomes(results).items() if outcome.unfinished)


def predictions_frame(setting: Setting, held_out: HeldOut, answers: Mapping[str, Answers]) -> pd.DataFrame:
    """Return the held-out rows, as `bakeoff.race.report.Report.predictions` documents it."""
    names = np.array(setting.class_names)

    def named(values: NDArray[Any]) -> NDArray[Any]:
        return names[values] if len(names) else values

    columns: dict[str, NDArray[Any]] = {"target": named(held_out.target)}
    for name, own in answers.items():
        columns[name] = named(own.prediction.values)
        if own.prediction.probabilities is not None:
            columns[f"{name}_confidence"] = own.prediction.confidence
    return pd.DataFrame(columns, index=pd.Index(held_out.rows, name="row"))
