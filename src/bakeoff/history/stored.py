"""A report read back from its JSON: every number and curve, without predictions and regions, which JSON leaves out."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from bakeoff.contenders import Step
from bakeoff.errors import HistoryError, SettingError
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.metrics import Metric, deciding
from bakeoff.evaluation.verdict import Verdict
from bakeoff.race import verdict_json
from bakeoff.race.report import JSON_VERSION, Costs, Status
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _


@dataclass(frozen=True)
class StoredOutcome:
    """What a contender has achieved on the test part.

    Attributes
    ----------
    metrics : mapping of str to Estimate
    costs : Costs
    unfinished : bool
        Whether it was ended before it had done all.
    seeds : int
        How many seeds it was trained with.
    """

    metrics: Mapping[str, Estimate]
    costs: Costs
    unfinished: bool = False
    seeds: int = 1


@dataclass(frozen=True)
class StoredResult:
    """One contender's part of a stored report, as in `bakeoff.race.Result`."""

    name: str
    status: Status
    message: str
    steps: tuple[Step, ...]
    outcome: StoredOutcome | None


@dataclass(frozen=True)
class StoredReport:
    """A race and what came of it, as far as its JSON tells.

    Attributes
    ----------
    spec : BakeoffSpec
    environment : mapping of str to str
        Versions and processor.
    verdict : Verdict or None
        As in `bakeoff.race.Report`; None if no contender came to its end. One stored before verdicts named ranks
        and pairs has its words alone.
    results : mapping of str to StoredResult
        By contender, in the order of the spec.
    """

    spec: BakeoffSpec
    environment: Mapping[str, str]
    verdict: Verdict | None
    results: Mapping[str, StoredResult]

    def finished(self) -> dict[str, StoredOutcome]:
        """Return the outcomes of the contenders that are scored, in order; some may be unfinished."""
        return {name: result.outcome for name, result in self.results.items() if result.outcome is not None}

    @property
    def metric(self) -> Metric:
        """What decides."""
        return deciding(self.spec.rules.metric, self.spec.dataset.info.task)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `Report.to_json` wrote.

        Raises
        ------
        HistoryError
            If a newer Bakeoff wrote it, or it names what this one does not have.
        """
        found = json.loads(text)
        if found["version"] > JSON_VERSION:
            raise HistoryError(_("This race was stored by a newer Bakeoff; install that to read it."))
        spec = read_spec(found["spec"])
        results = {name: _result(name, one) for name, one in found["contenders"].items()}
        return cls(spec, found["environment"], _verdict(found["verdict"], spec), results)


def read_spec(values: Mapping[str, Any]) -> BakeoffSpec:
    """Return the spec that was stored; raises HistoryError if it names what this Bakeoff does not have."""
    try:
        return BakeoffSpec(**values)
    except SettingError as error:
        raise HistoryError(
            _("This was stored by a Bakeoff that had what this one has not. {reason}", reason=error)
        ) from error


def _verdict(found: Mapping[str, Any] | None, spec: BakeoffSpec) -> Verdict | None:
    if found is None:
        return None
    known = {**found, "scores": with_nan(found.get("scores", {})), "pairs": list(map(with_nan, found.get("pairs", ())))}
    return verdict_json.from_json(known, deciding(spec.rules.metric, spec.dataset.info.task).name)


def _result(name: str, found: Mapping[str, Any]) -> StoredResult:
    steps = tuple(Step(**step) for step in found["curve"])
    outcome = None
    if found["costs"] is not None:
        metrics = {key: Estimate(**with_nan(one)) for key, one in found["metrics"].items()}
        costs, seeds = Costs(**with_nan(found["costs"])), len(found.get("seeds", ())) or 1
        outcome = StoredOutcome(metrics, costs, found.get("unfinished", False), seeds)
    return StoredResult(name, found["status"], found["message"], steps, outcome)


def with_nan(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return `values` with NaN where JSON had to say null."""
    return {key: math.nan if value is None else value for key, value in values.items()}
