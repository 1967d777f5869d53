"""A report read back from its JSON: every number and curve, without predictions and regions, which JSON leaves out."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from bakeoff.contenders import Step
from bakeoff.errors import HistoryError, SettingError
from bakeoff.evaluation.base import Estimate
from bakeoff.race.report import JSON_VERSION, Costs, Status
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _


@dataclass(frozen=True)
class StoredOutcome:
    """What a contender that finished has achieved on the test part."""

    metrics: Mapping[str, Estimate]
    costs: Costs


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
    verdict, test : str
        Who won, and by which test; empty if no contender came to its end.
    results : mapping of str to StoredResult
        By contender, in the order of the spec.
    """

    spec: BakeoffSpec
    environment: Mapping[str, str]
    verdict: str
    test: str
    results: Mapping[str, StoredResult]

    def finished(self) -> dict[str, StoredOutcome]:
        """Return the outcomes of the contenders that are done, in order."""
        return {name: result.outcome for name, result in self.results.items() if result.outcome is not None}

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
        verdict = found["verdict"] or {"sentence": "", "test": ""}
        results = {name: _result(name, one) for name, one in found["contenders"].items()}
        return cls(spec, found["environment"], verdict["sentence"], verdict["test"], results)


def read_spec(values: Mapping[str, Any]) -> BakeoffSpec:
    """Return the spec that was stored; raises HistoryError if it names what this Bakeoff does not have."""
    try:
        return BakeoffSpec(**values)
    except SettingError as error:
        raise HistoryError(
            _("This was stored by a Bakeoff that had what this one has not. {reason}", reason=error)
        ) from error


def _result(name: str, found: Mapping[str, Any]) -> StoredResult:
    steps = tuple(Step(**step) for step in found["curve"])
    outcome = None
    if found["costs"] is not None:
        metrics = {key: Estimate(**with_nan(one)) for key, one in found["metrics"].items()}
        outcome = StoredOutcome(metrics, Costs(**with_nan(found["costs"])))
    return StoredResult(name, found["status"], found["message"], steps, outcome)


def with_nan(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return `values` with NaN where JSON had to say null."""
    return {key: math.nan if value is None else value for key, value in values.items()}
